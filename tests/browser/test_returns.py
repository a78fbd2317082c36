"""A clerk's round trip: template, filled with a mistake, findings, mended, committed, seen on the overview, taken back."""

import io
import shutil
from pathlib import Path

import openpyxl

from data_access.scope import EVERYTHING
from metrics.evaluate import numbers
from metrics.loading import catalogue
from metrics.results import Span
from metrics.source import open_source
from pages.exports import return_form
from tests.browser.driving import Visitor, serving

TOWNSHIP, URBAN, RURAL, TOTAL = "990101003", "urban_dibao_persons", "rural_dibao_persons", "dibao_persons"
VIEW = f"area={TOWNSHIP}&span=ytd&to=2025-10&compare=yoy"
BUTTON = "确认写入"


def filled(path, words: dict[str, object], target) -> None:
    """The workbook with these values; None empties a cell."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    for row in range(return_form.FIRST_ROW, book.active.max_row + 1):
        name = book.active.cell(row, 3).value
        if name in words:
            book.active.cell(row, return_form.VALUE).value = words[name]
    book.save(target)


def in_force() -> tuple:
    """October's urban 低保 list, and the newest data version."""
    with open_source(EVERYTHING) as source:
        return numbers(source, [URBAN], TOWNSHIP, Span("month", 202510))[URBAN].value, source.version


def shown_total(visitor: Visitor) -> tuple[str, str]:
    """The 低保 card of the overview, and the version that the bar names."""
    page = visitor.visit(f"/overview?{VIEW}")
    bar = page.get_by_text("数据版本").first.inner_text()
    return page.locator('[data-testid="stMetric"]', has_text=catalogue().indicators[TOTAL].label).first.inner_text(), bar


def test_a_return_goes_in_and_out_again(browser, demo_dir, tmp_path, monkeypatch):
    folder = shutil.copytree(demo_dir, tmp_path / "demo")
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(folder))
    old, version = in_force()
    urban, rural = (catalogue().indicators[code].name for code in (URBAN, RURAL))
    with serving(folder, tmp_path / "log") as address:
        visitor = Visitor(browser, address)
        before, bar = shown_total(visitor)
        assert f"数据版本{version}" in bar

        filled(template(visitor), {urban: "四十人", rural: 1}, tmp_path / "wrong.xlsx")
        red = sent_back_red(visitor, tmp_path / "wrong.xlsx")
        filled(red, {urban: int(old) + 1, rural: None}, tmp_path / "right.xlsx")
        commit(visitor, tmp_path / "right.xlsx", version + 1)
        assert in_force() == (old + 1, version + 1)
        after, bar = shown_total(visitor)
        assert after != before and f"数据版本{version + 1}" in bar

        take_back(visitor, version + 1)
        assert in_force() == (old, version + 2)
        again, bar = shown_total(visitor)
        assert again == before and f"数据版本{version + 2}" in bar
        visitor.close()
    assert visitor.strangers() == []
    assert visitor.complaints == []


def template(visitor: Visitor) -> Path:
    page = visitor.visit(f"/returns?{VIEW}")
    choose(visitor, "月份", "2025年10月")
    choose(visitor, "业务", "社会救助")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载模板").click()
    return waiting.value.path()


def sent_back_red(visitor: Visitor, path: Path) -> Path:
    """The workbook that comes back, with one cell that says what is no number."""
    page = visitor.page
    page.locator('input[type="file"]').set_input_files(path)
    page.get_by_text("有错误，不能写入").wait_for()
    assert page.get_by_role("button", name=BUTTON).count() == 0
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载标红的原表").click()
    marked = waiting.value.path()
    red = openpyxl.load_workbook(io.BytesIO(marked.read_bytes())).active
    marks = [cell.comment.text for row in red.iter_rows() for cell in row if cell.comment and "不是数字" in cell.comment.text]
    assert len(marks) == 1
    return marked


def commit(visitor: Visitor, path: Path, version: int) -> None:
    page = visitor.page
    page.locator('input[type="file"]').set_input_files(path)
    page.get_by_text("检查通过，还没有写入").wait_for()
    page.get_by_role("button", name=BUTTON).click()
    page.get_by_text(f"已入库：数据版本{version}").wait_for()


def take_back(visitor: Visitor, version: int) -> None:
    page = visitor.visit(f"/versions?{VIEW}&version={version}")
    page.get_by_label("撤回的原因").fill("错表")
    page.get_by_label("撤回的原因").press("Tab")
    visitor.settle()
    page.get_by_role("button", name="撤回这个版本").click()
    page.get_by_text(f"已撤回数据版本{version}").wait_for()


def choose(visitor: Visitor, label: str, option: str) -> None:
    visitor.page.get_by_role("combobox", name=label).last.click()
    visitor.page.get_by_role("option", name=option, exact=True).click()
    visitor.settle()
