"""The command line: figures as JSON, tables, the county's own set-up. `python manage.py --help`"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Callable
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click
import orjson
import pandas as pd

from data_access.errors import CockpitError, InputError
from data_access.preflight import require_free_port
from data_access.scope import EVERYTHING, Scope
from metrics import answers, catalogue_page, five, quality, why
from metrics.loading import catalogue
from metrics.progress_board import pace_answer
from metrics.results import SPAN_KINDS, Span
from metrics.source import Source, open_source
from sample_data import own_county, setup_form, setup_reader, start, targets_file

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
SPAN = click.Choice(SPAN_KINDS)
COMPARE = click.Choice(("yoy", "prev", "target", "none"))
ACCOUNTS = {EVERYTHING.account: EVERYTHING}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0, or 2 after one Chinese sentence on stderr about what was wrong with the input."""
    try:
        cli.main(arguments, prog_name="manage.py", standalone_mode=False)
    except CockpitError as error:
        lines = [f"{error.what}{error.remedy}", *error.problems]
        click.echo("\n".join(dict.fromkeys(lines)), err=True)
        return 2
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 2
    except click.UsageError as error:
        click.echo(_in_chinese(error), err=True)
        return 2
    except click.Abort:
        click.echo("已取消，未写入任何数据。", err=True)
        return 2
    return 0


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
def _source(account: str, as_of: int | None = None):
    """The data folder made ready, read with the account's Scope, as of a data version."""
    scope = _scope(account)
    start.initialise()
    with open_source(scope, as_of) as source:
        if as_of is not None and not 1 <= as_of <= source.version:
            raise InputError(f"没有数据版本{as_of}。", f"现有版本为1至{source.version}，可用 versions 命令查看。")
        yield source


def _scope(account: str) -> Scope:
    if account not in ACCOUNTS:
        raise InputError(f"没有账号“{account}”。", f"目前只有本机账号“{EVERYTHING.account}”，可以不写 --as。")
    return ACCOUNTS[account]


def _area(source: Source, code: str) -> str:
    """The code itself, or that of the only area of this name."""
    rows = source.tree.rows
    if code in rows and source.scope.covers(code):
        return code
    near = [row for row in rows.values() if code and code in row.name][:3]
    near += [rows[one] for one in get_close_matches(code, rows, n=3 - len(near), cutoff=0.8)] if len(near) < 3 else []
    hint = "、".join(f"{row.name}（{row.code}）" for row in near)
    raise InputError(f"没有代码为“{code}”的区划。", f"是否应为：{hint}？" if near else "可用 areas 命令查看全部区划代码。")


def _month(text: str, name: str) -> int:
    match = MONTH.fullmatch(text)
    if not match:
        raise InputError(f"参数 {name} 的月份“{text}”写法不对。", "应写成四位年份-两位月份，例如 2022-10。")
    return int(match[1]) * 100 + int(match[2])


def _span(kind: str, to: str) -> Span:
    month = _month(to, "--to")
    return Span(kind, month // 100 * 100 + 12 if kind == "year" else month)


def _codes(source: Source, text: str) -> list[str]:
    codes = [source.catalogue.resolve(code.strip()) for code in text.split(",") if code.strip()]
    if not codes:
        raise InputError("没有写要导出的指标。", "请写 --indicators 指标编号，多个之间用英文逗号隔开。")
    return list(dict.fromkeys(codes))


def option_as(command: Callable) -> Callable:
    return click.option("--as", "account", default=EVERYTHING.account, help="以哪个账号查看")(command)


@cli.command(help="一个指标的数值、构成、对比与来源（JSON）。")
@click.argument("indicator")
@click.option("--area", required=True, help="区划代码")
@click.option("--span", "kind", type=SPAN, required=True)
@click.option("--to", required=True, help="截止月份，如 2022-10")
@click.option("--compare", type=COMPARE, default="yoy", show_default=True)
@click.option("--five", "wants_five", is_flag=True, help="附当期、同比、环比、本年累计、累计同比")
@click.option("--why", "wants_why", is_flag=True, help="变动由哪些下级、哪些分项引起")
@click.option("--pace", is_flag=True, help="附目标、完成率、序时进度、还差和全年预计")
@click.option("--as-of", type=int, help="按哪个数据版本")
@option_as
def value(indicator, area, kind, to, compare, wants_five, wants_why, pace, as_of, account) -> None:
    span = _span(kind, to)
    with _source(account, as_of) as source:
        code = source.catalogue.resolve(indicator)
        found = answers.answer(source, code, _area(source, area), span, compare)
        if wants_five:
            found["five"] = five.record(five.five(source, code, area, span))
        if wants_why:
            found |= why.answer(source, code, area, span, compare)
        if pace:
            found["pace"] = pace_answer(source, code, area, span)
    click.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())


@cli.command(help="多个指标、月份、下级单位的数值表。")
@click.option("--indicators", required=True, help="指标编号，英文逗号隔开")
@click.option("--area", required=True, help="区划代码")
@click.option("--children", is_flag=True, help="列出下一级各单位，而不是本级")
@click.option("--span", "kind", type=SPAN, default="month", show_default=True)
@click.option("--from", "first", required=True, help="起始月份，如 2022-01")
@click.option("--to", "last", required=True, help="截止月份，如 2022-12")
@click.option("--format", "form", type=click.Choice(("csv", "json", "parquet")), default="csv", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False), help="写入文件")
@click.option("--as-of", type=int, help="按哪个数据版本")
@option_as
def table(indicators, area, children, kind, first, last, form, output, as_of, account) -> None:
    start_month, end_month = _month(first, "--from"), _month(last, "--to")
    if start_month > end_month:
        raise InputError(f"起始月份{first}晚于截止月份{last}。", "请对调 --from 与 --to。")
    spans = answers.closing_spans(kind, start_month, end_month)
    if not spans:
        raise InputError(f"{first}至{last}之间没有完整的年度。", "按年导出时请包含12月，或改用 --span ytd。")
    with _source(account, as_of) as source:
        rows = answers.table(source, _codes(source, indicators), _area(source, area), children, spans)
    _write(rows, answers.TABLE_COLUMNS, form, output)


def _listing(name: str, rows_of: Callable[[Source], list[dict[str, Any]]], about: str) -> None:
    @cli.command(name, help=about)
    @click.option("--format", "form", type=click.Choice(("csv", "json")), default="csv", show_default=True)
    @click.option("--output", type=click.Path(dir_okay=False), help="写入文件")
    @option_as
    def listing(form: str, output: str | None, account: str) -> None:
        with _source(account) as source:
            rows = rows_of(source)
        _write(rows, tuple(rows[0]) if rows else (), form, output)


_listing("areas", answers.areas, "全部区划。")
_listing("indicators", answers.indicators, "全部指标及口径。")
_listing("versions", answers.versions, "全部数据版本（每次入库一个）。")


@cli.command("findings", help="数据质量：一个单位到某月为止需要核实之处，按后果排序。")
@click.option("--area", required=True, help="区划代码")
@click.option("--to", required=True, help="截止月份，如 2025-10；核对当年1月至该月")
@click.option("--format", "form", type=click.Choice(("csv", "json")), default="csv", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False), help="写入文件")
@click.option("--as-of", type=int, help="按哪个数据版本")
@option_as
def list_findings(area: str, to: str, form: str, output: str | None, as_of: int | None, account: str) -> None:
    month = _month(to, "--to")
    with _source(account, as_of) as source:
        rows = quality.records(source, quality.findings(source, _area(source, area), month))
    _write(rows, quality.RECORD_COLUMNS, form, output)


def _write(rows: list[dict[str, Any]], columns: tuple[str, ...], form: str, output: str | None) -> None:
    content = _encoded(rows, columns, form)
    if output is None:
        if form == "parquet" and sys.stdout.isatty():
            raise InputError("parquet 是二进制格式，不能显示在屏幕上。", "请用 --output 写入文件。")
        click.echo(content, nl=False)
        return
    _save(Path(output), b"\xef\xbb\xbf" + content if form == "csv" else content)


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


def _save(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise InputError(f"无法写入文件“{path}”（{fault.strerror}）。", "请换一个有写权限的位置。") from fault


# -- the county's own set-up ------------------------------------------------------------------------------------------


@cli.command("setup", help="用填好的开县设置表启用本县，替换示例县。")
@click.argument("file", type=click.Path())
@click.option("--check", is_flag=True, help="只检查，不写入")
@option_as
def set_up(file: str, check: bool, account: str) -> None:
    _scope(account)
    start.initialise()
    path = Path(file)
    if not path.is_file():
        raise InputError(f"找不到文件“{file}”。", "请核对路径；空白表可用 setup-form 命令生成。")
    county = setup_reader.read(path.read_bytes(), path.name)
    if check:
        click.echo(f"检查通过，未写入：{setup_reader.summary(county)}")
        return
    click.echo(own_county.set_up(county, account))


@cli.command("setup-form", help="生成空白的开县设置表；--example 按示例县填好。")
@click.argument("output", type=click.Path(dir_okay=False))
@click.option("--example", is_flag=True)
def blank_form(output: str, example: bool) -> None:
    start.initialise()
    _save(Path(output), setup_form.example() if example else setup_form.blank())
    click.echo(f"已生成：{output}")


@cli.command("targets", help="导入目标：CSV 或“目标”表（.xlsx），列名同开县设置表。")
@click.argument("file", type=click.Path())
@click.option("--check", is_flag=True, help="只检查，不写入")
@option_as
def put_targets(file: str, check: bool, account: str) -> None:
    path = Path(file)
    if not path.is_file():
        raise InputError(f"找不到文件“{file}”。", "请核对路径；空白表可用 setup-form 命令生成。")
    with _source(account) as source:
        rows = targets_file.read(path.read_bytes(), path.name, source)
        if not source.scope.may_submit:
            raise InputError(f"账号“{account}”不能修改目标，没有写入任何数据。", "请用有报送权限的账号。")
    said = targets_file.summary(rows)
    click.echo(f"检查通过，未写入：{said}。" if check else f"{said}：{targets_file.put(rows)}")


@cli.command("reset-demo", help="移除本县全部数据，恢复示例县。")
@click.option("--yes", is_flag=True, help="确认移除本县数据")
@option_as
def reset_demo(yes: bool, account: str) -> None:
    _scope(account)
    start.initialise()
    if not yes:
        raise InputError("恢复示例县会移除本县的区划、目标和全部已报数据。", "确认要这样做，请加上 --yes 再执行一次。")
    click.echo(own_county.reset_demo(account))


@cli.command(help="启动前检查：数据目录能否写入、数据库能否打开、端口是否空闲。")
@click.option("--port", type=int, required=True)
def preflight(port: int) -> None:
    start.initialise()
    require_free_port(port)
    click.echo(f"可以启动：端口{port}空闲，数据目录正常。")


@cli.command("catalogue", help="按现行指标目录重写 docs/catalogue.md。")
def rewrite_catalogue() -> None:
    _save(catalogue_page.PAGE, catalogue_page.catalogue_markdown(catalogue()).encode())
    click.echo(f"已重写：{catalogue_page.PAGE}")


if __name__ == "__main__":
    sys.exit(main())
