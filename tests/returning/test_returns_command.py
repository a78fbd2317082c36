"""A return by the command line: checked, refused, committed once, taken back, verified; on a small county of its own."""

import json
import re
import threading
import time
from datetime import datetime

import openpyxl
import pytest
from sqlalchemy import func, select

from commands import main
from data_access import engine as engines
from data_access import schema
from data_access.areas import add_areas, add_duties
from data_access.errors import CockpitError
from data_access.returns import commit
from data_access.specs import Return
from metrics.derivation import derivation
from tests.data_access.conftest import AREAS, COUNTY, DUTIES, JIA, YI, observed
from tests.returning.hostile import FILES


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder that is ready, with two townships; returns where files for import may lie."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COCKPIT_DEMO", "0")
    engines.create_schema()
    with engines.writing() as connection:
        add_areas(connection, AREAS)
        add_duties(connection, DUTIES)
        engines.remember(connection, "ready", "1")
        engines.remember(connection, "catalogue_hash", derivation().hash)
    return tmp_path


def report(folder, *rows, title="2025年3月殡葬月报表", head=("乡镇", "死亡人数", "遗体火化数（具）"), name="r.xlsx", edit=None):
    book = openpyxl.Workbook()
    for row in ((title,), head, *rows):
        book.active.append(row)
    if edit:
        edit(book)
    book.save(folder / name)
    return str(folder / name)


def sent(capsys, *arguments) -> tuple[int, dict]:
    code = main(["import", *arguments, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def stored() -> list[tuple]:
    table = schema.observation.c
    with engines.reading() as connection:
        query = select(table.area, table.indicator, table.first, table.last, table.value, table.source)
        return [tuple(row) for row in connection.execute(query.order_by(table.version, table.row))]


def test_a_good_return_is_only_checked_and_then_committed_once(folder, capsys):
    path = report(folder, ("甲镇", "１，０２０", 7), ("乙\xa0乡", "-", ""), ("合计", 1020, 7))

    assert sent(capsys, path)[1] | {"findings": []} == sent(capsys, path)[1]
    assert stored() == []
    code, said = sent(capsys, path, "--commit")
    assert (code, said["rows"], said["errors"], said["version"]) == (0, 2, 0, 1)
    assert stored() == [
        (JIA, "deaths_persons", 202503, 202503, 10_200_000, "Sheet!B3"),
        (JIA, "cremations_count", 202503, 202503, 70_000, "Sheet!C3"),
    ]
    assert main(["import", path, "--commit"]) == 2
    assert "已经入库（数据版本1）" in capsys.readouterr().err


BAD = {
    "unknown township": ([("丙乡", 3, 2)], "A3", "找不到这个单位"),
    "negative": ([("甲镇", -3, 2)], "B3", "不能是负数"),
    "1e308": ([("甲镇", "1e308", 2)], "B3", "数值过大"),
    "NaN": ([("甲镇", "NaN", 2)], "B3", "不是数字"),
    "Inf": ([("甲镇", "-inf", 2)], "B3", "不是数字"),
    "a date": ([("甲镇", datetime(2025, 3, 1), 2)], "B3", "不是数字"),
    "text": ([("甲镇", "三人", 2)], "B3", "不是数字"),
    "an error value": ([("甲镇", "#DIV/0!", 2)], "B3", "不是数字"),
    "two numbers": ([("甲镇", "1 2", "1,2")], "C3", "不像千分位"),
    "a formula as text": ([('=HYPERLINK("http://x","甲镇")', 1, 2)], "A3", "公式没有保存"),
    "total differs": ([("甲镇", 3, 2), ("乙乡", 3, 2), ("合计", 7, 4)], "B5", "各行相加是6人"),
    "doubles disagree": ([("甲镇", 3, 2), ("甲镇", 4, 2)], "B4", "重复，那里是3人"),
    "formula": ([("甲镇", "=1+2", 2)], "B3", "公式没有保存计算结果"),
    "headers only": ([], "A1", "没有一个数"),
}


@pytest.mark.parametrize("name", BAD)
def test_errors_are_named_at_their_cell_and_block(folder, capsys, read_here, name):
    rows, cell, words = BAD[name]
    code, said = sent(capsys, report(folder, *rows), "--commit", "--reason", "已核对")

    found = [one for one in said["findings"] if one["level"] == "error"]
    assert code == 3 and stored() == []
    assert any(one["cell"] == cell and words in one["reason"] and one["remedy"] for one in found), found


def _hidden_row(book):
    book.active.row_dimensions[3].hidden = True


def _hidden_sheet(book):
    book.create_sheet("说明")
    book.active.sheet_state = "hidden"
    book.active = 1


ODD = {
    "doubles agree": ([("甲镇", 3, 2), ("甲镇", 3, 2)], None, "B4", "与B3重复，数相同，只导入一次", 2),
    "part above whole": ([("甲镇", 3, 5)], None, "C3", "大于", 2),
    "county beside its townships": ([("甲镇", 3, 2), ("乙乡", 3, 2), (COUNTY, 7, 4)], None, "B5", "下级相加是6人", 6),
    "hidden row": ([("甲镇", 3, 2)], _hidden_row, "A3", "这一行是隐藏的", 2),
    "hidden sheet": ([("甲镇", 3, 2)], _hidden_sheet, "A1", "工作表是隐藏的", 2),
    "unknown column": ([("甲镇", 3, 2, 1)], lambda book: book.active.cell(2, 4, "某某数"), "D2", "不认识的列", 2),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_said_at_its_cell_and_read_only_with_a_reason(folder, capsys, read_here, name):
    rows, edit, cell, words, count = ODD[name]
    path = report(folder, *rows, edit=edit)
    code, said = sent(capsys, path, "--commit")

    assert (code, stored(), said["errors"]) == (3, [], 0)
    assert any(one["cell"] == cell and words in one["reason"] and one["remedy"] for one in said["findings"]), said["findings"]
    assert sent(capsys, path, "--commit", "--reason", "已核对")[0] == 0
    assert len(stored()) == count


def test_a_file_of_nothing_but_mistakes_is_answered_soon_and_not_at_length(folder, capsys, read_here):
    (folder / "r.csv").write_text("乡镇,死亡人数\n" + "".join(f"无名{n}乡,三人\n" for n in range(40_000)), encoding="utf-8")
    began = time.process_time()
    code, said = sent(capsys, str(folder / "r.csv"), "--period", "2025-03")

    assert code == 3 and 1_000 <= len(said["findings"]) < 1_010
    assert any("错误过多" in one["reason"] for one in said["findings"])
    assert time.process_time() - began < 15  # of CPU, so that a busy machine does not matter


def test_sums_of_many_total_rows_take_no_longer_than_reading_them(folder, capsys, read_here):
    rows = "".join(f"甲镇,{n}\n合计,{n}\n" for n in range(10_000))
    (folder / "r.csv").write_text(f"乡镇,死亡人数\n{rows}", encoding="utf-8")
    began = time.process_time()

    assert sent(capsys, str(folder / "r.csv"), "--period", "2025-03")[0] == 3
    assert time.process_time() - began < 15  # of CPU, so that a busy machine does not matter


@pytest.mark.parametrize("name", ["zip bomb", "PDF renamed", "password", "truncated", "NUL", "empty"])
def test_of_a_file_that_cannot_be_read_nothing_is_written(folder, capsys, name):
    make, file_name, words = FILES[name]
    (folder / file_name).write_bytes(make())

    assert main(["import", str(folder / file_name), "--commit", "--reason", "x"]) == 2
    assert re.search(words, capsys.readouterr().err) and stored() == []


def test_a_wrong_month_and_one_still_to_come_block(folder, capsys):
    path = report(folder, ("甲镇", 3, 2))

    assert sent(capsys, path, "--period", "2025-04")[0] == 3
    assert sent(capsys, report(folder, ("甲镇", 3, 2), title="2099年3月"))[0] == 3


def test_a_part_above_its_whole_needs_a_reason_that_is_kept(folder, capsys):
    path = report(folder, ("甲镇", 3, 5))

    code, said = sent(capsys, path, "--commit")
    assert (code, said["warnings"], said["version"]) == (3, 1, None)
    assert sent(capsys, path, "--commit", "--reason", "含上月迟报")[0] == 0
    with engines.reading() as connection:
        assert "含上月迟报" in connection.execute(select(schema.batch.c.note)).scalar_one()


@pytest.mark.parametrize(
    "cell", ["11010119900307783X", "138 0013 8000", "6222 0200 0000 0000 007", "东村3组12号", 1.10101199003078e17]
)
def test_personal_data_refuses_the_file_and_is_repeated_nowhere(folder, capsys, read_here, cell):
    main(["import", report(folder, ("甲镇", 3, 2), (cell, 1, 1)), "--commit", "--reason", "x"])
    out = capsys.readouterr()

    cell = str(cell)
    assert (
        "个人信息" in out.out
        and cell[:9] not in out.out
        and cell not in out.out + out.err
        and cell.replace(" ", "") not in out.out + out.err
    )
    assert stored() == []


def test_two_row_heads_units_and_cumulative_columns(folder, capsys, read_here):
    path = report(folder, ("", "本月", "累计"), (JIA, 3, 9), head=("单位", "死亡人数", None))

    assert sent(capsys, path, "--commit")[0] == 0
    assert [row[2:5] for row in stored()] == [(202503, 202503, 30_000), (202501, 202503, 90_000)]


def test_the_ministry_s_layout_brings_in_the_count_alone(folder, capsys, read_here):
    path = report(folder, ("死亡人数", "人", 12, 11, "9%"), head=("指标名称", "计量单位", "数量", "上季度", "环比"))

    assert sent(capsys, path, "--commit", "--area", COUNTY)[0] == 0
    assert [(row[0], row[4]) for row in stored()] == [(COUNTY, 120_000)]


def test_a_return_is_taken_back_verified_backed_up_and_restored(folder, capsys):
    sent(capsys, report(folder, ("甲镇", 3, 2), ("乙乡", 4, 4)), "--commit")
    assert main(["backup", str(folder / "b.db")]) == 0
    assert main(["revert", "1", "--reason", "错表"]) == 0
    assert main(["verify"]) == 0
    assert main(["restore", str(folder / "b.db"), "--yes"]) == 0
    with engines.reading() as connection:
        assert connection.execute(select(func.count()).select_from(schema.batch)).scalar_one() == 1
    assert main(["restore", report(folder), "--yes"]) == 2


def test_verify_finds_a_figure_that_was_changed_by_hand(folder, capsys, read_here):
    sent(capsys, report(folder, ("甲镇", 3, 2)), "--commit")
    with engines.writing() as connection:
        connection.execute(schema.figure.update().where(schema.figure.c.area == JIA).values(value=1))

    assert main(["verify"]) == 3


def test_the_same_file_at_the_same_instant_becomes_one_batch(folder):
    barrier, outcomes = threading.Barrier(4), []

    def send():
        barrier.wait()
        try:
            with engines.writing() as connection:
                one = Return("monthly", "x", COUNTY, [observed("deaths_persons", YI, 202501, 202501, 3)], sha256="same")
                outcomes.append(commit(connection, [one], derivation())[0])
        except CockpitError as fault:
            outcomes.append(fault.what)

    threads = [threading.Thread(target=send) for _ in range(4)]
    [one.start() for one in threads]
    [one.join() for one in threads]

    assert outcomes.count(1) == 1 and sum("已经入库（数据版本1）" in str(one) for one in outcomes) == 3
