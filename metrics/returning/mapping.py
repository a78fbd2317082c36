"""How a form is read, as a section declares it once: which column is which indicator, in which unit, cumulative or not;
where the unit and the month stand; which rows are heads; and which area an unusual name means."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data_access.errors import CockpitError, InputError
from data_access.importing.grids import Grid
from data_access.mappings import Saved
from metrics.loading import Catalogue
from metrics.returning.words import LOOKED_AT, head_words, plain

EXAMPLE = (
    '应如：{"columns": {"火化数": "cremations_count", "发放额累计": {"indicator": "…", "unit": "万元", "cumulative": true}}}'
)
MONTHISH = re.compile(r"(20\d\d年?)?(1[0-2]|0?[1-9])月份?|20\d\d年度?")
Header = tuple[int, int]  # number of the first head row as in Excel, and how many there are


@dataclass(frozen=True, slots=True)
class Rule:
    """indicator "": the column is left out. unit "": as its head says. cumulative None: as its words say."""

    indicator: str = ""
    unit: str = ""
    cumulative: bool | None = None


@dataclass(frozen=True)
class FormMap:
    """columns: by the words of their heads. names: printed name → area code. area, month: the heads of those columns."""

    columns: Mapping[str, Rule] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    area: str = ""
    month: str = ""
    header: Header | None = None

    def text(self) -> str:
        """The JSON that `form_map` reads."""
        columns = {
            head: {"indicator": rule.indicator, "unit": rule.unit, "cumulative": rule.cumulative}
            for head, rule in self.columns.items()
        }
        record = {"columns": columns, "names": dict(self.names), "area": self.area, "month": self.month, "header": self.header}
        return json.dumps(record, ensure_ascii=False, sort_keys=True)


def form_map(text: str | bytes, known: Catalogue) -> FormMap:
    """Of JSON: {"columns": …} in full, or only column → indicator. Raises InputError, and UnknownIndicator."""
    try:
        found = json.loads(text)
        columns = found.get("columns") if isinstance(found.get("columns"), dict) else found
        rest = found if columns is not found else {}
        rules = {head: _rule(rule, known) for head, rule in columns.items()}
        names, header = dict(rest.get("names") or {}), rest.get("header")
        header = (int(header[0]), int(header[1])) if header else None
        made = FormMap(rules, names, str(rest.get("area") or ""), str(rest.get("month") or ""), header)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError) as fault:
        raise InputError("列名对应表写法不对。", EXAMPLE) from fault
    if not all(isinstance(code, str) for code in made.names.values()) or (header and not (header[0] > 0 and header[1] in (1, 2))):
        raise InputError("列名对应表写法不对。", EXAMPLE)
    return made


def _rule(rule: object, known: Catalogue) -> Rule:
    record = {"indicator": rule} if isinstance(rule, str) else rule
    if not isinstance(record, dict) or not set(record) <= {"indicator", "unit", "cumulative"}:
        raise TypeError(rule)
    code, cumulative = str(record.get("indicator") or ""), record.get("cumulative")
    if cumulative not in (None, True, False):
        raise TypeError(cumulative)
    return Rule(known.resolve(code) if code else "", str(record.get("unit") or ""), cumulative)


def form_word(head: str) -> str:
    """A head without what changes from month to month: 3月火化数 and 4月火化数 are the same column."""
    return MONTHISH.sub("月", plain(head))


def signature(words: Iterable[str]) -> str:
    """The same heads in the same order have the same mark, whatever month they name."""
    return hashlib.sha256("|".join(form_word(word) for word in words).encode()).hexdigest()


def _still_known(one: Saved, known: Catalogue) -> FormMap | None:
    """None for one without heads, and for one that names an indicator which the catalogue has no more."""
    try:
        return form_map(one.body, known) if one.signature else None
    except CockpitError:
        return None


def matching(grids: Sequence[Grid], kept: Iterable[Saved], known: Catalogue) -> tuple[str, FormMap] | None:
    """The saved mapping whose heads the file has, wherever they stand in it, with its name."""
    for one in kept:
        form = _still_known(one, known)
        if form is None:
            continue
        depth = form.header[1] if form.header else 1
        for grid in grids:
            for index in range(min(LOOKED_AT, len(grid.rows) - depth + 1)):
                if signature(head_words(grid, index, depth)) == one.signature:
                    return one.name, FormMap(form.columns, form.names, form.area, form.month, (grid.rows[index][0], depth))
    return None
