"""Which shape a sheet has: a long table, areas down and indicators across, or the ministry's list of indicators."""

from __future__ import annotations

from dataclasses import dataclass, field

from data_access.importing.grids import Grid, cell_name
from metrics.returning.cells import CUMULATIVE, Column, Heads, month_of
from metrics.returning.words import LOOKED_AT, cell_at, head_words, plain, upper

LONG, WIDE, LIST = "long", "wide", "list"
AREA_HEADS = ("区划代码", "乡镇", "乡镇(街道)", "乡镇街道", "乡镇名称", "镇街", "单位", "单位名称", "填报单位", "地区", "区划", "区划名称",
              "村(社区)", "村(社区)名称", "村名", "area", "area_name")  # fmt: skip
CODE_HEADS = ("区划代码", "area")  # where a table has both code and name, the code counts
INDICATOR_HEADS = ("指标编号", "指标名称", "指标", "项目", "indicator")
VALUE_HEADS = ("数值", "数量", "本期", "本期数", "value")
MONTH_HEADS = ("月份", "截止月", "统计月份", "所属月份", "期间", "last", "month", "to")
FIRST_HEADS = ("起始月", "first")
UNIT_HEADS = ("计量单位", "单位", "unit")
IGNORED = ("序号", "备注", "填表人", "审核人", "上季度", "环比", "上年数据", "上年同期", "同比", "名称", "version", "row", "year")


@dataclass(frozen=True, slots=True)
class Head:
    """A column as its head names it; indicator "": none that is known."""

    sheet: str
    cell: str
    word: str
    indicator: str = ""
    is_cumulative: bool = False


@dataclass
class Layout:
    """rows: those below the heads. title: the words above them. strangers: heads that name nothing known, by cell."""

    kind: str
    rows: list[tuple[int, list[str | None]]]
    title: str
    columns: list[Column] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)  # of area, indicator, value, month, first, unit
    faults: list[tuple[str, str, str]] = field(default_factory=list)  # cell, head, what is wrong
    strangers: list[tuple[str, str]] = field(default_factory=list)
    computed: list[str] = field(default_factory=list)  # rates and the like: never taken from a return
    header: tuple[int, int] = (1, 1)  # number of the first head row, and how many there are
    heads: list[Head] = field(default_factory=list)  # of a wide table: every column that may bear an indicator
    words: list[str] = field(default_factory=list)  # all heads


def layout_of(grid: Grid, heads: Heads) -> Layout | None:
    """None where no heads are found in the sheet's first rows."""
    places = [(at, depth) for at in range(min(LOOKED_AT, len(grid.rows))) for depth in (1, 2) if at + depth <= len(grid.rows)]
    meant = [(at, depth) for at, depth in places if heads.form.header == (grid.rows[at][0], depth)]
    return _best(grid, meant, heads) or _best(grid, places, heads)


def _best(grid: Grid, places: list[tuple[int, int]], heads: Heads) -> Layout | None:
    """The likeliest of several places (index of the first head row, number of head rows)."""
    best, where = None, (0, 1)
    for index, depth in places:
        found = _at(grid, index, depth, heads)
        if found and (best is None or _worth(found) > _worth(best)):
            best, where = found, (index, depth)
    if best is not None:
        best.words = head_words(grid, *where)
    return best


def guessed(grid: Grid, heads: Heads) -> tuple[tuple[int, int], list[Head], list[str]] | None:
    """The heads where none is known: of the row that is declared, else of the first row with the most words."""
    rows = list(enumerate(grid.rows[:LOOKED_AT]))
    meant = heads.form.header
    if meant is not None:
        chosen = next((at for at, (number, _) in rows if number == meant[0] and at + meant[1] <= len(grid.rows)), None)
    else:
        chosen = max((at for at, _ in rows), key=lambda at: (_words_in(grid.rows[at][1]), -at), default=None)
    if chosen is None:
        return None
    header = meant or (grid.rows[chosen][0], 1)
    words, last = head_words(grid, chosen, header[1]), grid.rows[chosen + header[1] - 1][0]
    named = [(at, word, any(one in word for one in CUMULATIVE)) for at, word in enumerate(words) if word]
    return header, [Head(grid.name, cell_name(last, at), word, "", is_cumulative) for at, word, is_cumulative in named], words


def _words_in(cells: list[str | None]) -> int:
    return len({cell for cell in cells if cell and not plain(cell).replace(".", "").isdigit()})


def _worth(one: Layout) -> tuple[int, int, int]:
    return (one.kind != WIDE, len(one.columns), len(one.rows))


def _at(grid: Grid, index: int, depth: int, heads: Heads) -> Layout | None:
    number, words = _words(grid, index, depth)
    header, form = (grid.rows[index][0], depth), heads.form
    named = {plain(word): place for place, word in reversed(list(enumerate(words))) if word}
    title = " ".join(cell for _, cells in grid.rows[: index + depth - 1] for cell in cells if cell)
    body = grid.rows[index + depth :]

    def place(*candidates: str) -> int | None:
        return next((named[one] for one in candidates if one in named), None)

    own_area, own_month = (tuple(filter(None, [plain(word)])) for word in (form.area, form.month))
    indicator, value, month = place(*INDICATOR_HEADS), place(*VALUE_HEADS), place(*own_month, *MONTH_HEADS)
    if indicator is not None and value is not None:
        unit = place("计量单位", "unit") if place("区划代码", "area") is None else place(*UNIT_HEADS)
        area = place(*CODE_HEADS) if place(*CODE_HEADS) is not None else place(*[one for one in AREA_HEADS if one != "单位"])
        unit = place("单位") if unit is None else unit
        places = {
            "indicator": indicator,
            "value": value,
            "month": month,
            "first": place(*FIRST_HEADS),
            "area": area,
            "unit": unit,
        }
        kind = LIST if area is None else LONG
        return Layout(kind, body, title, places={name: at for name, at in places.items() if at is not None}, header=header)
    area = place(*own_area, *CODE_HEADS, *AREA_HEADS)
    if area is None:
        return None
    made = Layout(WIDE, body, title, places={"area": area} | ({} if month is None else {"month": month}), header=header)
    _fill(made, grid, index, depth, number, words, heads)
    return made if made.columns or made.faults else None


def _fill(made: Layout, grid: Grid, index: int, depth: int, number: int, words: list[str], heads: Heads) -> None:
    for at, word in enumerate(words):
        if not word or at in made.places.values():
            continue
        column, fault = _column(grid, index, depth, at, word, heads)
        where = cell_name(number, at)
        whole = head_words(grid, index, depth)[at]
        if plain(word) not in (*IGNORED, *AREA_HEADS) and (column is None or column.indicator.kind != "ratio"):
            code = column.indicator.id if column else ""
            made.heads.append(Head(grid.name, where, whole, code, bool(column and column.is_cumulative)))
        if fault:
            made.faults.append((where, word, fault))
        elif column is None:
            if plain(word) not in (*IGNORED, *AREA_HEADS) and heads.rule(whole) is None:
                made.strangers.append((where, word))
        elif column.indicator.kind == "ratio":
            made.computed.append(word)
        else:
            made.columns.append(column)


def _column(grid: Grid, index: int, depth: int, at: int, word: str, heads: Heads) -> tuple[Column | None, str]:
    if depth == 1:
        return heads.column(at, word)
    above, lower = upper(grid.rows[index][1], at), cell_at(grid.rows[index + 1][1], at)
    tail = "累计" if any(one in lower for one in CUMULATIVE) else ""
    whole = head_words(grid, index, depth)[at]
    if heads.rule(whole) is not None:
        return heads.column(at, whole)
    for candidate in (lower, f"{tail}{above}" if lower in ("", "本月", "当月", "本期") or tail else "", f"{above}{lower}"):
        column, fault = heads.column(at, candidate) if candidate else (None, "")
        if column or fault:
            return column, fault
    return None, ""


def _words(grid: Grid, index: int, depth: int) -> tuple[int, list[str]]:
    """The heads' words by column; of two rows the lower one, or the upper one where that is empty."""
    number, first = grid.rows[index]
    if depth == 1:
        return number, [(cell or "").strip() for cell in first]
    second = grid.rows[index + 1][1]
    width = max(len(first), len(second))
    return grid.rows[index + 1][0], [cell_at(second, at) or cell_at(first, at) for at in range(width)]


def stated_month(made: Layout, sheet: str) -> tuple[int, bool]:
    """The month that the title or the sheet's name states; 0 where none does."""
    found = month_of(made.title)
    return found if found[0] else month_of(sheet)
