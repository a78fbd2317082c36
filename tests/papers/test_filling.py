"""Sentences as printed, for a tiny county worked out by hand: rise, fall, flat, missing, owed, gaps, totals, forms of a line."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_access.errors import InputError
from data_access.scope import EVERYTHING
from metrics.formatting import number_text
from metrics.papers.compose import compose, view_for
from metrics.papers.figures import Figures
from metrics.papers.filling import Writer
from metrics.papers.pattern import line_of, places
from metrics.papers.structure import own_folder, structure
from metrics.results import Span, View
from metrics.source import open_source
from tests.metrics.conftest import COUNTY, JIA, YI, monthly

PAID, ORPHANS, DEATHS, CREMATIONS = "dibao_funds_amount", "orphans_persons", "deaths_persons", "cremations_count"
URBAN, RURAL = "urban_dibao_standard", "rural_dibao_standard"


def filled(*lines, area=JIA, kind="ytd", month=202505) -> list[str]:
    """Each paragraph as printed."""
    read = [line_of(line) for line in lines]
    with open_source(EVERYTHING) as source:
        figures = Figures(source, View(area, Span(kind, month)), [place for line in read for place in places(line)])
        return ["".join(piece.text for piece in pieces) for pieces in Writer(figures).lines(read)]


def both_years(county, code, before, now, area=JIA):
    county.report(*((code, area, month, value) for month, value in ((202405, before), (202505, now)) if value is not None))


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (1000, 1250, "2025年5月，死亡1,250人，同比增长25.0%。"),
        (1250, 1000, "2025年5月，死亡1,000人，同比下降20.0%。"),
        (1000, 1000, "2025年5月，死亡1,000人，与上年同期持平。"),
        (10000, 10001, "2025年5月，死亡10,001人，与上年同期基本持平。"),
        (0, 9, "2025年5月，死亡9人，上年同期为0。"),
        (None, 9, "2025年5月，死亡9人。"),
    ],
)
def test_rise_fall_and_flat(before, now, expected, county):
    both_years(county, DEATHS, before, now)

    assert filled("{期间}死亡{死亡人数}{死亡人数|同比}。", kind="month") == [expected]


def test_a_worsening_leaves_its_cause_to_the_writer(county):
    for month, n in ((202405, 9900), (202505, 9000)):
        county.report((CREMATIONS, JIA, month, n), (DEATHS, JIA, month, 10000))

    found = filled("{期间}火化率{遗体火化率（全部死亡人口）}{遗体火化率（全部死亡人口）|同比}。", kind="month")
    assert found == ["2025年5月，火化率90.0%（9,000/10,000），受【原因】影响，同比下降9.0个百分点。"]


def test_what_is_owed_and_not_reported_is_a_blank_that_names_it(county):
    county.report((DEATHS, JIA, 202505, 9))

    assert filled("死亡{死亡人数}，火化{遗体火化数}。", kind="month") == ["【遗体火化数未报，待补】。"]


def test_what_nobody_owes_is_left_out_and_no_zero_stands_for_it(county):
    county.report((DEATHS, JIA, 202505, 9))

    assert filled("销售{福利彩票销售额}。", "死亡{死亡人数}。销售{福利彩票销售额}。", kind="month") == ["死亡9人。"]


def test_a_clause_falls_away_with_its_marks(county):
    county.report((DEATHS, JIA, 202505, 9))

    assert filled("死亡{死亡人数}[，其中销售{福利彩票销售额}][（网点{福利彩票销售网点数}）]。", kind="month") == ["死亡9人。"]
    assert filled("[销售{福利彩票销售额}，]死亡{死亡人数}。", kind="month") == ["死亡9人。"]


def test_a_heading_sentence_does_not_stand_alone(county):
    county.report((DEATHS, JIA, 202505, 9))

    assert filled("加强销售管理。销售{福利彩票销售额}。", "写明的话照写。", kind="month") == ["写明的话照写。"]


def test_a_payment_that_is_not_due_is_left_out(county):
    county.report(*monthly("age_allowance_amount", JIA, [None, None, 30]), (DEATHS, JIA, 202504, 9))

    assert filled("死亡{死亡人数}。发放{高龄津贴发放额}。", kind="month", month=202504) == ["死亡9人。"]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ((600, 500), (660, 540), "由600元/月、500元/月提高到660元/月、540元/月。"),
        ((660, 540), (600, 500), "由660元/月、540元/月降到600元/月、500元/月。"),
        ((600, 500), (600, 500), "为600元/月、500元/月。"),
        ((600, 500), (660, 500), "城市660元/月。"),
        ((None, 500), (660, 500), "城市660元/月。"),
    ],
)
def test_the_form_of_a_line_follows_the_movement(before, now, expected, county):
    both_years(county, URBAN, before[0], now[0])
    both_years(county, RURAL, before[1], now[1])
    old, new = "{城市低保标准|上年}、{农村低保标准|上年}", "{城市低保标准}、{农村低保标准}"

    assert filled(f"升：由{old}提高到{new}。", f"降：由{old}降到{new}。", f"平：为{new}。", "其他：城市{城市低保标准}。") == [
        expected
    ]


def test_a_stand_in_is_used_only_where_the_line_before_is_missing(county):
    lines = ("死亡{死亡人数}，销售{福利彩票销售额}。", "否则：死亡{死亡人数}。")
    county.report((DEATHS, JIA, 202505, 9))

    assert filled(*lines, kind="month") == ["死亡9人。"]
    assert filled("死亡{死亡人数}。", lines[1], kind="month") == ["死亡9人。"]


def test_a_total_is_written_only_if_it_closes(county):
    """Said by the county itself, 30 beside 10 and 5."""
    line = "办理[{婚姻登记总办件数}，其中]结婚{结婚登记对数}、离婚{离婚登记对数}、补领{补领婚姻证件对数}。"
    parts = {"marriage_registrations": 10, "divorce_registrations": 5, "marriage_cert_reissues": 2, "divorce_cert_reissues": 1}
    county.report(*((f"{code}_couples", COUNTY, 202505, value) for code, value in parts.items()))
    assert filled(line, area=COUNTY, kind="month") == ["办理18对，其中结婚10对、离婚5对、补领3对。"]

    county.report(("marriage_total_cases_couples", COUNTY, 202505, 30))
    assert filled(line, area=COUNTY, kind="month") == ["办理结婚10对、离婚5对、补领3对。"]


def test_a_gap_is_said_beside_the_figure_or_once_a_paragraph(county):
    both_years(county, PAID, 1000, 1200)
    both_years(county, PAID, 1000, None, YI)
    assert filled("发放{城乡低保金发放额}。", area=COUNTY, kind="month") == ["发放1,200元（上报1/2）。"]

    both_years(county, "temporary_relief_amount", 1000, 1200)
    read = line_of("发放{城乡低保金发放额}{城乡低保金发放额|同比}，支出{临时救助金支出额}。")
    with open_source(EVERYTHING) as source:
        writer = Writer(Figures(source, View(COUNTY, Span("month", 202505)), list(places(read))))
        (pieces,) = writer.lines([read])
        text = "".join(piece.text for piece in [*pieces, *writer.gap_note(pieces)])
    assert (
        text
        == "发放1,200元，同比增长20.0%，支出1,200元。（以上未报全的各项，按2个应报单位中已上报的1个汇总，对比按两期均已上报的1个计算。）"
    )


def test_a_figure_of_another_date_says_so_and_a_date_is_not_repeated(county):
    county.report(
        *monthly(PAID, JIA, [100] * 5), ("insured_children_in_difficulty_persons", JIA, 202503, 7), (ORPHANS, JIA, 202505, 8)
    )

    found = filled(
        "{截至}孤儿{孤儿人数}，参保{在册困境儿童意外险参保人数}。{期间}发放{城乡低保金发放额}。{期间}累计{城乡低保金发放额}。"
    )
    assert found == ["截至2025年5月底，孤儿8人，参保7人（2025年3月底）。2025年1—5月，发放500元。累计500元。"]


def test_a_place_may_name_an_area_below(county):
    county.report((DEATHS, JIA, 202505, 9))

    assert filled("{死亡人数|@甲镇}", area=COUNTY, kind="month") == ["9人"]
    with pytest.raises(InputError, match="“@丙镇”不是小县的下级单位"):
        filled("{死亡人数|@丙镇}", area=COUNTY, kind="month")


AMOUNT = st.one_of(st.none(), st.integers(0, 2000))
EVERY = (
    "{截至}孤儿{孤儿人数}{孤儿人数|同比}[，其中{事实无人抚养儿童人数}]。"
    "{期间}死亡{死亡人数}{死亡人数|同比}，[火化{遗体火化数}，]火化率{遗体火化率（全部死亡人口）}。"
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(AMOUNT, min_size=12, max_size=12))
def test_whatever_is_reported_reads_well(values, county):
    """No word of the machine, no double marks, and every linked figure as its Number prints it."""
    cells = [(code, area, month) for code in (DEATHS, CREMATIONS, ORPHANS) for area in (JIA, YI) for month in (202405, 202505)]
    county.report(*((*cell, value) for cell, value in zip(cells, values, strict=True)))
    read = line_of(EVERY)
    with open_source(EVERYTHING) as source:
        writer = Writer(Figures(source, View(COUNTY, Span("month", 202505)), list(places(read))))
        pieces = [piece for line in writer.lines([read]) for piece in line]
    text = "".join(piece.text for piece in pieces)

    assert not re.search(r"None|nan|Fraction|[，；。、：（]{2}|（）|[，；、]）|^[，。]|[{}\[\]]", text)
    assert all(piece.text == number_text(piece.number) for piece in pieces if piece.number is not None)


# -- the whole paper -----------------------------------------------------------------------------------------------------

PLAIN = """
name = "试写"
title = "{单位}试写"
span = "month"
levels = ["county"]

[[part]]
level = 1
heading = "募捐"
lines = ["募捐{赈灾捐赠善款}。"]

[[part]]
level = 1
heading = "殡葬"

[[part]]
level = 2
heading = "死亡"
listed = true
lines = ["死亡{死亡人数}。", "孤儿{孤儿人数}。"]

[[part]]
level = 1
heading = "问题"
kind = "problems"
lines = ["人手不足。"]

[[part]]
level = 1
heading = "打算"
kind = "plans"
"""


def paper(ticked=(), area=COUNTY, month=202505):
    own_folder().mkdir(exist_ok=True)
    (own_folder() / "plain.toml").write_text(PLAIN, encoding="utf-8")
    form = structure("plain")
    with open_source(EVERYTHING) as source:
        return compose(source, form, view_for(form, area, month), ticked)


def test_a_part_without_anything_to_say_takes_no_number(county):
    county.report((DEATHS, JIA, 202505, 9), (DEATHS, YI, 202505, 1), (ORPHANS, JIA, 202505, 3), (ORPHANS, YI, 202505, 4))

    assert paper().text.splitlines()[:3] == ["一、殡葬", "（一）死亡", "一是死亡10人。二是孤儿7人。"]


def test_nothing_is_said_of_shortcomings_until_it_is_ticked(county):
    """A township that has sent nothing enters neither text nor footer by its name."""
    county.report((DEATHS, JIA, 202505, 9))
    untouched = paper()
    assert "乙乡" not in untouched.text + "".join(untouched.facts) and "人手不足" not in untouched.text
    assert "【请从备选问题中勾选，或自行填写】" in untouched.text

    assert "乙乡5月未报" in paper([f"missing.{YI}..202505"]).text


def test_an_unfinished_task_is_a_plan_with_a_blank(county):
    county.aim("home_adaptation_households", COUNTY, 1200, task="适老化改造1200户")
    county.report(
        ("home_adaptation_households", JIA, "202501-202505", 300),
        ("home_adaptation_households", YI, "202501-202505", 100),
        (DEATHS, JIA, 202505, 1),
    )

    task = "一是继续推进适老化改造1200户。目前为400户，距年度目标1,200户还差800户，【措施、责任人和完成时限】。"
    assert task in paper().text


def test_another_level_and_an_empty_period_are_refused(county):
    county.report((DEATHS, JIA, 202505, 9))
    with pytest.raises(InputError, match="不能按甲镇生成"):
        paper(area=JIA)
    with pytest.raises(InputError, match="没有可以写进报告的数据"):
        paper(month=202401)
