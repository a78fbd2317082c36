"""Work reports as Word files, also by a timer, and their structures: what there is, a check, a copy to edit."""

from __future__ import annotations

from pathlib import Path

import click

from commands.frame import area_of, cli, month_of, opened, option_as, save, scope_of
from data_access import engine, exported
from data_access.errors import InputError
from metrics.papers import problems, structure
from metrics.papers.compose import compose, view_for
from pages.exports import paper_document, paper_record


@cli.command(help="生成一份工作报告（Word）。STRUCTURE 是报告结构的名称或编号，用 report-structures 查看。")
@click.argument("structure_name", metavar="STRUCTURE")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--area", required=True, help="区划代码")
@click.option("--to", required=True, help="截止月份，如 2025-10")
@click.option("--problem", "ticked", multiple=True, help="写进报告的问题，编号用 --problems 查看；可以写多个")
@click.option("--problems", "listing", is_flag=True, help="只列出可选的问题和编号，不生成文件")
@click.option("--as-of", type=int, help="按哪个数据版本")
@option_as
def report(structure_name, file, area, to, ticked, listing, as_of, account) -> None:
    if not listing and (file is None or file.suffix.lower() != ".docx"):
        raise InputError(
            f"不能生成“{file.name if file else '（没有写文件名）'}”。", "工作报告是 Word 文档，文件名应以 .docx 结尾。"
        )
    with opened(account, as_of) as source:
        form = structure.structure(structure_name)
        view = view_for(form, area_of(source, area), month_of(to, "--to"), as_of)
        offered = problems.candidates(source, form, view)
        if listing:
            for one in offered:
                click.echo(f"{one.key}\t{problems.GROUPS[one.group]}\t{one.text}")
            return
        unknown = [key for key in ticked if key not in {one.key for one in offered}]
        if unknown:
            raise InputError(f"没有编号为“{unknown[0]}”的可选问题。", "请用 --problems 查看这份报告可选的问题和编号。")
        paper = compose(source, form, view, ticked)
    save(file, paper_document.docx(paper))
    with engine.writing() as connection:
        exported.keep(connection, scope_of(account), paper.code, paper.name, [paper_record.record(form, view, paper)])
    click.echo(f"已生成《{paper.name}》：{file}（{len(paper.numbers)}个数字，{paper.blanks}处待填，校验码{paper.code}）")


@cli.command(
    "report-structures", help="列出工作报告的结构；--check 检查改好的句式文件，--copy 把自带的文件抄到数据文件夹供修改。"
)
@click.option("--check", "checked", type=click.Path(dir_okay=False, path_type=Path), help="检查这个文件，不启用")
@click.option("--copy", is_flag=True, help="抄到数据文件夹的 structures/，已有的不覆盖")
def report_structures(checked, copy) -> None:
    if checked is not None:
        structure.check(checked)
        click.echo(f"检查通过：{checked.name}。放进 {structure.own_folder()} 后生效。")
        return
    if copy:
        made = structure.copy_built_in()
        click.echo(f"已抄到 {structure.own_folder()}：{'、'.join(made) or '没有新文件，已有的没有覆盖'}。")
        return
    found, own = structure.structures(), structure.own_folder()
    for one in found.values():
        mark = "（本单位的）" if (own / f"{one.id}.toml").exists() else ""
        click.echo(f"{one.id}\t{one.name}{mark}")
