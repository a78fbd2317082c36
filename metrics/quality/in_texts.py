"""All checks of the published texts about an area: each text on its own observations, never on another's."""

from __future__ import annotations

from collections.abc import Iterator

from data_access import quality
from metrics.checks import Checks
from metrics.loading import Catalogue
from metrics.quality import text_sums, text_words
from metrics.quality.finding import Finding
from metrics.quality.texts import Text, texts, whole_texts
from metrics.source import Source

# By place: the figures of three villages are held against each other, not against those of the township
OF_PLACE = {
    "part": text_sums.parts,
    "catalogue_part": text_sums.parts,
    "total": text_sums.totals,
    "catalogue_total": text_sums.totals,
    "product": text_sums.products,
    "band": text_sums.bands,
    "balance": text_sums.balances,
    "growth": text_sums.growths,
    "conflict": text_sums.conflicts,
    "same": text_sums.conflicts,
    "rate": text_sums.rates,
    "approximate": text_words.approximate,
    "forecast": text_words.forecasts,
    "noted": text_words.noted,
    "scope": text_words.scopes,
    "period": text_words.periods,
}
OF_TEXT = {"listed": text_sums.listings, "dated": text_words.dated}


def findings(source: Source, rules: Checks, area: str) -> list[Finding]:
    """What the texts about the area, or about areas below it, do not say consistently."""
    seen = quality.stated_in_texts(source.connection, source.scope, area, as_of=source.as_of)
    parts = texts(source, seen)
    found = [one for part in parts for one in of_place(rules, part, source.catalogue)]
    return found + [one for whole in whole_texts(parts) for one in of_text(rules, whole, source.catalogue)]


def of_place(rules: Checks, text: Text, known: Catalogue) -> Iterator[Finding]:
    growths = frozenset(rule.rate for rule in rules.of("growth"))
    for rule in rules.rules:
        if rule.kind == "quoted":
            yield from text_words.quoted(rule, text, known, growths)
        elif rule.kind in OF_PLACE:
            yield from OF_PLACE[rule.kind](rule, text, known)


def of_text(rules: Checks, text: Text, known: Catalogue) -> Iterator[Finding]:
    for rule in rules.rules:
        if rule.kind == "remark":
            yield from text_words.remarks(rule, text)
        elif rule.kind in OF_TEXT:
            yield from OF_TEXT[rule.kind](rule, text, known)
