"""Exhibits as a file: slides, a document, a workbook or a PDF, also by a timer."""

from __future__ import annotations

from pathlib import Path

import click

from commands.frame import COMPARE, SPAN, area_of, cli, form_of, opened, option_as, save, scope_of, span_of
from commands.slide_templates import content_of, option_template
from data_access.errors import InputError
from metrics.rebuild import exhibit_of
from metrics.results import View
from pages.exports import WRITERS, briefing, written
from pages.exports.pack import packed


@cli.command(help="把图表导出为演示文稿（.pptx）、文档（.docx）、工作簿（.xlsx）或 PDF（.pdf）。")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--exhibits", required=True, help="页面.指标编号.图形，英文逗号隔开，如 funeral.cremation_zone_rate.trend")
@click.option("--area", required=True, help="区划代码")
@click.option("--span", "kind", type=SPAN, default="ytd", show_default=True)
@click.option("--to", required=True, help="截止月份，如 2025-10")
@click.option("--compare", type=COMPARE, default="yoy", show_default=True)
@click.option("--title", default="", help="封面标题")
@click.option("--as-of", type=int, help="按哪个数据版本")
@option_template
@option_as
def export(file, exhibits, area, kind, to, compare, title, as_of, template, account) -> None:
    form = form_of(file, WRITERS)
    span, own = span_of(kind, to), content_of(template, form)
    with opened(account, as_of) as source:
        view = View(area_of(source, area), span, compare, as_of=as_of)
        ids = [name.strip() for name in exhibits.split(",") if name.strip()]
        if not ids:
            raise InputError("没有写要导出的图表。", "请写 --exhibits 页面.指标编号.图形，多个之间用英文逗号隔开。")
        pack = packed(source, [exhibit_of(source, name, view) for name in ids], title)
        content = written(source, pack, form, template=own)
    save(file, content)
    briefing.keep(scope_of(account), pack)
    click.echo(f"已导出{len(ids)}个图表：{file}（校验码{pack.code}）")
