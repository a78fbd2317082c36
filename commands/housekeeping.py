"""Commands for whoever runs or builds the cockpit."""

from __future__ import annotations

import click

from commands.frame import cli, save
from data_access.preflight import require_free_port
from metrics import catalogue_page
from metrics.loading import catalogue
from sample_data import start


@cli.command(help="启动前检查：数据目录能否写入、数据库能否打开、端口是否空闲。")
@click.option("--port", type=int, required=True)
def preflight(port: int) -> None:
    start.initialise()
    require_free_port(port)
    click.echo(f"可以启动：端口{port}空闲，数据目录正常。")


@cli.command("catalogue", help="按现行指标目录重写 docs/catalogue.md。")
def rewrite_catalogue() -> None:
    save(catalogue_page.PAGE, catalogue_page.catalogue_markdown(catalogue()).encode())
    click.echo(f"已重写：{catalogue_page.PAGE}")
