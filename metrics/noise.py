"""Signal or noise: whether a change or a shortfall in few cases is more than chance would bring.

Exact tests on whole cases, for small bases only. A full count of many cases is what it is: it has no sampling error,
and nothing is tested.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import Literal

from data_access.errors import InputError
from data_access.specs import SCALE, TargetRow
from metrics.compare import Change
from metrics.formatting import difference_text, value_text
from metrics.model import Indicator
from metrics.results import Number
from metrics.source import Source

# Units of single cases; money, meals and days are no independent events
CASES = frozenset({"人", "例", "具", "件", "起", "户", "人次", "对"})
RARE_BASE = 1000  # changes of rare events are tested up to that many cases: a township's years, a county's months
DEFAULTS = {"noise_p": Fraction(1, 20), "noise_count": Fraction(30), "noise_base": Fraction(100), "noise_few": Fraction(5)}
LIMITS = {"noise_p": (Fraction(1, 1000), Fraction(1, 2))}
ANY_COUNT = (Fraction(0), Fraction(RARE_BASE))


@dataclass(frozen=True, slots=True)
class Verdict:
    """kind: noise (chance brings as much), signal (it hardly does), none (not tested). p: two-sided, or one-sided for a level."""

    kind: Literal["noise", "signal", "none"]
    words: str = ""
    p: Fraction | None = None


UNTESTED = Verdict("none")


def is_noise(source: Source, one: Indicator, change: Change) -> Verdict:
    """The change of a small base: of counts the conditional binomial test, of rates Fisher's."""
    if change.difference in (None, 0) or change.now is None or change.before is None:
        return UNTESTED
    if one.kind == "ratio":
        return UNTESTED if change.like_for_like or change.base is None else _rates(source, one, change.current, change.base)
    return _counts(source, one, change.now, change.before)


def _counts(source: Source, one: Indicator, now: Fraction, before: Fraction) -> Verdict:
    if one.kind != "flow" or one.unit not in CASES or not _are_cases(now, before):
        return UNTESTED
    if not one.rare and one.direction != "neutral":
        return UNTESTED  # what is to be built up is done on purpose
    if max(now, before) >= (RARE_BASE if one.rare else setting(source, "noise_count")):
        return UNTESTED
    p = two_counts(int(now), int(before))
    small = max(now, before) < setting(source, "noise_count")
    return _verdict(source, p, f"（{value_text(max(now, before), one.unit)}）" if small else "", small=small)


def _rates(source: Source, one: Indicator, current: Number, base: Number) -> Verdict:
    if not _is_share_of_cases(source, one, current) or not _is_share_of_cases(source, one, base):
        return UNTESTED
    least = min(current.d, base.d)
    if least >= (RARE_BASE if one.rare else setting(source, "noise_base")):
        return UNTESTED
    p = two_shares(int(current.n), int(current.d), int(base.n), int(base.d))
    small = least < setting(source, "noise_count")
    return _verdict(source, p, _cases(source, one, least) if small else _worth_of_a_case(source, one, least), small=small)


def is_small_level(source: Source, one: Indicator, number: Number, goal: Fraction | None) -> Verdict:
    """A rate short of its goal on few cases: whether that many would fall short if the goal were being met.

    Fewer than `noise_few` cases say nothing whatever the goal is. Coverage by facilities is built, not thrown by chance.
    """
    if one.family == "facility" or goal is None or not _is_share_of_cases(source, one, number):
        return UNTESTED
    is_low_good = one.direction == "lower_better"
    if number.value is None or (number.value <= goal if is_low_good else number.value >= goal):
        return UNTESTED
    words = _cases(source, one, number.d)
    if number.d < setting(source, "noise_few"):
        return Verdict("noise", f"基数小{words}，不作预警")
    if number.d >= setting(source, "noise_base"):
        return UNTESTED
    bad = int(number.n if is_low_good else number.d - number.n)
    share = (goal if is_low_good else 100 - goal) / 100
    p = at_least(bad, int(number.d), min(max(share, Fraction(0)), Fraction(1)))
    return Verdict("noise", f"基数小{words}，不作预警", p) if p > setting(source, "noise_p") else Verdict("signal", "", p)


def small_mark(source: Source, one: Indicator, number: Number, target: TargetRow | None) -> str:
    """基数小 beside a figure that falls short on so few cases that nothing follows from it."""
    goal = None if target is None or target.value is None else Fraction(target.value, SCALE)
    return "基数小" if is_small_level(source, one, number, goal).kind == "noise" else ""


def _verdict(source: Source, p: Fraction, words: str, *, small: bool) -> Verdict:
    if p <= setting(source, "noise_p"):
        return Verdict("signal", "", p)
    return Verdict("noise", f"基数小{words}，属正常波动" if small else f"属正常波动{words}", p)


def _cases(source: Source, one: Indicator, cases: Fraction) -> str:
    return f"（{value_text(cases, source.catalogue.indicators[one.denominator].unit)}）"


def _worth_of_a_case(source: Source, one: Indicator, cases: Fraction) -> str:
    """（1具即0.7个百分点）: what a single case does to the rate."""
    unit = source.catalogue.indicators[one.denominator].unit
    return f"（1{unit}即{difference_text(100 / cases, '%', signed=False)}）"


def _is_share_of_cases(source: Source, one: Indicator, number: Number) -> bool:
    """A percentage whose numerator is part of its denominator, both whole cases that were counted."""
    if one.kind != "ratio" or one.unit != "%" or one.may_exceed or number.n is None or not number.d:
        return False
    units = {source.catalogue.indicators[part].unit for part in (one.numerator, one.denominator)}
    return units <= CASES and _are_cases(number.n, number.d) and 0 <= number.n <= number.d


def _are_cases(*values: Fraction) -> bool:
    return all(value >= 0 and Fraction(value).denominator == 1 for value in values)


# -- the tests, exact -------------------------------------------------------------------------------------------------


def two_counts(a: int, b: int) -> Fraction:
    """Two Poisson counts of equally long spans: given their sum, each case falls into either with probability one half."""
    total, most = a + b, max(a, b)
    tail = sum(comb(total, k) for k in range(most, total + 1))
    return min(Fraction(2 * tail, 2**total), Fraction(1))


def two_shares(n1: int, d1: int, n0: int, d0: int) -> Fraction:
    """Fisher's exact test, two-sided: all tables with the same margins that are no likelier than this one."""
    total = n1 + n0
    first, last = max(0, total - d0), min(total, d1)
    way = comb(d1, first) * comb(d0, total - first)
    ways = [way]
    for k in range(first, last):  # each from the one before: exact, and cheap also for hundreds of cases
        way = way * (d1 - k) * (total - k) // ((k + 1) * (d0 - total + k + 1))
        ways.append(way)
    seen = ways[n1 - first]
    return Fraction(sum(way for way in ways if way <= seen), sum(ways))


def at_least(k: int, cases: int, share: Fraction) -> Fraction:
    """The probability of k or more of so many cases, each with this share."""
    p, q = share.numerator, share.denominator
    fewer = sum(comb(cases, j) * p**j * (q - p) ** (cases - j) for j in range(k))
    return 1 - Fraction(fewer, q**cases)


# -- thresholds -------------------------------------------------------------------------------------------------------


def setting(source: Source, name: str) -> Fraction:
    """A threshold as the bureau set it, else the default. Raises InputError."""
    text = source.settings.get(name, "").strip()
    if not text:
        return DEFAULTS[name]
    low, high = LIMITS.get(name, ANY_COUNT)
    try:
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        value = Fraction(-1)
    if not low <= value <= high:
        raise InputError(
            f"设置“{name}”的值“{text}”不对。", f"应为{float(low):g}至{float(high):g}之间的数，留空则为{float(DEFAULTS[name]):g}。"
        )
    return value
