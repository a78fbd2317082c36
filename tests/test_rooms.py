"""Every line has one room: imports point down, screens do nothing on import, and what belongs in one place stays there.

Each rule is a function from a source tree to its findings, so that a planted bad tree can show that it finds them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent

# From the cellar up; a file may import its own floor and those before it. sample_data fills the tables at the first start.
FLOORS = ("data_access", "metrics", "sample_data", "pages/charts", "pages/exports", "pages/views", "pages", "")
KNOWS_STREAMLIT = ("pages/views", "pages")
TOP_WITH_STREAMLIT = ("app.py", "cockpit.py")
COLOURS = "pages/charts/theme.py"

# The list of screens, in pages/__init__.py: it names them without importing them, so that a menu may read it.
SCREEN_LIST = {"pages/SCREENS", "pages/HOME", "pages/Screen"}

PAGE_LINES, FUNCTION_LINES, FILE_LINES = 70, 45, 330

SQL_NAMES = {"select", "insert", "update", "delete", "text", "func", "join", "outerjoin", "union", "union_all", "exists", "case"}
SQL_TEXT = re.compile(r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|(CREATE|DROP|ALTER)\s+TABLE)\b", re.S)
COLOUR = re.compile(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\b(rgb|hsl)a?\(")
REMOTE = re.compile(r"(https?:)?//(?!127\.0\.0\.1|localhost)[a-z0-9-]+\.[a-z]", re.I)
SVG = "http://www.w3.org/2000/svg"


def sources(root: Path, *rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """Path from the root and syntax tree of each Python file in these rooms; without rooms, of the whole product."""
    top = [] if rooms else list(root.glob("*.py"))
    named = rooms or ("data_access", "metrics", "sample_data", "pages", "commands")
    for path in sorted(top + [path for room in named for path in (root / room).rglob("*.py")]):
        yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def floor_of(name: str) -> str:
    """The floor of a path or of a module written as a path; "" is the top."""
    return next((floor for floor in reversed(FLOORS[:-1]) if _lies_in(name, floor)), "")


def _lies_in(name: str, floor: str) -> bool:
    # `pages` itself is above `pages/views`, so the longer names are asked for first.
    longer = [other for other in FLOORS if other.startswith(f"{floor}/")]
    return (name.removesuffix(".py") + "/").startswith(f"{floor}/") and not any(_lies_in(name, other) for other in longer)


def imported(name: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and module, as a path, of every import of a file, also of those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.replace(".", "/")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = name.split("/")[: -node.level] if node.level else []
            base = [*package, *(node.module or "").split(".")]
            yield from ((node.lineno, "/".join(filter(None, [*base, alias.name]))) for alias in node.names)


def strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The string literals of a file, its docstrings left out."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) and ast.get_docstring(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def imports_pointing_up(root: Path) -> Iterator[str]:
    rooms = {path.name for path in root.iterdir()} | {path.stem for path in root.glob("*.py")}
    for name, tree in sources(root):
        for line, module in imported(name, tree):
            is_ours = module.split("/")[0] in rooms and module not in SCREEN_LIST
            if is_ours and FLOORS.index(floor_of(module)) > FLOORS.index(floor_of(name)):
                yield f"{name}:{line} imports {module}, which lies above it"


def streamlit_below_the_screens(root: Path) -> Iterator[str]:
    for name, tree in sources(root):
        may = floor_of(name) in KNOWS_STREAMLIT or name in TOP_WITH_STREAMLIT
        for line, module in imported(name, tree):
            if module.split("/")[0] == "streamlit" and not may:
                yield f"{name}:{line} imports streamlit"


def screens_that_act_on_import(root: Path) -> Iterator[str]:
    for name, tree in sources(root, "pages"):
        if name.count("/") > 1 or name.endswith("__init__.py"):
            continue
        *body, tail = tree.body
        yield from (f"{name}:{node.lineno} does something on import" for node in body if not _is_inert(node))
        if "render" not in {node.name for node in body if isinstance(node, ast.FunctionDef)}:
            yield f"{name}: defines no render()"
        if ast.unparse(tail) != "if __name__ == '__main__':\n    entry.front_door(__file__)":
            yield f"{name}: does not end with the tail that leads to the front door"


def _is_inert(node: ast.stmt) -> bool:
    """Plain names and values are, also where a value is an object of one of our classes (`line.Plan(...)`)."""
    if isinstance(node, ast.Assign | ast.AnnAssign):
        later = {id(part) for one in ast.walk(node) if isinstance(one, ast.Lambda) for part in ast.walk(one)}
        called = [ast.unparse(part.func) for part in ast.walk(node) if isinstance(part, ast.Call) and id(part) not in later]
        return all(name.rpartition(".")[2][0].isupper() and not name.startswith("st.") for name in called)
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_docstring or isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef)


def oversized(root: Path) -> Iterator[str]:
    for name, tree in [*sources(root), *sources(root, "tests", "benchmarks")]:
        length = len((root / name).read_text(encoding="utf-8").splitlines())
        limit = PAGE_LINES if re.fullmatch(r"pages/[a-z_]+\.py", name) and not name.endswith("__init__.py") else FILE_LINES
        if length > limit:
            yield f"{name} has {length} lines, more than {limit}"
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno + 1 > FUNCTION_LINES:
                yield f"{name}:{node.lineno} {node.name}() has more than {FUNCTION_LINES} lines"


def stray_colours(root: Path) -> Iterator[str]:
    for name, tree in sources(root):
        if name != COLOURS:
            yield from (f"{name}:{line} writes a colour: {text!r}" for line, text in strings(tree) if COLOUR.search(text))


def sql_outside_data_access(root: Path) -> Iterator[str]:
    for name, tree in sources(root):
        if floor_of(name) == "data_access":
            continue
        for line, module in imported(name, tree):
            if module.startswith("sqlalchemy") and module.rpartition("/")[2] in SQL_NAMES:
                yield f"{name}:{line} imports {module}"
        yield from (f"{name}:{line} writes SQL: {text!r}" for line, text in strings(tree) if SQL_TEXT.search(text))


def remote_addresses(root: Path) -> Iterator[str]:
    """Whatever reaches the browser must not make it ask another machine. SVG's name looks like an address and is none."""
    for name, tree in sources(root):
        if floor_of(name).startswith("pages") or not floor_of(name):
            yield from (
                f"{name}:{line} names an address: {text!r}"
                for line, text in strings(tree)
                if REMOTE.search(text.replace(SVG, ""))
            )


Rule = Callable[[Path], Iterator[str]]

RULES: dict[Rule, dict[str, str]] = {  # with a file that breaks each
    imports_pointing_up: {"metrics/up.py": "def f():\n    from pages.views import text\n"},
    streamlit_below_the_screens: {"pages/charts/draws.py": "import streamlit as st\n"},
    screens_that_act_on_import: {"pages/eager.py": "import streamlit as st\n\nst.title('殡葬')\n\n\ndef render():\n    pass\n"},
    oversized: {"metrics/long.py": "def f():\n" + "    x = 1\n" * FUNCTION_LINES},
    stray_colours: {"pages/views/paint.py": "RED = '#b3392f'\n"},
    sql_outside_data_access: {"metrics/asks.py": "from sqlalchemy import select\n"},
    remote_addresses: {"pages/views/font.py": "FONT = 'https://fonts.example.com/a.woff2'\n"},
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rules(rule: Rule):
    assert list(rule(HOUSE)) == []


@pytest.mark.parametrize(("rule", "bad"), RULES.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_each_rule_finds_what_breaks_it(rule: Rule, bad: dict[str, str], tmp_path):
    """A rule that can find nothing would keep nothing."""
    for name, text in bad.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "pages").mkdir(exist_ok=True)

    findings = list(rule(tmp_path))

    assert findings
    assert all(finding.startswith(tuple(bad)) for finding in findings)


@pytest.mark.parametrize(
    ("path", "floor"),
    [
        ("app.py", ""),
        ("pages/funeral.py", "pages"),
        ("pages/__init__.py", "pages"),
        ("pages/views/entry", "pages/views"),
        ("metrics", "metrics"),
    ],
)
def test_floors_are_told_apart(path, floor):
    assert floor_of(path) == floor
