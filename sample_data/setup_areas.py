"""The sheet 区划: codes that fit their level, one root, every parent there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data_access.specs import AreaRow
from sample_data.cells import Line, Problems

LEVEL_WORDS = {
    "county": ("县", "区", "市", "县级"),
    "township": ("乡镇", "镇", "乡", "街道", "乡级"),
    "village": ("村", "社区", "村级"),
}
LENGTHS = {"county": 6, "township": 9, "village": 12}
WORDS = {"county": "县级", "township": "乡镇", "village": "村"}
KINDS = ("街道", "社区", "村", "镇", "乡", "县", "区", "市")
MOST_TILES = 60
DEMO_PREFIX = "99"


def read_areas(rows: Sequence[Line], problems: Problems) -> list[AreaRow]:
    """In the sheet's order; what is wrong goes to `problems`."""
    found = [(line, row) for line in rows if (row := _area(line))]
    by_code = {row.code: row for _, row in found}
    found = [(line, _placed(row, by_code)) for line, row in found]
    _refuse_demo_codes(found)
    _refuse_twice(found)
    faulty = {line.code("代码") for line in rows} - by_code.keys()  # named above: what hangs on them is not blamed again
    for line, row in found:
        if row.parent not in faulty:
            _check_parent(line, row, by_code)
        _check_end(line, row, by_code)
    roots = [(line, row) for line, row in found if not row.parent]
    for line, row in roots[1:]:
        line.fault("上级代码", f"{row.name}没有上级。只有本级（{roots[0][1].name}）可以不填上级代码。")
    if found and not roots and not problems:
        problems.append("“区划”表里没有本级：本级一行的“上级代码”应留空。")
    return [row for _, row in found]


def _area(line: Line) -> AreaRow | None:
    code, name, word = line.code("代码"), line.needed("名称", 60), line.needed("级别", 10)
    level = next((level for level, words in LEVEL_WORDS.items() if word in words), "")
    if word and not level:
        line.fault("级别", f"“{word}”不是级别，只能是：县、乡镇、村。")
    if not code and not line.cells.get("代码"):
        line.fault("代码", "必填，请补上。")
    if not code or not level:
        return None
    code = _short(code, level)
    if len(code) != LENGTHS[level]:
        line.fault("代码", f"“{code}”有{len(code)}位，{WORDS[level]}代码应为{LENGTHS[level]}位。")
        return None
    row, column = line.whole("地图行", MOST_TILES), line.whole("地图列", MOST_TILES)
    if (row is None) != (column is None) and not (line.cells.get("地图行") and line.cells.get("地图列")):
        line.fault("地图行" if row is None else "地图列", "地图行和地图列要同时填写，或都留空。")
    kind = line.text("类型", 10) or next((kind for kind in KINDS if name.endswith(kind)), "")
    return AreaRow(
        code, name, level, parent=line.code("上级代码"), kind=kind, setting="own",
        valid_from=line.month("启用月份"), valid_to=line.month("停用月份"), successor=line.code("继承代码"),
        grid_row=row, grid_column=column,
    )  # fmt: skip


def _placed(row: AreaRow, by_code: dict[str, AreaRow]) -> AreaRow:
    """With its parent and successor as the list writes them; an empty parent is the area whose code begins its own."""
    above = [by_code[row.code[:length]] for length in (9, 6) if len(row.code) > length and row.code[:length] in by_code]
    parent = _listed(row.parent, by_code) if row.parent else above[0].code if above else ""
    return replace(row, parent=parent, successor=_listed(row.successor, by_code))


def _listed(code: str, by_code: dict[str, AreaRow]) -> str:
    short = next((code[:n] for n in (6, 9) if len(code) == 12 and set(code[n:]) <= {"0"}), code)
    return code if code in by_code else short


def _short(code: str, level: str) -> str:
    """Statistics lists pad every code to twelve digits."""
    length = LENGTHS[level]
    return code[:length] if len(code) == 12 and set(code[length:]) <= {"0"} else code


def _refuse_demo_codes(found: Sequence[tuple[Line, AreaRow]]) -> None:
    those = [line for line, row in found if row.code.startswith(DEMO_PREFIX)]
    if those:
        more = f"（同类共{len(those)}行）" if len(those) > 1 else ""
        those[0].fault("代码", f"以{DEMO_PREFIX}开头的代码是示例县专用，请改成本县的区划代码{more}。")


def _refuse_twice(found: Sequence[tuple[Line, AreaRow]]) -> None:
    codes: dict[str, int] = {}
    names: dict[tuple[str, str], int] = {}
    tiles: dict[tuple, int] = {}
    for line, row in found:
        if row.code in codes:
            line.fault("代码", f"与第{codes[row.code]}行重复，一个代码只能有一行。")
        elif (row.parent, row.name) in names and row.name and not row.valid_to:
            line.fault("名称", f"与第{names[row.parent, row.name]}行同名，请核对。")
        tile = (row.level, row.parent, row.grid_row, row.grid_column)
        if row.grid_row is not None and row.grid_column is not None and tile in tiles:
            line.fault("地图行", f"与第{tiles[tile]}行在同一格，请错开。")
        codes.setdefault(row.code, line.number)
        names.setdefault((row.parent, row.name), line.number)
        tiles.setdefault(tile, line.number)


def _check_parent(line: Line, row: AreaRow, by_code: dict[str, AreaRow]) -> None:
    if not row.parent:
        return
    parent = by_code.get(row.parent)
    if parent is None:
        line.fault("上级代码", f"表里没有代码为“{row.parent}”的上级，请先登记上级或改正。")
    elif not row.code.startswith(parent.code) or parent.code == row.code:
        line.fault("上级代码", f"“{row.code}”不在上级“{parent.code}”之下：下级代码应以上级代码开头。")
    elif LENGTHS[row.level] <= LENGTHS[parent.level]:
        line.fault("上级代码", f"上级“{parent.name}”的级别不高于{row.name}。")


def _check_end(line: Line, row: AreaRow, by_code: dict[str, AreaRow]) -> None:
    if row.valid_to and row.valid_from > row.valid_to:
        line.fault("停用月份", "早于启用月份，请核对。")
    if row.successor and (row.successor not in by_code or row.successor == row.code):
        line.fault("继承代码", f"表里没有代码为“{row.successor}”的单位，或与本行相同，请改正。")
    if row.successor and not row.valid_to and not line.cells.get("停用月份"):
        line.fault("停用月份", "填了继承代码，就要填停用月份。")
