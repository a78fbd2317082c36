"""变动原因分析: who caused a change, worked out by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from data_access.areas import AreaTree
from metrics import why
from metrics.attribute import REST, by_area, by_member, change_of
from metrics.effects import Pair, of_quantity, of_ratio
from metrics.results import Span
from tests.metrics.conftest import COUNTY, DONG, JIA, NAN, XI, YI, monthly

DEATHS, CREMATIONS, RATE = "deaths_persons", "cremations_count", "cremation_rate"
MAY = Span("month", 202505)


def found(county, code, area=COUNTY, span=None, against="yoy", which=by_area):
    return county.ask(lambda source: which(source, change_of(source, code, area, span or MAY, against)))


def contributions(attribution) -> dict:
    return {part.key: part.contribution for part in attribution.parts}


def changed_weights(county):
    """May: 90/100 and 5/10 became 40/50 and 45/60, so the county fell from 95/110 to 85/110."""
    county.report_table("""
        指标             | 地区 | 期间   | 数值
        deaths_persons   | 甲镇 | 202405 | 100
        cremations_count | 甲镇 | 202405 | 90
        deaths_persons   | 乙乡 | 202405 | 10
        cremations_count | 乙乡 | 202405 | 5
        deaths_persons   | 甲镇 | 202505 | 50
        cremations_count | 甲镇 | 202505 | 40
        deaths_persons   | 乙乡 | 202505 | 60
        cremations_count | 乙乡 | 202505 | 45
    """)


# -- the arithmetic ---------------------------------------------------------------------------------------------------


def test_a_rate_falls_by_rates_and_by_weights():
    """R0 = 95/110. 甲: 40 − R0·50 = −35/11, less 90 − R0·100 = 40/11, over 110: −75/1210. 乙: −75/11 + 40/11 over 110: −35/1210."""
    before = {"甲": Pair(Fraction(90), Fraction(100)), "乙": Pair(Fraction(5), Fraction(10))}
    now = {"甲": Pair(Fraction(40), Fraction(50)), "乙": Pair(Fraction(45), Fraction(60))}

    effects = of_ratio(before, now)

    assert effects["甲"].contribution == Fraction(-75, 1210)
    assert effects["乙"].contribution == Fraction(-35, 1210)
    assert effects["甲"].rate == Fraction(50, 110) * (Fraction(40, 50) - Fraction(90, 100))
    assert effects["乙"].weight == (Fraction(60, 110) - Fraction(10, 110)) * (Fraction(5, 10) - Fraction(95, 110))


def test_an_area_without_cases_before_is_all_weight_and_one_without_any_is_nothing():
    before = {"甲": Pair(Fraction(9), Fraction(10)), "丙": Pair()}
    now = {"甲": Pair(Fraction(9), Fraction(10)), "乙": Pair(Fraction(0), Fraction(5)), "丙": Pair()}

    effects = of_ratio(before, now, 100)

    assert effects["乙"] == (Fraction(-30), 0, Fraction(-30))  # (0 − 0.9 · 5) / 15
    assert effects["丙"] == (0, 0, 0)


def test_a_whole_without_a_denominator_has_no_rate_to_explain():
    assert of_ratio({"甲": Pair()}, {"甲": Pair(Fraction(1), Fraction(2))}) == {}
    assert of_ratio({"甲": Pair(Fraction(1), Fraction(2))}, {"甲": Pair()}) == {}


def test_a_quantity_that_is_in_one_span_only_was_nothing_in_the_other():
    effects = of_quantity({"甲": Pair(Fraction(3))}, {"乙": Pair(Fraction(5))})

    assert {key: effect.contribution for key, effect in effects.items()} == {"甲": -3, "乙": 5}


# -- areas ------------------------------------------------------------------------------------------------------------


def test_the_townships_add_up_to_the_county_s_change(county):
    changed_weights(county)

    attribution = found(county, RATE)

    assert contributions(attribution) == {JIA: Fraction(-7500, 1210), YI: Fraction(-3500, 1210)}
    assert attribution.total == sum(contributions(attribution).values()) == (Fraction(85, 110) - Fraction(95, 110)) * 100
    assert [round(part.share, 1) for part in attribution.parts] == [Fraction(682, 10), Fraction(318, 10)]


def test_a_share_is_withheld_where_a_part_moved_against_the_change_or_nothing_changed(county):
    county.report((DEATHS, JIA, 202405, 10), (DEATHS, YI, 202405, 10), (DEATHS, JIA, 202505, 16), (DEATHS, YI, 202505, 8))
    assert [part.share for part in found(county, DEATHS).parts] == [150, None]

    county.report((DEATHS, YI, 202505, 4))
    level = found(county, DEATHS)
    assert (level.total, [(part.contribution, part.share) for part in level.parts]) == (0, [(6, None), (-6, None)])


def test_a_township_missing_in_one_span_is_left_out_of_both_and_named(county):
    changed_weights(county)
    county.report((DEATHS, JIA, 202406, 20), (DEATHS, YI, 202406, 7), (DEATHS, JIA, 202506, 25))

    attribution = found(county, DEATHS, span=Span("month", 202506))

    assert contributions(attribution) == {JIA: 5}
    assert attribution.total == 5
    assert attribution.left_out == (("乙乡", "本期未报"),)


def test_of_a_township_with_a_gap_its_complete_villages_count(county):
    """西村 is missing this year: 甲镇 is there with 东村 alone, as in the comparison on the card."""
    county.report(*((DEATHS, village, month, 10) for village in (DONG, XI, NAN) for month in (202405, 202505)))
    county.report((DEATHS, DONG, 202505, 14), (DEATHS, XI, 202505, None))

    attribution = found(county, DEATHS)

    assert sum(contributions(attribution).values()) == attribution.total
    assert attribution.total == county.change(DEATHS, COUNTY, "month", 202505).difference


def test_a_township_is_explained_by_its_villages(county):
    changed = ((DONG, 202405, 10, 10), (XI, 202405, 10, 10), (DONG, 202505, 10, 10), (XI, 202505, 10, 4))
    for village, month, deaths, cremations in changed:
        county.report((DEATHS, village, month, deaths), (CREMATIONS, village, month, cremations))

    attribution = found(county, RATE, JIA)

    assert contributions(attribution) == {XI: -30, DONG: 0}
    assert "西村下拉全镇30.0个百分点" in county.ask(why.sentence, attribution, "yoy")


def test_the_running_year_against_the_months_before_it(county):
    """环比 of January–February is against November–December."""
    county.report(*monthly(DEATHS, JIA, [None] * 10 + [5, 6], 2024), *monthly(DEATHS, YI, [None] * 10 + [1, 1], 2024))
    county.report(*monthly(DEATHS, JIA, [9, 9]), *monthly(DEATHS, YI, [1, 0]))

    attribution = found(county, DEATHS, span=Span("ytd", 202502), against="prev")

    assert contributions(attribution) == {JIA: 7, YI: -1}


def test_any_two_spans(county):
    county.report(
        *((DEATHS, area, month, n) for area, month, n in ((JIA, 202301, 3), (YI, 202301, 4), (JIA, 202505, 9), (YI, 202505, 4)))
    )

    attribution = found(county, DEATHS, against=Span("month", 202301))

    assert contributions(attribution) == {JIA: 6, YI: 0}
    assert county.ask(why.sentence, attribution, Span("month", 202301)).startswith(
        "死亡人数较2023年1月增加6人（+85.7%）：甲镇增加6人"
    )


def test_a_canteen_that_opened_in_between_is_named_as_new(county):
    """东村 owes canteen figures since July 2025, so its meals are all of them new."""
    meals = "elder_canteen_meals_person_times"
    county.report(*((meals, NAN, year * 100 + 8, 100) for year in (2024, 2025)), (meals, DONG, 202508, 40))

    attribution = found(county, meals, span=Span("month", 202508))

    assert contributions(attribution) == {JIA: 40, YI: 0}
    assert [part.told for part in attribution.parts] == ["now", "both"]
    assert "仅本期有：甲镇" in county.ask(why.notes, attribution)


def test_a_merged_township_is_counted_with_its_successor(county):
    """乙乡 joined 甲镇 in June: its 7 of last year stand beside what 甲镇 has now."""
    county.report((DEATHS, JIA, 202405, 10), (DEATHS, YI, 202405, 7), (DEATHS, JIA, 202505, 20), (DEATHS, YI, 202505, 0))

    def ask(source):
        rows = source.tree.rows | {YI: replace(source.tree[YI], valid_to=202505, successor=JIA)}
        merged = replace(source, tree=AreaTree(rows))
        return by_area(merged, change_of(merged, DEATHS, COUNTY, MAY, "yoy"))

    attribution = county.ask(ask)
    assert contributions(attribution) == {JIA: 3}
    assert attribution.merged == (("乙乡", "甲镇"),)


def test_what_the_county_states_beyond_its_townships_is_a_part_of_its_own(county):
    county.report(*((DEATHS, area, month, 10) for area in (JIA, YI) for month in (202405, 202505)))
    county.report((DEATHS, COUNTY, 202405, 20), (DEATHS, COUNTY, 202505, 26))

    attribution = found(county, DEATHS)

    assert contributions(attribution) == {REST: 6, JIA: 0, YI: 0}
    assert attribution.parts[0].name == "县本级"


def test_an_earlier_version_is_explained_as_it_stood(county):
    changed_weights(county)
    county.report((CREMATIONS, JIA, 202505, 50))

    def as_of(version):
        return county.ask(lambda source: by_area(old := replace(source, as_of=version), change_of(old, RATE, COUNTY, MAY, "yoy")))

    assert contributions(as_of(1))[JIA] == Fraction(-7500, 1210)
    assert contributions(as_of(2))[JIA] > 0


# -- members ----------------------------------------------------------------------------------------------------------


URBAN, RURAL, BOTH = "urban_dibao_funds_amount", "rural_dibao_funds_amount", "dibao_funds_amount"


def paid(county, month=202505):
    """甲镇: urban 100 → 130, rural 50 → 30; 乙乡: urban 10 → 10, rural 20 → 25."""
    county.report(*((code, area, month - 100, value) for code, area, value in
                    ((URBAN, JIA, 100), (RURAL, JIA, 50), (URBAN, YI, 10), (RURAL, YI, 20))))  # fmt: skip
    county.report(*((code, area, month, value) for code, area, value in
                    ((URBAN, JIA, 130), (RURAL, JIA, 30), (URBAN, YI, 10), (RURAL, YI, 25))))  # fmt: skip


def test_a_total_is_explained_by_its_members_and_by_its_areas(county):
    paid(county)

    assert contributions(found(county, BOTH, which=by_member)) == {URBAN: 30, RURAL: -15}
    assert contributions(found(county, BOTH)) == {JIA: 10, YI: 5}


def test_members_are_compared_over_the_townships_that_reported_in_both_spans(county):
    paid(county)
    county.report((RURAL, YI, 202505, None))

    members = found(county, BOTH, which=by_member)
    assert members.change.like_for_like == 1
    assert contributions(members) == {URBAN: 30, RURAL: -20}
    assert members.total == 10


def test_what_a_stated_total_holds_beyond_its_members_is_a_part_of_its_own(county):
    paid(county)
    county.report((BOTH, JIA, 202505, 170))

    members = found(county, BOTH, JIA, which=by_member)
    assert contributions(members) == {URBAN: 30, RURAL: -20, REST: 10}
    assert [part.name for part in members.parts if part.key == REST] == ["未列分项部分"]


def test_a_programme_that_is_new_counts_with_all_of_it(county):
    county.report((URBAN, JIA, 202405, 100), (URBAN, YI, 202405, 0), (RURAL, JIA, 202405, 0), (RURAL, YI, 202405, 0))
    county.report((URBAN, JIA, 202505, 100), (URBAN, YI, 202505, 0), (RURAL, JIA, 202505, 7), (RURAL, YI, 202505, 0))

    assert contributions(found(county, BOTH, which=by_member)) == {RURAL: 7, URBAN: 0}


def test_a_figure_that_is_no_total_has_no_members(county):
    changed_weights(county)

    assert found(county, RATE, which=by_member).reason == "不是合计指标，没有分项"


# -- where nothing can be said ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "area", "against", "reason"),
    [
        ("rural_dibao_standard", COUNTY, "yoy", "标准由各地分别执行，不能相加，不作分解"),
        (DEATHS, COUNTY, "target", "没有选择对比期"),
        (DEATHS, COUNTY, "none", "没有选择对比期"),
        (DEATHS, DONG, "yoy", "东村是最末一级，没有下级可以分解"),
    ],
)
def test_why_there_is_no_attribution(county, code, area, against, reason):
    county.report(*((DEATHS, village, month, 3) for village in (DONG, XI, NAN) for month in (202405, 202505)))

    attribution = found(county, code, area, against=against)
    assert (attribution.parts, attribution.reason) == ((), reason)


def test_a_missing_base_is_said(county):
    county.report((DEATHS, JIA, 202505, 3), (DEATHS, YI, 202505, 3))

    assert found(county, DEATHS).reason == "基期无数据"


def test_a_base_without_cases_has_no_rate(county):
    for area in (JIA, YI):
        county.report(
            (DEATHS, area, 202405, 0), (CREMATIONS, area, 202405, 0), (DEATHS, area, 202505, 2), (CREMATIONS, area, 202505, 2)
        )

    assert found(county, RATE).reason == "基期分母为0"


def test_a_quoted_rate_has_no_parts(county):
    county.report(*((RATE, COUNTY, month, value) for month, value in ((202405, 97), (202505, 98))))

    assert found(county, RATE).reason == "比率为直接引用，没有分子和分母，不作分解"
