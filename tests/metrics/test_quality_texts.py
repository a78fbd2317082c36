"""What a careful reader finds in the eight published texts is found by the checks, fact by fact; what is sound passes."""

from __future__ import annotations

import pytest

from data_access.scope import EVERYTHING
from metrics.quality import findings
from metrics.source import open_source

BUREAUS = ("341524", "990201", "321202", "330211", "340104", "130973401", "340207", "431025")
ZHENHAI, SHUSHAN, ZHONGJIE, JIUJIANG, LINWU, YANZIHE = "330211", "340104", "130973401", "340207", "431025", "341524"


@pytest.fixture(scope="module")
def found(demo_dir):
    """All findings of the texts, by bureau."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
        with open_source(EVERYTHING) as source:
            return {bureau: findings(source, bureau, 202212) for bureau in BUREAUS}


def of_fact(found, bureau: str, fact: str, kinds=()):
    wanted = [one for one in found[bureau] if fact in {cited.fact for cited in one.cited}]
    return [one for one in wanted if not kinds or one.kind in kinds]


@pytest.mark.parametrize(
    ("bureau", "fact", "kind", "word"),
    [
        (YANZIHE, "f000-043", "band", "疑漏写“万”"),  # 54 persons, 9.2 元
        (ZHONGJIE, "f002-230", "product", "51,480度"),  # 286 × 15 × 12, 3 % over
        (ZHENHAI, "f002-044", "product", "约合5.2个月"),
        (ZHENHAI, "f002-073", "band", "37,812.50元"),  # 1.21 million for 32
        (ZHENHAI, "f002-130", "band", "3,230.46元"),
        (ZHENHAI, "f002-144", "rate", "99.57%"),  # 701 of 704
        (JIUJIANG, "f003-045", "rate", "超过100%"),
        (JIUJIANG, "f003-039", "approximate", "约40.5%"),
        (JIUJIANG, "f003-038", "approximate", "约40.5%"),
        (ZHONGJIE, "f002-206", "quoted", "100%"),  # cremation rate without counts
        (JIUJIANG, "f003-054", "quoted", "30%以上"),
        (JIUJIANG, "f003-067", "quoted", "60%"),
        (YANZIHE, "f000-014", "quoted", "90%以上"),
        (SHUSHAN, "f002-159", "conflict", "380家"),
        (SHUSHAN, "f002-163", "conflict", "11家"),
        (SHUSHAN, "f002-162", "same", "242家"),
        (SHUSHAN, "f002-160", "same", "20家"),
        (YANZIHE, "f000-013", "balance", "没有进出数说明"),  # 104 → 121
        (YANZIHE, "f000-012", "balance", "17人"),
        (JIUJIANG, "f003-017", "balance", "只报新增，未报退出"),
        (JIUJIANG, "f003-063", "listed", "有6个"),
        (JIUJIANG, "f003-002", "noted", "漏单位"),
        (ZHENHAI, "f002-030", "noted", "漏写“元”"),
        (ZHENHAI, "f002-058", "noted", "混用"),
        (LINWU, "f004-014", "noted", "人次"),
        (LINWU, "f004-045", "noted", "家个"),
        (YANZIHE, "f000-009", "dated", "落款2022年12月10日"),
        (ZHENHAI, "f002-134", "period", "统计期不同"),
        (ZHENHAI, "f002-141", "period", "704人"),
        (JIUJIANG, "f003-019", "forecast", "不是实绩"),
        (JIUJIANG, "f003-021", "forecast", "不是实绩"),
        (LINWU, "f004-052", "forecast", "不是实绩"),
        (LINWU, "f004-002", "forecast", "不是实绩"),  # 专项债
        (ZHENHAI, "f002-030", "forecast", "目标"),
        (ZHENHAI, "f002-055", "scope", "5896"),
        (SHUSHAN, "f002-172", "scope", "316"),
        (LINWU, "f004-036", "scope", "口径"),
        (ZHENHAI, "f002-141", "scope", "死亡"),
        (JIUJIANG, "f003-020", "scope", "口径"),
        (LINWU, "f004-049", "scope", "低保和特困"),
        ("990201", "f001-023", "noted", "出现两次"),
        (ZHONGJIE, "f002-223", "product", "只合59人"),
    ],
)
def test_fires_on(found, bureau, fact, kind, word):
    told = of_fact(found, bureau, fact, (kind,))

    assert told, f"{fact} is not found by a check of kind {kind}"
    assert any(word in one.text for one in told)


@pytest.mark.parametrize(
    ("bureau", "word"),
    [
        (ZHENHAI, "字重复"),
        (ZHENHAI, "乱码"),
        (ZHENHAI, "三种截止时点"),
        (ZHONGJIE, "空括号"),
        (ZHONGJIE, "未写年份"),
        (JIUJIANG, "统计期混用"),
        (YANZIHE, "残缺"),
        ("321202", "不是数据年份"),
    ],
)
def test_remarks_on_a_whole_text_are_findings(found, bureau, word):
    assert any(one.kind == "remark" and word in one.text for one in found[bureau])


SUMS = ("total", "catalogue_total", "part", "catalogue_part")


@pytest.mark.parametrize("bureau", [JIUJIANG, LINWU, ZHONGJIE])
def test_totals_pass_where_they_close(found, bureau):
    """17 = 5 + 12, 4145 = 2651 + 811 + 580 + 103, 1813, 25 = 23 + 2, 210余 = 160余 + 50余, 286 and 605."""
    assert [one.text for one in found[bureau] if one.kind in SUMS] == []


@pytest.mark.parametrize(
    ("bureau", "fact"),
    [
        (YANZIHE, "f000-015"),  # three canteens, three villages
        (YANZIHE, "f000-051"),  # 4 × 6000
        (JIUJIANG, "f003-049"),  # four 街道
        (JIUJIANG, "f003-087"),
        (LINWU, "f004-001"),
        (SHUSHAN, "f002-152"),  # 90.45 + 70
        (ZHONGJIE, "f002-246"),  # 75 of 88 is 85 %
        (ZHENHAI, "f002-096"),  # 4100 ÷ 29900 = 13.71 %
        (ZHENHAI, "f002-133"),  # 962 元 a head
        (JIUJIANG, "f003-010"),  # 2818 元 a time
        (JIUJIANG, "f003-073"),  # 1178 元 a head and month
    ],
)
def test_passes_on(found, bureau, fact):
    assert (
        of_fact(found, bureau, fact, ("product", "band", "rate", "listed", "total", "catalogue_total", "growth", "quoted")) == []
    )


def test_the_standards_of_two_years_are_no_contradiction(found):
    """中捷: 350 → 390 from one year to the next."""
    assert [one for one in found[ZHONGJIE] if one.kind == "same"] == []


def test_each_finding_has_its_words(found):
    for one in (one for several in found.values() for one in several):
        assert one.text and one.why and one.period and one.first and one.cited
        assert one.kind == "remark" or one.second


def test_findings_are_sorted_by_consequence(found):
    for several in found.values():
        assert [one.weight for one in several] == sorted(one.weight for one in several)
