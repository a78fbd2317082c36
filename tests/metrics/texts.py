"""Statements and texts made by hand, for the tests of the checks of published texts."""

from __future__ import annotations

from fractions import Fraction

from metrics.checks import model
from metrics.loading import catalogue
from metrics.quality.finding import Cited
from metrics.quality.texts import Statement, Text

AREA, HOUSE = "340207", "小局"
PERSONS, AMOUNT, STANDARD = "urban_dibao_persons", "urban_dibao_funds_amount", "urban_dibao_standard"
OCTOBER = ("2022年1—10月", 202210, 10)
PLAIN = {"id": "r", "title": "规则", "why": "理由", "weight": 2}


def said(code, value, span=OCTOBER, nature="actual", approx="", note="", place="", area=AREA, fact="") -> Statement:
    words, closing, months = span
    amount = None if value is None else Fraction(str(value))
    one = catalogue().indicators[code]
    return Statement(one, area, amount, words, closing, months, nature, approx, note, place, Cited("总结", fact or code))


def text_of(*statements, remarks=(), dated=None) -> Text:
    return Text("总结", HOUSE, AREA, tuple(remarks), dated, list(statements))


def found(check, rule, *statements, **more):
    """(indicator, first, second, text, size, cited facts) of each finding."""
    return [
        (one.indicator, one.first, one.second, one.text, round(one.size, 4), [cited.fact for cited in one.cited])
        for one in check(rule, text_of(*statements, **more), catalogue())
    ]


def plain(kind):
    return model.Plain(kind=kind, **PLAIN)
