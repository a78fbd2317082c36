"""The arithmetic of a county's own figures, month by month: parts and wholes, totals, products, bands, balances."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from statistics import median

from data_access.specs import SCALE
from metrics.checks.model import Balance, Band, Exhausted, Idle, Part, Plain, Product, Rule, Total
from metrics.formatting import digits, value_text
from metrics.grid import Grid, months_before, period_text
from metrics.quality.finding import Finding, found, off_by
from metrics.quality.text_sums import SLIP, outside, pairs

SLIP_WITHIN = 3  # a slip of ten thousand times, give or take this factor
FEWEST = 3  # known months without which nothing is usual


def of_cell(rule: Rule, grid: Grid, code: str, area: str, month: int, first: str, second: str, words: str, **more) -> Finding:
    """A finding about one figure of one month. also: further indicators whose returns bear it."""
    codes = (code, *more.pop("also", ()))
    cells = tuple((one, area, month) for one in codes)
    text = f"{grid.place(area)}{period_text([month])}{words}"
    return found(rule, area, code, period_text([month]), first, second, text, month=month, cells=cells, **more)


def parts(rule: Part | Plain, grid: Grid) -> Iterator[Finding]:
    """A part above its whole; where an area below shows the same, only that one is named."""
    known = grid.source.catalogue
    for part, whole in pairs(rule, known):
        for area in grid.areas:
            for month in grid.months:
                small, large = grid.value(part, area, month), grid.value(whole, area, month)
                if small is not None and large is not None and small > large:
                    yield above(rule, grid, part, whole, area, month, small, large)


def above(rule: Rule, grid: Grid, part: str, whole: str, area: str, month: int, small: Fraction, large: Fraction) -> Finding:
    first, second = grid.text(part, small), grid.text(whole, large)
    return of_cell(
        rule, grid, part, area, month, first, second, f"{first}，大于{second}", also=(whole,), size=off_by(small, large)
    )


def totals(rule: Total, grid: Grid) -> Iterator[Finding]:
    """A whole that is stated by itself against the sum of its parts. (The catalogue's totals: see `stated`.)"""
    for area in grid.areas:
        for month in grid.months:
            whole = grid.value(rule.whole, area, month)
            stated = [grid.value(code, area, month) for code in rule.parts]
            if whole is None or None in stated or whole == sum(stated):
                continue
            first, second = grid.text(rule.whole, whole), f"分项合计{digits(sum(stated))}"
            yield of_cell(
                rule,
                grid,
                rule.whole,
                area,
                month,
                first,
                second,
                f"{first}，{second}",
                also=rule.parts,
                size=off_by(whole, sum(stated)),
            )


def stated(total: Plain, same: Plain, grid: Grid) -> Iterator[Finding]:
    """The roll-up keeps what another path gives (`other`): of a total its members, else the areas below or another span."""
    for (code, area, month), row in grid.rows.items():
        one = grid.source.catalogue.indicators[code]
        if row.other is None or row.value is None or not grid.first <= month <= grid.last:
            continue
        value, other = Fraction(row.value, SCALE), Fraction(row.other, SCALE)
        rule = total if one.kind == "sum" else same
        second = value_text(other, one.unit)
        word = "分项合计" if one.kind == "sum" else "另一处（下级合计或另一期间推算）"
        first = grid.text(code, value)
        yield of_cell(
            rule,
            grid,
            code,
            area,
            month,
            first,
            f"{word}{second}",
            f"{first}，{word}{second}",
            also=one.members,
            size=off_by(value, other),
        )


def products(rule: Product, grid: Grid) -> Iterator[Finding]:
    """The month's amount against Σ persons × standard. Rates a head that are computed here would prove themselves."""
    known = grid.source.catalogue.indicators
    if any(known[standard].kind == "ratio" for _, standard in rule.terms):
        return
    for area in grid.areas:
        for month in grid.months:
            amount = grid.value(rule.amount, area, month)
            terms = [(grid.value(persons, area, month), grid.standard(standard, area, month)) for persons, standard in rule.terms]
            if amount is None or any(None in term for term in terms):
                continue
            expected = sum(persons * standard for persons, standard in terms)
            if not expected or abs(amount - expected) <= expected * Fraction(str(rule.tolerance)):
                continue
            formula = " + ".join(f"{digits(persons)}×{digits(standard)}" for persons, standard in terms)
            first, second = grid.text(rule.amount, amount), value_text(expected, known[rule.amount].unit)
            yield of_cell(
                rule, grid, rule.amount, area, month, first, f"{formula}＝{second}", f"{first}，按{formula}应约{second}",
                also=tuple(persons for persons, _ in rule.terms), size=off_by(amount, expected),
            )  # fmt: skip


def bands(rule: Band, grid: Grid, levels: dict[str, tuple[str, ...]], months: list[int]) -> Iterator[Finding]:
    """An average per head outside its band. levels: areas by level. months: closing months to look at."""
    known = grid.source.catalogue.indicators
    areas = levels.get(rule.level, ()) if rule.level else grid.areas
    for area in areas:
        for month in months:
            top, bottom = grid.value(rule.numerator, area, month), grid.value(rule.denominator, area, month)
            if top is None or not bottom:
                continue
            average = top / bottom
            verdict = outside(rule, average)
            if not verdict or not top:
                continue
            unit = f"{known[rule.numerator].unit}/{known[rule.denominator].unit}"
            first = grid.text(rule.numerator, top)
            second = f"平均{digits(average, 1)}{unit}"
            words = (
                f"{'本年累计' if rule.span == 'ytd' else ''}{first} ÷ {grid.text(rule.denominator, bottom)} = {second}，{verdict}"
            )
            yield of_cell(
                rule,
                grid,
                rule.numerator,
                area,
                month,
                first,
                second,
                words,
                also=(rule.denominator,),
                size=off_by(average, Fraction(str(rule.low if average < rule.low else rule.high))),
            )


def balances(rule: Balance, grid: Grid) -> Iterator[Finding]:
    """This month's list against last month's with entries and exits."""
    if not (rule.stock and rule.entries and rule.exits):
        return
    for area in grid.areas:
        for month in grid.months:
            before, now = grid.value(rule.stock, area, months_before(month, 1)), grid.value(rule.stock, area, month)
            entries, exits = grid.value(rule.entries, area, month), grid.value(rule.exits, area, month)
            if None in (before, now, entries, exits) or before + entries - exits == now:
                continue
            expected = before + entries - exits
            unit = grid.source.catalogue.indicators[rule.stock].unit
            formula = f"上月{digits(before)}＋新增{digits(entries)}－退出{digits(exits)}＝{digits(expected)}{unit}"
            first = grid.text(rule.stock, now)
            yield of_cell(
                rule, grid, rule.stock, area, month, first, formula, f"{first}，而{formula}", also=(rule.entries, rule.exits),
                size=off_by(now, expected),
            )  # fmt: skip


def quoted(rule: Plain, grid: Grid) -> Iterator[Finding]:
    """A rate that was stated while its parts are unknown."""
    for (code, area, month), row in grid.rows.items():
        if row.basis == "quoted" and row.value is not None and grid.first <= month <= grid.last:
            first = grid.text(code, Fraction(row.value, SCALE))
            yield of_cell(rule, grid, code, area, month, first, "分子、分母未报", f"{first}，没有报分子和分母")


def idle(rule: Idle, grid: Grid, until: int) -> Iterator[Finding]:
    """Zeros month after month up to the closing month, each of them reported."""
    for area in grid.areas[1:]:
        run = []
        for month in reversed([one for one in grid.months if one <= until]):
            if grid.value(rule.indicator, area, month) != 0:
                break
            run.insert(0, month)
        if len(run) >= rule.months:
            one = grid.source.catalogue.indicators[rule.indicator]
            words = f"{grid.place(area)}{period_text(run)}连续{len(run)}个月{one.name}为0"
            cells = tuple((rule.indicator, area, month) for month in run[-2:])
            yield found(rule, area, one.id, period_text(run), f"{one.name}0{one.unit}", f"连续{len(run)}个月", words,
                        month=run[-1], cells=cells, size=len(run) / 12)  # fmt: skip


def exhausted(rule: Exhausted, cumulative: Grid, until: int) -> Iterator[Finding]:
    """All of the year's allotment spent before the year is over. cumulative: the year to date."""
    if until % 100 == 12:
        return
    for area in cumulative.areas[1:]:
        spent, given = cumulative.value(rule.part, area, until), cumulative.value(rule.whole, area, until)
        if spent is None or not given or spent < given:
            continue
        reached = next(month for month in cumulative.months if (cumulative.value(rule.part, area, month) or 0) >= given)
        first, second = cumulative.text(rule.part, spent), cumulative.text(rule.whole, given)
        words = f"{cumulative.place(area)}{reached % 100}月已用完：{first}，{second}"
        cells = ((rule.part, area, reached), (rule.whole, area, reached))
        yield found(
            rule,
            area,
            rule.part,
            f"截至{until % 100}月",
            first,
            second,
            words,
            month=reached,
            cells=cells,
            size=float(spent / given),
        )


def slips(rule: Plain, grid: Grid, history: Grid, codes: list[str]) -> Iterator[Finding]:
    """A value about ten thousand times the area's own usual one, or a ten-thousandth of it."""
    known = grid.source.catalogue.indicators
    for code in codes:
        for area in grid.areas:
            usual = history.amounts(code, area)
            if len(usual) < FEWEST:
                continue
            level = median(usual.values())
            for month, amount in grid.amounts(code, area).items():
                if (
                    month < grid.last // 100 * 100
                    or not SLIP / SLIP_WITHIN <= max(amount / level, level / amount) <= SLIP * SLIP_WITHIN
                ):
                    continue
                first, second = (
                    grid.text(code, Fraction(amount, SCALE)),
                    f"往期约{value_text(Fraction(level) / SCALE, known[code].unit)}",
                )
                yield of_cell(rule, grid, code, area, month, first, second, f"{first}，{second}，相差约一万倍", size=1.0)
