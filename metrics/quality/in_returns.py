"""All checks of a county's own figures from January through the closing month: a few range reads, then memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from data_access import quality
from data_access.specs import SCALE
from metrics.checks import Checks
from metrics.evaluate import PER
from metrics.formatting import month_text, value_text
from metrics.grid import Grid, months_before, months_of, period_text
from metrics.quality import deaths, figure_sums
from metrics.quality.finding import Finding, found
from metrics.quality.jumps import BEFORE, HISTORY, jumps
from metrics.quality.text_words import last_full_month
from metrics.source import Source

LOWER = ("part", "catalogue_part", "total", "catalogue_total", "same", "balance")  # the lowest area that shows it is named
MADE_UP = 3  # months within which a return's note may explain an earlier one
UPPER = ("product", "band", "slip")  # where half of the areas show it, the whole is named instead


def findings(source: Source, rules: Checks, area: str, month: int) -> list[Finding]:
    """month: the closing month (yyyymm). The calendar of returns says what is missing; this says what is doubtful."""
    first = month // 100 * 100 + 1
    known = source.catalogue.indicators
    codes = [one.id for one in known.values() if one.tier == "core"]
    grid = Grid(source, area, first, month).read(codes, first=months_before(first, 1))
    made = [*_of_month(source, rules, grid), *_of_villages(source, rules, grid), *_of_year(source, rules, grid, month)]
    made += _over_time(source, rules, grid)
    stopped = rules.the("death_stop")
    made += deaths.findings(source, stopped, area, month) if stopped else []
    made = _lowest_or_highest(source, made)
    batches = quality.batches(source.connection, source.scope, area, first, month, as_of=source.as_of)
    made = [_explained(rules, batches, one, known) for one in made]
    return [*_once(grid, made), *_revised(source, rules, grid, batches), *_dated(source, rules, area, batches)]


def _of_month(source: Source, rules: Checks, grid: Grid) -> Iterable[Finding]:
    by_kind: dict[str, Callable] = {
        "part": figure_sums.parts, "catalogue_part": figure_sums.parts, "total": figure_sums.totals,
        "product": figure_sums.products, "balance": figure_sums.balances, "quoted": figure_sums.quoted,
    }  # fmt: skip
    for rule in rules.rules:
        if rule.kind in by_kind:
            yield from by_kind[rule.kind](rule, grid)
        elif rule.kind == "band" and rule.span == "month" and not rule.level:
            yield from figure_sums.bands(rule, grid, {}, grid.months)
        elif rule.kind == "idle":
            yield from figure_sums.idle(rule, grid, grid.last)
    total, same = rules.the("catalogue_total"), rules.the("same")
    if total and same:
        yield from figure_sums.stated(total, same, grid)


def _of_villages(source: Source, rules: Checks, grid: Grid) -> Iterable[Finding]:
    """Numerators above denominators anywhere below, found where they are stored."""
    rule = rules.the("catalogue_part")
    if rule is None:
        return
    ratios = [one for one in source.catalogue.ratios() if one.unit in PER and one.numerator and not one.may_exceed]
    rows = quality.above_whole(
        source.connection, source.scope, [one.id for one in ratios], grid.area, grid.first, grid.last, as_of=source.as_of
    )
    for row in rows:
        one = source.catalogue.indicators[row.indicator]
        small, large = Fraction(row.numerator, SCALE), Fraction(row.denominator, SCALE)
        yield figure_sums.above(rule, grid, one.numerator, one.denominator, row.area, row.month, small, large)


def _of_year(source: Source, rules: Checks, grid: Grid, month: int) -> Iterable[Finding]:
    """What only the year to date can tell: idle facilities, spent reserves."""
    cumulative = Grid(source, grid.area, grid.first, month)
    spent = [code for rule in rules.of("exhausted") for code in (rule.part, rule.whole)]
    if spent:
        cumulative.read(spent, "ytd")
    bands = [rule for rule in rules.of("band") if rule.span == "ytd"]
    villages = Grid(source, grid.area, month, month)
    if bands:
        villages.read([code for rule in bands for code in (rule.numerator, rule.denominator)], "ytd", under=True)
    levels = defaultdict(tuple)
    for code in sorted({area for _, area, _ in villages.rows}):
        levels[source.tree[code].level] += (code,)
    for rule in bands:
        yield from figure_sums.bands(rule, villages, levels, [month])
    for rule in rules.of("exhausted"):
        yield from figure_sums.exhausted(rule, cumulative, month)


def _over_time(source: Source, rules: Checks, grid: Grid) -> Iterable[Finding]:
    """Against the area's own past: jumps and slips of the unit."""
    wanted = [code for rule in rules.of("jump") for code in rule.indicators]
    start = months_before(grid.first, HISTORY + BEFORE)
    past = Grid(source, grid.area, start, grid.last).read(wanted) if wanted else None
    for rule in rules.of("jump"):
        yield from jumps(rule, past)
    slip = rules.the("slip")
    if slip:
        stored = [one.id for one in source.catalogue.stored() if one.tier == "core" and one.kind != "standard" and one.duty]
        before = Grid(source, grid.area, months_before(grid.first, 12), months_before(grid.first, 1)).read(stored)
        yield from figure_sums.slips(slip, grid, before, stored)


def _lowest_or_highest(source: Source, made: Iterable[Finding]) -> list[Finding]:
    """One fault shows on several levels: it is named once, where it can be mended, or where it is one decision."""
    kept = {(one.rule, one.indicator, one.month, one.area): one for one in made}
    below: dict[tuple, int] = defaultdict(int)  # how many areas at or under each show the same fault
    for rule, code, month, area in kept:
        for parent in source.tree.ancestors(area):
            below[rule, code, month, parent] += 1

    def is_of_all(rule: str, code: str, month: int, area: str) -> bool:
        """Half of the areas below show it: a decision of the area itself, such as a rise paid late."""
        count = below[rule, code, month, area]
        return (rule, code, month, area) in kept and (not count or (count > 1 and 2 * count >= len(source.tree.children(area))))

    def stays(rule: str, code: str, month: int, area: str) -> bool:
        kind = kept[rule, code, month, area].kind
        if kind in LOWER:
            return not below[rule, code, month, area]
        if kind not in UPPER:
            return True
        above = any(is_of_all(rule, code, month, parent) for parent in source.tree.ancestors(area))
        return not above and (not below[rule, code, month, area] or is_of_all(rule, code, month, area))

    return [one for key, one in kept.items() if stays(*key)]


def _explained(rules: Checks, batches: list, one: Finding, known) -> Finding:
    """A deviation that a return's own note explains becomes a hint; what was paid too little may be made up a little later."""
    rule = next(rule for rule in rules.rules if rule.id == one.rule)
    called = [word for word in rule.called if word in known[one.indicator].name] if one.indicator in known else []
    if one.kind not in ("jump", "product", "band") or not called:
        return one
    for batch in batches:
        if (
            one.month <= batch.last <= months_before(one.month, -MADE_UP)
            and any(word in batch.note for word in rules.explains)
            and any(word in batch.note for word in called)
        ):
            return replace(one, weight=5, explained=f"《{batch.title}》备注：{batch.note}")
    return one


def _once(grid: Grid, made: list[Finding]) -> list[Finding]:
    """The same fault of the same area in several months is one finding: the newest, with the others counted."""
    groups: dict[tuple, list[Finding]] = defaultdict(list)
    for one in made:
        groups[one.rule, one.indicator, one.area, one.explained].append(one)
    result = []
    for several in groups.values():
        newest = max(several, key=lambda one: one.month)
        months = {one.month for one in several}
        if len(months) > 1:
            newest = replace(newest, period=period_text(months), text=f"{newest.text}（本年共{len(months)}个月如此）")
        result.append(newest)
    return result


def _revised(source: Source, rules: Checks, grid: Grid, batches: list) -> Iterable[Finding]:
    """版本差异: a later return states differently what an earlier one stated, one finding per return and area."""
    rule = rules.the("revised")
    versions = _restating(batches)
    if rule is None or not versions:
        return
    by_version = {batch.version: batch for batch in batches}
    groups: dict[int, list] = defaultdict(list)
    for one in quality.revisions(source.connection, source.scope, grid.area, versions, as_of=source.as_of):
        groups[one.version].append(one)
    for version, changed in groups.items():
        batch, one = by_version[version], max(changed, key=lambda each: abs((each.value or 0) - (each.before or 0)))
        known = source.catalogue.indicators.get(one.indicator)
        if known is None:
            continue
        before, now = (
            ("空" if value is None else value_text(Fraction(value, SCALE), known.unit)) for value in (one.before, one.value)
        )
        area = batch.area if batch.area.startswith(grid.area) and batch.area in source.tree else one.area
        others = f"，另有{len(changed) - 1}个数同时更正" if len(changed) > 1 else ""
        words = f"{grid.place(one.area)}{month_text(one.last)}{known.name}由{before}更正为{now}（数据版本{version}）{others}"
        yield found(
            rule, area, one.indicator, month_text(one.last), f"原报{before}", f"更正为{now}", words, month=one.last,
            cells=((one.indicator, one.area, one.last),), explained=batch.note, size=len(changed) / 100,
        )  # fmt: skip


def _restating(batches: list) -> list[int]:
    """Versions that may state again what an earlier batch stated: their months and areas overlap."""
    return [
        batch.version
        for number, batch in enumerate(batches)
        if any(
            one.first <= batch.last
            and one.last >= batch.first
            and (one.area.startswith(batch.area) or batch.area.startswith(one.area))
            for one in batches[:number]
        )
    ]


def _dated(source: Source, rules: Checks, area: str, batches: list) -> Iterable[Finding]:
    """A return that came before its last month was over."""
    rule = rules.the("dated")
    for batch in batches if rule else ():
        moment = batch.submitted_at
        if batch.kind != quality.PUBLISHED and moment and batch.last > last_full_month(moment.date()):
            sent = f"{moment.year}年{moment.month}月{moment.day}日"
            words = f"《{batch.title}》{sent}报送，却统计到{month_text(batch.last)}底"
            yield found(
                rule,
                batch.area,
                "",
                month_text(batch.last),
                f"{sent}报送",
                f"统计到{month_text(batch.last)}底",
                words,
                month=batch.last,
            )


def months_checked(month: int) -> str:
    """2025年1—10月: what the findings of a closing month cover."""
    return period_text(months_of(month // 100 * 100 + 1, month))
