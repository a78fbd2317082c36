"""Figures on the command line: one value as JSON, a table, the lists, the findings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
import orjson

from commands.frame import COMPARE, SPAN, area_of, cli, codes_of, month_of, opened, option_as, span_of, write
from data_access.errors import InputError
from metrics import answers, five, quality, why
from metrics.progress_board import pace_answer
from metrics.source import Source


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
    span = span_of(kind, to)
    with opened(account, as_of) as source:
        code = source.catalogue.resolve(indicator)
        found = answers.answer(source, code, area_of(source, area), span, compare)
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
    start_month, end_month = month_of(first, "--from"), month_of(last, "--to")
    if start_month > end_month:
        raise InputError(f"起始月份{first}晚于截止月份{last}。", "请对调 --from 与 --to。")
    spans = answers.closing_spans(kind, start_month, end_month)
    if not spans:
        raise InputError(f"{first}至{last}之间没有完整的年度。", "按年导出时请包含12月，或改用 --span ytd。")
    with opened(account, as_of) as source:
        rows = answers.table(source, codes_of(source, indicators), area_of(source, area), children, spans)
    write(rows, answers.TABLE_COLUMNS, form, output)


def _listing(name: str, rows_of: Callable[[Source], list[dict[str, Any]]], about: str) -> None:
    @cli.command(name, help=about)
    @click.option("--format", "form", type=click.Choice(("csv", "json")), default="csv", show_default=True)
    @click.option("--output", type=click.Path(dir_okay=False), help="写入文件")
    @option_as
    def listing(form: str, output: str | None, account: str) -> None:
        with opened(account) as source:
            rows = rows_of(source)
        write(rows, tuple(rows[0]) if rows else (), form, output)


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
    month = month_of(to, "--to")
    with opened(account, as_of) as source:
        rows = quality.records(source, quality.findings(source, area_of(source, area), month))
    write(rows, quality.RECORD_COLUMNS, form, output)
