"""Where figures are evaluated from: one consistent connection, an account's Scope, a data version."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection

from data_access import engine, plans, reads, settings
from data_access.areas import AreaTree, Duties, load_duties, load_tree
from data_access.returns import current_version
from data_access.scope import Scope
from data_access.specs import TargetRow
from metrics import keeping
from metrics.derivation import frequency, is_point, is_yearly
from metrics.loading import Catalogue, catalogue
from metrics.model import Indicator
from metrics.results import Span

CREMATION_RATE = "cremation_zone_rate"
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Source:
    connection: Connection
    scope: Scope
    tree: AreaTree
    duties: Duties
    version: int  # the newest data version
    settings: dict[str, str]
    as_of: int | None = None
    catalogue: Catalogue = field(default_factory=catalogue)
    state: tuple[str, str] | None = None  # the database and the mark of its content, if it carries one

    def ask(self, work: Callable[..., Answer], *arguments, **named) -> Answer:
        """work(self, *arguments): the kept answer, if this Scope has asked the same of the same state and data version.

        Everybody gets the same object, so nobody may change it. Arguments: whatever may be a key, and lists of it.
        """
        if self.state is None:
            return work(self, *arguments, **named)
        given = tuple(tuple(one) if isinstance(one, list) else one for one in (*arguments, *named.values()))
        key = (work, self.scope, self.state, self.as_of, given, tuple(named))
        return keeping.keep(key, lambda: work(self, *arguments, **named))

    def indicator(self, code: str) -> Indicator:
        """Raises UnknownIndicator."""
        return self.catalogue.indicators[self.catalogue.resolve(code)]

    def extent(self, area: str) -> reads.Extent:
        """How far the returns of the area reach."""
        return self.ask(_extent, area)

    def targets(self, year: int, areas: Sequence[str]) -> Sequence[TargetRow]:
        """The targets in force: see `plans.targets`."""
        return self.ask(_targets, year, sorted(areas))

    def preferred(self, code: str) -> str:
        """The bureau's chosen variant of an indicator that exists in several scopes: the cremation rate."""
        chosen = self.settings.get("default_cremation_rate", "")
        return chosen if code == CREMATION_RATE and chosen in self.catalogue.indicators else code

    def has_line(self, line: str) -> bool:
        """Whether the bureau still has the business line, and the account may see it; a line that nobody names is there."""
        known = {one.id for one in self.catalogue.lines}
        kept = self.settings.get("lines", "")
        is_kept = not kept or line in kept.split(",")
        return line not in known or (is_kept and (self.scope.lines is None or line in self.scope.lines))

    def stored_span(self, one: Indicator, span: Span) -> Span:
        """The span under which a figure is kept: stocks and what is made of them belong to a month's end."""
        if is_yearly(one, self.catalogue.indicators):
            return Span("year", span.year * 100 + 12)
        if span.kind == "year":
            return Span("year", span.year * 100 + 12)
        if self.is_of_a_year(one):
            return Span("ytd", span.month)
        if not is_point(one, self.catalogue.indicators):
            return span
        if frequency(one, self.catalogue.indicators) == "quarter":
            quarter_end = span.month - (span.month % 100) % 3 if span.month % 100 > 2 else (span.year - 1) * 100 + 12
            return Span("month", quarter_end)
        return Span("month", span.month)

    def is_of_a_year(self, one: Indicator) -> bool:
        """Whether it measures against a yearly amount, a budget: then only what came together since January says anything."""
        if one.kind != "ratio" or not one.denominator:
            return False
        below = self.catalogue.indicators[one.denominator]
        everything = self.catalogue.indicators
        return is_yearly(below, everything) and not is_point(below, everything)

    def duty_groups(self, one: Indicator) -> tuple[str, ...]:
        """Whose duties a figure depends on: its own, or those of the stored indicators it is made of."""
        if one.duty:
            return (one.duty,)
        parts = one.members or tuple(filter(None, (one.numerator, one.denominator)))
        found = [group for part in parts for group in self.duty_groups(self.catalogue.indicators[part])]
        return tuple(dict.fromkeys(found))


def _extent(source: Source, area: str) -> reads.Extent:
    return reads.extent(source.connection, source.scope, area)


def _targets(source: Source, year: int, areas: Sequence[str]) -> tuple[TargetRow, ...]:
    return tuple(plans.targets(source.connection, source.scope, year, areas))


class _Ground(NamedTuple):
    """What every screen walks in memory."""

    tree: AreaTree
    duties: Duties
    version: int
    settings: dict[str, str]


@contextmanager
def open_source(scope: Scope, as_of: int | None = None) -> Iterator[Source]:
    """A Source over one consistent read of the database."""
    with engine.reading() as connection:
        mark = engine.recalled(connection, engine.STATE)
        state = (str(connection.engine.url), mark) if mark else None
        ground = keeping.keep(("ground", state), lambda: _ground(connection)) if state else _ground(connection)
        ground = ground._replace(tree=ground.tree.within(scope))
        yield Source(connection, scope, *ground, as_of, state=state)


def _ground(connection: Connection) -> _Ground:
    tree = load_tree(connection)
    return _Ground(tree, load_duties(connection, tree), current_version(connection), plans.settings(connection))


def home(source: Source) -> str:
    """The area that opens first: by environment, by set-up, else the first county there is, else the largest that may be seen."""
    for wanted in (settings.home_area(), source.settings.get("home_area", "")):
        if wanted in source.tree and source.scope.covers(wanted):
            return wanted
    roots = [row.code for kind in ("own", "demo") for row in source.tree.roots(kind)]
    roots += [row.code for row in source.tree.roots("published") if source.extent(row.code).year]
    own = sorted((code for code in source.tree.rows if source.scope.covers(code)), key=lambda code: (len(code), code))
    return next((code for code in roots if source.scope.covers(code)), own[0] if own else "")
