"""From the demo county to a bureau's own one, and back: each in one transaction, said in one sentence."""

from __future__ import annotations

from data_access import audit, engine, setup
from data_access.areas import add_duties, load_duties, load_tree
from data_access.scope import Scope
from data_access.setup import OwnCounty
from metrics.derivation import derivation
from metrics.source import Source
from sample_data import start
from sample_data.demo.areas import COUNTY, COUNTY_NAME
from sample_data.published import published_duties
from sample_data.setup_reader import summary


def set_up(county: OwnCounty, scope: Scope) -> str:
    """Write the county; says what changed. Raises InputError, with nothing written."""
    scope.demand("may_administer")
    with engine.writing() as connection:
        done = setup.set_up(connection, county, derivation(), scope.account)
        if done.version:
            audit.record(connection, scope.account, "setup", f"启用{county.root.name}", f"数据版本{done.version}")
    if not done.version:
        return f"与现有设置相同，没有改动。{summary(county)}"
    changes = (("新增", done.added), ("更名", done.renamed), ("调整", done.changed))
    areas = "、".join(f"{word}{count}个" for word, count in changes if count) or "未变"
    return (
        f"已启用{county.root.name}（数据版本{done.version}）：区划{areas}，"
        f"新增目标{done.targets}项，新入库历史数据{done.history}条。{summary(county)}"
    )


def reset_demo(scope: Scope) -> str:
    """Take the own county away and bring the demo back as it was made. Raises InputError without the right."""
    scope.demand("may_administer")
    with engine.writing() as connection:
        setup.restart(connection, f"恢复{COUNTY_NAME}", COUNTY, scope.account)
        audit.record(connection, scope.account, "setup", f"恢复{COUNTY_NAME}")
        duties = load_duties(connection, load_tree(connection))
        add_duties(connection, [row for row in published_duties() if not duties.of(row.group, row.area)])
        start.load_demo(connection)
    return f"已恢复{COUNTY_NAME}，本单位的数据已移除。"


def present(source: Source) -> dict[str, str]:
    """What is set up now, in words: the bureau, its areas per level, lines, default month and duties."""
    rows = source.tree.rows.values()
    own = setup.own_root(source.tree)
    root = own or next((row for row in rows if row.code == COUNTY), None)
    if root is None:
        return {"单位": "尚未设置（公开报告的单位在“公开报告”页查看）"}
    kept = source.settings.get("lines", "")
    names = [line.name for line in source.catalogue.lines if not kept or line.id in kept.split(",")]
    under = [row.level for row in rows if row.code.startswith(root.code)]
    return {
        "单位": f"{source.settings.get('bureau_name', '') or root.name}（{root.code}）" + ("" if own else "：示例数据"),
        "区划": f"乡镇（街道）{under.count('township')}个、村（社区）{under.count('village')}个",
        "业务条线": "、".join(names),
        "默认月份": source.settings.get("default_month", "") or "最近有数据的月份",
        "数据版本": str(source.version),
    }
