"""What must hold for every change: its parts add up to it as fractions, in whatever order and with whoever did nothing."""

import pytest

pytest.importorskip("hypothesis")

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from metrics.effects import Pair, added, of_quantity, of_ratio, share

settings.register_profile("house", deadline=None, derandomize=True, max_examples=150)
settings.load_profile("house")

AREAS = st.sampled_from([f"{n}乡" for n in range(12)])
# in 10⁻⁴ base units, as the store has them; a numerator may be above its denominator, and without one
COUNTS = st.integers(0, 40_000).map(lambda number: Fraction(number, 10_000)) | st.integers(0, 500).map(Fraction)
SPAN = st.dictionaries(AREAS, st.builds(Pair, COUNTS, COUNTS), max_size=12)
WHOLES = st.sampled_from([1, 100, 1000])


def rate(pairs, per=1):
    whole = added(pairs.values())
    assume(whole.d)
    return whole.n / whole.d * per


@given(before=SPAN, now=SPAN, per=WHOLES)
def test_the_parts_of_a_rate_add_up_to_its_change(before, now, per):
    change = rate(now, per) - rate(before, per)

    assert sum(effect.contribution for effect in of_ratio(before, now, per).values()) == change


@given(before=SPAN, now=SPAN)
def test_the_parts_of_a_quantity_add_up_to_its_change(before, now):
    change = added(now.values()).n - added(before.values()).n

    assert sum(effect.contribution for effect in of_quantity(before, now).values()) == change


@given(before=SPAN, now=SPAN)
def test_rate_and_weight_are_what_they_are_called_and_add_up_to_the_contribution(before, now):
    """The weight effect by its own formula, not as what the rate effect leaves."""
    level, first, last = rate(before), added(before.values()).d, added(now.values()).d
    assume(last)

    for area, effect in of_ratio(before, now).items():
        a, b = before.get(area, Pair()), now.get(area, Pair())
        assert effect.rate + effect.weight == effect.contribution
        if a.d:
            assert effect.weight == (b.d / last - a.d / first) * (a.n / a.d - level)
            if b.d:
                assert effect.rate == b.d / last * (b.n / b.d - a.n / a.d)


@given(before=SPAN, now=SPAN, data=st.data())
def test_the_order_of_the_areas_does_not_matter(before, now, data):
    shuffled = [dict(data.draw(st.permutations(list(span.items())))) for span in (before, now)]

    assert of_ratio(*shuffled) == of_ratio(before, now)
    assert of_quantity(*shuffled) == of_quantity(before, now)


@given(before=SPAN, now=SPAN)
def test_an_area_of_nothing_changes_nobody(before, now):
    with_nothing = [span | {"空乡": Pair()} for span in (before, now)]

    for of in (of_ratio, of_quantity):
        found = of(*with_nothing)
        if found:
            assert found.pop("空乡").contribution == 0
        assert found == of(before, now)


@given(before=SPAN, now=SPAN)
def test_areas_taken_together_did_what_they_did_apart(before, now):
    """A township's contribution is that of its villages: the drill-down adds up at every step."""
    assume(rate(now) is not None and rate(before) is not None)
    apart = of_ratio(before, now)
    together = of_ratio(*({"全部": added(span.values())} for span in (before, now)))

    assert together["全部"].contribution == sum(effect.contribution for effect in apart.values())


@given(span=SPAN)
def test_nothing_changed_and_nobody_did_anything(span):
    for of in (of_ratio, of_quantity):
        assert all(effect.contribution == 0 for effect in of(span, span).values())


@given(parts=st.lists(COUNTS, min_size=1, max_size=8))
def test_shares_of_parts_that_move_the_same_way_add_up_to_a_hundred(parts):
    total = sum(parts)
    assume(total)

    assert sum(share(part, total) for part in parts) == 100
