"""Briefings as a file, also by a timer, and the figures of an exported file again by its verification code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from commands.frame import BLOCKED, area_of, cli, form_of, month_of, opened, option_as, save, scope_of
from commands.slide_templates import content_of, option_template
from data_access import briefings
from data_access.errors import InputError
from metrics.formatting import month_key
from pages.exports import WRITERS, briefing, written


@cli.command("export-briefing", help="把一份汇报材料导出为 .pptx、.docx、.xlsx 或 .pdf。不写后三项时按选入时的数据版本。")
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--area", help="换成这个区划的数字（代码），按最新数据版本")
@click.option("--to", help="换成这个截止月份，如 2025-11，按最新数据版本")
@click.option("--newest", is_flag=True, help="单位和月份不变，按最新数据版本")
@option_template
@option_as
def export_briefing(name, file, area, to, newest, template, account) -> None:
    form = form_of(file, WRITERS)
    own = content_of(template, form)
    with opened(account) as source:
        pins = briefings.pins(source.connection, source.scope, name)
        if not pins:
            there = "、".join(briefings.names(source.connection, source.scope))
            raise InputError(f"没有名为“{name}”的汇报材料，或里面还没有图表。", f"现有：{there}。")
        other = ({"area": area_of(source, area)} if area else {}) | ({"to": month_key(month_of(to, "--to"))} if to else {})
        if other or newest:  # a title of the account's own speaks of the pinned figures
            pins = [replace(pin, keys=dict(pin.keys) | other, version=source.version, title="") for pin in pins]
        pack = briefing.pack_of(source, name, pins)
        content = written(source, pack, form, template=own)
    save(file, content)
    briefing.keep(scope_of(account), pack)
    click.echo(f"已导出{len(pins)}个图表：{file}（校验码{pack.code}）")


@cli.command(help="按导出文件页脚的校验码，重新取出同样的数字，并说明此后哪些有变化。")
@click.argument("code")
@option_as
def reproduce(code, account) -> int:
    with opened(account) as source:
        found = briefing.kept(source, code)
        click.echo(f"{found[0].title}（{len(found)}个图表）")
        differs = sum([_reproduced(source, one) for one in found])
    return BLOCKED if differs else 0


def _reproduced(source, one) -> int:
    """Print one exhibit; how many figures its own version now gives differently, which must not happen."""
    wrong = briefing.changes_since(source, one, one.version)
    click.echo(f"\n{one.exhibit} · {source.tree.name(one.area)} · {one.keys['to']} · 数据版本{one.version}")
    if wrong and not source.scope.sees_all:
        click.echo("有这个账号不能查看的数字，不显示。")
        return 0
    for row in (one.heads, *one.rows):
        click.echo("\t".join(row))
    click.echo("与导出时的数字不一致：" if wrong else "按同一数据版本重新取数，与导出时一致。")
    _say(wrong)
    later = briefing.changes_since(source, one, None)
    click.echo(f"最新数据版本{source.version}：" + (f"{len(later)}处有变化：" if later else "没有变化。"))
    _say(later)
    return len(wrong)


def _say(changes) -> None:
    for one in changes:
        click.echo(f"  {one.where}：{one.before} → {one.now}")
