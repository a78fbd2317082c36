"""口径与来源 whole: every fact of a figure in its order, on the tiny county."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from types import MappingProxyType

import pytest

from metrics import inspect
from metrics.addends import Addend, Breakdown
from metrics.inspect import Paper, inspection, paper, papers
from metrics.results import Number, Span
from tests.metrics.conftest import COUNTY, DONG, JIA, YI, monthly

DEATHS, CREMATED, RATE, HOMES = "deaths_persons", "cremations_count", "cremation_rate", "home_adaptation_households"
PAID = "urban_dibao_funds_amount"


@pytest.fixture
def autumn(county):
    """甲镇 12/16 and 乙乡 9/10 a year ago; since January 甲镇 18/20 a month, 乙乡 nothing. Target 97."""
    county.report((DEATHS, JIA, 202410, 16), (CREMATED, JIA, 202410, 12), (DEATHS, YI, 202410, 10), (CREMATED, YI, 202410, 9))
    county.report(
        *monthly(DEATHS, JIA, [20] * 10), *monthly(CREMATED, JIA, [18] * 10), submitted_at=datetime(2025, 11, 3, 9, 30),
        submitted_by="甲镇民政办", file_name="10月.xlsx",
    )  # fmt: skip
    county.aim(RATE, COUNTY, 97)
    return county


def asked(county, key, compare="yoy"):
    return county.ask(inspection, key, compare)


def facts(county, key, compare="yoy"):
    return dict(asked(county, key, compare).facts)


def test_a_rate_with_a_gap_whole(autumn):
    found = asked(autumn, f"{RATE}.{COUNTY}.month.202510")

    assert (found.name, found.area, found.when, found.printed, found.exact, found.state) == (
        "遗体火化率（全部死亡人口）", "小县", "2025年10月", "90.0%", "18 ÷ 20 = 90%", "下级相加，未报全",
    )  # fmt: skip
    assert found.facts == (
        ("定义", "同期遗体火化数 ÷ 同期死亡人数。"),
        ("口径", "分母为全部户籍死亡人口，含土葬改革区。"),
        ("算法", "Σ遗体火化数 ÷ Σ死亡人数，先相加后相除，不对比率取平均"),
        ("目标", "2025年97.0%，▼低于预警值，完成92.8%；依据县民〔2025〕1号"),  # 90 of 97
        ("同比", "+15.0个百分点（同口径：只比两期都报全的1个单位，本期90.0%，2024年10月75.0%）"),
        ("上报", "已上报1个，未报1个（乙乡）"),
        ("数据", "数据版本2，《第2份》，2025-11-03报送"),
    )
    assert found.caveats == ()


def test_against_the_span_before(autumn):
    told = facts(autumn, f"{RATE}.{COUNTY}.month.202510", "prev")

    assert told["环比"] == "持平（同口径：只比两期都报全的1个单位，本期90.0%，2025年9月90.0%）"
    assert "同比" not in told
    assert facts(autumn, f"{RATE}.{COUNTY}.month.202510", "target")["目标"]  # the change beside it is that on last year
    with_other = dict(asked(autumn, f"{DEATHS}.{JIA}.month.202510", "none").facts)
    assert next(text for label, text in with_other.items() if "2024年10月" in text) == "+25.0%（2024年10月为16人）"


def test_a_township_answers_to_the_county_s_target(autumn):
    told = facts(autumn, f"{RATE}.{JIA}.ytd.202510")

    assert told["目标"] == "2025年97.0%（小县目标），▼低于预警值，完成92.8%；依据县民〔2025〕1号"
    assert told["上报"] == "应报1个，已全部上报"
    assert "同比" not in told  # of last year only one month is known


def test_an_amount_stands_against_its_calendar(county):
    """600 of 1,200 by October, when 1,000 were due; 甲镇 400 of 400 is two months ahead."""
    county.report(*monthly(HOMES, JIA, [40] * 10), *monthly(HOMES, YI, [20] * 10))
    county.aim(HOMES, COUNTY, 1200)
    county.aim(HOMES, JIA, 400)

    told = facts(county, f"{HOMES}.{COUNTY}.ytd.202510")
    assert told["目标"] == "2025年1,200户，▼低于预警值，完成50.0%，滞后序时33.3个百分点；依据县民〔2025〕1号"
    assert told["算法"] == "时期数：按月累加"
    assert (
        facts(county, f"{HOMES}.{JIA}.ytd.202510")["目标"]
        == "2025年400户，●达标，完成100.0%，超序时16.7个百分点；依据县民〔2025〕1号"
    )
    assert "目标" not in facts(county, f"{HOMES}.{YI}.ytd.202510")


@pytest.mark.parametrize(
    ("key", "state", "method"),
    [
        (f"urban_dibao_standard.{COUNTY}.month.202510", "下级相加", "标准不按时间、也不按单位相加"),
        (f"dibao_persons.{COUNTY}.month.202510", "没有数据", "城市低保人数 ＋ 农村低保人数"),
        (f"urban_population_persons.{DONG}.month.202510", "本级填报", "全年一个数"),
        (f"child_filing_rate.{JIA}.ytd.202510", "引用报送的比率", "只引用报送的比率，不由分子、分母计算"),
        (f"urban_dibao_persons.{JIA}.ytd.202510", "没有数据", "时点数：取2025年10月末，不按月相加"),
        (f"urban_dibao_persons.{JIA}.year.202512", "没有数据", "时点数：取2025年12月末，不按月相加"),
        (
            f"urban_dibao_avg_topup.{JIA}.month.202510",
            "没有数据",
            "Σ城市低保金发放额 ÷ Σ城市低保人数（各月之和（人月）），先相加后相除，不对比率取平均",
        ),
    ],
)
def test_how_it_is_reckoned(key, state, method, county):
    county.report(("urban_dibao_standard", JIA, 202510, 600), ("urban_dibao_standard", YI, 202510, 660))
    county.report(("urban_population_persons", DONG, 2025, 900), ("child_filing_rate", JIA, "202501-202510", 100))

    found = asked(county, key)
    assert (found.state, dict(found.facts)["算法"]) == (state, method)


def test_a_total_says_that_its_members_are_added(county):
    county.report((PAID, JIA, 202510, 1000), ("rural_dibao_funds_amount", JIA, 202510, 2000), (PAID, YI, 202510, 5))

    assert asked(county, f"dibao_funds_amount.{JIA}.month.202510").state == "组成项目相加"
    assert asked(county, f"dibao_funds_amount.{COUNTY}.month.202510").state == "组成项目相加，未报全"


def test_twelve_months_are_named_as_such(autumn):
    found = asked(autumn, f"{RATE}.{JIA}.rolling.202510")

    assert (found.when, found.printed, found.exact) == ("截至2025年10月的12个月", "近12个月有未报", "")
    assert found.caveats == ("近12个月有未报",)
    assert dict(found.facts)["上报"] == "已上报0个，未报1个"
    assert "目标" not in dict(found.facts) and "同比" not in dict(found.facts)


def test_a_rate_that_needs_no_rounding_says_nothing_of_it(autumn):
    autumn.report((DEATHS, YI, 202510, 7), (CREMATED, YI, 202510, 6))

    assert "取舍" not in facts(autumn, f"{RATE}.{JIA}.month.202510")  # 90 %
    told = facts(autumn, f"{RATE}.{COUNTY}.month.202510")["取舍"]
    assert told == "精确值88.8888…%，显示为88.9%（四舍五入只在显示时做一次）"  # 24/27


def test_money_a_head_keeps_the_units_of_its_parts(county):
    county.report((PAID, JIA, 202510, 1300), ("urban_dibao_persons", JIA, 202510, 3))

    assert asked(county, f"urban_dibao_avg_topup.{JIA}.month.202510").exact == "1,300元 ÷ 3人 = 433.3333…元/月"


def test_the_tasks_are_listed_one_by_one(county):
    county.aim(HOMES, COUNTY, 1200, task="适老化改造1200户")
    county.aim("", COUNTY, None, task="照护楼建设", stage="开工：主体封顶")
    county.aim(RATE, COUNTY, 90, task="火化率90%")
    county.report(*monthly(HOMES, JIA, [40] * 10), *monthly(HOMES, YI, [20] * 10))
    county.report(
        *((code, area, "202501-202510", 9 if code == CREMATED else 10) for code in (CREMATED, DEATHS) for area in (JIA, YI))
    )

    found = asked(county, f"key_tasks.{COUNTY}.ytd.202510")

    document = "县民〔2025〕1号"
    rows = {
        "适老化改造1200户": Addend(
            "适老化改造1200户", "50.0%", note=f"▼低于预警值，{document}", key=f"{HOMES}.{COUNTY}.ytd.202510"
        ),
        "火化率90%": Addend("火化率90%", "100.0%", note=f"●达标，{document}", key=f"{RATE}.{COUNTY}.ytd.202510"),
        "照护楼建设": Addend("照护楼建设", "—", note=document),
    }
    (tally,) = found.breakdowns
    assert {row.name: row for row in tally.rows} == rows
    assert replace(tally, rows=()) == Breakdown(
        "tasks", "重点任务", (), Addend("达序时", "1/2"), True, "有数量目标的2项中1项达序时，按阶段推进的不计"
    )
    assert (found.name, found.area, found.when, found.printed, found.exact, found.state) == (
        "重点任务达序时", "小县", "2025年1—10月", "1/2", "", "按目标逐项判断",
    )  # fmt: skip
    assert found.facts == (("定义", "到期末完成率不低于序时进度（或任务自定的节点）的重点任务数 ÷ 有数量目标的重点任务数"),)
    assert (found.number.unit, found.number.value, found.caveats) == ("项", None, ())
    assert county.ask(papers, found.number) == ()


def test_without_tasks_there_is_nothing_to_count(county):
    found = asked(county, f"key_tasks.{COUNTY}.ytd.202510")
    assert (found.printed, found.breakdowns) == ("—", ())


def test_a_return_lists_what_bears_the_figure(autumn):
    (one,) = autumn.ask(papers, autumn.number(RATE, COUNTY, "month", 202510))

    assert (one.title, one.file, one.version, one.submitted_by, one.day) == ("第2份", "10月.xlsx", 2, "甲镇民政办", "2025-11-03")
    assert [(row["name"], row["text"], row["span"], row["area_name"], row["note"]) for row in one.figures] == [
        ("死亡人数", "20人", "2025-10", "甲镇", ""), ("遗体火化数", "18具", "2025-10", "甲镇", ""),
    ]  # fmt: skip


def test_returns_stand_newest_first_with_the_day_they_came(autumn):
    """Without a day of sending, that of entry; a hidden or unknown value is said to be so."""
    autumn.report((DEATHS, JIA, 202511, 3))
    found = autumn.ask(papers, autumn.number(DEATHS, JIA, "ytd", 202511))

    assert [one.version for one in found] == [3, 2]
    assert found[0].day.startswith("20") and found[1].day == "2025-11-03"

    def hidden(source):
        row = next(inspect.bearing(source, autumn.number(DEATHS, JIA, "month", 202511)).__iter__())
        row = row._replace(value=float("nan"), indicator="gone")
        return paper(source, [row])

    made = autumn.ask(hidden)
    assert isinstance(made, Paper) and made.figures[0]["text"] == "已遮盖" and made.figures[0]["name"] == "gone"


def caveats(county, **more):
    number = Number(RATE, COUNTY, Span("month", 202510), Fraction(90), "%", state="summed", reporting=2, expected=2)
    return county.ask(lambda source: tuple(inspect._caveats(source, source.indicator(RATE), replace(number, **more))))


def test_every_doubt_has_its_words(county):
    assert caveats(county) == ()
    assert caveats(county, approx="余") == ("含“余”数，不按精确数使用",)
    assert caveats(county, approx="左右") == ("含左右，不按精确数使用",)
    assert caveats(county, place="三村") == ("只是三村的合计，不是小县的全部",)
    assert caveats(county, reason="分子大于分母，待核实") == ("分子大于分母，待核实",)
    assert caveats(county, other=Fraction(88)) == ("另一来源推算为88%，与该数相差2.0个百分点，待核实",)
    assert caveats(county, value=None, state="masked", reason="<3") == ("人数过少，按规定遮盖",)
    assert caveats(county, state="nearest", stated_span="2022年") == ("所选期间没有列明的数字，这里引用2022年的数",)
    assert caveats(county, value=None, state="missing", d=Fraction(0), reason="分母为0，不计算") == (
        "分母为0，不计算：死亡人数报为0，确实没有的不必处理，漏报的请补报死亡人数",
    )


def test_a_change_of_definition_is_a_doubt(county):
    def ask(source):
        every = dict(source.catalogue.indicators)
        every[RATE] = every[RATE].model_copy(update={"breaks": ("2025-03",)})
        there = replace(source, catalogue=replace(source.catalogue, indicators=MappingProxyType(every)))
        return inspection(there, f"{RATE}.{COUNTY}.month.202510").caveats

    county.report((DEATHS, COUNTY, 202510, 10), (CREMATED, COUNTY, 202510, 9))
    assert county.ask(ask) == ("2025-03起口径调整，前后不作对比",)
