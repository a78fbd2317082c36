"""What a text says beside its figures, and how its statements are held together."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pandas as pd
import pytest

from metrics.checks import checks, model
from metrics.loading import catalogue
from metrics.quality import text_words
from metrics.quality.finding import RECORD_COLUMNS, Cited, Finding, in_order, off_by, records
from metrics.quality.in_texts import of_place, of_text
from metrics.quality.texts import Statement, Text, texts, whole_texts, worded_span
from tests.metrics.conftest import JIA
from tests.metrics.texts import AMOUNT, AREA, HOUSE, PERSONS, PLAIN, STANDARD, found, plain, said, text_of


def test_a_rate_without_its_parts_names_them():
    def quoted(*statements, growths=frozenset()):
        text = text_of(*statements)
        return [(one.second, one.text, one.size) for one in text_words.quoted(plain("quoted"), text, catalogue(), growths)]

    rate = said("cremation_rate", 90)
    assert quoted(rate) == [("未写明遗体火化数、死亡人数", "遗体火化率（全部死亡人口）90%，没有写明遗体火化数、死亡人数", 1.0)]
    assert quoted(rate, said("deaths_persons", 9)) == [
        ("未写明遗体火化数", "遗体火化率（全部死亡人口）90%，没有写明遗体火化数", 0.5)
    ]
    assert quoted(rate, said("deaths_persons", 9), said("cremations_count", 8)) == []
    assert quoted(rate, growths=frozenset({"cremation_rate"})) == []
    assert quoted(said("urban_dibao_avg_topup", 400)) == []  # money a head


def test_an_approximation_to_the_unit_says_what_it_enters():
    """约854 of 2,108 deaths: 40.5 %."""
    deaths = said("deaths_persons", 2108)
    assert found(text_words.approximate, plain("approximate"), said("cremations_count", 854, approx="约"), deaths) == [
        ("cremations_count", "遗体火化数约854具", "遗体火化率（全部死亡人口）只能作约40.5%（÷死亡人数2,108人）",
         "遗体火化数约854具：“约”与精确到个位的数并用；遗体火化率（全部死亡人口）只能作约40.5%（÷死亡人数2,108人）", 0.0,
         ["cremations_count", "deaths_persons"]),
    ]  # fmt: skip
    alone = found(text_words.approximate, plain("approximate"), said("cremations_count", 854, approx="约"))
    assert (alone[0][2], alone[0][3]) == ("精确到个位", "遗体火化数约854具：“约”与精确到个位的数并用；精确到个位")
    for fine in (said("cremations_count", 850, approx="约"), said("cremations_count", 854, approx="余"),
                 said("cremations_count", None, approx="约"), said("cremations_count", 854, approx="约", nature="forecast")):  # fmt: skip
        assert found(text_words.approximate, plain("approximate"), fine, deaths) == []


def test_a_forecast_is_no_actual_and_a_target_stands_beside_one():
    rule = plain("forecast")

    assert found(text_words.forecasts, rule, said(PERSONS, 30, nature="forecast")) == [
        (PERSONS, "城市低保人数30人", "没有实绩可比", "城市低保人数30人是预计、申报、认捐等，不是实绩", 0.0, [PERSONS]),
    ]  # fmt: skip
    assert found(text_words.forecasts, rule, said(PERSONS, 30, nature="target")) == []
    (one,) = found(text_words.forecasts, rule, said(PERSONS, 30, nature="target", fact="t"), said(PERSONS, 25, fact="a"))
    assert one[2:] == ("城市低保人数25人", "城市低保人数30人是目标，与同名实绩并列（实绩城市低保人数25人）", 0.0, ["t", "a"])


def test_notes_scopes_and_remarks_are_told_as_they_stand():
    noted = model.Noted(kind="noted", words=("漏单位", "混用"), **PLAIN)
    assert found(text_words.noted, noted, said(PERSONS, 20, note="原文漏单位"), said(PERSONS, 20, note="无")) == [
        (PERSONS, "城市低保人数20人", "见备注", "城市低保人数20人：原文漏单位", 0.0, [PERSONS]),
    ]  # fmt: skip
    scoped = model.Scoped(kind="scope", indicators=("deaths_persons", PERSONS), **PLAIN)
    told = found(text_words.scopes, scoped, said(PERSONS, 20, note="含特困"), said("deaths_persons", 5))
    scope = catalogue().indicators["deaths_persons"].scope
    assert [(one[0], one[2], one[3]) for one in told] == [
        ("deaths_persons", scope, f"死亡人数5人：{scope}"), (PERSONS, "含特困", "城市低保人数20人：含特困"),
    ]  # fmt: skip

    remark = model.Remark(kind="remark", words=("乱码",), **PLAIN)
    (one,) = text_words.remarks(remark, text_of(said(PERSONS, 20), remarks=("第3页有乱码", "其他")))
    assert (one.area, one.indicator, one.period, one.first, one.second, one.text) == (
        HOUSE, "", "全文", "第3页有乱码", "", "《总结》：第3页有乱码",
    )  # fmt: skip
    assert one.cited == (Cited("总结", version=0),)


def test_figures_of_two_dates_are_not_divided():
    rule = model.Period(kind="period", indicators=("cremations_count", "deaths_persons"), **PLAIN)
    november = ("1—11月", 202211, 11)

    assert found(text_words.periods, rule, said("cremations_count", 9), said("deaths_persons", 10, november)) == [
        ("cremations_count", "遗体火化数9具", "死亡人数10人",
         "遗体火化数9具（2022年1—10月）与死亡人数10人（1—11月）统计期不同，不能相除", 0.0, ["cremations_count", "deaths_persons"]),
    ]  # fmt: skip
    assert found(text_words.periods, rule, said("cremations_count", 9), said("deaths_persons", 10)) == []
    assert found(text_words.periods, rule, said("cremations_count", 9), said("deaths_persons", 10, ("近期", 0, 0))) == []


def test_a_month_that_was_not_over_when_the_text_was_signed():
    december = ("全年", 202212, 12)
    late = (
        said(PERSONS, 20, december, fact="late"),
        said("deaths_persons", 9, ("11月", 202211, 11)),
        said(STANDARD, 600, december, fact="too"),
    )

    (one,) = found(text_words.dated, plain("dated"), *late, dated=datetime(2022, 12, 10))
    assert one[1:4] == ("城市低保人数20人", "落款2022年12月10日", "报告落款2022年12月10日，却有2个数字统计到2022年12月底")
    assert one[5] == ["late", "too"]
    assert found(text_words.dated, plain("dated"), *late, dated=datetime(2023, 1, 5)) == []
    assert found(text_words.dated, plain("dated"), *late) == []
    assert (
        found(text_words.dated, plain("dated"), said(PERSONS, 20, december, nature="target"), dated=datetime(2022, 12, 10)) == []
    )


@pytest.mark.parametrize(
    ("day", "month"), [(date(2022, 12, 31), 202211), (date(2023, 1, 31), 202212), (date(2023, 2, 1), 202301)]
)
def test_the_last_full_month(day, month):
    assert text_words.last_full_month(day) == month


@pytest.mark.parametrize(
    ("words", "first", "last", "expected"),
    [
        ("2022年10月", 202201, 202210, (202210, 10)),
        ("全年", 0, 0, (202212, 12)),
        ("上半年", 0, 0, (202206, 6)),
        ("上半年总结", 0, 0, (0, 0)),
        ("第一季度", 0, 0, (202203, 3)),
        ("1—10月", 0, 0, (202210, 10)),
        ("1至9月", 0, 0, (202209, 9)),
        ("截至11月底", 0, 0, (202211, 11)),
        ("到今年8月", 0, 0, (202208, 8)),
        ("近年来", 0, 0, (0, 0)),
    ],
)
def test_the_span_that_a_text_words(words, first, last, expected):
    assert worded_span(words, first, last, 2022) == expected


def test_what_belongs_to_a_figure_is_of_its_span():
    june, october = ("6月", 202206, 6), ("10月底", 202210, 10)
    rate = said("cremation_rate", 90)
    text = text_of(said("deaths_persons", 1, june), said("deaths_persons", 2, october), said("deaths_persons", 3))

    assert text.beside("deaths_persons", rate).value == 3  # the same words
    text.statements.pop()
    assert text.beside("deaths_persons", rate).value == 2 == text.together("deaths_persons", rate).value  # the same closing month
    text.statements.pop()
    assert text.beside("deaths_persons", rate) is None and text.together("deaths_persons", rate) is None
    lone = said("deaths_persons", 7, ("目前", 0, 0))
    text.statements[:] = [lone]
    assert text.beside("deaths_persons", rate) is lone and text.together("deaths_persons", rate) is None


def test_a_statement_prints_itself_and_its_places():
    assert said(PERSONS, None).text == "城市低保人数（原文遮盖）"
    assert said(PERSONS, 1400, approx="余").text == "城市低保人数1,400余人"
    assert said(PERSONS, 1, place="东村、西村，").names_areas == ("东村", "西村")


def test_a_text_is_joined_from_its_places():
    parts = [text_of(said(PERSONS, 1), remarks=("乱码",)), text_of(said(PERSONS, 2)), Text("另文", HOUSE, AREA, (), None, [])]

    (whole, other) = whole_texts(parts)
    assert ([one.value for one in whole.statements], whole.area, whole.remarks) == ([1, 2], HOUSE, ("乱码",))
    assert (other.title, other.statements) == ("另文", [])


def test_every_kind_of_check_is_run_over_a_text():
    """One text with a part above its whole, a stated rate without parts, a remark, and figures after its signing."""
    text = text_of(
        said("cremation_zone_deaths_persons", 12), said("deaths_persons", 9), said("cremation_rate", 90),
        said("elder_bed_occupancy_rate", 40), remarks=("原件乱码",), dated=datetime(2022, 10, 10),
    )  # fmt: skip
    by_place = {one.kind for one in of_place(checks(), text, catalogue())}
    assert {"catalogue_part", "quoted"} <= by_place
    assert {one.kind for one in of_text(checks(), text, catalogue())} == {"remark", "dated"}


def test_texts_are_gathered_from_their_rows(county):
    """By version, area and printed place; a covered whole has no place; what the catalogue does not know is left out."""
    columns = ["version", "area", "covers_whole", "place", "remarks", "title", "bureau", "submitted_at", "indicator", "value", "stated_span",
               "first", "last", "year", "nature", "approx", "note", "source", "quote"]  # fmt: skip
    day = datetime(2022, 12, 10)

    def row(indicator, value, whole=True, place="三村"):
        return [
            3,
            AREA,
            whole,
            place,
            "乱码；缺页",
            "总结",
            HOUSE,
            day,
            indicator,
            value,
            "全年",
            0,
            0,
            2022,
            "actual",
            "约",
            "存疑",
            "f1",
            "原文",
        ]

    seen = pd.DataFrame(
        [row(PERSONS, 200_000), row("gone", 1), row(AMOUNT, float("nan")), row(PERSONS, 10_000, False)], columns=columns
    )
    whole, part = county.ask(texts, seen)

    cited = Cited("总结", "f1", "原文", 3)
    one, paid = catalogue().indicators[PERSONS], catalogue().indicators[AMOUNT]
    assert whole == Text("总结", HOUSE, AREA, ("乱码", "缺页"), day, [
        Statement(one, AREA, Fraction(20), "全年", 202212, 12, "actual", "约", "存疑", "", cited),
        Statement(paid, AREA, None, "全年", 202212, 12, "actual", "约", "存疑", "", cited),
    ])  # fmt: skip
    assert part.statements == [Statement(one, AREA, Fraction(1), "全年", 202212, 12, "actual", "约", "存疑", "三村", cited)]
    assert county.ask(texts, pd.DataFrame()) == []
    seen["submitted_at"] = None
    assert county.ask(texts, seen)[0].dated is None


def test_findings_as_records(county):
    one = Finding("r", "part", 2, JIA, PERSONS, "2025年1月", "甲", "乙", "丙", "丁", 202501, 0.5,
                  cited=(Cited("月报", "表5!C12", submitted_by="民政办"), Cited("总结", "f1", "原文"), Cited("口头")), explained="补发")  # fmt: skip

    (told,) = county.ask(records, [one])
    assert tuple(told) == RECORD_COLUMNS
    assert told == {
        "consequence": "数据矛盾", "rule": "r", "area": JIA, "area_name": "甲镇", "indicator": PERSONS, "name": "城市低保人数",
        "period": "2025年1月", "month": "2025-01", "first": "甲", "second": "乙", "text": "丙", "why": "丁", "explained": "补发",
        "facts": "表5!C12 f1", "sources": "《月报》 表5!C12（民政办）；《总结》“原文”；《口头》",
    }  # fmt: skip
    undated = Finding("r", "remark", 5, JIA, "", "全文", "", "", "", "")
    assert [county.ask(records, [undated])[0][name] for name in ("month", "name", "consequence")] == ["", "", "提示"]


def test_findings_stand_by_consequence_then_size_then_month():
    def made(weight, size, month, area="a"):
        return Finding("r", "part", weight, area, "", "", "", "", "", "", month, size)

    grave, far, late, early = made(1, 0.1, 202501), made(2, 0.9, 202501), made(2, 0.5, 202502), made(2, 0.5, 202501)
    assert in_order([early, late, far, grave]) == [grave, far, late, early]
    assert in_order([made(2, 0, 0, "b"), made(2, 0, 0, "a")])[0].area == "a"
    assert (off_by(Fraction(3), Fraction(4)), off_by(Fraction(0), Fraction(0)), off_by(Fraction(-1), Fraction(1))) == (
        0.25,
        0.0,
        2.0,
    )
