"""A filled form of 开县设置, read and checked whole: every mistake is named, and nothing passes with one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from data_access.errors import CockpitError, InputError
from data_access.setup import OwnCounty
from data_access.specs import SCALE, AreaRow, Observation, TargetRow
from data_access.workbook import sheets
from metrics.loading import Catalogue, catalogue
from metrics.model import Indicator
from metrics.pace import STAGES, plan_faults
from sample_data.cells import Line, Problems, lines
from sample_data.setup_areas import read_areas
from sample_data.setup_duties import default_duties, read_duties
from sample_data.setup_form import AREAS, COLUMNS, DUTIES, HISTORY, ITEMS, SETTINGS, TARGETS

WHOLE = ("县", "区", "市", "镇")
CATEGORIES = ("", "民生实事", "上级目标", "年度任务")
MARKS = ("", "余", "约", "以上", "多")
DEPTH = {"county": 0, "township": 1, "village": 2}
MILESTONE = re.compile(r"(1[0-2]|0?[1-9])\s*月?(?:底|末)?\s*[:：]\s*([\d.,]+)")
MOST_SHOWN = 200


def read(content: bytes, file_name: str = "") -> OwnCounty:
    """Raises InputError, with every mistake in `problems`."""
    found = sheets(content)
    if AREAS not in found:
        raise InputError(
            f"文件里没有“{AREAS}”表，没有写入任何数据。", "请使用系统提供的空白表（setup-form 命令或“开县设置”页下载）。"
        )
    problems: Problems = [
        f"不认识的工作表“{name}”，请删除或改回空白表的表名。" for name in found if name not in (*COLUMNS, "填表说明")
    ]
    of = {name: lines(name, found.get(name, []), problems) for name in COLUMNS}
    areas = read_areas(of[AREAS], problems)
    if not areas and not problems:
        problems.append(f"“{AREAS}”表是空的，请填写本县的区划。")
    county = _read_rest(of, areas, file_name, problems)
    if problems:
        more = f"（只列出前{MOST_SHOWN}处）" if len(problems) > MOST_SHOWN else ""
        raise InputError(
            f"开县设置表有{len(problems)}处需要改正{more}，没有写入任何数据。",
            "请按下列各条改好后重新提交。",
            tuple(problems[:MOST_SHOWN]),
        )
    return county


def summary(county: OwnCounty) -> str:
    """县1个、乡镇18个、村232个，目标12项，历史数据360条。"""
    count = Counter(row.level for row in county.areas)
    words = {"county": "县级", "township": "乡镇（街道）", "village": "村（社区）"}
    levels = "、".join(f"{word}{count[level]}个" for level, word in words.items() if count[level])
    return f"{county.root.name}：{levels}，目标{len(county.targets)}项，历史数据{len(county.history)}条。"


def _read_rest(of: dict[str, list[Line]], areas: list[AreaRow], file_name: str, problems: Problems) -> OwnCounty:
    by_code = {row.code: row for row in areas}
    settings, report_from = _settings(of[SETTINGS], catalogue())
    targets = read_targets(of[TARGETS], by_code)
    history = [row for line in of[HISTORY] if (row := _observation(line, by_code))]
    _refuse_twice(of[HISTORY], ("指标编号", "区划代码", "起始月", "截止月", "年份"))
    stated = read_duties(of[DUTIES], by_code)
    groups = frozenset(row.group for row in stated)
    if problems:
        return OwnCounty((), ())
    root = next(row for row in areas if row.parent not in by_code)
    first = report_from or _first_month(history, settings)
    default = default_duties(areas, catalogue(), settings["lines"], first, groups)
    settings |= {"home_area": root.code}
    return OwnCounty(tuple(areas), (*default, *stated), groups, tuple(targets), settings, tuple(history), file_name[:200])


def _first_month(history: list[Observation], settings: dict[str, str]) -> int:
    """Where the form names none: the first month of the back data, else January of the default month's or this year."""
    months = [row.first for row in history if row.first]
    year = int(settings.get("default_month", "")[:4] or date.today().year)
    return min(months, default=year * 100 + 1)


# -- 设置 ---------------------------------------------------------------------------------------------------------------


def _settings(rows: list[Line], source: Catalogue) -> tuple[dict[str, str], int]:
    """The settings by the names under which they are kept, and the month from which areas report."""
    found = {"lines": "", "level_word": "县"}
    report_from = 0
    readers: dict[str, Callable[[Line], str]] = {
        "bureau_name": lambda line: line.text("内容", 60),
        "level_word": _level_word,
        "lines": lambda line: _lines(line, source),
        "default_cremation_rate": lambda line: _cremation(line, source),
        "default_month": lambda line: _month_text(line.month("内容")),
        "review": _yes_or_no,
    }
    for line in rows:
        item = line.needed("项目")
        if item and item not in ITEMS:
            line.fault("项目", f"不认识的项目“{item}”，只能是：{'、'.join(ITEMS)}。")
        elif item and line.cells.get("内容") not in (None, ""):
            name = ITEMS[item][0]
            if name == "report_from":
                report_from = line.month("内容")
            elif value := readers[name](line):
                found[name] = value
    return found, report_from


def _yes_or_no(line: Line) -> str:
    text = line.text("内容")
    if text not in ("是", "否"):
        line.fault("内容", f"“{text}”不是“是”或“否”。")
    return "1" if text == "是" else "0"


def _month_text(month: int) -> str:
    return f"{month // 100}-{month % 100:02d}" if month else ""


def _level_word(line: Line) -> str:
    text = line.text("内容")
    if text not in WHOLE:
        line.fault("内容", f"“{text}”不是层级称谓，只能是：{'、'.join(WHOLE)}。")
        return ""
    return text


def _lines(line: Line, source: Catalogue) -> str:
    """The ids of the lines, in the catalogue's order."""
    wanted = [part for part in re.split(r"[、，,；;\s]+", line.text("内容", 300)) if part]
    unknown = [part for part in wanted if not any(part in (one.id, one.name) for one in source.lines)]
    for part in unknown:
        line.fault("内容", f"没有业务条线“{part}”，只能是：{'、'.join(one.name for one in source.lines)}。")
    return ",".join(one.id for one in source.lines if one.id in wanted or one.name in wanted)


def _cremation(line: Line, source: Catalogue) -> str:
    text = line.text("内容")
    rates = [one for one in source.on_line("funeral") if one.kind == "ratio" and "火化率" in one.name]
    found = next((one.id for one in rates if text in (one.id, one.name)), "")
    if text and not found:
        line.fault("内容", f"没有火化率口径“{text}”，只能是：{'、'.join(one.name for one in rates)}。")
    return found


# -- 目标, 历史数据 -----------------------------------------------------------------------------------------------------


def _indicator(line: Line) -> Indicator | None:
    text = line.text("指标编号")
    try:
        return catalogue().indicators[catalogue().resolve(text)] if text else None
    except CockpitError as fault:
        line.fault("指标编号", f"{fault.what}{fault.remedy}")
        return None


def _factor(line: Line, one: Indicator) -> int:
    """How many base units the row's unit is; an empty cell is the indicator's own unit."""
    text = line.text("单位", 20)
    if not text:
        return 1
    try:
        if catalogue().accepts_unit(one.id, text):
            return catalogue().unit(text)[1]
        line.fault("单位", f"“{text}”不是指标“{one.name}”的单位，应为“{one.unit}”或其万、亿倍。")
    except CockpitError as fault:
        line.fault("单位", f"{fault.what}应为“{one.unit}”或其万、亿倍。")
    return 0


def _place(line: Line, areas: Mapping[str, AreaRow]) -> AreaRow | None:
    code = line.code("区划代码")
    if code not in areas:
        if code or not line.cells.get("区划代码"):
            line.fault("区划代码", f"“{AREAS}”表里没有代码“{code}”，请先登记或改正。" if code else "必填，请补上。")
        return None
    return areas[code]


def read_targets(rows: list[Line], areas: Mapping[str, AreaRow], years: range | None = None) -> list[TargetRow]:
    """The sheet 目标; what is wrong goes to the lines' problems. years: for which a target may be set; by default until next year."""
    known = years or range(2000, date.today().year + 2)
    found = [row for line in rows if (row := _target(line, areas, known))]
    _refuse_twice(rows, ("指标编号", "区划代码", "年份", "任务名称"))
    return found


def _target(line: Line, areas: Mapping[str, AreaRow], years: range) -> TargetRow | None:
    one, place, year = _indicator(line), _place(line, areas), line.year("年份")
    task, category = line.text("任务名称"), line.text("类别", 20)
    if not year and not line.cells.get("年份"):
        line.fault("年份", "必填，请补上。")
    elif year and year not in years:
        line.fault("年份", f"{year}年没有数据，也不是来年；目标只能是{years[0]}至{years[-1]}年的，请核对年份。")
    if category not in CATEGORIES:
        line.fault("类别", f"“{category}”不是任务类别，只能是：{'、'.join(CATEGORIES[1:])}，或留空。")
    if one is None and not line.cells.get("指标编号") and (not task or line.cells.get("目标值") not in (None, "")):
        line.fault("指标编号", "要有指标编号；没有指标的文字任务请只填“任务名称”，不填目标值。")
    factor = _factor(line, one) if one else 1
    value = line.amount("目标值", factor or 1)
    if one and one.unit == "%" and not one.may_exceed and value is not None and value > 100 * SCALE:
        line.fault("目标值", "比率目标不能超过100%。")
    if one and value == 0 and one.direction != "lower_better":
        line.fault("目标值", "目标为0，完成率没有分母；请填当年的目标数，没有目标的请删除这一行。")
    document, owner = line.text("文号"), line.text("责任科室", 60)
    milestones = _milestones(line, factor or 1)
    code = place.code if place else ""
    row = TargetRow(one.id if one else "", code, year, value, document, task, category, owner, milestones, _stage(line, value))
    for fault in plan_faults(row, one.unit if one else ""):
        line.fault("里程碑", fault)
    return row if place and year else None


def _stage(line: Line, value: int | None) -> str:
    """申报, 批复, 开工 or 验收, with a few words: for a task without a number."""
    text = line.text("阶段", 20)
    if text and value is not None:
        line.fault("阶段", "有目标值的任务按完成率计，不写阶段，请删除其中之一。")
    elif text and not text.startswith(STAGES):
        line.fault("阶段", f"“{text}”应以{'、'.join(STAGES)}之一开头，例如：开工：主体封顶。")
    return text


def _milestones(line: Line, factor: int) -> dict[int, int]:
    text = line.text("里程碑", 200)
    found: dict[int, int] = {}
    for part in filter(None, (one.strip() for one in re.split(r"[；;、\n]+", text))):
        match = MILESTONE.fullmatch(part)
        value = replace(line, cells={"里程碑": match[2]}).amount("里程碑", factor) if match else None
        if not match:
            line.fault("里程碑", f"“{part[:20]}”写法不对，应如：3月:20；6月:50。")
        elif int(match[1]) in found:
            line.fault("里程碑", f"{int(match[1])}月写了两次，请只留一次。")
        elif value is not None:
            found[int(match[1])] = value
    return found


def _observation(line: Line, areas: dict[str, AreaRow]) -> Observation | None:
    one, place = _indicator(line), _place(line, areas)
    if one is None:
        if not line.cells.get("指标编号"):
            line.fault("指标编号", "必填，请补上。")
        return None
    if place and DEPTH[place.level] > DEPTH[one.finest]:
        line.fault("区划代码", f"指标“{one.name}”不统计到{place.name}这一级，请填上级单位。")
    factor = _factor(line, one)
    value = line.amount("数值", factor or 1)
    if line.cells.get("数值") in (None, ""):
        line.fault("数值", "没有数值。没有上报的请整行删除，不要填0。")
    mark = line.text("约数标记", 10)
    if mark not in MARKS:
        line.fault("约数标记", f"“{mark}”不是约数标记，只能是：{'、'.join(MARKS[1:])}，或留空。")
    first, last, year = _span(line, one)
    if place is None or value is None or not year:
        return None
    source = f"{line.sheet}!{line.letters['数值']}{line.number}"
    return Observation(place.code, one.id, value, first, last, year, approx=mark, source=source)


def _span(line: Line, one: Indicator) -> tuple[int, int, int]:
    """First and last month and the year; a bare year has no months. 0, 0, 0 where it is wrong."""
    first, last, year = line.month("起始月"), line.month("截止月"), line.year("年份")
    is_point = one.kind in ("stock", "standard")
    if not first and not last:
        if not year and not any(line.cells.get(title) for title in ("起始月", "截止月", "年份")):
            line.fault("截止月", "起止月份和年份至少填一项。")
        return 0, 0, year
    first = first or (last if is_point else 0)
    last = last or (first if is_point else 0)
    if not first or not last:
        line.fault("起始月" if not first else "截止月", "累计数、当月数要同时写明起始月和截止月。")
    elif first > last or first // 100 != last // 100:
        line.fault("截止月", "截止月不能早于起始月，起止月份要在同一年；跨年的请按年分成两行。")
    elif is_point and first != last:
        line.fault("起始月", f"“{one.name}”是时点数，只填截止月。")
    elif year and year != last // 100:
        line.fault("年份", "与截止月不是同一年。")
    elif last > date.today().year * 100 + date.today().month:
        line.fault("截止月", "月份还没有到，历史数据只填已经发生的。")
    else:
        return first, last, last // 100
    return 0, 0, 0


def _refuse_twice(rows: list[Line], titles: tuple[str, ...]) -> None:
    """The same thing stated in two rows: which one holds cannot be guessed."""
    seen: dict[tuple, int] = {}
    for line in rows:
        key = tuple(str(line.cells.get(title) or "").strip() for title in titles)
        if key in seen:
            line.fault(titles[0], f"与第{seen[key]}行重复（{'、'.join(titles)}都相同），请只留一行。")
        seen.setdefault(key, line.number)
