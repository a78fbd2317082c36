"""Accounts and the audit on the command line: the first administrator is made here."""

from __future__ import annotations

from pathlib import Path

import click

from commands.frame import BLOCKED, cli, option_as, save, scope_of, told, write
from data_access import accounts, audit, engine
from data_access.accounts import ROLES, Account
from data_access.errors import InputError
from metrics.loading import catalogue
from pages.exports import sheet
from sample_data import start

COLUMNS = ("name", "role", "areas", "lines", "email", "issuer", "subject", "sees_small", "is_active")


@cli.command("accounts", help="列出账号与权限。")
@click.option("--format", "form", type=click.Choice(("csv", "json")), default="csv", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False), help="写入文件")
@option_as
def list_accounts(form: str, output: str | None, account: str) -> None:
    scope_of(account).demand("may_administer")
    start.initialise()
    with engine.reading() as connection:
        found = accounts.everyone(connection)
    rows = [{name: getattr(one, name) for name in COLUMNS} for one in found]
    rows = [row | {name: ",".join(row[name]) for name in ("areas", "lines")} for row in rows]
    write(rows, COLUMNS, form, output)


@cli.command("account", help="新增或修改一个账号；没有写的项取空，不沿用原来的。")
@click.argument("name")
@click.option("--role", type=click.Choice(tuple(ROLES)), required=True)
@click.option("--areas", required=True, help="可查看的区划代码，英文逗号隔开；* 为全部")
@click.option("--lines", default="", help="可查看的业务条线，英文逗号隔开；不写为全部")
@click.option("--email", default="", help="首次登录时按已核实的邮箱绑定")
@click.option("--issuer", default="", help="登录服务的发行者")
@click.option("--subject", default="", help="登录服务里的用户标识")
@click.option("--sees-small", is_flag=True, help="可查看村级小数量")
@click.option("--inactive", is_flag=True, help="停用")
@option_as
def put_account(name, role, areas, lines, email, issuer, subject, sees_small, inactive, account) -> None:
    scope = scope_of(account)
    start.initialise()
    known = {line.id: line.name for line in catalogue().lines}
    wanted = _parts(lines)
    if set(wanted) - set(known):
        raise InputError(
            f"没有业务条线“{'、'.join(sorted(set(wanted) - set(known)))}”，账号没有保存。",
            f"只能是：{'、'.join(sorted(known))}。",
        )
    one = Account(name, role, _parts(areas), wanted, issuer, subject, email, sees_small, not inactive)
    with engine.writing() as connection:
        accounts.put(connection, one, scope, known)
    click.echo(f"已保存账号：{name}（{ROLES[role][0]}）")


@cli.command("audit", help="导出审计记录为 .xlsx 或 .csv。")
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path))
@option_as
def export_audit(output: Path, account: str) -> None:
    scope_of(account).demand("may_administer")
    start.initialise()
    with engine.reading() as connection:
        found = audit.table(connection)
    if output.suffix.lower() not in (".xlsx", ".csv"):
        raise InputError(f"不能导出为“{output.name}”。", "文件名应以 .xlsx 或 .csv 结尾。")
    save(output, sheet.xlsx(found, "审计记录") if output.suffix.lower() == ".xlsx" else sheet.csv(found))
    told(account, "export", output.name, "审计记录")
    click.echo(f"已导出{len(found)}条审计记录：{output}")


@cli.command("verify-audit", help="核对审计记录的哈希链；有改动或缺失时退出码为3。")
@click.option("--head", default="", help="上次核对时记下的链尾；不在链上说明末尾被截断")
def verify_audit(head: str) -> int:
    start.initialise()
    with engine.reading() as connection:
        found = audit.verify(connection)
        is_cut = bool(head) and not audit.contains(connection, head)
    if found.broken:
        click.echo(f"审计记录共{found.events}条，从编号{found.broken[0]}起对不上，记录被改动或删除过。")
        return BLOCKED
    if is_cut:
        click.echo(f"审计记录共{found.events}条，链条完整，但上次记下的链尾不在其中，末尾被截断过。")
        return BLOCKED
    click.echo(f"审计记录共{found.events}条，链条完整。链尾：{found.head or '（空）'}")
    return 0


def _parts(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))
