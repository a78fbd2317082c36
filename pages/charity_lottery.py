"""慈善与福彩: sales against the year's task, month by month, what of them goes to the public fund, outlets."""

from metrics import exhibits, exhibits_registers
from pages.views import entry, line, session

SALES, FUND = "lottery_sales_amount", "lottery_public_fund_amount"
PLAN = line.Plan(
    line="charity_lottery",
    cards=((SALES, FUND, "lottery_public_fund_rate", "lottery_outlets_count", "lottery_outlet_coverage_rate"),),
    focus=(
        "lottery_public_fund_rate",
        "lottery_sales_per_outlet",
        "lottery_outlets_count",
        "lottery_outlet_coverage_rate",
        "charity_condolence_amount",
    ),
    table=(),
    story=lambda screen: (
        screen.ask(exhibits_registers.against_task, SALES, "charity_lottery", "福彩销售"),
        screen.ask(exhibits_registers.months_against, SALES, "charity_lottery", "逐月销售"),
    ),
    more=lambda screen: (
        exhibits.of_which(
            screen.source,
            screen.view,
            SALES,
            FUND,
            "charity_lottery",
            "销售额中筹集的公益金（不进入资金合计）",
            ("公益金", "其余"),
        ),
    ),
)


def render() -> None:
    with session.open_screen("charity_lottery") as screen:
        line.show(screen, PLAN)


if __name__ == "__main__":
    entry.front_door(__file__)
