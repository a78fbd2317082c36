"""Numbers as text: the only place that makes decimals, 万元/亿元 and rounding.

Rounding is 四舍五入 on exact fractions (a half goes away from zero); floats are refused, since 0.05 as a float is
not a half any more. A minus sign is always U+2212, as wide as the plus sign and the digits' columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from metrics.results import Number, Span

MINUS = "−"
UNKNOWN = "—"
NOT_REPORTED = "未报"
NOT_DUE = "本期不发放"
MASKED = "<3"
NUMERALS = "一二三四五六七八九十"
QUARTERS = NUMERALS[:4]
NAMES_SHOWN = 5  # of the areas that have not reported; the rest is counted

# A light is a shape and a word, never a colour alone. `mark`: short of the target or the pace by so little that it
# still counts as kept.
LIGHTS: dict[str, tuple[str, str]] = {
    "on": ("●", "达标"),
    "mark": ("▲", "基本达标"),
    "behind": ("◆", "滞后"),
    "off": ("▼", "低于预警值"),
    "missing": (UNKNOWN, NOT_REPORTED),
    "none": ("", ""),
}

# (word, factor, decimals, below which rounded amount this scale is used); tried from the smallest
Scale = tuple[str, int, int, int | None]
MONEY: tuple[Scale, ...] = (("", 1, 2, 10_000), ("万", 10**4, 1, 100_000), ("亿", 10**8, 2, None))
COUNT_IN_FULL: tuple[Scale, ...] = (("", 1, 1, None),)
COUNT_ON_CARDS: tuple[Scale, ...] = (("", 1, 1, 100_000), ("万", 10**4, 1, 10_000), ("亿", 10**8, 2, None))
MEASURED: tuple[Scale, ...] = (("", 1, 2, None),)
MEASURED_UNITS = frozenset({"公里", "平方公里", "平方米", "公顷", "亩", "万亩", "吨"})
SAID = {"月": "个月"}  # 6月 is June
RATE_UNITS = {"%": "个百分点", "‰": "个千分点"}
PLACES_AS_STATED = 2  # 4.51万余元 keeps what was written: an approximate figure is not rounded a second time


def rounded(value: Fraction | int, places: int = 0) -> Fraction:
    """四舍五入 to `places` decimals, exactly."""
    if isinstance(value, float):
        raise TypeError("exact values only: a float has lost its ties")
    top, bottom = abs(value.numerator) * 10**places, value.denominator
    whole = (2 * top + bottom) // (2 * bottom)
    return Fraction(whole if value >= 0 else -whole, 10**places)


def digits(value: Fraction | int, places: int = 0) -> str:
    """Rounded digits with thousands separators: −1,234.5."""
    shown = rounded(value, places)
    whole, part = divmod(abs(shown.numerator) * (10**places // shown.denominator), 10**places)
    sign = MINUS if shown < 0 else ""
    return f"{sign}{whole:,}.{part:0{places}d}" if places else f"{sign}{whole:,}"


def value_text(value: Fraction | int | None, unit: str, approx: str = "", *, dense: bool = False, as_stated: bool = False) -> str:
    """A value with its unit. dense: on cards, where 352,114人次 reads 35.2万人次; tables print it in full.

    as_stated: with all the decimals that were stated, beside a quote.
    """
    if value is None:
        return UNKNOWN
    number, scale = _scaled(value, unit, bool(approx) or as_stated, dense)
    unit = SAID.get(unit, unit)
    if approx in ("约", "近"):
        return f"{approx}{number}{scale}{unit}"
    if approx in ("余", "多"):
        # written Chinese: 238余万元, but 10.51万余元
        return f"{number}{scale}{approx}{unit}" if "." in number else f"{number}{approx}{scale}{unit}"
    return f"{number}{scale}{unit}{approx}"


def exact_text(value: Fraction | int, unit: str, places: int = 4) -> str:
    """Every digit of a value; where the decimals go on, so many of them, cut off and not rounded: 97.1924…%."""
    scaled = abs(Fraction(value)) * 10**places
    if scaled.denominator == 1:
        return digits(value, _places_needed(value, places)) + unit
    cut = Fraction(scaled.__floor__(), 10**places)
    return f"{digits(cut if value >= 0 else -cut, places)}…{unit}"


def _scaled(value: Fraction | int, unit: str, as_stated: bool, dense: bool) -> tuple[str, str]:
    """The digits and the scale word (万, 亿 or none)."""
    if unit in RATE_UNITS:
        return _rate_digits(value, as_stated), ""
    scale, factor, places = _scale_of(value, _scales(unit, dense))
    amount = Fraction(value, factor)
    if as_stated:
        return digits(amount, _places_needed(amount, PLACES_AS_STATED)), scale
    return digits(amount, places if scale or amount.denominator != 1 else 0), scale


def _scales(unit: str, dense: bool) -> tuple[Scale, ...]:
    if unit == "元":
        return MONEY
    if unit in MEASURED_UNITS:
        return MEASURED
    return COUNT_ON_CARDS if dense and "/" not in unit else COUNT_IN_FULL


def _scale_of(value: Fraction | int, scales: tuple[Scale, ...]) -> tuple[str, int, int]:
    """The first scale whose rounded amount stays below its limit, so that 9,999.999元 reads 1.0万元."""
    return next(
        (scale, factor, places)
        for scale, factor, places, limit in scales
        if limit is None or abs(rounded(Fraction(value, factor), places)) < limit
    )


def _places_needed(value: Fraction | int, most: int) -> int:
    """Decimals without trailing zeros, at most `most`."""
    return next((places for places in range(most) if rounded(value, places) == rounded(value, most)), most)


def _rate_digits(value: Fraction | int, as_stated: bool) -> str:
    """One decimal, or as stated; 99.96 never reads 100.0 and 0.04 never reads 0.0, since both would say something else."""
    if as_stated and (Fraction(value) * 100).denominator == 1:
        return digits(value, _places_needed(value, PLACES_AS_STATED))
    for places in (1, 2):
        shown = abs(rounded(value, places))
        if not (shown == 0 and value != 0) and not (shown == 100 and abs(value) < 100):
            return digits(value, places)
    return "<0.01" if abs(value) < 1 else ">99.99"


def points_text(points: Decimal | Fraction | int, unit: str = "分") -> str:
    """Points of a score with the decimals that they need: 18.5分, −2分."""
    exact = Fraction(points)
    return f"{digits(exact, _places_needed(exact, 4))}{unit}"


def number_text(number: Number, dense: bool = False) -> str:
    """A Number as printed. dense: — for what is missing, and 万 for large counts."""
    if number.state == "masked":
        return number.reason.partition("，")[0] or MASKED
    if number.state == "not_due":
        return NOT_DUE
    if not number.is_known:
        return UNKNOWN if dense else number.reason or NOT_REPORTED
    low, high = number.low, number.high
    if low is not None and high is not None and low != high:
        return range_text(low, high, number.unit, dense=dense)
    value = number.value if number.value is not None else low
    return value_text(value, number.unit, number.approx, dense=dense)


def range_text(low: Fraction | int, high: Fraction | int, unit: str, *, dense: bool = False) -> str:
    """540—620元/月; the unit is written once where both ends share their scale."""
    (first, first_scale), (last, last_scale) = (_scaled(end, unit, False, dense) for end in (low, high))
    if first_scale == last_scale:
        return f"{first}—{last}{last_scale}{unit}"
    return f"{first}{first_scale}{unit}—{last}{last_scale}{unit}"


def pair_text(number: Number, unit: str = "") -> str:
    """Numerator and denominator, 2,604/2,684; with unit="元" both in one scale: 51.0/61.8万元. Empty if unknown."""
    if number.n is None or number.d is None or number.state == "masked":
        return ""
    if unit != "元":
        return f"{_scaled(number.n, unit, False, False)[0]}/{_scaled(number.d, unit, False, False)[0]}"
    scale, factor, places = _scale_of(max(number.n, number.d), MONEY)
    return f"{digits(Fraction(number.n, factor), places)}/{digits(Fraction(number.d, factor), places)}{scale}{unit}"


def change_text(now: Fraction | int | None, before: Fraction | int | None, unit: str, *, arrow: bool = False) -> str:
    """A change as the field says it: percent for quantities, 个百分点 for rates, from the exact values.

    arrow: prefixed with ↑ or ↓, for places where the sign alone is easily missed.
    """
    if now is None or before is None:
        return UNKNOWN
    if now == before:
        return "持平"
    mark = ("↑ " if now > before else "↓ ") if arrow else ""
    if unit in RATE_UNITS:
        return mark + difference_text(Fraction(now) - before, unit)
    if before == 0:
        return "基数为0"
    percent = Fraction(Fraction(now) - before, abs(before)) * 100
    return f"{mark}{_signed(percent, 1)}%" if rounded(percent, 1) else "基本持平"


def difference_text(difference: Fraction | int, unit: str, *, signed: bool = True) -> str:
    """An exact difference: +4.7个百分点, −27户, +12.5万元; unsigned for 滞后序时22.3个百分点."""
    if unit in RATE_UNITS:
        if difference and not rounded(difference, 1):
            return "基本持平"
        number, words = digits(abs(difference), 1), RATE_UNITS[unit]
    else:
        number, words = value_text(abs(difference), unit), ""
    sign = ("+" if difference > 0 else MINUS if difference < 0 else "") if signed else ""
    return f"{sign}{number}{words}"


def _signed(value: Fraction | int, places: int) -> str:
    return f"+{digits(value, places)}" if value > 0 else digits(value, places)


def axis_texts(values: Sequence[Fraction | int], unit: str) -> list[str]:
    """Tick texts of one axis, all in one scale and with the fewest decimals that keep them apart."""
    scale, factor = "", 1
    if unit not in RATE_UNITS and "/" not in unit and values:
        scale, factor, _ = _scale_of(max(abs(value) for value in values), MONEY if unit == "元" else COUNT_ON_CARDS)
    amounts = [Fraction(value, factor) for value in values]
    places = max((_places_needed(amount, 4) for amount in amounts), default=0)
    return [f"{digits(amount, places if amount else 0)}{scale if amount else ''}{unit}" for amount in amounts]


def chinese_number(number: int) -> str:
    """一, 十, 十一, 二十三; up to 99."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens - 1]}十") + (NUMERALS[ones - 1] if ones else "")


def month_key(month: int) -> str:
    """A month (yyyymm) as addresses, files and commands write it: 2025-10."""
    return f"{month // 100}-{month % 100:02d}"


def month_text(month: int, *, year: bool = True) -> str:
    """2025年10月, or 10月."""
    return f"{month // 100}年{month % 100}月" if year else f"{month % 100}月"


def date_text(day: date) -> str:
    """2026年3月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def span_text(span: Span) -> str:
    """A span as it is said: 2025年1—10月, 2025年四季度（10月）, 2025年下半年（7—10月）, 2025年全年."""
    if span.kind == "year":
        return f"{span.year}年全年"
    if span.kind in ("month", "ytd"):
        return f"{span.year}年{_months(span)}"
    month = span.last % 100
    if span.kind == "quarter":
        name, full = f"{QUARTERS[(month - 1) // 3]}季度", 3
    else:
        name, full = ("上半年" if month <= 6 else "下半年"), 6
    return f"{span.year}年{name}" + ("" if span.length == full else f"（{_months(span)}）")


def _months(span: Span) -> str:
    first, last = span.first % 100, span.last % 100
    return f"{last}月" if first == last else f"{first}—{last}月"


def completeness_text(reporting: int, expected: int, missing_names: Sequence[str] = ()) -> str:
    """已上报17个，未报1个（三岔乡）."""
    if expected <= 0:
        return "本期无应报单位"
    missing = expected - reporting
    if missing <= 0:
        return f"应报{expected}个，已全部上报"
    text = f"已上报{reporting}个，未报{missing}个"
    if not missing_names:
        return text
    more = "等" if len(missing_names) > NAMES_SHOWN else ""
    return f"{text}（{'、'.join(missing_names[:NAMES_SHOWN])}{more}）"


def reported_text(number: Number) -> str:
    """（上报17/18） beside a figure that is not complete."""
    return f"（上报{number.reporting}/{number.expected}）" if number.is_known and not number.is_complete else ""


def light_text(light: str) -> str:
    """●达标, ◆滞后, ▼低于预警值, —未报; empty where there is no target to be judged by."""
    return "".join(LIGHTS[light])
