"""The Excel form of 开县设置: its sheets and columns, empty or filled from the demo county."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from data_access.specs import SCALE, AreaRow, TargetRow
from metrics.formatting import month_key
from metrics.loading import catalogue
from sample_data import demo

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AREAS, SETTINGS, TARGETS, HISTORY, DUTIES = "区划", "设置", "目标", "历史数据", "报送责任"


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    about: str
    required: bool = False
    width: int = 14


COLUMNS: dict[str, tuple[Column, ...]] = {
    AREAS: (
        Column("代码", "区划代码：县6位、乡镇9位、村12位", True, 16),
        Column("名称", "规范全称，例如：城关镇", True, 20),
        Column("级别", "县、乡镇、村", True, 8),
        Column("上级代码", "本级（最上一行）留空", False, 14),
        Column("类型", "县/区/市、镇/乡/街道、村/社区；留空按名称判断", False, 8),
        Column("启用月份", "新设或更名的起始月，例如：2025-01", False, 12),
        Column("停用月份", "撤并前的最后一个月", False, 12),
        Column("继承代码", "撤并后并入的区划代码", False, 16),
        Column("地图行", "乡镇在方格图上的行号，从0数起", False, 8),
        Column("地图列", "乡镇在方格图上的列号，从0数起", False, 8),
    ),
    SETTINGS: (Column("项目", "不要改动", True, 24), Column("内容", "按右侧说明填写", False, 50), Column("说明", "", False, 60)),
    TARGETS: (
        Column("指标编号", "见“指标口径”页；只有文字任务时留空", False, 34),
        Column("区划代码", "目标属于哪个单位", True, 16),
        Column("年份", "例如：2025", True, 8),
        Column("目标值", "全年目标", False, 12),
        Column("单位", "与目标值对应，例如：万元", False, 8),
        Column("文号", "下达目标的文件", False, 26),
        Column("任务名称", "作为重点任务时填写", False, 30),
        Column("类别", "民生实事、上级目标、年度任务", False, 12),
        Column("责任科室", "", False, 16),
        Column("里程碑", "累计节点，例如：3月:20；6月:50；9月:80", False, 30),
        Column("阶段", "没有目标值的任务：申报、批复、开工、验收，可加短语", False, 20),
    ),
    HISTORY: (
        Column("指标编号", "见“指标口径”页", True, 34),
        Column("区划代码", "数据属于哪个单位", True, 16),
        Column("起始月", "例如：2024-01；时点数可留空", False, 12),
        Column("截止月", "例如：2024-03；只知道年份时留空", False, 12),
        Column("年份", "只知道年份、不知道月份时填写", False, 8),
        Column("数值", "没有上报的不要填0，整行删除即可", True, 14),
        Column("单位", "与数值对应，例如：万元", True, 8),
        Column("约数标记", "余、约、以上、多；准确数留空", False, 10),
    ),
    DUTIES: (
        Column("责任组", "见“填表说明”；写了某一组，就以表内所列为准", True, 20),
        Column("区划代码", "由谁上报", True, 16),
        Column("起始月", "例如：2025-01", True, 12),
        Column("终止月", "仍在上报的留空", False, 12),
    ),
}

# Item of the sheet 设置: the name under which it is kept, and what is asked for.
ITEMS: dict[str, tuple[str, str]] = {
    "单位名称": ("bureau_name", "例如：某某县民政局"),
    "层级称谓": ("level_word", "县、区、市、镇之一，页面据此写“全县”“全区”“全市”“全镇”"),
    "本级还保留的业务条线": ("lines", "用顿号隔开；留空表示全部保留"),
    "默认火化率口径": ("default_cremation_rate", "默认显示哪个口径的火化率，写指标名称或编号"),
    "默认月份": ("default_month", "打开页面时默认的月份，例如：2025-10；留空为最近有数据的月份"),
    "报送需审核后发布": ("review", "是或否；填“是”的，报表提交后先由科室审核、再由办公室发布，留空为直接写入"),
    "开始上报月份": ("report_from", "各单位从哪个月起按月上报，例如：2025-01"),
}

# Duty groups: the words for them, and the level at which a return is filled in.
GROUPS: dict[str, tuple[str, str]] = {
    "dibao": ("低保", "township"),
    "tekun": ("特困供养", "township"),
    "temporary_relief": ("临时救助", "township"),
    "disability": ("残疾人福利", "township"),
    "child": ("儿童福利", "township"),
    "elderly": ("养老服务", "township"),
    "funeral": ("殡葬管理", "township"),
    "township_basics": ("乡镇基本情况", "township"),
    "canteen": ("老年食堂", ""),  # only where a canteen is open: nobody owes it before the form says so
    "canteen_village": ("助餐点情况", "village"),
    "facility": ("村级设施", "village"),
    "denominators": ("人口等基数", "village"),
    "county_register": ("县级登记业务", "county"),
    "institutions": ("养老机构", "county"),
    "budget": ("资金预算", "county"),
}
LEVELS = {"county": "县", "township": "乡镇", "village": "村"}

HEAD = Font(bold=True)
GUIDE = (
    "一、先填“区划”表：最上一行是本级（县、区、市或镇），往下是乡镇、街道，再往下是村、社区。带 * 的列必填。",
    "二、“设置”“目标”“历史数据”“报送责任”四张表可以只填一部分，也可以全部留空。",
    "三、没有上报的数据不要填0：没有就是没有，整行删除即可。0 表示确实为零。",
    "四、更名：代码不变，改写名称，并在“启用月份”填更名的月份，历史数据自动接续。",
    "五、撤并：保留原行，填“停用月份”和“继承代码”。",
    "六、只填汇总数，不要填任何人的姓名、身份证号、电话号码。",
    "七、以99开头的代码是示例县专用，不能用于本县。",
    "八、“报送责任”表里的责任组，可写中文名称或编号：",
)


def blank() -> bytes:
    """The empty form; 设置 lists its items."""
    return _workbook({SETTINGS: [(item, "", about) for item, (_, about) in ITEMS.items()]})


def example() -> bytes:
    """The form as the demo county would have filled it in. Its codes are the demo's own and must be replaced."""
    counted = next(one for one in catalogue().stored() if one.duty == "dibao" and one.kind == "stock")
    lines = "、".join(line.name for line in catalogue().lines if line.id != "transferred")
    rate = next(one for one in catalogue().on_line("funeral") if one.kind == "ratio")
    filled = ("示例县民政局", "县", lines, rate.name, "2025-10", "否", "2023-01")
    return _workbook(
        {
            AREAS: [_area(row) for row in demo.areas()],
            SETTINGS: [(item, text, about) for (item, (_, about)), text in zip(ITEMS.items(), filled, strict=True)],
            TARGETS: [_target(row) for row in demo.targets()],
            HISTORY: [(counted.id, demo.areas()[1].code, "", "2022-12", "", 560, counted.unit, "")],
            DUTIES: [
                (GROUPS[row.group][0], row.area, month_key(row.first), month_key(row.last) if row.last else "")
                for row in demo.duties()
                if row.group == "canteen"
            ],
        }
    )


def _area(row: AreaRow) -> tuple:
    months = tuple(month_key(month) if month else "" for month in (row.valid_from, row.valid_to))
    return row.code, row.name, LEVELS[row.level], row.parent, row.kind, *months, row.successor, row.grid_row, row.grid_column


def _target(row: TargetRow) -> tuple:
    unit = catalogue().indicators[row.indicator].unit if row.indicator else ""
    milestones = "；".join(f"{month}月:{_plain(value)}" for month, value in sorted(row.milestones.items()))
    value = "" if row.value is None else row.value / SCALE
    return row.indicator, row.area, row.year, value, unit, row.document, row.task, row.category, row.owner, milestones, row.stage


def _plain(value: int) -> str:
    return f"{value / SCALE:.4f}".rstrip("0").rstrip(".")


def _workbook(content: dict[str, Iterable[tuple]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    guide = book.create_sheet("填表说明")
    guide.column_dimensions["A"].width = 100
    groups = [f"　　{name}（{code}）" for code, (name, _) in GROUPS.items()]
    for text in (*GUIDE, *groups):
        guide.append((text,))
    for name, columns in COLUMNS.items():
        sheet = book.create_sheet(name)
        _head(sheet, columns)
        for cells in content.get(name, ()):
            sheet.append(cells)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _head(sheet, columns: tuple[Column, ...]) -> None:
    """One row of titles that stays in sight; what a column wants stands below its title in the same cell."""
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        title = f"{column.title}*" if column.required else column.title
        cell = sheet.cell(1, number, f"{title}\n（{column.about}）" if column.about else title)
        cell.font, cell.alignment = HEAD, Alignment(wrap_text=True, vertical="top")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        if column.title.endswith(("代码", "月", "月份")):
            sheet.column_dimensions[letter].number_format = "@"  # so that Excel leaves codes and months as they are typed
