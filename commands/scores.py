"""Scores on the command line: a scheme over the county's townships, or over the county itself."""

from __future__ import annotations

import click
import orjson

from commands.frame import area_of, cli, opened, option_as
from data_access.errors import InputError
from metrics.assessment import answers, library, score
from metrics.assessment.periods import closing_month
from metrics.source import home


@cli.command("score", help="按考评方案计分（JSON）：总分、位次、每一项的得分、失分、原始数和补分办法。")
@click.argument("scheme")
@click.option("--year", type=click.IntRange(2000, 2099), required=True, help="考评年度")
@click.option("--area", help="区划代码；不写为本县")
@click.option("--to", "month", type=click.IntRange(1, 12), help="截至几月；不写为该年最后一个有数据的月份")
@click.option("--format", "form", type=click.Choice(("json",)), default="json", show_default=True)
@click.option("--as-of", type=int, help="按哪个数据版本")
@option_as
def score_scheme(scheme: str, year: int, area: str | None, month: int | None, form: str, as_of: int | None, account: str) -> None:
    with opened(account, as_of) as source:
        name, _, number = scheme.partition("@")
        if number and not number.isdecimal():
            raise InputError(f"方案版本“{number}”不是数字。", "写法如 scheme_1@2，不写 @ 为最新版。")
        found, version = library.find(source, name, int(number) if number else None)
        asked = area_of(source, area) if area else home(source)
        whole = score.parent_of(source, found, asked)
        closing = year * 100 + month if month else closing_month(source, whole, year)
        result = score.assess(source, found, whole, closing, scheme_version=version)
        record = answers.record(source, result, "" if asked == whole else asked)
    click.echo(orjson.dumps(record, option=orjson.OPT_INDENT_2).decode())
