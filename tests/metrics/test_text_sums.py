"""The sums of one published text, check by check: what is said, against what, how far off, citing which facts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from metrics.checks import model
from metrics.loading import catalogue
from metrics.quality import text_sums
from tests.metrics.texts import AMOUNT, AREA, PERSONS, PLAIN, STANDARD, found, plain, said, text_of


def test_a_finding_bears_its_rule_area_span_and_month():
    rule = model.Part(kind="part", part="cremations_count", whole="deaths_persons", **PLAIN)

    (one,) = text_sums.parts(rule, text_of(said("cremations_count", 12), said("deaths_persons", 9)), catalogue())

    assert (one.rule, one.kind, one.weight, one.why) == ("r", "part", 2, "理由")
    assert (one.area, one.indicator, one.period, one.month, one.size) == (AREA, "cremations_count", "2022年1—10月", 202210, 0.25)
    assert (one.first, one.second, one.text) == ("遗体火化数12具", "死亡人数9人", "遗体火化数12具，大于死亡人数9人")
    assert [cited.fact for cited in one.cited] == ["cremations_count", "deaths_persons"]
    assert one.cells == () and one.explained == ""


def test_a_span_without_a_year_has_no_month():
    rule = model.Part(kind="part", part="cremations_count", whole="deaths_persons", **PLAIN)
    undated = ("1—10月", 10, 10)

    (one,) = text_sums.parts(
        rule, text_of(said("cremations_count", 12, undated), said("deaths_persons", 9, undated)), catalogue()
    )
    assert (one.month, one.period) == (0, "1—10月")


def test_a_part_of_another_span_or_no_larger_is_no_finding():
    rule = model.Part(kind="part", part="cremations_count", whole="deaths_persons", **PLAIN)
    june = ("上半年", 202206, 6)

    assert found(text_sums.parts, rule, said("cremations_count", 9), said("deaths_persons", 9)) == []
    assert found(text_sums.parts, rule, said("cremations_count", 12), said("deaths_persons", 9, june)) == []
    same_close = ("截至10月", 202210, 10)
    assert len(found(text_sums.parts, rule, said("cremations_count", 12), said("deaths_persons", 9, same_close))) == 1


def test_parts_that_the_catalogue_implies_are_checked():
    told = found(
        text_sums.parts, plain("catalogue_part"), said("cremation_zone_deaths_persons", 12), said("deaths_persons", 9),
        said("cremation_zone_cremations_count", 15),
    )  # fmt: skip
    assert [(one[0], one[2]) for one in told] == [
        ("cremation_zone_deaths_persons", "死亡人数9人"), ("cremation_zone_cremations_count", "火化区死亡人数12人"),
    ]  # fmt: skip
    # a completion may exceed its task, and an amount over persons is no share
    pairs = set(text_sums.pairs(plain("catalogue_part"), catalogue()))
    every = catalogue().indicators.values()
    assert not pairs & {
        (one.numerator, one.denominator) for one in every if one.kind == "ratio" and (one.may_exceed or one.unit == "元/月")
    }


def test_a_total_is_held_against_its_parts():
    """400 stated, 150 + 230 listed."""
    rule = model.Total(kind="total", whole="dibao_persons", parts=(PERSONS, "rural_dibao_persons"), **PLAIN)
    parts = said(PERSONS, 150), said("rural_dibao_persons", 230)

    assert found(text_sums.totals, rule, said("dibao_persons", 400), *parts) == [
        ("dibao_persons", "城乡低保人数400人", "分项合计380人", "城乡低保人数400人，而各分项 150 + 230 = 380人", 0.05,
         ["dibao_persons", PERSONS, "rural_dibao_persons"]),
    ]  # fmt: skip
    assert found(text_sums.totals, rule, said("dibao_persons", 380), *parts) == []
    assert found(text_sums.totals, rule, said("dibao_persons", 400), parts[0]) == []
    assert len(found(text_sums.totals, plain("catalogue_total"), said("dibao_persons", 400), *parts)) == 1


@pytest.mark.parametrize(("stated", "fires"), [(418, False), (419, True), (342, False), (341, True)])
def test_an_approximate_total_may_stand_a_tenth_off(stated, fires):
    rule = model.Total(kind="total", whole="dibao_persons", parts=(PERSONS, "rural_dibao_persons"), **PLAIN)

    exact = said(PERSONS, 150), said("rural_dibao_persons", 230)
    assert bool(found(text_sums.totals, rule, said("dibao_persons", stated, approx="余"), *exact)) == fires
    near = said(PERSONS, 150), said("rural_dibao_persons", 230, approx="约")
    assert bool(found(text_sums.totals, rule, said("dibao_persons", stated), *near)) == fires


def paid(**more):
    return model.Product(
        **({"kind": "product", "amount": AMOUNT, "terms": ((PERSONS, STANDARD),), "tolerance": 0.1} | PLAIN | more)
    )


def test_an_amount_is_persons_times_standard_times_months():
    """20 × 600 × 10 = 120,000; half of it is five months' worth."""
    terms = said(PERSONS, 20), said(STANDARD, 600)

    assert found(text_sums.products, paid(monthly=True), said(AMOUNT, 60000), *terms) == [
        (AMOUNT, "城市低保金发放额6万元", "应约12.0万元",
         "城市低保金发放额6万元，按 (20×600.00)×10个月 = 12.0万元，约合5.0个月", 0.5, [AMOUNT, PERSONS, STANDARD]),
    ]  # fmt: skip
    assert found(text_sums.products, paid(monthly=True), said(AMOUNT, 132000), *terms) == []  # a tenth over, to the yuan
    assert len(found(text_sums.products, paid(monthly=True), said(AMOUNT, 132001), *terms)) == 1
    undated = ("近期", 0, 0)
    assert (
        found(
            text_sums.products,
            paid(monthly=True),
            said(AMOUNT, 60000, undated),
            *(said(one.indicator.id, one.value, undated) for one in terms),
        )
        == []
    )


def test_a_one_off_amount_says_for_how_many_it_would_do():
    """20 × 600 = 12,000; 6,000 would do for 10."""
    assert found(text_sums.products, paid(), said(AMOUNT, 6000, nature="forecast"), said(PERSONS, 20), said(STANDARD, 600)) == [
        (AMOUNT, "城市低保金发放额6,000元", "应约1.2万元", "城市低保金发放额6,000元，按 20×600.00 = 1.2万元，只合10人", 0.5,
         [AMOUNT, PERSONS, STANDARD]),
    ]  # fmt: skip
    assert found(text_sums.products, paid(), said(AMOUNT, 6000), said(PERSONS, 20)) == []
    assert found(text_sums.products, paid(), said(AMOUNT, 6000), said(PERSONS, 0), said(STANDARD, 600)) == []


def test_several_groups_are_added():
    """20 × 600 + 10 × 400 = 16,000."""
    both = paid(terms=((PERSONS, STANDARD), ("rural_dibao_persons", "rural_dibao_standard")))
    told = found(
        text_sums.products, both, said(AMOUNT, 20000), said(PERSONS, 20), said(STANDARD, 600), said("rural_dibao_persons", 10),
        said("rural_dibao_standard", 400),
    )  # fmt: skip
    assert told[0][3] == "城市低保金发放额2万元，按 20×600.00 + 10×400.00 = 1.6万元，只合25人"
    assert told[0][5] == [AMOUNT, PERSONS, STANDARD, "rural_dibao_persons", "rural_dibao_standard"]


def band(**more):
    return model.Band(kind="band", numerator=AMOUNT, denominator=PERSONS, low=200, high=1500, **(PLAIN | more))


def test_an_average_outside_its_band_names_the_slip():
    """92,000 for 20 persons in ten months: 460 a month is usual; 9.2 yuan would be 0.046."""
    assert found(text_sums.bands, band(monthly=True), said(AMOUNT, 92000), said(PERSONS, 20)) == []
    assert found(text_sums.bands, band(monthly=True), said(AMOUNT, "9.2"), said(PERSONS, 20)) == [
        (AMOUNT, "城市低保金发放额9.2元", "平均0.05元/人·月",
         "城市低保金发放额9.2元 ÷ 城市低保人数20人 = 平均0.05元/人·月，低于常见下限200；差一万倍即为460元，疑漏写“万”", 0.9998,
         [AMOUNT, PERSONS]),
    ]  # fmt: skip
    assert found(text_sums.bands, band(level="village"), said(AMOUNT, 1), said(PERSONS, 20)) == []
    assert found(text_sums.bands, band(), said(AMOUNT, 1), said(PERSONS, 0)) == []
    assert found(text_sums.bands, band(monthly=True), said(AMOUNT, 1, ("近期", 0, 0)), said(PERSONS, 20, ("近期", 0, 0))) == []


@pytest.mark.parametrize(
    ("average", "words"),
    [
        (200, ""), (1500, ""), (Fraction(1999, 10), "低于常见下限200"), (1501, "高于常见上限1500"),
        (Fraction(2, 100), "低于常见下限200；差一万倍即为200元，疑漏写“万”"),
        (15_000_000, "高于常见上限1500；差一万倍即为1,500元，疑把元写成万元"),
        (2_000_000, "高于常见上限1500；差一万倍即为200元，疑把元写成万元"),
    ],
)  # fmt: skip
def test_outside(average, words):
    assert text_sums.outside(band(), Fraction(average)) == words


def test_an_average_above_its_band_is_measured_from_the_upper_edge():
    (one,) = found(text_sums.bands, band(), said(AMOUNT, 60000), said(PERSONS, 20))

    assert (one[2], one[4]) == ("平均3,000.00元/人", 0.5)
