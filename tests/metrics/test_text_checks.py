"""The arithmetic of one published text, check by check: what is said, against what, how far off, and citing which facts."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest

from metrics.checks import checks, model
from metrics.loading import catalogue
from metrics.quality import text_sums, text_words
from metrics.quality.finding import Cited
from metrics.quality.in_texts import of_place, of_text
from metrics.quality.texts import Statement, Text, whole_texts, worded_span

AREA, HOUSE = "340207", "小局"
PERSONS, AMOUNT, STANDARD = "urban_dibao_persons", "urban_dibao_funds_amount", "urban_dibao_standard"
OCTOBER = ("2022年1—10月", 202210, 10)
PLAIN = {"id": "r", "title": "规则", "why": "理由", "weight": 2}


def said(code, value, span=OCTOBER, nature="actual", approx="", note="", place="", area=AREA, fact="") -> Statement:
    words, closing, months = span
    amount = None if value is None else Fraction(str(value))
    one = catalogue().indicators[code]
    return Statement(one, area, amount, words, closing, months, nature, approx, note, place, Cited("总结", fact or code))


def text_of(*statements, remarks=(), dated=None) -> Text:
    return Text("总结", HOUSE, AREA, tuple(remarks), dated, list(statements))


def found(check, rule, *statements, **more):
    """(indicator, first, second, text, size, cited facts) of each finding."""
    return [
        (one.indicator, one.first, one.second, one.text, round(one.size, 4), [cited.fact for cited in one.cited])
        for one in check(rule, text_of(*statements, **more), catalogue())
    ]


def plain(kind):
    return model.Plain(kind=kind, **PLAIN)


# -- sums -------------------------------------------------------------------------------------------------------------


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


# -- products and averages --------------------------------------------------------------------------------------------


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


# -- balance, growth, lists -------------------------------------------------------------------------------------------


STOCK, ENTRIES, EXITS = PERSONS, "urban_dibao_entries_persons", "urban_dibao_exits_persons"


def balance():
    return model.Balance(kind="balance", stock=STOCK, entries=ENTRIES, exits=EXITS, **PLAIN)


def test_two_levels_need_what_lies_between_them():
    june = ("6月底", 202206, 6)
    now, before = said(STOCK, 120), said(STOCK, 100, june)

    assert found(text_sums.balances, balance(), before, now) == [
        (STOCK, "城市低保人数120人", "城市低保人数100人",
         "城市低保人数100人（6月底）变为城市低保人数120人（2022年1—10月），增减20人，没有进出数说明", 0.1667, [STOCK, STOCK]),
    ]  # fmt: skip
    listed = found(text_sums.balances, balance(), before, now, said(ENTRIES, 30), said(EXITS, 5))
    assert listed[0][3].endswith("增减20人，进出相抵为25人")
    assert found(text_sums.balances, balance(), before, now, said(ENTRIES, 30), said(EXITS, 10)) == []
    assert found(text_sums.balances, balance(), said(STOCK, 100), said(STOCK, 100, june)) == []
    assert found(text_sums.balances, balance(), said(STOCK, 100), said(STOCK, 120)) == []  # the same span: another rule says it


def test_entries_without_exits_give_no_net_change():
    every = catalogue().indicators
    for one, other, words in ((ENTRIES, EXITS, "只报新增，未报退出"), (EXITS, ENTRIES, "只报退出，未报新增")):
        (told,) = text_sums.balances(balance(), text_of(said(one, 30)), catalogue())
        assert (told.second, told.weight) == (f"未列{every[other].name}", 4)
        assert told.text == f"{every[one].name}30{every[one].unit}，{words}，不能计算净增"
    assert list(text_sums.balances(balance(), text_of(said(ENTRIES, 30), said(EXITS, 30)), catalogue())) == []


@pytest.mark.parametrize(
    ("stated", "computed", "approx", "agrees"),
    [
        ("13.71", Fraction(4100, 29900) * 100, "", True),  # 13.712…
        ("13.7", Fraction(4100, 29900) * 100, "", True),
        ("13.72", Fraction(4100, 29900) * 100, "", False),
        ("14", Fraction(135, 10), "", True),  # half a unit of what is printed
        ("14", Fraction(134, 10), "", False),
        ("100", Fraction(701, 704) * 100, "", False),  # 100 is never a rounding
        ("100", Fraction(100), "", True),
        ("100", Fraction(999, 10), "约", False),
        ("90", Fraction(90), "以上", True),
        ("90", Fraction(95), "以上", True),
        ("90", Fraction(899, 10), "以上", False),
        ("40", Fraction(44), "约", True),
        ("40", Fraction(45), "约", False),
        ("40", Fraction(36), "余", True),
    ],
)
def test_a_stated_rate_is_the_computed_one_rounded(stated, computed, approx, agrees):
    assert text_sums.agrees(Fraction(stated), computed, approx) is agrees


def test_a_stated_rate_is_held_against_its_parts():
    parts = said("cremations_count", 90), said("deaths_persons", 120)

    assert found(text_sums.rates, plain("rate"), said("cremation_rate", 80), *parts) == [
        ("cremation_rate", "遗体火化率（全部死亡人口）80%", "75.00%",
         "遗体火化率（全部死亡人口）80%，而遗体火化数90具 ÷ 死亡人数120人 = 75.00%，有例外或口径不同须注明", 0.0625,
         ["cremation_rate", "cremations_count", "deaths_persons"]),
    ]  # fmt: skip
    assert found(text_sums.rates, plain("rate"), said("cremation_rate", 75), *parts) == []
    assert found(text_sums.rates, plain("rate"), said("cremation_rate", 80), parts[0]) == []


def test_more_than_a_hundred_without_its_task_is_a_finding():
    (one,) = found(text_sums.rates, plain("rate"), said("cremation_rate", "102.5"), said("deaths_persons", 10))

    assert one[2:] == (
        "100%", "遗体火化率（全部死亡人口）102.5%，超过100%，而任务数或分母没有写明，须并列任务数与实际数", 0.0244,
        ["cremation_rate", "deaths_persons"],
    )  # fmt: skip
    assert found(text_sums.rates, plain("rate"), said("cremation_rate", 100)) == []


def test_a_payment_a_head_and_month_is_not_reckoned_from_a_text():
    parts = said(AMOUNT, 1000), said(PERSONS, 2)
    assert found(text_sums.rates, plain("rate"), said("urban_dibao_avg_topup", 400), *parts) == []


def test_a_growth_is_the_increase_over_what_was_there():
    """1,200 now, 200 more: 20 %, not 25 %."""
    rule = next(rule for rule in checks().of("growth"))
    now, more = said(rule.now, 1200), said(rule.increase, 200)

    (one,) = found(text_sums.growths, rule, said(rule.rate, 25), now, more)
    assert (one[2], one[4], one[5]) == ("20.00%", 0.2, [rule.rate, rule.now, rule.increase])
    assert one[3] == f"{said(rule.rate, 25).text}，按增加额{more.text}、现值{now.text}计算为20.00%"
    assert found(text_sums.growths, rule, said(rule.rate, 20), now, more) == []
    assert found(text_sums.growths, rule, said(rule.rate, 20), now, said(rule.increase, 1200)) == []  # nothing was there
    assert found(text_sums.growths, rule, said(rule.rate, 20), now) == []


def test_a_count_is_held_against_what_is_listed():
    code = "elder_canteens_built_count"
    by_place = model.Listed(kind="listed", count=code, places=True, **PLAIN)
    one = catalogue().indicators[code]

    (told,) = found(text_sums.listings, by_place, said(code, 4, place="东村、西村，南村"))
    assert told[2:5] == ("列出3个", f"{one.name}4{one.unit}，而逐一列出的有3个：东村、西村、南村", 0.25)
    assert found(text_sums.listings, by_place, said(code, 3, place="东村、西村，南村")) == []
    assert found(text_sums.listings, by_place, said(code, 3)) == []

    by_area = model.Listed(kind="listed", count=code, areas_of="elder_beds_count", **PLAIN)
    listed = [said("elder_beds_count", 10, area=area, fact=area) for area in ("b", "a", "b")]
    (told,) = found(text_sums.listings, by_area, said(code, 3), *listed)
    assert (told[2], told[5][1:]) == ("列出2个", ["b", "a"])
    assert told[3].endswith("：a、b")

    by_item = model.Listed(kind="listed", count=code, items=("elder_beds_count", PERSONS), **PLAIN)
    (told,) = found(text_sums.listings, by_item, said(code, 3), *listed[:1], said(PERSONS, 5))
    assert told[3].endswith("的有2个：" + "、".join(catalogue().indicators[each].name for each in ("elder_beds_count", PERSONS)))


def test_two_values_for_one_closing_date_contradict_each_other():
    other = ("截至10月底", 202210, 10)
    (one,) = found(text_sums.conflicts, plain("same"), said(PERSONS, 20, fact="a"), said(PERSONS, 22, other, fact="b"))

    assert one == (
        PERSONS, "城市低保人数20人", "城市低保人数22人",
        "一处写城市低保人数20人（2022年1—10月），另一处写城市低保人数22人（截至10月底）", 0.0909, ["a", "b"],
    )  # fmt: skip
    for fine in (said(PERSONS, 20, other), said(PERSONS, 22, other, approx="约"), said(PERSONS, 22, ("6月底", 202206, 6))):
        assert found(text_sums.conflicts, plain("same"), said(PERSONS, 20), fine) == []
    assert found(text_sums.conflicts, plain("same"), said(PERSONS, 20, ("近期", 0, 0)), said(PERSONS, 22, ("目前", 0, 0))) == []


def test_ids_that_a_text_calls_by_the_same_words_contradict_each_other():
    rule = model.Conflict(kind="conflict", indicators=(PERSONS, "dibao_persons"), **PLAIN)

    (one,) = found(text_sums.conflicts, rule, said("dibao_persons", 22), said(PERSONS, 20))
    assert one[5] == [PERSONS, "dibao_persons"]
    assert found(text_sums.conflicts, rule, said(PERSONS, 22), said(PERSONS, 20)) == []


# -- words ------------------------------------------------------------------------------------------------------------


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


# -- the text itself --------------------------------------------------------------------------------------------------


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
