"""Balances, rates, lists and contradictions of one published text, check by check."""

from __future__ import annotations

from fractions import Fraction

import pytest

from metrics.checks import checks, model
from metrics.loading import catalogue
from metrics.quality import text_sums
from tests.metrics.texts import AMOUNT, PERSONS, PLAIN, found, plain, said, text_of

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


def test_a_level_that_stood_still_does_not_end_the_search():
    march, june = ("3月底", 202203, 3), ("6月底", 202206, 6)

    told = found(text_sums.balances, balance(), said(STOCK, 100, march), said(STOCK, 100, june), said(STOCK, 120))
    assert [one[1:3] for one in told] == [("城市低保人数120人", "城市低保人数100人")]


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
