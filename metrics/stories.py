"""The exhibits that belong to one screen, by their ids: the same on the screen, in a briefing and by command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from metrics import exhibits, exhibits_registers, progress_board, progress_choice
from metrics.death_stop import death_stop_exhibit
from metrics.results import Exhibit, View
from metrics.source import Source

Story = Callable[[Source, View], Exhibit]

STAGES = (
    ("deaths_persons", "死亡"),
    ("cremations_count", "火化"),
    ("ashes_tracked_count", "骨灰跟踪"),
    ("ashes_standard_burial_count", "规范安葬"),
    ("funeral_relief_persons", "享受减免"),
)
COVERED = (("disability_living_coverage_rate", "困难生活补贴"), ("severe_disability_nursing_coverage_rate", "重度护理补贴"))
LISTS = (
    ("left_behind_children_persons", "留守"),
    ("children_in_difficulty_persons", "困境"),
    ("migrant_children_persons", "流动"),
    ("orphans_persons", "孤儿"),
    ("defacto_children_persons", "事实无人抚养"),
)
CASES = (
    ("marriage_registrations_couples", "结婚"),
    ("divorce_registrations_couples", "离婚"),
    ("marriage_cert_reissues_couples", "补领结婚证"),
    ("divorce_cert_reissues_couples", "补领离婚证"),
)
REACH = (
    ("social_work_station_coverage_rate", "镇街社工站"),
    ("village_rules_revised_rate", "村规民约修订"),
    ("village_supervision_coverage_rate", "村务监督委员会"),
    ("grid_management_coverage_rate", "网格化管理"),
)
KINDS = (
    ("social_associations_count", "社会团体"),
    ("private_non_enterprise_units_count", "民办非企业"),
    ("community_social_orgs_filed_count", "社区组织（备案）"),
)
RELIEF = ("dibao_funds_amount", "tekun_support_and_nursing_amount", "temporary_relief_amount")
TOTALS = ("subsidy_total_a", "subsidy_total_b", "subsidy_total_c", "subsidy_total_d")
MOVES = ("orphans_defacto_children_entries", "orphans_defacto_children_exits")


def _of_which(page: str, whole: str, part: str, title: str, words: tuple[str, str]) -> Story:
    return lambda source, view: exhibits.of_which(source, view, whole, part, page, title, words)


def _beside(page: str, named: exhibits_registers.Named, subject: str, *notes: str) -> Story:
    return lambda source, view: exhibits_registers.side_by_side(source, view, named, page, subject, *notes)


def _months(page: str, code: str, word: str) -> Story:
    return lambda source, view: exhibits_registers.months_against(source, view, code, page, word)


def _task(page: str, code: str, word: str) -> Story:
    return lambda source, view: exhibits_registers.against_task(source, view, code, page, word)


STORIES: dict[str, Story] = {
    "funeral.stages": lambda source, view: exhibits.stages(source, view, STAGES, "funeral", "从死亡到骨灰安葬"),
    "social_assistance.programmes": lambda source, view: exhibits.programmes(
        source, view, RELIEF, "social_assistance", "三项救助资金"
    ),
    "subsidies.programmes": lambda source, view: exhibits.programmes(source, view, TOTALS, "subsidies", "四类资金各自成项"),
    "elderly_care.elder_canteen_meals_60plus_person_times.of_which": _of_which(
        "elderly_care", "elder_canteen_meals_person_times", "elder_canteen_meals_60plus_person_times",
        "老年助餐其中60周岁及以上", ("60周岁及以上", "其他就餐"),
    ),
    "disability.entitled": lambda source, view: exhibits_registers.entitled(source, view, COVERED, "disability", "应享与已享"),
    "disability.disability_living_amount.of_which": _of_which(
        "disability", "disability_two_allowances_amount", "disability_living_amount",
        "两项补贴逐月发放，一人可同时享受", ("困难生活", "重度护理"),
    ),
    "child_welfare.left_behind_children_persons.beside": _beside("child_welfare", LISTS, "在册名单", "各名单有重叠，人数不相加"),
    "child_welfare.in_and_out": lambda source, view: exhibits_registers.in_and_out(
        source, view, *MOVES, "child_welfare", "孤儿和事实无人抚养儿童"
    ),
    "marriage.marriage_registrations_couples.months": _months("marriage", "marriage_registrations_couples", "结婚"),
    "marriage.divorce_registrations_couples.months": _months("marriage", "divorce_registrations_couples", "离婚"),
    "marriage.marriage_divorce_cert_reissues_couples.months": _months(
        "marriage", "marriage_divorce_cert_reissues_couples", "补领证件"
    ),
    "marriage.marriage_registrations_couples.beside": _beside("marriage", CASES, "办件"),
    "community.rates": lambda source, view: exhibits_registers.rates_beside(source, view, REACH, "community", "设施与制度覆盖"),
    "community.social_associations_count.beside": _beside("community", KINDS, "社会组织", "登记与备案口径不同，不相加"),
    "charity_lottery.lottery_sales_amount.task": _task("charity_lottery", "lottery_sales_amount", "福彩销售"),
    "charity_lottery.lottery_sales_amount.months": _months("charity_lottery", "lottery_sales_amount", "逐月销售"),
    "charity_lottery.lottery_public_fund_amount.of_which": _of_which(
        "charity_lottery", "lottery_sales_amount", "lottery_public_fund_amount",
        "销售额中筹集的公益金（不进入资金合计）", ("公益金", "其余"),
    ),
    "place_names.place_name_signs_count.task": _task("place_names", "place_name_signs_count", "地名标志"),
    "place_names.place_name_records_entered_count.task": _task(
        "place_names", "place_name_records_entered_count", "地名信息录入"
    ),
    "administration.petitions_handled_person_times.months": _months(
        "administration", "petitions_handled_person_times", "来电来信来访"
    ),
    "quality.death_stop": death_stop_exhibit,
    "progress.board": lambda source, view: progress_board.table(source, view, progress_choice.listed(source, view)),
    "progress.bars": lambda source, view: progress_board.bars(source, view, progress_choice.listed(source, view)),
}  # fmt: skip


def story(source: Source, view: View, name: str) -> Exhibit:
    """The exhibit under its id, whichever of its indicators this area keeps. Raises KeyError for an id of none."""
    return replace(STORIES[name](source, view), id=name)
