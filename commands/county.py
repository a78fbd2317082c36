"""The county's own set-up on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from commands.frame import cli, opened, option_as, save, scope_of
from data_access import boundaries, engine
from data_access.errors import InputError
from sample_data import boundary_file, own_county, setup_form, setup_reader, start, targets_file


@cli.command("setup", help="用填好的开县设置表启用本县，替换示例县。")
@click.argument("file", type=click.Path())
@click.option("--check", is_flag=True, help="只检查，不写入")
@option_as
def set_up(file: str, check: bool, account: str) -> None:
    scope = scope_of(account)
    start.initialise()
    path = Path(file)
    if not path.is_file():
        raise InputError(f"找不到文件“{file}”。", "请核对路径；空白表可用 setup-form 命令生成。")
    county = setup_reader.read(path.read_bytes(), path.name)
    if check:
        click.echo(f"检查通过，未写入：{setup_reader.summary(county)}")
        return
    click.echo(own_county.set_up(county, scope))


@cli.command("setup-form", help="生成空白的开县设置表；--example 按示例县填好。")
@click.argument("output", type=click.Path(dir_okay=False))
@click.option("--example", is_flag=True)
def blank_form(output: str, example: bool) -> None:
    start.initialise()
    save(Path(output), setup_form.example() if example else setup_form.blank())
    click.echo(f"已生成：{output}")


@cli.command("targets", help="导入目标：CSV 或“目标”表（.xlsx），列名同开县设置表。")
@click.argument("file", type=click.Path())
@click.option("--check", is_flag=True, help="只检查，不写入")
@option_as
def put_targets(file: str, check: bool, account: str) -> None:
    path = Path(file)
    if not path.is_file():
        raise InputError(f"找不到文件“{file}”。", "请核对路径；空白表可用 setup-form 命令生成。")
    with opened(account) as source:
        rows = targets_file.read(path.read_bytes(), path.name, source)
        source.scope.demand("may_publish")
    said = targets_file.summary(rows)
    click.echo(f"检查通过，未写入：{said}。" if check else f"{said}：{targets_file.put(rows, source.scope)}")


@cli.command("boundary", help="导入乡镇（村）边界（GeoJSON，经纬度），乡镇排名按边界画地图。")
@click.argument("file", type=click.Path())
@click.option("--check", is_flag=True, help="只检查，不写入")
@option_as
def put_boundary(file: str, check: bool, account: str) -> None:
    path = Path(file)
    if not path.is_file():
        raise InputError(f"找不到文件“{file}”。", "请核对路径；文件应为制图软件导出的 GeoJSON。")
    with opened(account) as source:
        shapes = boundary_file.read(path.read_bytes(), path.name, source.tree)
        said = boundary_file.summary(shapes, source.tree)
    if not check:
        with engine.writing() as connection:
            boundaries.put(connection, scope_of(account), shapes)
    click.echo(f"检查通过，未写入：{said}" if check else f"已启用：{said}")


@cli.command("reset-demo", help="移除本县全部数据，恢复示例县。")
@click.option("--yes", is_flag=True, help="确认移除本县数据")
@option_as
def reset_demo(yes: bool, account: str) -> None:
    scope = scope_of(account)
    start.initialise()
    if not yes:
        raise InputError("恢复示例县会移除本县的区划、目标和全部已报数据。", "确认要这样做，请加上 --yes 再执行一次。")
    click.echo(own_county.reset_demo(scope))
