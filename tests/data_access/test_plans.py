"""Targets and settings are appended; what was set last is in force."""

from data_access import engine, plans
from data_access.areas import add_duties
from data_access.scope import EVERYTHING
from data_access.specs import TargetRow
from tests.data_access.conftest import COUNTY, JIA


def test_the_newest_setting_stands(county):
    with engine.writing() as connection:
        plans.put_settings(connection, {"default_month": "2025-09", "level_word": "县"})
    with engine.writing() as connection:
        plans.put_settings(connection, {"default_month": "2025-10"})
    with engine.reading() as connection:
        found = plans.settings(connection)

    assert found == {"default_month": "2025-10", "level_word": "县"}


def test_a_target_set_again_replaces_the_older_one_and_keeps_its_milestones(county):
    older = TargetRow("meals", COUNTY, 2025, 1_000, "甲〔2025〕1号", milestones={6: 400})
    newer = TargetRow("meals", COUNTY, 2025, 1_200, "甲〔2025〕9号", milestones={6: 500, 9: 800})
    with engine.writing() as connection:
        plans.add_targets(connection, [older, TargetRow("meals", JIA, 2025, 300, "")])
        plans.add_targets(connection, [newer])
    with engine.reading() as connection:
        found = plans.targets(connection, EVERYTHING, 2025, [COUNTY])

    assert found == [newer]


def test_no_duties_are_no_statement(county):
    """An insert without rows would write one row of defaults."""
    with engine.writing() as connection:
        add_duties(connection, [])
