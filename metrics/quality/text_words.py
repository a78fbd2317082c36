"""What a published text says beside its figures: rates without parts, forecasts, doubts, remarks, mixed periods and scopes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from metrics.checks.model import Noted, Period, Plain, Remark, Scoped
from metrics.evaluate import PER
from metrics.formatting import digits, month_text
from metrics.loading import Catalogue
from metrics.quality.finding import Cited, Finding, found
from metrics.quality.text_sums import finding
from metrics.quality.texts import Statement, Text

NATURES = {"forecast": "预计、申报、认捐等，不是实绩", "target": "目标，与同名实绩并列"}


def quoted(rule: Plain, text: Text, known: Catalogue, growths: frozenset[str]) -> Iterator[Finding]:
    """A rate whose numerator or denominator the text does not state. growths: rates that another rule reckons."""
    for one in known.ratios():
        if one.unit not in PER or one.id in growths:
            continue
        for rate in text.of(one.id):
            lacking = [code for code in (one.numerator, one.denominator) if code and text.beside(code, rate) is None]
            if lacking or not one.numerator:
                names = "、".join(known.indicators[code].name for code in lacking) or "分子、分母"
                yield finding(rule, rate, f"未写明{names}", f"{rate.text}，没有写明{names}", size=len(lacking) / 2)


def approximate(rule: Plain, text: Text, known: Catalogue) -> Iterator[Finding]:
    """约854: an approximation down to the unit, and the rates that it enters."""
    for one in text.statements:
        if one.approx != "约" or one.value is None or one.nature != "actual" or one.value % 10 == 0:
            continue
        rates = [(rate, text.beside(rate.denominator, one)) for rate in known.ratios() if rate.numerator == one.indicator.id]
        others = [(rate, other) for rate, other in rates if other is not None and other.value and rate.rule != "person_months"]
        words = [
            f"{rate.name}只能作约{digits(one.value / other.value * PER.get(rate.unit, 1), 1)}{rate.unit}（÷{other.text}）"
            for rate, other in others
        ]
        second = "；".join(words) or "精确到个位"
        yield finding(rule, one, second, f"{one.text}：“约”与精确到个位的数并用；{second}", *(other for _, other in others))


def forecasts(rule: Plain, text: Text, known: Catalogue) -> Iterator[Finding]:
    """Every forecast or pledge; a target only where the same text states the actual beside it."""
    for one in text.statements:
        if one.value is None or one.nature == "actual":
            continue
        actual = text.of(one.indicator.id)
        if one.nature == "forecast" or actual:
            beside = actual[0].text if actual else "没有实绩可比"
            words = f"{one.text}是{NATURES[one.nature]}" + (f"（实绩{actual[0].text}）" if actual else "")
            yield finding(rule, one, beside, words, *actual[:1])


def noted(rule: Noted, text: Text, known: Catalogue) -> Iterator[Finding]:
    """A doubt noted beside the figure."""
    for one in text.statements:
        if any(word in one.note for word in rule.words):
            yield finding(rule, one, "见备注", f"{one.text}：{one.note}")


def scopes(rule: Scoped, text: Text, known: Catalogue) -> Iterator[Finding]:
    """What must not be ranked across bureaus without its 口径."""
    for code in rule.indicators:
        for one in text.of(code):
            scope = one.note or known.indicators[code].scope or "口径未写明"
            yield finding(rule, one, scope, f"{one.text}：{scope}")


def periods(rule: Period, text: Text, known: Catalogue) -> Iterator[Finding]:
    """Figures that will be divided by each other, of spans that close at different dates."""
    first, *others = (text.of(code)[:1] for code in rule.indicators)
    for one in first:
        for other in (each[0] for each in others if each):
            if one.closing and other.closing and one.closing != other.closing:
                yield finding(
                    rule, one, other.text, f"{one.text}（{one.span}）与{other.text}（{other.span}）统计期不同，不能相除", other
                )


def dated(rule: Plain, text: Text, known: Catalogue) -> Iterator[Finding]:
    """Figures that close after the day on which the text is signed."""
    late = [one for one in text.statements if text.dated and _ends_after(one, text.dated.date())]
    if late:
        newest = max(late, key=lambda one: one.closing)
        signed = f"{text.dated.year}年{text.dated.month}月{text.dated.day}日"
        words = f"报告落款{signed}，却有{len(late)}个数字统计到{month_text(newest.closing)}底"
        yield finding(rule, newest, f"落款{signed}", words, *(one for one in late if one is not newest))


def _ends_after(one: Statement, signed: date) -> bool:
    """Whether the last month of a dated actual was not yet over on that day."""
    return one.nature == "actual" and one.closing > 12 and one.closing > last_full_month(signed)


def last_full_month(day: date) -> int:
    """The newest month (yyyymm) that is over on that day."""
    return day.year * 100 + day.month - 1 if day.month > 1 else (day.year - 1) * 100 + 12


def remarks(rule: Remark, text: Text) -> Iterator[Finding]:
    """Remarks on the text as a whole."""
    for remark in text.remarks:
        if any(word in remark for word in rule.words):
            cited = text.statements[0].cited
            yield found(
                rule,
                text.bureau,
                "",
                "全文",
                remark,
                "",
                f"《{text.title}》：{remark}",
                cited=(Cited(text.title, version=cited.version),),
            )
