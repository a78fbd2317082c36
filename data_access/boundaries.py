"""Boundaries of areas, as the bureau supplied them. Only appended: a county's newest upload stands, whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, func, insert, select

from data_access import audit
from data_access.errors import InputError
from data_access.numbering import next_number
from data_access.returns import moment_now
from data_access.schema_map import area_shape
from data_access.scope import Scope

COUNTY = 6  # digits of a code that name the county

Ring = Sequence[tuple[float, float]]  # longitude, latitude; the outer ring counter-clockwise, holes clockwise


def put(connection: Connection, scope: Scope, shapes: Mapping[str, Sequence[Ring]]) -> int:
    """Keep the boundaries of one county in place of those before; returns the number of the upload. Raises InputError."""
    counties = {area[:COUNTY] for area in shapes}
    scope.demand("may_administer")
    if not all(scope.covers(area) for area in shapes):
        raise InputError("边界超出当前账户的区划，没有写入。", "请由管全县的账户上传。")
    if len(counties) != 1:
        raise InputError("边界不属于同一个县（市、区），没有写入。", "请只上传本县各乡镇的边界。")
    (county,) = counties
    table = area_shape.c
    number = next_number(connection, table.upload)
    kept = {"upload": number, "county": county, "account": scope.account, "at": moment_now()}
    rows = [kept | {"area": area, "rings": json.dumps(rings)} for area, rings in shapes.items()]
    connection.execute(insert(area_shape), rows)
    audit.record(connection, scope.account, "setup", f"{county}的边界", f"{len(rows)}个单位")
    return number


def shapes(connection: Connection, scope: Scope, areas: Collection[str]) -> dict[str, list[list[list[float]]]]:
    """The rings of those areas of one county that have a boundary."""
    counties = {area[:COUNTY] for area in areas}
    if len(counties) != 1:
        return {}
    table = area_shape.c
    newest = select(func.max(table.upload)).where(table.county == counties.pop()).scalar_subquery()
    query = select(table.area, table.rings).where(table.upload == newest, table.area.in_(areas), scope.where(table.area))
    return {row.area: json.loads(row.rings) for row in connection.execute(query)}
