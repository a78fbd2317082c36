"""定稿锁定 on the command line: seal a month, and see what was changed of it since."""

from __future__ import annotations

import click

from commands.frame import BLOCKED, cli, month_of, opened, option_as, write
from data_access.errors import InputError
from data_access.seals import Seal
from metrics import sealing
from metrics.formatting import month_text
from metrics.source import Source

FORM = click.Choice(("csv", "json"))


@cli.command("seal", help="定稿锁定一个月；有单位未报齐又没有写原因时退出码为3。--show 列出定稿后的改动。")
@click.argument("month")
@click.option("--area", default="", help="县的区划代码；不写为本县")
@click.option("--reason", default="", help="有单位未报齐仍要定稿的原因，与定稿一同保存")
@click.option("--show", is_flag=True, help="不定稿，只列出定稿后的改动：上报值、现值、差额、原因；有改动没有修订记录时退出码为3")
@click.option("--format", "form", type=FORM, default="csv", show_default=True)
@option_as
def seal_month(month: str, area: str, reason: str, show: bool, form: str, account: str) -> int:
    wanted = month_of(month, "MONTH")
    with opened(account) as source:
        county = sealing.county_of(source, area)
        if show:
            return _show(source, county, wanted, form)
        name, scope = source.tree.name(county), source.scope
        is_open = all(one.month != wanted for one in sealing.seals_of(source, county))
        lacking = sealing.gaps(source, county, wanted) if is_open else []
    if lacking and not reason.strip():
        click.echo(f"{sealing.gap_text(lacking)}，没有定稿。请催报；仍要定稿的用 --reason 写明原因。")
        return BLOCKED
    one = sealing.seal(scope, county, wanted, reason)
    click.echo(f"{name}{month_text(wanted)}已定稿：{one.figures:,}个数，数据版本{one.version}。")
    return 0


def _show(source: Source, county: str, month: int, form: str) -> int:
    one = _sealed(source, county, month)
    areas = [county, *(row.code for row in source.tree.children(county))]
    found = sealing.differences(source, one, areas)
    table = sealing.difference_table(source, one, found)
    write(table.to_dict("records"), tuple(table.columns), form, None)
    known = sealing.amendments_of(source, [one])
    return 0 if all(sealing.is_explained(each, known) for each in found) else BLOCKED


def _sealed(source: Source, county: str, month: int) -> Seal:
    one = next((one for one in sealing.seals_of(source, county) if one.month == month), None)
    if one is None:
        raise InputError(f"{source.tree.name(county)}{month_text(month)}还没有定稿。", "可用 seal 命令定稿。")
    return one
