"""The checks of a county's own figures: a hand-computed case per rule, no false alarm on clean figures."""

from __future__ import annotations

from datetime import datetime

import pytest

from metrics.quality import findings
from tests.metrics.conftest import COUNTY, DONG, JIA, NAN, YI, monthly

OCTOBER = 202510


def ask(county, area=COUNTY, month=OCTOBER):
    return county.ask(findings, area, month)


def rules(found):
    return [one.rule for one in found]


def the(found, rule):
    several = [one for one in found if one.rule == rule]
    assert len(several) == 1, [one.text for one in found]
    return several[0]


def of_year(code, area, level, year=2025, months=10):
    return monthly(code, area, [level] * months, year)


def test_clean_figures_raise_no_finding(county):
    """Two townships, ten months, all of it in balance: a calm page."""
    for area, urban, rural in ((JIA, 40, 200), (YI, 10, 120)):
        county.report(
            *of_year("urban_dibao_persons", area, urban), *of_year("rural_dibao_persons", area, rural),
            *of_year("urban_dibao_funds_amount", area, urban * 500), *of_year("rural_dibao_funds_amount", area, rural * 380),
            *[row for code in ("urban_dibao_entries_persons", "urban_dibao_exits_persons", "rural_dibao_entries_persons",
                               "rural_dibao_exits_persons", "dibao_death_exits_persons") for row in of_year(code, area, 1)],
            *of_year("temporary_relief_person_times", area, 4), *of_year("temporary_relief_amount", area, 6000),
        )  # fmt: skip

    assert ask(county) == []


def test_an_empty_county_raises_no_finding(county):
    assert ask(county) == []


def test_a_part_above_its_whole_is_named_at_the_lowest_area(county):
    """709 elders among 592 meals: the village, not also its township and county."""
    county.report(
        ("elder_canteen_meals_person_times", NAN, OCTOBER, 592), ("elder_canteen_meals_60plus_person_times", NAN, OCTOBER, 709),
        ("elder_canteen_meals_person_times", DONG, OCTOBER, 300), ("elder_canteen_meals_60plus_person_times", DONG, OCTOBER, 200),
    )  # fmt: skip

    one = the(ask(county), "part_above_whole")

    assert (one.area, one.month) == (NAN, OCTOBER)
    assert one.text == "乙乡南村2025年10月60周岁及以上老年人助餐人次709人次，大于老年助餐人次592人次"
    assert {cited.title for cited in one.cited} == {"第1份"}


def test_a_part_of_another_flow_above_it(county):
    """Seven tracked by the cemetery alone, five tracked in all."""
    county.report(("ashes_tracked_count", JIA, OCTOBER, 5), ("ashes_public_cemetery_count", JIA, OCTOBER, 7))

    told = [one.text for one in ask(county)]
    assert "甲镇2025年10月骨灰入城乡公益性公墓（骨灰堂）例数7例，大于骨灰去向跟踪管理例数5例" in told


def test_a_stated_total_that_is_not_the_sum(county):
    """60 stated, 20 + 30 by its members."""
    county.report(
        ("urban_dibao_persons", JIA, OCTOBER, 20), ("rural_dibao_persons", JIA, OCTOBER, 30), ("dibao_persons", JIA, OCTOBER, 60)
    )

    assert "城乡低保人数60人，分项合计50人" in the(ask(county), "total_not_sum").text


def test_ashes_whose_destinations_do_not_add_up(county):
    """20 tracked; 12 + 3 + 2 + 1 = 18."""
    county.report(
        ("ashes_tracked_count", JIA, OCTOBER, 20), ("ashes_public_cemetery_count", JIA, OCTOBER, 12),
        ("ashes_joint_burial_count", JIA, OCTOBER, 3), ("ashes_ecological_burial_count", JIA, OCTOBER, 2),
        ("ashes_unplaced_count", JIA, OCTOBER, 1),
    )  # fmt: skip

    assert "20例，分项合计18" in the(ask(county), "ashes_destinations").text


def test_one_figure_twice_with_different_values(county):
    """The county states 12 while its townships add up to 10."""
    county.report(
        ("temporary_relief_person_times", JIA, OCTOBER, 6), ("temporary_relief_person_times", YI, OCTOBER, 4),
        ("temporary_relief_person_times", COUNTY, OCTOBER, 12),
    )  # fmt: skip

    one = the(ask(county), "two_values")

    assert (one.first, one.second) == ("临时救助人次12人次", "另一处（下级合计或另一期间推算）10人次")


def payments(area, amount):
    return ("disability_living_persons", area, OCTOBER, 30), ("disability_living_amount", area, OCTOBER, amount)


def test_an_amount_that_is_not_persons_times_standard(county):
    """30 × 90 = 2,700; 2,750 is within two per cent, 3,000 is not."""
    county.report(("disability_living_standard", COUNTY, OCTOBER, 90), *payments(JIA, 3000), *payments(YI, 2750))

    one = the(ask(county), "disability_living_product")

    assert (one.area, one.second) == (JIA, "30×90＝2,700元")


def test_a_rise_paid_late_everywhere_is_named_once(county):
    """Both townships paid 3,600 for 2,700: the county decided so."""
    county.report(("disability_living_standard", COUNTY, OCTOBER, 90), *payments(JIA, 3600), *payments(YI, 3600))

    one = the(ask(county), "disability_living_product")

    assert (one.area, one.second) == (COUNTY, "60×90＝5,400元")


def test_an_average_a_head_outside_its_band_and_the_slip_that_explains_it(county):
    """9.2 元 for 5 cases; ten thousand times as much would be usual."""
    county.report(("temporary_relief_person_times", JIA, OCTOBER, 5), ("temporary_relief_amount", JIA, OCTOBER, "0.92"))

    one = the([one for one in ask(county) if one.area == JIA], "temporary_relief_per_time")

    assert "平均0.2元/人次" in one.text and "疑漏写“万”" in one.text


def test_a_canteen_that_hardly_anybody_uses(county):
    """60 meals on 20 days is three a day; ten a day is quiet but used."""
    county.report(
        ("elder_canteen_meals_person_times", NAN, OCTOBER, 60), ("elder_canteen_open_days", NAN, OCTOBER, 20),
        ("elder_canteen_meals_person_times", DONG, OCTOBER, 200), ("elder_canteen_open_days", DONG, OCTOBER, 20),
    )  # fmt: skip
    for area, first in ((NAN, 202501), (DONG, 202507)):  # nothing before October, and said so
        for code in ("elder_canteen_meals_person_times", "elder_canteen_open_days"):
            county.report(*[(code, area, month, 0) for month in range(first, OCTOBER)])

    one = the(ask(county), "idle_canteen")

    assert one.area == NAN and "平均3.0人次/日" in one.text


def test_a_list_that_does_not_balance(county):
    """100 + 4 − 2 = 102, and 105 are stated; the month before balances."""
    county.report(
        *monthly("rural_dibao_persons", JIA, [None] * 7 + [100, 100, 105]),
        *monthly("rural_dibao_entries_persons", JIA, [None] * 8 + [0, 4]),
        *monthly("rural_dibao_exits_persons", JIA, [None] * 8 + [0, 2]),
    )

    one = the(ask(county), "rural_dibao_balance")

    assert one.text == "甲镇2025年10月农村低保人数105人，而上月100＋新增4－退出2＝102人"


def test_a_rate_stated_without_its_parts(county):
    county.report(("cremation_zone_rate", JIA, OCTOBER, 97))

    assert "没有报分子和分母" in the([one for one in ask(county) if one.area == JIA], "rate_without_parts").text


def test_a_slip_of_ten_thousand_against_the_area_s_own_past(county):
    """Last year 18,000 a month, this October 1.8."""
    county.report(*monthly("funeral_relief_amount", JIA, [18_000] * 12, 2024), ("funeral_relief_amount", JIA, OCTOBER, "1.8"))

    assert "相差约一万倍" in the(ask(county), "unit_slip").text


def history(county, code, level, now, area=JIA, wobble=(0, 1, -1, 2, -2, 1, 0, -1)):
    values = [level + wobble[index % len(wobble)] for index in range(12)]
    for year in (2023, 2024):
        county.report(*monthly(code, area, values, year))
    county.report(*monthly(code, area, [*values[:9], now]))


def test_a_jump_of_a_payment_is_found(county):
    """100 people get 50,000 a month with little change; 90,000 is no chance."""
    history(county, "tekun_living_allowance_amount", 500_000, 900_000, wobble=(0, 2000, -2000))
    history(county, "tekun_nursing_fee_amount", 50_000, 50_000, wobble=(0,))

    assert "特困供养金及护理补贴发放额95.0万元" in the([one for one in ask(county) if one.area == JIA], "payment_jump").text


@pytest.mark.parametrize(("level", "now"), [(3, 6), (3, 0), (5, 10), (2, 5)])
def test_three_people_more_or_less_are_no_jump(county, level, now):
    """A township with three cases a month may have six or none by chance."""
    history(county, "temporary_relief_person_times", level, now, wobble=(0, 1, -1))

    assert "event_jump" not in rules(ask(county))


def test_what_happens_every_year_in_that_month_is_no_jump(county):
    """Deaths double every January; this January they did too."""
    for year in (2023, 2024, 2025):
        county.report(*monthly("deaths_persons", JIA, [220] + [100] * 11 if year < 2025 else [220], year))

    assert "event_jump" not in rules(ask(county, month=202501))


def test_a_jump_that_a_note_calls_a_back_payment_becomes_a_hint(county):
    history(county, "tekun_living_allowance_amount", 500_000, 500_000, wobble=(0, 2000, -2000))
    history(county, "tekun_nursing_fee_amount", 50_000, 50_000, wobble=(0,))
    county.report(("tekun_living_allowance_amount", JIA, OCTOBER, 900_000), note="10月特困供养金含7—9月提标补发")

    one = the([one for one in ask(county) if one.area == JIA], "payment_jump")

    assert one.weight == 5 and "含7—9月提标补发" in one.explained


def test_six_months_without_a_case(county):
    county.report(*monthly("temporary_relief_person_times", JIA, [3, 2, 4, 1, 0, 0, 0, 0, 0, 0]))

    one = the(ask(county), "no_relief_case")

    assert one.period == "2025年5—10月" and one.area == JIA


def test_five_months_without_a_case_are_not_yet_a_finding(county):
    county.report(*monthly("temporary_relief_person_times", JIA, [3, 2, 4, 1, 2, 0, 0, 0, 0, 0]))

    assert "no_relief_case" not in rules(ask(county))


def test_a_reserve_that_is_spent_by_july(county):
    spent = [5_000] * 6 + [15_000, 0, 0, 0]
    county.report(
        *monthly("temporary_relief_reserve_spent_amount", JIA, spent), ("temporary_relief_reserve_amount", JIA, 202501, 45_000),
        *monthly("temporary_relief_reserve_amount", JIA, [None] + [0] * 9),
    )  # fmt: skip

    assert "7月已用完" in the(ask(county), "reserve_exhausted").text


def test_a_revised_month_is_named_with_both_values(county):
    county.report(("temporary_relief_person_times", JIA, 202505, 88))
    county.report(("temporary_relief_person_times", JIA, 202505, 8), note="更正：88误录")

    one = the(ask(county), "revised_figures")

    assert (one.first, one.second, one.explained) == ("原报88人次", "更正为8人次", "更正：88误录")
    assert "数据版本2" in one.text


def test_a_return_sent_before_its_month_was_over(county):
    county.report(("temporary_relief_person_times", JIA, OCTOBER, 3), submitted_at=datetime(2025, 10, 20, 9, 0))

    assert "2025年10月20日报送，却统计到2025年10月底" in the(ask(county), "ends_after_report").text


# -- the demo county ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(demo_dir):
    from data_access.scope import EVERYTHING
    from metrics.source import open_source

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
        with open_source(EVERYTHING) as source:
            return findings(source, "990101", OCTOBER)


def test_the_demo_county_s_findings_stay_readable(demo):
    assert 8 <= len(demo) <= 60
    assert [one.weight for one in demo] == sorted(one.weight for one in demo)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("part_above_whole", "白沙镇江口村2025年10月"),
        ("idle_canteen", "云岭镇雾山村"),
        ("idle_canteen", "北坡乡荞麦村"),
        ("idle_canteen", "竹溪乡箬岭村"),
        ("deaths_not_stopped", "柳塘镇2025年3—6月"),
        ("no_relief_case", "南川乡2025年3—10月连续8个月"),
        ("reserve_exhausted", "云岭镇7月已用完"),
        ("revised_figures", "河湾镇2025年5月"),
        ("revised_figures", "枫林乡"),
        ("payment_jump", "城乡低保金发放额"),
    ],
)
def test_the_planted_stories_are_found(demo, rule, words):
    assert any(one.rule == rule and words in one.text for one in demo)


def test_september_s_jump_is_explained_by_the_return_s_own_note(demo):
    one = next(one for one in demo if one.rule == "payment_jump" and one.indicator == "dibao_funds_amount")

    assert one.month == 202509 and "补发" in one.explained and one.weight == 5
