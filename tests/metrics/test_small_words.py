"""Numbers as text, reference lines, breaks and reasons: whole, by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from metrics import broken
from metrics.attribute import by_area, by_member, change_of
from metrics.formatting import axis_texts, completeness_text, exact_text, value_text
from metrics.lights import Judge
from metrics.references import Reference, numbers_of, of_ranking, of_trend, options
from metrics.results import Number, Span
from tests.metrics.conftest import COUNTY, JIA, YI, view_of

DEATHS, CREMATED, RATE = "deaths_persons", "cremations_count", "cremation_rate"


def test_ticks_of_one_axis_share_scale_and_decimals():
    assert axis_texts([0, 50_000, 100_000], "人") == ["0人", "5万人", "10万人"]
    assert axis_texts([0, 2_500, 5_000], "元") == ["0元", "2,500元", "5,000元"]
    assert axis_texts([0, 25_000, 50_000], "元") == ["0元", "2.5万元", "5.0万元"]
    assert axis_texts([97, Fraction(195, 2), 98], "%") == ["97.0%", "97.5%", "98.0%"]
    assert axis_texts([0, 200_000], "元/月") == ["0元/月", "200,000元/月"]
    assert axis_texts([], "元") == []


def test_who_is_missing_is_named_up_to_five():
    names = ["甲", "乙", "丙", "丁", "戊", "己"]

    assert completeness_text(17, 18, ["三岔乡"]) == "已上报17个，未报1个（三岔乡）"
    assert completeness_text(1, 6, names[:5]) == "已上报1个，未报5个（甲、乙、丙、丁、戊）"
    assert completeness_text(1, 7, names) == "已上报1个，未报6个（甲、乙、丙、丁、戊等）"
    assert completeness_text(1, 3) == "已上报1个，未报2个"
    assert completeness_text(2, 2) == "应报2个，已全部上报" and completeness_text(0, 0) == "本期无应报单位"


def test_digits_are_cut_and_never_rounded_up():
    assert exact_text(Fraction(99999, 100000), "%") == "0.9999…%"
    assert value_text(Fraction(1, 2), "亩") == "0.50亩"


def test_lines_are_chosen_by_what_is_drawn(county):
    county.aim(RATE, COUNTY, 95)
    county.report(
        *((code, area, 202505, value) for area, n in ((JIA, 9), (YI, 5)) for code, value in ((CREMATED, n), (DEATHS, 10)))
    )
    span = Span("ytd", 202505)

    def ask(source):
        one, judge = source.indicator(RATE), Judge(source, COUNTY, span)
        whole = county.number(RATE, COUNTY, "month", 202505)
        below = Judge(source, JIA, span)
        return of_ranking(source, one, judge, whole), of_trend(source, view_of("month", 202505, JIA), one, below)

    ranking, trend = county.ask(ask)
    whole = county.number(RATE, COUNTY, "month", 202505)
    assert ranking == [Reference("target", "目标", Fraction(95), "%"), Reference("average", "全县", Fraction(70), "%", whole)]
    assert [(line.kind, line.label, line.text) for line in trend] == [
        ("target", "目标", "目标95.0%"), ("average", "全县", "全县70.0%"), ("national", "全国2019年", "全国2019年52.4%"),
    ]  # fmt: skip
    assert options(ranking) == {"references": [("全县70.0%", 70.0)], "target": 95.0, "target_text": "目标95.0%"}
    assert options(ranking[1:]) == {"references": [("全县70.0%", 70.0)]}
    assert numbers_of(ranking) == [whole]
    assert ranking[0].row(202512) == {"month": 202512, "series": "目标", "role": "target", "value": 95.0, "text": "95.0%"}


def test_the_national_figure_of_the_very_year_counts(county):
    def lines(year):
        one = "cremation_rate"
        return county.ask(lambda source: [line.label for line in of_trend(
            source, view_of("month", year * 100 + 5), source.indicator(one), Judge(source, COUNTY, Span("month", year * 100 + 5)))])  # fmt: skip

    assert lines(2019) == ["全国2019年"]
    assert "全国2019年" not in lines(2018)


def test_a_line_is_parted_before_its_first_month_of_the_new_definition(county):
    def ask(source):
        every = dict(source.catalogue.indicators)
        every[RATE] = every[RATE].model_copy(update={"breaks": ("2025-03",)})
        there = replace(source, catalogue=replace(source.catalogue, indicators=MappingProxyType(every)))
        rows = [{"series": line, "month": month, "value": 1.0, "text": "1", "role": role}
                for line, role in (("2025年", "subject"), ("目标", "target")) for month in (202502, 202503)]  # fmt: skip
        areas = [{"area": JIA, "month": month, "value": 1.0, "text": "1", "role": "subject"} for month in (202502, 202503)]
        months = [Number(RATE, COUNTY, Span("month", month), None, "%") for month in (202501, 202502, 202503)]
        one = every[RATE]
        return (
            broken.parted(there, one, rows), broken.parted(there, one, areas), broken.parted(source, source.indicator(RATE), rows),
            [broken.notes(there, one, line) for line in (months, months[:2], months[2:], [])],
        )  # fmt: skip

    parted, areas, whole, notes = county.ask(ask)
    assert [(row["series"], row["month"], row["text"], row["role"]) for row in parted] == [
        ("2025年", 202502, "1", "subject"), ("2025年", 202503, "口径调整", "break"), ("2025年", 202503, "1", "subject"),
        ("目标", 202502, "1", "target"), ("目标", 202503, "口径调整", "target"), ("目标", 202503, "1", "target"),
    ]  # fmt: skip
    assert [(row["month"], row["role"]) for row in areas] == [(202502, "subject"), (202503, "subject"), (202503, "subject")]
    assert len(whole) == 4
    assert notes == [("2025年3月起口径调整，前后不可比",), (), (), ()]


def test_why_nothing_can_be_told_apart_is_said(county):
    county.report((DEATHS, COUNTY, 202405, 10), (DEATHS, COUNTY, 202505, 12), (DEATHS, JIA, 202505, 7))

    def ask(source, which, code, area=COUNTY):
        return which(source, change_of(source, code, area, Span("month", 202505), "yoy"))

    county_alone = county.ask(ask, by_area, DEATHS)
    assert (county_alone.by, county_alone.parts, county_alone.reason) == ("area", (), "没有两期都有数的下级，不作分解")
    assert county_alone.left_out == (("甲镇", "基期未报"), ("乙乡", "本期未报、基期未报"))
    members = county.ask(ask, by_member, DEATHS)
    assert (members.by, members.reason) == ("member", "不是合计指标，没有分项")
    assert county.ask(ask, by_member, "dibao_funds_amount").by == "member"
