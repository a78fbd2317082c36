"""How much is worked out by hand: the lines of the tables that people of each business line can read."""

import ast
from pathlib import Path

from tests.tables import table

CHECKS = ("check", "check_changes")


def lines_of(file: Path) -> int:
    calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    tables = [call.args[1].value for call in calls if getattr(call.func, "id", "") in CHECKS]
    return sum(len(table(text)) for text in tables)


def test_at_least_two_hundred_cases_stand_in_tables():
    counted = {file.name: lines_of(file) for file in Path(__file__).parent.glob("test_*.py")}

    assert sum(counted.values()) >= 200, counted
