"""定稿锁定: which months are sealed, what has changed of them since, and the words for both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date

import pandas as pd

from data_access import engine, seals, settings
from data_access.areas import CONTEXT, PUBLISHED
from data_access.errors import InputError
from data_access.figures import Row
from data_access.reads import FigureRow
from data_access.scope import Scope
from data_access.seals import Amendment, Difference, Seal
from metrics.evaluate import number_of
from metrics.formatting import (
    NOT_REPORTED,
    UNKNOWN,
    date_text,
    difference_text,
    exact_text,
    month_text,
    number_text,
    pair_text,
    span_text,
)
from metrics.model import Indicator
from metrics.reporting import calendar
from metrics.results import SPAN_KINDS, Number, Span
from metrics.source import Source, open_source

UNEXPLAINED = "指标口径或程序更新后重算，没有修订记录"
COLUMNS = ["单位", "指标", "期间", "上报值", "现值", "差额", "原因"]
MOST_NAMED = 5
WIDEST = ("month", "ytd", "quarter", "half", "year")  # one change shows in several spans: the first of these is named


def county_of(source: Source, area: str = "") -> str:
    """The whole county of an area, as months are sealed; of the home area where none is named. Raises InputError."""
    wanted = area or settings.home_area() or source.settings.get("home_area", "")
    if not wanted:
        roots = [row.code for row in source.tree.roots() if row.setting not in (CONTEXT, PUBLISHED)]
        wanted = roots[0] if len(roots) == 1 else ""
    if wanted not in source.tree or not source.scope.covers(wanted):
        raise InputError(f"没有代码为“{area}”的区划。" if area else "没有设置本县。", "可用 areas 命令查看全部区划代码。")
    above = source.tree.ancestors(wanted)
    return above[-1] if above else wanted


def gaps(source: Source, county: str, month: int) -> list[str]:
    """The names of the units whose returns for the month are missing or incomplete."""
    seen = calendar(source, county, month, first=month)
    lacking = [cell.area for state in ("missing", "partial") for cell in seen.of(state, month)]
    return [source.tree.name(area) for area in sorted(lacking)]


def gap_text(names: Sequence[str]) -> str:
    """还有2个单位未报齐（甲镇、乙乡）."""
    more = "等" if len(names) > MOST_NAMED else ""
    return f"还有{len(names)}个单位未报齐（{'、'.join(names[:MOST_NAMED])}{more}）"


def seal(scope: Scope, county: str, month: int, reason: str = "") -> Seal:
    """Seal a month. reason: why, where not all have reported. Raises InputError."""
    with open_source(scope) as source:
        is_sealed = any(one.month == month for one in seals_of(source, county))
        lacking = [] if is_sealed or county not in source.tree else gaps(source, county, month)
    if lacking and not reason.strip():
        raise InputError(f"{gap_text(lacking)}，没有定稿。", "请催报；仍要定稿的，请写明原因。")
    with engine.writing() as connection:
        return seals.put_seal(connection, scope, source.tree, county, month, reason)


def day_text(one: Seal | Amendment) -> str:
    return date_text(local_day(one))


def local_day(one: Seal | Amendment) -> date:
    return one.at.replace(tzinfo=UTC).astimezone().date()


def seals_of(source: Source, area: str) -> list[Seal]:
    """The sealed months of the county that holds the area, as of the version that is looked at; the newest first."""
    found = seals.seals(source.connection, source.scope, area)
    return [one for one in found if source.as_of is None or one.version <= source.as_of]


def amendments_of(source: Source, several: Iterable[Seal]) -> list[Amendment]:
    wanted = {one.id for one in several}
    found = seals.amendments(source.connection, source.scope, as_of=source.as_of) if wanted else []
    return [one for one in found if one.seal in wanted]


def mark(source: Source, area: str, month: int) -> str:
    """2025年10月已定稿，修订2次; empty where the month is open."""
    one = next((one for one in seals_of(source, area) if one.month == month), None)
    if one is None:
        return ""
    times = len(amendments_of(source, [one]))
    return f"{month_text(month)}已定稿" + (f"，修订{times}次" if times else "")


def sentence(source: Source, one: Seal, changed: int) -> str:
    """When and as of which version a month was sealed, how often it was amended, and how many figures are shown as changed."""
    head = f"{month_text(one.month)}于{day_text(one)}定稿（数据版本{one.version}）"
    times = len(amendments_of(source, [one]))
    rest = f"修订{times}次，" if times else ""
    rest += f"下列{changed}个数与定稿时不同" if changed else "本级和下一级的数与定稿时相同" if times else "此后没有改动"
    return f"{head}，{rest}。" + (f"定稿说明：{one.note}。" if one.note else "")


def marks(source: Source) -> dict[int, str]:
    """By data version: 修订2025年10月定稿数12个."""
    months = {one.id: one.month for one in seals_of(source, "")}
    found: dict[int, list[str]] = {}
    for one in seals.amendments(source.connection, source.scope):
        if one.seal in months:
            found.setdefault(one.version, []).append(f"{month_text(months[one.seal])}定稿数{one.figures}个")
    return {version: f"修订{'、'.join(words)}" for version, words in found.items()}


# -- what has changed -----------------------------------------------------------------------------------------------------


def differences(source: Source, one: Seal, areas: Sequence[str], indicators: Sequence[str] = ()) -> list[Difference]:
    """One for each area and indicator that is not what it was when sealed, in the order of the areas and the catalogue."""
    found = seals.differences(source.connection, source.scope, one, areas, indicators=indicators, as_of=source.as_of)
    kept: dict[tuple[str, str], Difference] = {}
    for each in sorted(found, key=lambda each: WIDEST.index(each.span)):
        kept.setdefault((each.area, each.indicator), each)
    order = {code: place for place, code in enumerate(source.catalogue.indicators)}
    known = [each for each in kept.values() if each.indicator in order]
    return sorted(known, key=lambda each: (areas.index(each.area), order[each.indicator]))


def difference_table(source: Source, one: Seal, found: Iterable[Difference]) -> pd.DataFrame:
    """Columns COLUMNS: as sealed, as it is now, the difference, and why."""
    reasons = {each.version: each for each in amendments_of(source, [one])}
    rows = []
    for each in found:
        indicator = source.catalogue.indicators[each.indicator]
        then, now = numbers_of(source, one, each)
        words = [*_pair(indicator, then, now), gap(then, now), why(each, reasons)]
        rows.append([source.tree.name(each.area), indicator.name, span_text(Span(each.span, one.month)), *words])
    return pd.DataFrame(rows, columns=COLUMNS)


def numbers_of(source: Source, one: Seal, each: Difference) -> tuple[Number, Number]:
    """The figure as sealed and as it is now."""
    return (
        _number(source, one, each, each.sealed, one.version),
        _number(source, one, each, each.present, each.version),
    )


def _number(source: Source, one: Seal, each: Difference, row: Row | None, version: int) -> Number:
    indicator = source.catalogue.indicators[each.indicator]
    span = Span(each.span, one.month)
    if row is None:
        return Number(indicator.id, each.area, span, None, indicator.unit, reason=NOT_REPORTED)
    kept = FigureRow(each.indicator, each.span, one.month, each.area, version, *row)
    return number_of(source, indicator, each.area, span, kept)


def _pair(indicator: Indicator, *both: Number) -> list[str]:
    """Every digit of a quantity; a rate as printed, with its parts."""
    texts = []
    for number in both:
        if number.value is None or indicator.kind == "ratio":
            parts = pair_text(number)
            texts.append(number_text(number) + (f"（{parts}）" if parts else ""))
        else:
            texts.append(exact_text(number.value, number.unit) + number.approx)
    return texts


def gap(then: Number, now: Number) -> str:
    """+2人; 新报 or 撤回 where one of the two is unknown."""
    if then.value is None and now.value is None:
        return UNKNOWN
    if then.value is None:
        return "定稿后新报"
    return "定稿后撤回" if now.value is None else difference_text(now.value - then.value, now.unit)


def why(each: Difference, reasons: Mapping[int, Amendment]) -> str:
    """漏登2人（版本38）; several in their order."""
    words = [f"{reasons[version].reason}（版本{version}）" for version in each.versions if version in reasons]
    return "；".join(words) or UNEXPLAINED


def is_explained(each: Difference, reasons: Iterable[Amendment]) -> bool:
    return bool(set(each.versions) & {one.version for one in reasons})


def of_number(source: Source, number: Number) -> str:
    """What a figure's inspector says: sealed and unchanged, or as it was sealed, as it is, and why."""
    if number.state == "masked" or number.span.kind not in SPAN_KINDS or number.indicator not in source.catalogue.indicators:
        return ""
    kept = source.stored_span(source.indicator(number.indicator), number.span)
    one = next((one for one in seals_of(source, number.area) if one.month == kept.month), None)
    if one is None:
        return ""
    head = f"{month_text(one.month)}于{day_text(one)}定稿（数据版本{one.version}）"
    found = seals.differences(
        source.connection, source.scope, one, [number.area], indicators=[number.indicator], as_of=source.as_of
    )
    each = next((each for each in found if each.span == kept.kind), None)
    if each is None:
        return f"{head}，此后没有改动"
    then, now = numbers_of(source, one, each)
    before, _ = _pair(source.indicator(number.indicator), then, now)
    reasons = {each.version: each for each in amendments_of(source, [one])}
    return f"修订：{head}时为{before}，差额{gap(then, now)}；{why(each, reasons)}"
