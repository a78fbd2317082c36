"""定稿锁定: a sealed month's figures change only by an amendment that says why, whoever makes it and whatever the way.

The guard sits inside the commit's transaction and looks at the figures that come out of the roll-up, not at the file:
so a cumulative column, back data, a return taken back or another duty cannot pass it either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, literal, select

from data_access import audit, schema
from data_access.areas import CONTEXT, AreaTree
from data_access.errors import InputError
from data_access.figures import Changed, FigureStore, Row
from data_access.numbering import next_number
from data_access.schema_seal import amendment, seal, sealed_figure
from data_access.scope import Scope

LAYER = "published"


class SealedError(InputError):
    """A sealed month would change without a reason; nothing was written."""


@dataclass(frozen=True, slots=True)
class Seal:
    """One sealed month of a county. version: the newest one then; at: UTC."""

    id: int
    area: str
    month: int
    version: int
    figures: int
    note: str
    account: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Amendment:
    """What one data version changed of a sealed month, and why."""

    version: int
    seal: int
    figures: int
    reason: str
    account: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of a sealed month then and now (None: not reported). versions: those since that changed it, in order."""

    indicator: str
    area: str
    span: str
    sealed: Row | None
    present: Row | None
    version: int  # from which the present one holds
    versions: tuple[int, ...]


def seals(connection: Connection, scope: Scope, area: str = "") -> list[Seal]:
    """The sealed months of the county that holds the area (empty: of all that concern the scope), the newest first."""
    query = select(*seal.c).order_by(seal.c.month.desc(), seal.c.area)
    found = [Seal(**row._mapping) for row in connection.execute(query)]
    return [one for one in found if _concerns(one.area, scope) and (area.startswith(one.area) or not area)]


def _concerns(county: str, scope: Scope) -> bool:
    """Whether the scope covers the county or lies in it: a township must know which months are closed."""
    return scope.covers(county) or any(prefix.startswith(county) for prefix in scope.areas)


def amendments(connection: Connection, scope: Scope, *, as_of: int | None = None) -> list[Amendment]:
    """Every change of a sealed month, in the order in which they came."""
    wanted = {one.id for one in seals(connection, scope)}
    query = select(*amendment.c).where(amendment.c.seal.in_(wanted)).order_by(amendment.c.version, amendment.c.seal)
    rows = connection.execute(query if as_of is None else query.where(amendment.c.version <= as_of))
    return [Amendment(**row._mapping) for row in rows]


def put_seal(connection: Connection, scope: Scope, tree: AreaTree, area: str, month: int, note: str = "") -> Seal:
    """Seal a month of a whole county as its figures stand now. Raises InputError."""
    words = f"{month // 100}年{month % 100}月"
    scope.demand("may_publish")
    if not scope.covers(area):
        raise InputError(f"账号“{scope.account}”不能定稿，没有改动。", "请由管全县的账号办理。")
    if area not in tree or tree.ancestors(area) or tree[area].setting == CONTEXT:
        raise InputError("定稿以全县为单位，没有改动。", "请选县（市、区）一级再定稿。")
    if connection.execute(select(seal.c.id).where(seal.c.area == area, seal.c.month == month)).first():
        raise InputError(f"{tree.name(area)}{words}已经定稿，没有重复定稿。", "定稿后的改动以修订方式留痕，不能重新定稿。")
    number = next_number(connection, seal.c.id)
    kept = connection.execute(
        insert(sealed_figure).from_select(["seal", *_KEPT], _standing(literal(number), area, month))
    ).rowcount  # fmt: skip
    if not kept:
        raise InputError(f"{tree.name(area)}{words}还没有任何数，没有定稿。", "请核对月份。")
    version = connection.execute(select(func.max(schema.batch.c.version))).scalar()
    made = Seal(number, area, month, version, kept, note.strip(), scope.account, datetime.now(UTC).replace(tzinfo=None))
    connection.execute(insert(seal).values({name: getattr(made, name) for name in Seal.__dataclass_fields__}))
    audit.record(connection, scope.account, "seal", f"{tree.name(area)}{words}", f"数据版本{version}，{kept}个数")
    return made


_KEPT = ("area", "indicator", "span", *Row._fields)


def _standing(number, area: str, month: int):
    """Every figure of the county that closes in the month, as it stands."""
    columns = schema.figure.c
    key = (columns.indicator, columns.span, columns.area)
    newest = func.row_number().over(partition_by=key, order_by=columns.version.desc()).label("newest")
    rows = select(*(columns[name] for name in _KEPT), newest).where(
        columns.month == month, columns.layer == LAYER, columns.area.startswith(area, autoescape=True)
    )
    ranked = rows.subquery()
    return select(number, *(ranked.c[name] for name in _KEPT)).where(ranked.c.newest == 1, ranked.c.basis != "gone")


class Guard:
    """Stands beside a roll-up: what it changes of sealed months is an amendment with a reason, or is refused."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._seals = connection.execute(select(seal.c.id, seal.c.area, seal.c.month)).all()
        self.months = frozenset(one.month for one in self._seals)

    @contextmanager
    def over(self, store: FigureStore, version: int, reason: str, account: str, moment: datetime) -> Iterator[None]:
        """The roll-up of one version. Raises SealedError where it changes a sealed month and no reason is given."""
        store.watched, store.changed = (self.months if store.layer == LAYER else frozenset()), []
        yield
        self._settle(version, store.changed, reason, account, moment)

    def _settle(self, version: int, changed: Iterable[Changed], reason: str, account: str, moment: datetime) -> None:
        counts: dict[int, int] = defaultdict(int)
        for one in changed:
            if amounts(one.before) != amounts(one.after):
                for each in self._seals:
                    if each.month == one.month and one.area.startswith(each.area):
                        counts[each.id] += 1
        if not counts:
            return
        if not reason.strip():
            raise SealedError(_refusal([each.month for each in self._seals if each.id in counts], sum(counts.values())), AMEND)
        rows = [
            {"version": version, "seal": number, "figures": count, "reason": reason.strip(), "account": account, "at": moment}
            for number, count in counts.items()
        ]
        self._connection.execute(insert(amendment), rows)


AMEND = "确属更正的，请写明修订原因后再提交：会作为“修订”留痕，定稿时的数照旧保留。"


def _refusal(months: Collection[int], count: int) -> str:
    names = "、".join(f"{month // 100}年{month % 100}月" for month in sorted(months))
    return f"{names}已经定稿，这次会改动其中{count}个数（含随之变动的合计和比率），没有写入任何数据。"


def amounts(row: Row | None) -> tuple:
    """What is printed of a figure: its amounts, not how many reported or who may see it."""
    return (None, None, None, "") if row is None else (row.value, row.numerator, row.denominator, row.approx)


def differences(
    connection: Connection, scope: Scope, one: Seal, areas: Collection[str], *, indicators: Collection[str] = (), as_of: int | None = None
) -> list[Difference]:  # fmt: skip
    """What has changed of a sealed month in these areas (and indicators), by area, indicator and span.

    Figures that the scope may not see, then or now, are left out.
    """
    then = _sealed(connection, scope, one, areas, indicators)
    history = _history(connection, scope, one, areas, indicators, as_of)
    found = []
    for key in sorted(then.keys() | history.keys()):
        area, indicator, span = key
        before, rows = then.get(key), history.get(key, [])
        version, now = rows[-1] if rows else (0, None)
        if amounts(before) == amounts(now) or (not scope.may_see_small and any(row and row.mask for row in (before, now))):
            continue
        found.append(Difference(indicator, area, span, before, _there(now), version, _changing(rows, one.version)))
    return found


def _there(row: Row | None) -> Row | None:
    return None if row is None or row.basis == "gone" else row


def _changing(rows: list[tuple[int, Row]], sealed_at: int) -> tuple[int, ...]:
    """The versions after the seal in which the amounts changed."""
    pairs = zip([(0, None), *rows], rows, strict=False)
    return tuple(version for (_, before), (version, row) in pairs if version > sealed_at and amounts(before) != amounts(row))


def _sealed(connection: Connection, scope: Scope, one: Seal, areas, indicators) -> dict[tuple[str, str, str], Row]:
    table = sealed_figure.c
    query = select(table.area, table.indicator, table.span, *(table[name] for name in Row._fields))
    query = query.where(
        table.seal == one.id, table.area.in_(sorted(areas)), scope.where(table.area), scope.of_lines(table.indicator)
    )
    query = query.where(table.indicator.in_(sorted(indicators))) if indicators else query
    return {(area, indicator, span): Row(*values) for area, indicator, span, *values in connection.execute(query)}


def _history(connection: Connection, scope: Scope, one: Seal, areas, indicators, as_of) -> dict[tuple, list[tuple[int, Row]]]:
    """Every row of the month since ever, by area, indicator and span; the last of each is in force."""
    table = schema.figure.c
    query = (
        select(table.area, table.indicator, table.span, table.version, *(table[name] for name in Row._fields))
        .where(table.month == one.month, table.layer == LAYER, table.area.in_(sorted(areas)))
        .where(scope.where(table.area), scope.of_lines(table.indicator))
        .order_by(table.version)
    )
    query = query.where(table.indicator.in_(sorted(indicators))) if indicators else query
    query = query if as_of is None else query.where(table.version <= as_of)
    found: dict[tuple, list[tuple[int, Row]]] = defaultdict(list)
    for area, indicator, span, version, *values in connection.execute(query):
        found[area, indicator, span].append((version, Row(*values)))
    return found


def forget(connection: Connection, under) -> None:
    """Take away the seals of counties that are taken away. under: a condition on an area's column."""
    leaving = select(seal.c.id).where(under(seal.c.area))
    for table in (amendment, sealed_figure):
        connection.execute(delete(table).where(table.c.seal.in_(leaving)))
    connection.execute(delete(seal).where(under(seal.c.area)))
