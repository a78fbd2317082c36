"""What holds for every scheme and every figure: points add up, better figures never score less, and what is promised is won."""

from __future__ import annotations

import pytest

pytest.importorskip("hypothesis")

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.assessment.model import BY_HAND, Band, Item, Rule, Scheme
from metrics.assessment.regain import regains
from metrics.assessment.score import score_area
from metrics.assessment.scoring import Fact, score_item
from tests.sizes import scaled

CASES = settings(max_examples=scaled(4_000, least=60), deadline=None, derandomize=True)
points = st.decimals(0, 30, places=1)
some = st.decimals("0.1", 10, places=1)
targets = st.decimals(0, 100, places=1)
counts = st.integers(0, 200)
parts = st.sampled_from(("exact", "up", "down"))
caps = st.none() | st.decimals(1, 20, places=1)


@st.composite
def bands(draw, side: str, full: Decimal):
    """Bands that cover everything, better ones never worth less."""
    ends = sorted(draw(st.sets(st.decimals(0, 100, places=0), min_size=1, max_size=4)))
    worth = sorted(draw(st.lists(st.decimals(0, full, places=1), min_size=len(ends) + 1, max_size=len(ends) + 1)))
    worth = worth if side == "above" else worth[::-1]
    return tuple(Band(over=a, upto=b, points=w) for a, b, w in zip([None, *ends], [*ends, None], worth, strict=True))


@st.composite
def earning(draw, side: str, full: Decimal):
    kind = draw(st.sampled_from(("threshold", "proportional", "bands", "milestones" if side == "above" else "threshold", "none")))
    if kind == "none":
        return []
    if kind == "threshold":
        return [Rule(kind=kind, points=draw(st.decimals(0, full, places=1)))]
    if kind == "bands":
        return [Rule(kind=kind, bands=draw(bands(side, full)))]
    floor = draw(st.none() | st.decimals(0, 100, places=0))
    if kind == "milestones":
        return [Rule(kind=kind, milestones={6: draw(st.decimals(0, 100, places=0)), 12: Decimal(100)}, floor=floor)]
    return [Rule(kind=kind, cap=draw(st.sampled_from((None, Decimal(100), Decimal(110)))), floor=floor)]


@st.composite
def items(draw):
    side, full = draw(st.sampled_from(("above", "below"))), draw(points)
    rules = draw(earning(side, full))
    for kind in draw(st.lists(st.sampled_from(("per_point", "per_case")), max_size=2, min_size=0 if rules else 1)):
        rules.append(Rule(kind=kind, points=draw(some), step=draw(some), cap=draw(caps), parts=draw(parts)))
    for kind in draw(st.lists(st.sampled_from(("veto", "bonus", "malus")), max_size=2)):
        rules.append(
            Rule(kind=kind, indicator=BY_HAND, points=draw(some), cap=draw(caps), parts=draw(parts), inside=draw(st.booleans()))
        )
    return Item(code="1", name="某项", points=full, side=side, target=draw(targets), rules=tuple(rules))


def rate(top: int, bottom: int) -> Fact:
    return Fact(Fraction(top * 100, bottom), unit="%", cases=(Fraction(top), Fraction(bottom)))


figures = st.builds(lambda part, rest: rate(part, part + rest), st.integers(0, 150), st.integers(1, 150)) | st.builds(
    lambda value: Fact(Fraction(value), unit="户"), counts
)
hands = st.dictionaries(
    st.sampled_from(("1#1", "1#2", "1#3", "1#4", "1#5")), st.builds(lambda value: Fact(Fraction(value)), st.integers(0, 5))
)
months = st.integers(1, 12)


@CASES
@given(items(), figures, hands, months)
def test_lost_points_and_score_make_full_marks_and_bonus(item, figure, by_hand, month):
    found = score_item(item, item.points, {"1": figure} | by_hand, month, 2, "leave_out")

    assert found.score + found.lost == found.full + found.bonus
    assert found.lost >= 0 and found.bonus >= 0


@CASES
@given(st.lists(st.tuples(items(), figures), min_size=1, max_size=4), st.sampled_from(("item", "group", "all")), months)
def test_so_do_the_totals_whatever_is_vetoed(drawn, reach, month):
    veto = Rule(kind="veto", indicator=BY_HAND, reach=reach)
    made = [
        item.model_copy(update={"code": f"{at}", "group": f"{at % 2}", "rules": (*item.rules, veto)})
        for at, (item, _) in enumerate(drawn)
    ]
    facts = {f"{at}": figure for at, (_, figure) in enumerate(drawn)}
    facts[f"0#{len(made[0].rules)}"] = Fact(Fraction(1))
    found = score_area(Scheme(code="case", name="某方案", items=tuple(made)), "甲", "甲镇", facts, month)

    assert found.score + found.lost == found.full + found.bonus
    assert found.score == sum(one.score for one in found.items)
    assert found.items[0].score == 0


@CASES
@given(items(), figures, hands, months, st.integers(1, 50))
def test_a_better_figure_never_scores_less(item, figure, by_hand, month, more):
    better = _moved(figure, more if item.side == "above" else -more)
    before, after = (
        score_item(item, item.points, {"1": each} | by_hand, month, 2, "leave_out").score for each in (figure, better)
    )

    assert after >= before


def _moved(figure: Fact, by: int) -> Fact:
    if figure.cases is None:
        return Fact(figure.value + by, unit=figure.unit)
    top, bottom = figure.cases
    return rate(max(0, min(int(bottom), int(top) + by)), int(bottom))


@CASES
@given(items(), figures, hands, months)
def test_what_would_win_points_back_does_win_them(item, figure, by_hand, month):
    """Applied to the figure and scored again, each step brings what it promises; one case fewer brings less."""
    scheme = Scheme(code="case", name="某方案", items=(item,))
    facts = {"1": figure} | by_hand
    found = score_item(item, item.points, facts, month, 2, "leave_out")

    for step in regains(None, scheme, found, facts, month):
        fact = facts[step.key]
        sign = -1 if step.less else 1
        if fact.cases is not None and step.key == "1":
            after = rate(int(fact.cases[0] + sign * step.amount), int(fact.cases[1]))
        else:
            after = Fact(fact.value + sign * step.amount, unit=fact.unit)
        again = score_item(item, item.points, facts | {step.key: after}, month, 2, "leave_out")
        assert again.score == found.score + step.points
        assert step.points > 0


@CASES
@given(st.integers(0, 120), st.integers(1, 120), st.decimals(1, 100, places=1), some)
def test_the_whole_loss_of_a_rate_can_be_won_back(part, rest, target, off):
    """Points off per percentage point: the last step always brings the item to full marks."""
    item = Item(code="1", name="某项", points=Decimal(25), target=target, rules=(Rule(kind="per_point", points=off),))
    facts = {"1": rate(part, part + rest)}
    found = score_item(item, item.points, facts, 12, 2, "leave_out")
    steps = regains(None, Scheme(code="case", name="某方案", items=(item,)), found, facts, 12)

    assert found.lost == max((step.points for step in steps), default=0)
