"""Returns in and out on the command line: import, take back, verify, back up, restore, export."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from commands.frame import BLOCKED, cli, month_of, opened, option_as, save, scope_of, told, write
from data_access import backups, submissions
from data_access.errors import InputError
from data_access.mappings import saved
from data_access.reads import observations
from metrics import returning
from metrics.derivation import derivation
from metrics.returning import review
from metrics.returning.finding import Draft
from metrics.returning.mapping import FormMap, form_map
from metrics.source import Source
from sample_data import start

MOST_SHOWN = 200
FORM = click.Choice(("text", "json"))


@cli.command("import", help="检查一份报表；加 --commit 才写入。有错误或未说明的提醒时退出码为3。")
@click.argument("file", type=click.Path())
@click.option("--mapping", help="列名对应表：保存过的名称，或JSON文件（列名 → 指标编号）")
@click.option("--period", help="报送月份，如 2025-03；写明后只收这个月的数")
@click.option("--area", default="", help="按指标逐行列出、没有写单位的表是哪个单位的（区划代码）")
@click.option("--commit", "wants_commit", is_flag=True, help="没有错误时写入")
@click.option("--reason", default="", help="对提醒的说明，与数据版本一同保存")
@click.option("--format", "form", type=FORM, default="text", show_default=True)
@option_as
def import_file(file, mapping, period, area, wants_commit, reason, form, account) -> int:
    scope = scope_of(account)
    scope.demand("may_submit")
    month = month_of(period, "--period") if period else 0
    content = _bytes(file)
    with opened(account) as source:
        form_map = _mapping(mapping, source) if mapping else None
        if area and not (area in source.tree.rows and scope.covers(area)):
            raise InputError(f"没有代码为“{area}”的区划。", "可用 areas 命令查看全部区划代码。")
        waits = review.is_on(source)
        draft = returning.check(content, file, source, month, form_map, area)
    is_blocked = bool(draft.errors or (draft.warnings and not reason.strip()))
    if wants_commit and not is_blocked and waits:
        number = review.hand_in(content, file, scope, reason, draft.findings, month, area, draft.form)
        click.echo(f"已提交第{number}号，等待审核和发布。")
        return 0
    version = returning.commit(draft, account, reason) if wants_commit and not is_blocked else 0
    _say(draft, version, form, is_blocked)
    return BLOCKED if is_blocked else 0


def _say(draft: Draft, version: int, form: str, is_blocked: bool) -> None:
    if form == "json":
        record = {
            "file": draft.file_name, "sha256": draft.sha256, "rows": len(draft.observations), "changes": len(draft.changes),
            "errors": len(draft.errors), "warnings": len(draft.warnings), "version": version or None,
            "findings": [one.record() for one in draft.findings],
        }  # fmt: skip
        click.echo(orjson.dumps(record, option=orjson.OPT_INDENT_2).decode())
        return
    for one in draft.findings[:MOST_SHOWN]:
        click.echo(one.text)
    if len(draft.findings) > MOST_SHOWN:
        click.echo(f"……共{len(draft.findings)}处，只列出前{MOST_SHOWN}处。")
    said = f"读到{len(draft.observations)}个数，与现有数据不同的{len(draft.changes)}个；错误{len(draft.errors)}处，提醒{len(draft.warnings)}处。"
    if version:
        click.echo(f"{said}已写入：数据版本{version}。")
    elif is_blocked:
        click.echo(
            f"{said}没有写入。{'请改正错误后重新提交。' if draft.errors else '提醒请核对；确认无误的用 --reason 写明原因。'}"
        )
    else:
        click.echo(f"{said}检查通过，未写入；加 --commit 写入。")


@cli.command("revert", help="撤回一份报表：新增一个版本，此前各版本不变。")
@click.argument("batch", type=int)
@click.option("--reason", required=True, help="为什么撤回")
@option_as
def take_back(batch: int, reason: str, account: str) -> None:
    scope = scope_of(account)
    start.initialise()
    version = returning.take_back(batch, scope, reason)
    click.echo(f"已撤回数据版本{batch}，当前为数据版本{version}。")


@cli.command("verify", help="由原始报数重算全部数值，与库里的逐个比对；有差异时退出码为3。")
@option_as
def verify(account: str) -> int:
    scope_of(account).demand("may_administer")
    start.initialise()
    count, differences = backups.verify(derivation())
    for line in differences[:MOST_SHOWN]:
        click.echo(line)
    click.echo(f"重算{count:,}个数值，{f'{len(differences):,}个不同' if differences else '全部一致'}。")
    return BLOCKED if differences else 0


@cli.command("export-observations", help="导出全部原始报数（Parquet）。")
@click.argument("output", type=click.Path(dir_okay=False))
@option_as
def export_observations(output: str, account: str) -> None:
    with opened(account) as source:
        frame = observations(source.connection, source.scope, with_taken_back=True)
    if frame.empty:
        raise InputError("还没有任何报数，没有导出。", "请先导入报表。")
    save(Path(output), frame.to_parquet(index=False))
    told(account, "export", Path(output).name, "原始报数")
    click.echo(f"已导出{len(frame):,}条原始报数：{output}（数值为万分之一基本单位的整数）")


@cli.command("backup", help="在线备份数据库到一个文件，备份完即校验。")
@click.argument("path", type=click.Path(dir_okay=False))
@option_as
def back_up(path: str, account: str) -> None:
    scope_of(account).demand("may_administer")
    start.initialise()
    version = backups.backup(Path(path))
    click.echo(f"已备份到：{path}（数据版本{version}，已校验）")


@cli.command("restore", help="用备份替换现有数据库；现有的先另存。")
@click.argument("path", type=click.Path(dir_okay=False))
@click.option("--yes", is_flag=True, help="确认替换")
@option_as
def restore(path: str, yes: bool, account: str) -> None:
    scope_of(account).demand("may_administer")
    if not yes:
        raise InputError("恢复会用备份替换现有的全部数据。", "确认要这样做，请加上 --yes 再执行一次。")
    start.initialise()
    version, kept = backups.restore(Path(path))
    start.initialise()
    told(account, "restore", kept.name, f"数据版本{version}")
    click.echo(f"已恢复到数据版本{version}；恢复前的数据另存在：{kept.name}")


def _bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as fault:
        raise InputError(f"无法读取文件“{file}”。", "请核对路径和权限。") from fault


def _mapping(name: str, source: Source) -> FormMap:
    """Of a file, or saved under that name."""
    if Path(name).is_file():
        return form_map(_bytes(name), source.catalogue)
    kept = {one.name: one for one in saved(source.connection, source.scope)}
    if name not in kept:
        known = f"已保存的有：{'、'.join(kept)}。" if kept else "目前没有保存过对应表。"
        raise InputError(f"没有对应表“{name}”，也没有这个文件。", f"请核对名称或路径。{known}")
    return form_map(kept[name].body, source.catalogue)


@cli.command("submissions", help="列出提交后等待审核、发布的报表和办理经过。")
@click.option("--format", "form", type=click.Choice(("csv", "json")), default="csv", show_default=True)
@option_as
def list_submissions(form: str, account: str) -> None:
    with opened(account) as source:
        table = review.table(source, submissions.submissions(source.connection, source.scope))
    write(table.to_dict("records"), tuple(table.columns), form, None)


@cli.command("review", help="审核一份报表：--pass 通过，或 --back 写明原因退回。")
@click.argument("number", type=int)
@click.option("--pass", "passes", is_flag=True, help="审核通过")
@click.option("--back", "back", default="", help="退回的原因")
@option_as
def check_submission(number: int, passes: bool, back: str, account: str) -> None:
    if passes == bool(back):
        raise InputError("没有写明是通过还是退回。", "请写 --pass，或写 --back 原因。")
    start.initialise()
    review.decide(number, scope_of(account), submissions.PASSED if passes else submissions.BACK, back)
    click.echo(f"第{number}号已{'审核通过，等待发布' if passes else '退回'}。")


@cli.command("publish", help="发布一份审核通过的报表，成为一个数据版本。")
@click.argument("number", type=int)
@click.option("--reason", default="", help="对提醒或修订的说明，与数据版本一同保存")
@option_as
def publish(number: int, reason: str, account: str) -> None:
    start.initialise()
    version = review.publish(number, scope_of(account), reason)
    click.echo(f"第{number}号已发布：数据版本{version}。")
