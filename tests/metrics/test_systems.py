"""Nobody should have to ask where a system of the reports is: each has its indicators, or the return that it lacks."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from metrics.errors import CatalogueError
from metrics.loading import catalogue
from metrics.systems import load_systems, system_table, systems
from pages import SCREENS
from sample_data.published import texts
from tests.metrics.conftest import COUNTY, view_of

NAMED = Path(__file__).resolve().parent.parent / "data" / "systems_named.csv"
# Wordings of systems and duties in each report, without the places, classes and document numbers in brackets
PER_REPORT = {"000": 58, "001": 85, "002-1": 49, "002-2": 80, "002-3": 38, "002-4": 34, "003": 85, "004": 58}


def named() -> list[dict[str, str]]:
    with NAMED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_list_of_names_is_whole():
    assert Counter(row["report"] for row in named()) == PER_REPORT


def test_every_system_that_a_report_names_is_listed():
    known = {report: systems().named_in(report) for report in PER_REPORT}

    assert [row for row in named() if row["system"] not in known[row["report"]]] == []


def test_every_listed_indicator_exists():
    codes = {code for one in systems().entries for code in one.indicators}

    assert codes
    assert sorted(codes - set(catalogue().indicators)) == []


def test_every_system_stands_on_a_line_that_has_a_screen():
    assert sorted({one.line for one in systems().entries} - {screen.name for screen in SCREENS}) == []


def test_what_left_civil_affairs_says_where_it_went():
    assert [one.name for one in systems().on_line("transferred") if not one.moved_to] == []


def test_every_duty_that_left_can_be_found():
    """An old report still loads; each of its figures must have a system under which it is looked for."""
    listed = {code for one in systems().on_line("transferred") for code in one.indicators}

    assert sorted({one.id for one in catalogue().on_line("transferred", "documentary")} - listed) == []


def test_reports_are_the_published_texts():
    assert sorted(systems().reports) == sorted(text.id for text in texts())


def test_the_table_gives_the_figure_or_the_return_that_would_bring_it(county):
    county.report(("marriage_registrations_couples", COUNTY, 202501, 20))

    table = county.ask(system_table, view_of("ytd", 202501), "marriage").set_index("指标")

    assert table.loc["结婚登记对数", "本期"] == "20对"
    assert table.loc["离婚登记对数", "本期"] == "—"
    assert table.loc["无数据来源", "说明"].startswith("需要婚姻登记月报")
    assert table.loc["无数据来源", "indicator"] == ""


def test_every_mistake_of_the_file_is_named_at_once(tmp_path):
    path = tmp_path / "systems.toml"
    path.write_text(
        """
        [reports]
        "000" = "某镇"
        [[system]]
        line = "funeral"
        name = "火化"
        reports = ["000"]
        indicators = ["no_such_rate"]
        [[system]]
        line = "nowhere"
        name = "公墓"
        reports = ["009"]
        [[system]]
        line = "funeral"
        name = "殡仪馆"
        reports = ["000"]
        colour = "red"
        """,
        encoding="utf-8",
    )

    with pytest.raises(CatalogueError) as caught:
        load_systems(path, catalogue())

    text = str(caught.value)
    assert all(word in text for word in ("no_such_rate", "nowhere", "009", "且只写一个", "colour"))
