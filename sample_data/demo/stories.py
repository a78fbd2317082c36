"""The ten planted stories: what a head of bureau should be able to find in the demo county, one function each.

Every function changes figures that are otherwise ordinary; tests/sample_data/test_demo.py states what must be found.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from sample_data.demo.areas import NAMES, code_of, village_code, villages
from sample_data.demo.profile import HOME, MONTHS, allocate_columns, at

CODES = [row.code for row in villages()]


def township(name: str) -> int:
    """The row of a township."""
    return NAMES.index(name)


def village(township_name: str, name: str) -> int:
    """The row of a village."""
    return CODES.index(village_code(township_name, name))


def months(first: int, last: int) -> slice:
    return slice(at(first), at(last) + 1)


# 1 -------------------------------------------------------------------------------------------------------------------

BURIED = {"龙井村": 11, "枫冲村": 8}  # bodies buried without cremation, November 2024 to October 2025


def buried_without_cremation(deaths: np.ndarray, cremations: np.ndarray) -> None:
    """枫林乡's rate falls from 99 to 88 %: 19 bodies in two villages, everybody else there is cremated as before."""
    window = months(202411, 202510)
    here = township("枫林乡") == HOME
    cremations[here, window] = deaths[here, window]
    for name, bodies in BURIED.items():
        row = village("枫林乡", name)
        by_body = np.repeat(np.arange(window.start, window.stop), deaths[row, window].astype(int))
        chosen = by_body[np.linspace(0, len(by_body) - 1, bodies).round().astype(int)]
        np.subtract.at(cremations[row], chosen, 1)


# 2 -------------------------------------------------------------------------------------------------------------------


def all_cremated(deaths: np.ndarray, cremations: np.ndarray) -> None:
    """梅坞乡 reports 100 % cremation …"""
    here = township("梅坞乡") == HOME
    cremations[here] = deaths[here]


def ashes_taken_home(shares: np.ndarray) -> None:
    """… but a quarter of its ashes has no settled place. Columns: 公墓, 合葬, 生态, 未落实."""
    shares[township("梅坞乡")] = (0.66, 0.06, 0.02, 0.26)


# 3 -------------------------------------------------------------------------------------------------------------------

IDLE = {("云岭镇", "雾山村"): 3.4, ("北坡乡", "荞麦村"): 2.8, ("竹溪乡", "箬岭村"): 4.2}


def idle_canteens() -> list[int]:
    return [village(*place) for place in IDLE]


def nobody_comes(meals: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Three canteens were built and serve under five people a day."""
    for place, a_day in IDLE.items():
        row = village(*place)
        meals[row] = np.round(a_day * days[row])
    return meals


# 4 -------------------------------------------------------------------------------------------------------------------

NOT_STOPPED = months(202503, 202506)
FOUND_IN, RECOVERED_IN, RECOVERED = 202507, 202508, 23_480


def deaths_not_stopped(death_exits: np.ndarray) -> None:
    """柳塘镇 stops no payment for a death in four months, then all of them at once in July."""
    row = township("柳塘镇")
    death_exits[row, at(FOUND_IN)] += death_exits[row, NOT_STOPPED].sum()
    death_exits[row, NOT_STOPPED] = 0


def money_recovered(recovered: np.ndarray) -> None:
    """What was paid to the dead comes back in August."""
    recovered[township("柳塘镇"), at(RECOVERED_IN)] = RECOVERED


# 5 -------------------------------------------------------------------------------------------------------------------


def after_raises(start: float, levels_after: tuple[float, float, float]) -> np.ndarray:
    """Average 低保 paid a head: each July's rise of about 6.7 % makes September, with its 补发, 20 % above August."""
    values = np.empty(len(MONTHS))
    level = start
    for column, month in enumerate(MONTHS):
        level = levels_after[month // 100 - 2023] if month % 100 == 7 else level * 0.997  # incomes rise, top-ups shrink
        values[column] = level
    return values


# what the bureau wrote beside September's figures
NOTES = {202509: "9月低保、特困供养、残疾人两项补贴、孤儿和事实无人抚养儿童生活费按7月起的新标准发放，含7—8月差额补发。"}


# 6 -------------------------------------------------------------------------------------------------------------------

NO_CASE = months(202503, 202510)


def no_case_in_eight_months(person_times: np.ndarray) -> None:
    """南川乡 helps nobody from March to October 2025."""
    person_times[township("南川乡"), NO_CASE] = 0


def reserve_exhausted(persons: np.ndarray, amount: np.ndarray, spent: np.ndarray, reserve: np.ndarray) -> None:
    """云岭镇 has spent its whole reserve of 2025 by July and nothing of it afterwards."""
    row, until_july = township("云岭镇"), months(202501, 202507)
    spent[row, until_july] = np.round(reserve[row] * np.array([0.12, 0.10, 0.12, 0.14, 0.16, 0.20, 0.16]))
    spent[row, at(202508) :] = 0
    amount[row, until_july] = spent[row, until_july] * 2 + 1_500
    persons[row, until_july] = np.round(amount[row, until_july] / 1_600)


# 7 -------------------------------------------------------------------------------------------------------------------

LATE_TOWNSHIP = code_of("三岔乡")
LATE_NOTE = "三岔乡民政办经办人员6月底调整，报表迟报。"
LATE = {202507: datetime(2025, 8, 18, 16, 20), 202508: datetime(2025, 9, 22, 17, 5), 202509: datetime(2025, 10, 28, 9, 40)}
SILENT, CAUGHT_UP_IN = 202510, 202511
CAUGHT_UP_AT = datetime(2025, 12, 9, 11, 30)
CAUGHT_UP_NOTE = "三岔乡10月未报；发放和业务量按1—11月累计一并补报，在册数为11月底数。"


def is_apart(area: str, month: int) -> bool:
    """Whether the area's figures of the month do not come with everybody else's."""
    return area.startswith(LATE_TOWNSHIP) and (month in LATE or month in (SILENT, CAUGHT_UP_IN))


# 8 -------------------------------------------------------------------------------------------------------------------

RENOVATION_TARGET = 520
# homes finished each month of 2025 outside 三岔乡: 317 of 520 by October (61 %), 86 in the best month so far
RENOVATED = (0, 8, 18, 24, 28, 31, 29, 34, 59, 86, 64, 71)
RENOVATED_IN_SANCHA = (0, 0, 0, 1, 1, 2, 1, 2, 2, 2, 3, 4)


def renovations_of_2025(weights: np.ndarray) -> np.ndarray:
    """适老化 stands at 61 % in October: the rest needs 102 homes a month, more than any month yet."""
    row = township("三岔乡")
    others = np.where(np.arange(len(weights)) == row, 0, weights)
    monthly = np.diff(allocate_columns(np.cumsum(RENOVATED), others), axis=1, prepend=0)
    monthly[row] = RENOVATED_IN_SANCHA
    return monthly


# 9 -------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Correction:
    """A month that was returned wrongly first. first: what the first return said, by indicator and area."""

    month: int
    area: str
    submitted_at: datetime
    note: str
    first: dict[tuple[str, str], float]


def corrections(deaths: np.ndarray) -> list[Correction]:
    """河湾镇 keyed May's relief wrongly; 枫林乡 counted June's burials of two villages as cremations."""
    column = at(202506)
    buried = {name: float(deaths[village("枫林乡", name), column]) for name in BURIED}
    cremations = ("cremations_count", "cremation_zone_cremations_count")
    hewan = code_of("河湾镇")
    return [
        Correction(
            202505,
            hewan,
            datetime(2025, 7, 16, 10, 15),
            "更正：河湾镇5月临时救助8人次误录为88人次，金额多录一个0，经核对发放名册更正。",
            {("temporary_relief_person_times", hewan): 88, ("temporary_relief_amount", hewan): 130_000},
        ),
        Correction(
            202506,
            code_of("枫林乡"),
            datetime(2025, 8, 12, 15, 50),
            "更正：枫林乡龙井村、枫冲村6月有遗体未火化即土葬，首次报表误按火化填报，经入户核查更正。",
            {(one, village_code("枫林乡", name)): value for name, value in buried.items() for one in cremations},
        ),
    ]


# 10 ------------------------------------------------------------------------------------------------------------------

SWAPPED = ("白沙镇", "江口村")


def swapped_canteen() -> int:
    return village(*SWAPPED)


def swap_digits(meals: np.ndarray, of_elders: np.ndarray) -> None:
    """江口村 returns more meals of people over 60 than meals in October 2025."""
    row, column = swapped_canteen(), at(202510)
    of_elders[row, column] = meals[row, column] + 117
