"""What a reader sees of a fault that nobody foresaw: a sentence in Chinese, and nothing of what the log says."""

from __future__ import annotations

from tests.browser.driving import Visitor, house_with, serving

BROKEN = "import streamlit as st\n\nst.write('此前的内容')\nraise RuntimeError('postgresql://user:geheim@db failed')\n"


def test_an_unforeseen_fault_is_told_in_chinese_without_its_details(browser, tmp_path):
    """By default Streamlit sends the message, with its passwords and paths, to the browser."""
    house, log = house_with(BROKEN, tmp_path / "house"), tmp_path / "log"
    with serving(tmp_path, log, house) as address:
        visitor = Visitor(browser, address)
        page = visitor.visit("/overview")

        assert "意外问题" in page.get_by_test_id("stAlert").inner_text()
        assert page.get_by_test_id("stException").count() == 0
        assert "geheim" not in page.content()
        visitor.close()
    assert "geheim" in log.read_text(encoding="utf-8")
