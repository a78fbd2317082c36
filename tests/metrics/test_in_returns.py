"""What the returns say of themselves, whole: a correction with all that it changed, a return before its month was over."""

from datetime import datetime

from metrics.quality import findings
from metrics.quality.in_returns import months_checked
from tests.metrics.conftest import COUNTY, DONG, JIA, YI

DEATHS, CREMATED = "deaths_persons", "cremations_count"


def asked(county, rule):
    return [one for one in county.ask(findings, COUNTY, 202510) if one.rule == rule]


def test_the_months_that_are_checked():
    assert (months_checked(202510), months_checked(202501)) == ("2025年1—10月", "2025年1月")


def test_a_correction_names_its_largest_change_and_counts_the_others(county):
    """甲镇 20 → 30 deaths and 18 → 26 cremations: the ten deaths are the larger change."""
    county.report((DEATHS, JIA, 202510, 20), (CREMATED, JIA, 202510, 18), submitted_at=datetime(2025, 11, 3))
    county.report(
        (DEATHS, JIA, 202510, 30),
        (CREMATED, JIA, 202510, 26),
        (DEATHS, YI, 202510, 4),
        submitted_at=datetime(2025, 11, 5),
        note="更正",
    )

    (one,) = asked(county, "revised_figures")
    assert one.text == "甲镇2025年10月死亡人数由20人更正为30人（数据版本2），另有1个数同时更正"
    assert (one.first, one.second, one.period, one.month, one.indicator) == (
        "原报20人",
        "更正为30人",
        "2025年10月",
        202510,
        DEATHS,
    )
    assert (one.explained, one.size, one.cells) == ("更正", 0.02, ((DEATHS, JIA, 202510),))


def test_a_single_correction_stands_alone(county):
    county.report((DEATHS, DONG, 202510, 2), submitted_at=datetime(2025, 11, 3))
    county.report((DEATHS, DONG, 202510, 3), submitted_at=datetime(2025, 11, 5))

    assert [one.text for one in asked(county, "revised_figures")] == ["甲镇东村2025年10月死亡人数由2人更正为3人（数据版本2）"]


def test_a_return_before_its_month_was_over(county):
    county.report((DEATHS, JIA, 202510, 2), submitted_at=datetime(2025, 10, 28))
    county.report((DEATHS, YI, 202509, 2), submitted_at=datetime(2025, 10, 1))

    (one,) = [each for each in county.ask(findings, COUNTY, 202510) if each.kind == "dated"]
    assert one.text == "《第1份》2025年10月28日报送，却统计到2025年10月底"
    assert (one.first, one.second, one.period, one.month, one.area) == (
        "2025年10月28日报送",
        "统计到2025年10月底",
        "2025年10月",
        202510,
        COUNTY,
    )
