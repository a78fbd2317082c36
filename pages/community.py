"""基层治理与社会组织: what reaches villages and townships, organizations by kind, certificates. Much went to 社会工作部 in 2023–24."""

from metrics import exhibits_registers
from pages.views import entry, line, session

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
PLAN = line.Plan(
    line="community",
    cards=(
        (
            "social_work_station_coverage_rate",
            "social_orgs_registered_count",
            "community_social_orgs_filed_count",
            "social_orgs_inspection_rate",
            "certified_social_worker_rate",
        ),
    ),
    focus=(
        "social_orgs_registered_count",
        "community_social_orgs_filed_count",
        "social_work_station_coverage_rate",
        "village_rules_revised_rate",
        "village_supervision_coverage_rate",
        "grid_management_coverage_rate",
    ),
    table=(
        "social_work_station_coverage_rate",
        "village_rules_revised_rate",
        "village_supervision_coverage_rate",
        "grid_management_coverage_rate",
    ),
    story=lambda screen: (
        screen.ask(exhibits_registers.rates_beside, REACH, "community", "设施与制度覆盖"),
        screen.ask(exhibits_registers.side_by_side, KINDS, "community", "社会组织", "登记与备案口径不同，不相加"),
    ),
)


def render() -> None:
    with session.open_screen("community") as screen:
        line.show(screen, PLAN)


if __name__ == "__main__":
    entry.front_door(__file__)
