"""A bureau's own county: its areas, duties, targets, settings and back data, written in one transaction.

An area that is named again keeps its code and its history: a new name is a new row, valid from its month. Whatever
stood here of the demo county leaves with the first set-up; the published reports stay.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from data_access import plans, schema
from data_access.areas import AreaTree, add_areas, add_duties, load_duties, load_tree
from data_access.derivation import Derivation
from data_access.errors import InputError
from data_access.returns import commit, current_version, last_moment
from data_access.rollup import RollUp, Touched
from data_access.schema_assessment import score_entry, score_freeze
from data_access.schema_briefing import briefing_event, exported
from data_access.schema_follow_up import follow_up
from data_access.schema_map import area_shape
from data_access.schema_mapping import mapping
from data_access.schema_meeting import meeting_event
from data_access.schema_submission import submission, submission_step
from data_access.scope import EVERYTHING
from data_access.seals import Guard, forget
from data_access.specs import AreaRow, DutyRow, Observation, Return, TargetRow
from data_access.standing import taken_back
from data_access.suppression import Thresholds

SINCE_EVER = 190001  # valid from, where a published report already holds the code's first row
OPEN_END = 999912
RESHAPED = "开县设置改动了区划或报送责任，合计随之重算"  # what a sealed month's amendment says then


@dataclass(frozen=True)
class OwnCounty:
    """What a set-up form says, checked. stated_groups: duty groups that the form lists itself, in full."""

    areas: tuple[AreaRow, ...]
    duties: tuple[DutyRow, ...]
    stated_groups: frozenset[str] = frozenset()
    targets: tuple[TargetRow, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    history: tuple[Observation, ...] = ()
    file_name: str = ""

    @property
    def root(self) -> AreaRow:
        codes = {row.code for row in self.areas}
        return next(row for row in self.areas if row.parent not in codes)


@dataclass(frozen=True, slots=True)
class Done:
    """What a set-up changed; version 0: nothing differed, nothing was written."""

    version: int
    added: int = 0
    renamed: int = 0
    changed: int = 0
    targets: int = 0
    history: int = 0


def own_root(tree: AreaTree) -> AreaRow | None:
    """The county that was set up, if one was."""
    own = [row for row in tree.rows.values() if row.setting == "own"]
    return next((row for row in own if row.parent not in tree.rows or tree.rows[row.parent].setting != "own"), None)


def set_up(connection: Connection, county: OwnCounty, derivation: Derivation, who: str) -> Done:
    """Write the county and take the demo away. Raises InputError where another county was set up before."""
    tree = load_tree(connection)
    present = own_root(tree)
    if present is not None and present.code != county.root.code:
        raise InputError(
            f"这里已经启用{present.name}（{present.code}），没有改为{county.root.name}（{county.root.code}）。",
            "一套数据只供一个单位使用：请先恢复示例县（会移除现有数据），或换一个数据目录。",
        )
    if present is None:
        connection.execute(delete(schema.setting))  # thresholds and defaults of the demo say nothing about this county
    counts, duties = _put_areas(connection, tree, county.areas), _put_duties(connection, county)
    targets = _new_targets(connection, county)
    plans.add_targets(connection, targets)
    changed_settings = _changed_settings(connection, county)
    history = _new_history(connection, county)
    if present is not None and not (any(counts) or duties or targets or changed_settings or history):
        return Done(0)
    plans.put_settings(connection, changed_settings, who)
    version = _mark(
        connection, "setup", f"开县设置：{county.root.name}", county.root.code, county.file_name, who, derivation.hash
    )
    _rebuild(connection, derivation, county.root.code, version, who)
    if history:
        title = f"{county.root.name}历史数据"
        one = Return("history", title, county.root.code, history, county.file_name, submitted_by=who, submitted_at=_now())
        version = commit(connection, [one], derivation)[0]
    if present is None:
        remove(connection, "demo", before=version)
    return Done(version, *counts, len(targets), len(history))


def remove(connection: Connection, setting: str, *, before: int) -> tuple[str, ...]:
    """Take away every area of this setting with all that hangs on them; returns their roots.

    Batches of data version `before` and later stay, so that version numbers never run backwards.
    """
    tree = load_tree(connection)
    roots = tuple(sorted(row.code for row in tree.rows.values() if row.setting == setting and _is_root(tree, row, setting)))
    if not roots:
        return ()
    batch, observation = schema.batch.c, schema.observation.c
    reported = select(observation.version).where(_under(observation.area, roots))
    leaving = select(batch.version).where(
        batch.kind != "published", batch.version < before, or_(_under(batch.area, roots), batch.version.in_(reported))
    )
    versions = connection.execute(leaving).scalars().all()
    for table in (schema.figure, schema.observation, schema.batch):
        connection.execute(delete(table).where(table.c.version.in_(versions)))
    numbers = select(submission.c.id).where(_under(submission.c.area, roots))
    connection.execute(delete(submission_step).where(submission_step.c.submission.in_(numbers)))
    of_areas = (
        schema.duty, schema.target, meeting_event, follow_up, briefing_event, exported, area_shape, mapping, submission, score_entry,
        score_freeze,
    )  # fmt: skip
    for table in of_areas:
        connection.execute(delete(table).where(_under(table.c.area, roots)))
    forget(connection, lambda column: _under(column, roots))
    connection.execute(delete(schema.area).where(schema.area.c.setting == setting, _under(schema.area.c.code, roots)))
    return roots


def restart(connection: Connection, title: str, area: str, who: str) -> int:
    """Clear the way for the demo: the own county, an older demo and every setting leave; returns the new data version."""
    version = _mark(connection, "reset", title, area, "", who, "")
    for setting in ("own", "demo"):
        remove(connection, setting, before=version)
    connection.execute(delete(schema.setting))
    return version


def _is_root(tree: AreaTree, row: AreaRow, setting: str) -> bool:
    return row.parent not in tree.rows or tree.rows[row.parent].setting != setting


def _under(column, roots: Collection[str]) -> ColumnElement[bool]:
    return or_(*(column.startswith(root, autoescape=True) for root in roots))


# -- areas and duties ---------------------------------------------------------------------------------------------------


def _put_areas(connection: Connection, tree: AreaTree, rows: Collection[AreaRow]) -> tuple[int, int, int]:
    """Areas added, renamed, and changed otherwise."""
    new: list[AreaRow] = []
    added = renamed = changed = 0
    for row in rows:
        wanted, before = replace(row, setting="own"), tree.rows.get(row.code)
        if before is None or before.setting != "own":
            new.append(wanted if before is None else replace(wanted, valid_from=wanted.valid_from or SINCE_EVER))
            added += 1
        elif wanted.name != before.name and (since := _since(wanted, before)):
            _update(connection, before, {"valid_to": _month_before(since)})
            new.append(replace(wanted, valid_from=since))
            renamed += 1
        else:
            differing = {key: value for key, value in asdict(wanted).items() if key not in ("code", "valid_from")}
            differing = {key: value for key, value in differing.items() if value != getattr(before, key)}
            if differing:
                _update(connection, before, differing)
                changed += 1
    if new:
        add_areas(connection, new)
    return added, renamed, changed


def _since(wanted: AreaRow, before: AreaRow) -> int:
    """The month from which a new name holds; 0: in the month of the last change, so that one is put right."""
    today = date.today()
    since = wanted.valid_from if wanted.valid_from > before.valid_from else today.year * 100 + today.month
    return since if since > before.valid_from else 0


def _update(connection: Connection, row: AreaRow, values: dict) -> None:
    area = schema.area.c
    connection.execute(update(schema.area).where(area.code == row.code, area.valid_from == row.valid_from).values(values))


def _month_before(month: int) -> int:
    return month - 1 if month % 100 > 1 else month - 89


def _put_duties(connection: Connection, county: OwnCounty) -> int:
    """Groups that the form lists are taken as listed; of the others an area keeps the duty it had. Rows changed."""
    duty = schema.duty.c
    rows = connection.execute(select(duty.group, duty.area, duty.first, duty.last).where(_under(duty.area, [county.root.code])))
    present = {(row.group, row.area, row.first): row.last for row in rows}
    held = {(group, area): (group, area, first) for group, area, first in sorted(present)}
    wanted: dict[tuple[str, str, int], int] = {}
    for row in county.duties:
        is_kept = row.group not in county.stated_groups and (row.group, row.area) in held
        wanted[held[row.group, row.area] if is_kept else (row.group, row.area, row.first)] = row.last
    stale = [key for key in present if key[0] in county.stated_groups and key not in wanted]
    different = {key: last for key, last in wanted.items() if present.get(key) != last}
    for group, area, first in [*stale, *(key for key in different if key in present)]:
        connection.execute(delete(schema.duty).where(duty.group == group, duty.area == area, duty.first == first))
    if different:
        add_duties(connection, [DutyRow(*key, last) for key, last in different.items()])
    return len(stale) + len(different)


# -- targets, settings, back data -----------------------------------------------------------------------------------------


def _new_targets(connection: Connection, county: OwnCounty) -> list[TargetRow]:
    """Those that differ from what is in force."""
    standing: dict[tuple, TargetRow] = {}
    for year in {row.year for row in county.targets}:
        for row in plans.targets(connection, EVERYTHING, year, {row.area for row in county.targets}):
            standing[row.indicator, row.area, row.year, row.task] = row
    return [row for row in county.targets if standing.get((row.indicator, row.area, row.year, row.task)) != row]


def _changed_settings(connection: Connection, county: OwnCounty) -> dict[str, str]:
    present = plans.settings(connection)
    return {name: value for name, value in county.settings.items() if present.get(name) != value}


def _new_history(connection: Connection, county: OwnCounty) -> list[Observation]:
    """Rows that no earlier back data held: sent again, an old row must not undo a correction made since."""
    table, batch = schema.observation.c, schema.batch
    columns = (table.indicator, table.area, table.first, table.last, table.year, table.value, table.approx)
    query = (
        select(*columns)
        .join_from(schema.observation, batch, batch.c.version == table.version)
        .where(batch.c.kind == "history", batch.c.area == county.root.code, table.version.not_in(taken_back()))
    )
    known = {tuple(row) for row in connection.execute(query)}
    return [
        row for row in county.history
        if (row.indicator, row.area, row.first, row.last, row.last // 100 or row.year, row.value, row.approx) not in known
    ]  # fmt: skip


def _mark(connection: Connection, kind: str, title: str, area: str, file_name: str, who: str, catalogue_hash: str) -> int:
    """A batch without observations: the change has its data version, and who made it."""
    version = current_version(connection) + 1
    moment = _now()
    connection.execute(
        insert(schema.batch).values(
            version=version, kind=kind, title=title, area=area, file_name=file_name, sha256=f"{kind}-{version}",
            submitted_by=who, submitted_at=moment, committed_at=moment, layer="published", note="",
            catalogue_hash=catalogue_hash, rows=0,
        )
    )  # fmt: skip
    return version


def _rebuild(connection: Connection, derivation: Derivation, root: str, version: int, who: str) -> None:
    """The county's figures again: new areas and duties change sums and how many are expected."""
    table = schema.observation.c
    query = select(table.indicator, table.year, table.area).distinct().where(_under(table.area, [root]), table.year > 0)
    touched: Touched = {}
    for indicator, year, area in connection.execute(query.where(table.nature == "actual", table.covers_whole.is_(True))):
        touched.setdefault((indicator, year), set()).add(area)
    tree = load_tree(connection)
    small = Thresholds(connection).since(last_moment(connection, "published", version), _now())
    roll_up = RollUp(connection, derivation, tree, load_duties(connection, tree), "published")
    with Guard(connection).over(roll_up.store, version, RESHAPED, who, _now()):
        roll_up.apply(version, touched, small)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
