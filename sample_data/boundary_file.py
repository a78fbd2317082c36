"""A bureau's boundary file (GeoJSON): polygons in longitude and latitude, each with the code of its area.

The file comes from outside, so its size is limited before it is read and everything in it is checked; one fault refuses
the whole file.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise

import orjson

from data_access.areas import AreaTree
from data_access.errors import InputError

MOST_BYTES = 5_000_000
MOST_AREAS = 500
MOST_POINTS = 20_000  # of all areas together: more makes a map slow and not better
DECIMALS = 4  # about ten metres
CODES = ("code", "代码", "区划代码", "adcode", "area")
REMEDY = "请改好后重新上传；没有写入任何数据。"
Ring = list[tuple[float, float]]


def read(content: bytes, name: str, tree: AreaTree) -> dict[str, list[Ring]]:
    """The rings of each area by its code. Raises InputError that names every fault, in Chinese."""
    problems: list[str] = []
    found: dict[str, list[Ring]] = {}
    for number, feature in enumerate(_features(content, name), start=1):
        code = _code(feature, tree)
        if not code:
            problems.append(f"第{number}个图形：{_no_code(feature)}")
        elif code in found:
            problems.append(f"第{number}个图形：{tree.name(code)}（{code}）的边界重复，请合并成一个。")
        else:
            found[code] = list(_rings(feature, f"第{number}个图形（{tree.name(code)}）", problems))
    points = sum(len(ring) for rings in found.values() for ring in rings)
    if points > MOST_POINTS:
        problems.append(f"边界共{points:,}个点，超过{MOST_POINTS:,}个。请在制图软件里简化边界后再导出。")
    if len({code[:6] for code in found}) > 1:
        problems.append("图形属于不同的县（市、区），请只留本县的。")
    if problems:
        raise InputError(f"“{name}”有{len(problems)}处问题，没有写入。", REMEDY, tuple(problems))
    return found


def summary(found: Mapping[str, list[Ring]], tree: AreaTree) -> str:
    """读到17个单位的边界；没有边界的：三岔乡。"""
    parents = {tree.parent(code) for code in found}
    left_out = [row.name for parent in parents if parent in tree for row in tree.children(parent) if row.code not in found]
    more = f"没有边界的：{'、'.join(left_out)}，地图上不画。" if left_out else "各单位都有边界。"
    return f"读到{len(found)}个单位的边界；{more}"


def _features(content: bytes, name: str) -> list[dict]:
    if len(content) > MOST_BYTES:
        raise InputError(
            f"“{name}”有{len(content) / 1e6:.1f}MB，超过{MOST_BYTES // 1_000_000}MB，没有读取。", "请简化边界后再导出。"
        )
    try:
        found = orjson.loads(content)
    except orjson.JSONDecodeError as fault:
        raise InputError(f"“{name}”不是完整的 GeoJSON 文件，没有写入。", "请在制图软件里重新导出为 GeoJSON（UTF-8）。") from fault
    features = found.get("features") if isinstance(found, dict) and found.get("type") == "FeatureCollection" else None
    if not isinstance(features, list) or not features or not all(isinstance(one, dict) for one in features):
        raise InputError(f"“{name}”里没有图形，没有写入。", "请导出为 GeoJSON 图形集合（FeatureCollection），每个乡镇一个面。")
    if len(features) > MOST_AREAS:
        raise InputError(f"“{name}”有{len(features)}个图形，超过{MOST_AREAS}个，没有写入。", "请只留本县乡镇（村）的边界。")
    return features


def _stated(feature: dict) -> str:
    properties = feature.get("properties")
    values = (properties.get(key) for key in CODES) if isinstance(properties, dict) else ()
    return next((str(value).strip() for value in values if isinstance(value, str | int) and not isinstance(value, bool)), "")


def _code(feature: dict, tree: AreaTree) -> str:
    """As the area tree writes it: lists of statistics pad every code to twelve digits."""
    stated = _stated(feature)
    short = [stated[:length] for length in (9, 6) if len(stated) == 12 and set(stated[length:]) == {"0"}]
    return next((code for code in (stated, *short) if code in tree), "")


def _no_code(feature: dict) -> str:
    stated = _stated(feature)
    if not stated:
        return f"没有区划代码。请在属性里加一列“code”（或{'、'.join(CODES[1:3])}），填本县区划表里的代码。"
    return f"代码“{stated[:20]}”不在本县区划表里，请改正或删去。"


def _rings(feature: dict, place: str, problems: list[str]) -> Iterator[Ring]:
    geometry = feature.get("geometry")
    kind, parts = (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else (None, None)
    polygons = [parts] if kind == "Polygon" else parts if kind == "MultiPolygon" else None
    if not isinstance(polygons, list) or not polygons or not all(isinstance(one, list) and one for one in polygons):
        problems.append(f"{place}：不是面。只收面（Polygon、MultiPolygon），不收点和线。")
        return
    for polygon in polygons:
        for index, stated in enumerate(polygon):
            ring = _ring(stated)
            if ring is None:
                problems.append(f"{place}：坐标不是经纬度（经度在前、纬度在后），或一圈不足三个点。请用经纬度坐标重新导出。")
                return
            yield ring if (_area(ring) > 0) == (index == 0) else ring[::-1]


def _ring(stated: object) -> Ring | None:
    """Closed, rounded, without repeated points; None where it is no ring of places on earth."""
    if not isinstance(stated, list) or not all(isinstance(one, list) and len(one) >= 2 for one in stated):
        return None
    if not all(_is_place(*one[:2]) for one in stated):
        return None
    ring: Ring = []
    for longitude, latitude, *_ in stated:
        point = (round(longitude, DECIMALS), round(latitude, DECIMALS))
        if not ring or ring[-1] != point:
            ring.append(point)
    if ring and ring[0] != ring[-1]:
        ring.append(ring[0])
    return ring if len(ring) >= 4 else None


def _is_place(longitude: object, latitude: object) -> bool:
    numbers = [one for one in (longitude, latitude) if isinstance(one, int | float) and not isinstance(one, bool)]
    return len(numbers) == 2 and all(map(math.isfinite, numbers)) and abs(longitude) <= 180 and abs(latitude) <= 90


def _area(ring: Ring) -> float:
    """Twice the enclosed area, positive where the ring runs counter-clockwise (the shoelace formula)."""
    return sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))
