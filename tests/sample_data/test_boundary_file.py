"""A bureau's boundary file: what is read of it, what is refused and in which words, and that the newest one stands."""

import orjson
import pytest

import manage
from data_access import boundaries, engine
from data_access.areas import load_tree
from data_access.errors import InputError
from data_access.scope import EVERYTHING, Scope
from sample_data import boundary_file
from tests.data_access.conftest import COUNTY, JIA, YI, county  # noqa: F401 a fixture

SQUARE = [[110.0, 30.0], [110.2, 30.0], [110.2, 30.2], [110.0, 30.2], [110.0, 30.0]]
HOLE = [[110.05, 30.05], [110.1, 30.05], [110.1, 30.1], [110.05, 30.1], [110.05, 30.05]]


def feature(code, rings=(SQUARE,), kind="Polygon", key="code") -> dict:
    return {"type": "Feature", "properties": {key: code}, "geometry": {"type": kind, "coordinates": list(rings)}}


def packed(*features) -> bytes:
    return orjson.dumps({"type": "FeatureCollection", "features": list(features)})


@pytest.fixture
def tree(county):  # noqa: F811
    with engine.reading() as connection:
        return load_tree(connection)


def test_rings_are_closed_rounded_and_holes_run_the_other_way(tree):
    open_ring = [*SQUARE[:-1]]
    found = boundary_file.read(packed(feature(JIA, [open_ring[::-1], HOLE])), "界.geojson", tree)

    outer, hole = found[JIA]
    assert outer[0] == outer[-1]
    assert sorted(set(outer)) == sorted((x, y) for x, y in open_ring)
    assert boundary_file._area(outer) == pytest.approx(2 * 0.04)
    assert boundary_file._area(hole) == pytest.approx(-2 * 0.0025)


@pytest.mark.parametrize(("code", "key"), [(JIA, "代码"), (int(JIA), "adcode"), (JIA + "000", "区划代码")])
def test_the_code_is_found_under_its_usual_names(tree, code, key):
    assert list(boundary_file.read(packed(feature(code, key=key)), "界.geojson", tree)) == [JIA]


def test_parts_of_a_township_belong_together_and_who_has_none_is_named(tree):
    found = boundary_file.read(packed(feature(JIA, [[SQUARE], [HOLE]], "MultiPolygon")), "界.geojson", tree)

    assert len(found[JIA]) == 2
    assert boundary_file.summary(found, tree) == "读到1个单位的边界；没有边界的：乙乡，地图上不画。"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "不是完整的 GeoJSON"),
        (b'{"type": "Feature"}', "里没有图形"),
        (packed(feature("123456789")), "代码“123456789”不在本县区划表里"),
        (packed(feature(None)), "没有区划代码"),
        (packed(feature(JIA), feature(JIA)), "甲镇（990301001）的边界重复"),
        (packed(feature(JIA, [110, 30], "Point")), "只收面"),
        (packed(feature(JIA, SQUARE, "LineString")), "只收面"),
        (packed(feature(JIA, [[[500000, 3300000]] * 5])), "坐标不是经纬度"),
        (packed(feature(JIA, [[["x", 30], [111, 30], [111, 31]]])), "坐标不是经纬度"),
        (packed(feature(JIA, [SQUARE[:2]])), "不足三个点"),
        (packed(*[feature(JIA)] * 501), "超过500个"),
        (b" " * 5_000_001, "超过5MB"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(tree, content, words):
    with pytest.raises(InputError) as fault:
        boundary_file.read(content, "界.geojson", tree)

    assert words in " ".join((fault.value.what, fault.value.remedy, *fault.value.problems))


def test_too_many_points_are_refused(tree):
    ring = [[110 + step * 0.0001, 30 + step % 2 * 0.0001] for step in range(20_001)]
    with pytest.raises(InputError) as fault:
        boundary_file.read(packed(feature(JIA, [ring])), "界.geojson", tree)

    assert "简化边界" in fault.value.problems[0]


def test_the_newest_upload_stands_whole(tree):
    first = boundary_file.read(packed(feature(JIA), feature(YI)), "界.geojson", tree)
    second = boundary_file.read(packed(feature(YI, [HOLE])), "界.geojson", tree)
    with engine.writing() as connection:
        boundaries.put(connection, EVERYTHING, first)
        boundaries.put(connection, EVERYTHING, second)
        kept = boundaries.shapes(connection, EVERYTHING, [JIA, YI])
        hidden = boundaries.shapes(connection, Scope(areas=(JIA,)), [JIA, YI])

    assert {area: [[tuple(point) for point in ring] for ring in rings] for area, rings in kept.items()} == second
    assert hidden == {}


def test_an_account_of_one_township_cannot_replace_the_county_s_map(tree):
    shapes = boundary_file.read(packed(feature(JIA), feature(YI)), "界.geojson", tree)
    with engine.writing() as connection, pytest.raises(InputError, match="没有管理账号和设置的权限"):
        boundaries.put(connection, Scope("clerk", (JIA,), may_submit=True), shapes)


def test_the_command_checks_then_takes(county, tmp_path, capsys, monkeypatch):  # noqa: F811
    monkeypatch.setattr("sample_data.start.initialise", lambda: None)  # the tiny county stays as it is
    path = tmp_path / "界.geojson"
    path.write_bytes(packed(feature(JIA), feature(YI)))
    assert manage.main(["boundary", str(path), "--check"]) == 0
    assert "检查通过，未写入：读到2个单位的边界；各单位都有边界。" in capsys.readouterr().out
    with engine.reading() as connection:
        assert boundaries.shapes(connection, EVERYTHING, [JIA, YI]) == {}

    assert manage.main(["boundary", str(path)]) == 0
    with engine.reading() as connection:
        assert set(boundaries.shapes(connection, EVERYTHING, [JIA, YI])) == {JIA, YI}
    assert COUNTY[:6] == JIA[:6]
