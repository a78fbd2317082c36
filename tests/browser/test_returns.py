"""A clerk's round trip: template, filled with a mistake, findings, mended, committed, seen on the overview, taken back."""

import io
import shutil

import openpyxl

from data_access.scope import EVERYTHING
from metrics.evaluate import numbers
from metrics.results import Span
from metrics.source import open_source
from pages.exports import return_form
from tests.browser.driving import Visitor, serving

FENGLIN = "990101003"
BUTTON = "确认写入"


def filled(path, words: dict[str, object], target) -> None:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    for row in range(return_form.FIRST_ROW, book.active.max_row + 1):
        name = book.active.cell(row, 3).value
        if name in words:
            book.active.cell(row, return_form.VALUE, words[name])
    book.save(target)


def deaths() -> tuple:
    with open_source(EVERYTHING) as source:
        found = numbers(source, ["deaths_persons"], FENGLIN, Span("month", 202510))["deaths_persons"]
        return found.value, source.version


def test_a_return_goes_in_and_out_again(browser, demo_dir, tmp_path, monkeypatch):
    folder = shutil.copytree(demo_dir, tmp_path / "demo")
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(folder))
    old, version = deaths()
    with serving(folder, tmp_path / "log") as address:
        visitor = Visitor(browser, address)
        page = visitor.visit(f"/returns?area={FENGLIN}&span=ytd&to=2025-10&compare=yoy")
        choose(visitor, "月份", "2025年10月")
        choose(visitor, "业务", "殡葬管理")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="下载模板").click()
        template = waiting.value.path()

        filled(template, {"死亡人数": "四十人", "遗体火化数": 1}, tmp_path / "wrong.xlsx")
        page.locator('input[type="file"]').set_input_files(tmp_path / "wrong.xlsx")
        page.get_by_text("有错误，不能写入").wait_for()
        assert page.get_by_role("button", name=BUTTON).count() == 0
        with page.expect_download() as waiting:
            page.get_by_role("button", name="下载标红的原表").click()
        red = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes())).active
        marks = [cell.comment.text for row in red.iter_rows() for cell in row if cell.comment and "不是数字" in cell.comment.text]
        assert len(marks) == 1

        filled(template, {"死亡人数": int(old) + 1}, tmp_path / "right.xlsx")
        page.locator('input[type="file"]').set_input_files(tmp_path / "right.xlsx")
        page.get_by_text("检查通过，还没有写入").wait_for()
        page.get_by_role("button", name=BUTTON).click()
        page.get_by_text(f"已入库：数据版本{version + 1}").wait_for()
        assert deaths() == (old + 1, version + 1)

        page = visitor.visit(f"/overview?area={FENGLIN}&span=ytd&to=2025-10&compare=yoy")
        page.get_by_text(f"数据版本{version + 1}").first.wait_for()

        page = visitor.visit(f"/versions?area={FENGLIN}&span=ytd&to=2025-10&compare=yoy&version={version + 1}")
        page.get_by_label("撤回的原因").fill("错表")
        page.get_by_label("撤回的原因").press("Tab")
        visitor.settle()
        page.get_by_role("button", name="撤回这个版本").click()
        page.get_by_text(f"已撤回数据版本{version + 1}").wait_for()
        assert deaths() == (old, version + 2)
        visitor.close()
    assert visitor.strangers() == []
    assert visitor.complaints == []


def choose(visitor: Visitor, label: str, option: str) -> None:
    visitor.page.get_by_role("combobox", name=label).last.click()
    visitor.page.get_by_role("option", name=option, exact=True).click()
    visitor.settle()
