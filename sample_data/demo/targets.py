"""What the county and its townships set out to do: key tasks (重点任务) and plain indicator targets."""

from __future__ import annotations

from dataclasses import dataclass, field

from data_access.specs import SCALE, TargetRow
from sample_data.demo import elderly, funeral, stories
from sample_data.demo.areas import COUNTY, NAMES, township_code

PEOPLE, ABOVE, YEARLY = "民生实事", "上级目标", "年度任务"
DOCUMENT = {PEOPLE: "示政办发〔2025〕6号", ABOVE: "市民发〔2025〕11号", YEARLY: "示民〔2025〕3号"}
RATES = (
    "canteen_facility_coverage_rate", "cremation_zone_rate", "ashes_standard_burial_rate", "tekun_disabled_centralized_rate",
    "dibao_review_rate", "disability_living_coverage_rate",
)  # fmt: skip
OUTSIDE_ZONE = tuple(NAMES.index(name) for name in funeral.OUTSIDE_ZONE)


@dataclass(frozen=True)
class Task:
    """A key task of 2025. milestones: what is due by the end of a month, in the indicator's unit."""

    name: str
    indicator: str
    value: float | None
    category: str
    owner: str
    milestones: dict[int, float] = field(default_factory=dict)
    stage: str = ""


TASKS = (
    Task("老年助餐设施覆盖率达到30%", "canteen_facility_coverage_rate", 30, PEOPLE, "养老服务股", {3: 22, 6: 26, 9: 30, 12: 30}),
    Task("特殊困难老年人家庭适老化改造", "home_adaptation_households", stories.RENOVATION_TARGET, PEOPLE, "养老服务股"),
    Task(
        "农村颐养之家覆盖率达到42%", "rural_yiyang_home_coverage_rate", 42, PEOPLE, "养老服务股", {3: 36, 6: 37, 9: 38.5, 12: 42}
    ),
    Task("老年人能力评估3600人", "elder_ability_assessment_persons", 3_600, YEARLY, "养老服务股"),
    Task("火化区火化率达到98.5%", "cremation_zone_rate", 98.5, ABOVE, "社会事务股"),
    Task("骨灰规范安葬率达到95%", "ashes_standard_burial_rate", 95, ABOVE, "社会事务股"),
    Task("失能特困人员集中供养率达到65%", "tekun_disabled_centralized_rate", 65, ABOVE, "社会救助股"),
    Task("低保复核率达到95%", "dibao_review_rate", 95, YEARLY, "社会救助股"),
    Task("困难残疾人生活补贴应补尽补", "disability_living_coverage_rate", 100, ABOVE, "社会事务股"),
    Task("婚姻家庭辅导380个家庭", "marriage_counselling_families_count", 380, YEARLY, "婚姻登记处"),
    Task("福利彩票销售2330万元", "lottery_sales_amount", 23_300_000, ABOVE, "福彩中心"),
    # 5, 25, 70 and 100 % by quarter: signs go up when the fields are empty
    Task("乡村地名标志设置维护580块", "place_name_signs_count", 580, YEARLY, "区划地名股", {3: 29, 6: 145, 9: 406, 12: 580}),
    Task("县中心敬老院失能照护楼建设", "", None, PEOPLE, "养老服务股", stage="开工：主体封顶，内部装修中"),
)
# plain targets: indicator → 2023, 2024, 2025
PLAIN: dict[str, tuple[float | None, ...]] = {
    "elder_bed_occupancy_rate": (42, 43, 45),
    "tekun_centralized_rate": (24, 26, 28),
    "ashes_ecological_burial_rate": (3, 4, 5),
    "elder_canteen_meals_person_times": (280_000, 390_000, 520_000),
    "severe_disability_nursing_coverage_rate": (100, 100, 100),
    "social_work_station_coverage_rate": (60, 80, 100),
    "elder_insurance_coverage_rate": (95, 95, 95),
    # the key tasks' own indicators in the years before
    "canteen_facility_coverage_rate": (12, 20, None),
    "home_adaptation_households": (460, 500, None),
    "rural_yiyang_home_coverage_rate": (30, 36, None),
    "elder_ability_assessment_persons": (2_900, 3_200, None),
    "cremation_zone_rate": (97, 98, None),
    "ashes_standard_burial_rate": (94, 95, None),
    "tekun_disabled_centralized_rate": (58, 62, None),
    "dibao_review_rate": (95, 95, None),
    "lottery_sales_amount": (21_000_000, 22_500_000, None),
}
PLAIN_DOCUMENT = {2023: "示民〔2023〕4号", 2024: "示民〔2024〕2号", 2025: "示民〔2025〕3号"}


def targets() -> list[TargetRow]:
    return [*_key_tasks(), *_plain(), *_of_townships()]


def _key_tasks() -> list[TargetRow]:
    return [
        TargetRow(
            task.indicator, COUNTY, 2025, _scaled(task.value), DOCUMENT[task.category], task.name, task.category, task.owner,
            {month: _scaled(value) for month, value in task.milestones.items()}, task.stage,
        )
        for task in TASKS
    ]  # fmt: skip


def _plain() -> list[TargetRow]:
    return [
        TargetRow(name, COUNTY, year, _scaled(value), PLAIN_DOCUMENT[year])
        for name, values in PLAIN.items()
        for year, value in zip(PLAIN_DOCUMENT, values, strict=True)
        if value is not None
    ]


def _of_townships() -> list[TargetRow]:
    """The county's goals for rates hold in every township; amounts are shared out."""
    goals = {task.indicator: task for task in TASKS}
    rows = [_township_row(name, index, goals[name].value, goals[name].milestones) for name in RATES for index in range(len(NAMES))
            if name != "cremation_zone_rate" or index not in OUTSIDE_ZONE]  # fmt: skip
    shared = {
        "home_adaptation_households": elderly.shared_by_age(stories.RENOVATION_TARGET),
        "elder_ability_assessment_persons": elderly.shared_by_age(3_600),
    }
    return rows + [_township_row(name, index, value, {}) for name, values in shared.items() for index, value in enumerate(values)]


def _township_row(name: str, index: int, value: float, milestones: dict[int, float]) -> TargetRow:
    due = {month: _scaled(part) for month, part in milestones.items()}
    return TargetRow(name, township_code(index), 2025, _scaled(value), "示民〔2025〕5号", milestones=due)


def _scaled(value: float | None) -> int | None:
    return None if value is None else round(value * SCALE)
