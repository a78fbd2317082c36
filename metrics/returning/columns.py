"""The heads of a file beside the indicators that they are taken for, as a table that can be changed, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from metrics.returning.finding import Draft
from metrics.returning.layout import AREA_HEADS, CODE_HEADS, IGNORED, Head
from metrics.returning.mapping import FormMap, Rule
from metrics.returning.words import plain
from metrics.source import Source

LEFT_OUT = "（不导入）"
COLUMNS = ["单元格", "列名", "指标", "单位", "累计"]
MOST_NAMES = 20  # unknown names that are asked for at once


def names(source: Source) -> dict[str, str]:
    """Name → id of every indicator that a return may bear, in the catalogue's order; of two of one name with the id."""
    found: dict[str, str] = {}
    for one in source.catalogue.indicators.values():
        if one.kind != "ratio":
            found[one.name if one.name not in found else f"{one.name}（{one.id}）"] = one.id
    return found


def area_word(draft: Draft, words: Sequence[str]) -> str:
    """The head under which the units stand: as declared, a usual one, else the first."""
    by_plain = {plain(word): word for word in reversed(words)}
    wanted = [plain(draft.form.area), *CODE_HEADS, *AREA_HEADS]
    return next((by_plain[one] for one in wanted if one in by_plain), words[0] if words else "")


def bearing(draft: Draft, area: str) -> list[Head]:
    """The heads that may bear an indicator: neither the units' own nor one that is never read."""
    return [head for head in draft.heads if plain(head.word) not in (plain(area), *IGNORED)]


def table(draft: Draft, area: str, known: Mapping[str, str]) -> pd.DataFrame:
    """Columns COLUMNS: a row for each column that may bear an indicator."""
    called = {code: name for name, code in known.items()}
    rules = {plain(head): rule for head, rule in draft.form.columns.items()}
    rows = []
    for head in bearing(draft, area):
        rule = rules.get(plain(head.word), Rule())
        rows.append([head.cell, head.word, called.get(head.indicator, LEFT_OUT), rule.unit, head.is_cumulative])
    return pd.DataFrame(rows, columns=COLUMNS)


def declared(
    draft: Draft, edited: pd.DataFrame, known: Mapping[str, str], area: str, header: tuple[int, int], meant: Mapping[str, str]
) -> FormMap:
    """What the table and the choices beside it say. meant: printed name → code, beside those that were declared before."""
    rules = {
        row.列名: Rule(known.get(row.指标, ""), str(row.单位 or "").strip(), bool(row.累计))
        for row in edited.itertuples(index=False)
    }
    return FormMap(rules, {**draft.form.names, **meant}, area, draft.form.month, header)


def complete(draft: Draft) -> FormMap:
    """How the file was read, in full, as it is saved: what was found by name is declared too."""
    form = draft.form
    found = {head.word: Rule(head.indicator, "", head.is_cumulative) for head in draft.heads}
    area = form.area or area_word(draft, list(filter(None, draft.words)))
    return FormMap({**found, **form.columns}, form.names, area, form.month, draft.header)
