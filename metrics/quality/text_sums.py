"""The arithmetic of a published text: its own figures against each other, never against another text's."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise

from metrics.checks.model import Balance, Band, Conflict, Growth, Listed, Part, Plain, Product, Total
from metrics.evaluate import PER
from metrics.formatting import digits, value_text
from metrics.loading import Catalogue
from metrics.model import Indicator
from metrics.quality.finding import Finding, found, off_by
from metrics.quality.texts import Statement, Text

SLIP = 10_000
APPROX = Fraction(1, 10)  # how far 余 and 约 may stand from an exact sum


def finding(rule, one: Statement, second: str, text: str, *others: Statement, size: float = 0.0, **more) -> Finding:
    """About one statement, citing it and the others that it was held against."""
    cited = (one.cited, *(other.cited for other in others))
    month = one.closing if one.closing > 12 else 0
    return found(rule, one.area, one.indicator.id, one.span, one.text, second, text, month=month, size=size, cited=cited, **more)


def parts(rule: Part | Plain, text: Text, known: Catalogue) -> Iterator[Finding]:
    """A part above the whole that is stated for the same span."""
    for part, whole in pairs(rule, known):
        for small in text.of(part):
            large = text.together(whole, small)
            if large is not None and small.value > large.value:
                words = f"{small.text}，大于{large.text}"
                yield finding(rule, small, large.text, words, large, size=off_by(small.value, large.value))


def pairs(rule: Part | Plain, known: Catalogue) -> Iterator[tuple[str, str]]:
    """Part and whole: the entry's own, or those that the catalogue implies."""
    if isinstance(rule, Part):
        yield rule.part, rule.whole
        return
    for one in known.indicators.values():
        if one.part_of:
            yield one.id, one.part_of
        if one.kind == "ratio" and one.numerator and one.unit in PER and not one.may_exceed:
            yield one.numerator, one.denominator


def totals(rule: Total | Plain, text: Text, known: Catalogue) -> Iterator[Finding]:
    """A stated whole against the sum of the parts stated for the same span."""
    for code, members in sums(rule, known):
        for whole in text.of(code):
            stated = [text.together(member, whole) for member in members]
            if None in stated or not stated:
                continue
            total = sum(one.value for one in stated)
            approx = whole.approx or any(one.approx for one in stated)
            if whole.value == total or (approx and abs(whole.value - total) <= APPROX * total):
                continue
            added = " + ".join(digits(one.value) for one in stated)
            second = value_text(total, whole.indicator.unit, as_stated=True)
            words = f"{whole.text}，而各分项 {added} = {second}"
            yield finding(rule, whole, f"分项合计{second}", words, *stated, size=off_by(whole.value, total))


def sums(rule: Total | Plain, known: Catalogue) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(rule, Total):
        yield rule.whole, rule.parts
        return
    yield from ((one.id, one.members) for one in known.sums())


def products(rule: Product, text: Text, known: Catalogue) -> Iterator[Finding]:
    """The amount against persons × standard (× months); says how many months the amount would be."""
    for amount in text.of(rule.amount, "actual", "forecast"):
        terms = [tuple(text.beside(code, amount, "actual", "forecast") for code in term) for term in rule.terms]
        if any(None in term for term in terms) or (rule.monthly and not amount.months):
            continue
        once = sum(persons.value * standard.value for persons, standard in terms)
        expected = once * (amount.months if rule.monthly else 1)
        if not once or abs(amount.value - expected) <= expected * Fraction(str(rule.tolerance)):
            continue
        unit = amount.indicator.unit
        formula = " + ".join(f"{digits(persons.value)}×{digits(standard.value, 2)}" for persons, standard in terms)
        formula = f"({formula})×{amount.months}个月" if rule.monthly else formula
        second = value_text(expected, unit)
        implied = (
            f"，约合{digits(amount.value / once, 1)}个月"
            if rule.monthly
            else f"，只合{digits(amount.value / once * terms[0][0].value)}{terms[0][0].indicator.unit}"
        )
        words = f"{amount.text}，按 {formula} = {second}{implied}"
        yield finding(
            rule, amount, f"应约{second}", words, *(one for term in terms for one in term), size=off_by(amount.value, expected)
        )


def bands(rule: Band, text: Text, known: Catalogue) -> Iterator[Finding]:
    """An average per head outside its band; where ten thousand times as much or as little fits, a slip of the unit."""
    if rule.level:
        return
    for top in text.of(rule.numerator):
        bottom = text.beside(rule.denominator, top)
        if bottom is None or not bottom.value or (rule.monthly and not top.months):
            continue
        average = top.value / bottom.value / (top.months if rule.monthly else 1)
        verdict = outside(rule, average)
        if verdict:
            unit = f"元/{bottom.indicator.unit}{'·月' if rule.monthly else ''}"
            shown = f"平均{digits(average, 2)}{unit}"
            words = f"{top.text} ÷ {bottom.text} = {shown}，{verdict}"
            yield finding(rule, top, shown, words, bottom, size=_distance(rule, average))


def outside(rule: Band, average: Fraction) -> str:
    """Where the average lies, in words; empty inside the band."""
    if rule.low <= average <= rule.high:
        return ""
    side = f"低于常见下限{rule.low:g}" if average < rule.low else f"高于常见上限{rule.high:g}"
    for factor, word in ((SLIP, "疑漏写“万”"), (Fraction(1, SLIP), "疑把元写成万元")):
        if rule.low <= average * factor <= rule.high:
            return f"{side}；差一万倍即为{digits(average * factor)}元，{word}"
    return side


def _distance(rule: Band, average: Fraction) -> float:
    edge = Fraction(str(rule.low if average < rule.low else rule.high))
    return off_by(average, edge)


def balances(rule: Balance, text: Text, known: Catalogue) -> Iterator[Finding]:
    """Two levels of a stock without the flow between them, or entries stated without exits."""
    entries, exits = (text.of(code) if code else [] for code in (rule.entries, rule.exits))
    if bool(entries) != bool(exits):
        one = (entries or exits)[0]
        missing, word = (rule.exits, "只报新增，未报退出") if entries else (rule.entries, "只报退出，未报新增")
        yield finding(rule, one, f"未列{known.indicators[missing].name}", f"{one.text}，{word}，不能计算净增", weight=4)
    levels = text.of(rule.stock) if rule.stock else []
    for before, after in pairwise(levels):
        if before.value == after.value or before.span == after.span:
            continue
        moved = sum((one.value for one in entries), Fraction(0)) - sum((one.value for one in exits), Fraction(0))
        if after.value - before.value == moved:
            continue
        change = value_text(after.value - before.value, after.indicator.unit)
        listed = f"进出相抵为{value_text(moved, after.indicator.unit)}" if entries or exits else "没有进出数说明"
        words = f"{before.text}（{before.span}）变为{after.text}（{after.span}），增减{change}，{listed}"
        yield finding(rule, after, before.text, words, before, size=off_by(before.value, after.value))


def growths(rule: Growth, text: Text, known: Catalogue) -> Iterator[Finding]:
    """A stated growth against the increase over what was there before."""
    for rate in text.of(rule.rate):
        now, more = text.beside(rule.now, rate), text.beside(rule.increase, rate)
        if now is None or more is None or now.value == more.value:
            continue
        growth = more.value / (now.value - more.value) * 100
        if not agrees(rate.value, growth):
            words = f"{rate.text}，按增加额{more.text}、现值{now.text}计算为{digits(growth, 2)}%"
            yield finding(rule, rate, f"{digits(growth, 2)}%", words, now, more, size=off_by(rate.value, growth))


def listings(rule: Listed, text: Text, known: Catalogue) -> Iterator[Finding]:
    """A stated count against what is enumerated. (`text` holds all places: the villages stand below their township.)"""
    for count in text.of(rule.count):
        names, others = _enumerated(rule, text, count)
        if names and len(names) != count.value:
            words = f"{count.text}，而逐一列出的有{len(names)}个：{'、'.join(names)}"
            yield finding(rule, count, f"列出{len(names)}个", words, *others, size=off_by(count.value, Fraction(len(names))))


def _enumerated(rule: Listed, text: Text, count: Statement) -> tuple[list[str], list[Statement]]:
    if rule.places:
        return list(count.names_areas), []
    if rule.areas_of:
        named = {one.area: one for one in text.of(rule.areas_of)}
        return sorted(named), list(named.values())
    listed = [one for code in rule.items for one in text.of(code)[:1]]
    return [one.indicator.name for one in listed], listed


def conflicts(rule: Conflict | Plain, text: Text, known: Catalogue) -> Iterator[Finding]:
    """Two values for one closing date: of one indicator, or of ids that the text calls by the same words."""
    groups = (
        [rule.indicators]
        if isinstance(rule, Conflict)
        else [(code,) for code in dict.fromkeys(one.indicator.id for one in text.statements)]
    )
    for group in groups:
        stated = [one for code in group for one in text.of(code)]
        for one, other in combinations(stated, 2):
            if isinstance(rule, Conflict) and one.indicator.id == other.indicator.id:
                continue  # the plain rule says it
            same = one.span == other.span or (one.closing and (one.closing, one.months) == (other.closing, other.months))
            if same and one.value != other.value and not (one.approx or other.approx):
                words = f"一处写{one.text}（{one.span}），另一处写{other.text}（{other.span}）"
                yield finding(rule, one, other.text, words, other, size=off_by(one.value, other.value))


def rates(rule: Plain, text: Text, known: Catalogue) -> Iterator[Finding]:
    """A stated rate against its own parts; what exceeds 100 per cent shows its task and its actual."""
    for one in known.ratios():
        for rate in text.of(one.id):
            top, bottom = _parts(one, text, rate)
            if top is None or bottom is None or not bottom.value:
                if one.unit == "%" and rate.value > 100:
                    words = f"{rate.text}，超过100%，而任务数或分母没有写明，须并列任务数与实际数"
                    yield finding(rule, rate, "100%", words, *filter(None, (top, bottom)), size=off_by(rate.value, Fraction(100)))
                continue
            computed = top.value / bottom.value * PER.get(one.unit, 1)
            if not agrees(rate.value, computed, rate.approx):
                words = f"{rate.text}，而{top.text} ÷ {bottom.text} = {digits(computed, 2)}{one.unit}，有例外或口径不同须注明"
                yield finding(
                    rule, rate, f"{digits(computed, 2)}{one.unit}", words, top, bottom, size=off_by(rate.value, computed)
                )


def _parts(one: Indicator, text: Text, rate: Statement) -> tuple[Statement | None, Statement | None]:
    """Numerator and denominator of the rate's span; a rate a head and month needs the months, which a text rarely gives."""
    if not one.numerator or one.rule == "person_months":
        return None, None
    return text.together(one.numerator, rate), text.together(one.denominator, rate)


def agrees(stated: Fraction, computed: Fraction, approx: str = "") -> bool:
    """Whether a stated rate is the computed one rounded to the places that are printed; 100 is never a rounding."""
    if approx == "以上":
        return computed >= stated
    if stated == 100 or approx == "":
        places = next((places for places in range(4) if (stated * 10**places).denominator == 1), 4)
        within = abs(stated - computed) <= Fraction(1, 2 * 10**places)
        return computed == 100 if stated == 100 else within
    return abs(stated - computed) <= stated * APPROX
