"""The rows under a figure in the inspector, whole: each name, value, n/d, remark and key, their sum, and the verdict."""

from fractions import Fraction

import pytest

from metrics import keys
from metrics.addends import Addend, Breakdown, breakdowns
from metrics.results import Number, Span
from tests.metrics.conftest import COUNTY, JIA, YI, monthly

DEATHS, CREMATED, RATE = "deaths_persons", "cremations_count", "cremation_rate"
AGREES = "逐行相加与该数一致"


def ways(county, code, area, kind, month) -> dict[str, Breakdown]:
    number = county.ask(keys.number_at, f"{code}.{area}.{kind}.{month}")
    return {way.kind: way for way in county.ask(breakdowns, number)}


def printed(way: Breakdown) -> list[str]:
    """A line per row, the sum, and the verdict: name|value|n/d|remark, without what is empty."""
    lines = ["|".join(filter(None, (row.name, row.value, "/".join(filter(None, row.pair)), row.note)))
             for row in (*way.rows, way.total)]  # fmt: skip
    return [way.title, *lines, way.verdict]


@pytest.fixture
def gap(county):
    """甲镇 20, 10, 6 deaths, cremated 19, 9, 6; 乙乡 10, —, 4, cremated 8, —, 4."""
    county.report(*monthly(DEATHS, JIA, [20, 10, 6]), *monthly(CREMATED, JIA, [19, 9, 6]))
    county.report(*monthly(DEATHS, YI, [10, None, 4]), *monthly(CREMATED, YI, [8, None, 4]))
    return county


def test_a_rate_with_a_gap_counts_one_township_by_area_by_month_and_by_part(gap):
    """34/36: 甲镇 alone, since 乙乡 lacks February."""
    found = ways(gap, RATE, COUNTY, "ytd", 202503)

    assert list(found) == ["areas", "months", "parts"]
    assert found["areas"] == Breakdown(
        "areas", "下级单位",
        (Addend("甲镇", "94.4%", ("34", "36"), "", f"{RATE}.{JIA}.ytd.202503"),
         Addend("乙乡", "—", ("", ""), "未报", f"{RATE}.{YI}.ytd.202503")),
        Addend("合计", "94.4%", ("34", "36")), True, AGREES,
    )  # fmt: skip
    only = "只计全期报齐的1个单位"
    assert found["months"] == Breakdown(
        "months", "月份",
        (Addend("2025年1月", "95.0%", ("19", "20"), only), Addend("2025年2月", "90.0%", ("9", "10"), only),
         Addend("2025年3月", "100.0%", ("6", "6"), only)),
        Addend("合计", "94.4%", ("34", "36")), True, AGREES,
    )  # fmt: skip
    assert found["parts"] == Breakdown(
        "parts", "分子与分母",
        (Addend("分子：遗体火化数", "34具", key=f"{CREMATED}.{COUNTY}.ytd.202503"),
         Addend("分母：死亡人数", "36人", key=f"{DEATHS}.{COUNTY}.ytd.202503")),
        Addend("比率", "94.4444…%"), True, "34具 ÷ 36人 = 94.4444…%",
    )  # fmt: skip


def test_a_complete_quarter_is_its_three_months_and_each_leads_on(county):
    """甲镇 20 + 10 + 6 = 36 by itself, the county's months with 乙乡's 1 each."""
    county.report(*monthly(DEATHS, JIA, [20, 10, 6]), *monthly(DEATHS, YI, [1, 1, 1]))

    months = ways(county, DEATHS, COUNTY, "quarter", 202503)["months"]

    assert printed(months) == ["月份", "2025年1月|21人", "2025年2月|11人", "2025年3月|7人", "合计|39人", AGREES]
    assert [row.key for row in months.rows] == [f"{DEATHS}.{COUNTY}.month.20250{month}" for month in (1, 2, 3)]
    assert "months" not in ways(county, DEATHS, COUNTY, "month", 202503)  # a month is one row


def test_months_that_do_not_make_the_cumulative_figure_are_told_apart(county):
    """A return says 40 since January; its months say 20 + 10 + 6."""
    county.report(*monthly(DEATHS, JIA, [20, 10, 6]), (DEATHS, JIA, "202501-202503", 40))

    assert printed(ways(county, DEATHS, JIA, "ytd", 202503)["months"])[-2:] == [
        "合计|36人", "逐月相加为36人，该数为40人，相差4人；只报部分月份的单位不计入累计",
    ]  # fmt: skip


def test_a_rate_that_the_area_stated_itself_stands_against_its_rows(county):
    """甲镇 15/20, 乙乡 80 % without parts, the county 21/33: 75 % against 63.6363…, 11.3636… points apart."""
    county.report((DEATHS, JIA, 202510, 20), (CREMATED, JIA, 202510, 15), (RATE, YI, 202510, 80))
    county.report((DEATHS, COUNTY, 202510, 33), (CREMATED, COUNTY, 202510, 21))

    areas = ways(county, RATE, COUNTY, "month", 202510)["areas"]

    assert printed(areas) == [
        "下级单位", "甲镇|75.0%|15/20", "乙乡|80.0%|引用报送比率，不参与合计", "合计|75%|15/20",
        "下级相加为75%，本级填报63.6363…%，相差11.3636…个百分点；以本级填报为准",
    ]  # fmt: skip
    assert not areas.agrees


def test_the_same_rate_of_other_parts_does_not_agree(county):
    """甲镇 10/20 and 乙乡 5/10 are a half, as the county's own 20/40 is."""
    county.report(*((code, area, 202510, value) for area, cremated, died in ((JIA, 10, 20), (YI, 5, 10), (COUNTY, 20, 40))
                    for code, value in ((CREMATED, cremated), (DEATHS, died))))  # fmt: skip

    assert ways(county, RATE, COUNTY, "month", 202510)["areas"].verdict == (
        "下级相加为50%，本级填报50%，比率相同而分子分母不同；以本级填报为准"
    )


def test_rows_without_parts_cannot_be_added(county):
    county.report((RATE, JIA, 202510, 90), (RATE, YI, 202510, 80), (DEATHS, COUNTY, 202510, 33), (CREMATED, COUNTY, 202510, 21))

    areas = ways(county, RATE, COUNTY, "month", 202510)["areas"]
    assert (areas.total.value, areas.total.pair, areas.agrees) == ("—", ("", ""), False)
    assert areas.verdict == "已列各行不足以相加得出该数"


def test_the_denominator_names_those_whose_other_part_is_missing(county):
    """乙乡 reported 10 deaths and no cremations: 15/20, not 15/30."""
    county.report((DEATHS, JIA, 202510, 20), (CREMATED, JIA, 202510, 15), (DEATHS, YI, 202510, 10))

    assert printed(ways(county, RATE, COUNTY, "month", 202510)["parts"]) == [
        "分子与分母", "分子：遗体火化数|15具", "分母：死亡人数|20人|已报30人，只取分子分母都报的单位", "比率|75%",
        "15具 ÷ 20人 = 75%",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rate", "numerator", "denominator", "denominator_row", "verdict"),
    [
        # 1,200 + 1,500 yuan over 2 + 3 persons' months
        ("urban_dibao_avg_topup", "urban_dibao_funds_amount", "urban_dibao_persons",
         "分母：城市低保人数|5人|按人月累计", "2,700元 ÷ 5人 = 540元/月"),
        ("tekun_centralized_rate", "tekun_centralized_persons", "tekun_persons",
         "分母：特困供养人数|3人|取期末数", "1,500人 ÷ 3人 = 50,000%"),
    ],
)  # fmt: skip
def test_the_denominator_says_by_what_rule_it_stands_for_the_months(
    rate, numerator, denominator, denominator_row, verdict, county
):
    county.report(*monthly(numerator, JIA, [1200, 1500]), *monthly(denominator, JIA, [2, 3]))

    found = printed(ways(county, rate, JIA, "ytd", 202502)["parts"])
    assert (found[2], found[-1]) == (denominator_row, verdict)


def test_an_average_stock_is_the_mean_of_the_months(county):
    """900 + 1,500 yuan over a mean of 2.5 outlets."""
    county.report(*monthly("lottery_sales_amount", COUNTY, [900, 1500]), *monthly("lottery_outlets_count", COUNTY, [2, 3]))

    found = ways(county, "lottery_sales_per_outlet", COUNTY, "ytd", 202502)
    assert printed(found["parts"])[2:] == [
        "分母：福利彩票销售网点数|2.5家|取期内各月平均",
        "比率|960元/家",
        "2,400元 ÷ 2.5家 = 960元/家",
    ]
    assert "months" not in found  # months' means do not add up


def test_standards_are_listed_and_never_added(county):
    standard = "urban_dibao_standard"
    county.report((standard, JIA, 202510, 600), (standard, YI, 202510, 660))
    county.report((standard, JIA, 202511, 600), (standard, YI, 202511, 600))
    county.report((standard, JIA, 202512, 600), (standard, YI, 202512, 660), (standard, COUNTY, 202512, 700))

    words = "标准不相加，只列最低与最高"
    assert ways(county, standard, COUNTY, "month", 202510)["areas"] == Breakdown(
        "areas", "下级单位",
        (Addend("甲镇", "600元/月", key=f"{standard}.{JIA}.month.202510"),
         Addend("乙乡", "660元/月", key=f"{standard}.{YI}.month.202510")),
        Addend("范围", "600元/月—660元/月"), True, f"{words}，与该数一致",
    )  # fmt: skip
    assert printed(ways(county, standard, COUNTY, "month", 202511)["areas"])[-2:] == ["范围|600元/月", f"{words}，与该数一致"]
    own = ways(county, standard, COUNTY, "month", 202512)["areas"]
    assert (printed(own)[-2:], own.agrees) == (["范围|600元/月—660元/月", words], False)


def test_an_area_s_own_range_keeps_its_ends(county, monkeypatch):
    """甲镇 says 500 to 640, 乙乡 600: from 500 to 640, not from the one known value."""
    standard, span = "urban_dibao_standard", Span("month", 202510)
    ranged = Number(standard, JIA, span, None, "元/月", state="summed", low=Fraction(500), high=Fraction(640))
    county.report((standard, YI, 202510, 600))
    monkeypatch.setattr("metrics.addends.below", lambda *_: {JIA: ranged, YI: county.number(standard, YI, "month", 202510)})

    (areas,) = county.ask(
        breakdowns, Number(standard, COUNTY, span, None, "元/月", state="summed", low=Fraction(500), high=Fraction(640))
    )

    assert printed(areas)[1:] == [
        "甲镇|500元/月—640元/月",
        "乙乡|600元/月",
        "范围|500元/月—640元/月",
        "标准不相加，只列最低与最高，与该数一致",
    ]
    assert areas.agrees


@pytest.fixture
def relief(county):
    """低保 31,200 in the townships, 3,000 for vagrants by the county itself; 临时救助 said as 1 below and as 9 above."""
    county.report(("urban_dibao_funds_amount", JIA, 202510, 10000), ("rural_dibao_funds_amount", JIA, 202510, 20000))
    county.report(("urban_dibao_funds_amount", YI, 202510, 500), ("rural_dibao_funds_amount", YI, 202510, 700))
    county.report(("vagrant_relief_amount", COUNTY, 202510, 3000))
    county.report(("temporary_relief_amount", JIA, 202510, 1), ("temporary_relief_amount", COUNTY, 202510, 9))
    return county


def test_a_total_lists_what_the_county_spends_itself(relief):
    areas = ways(relief, "subsidy_total_a", COUNTY, "month", 202510)["areas"]

    assert printed(areas) == [
        "下级单位", "甲镇|30,001元|上报0/1", "乙乡|1,200元|上报0/1", "小县本级：流浪乞讨救助金支出额|3,000元", "合计|34,201元",
        "逐行相加为34,201元，该数为34,209元，相差8元，待核实",
    ]  # fmt: skip
    assert areas.rows[-1].key == f"vagrant_relief_amount.{COUNTY}.month.202510"


def test_a_total_is_its_members_and_says_which_are_missing(relief):
    assert printed(ways(relief, "subsidy_total_a", COUNTY, "month", 202510)["members"]) == [
        "组成项目", "城乡低保金发放额|31,200元", "特困供养金及护理补贴发放额|—|未报", "临时救助金支出额|9元",
        "孤儿和事实无人抚养儿童基本生活费发放额|—|未报", "流浪乞讨救助金支出额|3,000元", "合计|34,209元", AGREES,
    ]  # fmt: skip
    assert list(ways(relief, "dibao_funds_amount", JIA, "month", 202510)) == ["members"]  # nothing was said by its villages


@pytest.fixture
def rolling(county):
    """甲镇 8/10 a month, 乙乡 5/5 in 2024; January 2025: 20/22 and 2/5."""
    for area, cremated, died in ((JIA, 8, 10), (YI, 5, 5)):
        county.report(*monthly(CREMATED, area, [cremated] * 12, 2024), *monthly(DEATHS, area, [died] * 12, 2024))
    county.report((CREMATED, JIA, 202501, 20), (DEATHS, JIA, 202501, 22), (CREMATED, YI, 202501, 2), (DEATHS, YI, 202501, 5))
    return county


def test_twelve_months_are_added_by_area_and_by_month(rolling):
    """甲镇 11 × 8 + 20 over 11 × 10 + 22, 乙乡 11 × 5 + 2 over 11 × 5 + 5: 165/192."""
    found = ways(rolling, RATE, COUNTY, "rolling", 202501)

    assert list(found) == ["areas", "months"]
    assert printed(found["areas"]) == [
        "下级单位", "甲镇|81.8%|108/132|近12个月", "乙乡|95.0%|57/60|近12个月", "合计|85.9%|165/192", AGREES,
    ]  # fmt: skip
    assert [row.key for row in found["areas"].rows] == [f"{RATE}.{JIA}.rolling.202501", f"{RATE}.{YI}.rolling.202501"]
    rows = found["months"].rows
    assert [(row.name, row.pair) for row in (rows[0], rows[-1])] == [("2024年2月", ("13", "15")), ("2025年1月", ("22", "27"))]
    assert (len(rows), found["months"].total.pair, found["months"].agrees) == (12, ("165", "192"), True)


def test_a_rolling_key_gives_the_twelve_months_back(rolling):
    """One month earlier all of 2024 is known: 12 × 8 of 12 × 10."""
    number = rolling.ask(keys.number_at, f"{RATE}.{JIA}.rolling.202412")

    assert (number.value, number.n, number.d, number.state, number.area) == (80, 96, 120, "summed", JIA)
    assert keys.is_rolling(number) and keys.key_of(number) == f"{RATE}.{JIA}.rolling.202412"
    assert keys.key_of(rolling.number(RATE, JIA, "month", 202412)) == f"{RATE}.{JIA}.month.202412"


def test_no_row_is_added_where_one_is_hidden(county, monkeypatch):
    """The sum's difference from the total would give the hidden one away."""
    hidden = Number(DEATHS, YI, Span("month", 202510), None, "人", state="masked", reason="<3，人数过少", reporting=1, expected=1)
    county.report((DEATHS, JIA, 202510, 20), (DEATHS, YI, 202510, 2))
    number = county.number(DEATHS, COUNTY, "month", 202510)
    monkeypatch.setattr("metrics.addends.below", lambda *_: {JIA: county.number(DEATHS, JIA, "month", 202510), YI: hidden})

    (areas,) = county.ask(breakdowns, number)

    assert areas.rows[0].value == "20人"
    assert areas.total == Addend("该数", "22人")
    assert (areas.title, areas.agrees, areas.verdict) == ("下级单位", False, "有单位人数过少，按规定不列出，不再逐行相加")


@pytest.mark.parametrize("state", ["masked", "nearest", "not_due"])
def test_nothing_is_added_up_to_what_is_hidden_or_stands_in(state, county):
    county.report((DEATHS, JIA, 202510, 20))

    assert county.ask(breakdowns, Number(DEATHS, COUNTY, Span("month", 202510), Fraction(20), "人", state=state)) == ()


def test_twelve_months_with_a_gap_say_so_and_list_what_there_is(gap):
    number = gap.ask(keys.number_at, f"{RATE}.{COUNTY}.rolling.202503")
    months = ways(gap, RATE, COUNTY, "rolling", 202503)["months"]

    assert (number.value, number.reason) == (None, "近12个月有未报")
    assert printed(months)[-5:] == [
        "2025年1月|90.0%|27/30", "2025年2月|90.0%|9/10|上报1/2", "2025年3月|100.0%|10/10", "合计|92%|46/50",
        "已列各行不足以相加得出该数",
    ]  # fmt: skip
