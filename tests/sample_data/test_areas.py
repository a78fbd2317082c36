"""The areas of the published reports form eight trees with national codes."""

from collections import Counter

from data_access.names import match
from sample_data.areas import published_areas

ROOTS = {
    "341524": "金寨县", "340207": "鸠江区", "431025": "临武县", "321202": "海陵区",
    "330211": "镇海区", "340104": "蜀山区", "130973401": "中捷产业园区", "990201": "某县",
}  # fmt: skip


def test_eight_roots():
    assert {area.code: area.name for area in published_areas() if area.level == "county"} == ROOTS
    assert {area.code for area in published_areas() if not area.parent} == set(ROOTS)


def test_every_other_area_lies_under_a_listed_parent_whose_code_it_extends():
    seen = set()
    for area in published_areas():
        assert not area.parent or (area.parent in seen and area.code.startswith(area.parent))
        seen.add(area.code)

    assert len(seen) == len(published_areas())


def test_levels_follow_the_length_of_the_code():
    """中捷产业园区 is a root with a township's code: it reports by itself."""
    lengths = {"county": 6, "township": 9, "village": 12}

    assert all(len(a.code) == lengths[a.level] for a in published_areas() if a.code != "130973401")


def test_children_of_the_reporting_bureaus():
    children = Counter(area.parent for area in published_areas())

    assert (children["341524"], children["341524103"], children["340207"], children["431025"]) == (23, 14, 12, 13)


def test_every_area_says_what_kind_it_is_and_is_not_the_demo():
    assert all(
        area.kind and area.name.endswith(area.kind) and area.setting in ("published", "context") for area in published_areas()
    )


def test_the_villages_with_a_canteen_are_found_by_the_names_their_report_prints():
    places = [match(name, published_areas()) for name in ("蔡畈村", "烂坳村民委员会", "金冲")]

    assert places == ["341524103201", "341524103202", "341524103207"]
