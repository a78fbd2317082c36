"""What all commands share: the group, its Chinese errors, reading an argument, opening the data, writing the answer."""

from __future__ import annotations

import csv
import getpass
import io
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click
import orjson
import pandas as pd

from data_access import accounts, audit, engine
from data_access.errors import CockpitError, InputError
from data_access.scope import EVERYTHING, Scope
from data_access.seals import SealedError
from metrics import permissions
from metrics.results import SPAN_KINDS, Span
from metrics.source import Source, open_source
from sample_data import start

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
SPAN = click.Choice(SPAN_KINDS)
COMPARE = click.Choice(("yoy", "prev", "target", "none"))
BLOCKED = 3  # a command's exit status where what it found forbids to go on


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0, BLOCKED by what it found, or 2 after one Chinese sentence on stderr about what was wrong with the input."""
    try:
        found = cli.main(arguments, prog_name="manage.py", standalone_mode=False)
    except CockpitError as error:
        lines = [f"{error.what}{error.remedy}", *error.problems]
        click.echo("\n".join(dict.fromkeys(lines)), err=True)
        return BLOCKED if isinstance(error, SealedError) else 2
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 2
    except click.UsageError as error:
        click.echo(_in_chinese(error), err=True)
        return 2
    except click.Abort:
        click.echo("已取消，未写入任何数据。", err=True)
        return 2
    return found if isinstance(found, int) else 0


def _in_chinese(error: click.UsageError) -> str:
    hint = "用 --help 查看用法。"
    if isinstance(error, click.NoSuchOption):
        return f"没有参数“{error.option_name}”。{hint}"
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.opts[-1] if error.param.param_type_name == "option" else error.param.human_readable_name
        if isinstance(error, click.MissingParameter):
            return f"缺少参数 {name}。{hint}"
        if isinstance(error.param.type, click.Choice):
            return f"参数 {name} 只能是：{'、'.join(error.param.type.choices)}。"
        return f"参数 {name} 的值不正确。{hint}"
    name = getattr(error, "command_name", None)
    return f"没有命令“{name}”。{hint}" if name else f"命令写法不对。{hint}"


@click.group(help="民政领导驾驶舱：取数、导表、开县设置。")
def cli() -> None:
    pass


@contextmanager
def opened(account: str, as_of: int | None = None):
    """The data folder made ready, read with the account's Scope, as of a data version."""
    scope = scope_of(account)
    start.initialise()
    with open_source(scope, as_of) as source:
        if as_of is not None and not 1 <= as_of <= source.version:
            raise InputError(f"没有数据版本{as_of}。", f"现有版本为1至{source.version}，可用 versions 命令查看。")
        yield source


def scope_of(account: str) -> Scope:
    """The rights of an account by name; `local` is whoever may run commands on this machine. Raises InputError."""
    audit.origin.set(f"命令行 {getpass.getuser()}")
    if account == EVERYTHING.account:
        return EVERYTHING
    start.initialise()
    with engine.reading() as connection:
        return permissions.scope_of(accounts.named(connection, account))


def told(account: str, action: str, target: str, detail: str = "") -> None:
    """Tell the audit of what a command did."""
    with engine.writing() as connection:
        audit.record(connection, account, action, target, detail)


def area_of(source: Source, code: str) -> str:
    """The code itself, or that of the only area of this name."""
    rows = source.tree.rows
    if code in rows and source.scope.covers(code):
        return code
    near = [row for row in rows.values() if code and code in row.name][:3]
    near += [rows[one] for one in get_close_matches(code, rows, n=3 - len(near), cutoff=0.8)] if len(near) < 3 else []
    hint = "、".join(f"{row.name}（{row.code}）" for row in near)
    raise InputError(f"没有代码为“{code}”的区划。", f"是否应为：{hint}？" if near else "可用 areas 命令查看全部区划代码。")


def month_of(text: str, name: str) -> int:
    match = MONTH.fullmatch(text)
    if not match:
        raise InputError(f"参数 {name} 的月份“{text}”写法不对。", "应写成四位年份-两位月份，例如 2022-10。")
    return int(match[1]) * 100 + int(match[2])


def span_of(kind: str, to: str) -> Span:
    month = month_of(to, "--to")
    return Span(kind, month // 100 * 100 + 12 if kind == "year" else month)


def codes_of(source: Source, text: str) -> list[str]:
    codes = [source.catalogue.resolve(code.strip()) for code in text.split(",") if code.strip()]
    if not codes:
        raise InputError("没有写要导出的指标。", "请写 --indicators 指标编号，多个之间用英文逗号隔开。")
    return list(dict.fromkeys(codes))


def option_as(command: Callable) -> Callable:
    return click.option("--as", "account", default=EVERYTHING.account, help="以哪个账号查看")(command)


def write(rows: list[dict[str, Any]], columns: tuple[str, ...], form: str, output: str | None) -> None:
    content = _encoded(rows, columns, form)
    if output is None:
        if form == "parquet" and sys.stdout.isatty():
            raise InputError("parquet 是二进制格式，不能显示在屏幕上。", "请用 --output 写入文件。")
        click.echo(content, nl=False)
        return
    save(Path(output), b"\xef\xbb\xbf" + content if form == "csv" else content)


def _encoded(rows: list[dict[str, Any]], columns: tuple[str, ...], form: str) -> bytes:
    if form == "json":
        return orjson.dumps(rows, option=orjson.OPT_INDENT_2) + b"\n"
    if form == "parquet":
        numeric = {name: "float64" for name in ("value", "numerator", "denominator") if name in columns}
        buffer = io.BytesIO()
        pd.DataFrame(rows, columns=list(columns)).astype(numeric).to_parquet(buffer, index=False)
        return buffer.getvalue()
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def form_of(file: Path, forms: Iterable[str]) -> str:
    """The form that a file's name asks for."""
    form = file.suffix.lower()
    if form not in forms:
        raise InputError(f"不能导出为“{file.name}”。", f"文件名应以 {'、'.join(forms)} 结尾。")
    return form


def save(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise InputError(f"无法写入文件“{path}”（{fault.strerror}）。", "请换一个有写权限的位置。") from fault
