"""The one Engine of a data folder, with the settings that survived faults, and the two ways to open a connection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from uuid import uuid4

from filelock import FileLock
from sqlalchemy import (
    Connection,
    Engine,
    Table,
    bindparam,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    make_url,
    select,
)
from sqlalchemy.exc import DatabaseError, InternalError, OperationalError

from data_access import (
    schema,
    schema_account,  # noqa: F401
    schema_assessment,  # noqa: F401
    schema_briefing,  # noqa: F401 its tables belong to the same metadata, as do the next ones
    schema_follow_up,  # noqa: F401
    schema_map,  # noqa: F401
    schema_mapping,  # noqa: F401
    schema_meeting,  # noqa: F401
    schema_seal,  # noqa: F401
    schema_submission,  # noqa: F401
    settings,
)
from data_access.errors import CockpitError, SchemaTooNew, SettingsError

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL loses acknowledged commits in a power cut
    "foreign_keys=ON",
    "busy_timeout=5000",
    "cache_size=-65536",
    "mmap_size=1073741824",
    "temp_store=MEMORY",
)
AT_ONCE = 5_000  # rows handed to the driver
NOT_OURS = ("数据库文件已损坏或不是本程序的数据库，没有改动。", "请从最近的备份恢复，或移走该文件后重新启动。")
TURN = 6_142_857  # the name of the writers' lock, any number that is ours alone
TURN_MS = 10_000
WRITE_MS = 600_000  # an import may take its time; a page may not
WRITER_SECONDS = 605
STATE = "state"  # in `meta`: another word after every change of what figures rest on, also when a backup comes back
_VALUE = select(schema.meta.c.value).where(schema.meta.c.name == bindparam("wanted"))
POSTGRES_OPTIONS = "-c lock_timeout=2000 -c idle_in_transaction_session_timeout=300000 -c jit=off"


def engine() -> Engine:
    """The Engine for the present settings."""
    return _engine(settings.database_url())


@lru_cache(maxsize=8)
def _engine(url: str) -> Engine:
    return engine_of(url)


def engine_of(url: str) -> Engine:
    """A new Engine for one database, such as a copy; whoever asks for it disposes of it."""
    if url.startswith("sqlite"):
        made = create_engine(url, connect_args={"isolation_level": None, "check_same_thread": False})
        event.listen(made, "connect", _set_pragmas)
        event.listen(made, "begin", _begin_sqlite)
        return made
    return _server_engine(url)


def _server_engine(url: str) -> Engine:
    from data_access.patience import STATEMENT_MS, PatientConnection  # its driver is not needed for a file

    def connect() -> PatientConnection:
        options = f"-c statement_timeout={STATEMENT_MS} {POSTGRES_OPTIONS}"
        target = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        return PatientConnection.connect(target, connect_timeout=2, options=options)

    made = create_engine(url, creator=connect, pool_pre_ping=True, pool_timeout=3, isolation_level="REPEATABLE READ")
    event.listen(made, "checkin", _patient_again)
    return made


def _patient_again(connection, _record) -> None:
    if connection is not None:
        vars(connection).pop("patience", None)


def _set_pragmas(connection, _record) -> None:
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # The driver does not BEGIN for a SELECT (torn reads), and a deferred BEGIN that later writes fails at once with
    # "database is locked": so we say BEGIN ourselves, and writers say it as IMMEDIATE.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading() -> Iterator[Connection]:
    """A consistent view for any number of reads."""
    with calm(), engine().connect() as connection:
        yield connection


@contextmanager
def writing() -> Iterator[Connection]:
    """One short write transaction: all or nothing. Writers come one after the other, so "the newest number plus one" is safe.

    What it changes of the figures' ground gives the database a new `state`.
    """
    with calm(), engine().connect() as connection:
        options = {} if connection.dialect.name == "sqlite" else {"isolation_level": "READ COMMITTED"}
        with connection.execution_options(writes=True, **options).begin():
            _wait_for_turn(connection)
            changes: list[bool] = []
            event.listen(connection, "before_cursor_execute", lambda *call: changes.append(_changes_figures(call[4])))
            yield connection
            if any(changes):
                remember(connection, STATE, uuid4().hex)


def _wait_for_turn(connection: Connection) -> None:
    """What BEGIN IMMEDIATE is on SQLite. READ COMMITTED: what is read after the wait must be what the last writer left."""
    if connection.dialect.name == "postgresql":
        connection.connection.dbapi_connection.patience = WRITER_SECONDS
        limits = {"statement_timeout": WRITE_MS, "lock_timeout": TURN_MS, "idle_in_transaction_session_timeout": WRITE_MS}
        connection.exec_driver_sql("; ".join(f"SET LOCAL {name} = {limit}" for name, limit in limits.items()))
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")


def _changes_figures(context) -> bool:
    """Whether a statement may change what a figure says; all do but reads and those on tables that say they stand apart."""
    if context.compiled is None or not context.is_crud:
        return not getattr(context.invoked_statement, "is_select", False)
    return not context.compiled.statement.table.info.get(schema.APART)


def insert_many(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[tuple]) -> int:
    """Append rows of plain values, a few thousand at a time; returns how many.

    The compiled statement goes to the driver, without a dict per row.
    """
    statement = insert(table).compile(dialect=connection.dialect, column_keys=list(columns))
    order = statement.positiontup if statement.positional else None
    if order is None:
        arranged = (dict(zip(columns, row, strict=True)) for row in rows)
    elif list(order) == list(columns):
        arranged = iter(rows)
    else:
        arranged = map(itemgetter(*(columns.index(name) for name in order)), rows)
    count = 0
    while some := list(islice(arranged, AT_ONCE)):
        connection.exec_driver_sql(str(statement), some)
        count += len(some)
    return count


@contextmanager
def calm() -> Iterator[None]:
    """The database's own faults, in words for the reader."""
    try:
        yield
    except (OperationalError, InternalError) as fault:  # the second: a session that the server has ended
        reason = str(fault.orig).lower()
        if "full" in reason or "disk i/o" in reason:
            raise CockpitError("磁盘已满，未写入任何数据。", "请清理磁盘空间后重新操作；页面仍可查看。") from fault
        if "locked" in reason or "lock timeout" in reason:
            raise CockpitError("另一份数据正在保存，本次操作没有写入。", "请稍等几秒后重试。") from fault
        raise CockpitError(
            "数据库暂时连不上，页面没有取到数据。", "请稍后刷新；如持续出现，请联系信息管理员检查数据库服务。"
        ) from fault


def create_schema() -> bool:
    """Create the tables of an empty database; True if this call made them. An older database gets the tables that it lacks.

    Raises SchemaTooNew, SettingsError.
    """
    with FileLock(settings.data_dir() / "initialise.lock"):
        try:
            return _create_or_check()
        except DatabaseError as fault:
            if "not a database" in str(fault).lower() or "malformed" in str(fault).lower():
                raise SettingsError(*NOT_OURS) from fault
            raise


def _create_or_check() -> bool:
    found = inspect(engine())
    tables = found.get_table_names()
    if tables and not ("meta" in tables and {"name", "value"} <= {column["name"] for column in found.get_columns("meta")}):
        raise SettingsError(*NOT_OURS)
    if not tables:
        with writing() as connection:
            schema.metadata.create_all(connection)
            connection.execute(insert(schema.meta).values(name="schema_version", value=str(schema.SCHEMA_VERSION)))
        return True
    with reading() as connection:
        query = select(schema.meta.c.value).where(schema.meta.c.name == "schema_version")
        found = int(connection.execute(query).scalar_one_or_none() or 0)
    if found > schema.SCHEMA_VERSION:
        raise SchemaTooNew(
            what=f"数据库由更新版本的程序建立（结构版本{found}，本程序支持到{schema.SCHEMA_VERSION}），没有打开，数据未改动。",
            remedy="请升级程序后再启动，或用 COCKPIT_DATA_DIR 指向另一个数据目录。",
        )
    if set(schema.metadata.tables) - set(tables):  # of an older program: what is new is added, what is there stays
        with writing() as connection:
            schema.metadata.create_all(connection)
    if not remembered(STATE):  # of an older program, too
        with writing() as connection:
            remember(connection, STATE, uuid4().hex)
    return False


def is_ours(connection: Connection) -> bool:
    """Whether the tables of this program are there."""
    return {"meta", "batch", "observation", "figure"} <= set(inspect(connection).get_table_names())


def remembered(name: str) -> str:
    """What the database remembers under a name: `ready`, `catalogue_hash`; empty if nothing."""
    with reading() as connection:
        return recalled(connection, name)


def recalled(connection: Connection, name: str) -> str:
    """The same, inside a read that is going on."""
    return connection.execute(_VALUE, {"wanted": name}).scalar() or ""


def remember(connection: Connection, name: str, value: str) -> None:
    """Said in the transaction of the work it vouches for, so that work that was broken off starts anew."""
    connection.execute(delete(schema.meta).where(schema.meta.c.name == name))
    connection.execute(insert(schema.meta).values(name=name, value=value))
