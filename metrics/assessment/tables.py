"""Assessments as printed tables, for screen, page and sheet; each cell's figure by its key, where it has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import orjson
import pandas as pd

from data_access.assessments import KINDS, Entry
from metrics.assessment import contradictions, words
from metrics.assessment.facts import entry_of
from metrics.assessment.freezing import Difference
from metrics.assessment.regain import MEASURED, Regain, regains, regains_text
from metrics.assessment.rehearsal import Move
from metrics.assessment.score import AreaScore, Assessment
from metrics.assessment.scoring import ItemScore, Part
from metrics.formatting import UNKNOWN, digits, points_text, value_text
from metrics.keys import key_of
from metrics.results import Number, Span
from metrics.source import Source

NOT_SCORED = "不计分"


@dataclass(frozen=True, eq=False)
class Table:
    """keys: column → key of the figure behind each cell, "" where there is none. areas: the area of each row."""

    frame: pd.DataFrame
    keys: dict[str, list[str]]
    areas: list[str]


def key_of_item(one: ItemScore) -> str:
    """Of the figure that says most about the item."""
    number = words.main_part(one).fact.number
    return "" if number is None else key_of(number)


def points(value: Decimal | None, nothing: str = UNKNOWN) -> str:
    """Points without their unit, with the decimals that they need."""
    return nothing if value is None else points_text(value, "")


def scored(found: Assessment, value: Decimal | None, nothing: str = UNKNOWN) -> str:
    """A score with the scheme's decimals, so that columns line up."""
    return nothing if value is None else digits(Fraction(value), found.scheme.places)


def heads(found: Assessment) -> dict[str, str]:
    """Item code → column head."""
    return told_apart([(item.code, item.name) for item in found.scheme.items])


def told_apart(items: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Code → name; a name that occurs twice stands with its code."""
    names = [name for _, name in items]
    return {code: name if names.count(name) == 1 else f"{code} {name}" for code, name in items}


def ranking(found: Assessment) -> Table:
    """A row per area, best first: place, total, grade, distance, and the score of each item."""
    names = heads(found)
    rows = [
        {
            "位次": f"{one.rank}/{found.ranked}" if one.rank else UNKNOWN, "单位": one.name, "总分": scored(found, one.total), "等次": one.grade or UNKNOWN,
            "距上一名": _distance(one), "失分": scored(found, one.lost) if one.full else UNKNOWN, "加分": scored(found, one.bonus) if one.bonus else UNKNOWN,
            "已计分满分": points(one.full), **{names[item.item.code]: scored(found, item.score, NOT_SCORED) for item in one.items},
        }
        for one in found.results
    ]  # fmt: skip
    columns = {names[item.code]: [key_of_item(one.item(item.code)) for one in found.results] for item in found.scheme.items}
    plain = ("位次", "单位", "总分", "等次", "距上一名", "失分", "加分", "已计分满分")
    return Table(pd.DataFrame(rows), {name: [""] * len(rows) for name in plain} | columns, [one.area for one in found.results])


def _distance(one: AreaScore) -> str:
    if not one.rank:
        return one.reason or UNKNOWN
    return UNKNOWN if one.ahead is None else f"{points(one.ahead)}（{one.ahead_name}）"


def losses(source: Source, found: Assessment, areas: Sequence[str] = ()) -> Table:
    """扣分清单: every item that lost points, the most first, with what would win them back, the cheapest first. areas: none: all."""
    rows, keys, codes = [], [], []
    for area, one in _lossy(found, areas):
        steps = regains(source, found.scheme, one, found.facts[area.area], found.month % 100)
        rows.append({
            "失分": scored(found, one.lost), "得分/分值": f"{scored(found, one.score)}/{points(one.full)}", "单位": area.name,
            "项目": one.item.name, "计分规则": words.part_text(source, one.item, words.main_part(one)),
            "实际": words.fact_text(words.main_part(one).fact, found.version), "怎样补回（最省的在前）": _ways(source, one, steps),
            "责任股室": one.item.section or UNKNOWN, "完成时限": one.item.deadline or UNKNOWN,
        })  # fmt: skip
        keys.append(key_of_item(one))
        codes.append(area.area)
    columns = ["失分", "得分/分值", "单位", "项目", "计分规则", "实际", "怎样补回（最省的在前）", "责任股室", "完成时限"]
    return Table(
        pd.DataFrame(rows, columns=columns),
        {"失分": keys, "得分/分值": keys, "实际": keys, "单位": [""] * len(keys), "项目": keys},
        codes,
    )


def _lossy(found: Assessment, areas: Sequence[str]) -> list[tuple[AreaScore, ItemScore]]:
    pairs = [(area, one) for area in found.results if not areas or area.area in areas for one in area.items if one.lost]
    return sorted(pairs, key=lambda pair: -pair[1].lost)


def _ways(source: Source, one: ItemScore, steps: Sequence[Regain]) -> str:
    if one.vetoed:
        return f"无法补回：{one.vetoed}"
    if one.item.is_manual:
        return "按评分细则改进后由考评人重评"
    return regains_text(source, steps) or UNKNOWN


def cheapest(source: Source, found: Assessment, areas: Sequence[str], most: int) -> list[tuple[AreaScore, ItemScore, Regain]]:
    """The points that cost least, in whole cases first; what is counted in money or points comes after."""
    every = [
        (area, one, step)
        for area, one in _lossy(found, areas)
        for step in regains(source, found.scheme, one, found.facts[area.area], found.month % 100)[:1]
    ]
    return sorted(every, key=lambda each: (each[2].unit in MEASURED, each[2].per_point))[:most]


def unscored(found: Assessment, areas: Sequence[str] = ()) -> list[str]:
    """甲镇 火化率（未报）: what is not scored, and why."""
    return [
        f"{area.name} {one.item.name}（{one.reason}）"
        for area in found.results
        if not areas or area.area in areas
        for one in area.items
        if not one.is_scored
    ]


def unit(source: Source, found: Assessment, area: str) -> Table:
    """One area, item by item: full marks, goal, actual, scores by rule and by hand, the rule and what is to be said."""
    flags = {(flag.item.code, flag.kind): flag for flag in contradictions.found_in(found) if flag.area == area}
    rows, keys = [], []
    for one in found.of(area).items:
        given = {kind: entry_of(one.item, area, found.entries, kind) for kind in KINDS}
        said = [contradictions.text_of(flags[one.item.code, kind]) for kind in KINDS if (one.item.code, kind) in flags]
        rows.append(_unit_row(source, found, one, given, said))
        keys.append(key_of_item(one))
    frame = pd.DataFrame(rows)
    frame = frame.drop(
        columns=[name for name in ("未完成原因及改进措施", "加分", "说明") if frame[name].isin(["", UNKNOWN]).all()]
    )
    linked = ("实际", "得分", "失分", "加分", "目标", "项目", "分值")
    return Table(frame, {name: keys if name in linked else [""] * len(keys) for name in frame}, [area] * len(keys))


def _unit_row(
    source: Source, found: Assessment, one: ItemScore, given: Mapping[str, Entry | None], flags: Sequence[str]
) -> dict[str, str]:  # fmt: skip
    part = words.main_part(one)
    notes = dict.fromkeys(each.note for each in one.parts if each.note and each.rule.is_optional)
    return {
        "编号": one.item.code, "分组": one.item.group, "项目": one.item.name, "分值": points(one.full), "目标": _goal(one, part),
        "实际": words.fact_text(part.fact, found.version), "得分": scored(found, one.score, NOT_SCORED),
        "失分": scored(found, one.lost) if one.lost else UNKNOWN, "加分": scored(found, one.bonus) if one.bonus else UNKNOWN,
        **{f"{KINDS[kind]}分": UNKNOWN if entry is None else points(entry.points) for kind, entry in given.items()},
        "计分规则": words.item_rules(source, one.item, one),
        "说明": "；".join(filter(None, [one.vetoed, one.reason, *notes, *(f"▲ {flag}" for flag in flags)])),
        "未完成原因及改进措施": "；".join(_said(entry) for entry in given.values() if entry is not None),
    }  # fmt: skip


def _said(entry: Entry) -> str:
    evidence = f"。佐证：{entry.evidence}" if entry.evidence else ""
    remedy = f"。整改：{entry.remedy}" if entry.remedy else ""
    return f"{KINDS[entry.kind]}：{entry.reason}{evidence}{remedy}"


def _goal(one: ItemScore, part: Part) -> str:
    if part.target is None or part.rule.is_apart or one.item.is_manual:
        return UNKNOWN
    return f"{words.SIDES[one.item.side_of(part.rule)]}{value_text(part.target, part.fact.unit, as_stated=True)}"


def moves(found: Sequence[Move]) -> pd.DataFrame:
    """Who moves and why."""
    return pd.DataFrame([
        {
            "单位": move.name, "位次": f"{move.before.rank or UNKNOWN} → {move.after.rank or UNKNOWN}", "升降": _up(move),
            "总分": f"{points(move.before.total)} → {points(move.after.total)}", "等次": _grades(move), "主要原因（折百分制）": move.why or "没有变化",
        }
        for move in found
    ])  # fmt: skip


def _up(move: Move) -> str:
    if not move.before.rank or not move.after.rank:
        return UNKNOWN
    return f"↑ {move.up}" if move.up > 0 else f"↓ {-move.up}" if move.up < 0 else "持平"


def _grades(move: Move) -> str:
    before, after = move.before.grade or UNKNOWN, move.after.grade or UNKNOWN
    return before if before == after else f"{before} → {after}"


def later(found: Sequence[Difference]) -> pd.DataFrame:
    """What corrections after the freeze would change."""
    return pd.DataFrame([
        {
            "单位": one.area_name, "项目": one.name, "归档时": one.then, "现在": one.now,
            "数字变化": f"{one.value_then} → {one.value_now}" if one.value_then != one.value_now else "",
        }
        for one in found
    ])  # fmt: skip


def kept(content: bytes) -> Table:
    """A frozen result as it was: a row per area; the keys hold at its own data version."""
    record = orjson.loads(content)
    month, places = int(record["to"].replace("-", "")), record["places"]
    items = record["results"][0]["items"]
    head = told_apart([(item["item"], item["name"]) for item in items])
    rows = [
        {
            "位次": f"{one['rank']}" if one["rank"] else UNKNOWN, "单位": one["area_name"], "总分": _number(one["total"], places),
            "等次": one["grade"] or UNKNOWN,
            "失分": _number(one["lost"], places), "加分": _number(one["bonus"], places),
            **{head[item["item"]]: _number(item["score"], places, NOT_SCORED) for item in one["items"]},
        }
        for one in record["results"]
    ]  # fmt: skip
    codes = {head[item["item"]]: item["parts"][0]["indicator"] for item in items}
    areas = [one["area"] for one in record["results"]]
    keys = {
        name: [Number(code, area, Span("ytd", month), None, "").key if code else "" for area in areas]
        for name, code in codes.items()
    }
    return Table(pd.DataFrame(rows), keys, areas)


def _number(value: float | None, places: int, nothing: str = UNKNOWN) -> str:
    return nothing if value is None else digits(Fraction(str(value)), places)
