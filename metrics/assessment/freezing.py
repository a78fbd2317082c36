"""归档: a result kept as the bytes it was, computed again at any time, and what later corrections would change in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import Connection

from data_access import assessments, plans
from data_access.assessments import AssessmentError, Frozen
from metrics.assessment import library
from metrics.assessment.answers import canonical
from metrics.assessment.score import Assessment, assess
from metrics.formatting import UNKNOWN, points_text
from metrics.source import Source

TOTALS = {"total": "总分", "rank": "位次", "grade": "等次"}


@dataclass(frozen=True, slots=True)
class Difference:
    """What is otherwise now. item "": the area's own total, place or grade. then, now: as printed."""

    area: str
    area_name: str
    item: str
    name: str
    then: str
    now: str
    value_then: str = ""
    value_now: str = ""


def freeze(connection: Connection, source: Source, found: Assessment, signer: str, remark: str = "") -> int:
    """Keep a result; its number. Computed again here, at exactly the versions that are written beside it. Raises AssessmentError."""
    if not found.scheme_version:
        raise AssessmentError("示例方案的结果不能归档。", "请先把示例另存为本局方案，核对后再归档。")
    kept = Frozen(
        0, found.scheme.code, found.scheme_version, found.area, found.month, found.version, assessments.last_entry(connection),
        plans.last_target(connection), signer, remark, b"", "", "", datetime.min,
    )  # fmt: skip
    within = replace(source, connection=connection)
    return assessments.freeze(connection, source.scope, replace(kept, content=recomputed(within, kept)))


def recomputed(source: Source, kept: Frozen) -> bytes:
    """The result's bytes once more, from the scheme, data, entries and targets as they stood."""
    return canonical(source, again(source, kept))


def again(source: Source, kept: Frozen) -> Assessment:
    scheme, version = library.find(source, kept.scheme, kept.scheme_version)
    return assess(
        replace(source, as_of=kept.version), scheme, kept.area, kept.month, scheme_version=version, last_entry=kept.entries,
        last_target=kept.targets,
    )  # fmt: skip


def later(source: Source, kept: Frozen) -> list[Difference]:
    """What the same scheme version gives now, with all that was corrected since, where it differs."""
    scheme, version = library.find(source, kept.scheme, kept.scheme_version)
    now = assess(replace(source, as_of=None), scheme, kept.area, kept.month, scheme_version=version)
    return differences(orjson.loads(kept.content), orjson.loads(canonical(source, now)))


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    """Of two records of one scheme: areas in the order of the first, totals before items."""
    after = {one["area"]: one for one in now["results"]}
    found: list[Difference] = []
    for one in then["results"]:
        other = after.get(one["area"])
        if other is None:
            found.append(Difference(one["area"], one["area_name"], "", "单位", "参加考评", "已不在名单"))
            continue
        found += _of_area(one, other)
    known = {one["area"] for one in then["results"]}
    found += [Difference(a, one["area_name"], "", "单位", "不在名单", "新参加考评") for a, one in after.items() if a not in known]
    return found


def _of_area(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Difference]:
    for key, word in TOTALS.items():
        if one[key] != other[key]:
            yield Difference(one["area"], one["area_name"], "", word, _shown(one[key]), _shown(other[key]))
    items = {item["item"]: item for item in other["items"]}
    for item in one["items"]:
        now = items[item["item"]]
        value, value_now = item["parts"][0]["text"], now["parts"][0]["text"]
        if item["score"] != now["score"] or item["parts"][0]["value"] != now["parts"][0]["value"]:
            then_text, now_text = (_shown(each["score"], "不计分") for each in (item, now))
            yield Difference(one["area"], one["area_name"], item["item"], item["name"], then_text, now_text, value, value_now)


def _shown(value: Any, nothing: str = UNKNOWN) -> str:
    if value is None or value == "":
        return nothing
    return value if isinstance(value, str) else points_text(Decimal(str(value)), "")
