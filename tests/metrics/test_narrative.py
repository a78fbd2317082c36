"""The paragraph: every grammatical case as printed, for tiny counties worked out by hand."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_access.scope import EVERYTHING
from metrics.evaluate import numbers
from metrics.formatting import number_text
from metrics.narrative import paragraph
from metrics.results import Span
from metrics.source import open_source
from metrics.wording import FILE, WordingError, load
from tests.metrics.conftest import COUNTY, JIA, YI, monthly, view_of

DEATHS, CREMATIONS, RATE = "deaths_persons", "cremations_count", "cremation_rate"
ORPHANS, HOMES, PAID = "orphans_persons", "home_adaptation_households", "dibao_funds_amount"


def text(county, *codes, kind="month", month=202505, area=JIA, compare="yoy"):
    return county.ask(paragraph, view_of(kind, month, area, compare), codes).text


def may(county, code, before, now, area=JIA):
    county.report(*((code, area, month, value) for month, value in ((202405, before), (202505, now)) if value is not None))


# -- one figure ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (1000, 1250, "2025年5月，死亡人数1,250人，同比增长25.0%。"),
        (1250, 1000, "2025年5月，死亡人数1,000人，同比下降20.0%。"),
        (1000, 1000, "2025年5月，死亡人数1,000人，与上年同期持平。"),
        (10000, 10001, "2025年5月，死亡人数10,001人，与上年同期基本持平。"),
        (0, 9, "2025年5月，死亡人数9人，上年同期为0。"),
        (3, 5, "2025年5月，死亡人数5人，同比增长66.7%，基数小（5人），属正常波动。"),
        (None, 9, "2025年5月，死亡人数9人。死亡人数因基期无数据，未作同比。"),
        (9, None, "2025年5月暂无可概括的数据。"),
    ],
)
def test_a_flow(before, now, expected, county):
    may(county, DEATHS, before, now)

    assert text(county, DEATHS) == expected


def test_a_flow_since_january_is_cumulative(county):
    county.report(*monthly(PAID, JIA, [100_000] * 5, 2024), *monthly(PAID, JIA, [120_000] * 5))

    assert text(county, PAID, kind="ytd") == "2025年1—5月，城乡低保金发放额累计60.0万元，同比增长20.0%。"
    assert text(county, PAID, kind="ytd", month=202501) == "2025年1月，城乡低保金发放额12.0万元，同比增长20.0%。"


def test_against_the_span_before(county):
    county.report(*monthly(PAID, JIA, [100, 100, 100, 100, 150]))

    assert text(county, PAID, compare="prev") == "2025年5月，城乡低保金发放额150元，环比增长50.0%。"


def test_without_a_comparison(county):
    may(county, DEATHS, 1000, 1250)

    assert text(county, DEATHS, compare="none") == "2025年5月，死亡人数1,250人。"


def test_an_approximate_figure_keeps_its_word(county):
    county.report((DEATHS, JIA, 202505, "余1400"))

    assert text(county, DEATHS).startswith("2025年5月，死亡人数1,400余人。")


def test_a_stock_stands_at_the_end_of_the_month(county):
    may(county, ORPHANS, 10, 8)

    assert text(county, ORPHANS, kind="ytd") == "截至2025年5月底，孤儿人数8人，同比下降20.0%。"


def test_a_standard_rises_by_its_amount(county):
    may(county, "urban_dibao_standard", 600, 660)

    assert text(county, "urban_dibao_standard") == "截至2025年5月底，城市低保标准660元/月，较上年同期提高60元/月。"


def test_standards_of_several_areas_are_a_range(county):
    may(county, "urban_dibao_standard", None, 600)
    may(county, "urban_dibao_standard", None, 660, YI)

    found = text(county, "urban_dibao_standard", area=COUNTY)
    assert found == "截至2025年5月底，城市低保标准600—660元/月。城市低保标准因本期各单位标准不一，未作同比。"


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (
            (9, 10),
            (800, 1000),
            "2025年5月，遗体火化率（全部死亡人口）80.0%（800/1,000），同比下降10.0个百分点，基数小（10人），属正常波动。",
        ),
        ((900, 1000), (950, 1000), "2025年5月，遗体火化率（全部死亡人口）95.0%（950/1,000），同比上升5.0个百分点。"),
    ],
)
def test_a_rate_by_points_with_its_parts(before, now, expected, county):
    for month, (n, d) in ((202405, before), (202505, now)):
        county.report((CREMATIONS, JIA, month, n), (DEATHS, JIA, month, d))

    assert text(county, RATE) == expected


def test_a_payment_between_its_months(county):
    county.report(*monthly("age_allowance_amount", JIA, [None, None, 30]), (DEATHS, JIA, 202504, 9))

    found = text(county, DEATHS, "age_allowance_amount", month=202504, compare="none")
    assert found == "2025年4月，死亡人数9人；高龄津贴发放额（本期不发放）。"


def test_what_is_owed_and_missing_is_named(county):
    county.report((DEATHS, JIA, 202505, 9))

    assert text(county, DEATHS, CREMATIONS, compare="none") == "2025年5月，死亡人数9人；遗体火化数暂缺（未报）。"


def test_what_nobody_owes_is_left_out(county):
    county.report((DEATHS, JIA, 202505, 9))

    assert text(county, DEATHS, "lottery_sales_amount", compare="none") == "2025年5月，死亡人数9人。"


def test_nothing_at_all(county):
    assert text(county, DEATHS, RATE, kind="ytd") == "2025年1—5月暂无可概括的数据。"


# -- incomplete -----------------------------------------------------------------------------------------------------------


def test_a_gap_is_said_beside_the_figure_with_who_is_missing(county):
    may(county, PAID, 1000, 1200)
    may(county, PAID, 1000, None, YI)

    assert text(county, PAID, area=COUNTY) == (
        "2025年5月，城乡低保金发放额1,200元（上报1/2），同比增长20.0%（按两期均已上报的1个单位计算）。"
        "乙乡未报，未计入城乡低保金发放额。"
    )


def test_a_gap_in_common_is_said_once(county):
    for code in (PAID, "temporary_relief_amount", "temporary_relief_reserve_spent_amount"):
        may(county, code, 1000, 1200)
    found = text(county, PAID, "temporary_relief_amount", "temporary_relief_reserve_spent_amount", area=COUNTY, compare="none")

    assert found.count("上报1/2") == 1


# -- targets --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a_month", "expected"),
    [
        (120, "完成年度目标1,200户的100.0%"),
        (100, "完成年度目标1,200户的83.3%，与序时进度一致，还差200户"),
        (110, "完成年度目标1,200户的91.7%，超序时8.3个百分点，还差100户"),
        (60, "完成年度目标1,200户的50.0%，滞后序时33.3个百分点，还差600户"),
        (130, "完成年度目标1,200户的108.3%"),
    ],
)
def test_an_amount_against_the_calendar(a_month, expected, county):
    county.aim(HOMES, JIA, 1200)
    county.report(*monthly(HOMES, JIA, [a_month] * 10))

    assert text(county, HOMES, kind="ytd", month=202510, compare="none").endswith(f"户，{expected}。")


@pytest.mark.parametrize(
    ("n", "expected"), [(990, "，达到目标98.5%。"), (980, "，距目标98.5%还差0.5个百分点。"), (985, "，达到目标98.5%。")]
)
def test_a_rate_that_should_hold(n, expected, county):
    county.aim(RATE, JIA, "98.5")
    county.report((CREMATIONS, JIA, 202505, n), (DEATHS, JIA, 202505, 1000))

    assert text(county, RATE, compare="none").endswith(expected)


@pytest.mark.parametrize(("count", "expected"), [(8, "，控制在目标10例以内。"), (12, "，超出目标10例共2例。")])
def test_a_ceiling(count, expected, county):
    county.aim("ashes_unplaced_count", JIA, 10)
    county.report(("ashes_unplaced_count", JIA, "202501-202505", count))

    assert text(county, "ashes_unplaced_count", kind="ytd", compare="none").endswith(expected)


# -- areas ----------------------------------------------------------------------------------------------------------------


def test_two_areas_are_both_named(county):
    may(county, PAID, None, 100)
    may(county, PAID, None, 300, YI)

    assert text(county, PAID, area=COUNTY, compare="none").endswith("分乡镇看，城乡低保金发放额乙乡300元、甲镇100元。")


def test_equal_areas_are_not_ranked(county):
    may(county, PAID, None, 100)
    may(county, PAID, None, 100, YI)

    assert text(county, PAID, area=COUNTY, compare="none").endswith("各乡镇城乡低保金发放额均为100元。")


def test_the_focus_is_the_one_looked_at_by_area(county):
    for code in (PAID, ORPHANS):
        may(county, code, None, 100)
        may(county, code, None, 300, YI)

    found = county.ask(paragraph, view_of("month", 202505, COUNTY, "none"), [PAID, ORPHANS], ORPHANS).text
    assert found.endswith("分乡镇看，孤儿人数乙乡300人、甲镇100人。")


# -- properties -----------------------------------------------------------------------------------------------------------

AMOUNT = st.one_of(st.none(), st.integers(0, 2000))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(AMOUNT, min_size=8, max_size=8), compare=st.sampled_from(["yoy", "prev", "none", "target"]))
def test_whatever_is_reported_reads_well(values, compare, county):
    """Deterministic, no word of the machine, no double marks, and every linked figure as its Number prints it."""
    cells = [(code, area, month) for code in (DEATHS, CREMATIONS) for area in (JIA, YI) for month in (202405, 202505)]
    county.report(*((*cell, value) for cell, value in zip(cells, values, strict=True)))
    view = view_of("month", 202505, COUNTY, compare)
    with open_source(EVERYTHING) as source:
        found, again = (paragraph(source, view, [RATE, DEATHS, ORPHANS]) for _ in range(2))
        printed = {area: numbers(source, [RATE, DEATHS, ORPHANS], area, Span("month", 202505)) for area in (COUNTY, JIA, YI)}

    assert found.text == again.text and found.text.endswith("。")
    assert not re.search(r"None|nan|Fraction|[，；。、：（]{2}|（）|[，；、]）|[{}]", found.text)
    keys = {number.key: number for figures in printed.values() for number in figures.values()}
    first = {}
    for segment in found.segments:
        if segment.number in keys:
            first.setdefault(segment.number, segment.text)
    assert all(text == number_text(keys[key]) for key, text in first.items())


# -- the words as data ----------------------------------------------------------------------------------------------------


def changed(tmp_path, old, new):
    path = tmp_path / "wording.toml"
    content = FILE.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")
    with pytest.raises(WordingError) as caught:
        load(path)
    return str(caught.value), next(n for n, line in enumerate(content.splitlines(), 1) if old.splitlines()[0] in line)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{base}为0", "{bese}为0", "“{bese}”填不了"),
        ("{base}为0", "{base为0", "花括号不成对"),
        ('zero_base = "，{base}为0"', "zero_base = 0", "应为引号里的一句话"),
        ('zero_base = "', 'zero_base "', "写法不对"),
    ],
)
def test_a_mistake_is_named_by_its_line(old, new, words, tmp_path):
    message, line = changed(tmp_path, old, new)

    assert words in message and f"第{line}行" in message


def test_a_missing_sentence_and_an_unknown_one_are_named(tmp_path):
    message, line = changed(tmp_path, "zero_base =", "zero_bace =")

    assert "缺少句式“zero_base”" in message and f"第{line}行：不认识的句式“zero_bace”" in message


def test_an_absent_file_is_said(tmp_path):
    with pytest.raises(WordingError, match="文件不存在"):
        load(tmp_path / "wording.toml")
