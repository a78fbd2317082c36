"""Errors of the catalogue and of keys: what happened, then what to do."""

from __future__ import annotations

import pytest

from metrics.errors import CatalogueError, SplitIndicator, UnknownFigure, UnknownIndicator, UnknownUnit

NAMES = {
    "deaths_persons": "死亡人数",
    "deaths_count": "死亡数",
    "meals": "就餐人次",
    "dearths": "歉收",
    "births_persons": "出生人数",
}


@pytest.mark.parametrize(
    ("fault", "what", "remedy"),
    [
        (UnknownIndicator("death_persons", NAMES), "没有编号为“death_persons”的指标。",
         "是否应为“死亡人数”（deaths_persons）、“出生人数”（births_persons）、“死亡数”（deaths_count）？"),
        (UnknownIndicator("就餐", NAMES), "没有编号为“就餐”的指标。", "是否应为“就餐人次”（meals）？"),
        (UnknownIndicator("zzz", NAMES), "没有编号为“zzz”的指标。", "请在“指标口径”页查找指标编号。"),
        (UnknownIndicator("", NAMES), "没有编号为“”的指标。", "请在“指标口径”页查找指标编号。"),
        (SplitIndicator("old", ("deaths_persons", "meals"), NAMES), "指标“old”已拆分为2个。",
         "请改用其中之一：“死亡人数”（deaths_persons）、“就餐人次”（meals）。"),
        (UnknownUnit("万元整", ["元", "万元", "人"]), "不认识计量单位“万元整”。", "是否应为“万元”？"),
        (UnknownUnit("斤", ["元", "人"]), "不认识计量单位“斤”。", "请改用“元、万元、人、人次、户、%”等已登记的单位。"),
        (UnknownFigure("x.1.month.202501"), "没有“x.1.month.202501”这个数字，或无权查看。", "请在页面上重新点选数字旁的“口径与来源”。"),
        (CatalogueError(["甲", "乙"]), "指标目录有2处错误，系统未启动。", "请按下列各条改正 metrics/catalogue 下的文件后重新启动。"),
    ],
)  # fmt: skip
def test_a_fault_says_what_happened_and_what_to_do(fault, what, remedy):
    assert (fault.what, fault.remedy) == (what, remedy)


def test_a_catalogue_s_faults_are_printed_one_a_line():
    fault = CatalogueError(["甲", "乙"])
    assert fault.problems == ("甲", "乙") and str(fault).splitlines()[-2:] == ["甲", "乙"]
