"""The template of decks: the built-in one to start from, the bureau's own put into force, one for a single export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from commands.frame import cli, option_as, save, scope_of
from data_access.errors import InputError
from pages.exports import slide_template


def option_template(command: Callable) -> Callable:
    """`template`: a path, or None; `content_of` reads it."""
    kind = click.Path(dir_okay=False, path_type=Path)
    return click.option("--template", type=kind, help="这一次用的 .pptx 模板；不写则用已启用的或自带的")(command)


def content_of(template: Path | None, form: str = ".pptx") -> bytes | None:
    """A template checked before anything is read or built. Raises InputError."""
    if template is None:
        return None
    if form != ".pptx":
        raise InputError(f"模板只用于 .pptx，不能用于“{form}”。", "请去掉 --template，或把文件名改为 .pptx 结尾。")
    content = _read(template)
    slide_template.opened(content)
    return content


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise InputError(f"打不开模板文件“{path}”（{fault.strerror}）。", "请核对文件名和位置。") from fault


@cli.command("slide-template", help="写出自带的 PPT 模板供修改；--use 启用本单位的模板 FILE；--reset 恢复自带的。")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--use", is_flag=True, help="检查并启用 FILE，以后导出的 PPT 都用它")
@click.option("--reset", is_flag=True, help="恢复自带的模板")
@option_as
def slide_template_command(file, use, reset, account) -> None:
    if reset:
        slide_template.forget(scope_of(account))
        click.echo("已恢复自带的模板。")
        return
    if file is None:
        raise InputError("没有写文件名。", "例如：slide-template 模板.pptx。")
    if use:
        slide_template.keep(_read(file), scope_of(account))
        click.echo(f"已启用模板：{file}。以后导出的 PPT 都用它。")
        return
    save(file, slide_template.built_in())
    click.echo(f"已写出自带的模板：{file}。在幻灯片母版里改好后用 --use 启用。")
