"""What a check is: the frozen shapes of `catalogue/checks.toml`. The rules are data; their arithmetic is in `metrics/quality`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from metrics.model import Frozen

CONSEQUENCES = {1: "资金或责任", 2: "数据矛盾", 3: "数值异常", 4: "口径与时段", 5: "提示"}


class Rule(Frozen):
    """title: the rule in words. why: what goes wrong if nobody looks. weight: 1 the gravest (see CONSEQUENCES)."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    why: str = Field(min_length=1)
    weight: int = Field(ge=1, le=5)
    called: tuple[str, ...] = ()  # words by which a return's note names the programme: a 补发 explains a deviation


class Part(Rule):
    """part ≤ whole. The catalogue's own part_of and percentages are checked without being listed."""

    kind: Literal["part"]
    part: str
    whole: str


class Total(Rule):
    """A stated whole is the sum of stated parts. The catalogue's own totals are checked without being listed."""

    kind: Literal["total"]
    whole: str
    parts: tuple[str, ...] = Field(min_length=2)


class Product(Rule):
    """amount = Σ persons × standard (× months of the span), within `tolerance` (a share of the product)."""

    kind: Literal["product"]
    amount: str
    terms: tuple[tuple[str, str], ...] = Field(min_length=1)
    monthly: bool = False
    tolerance: float = Field(gt=0, lt=1)


class Band(Rule):
    """low ≤ numerator ÷ denominator (÷ months of the span) ≤ high. level: only areas of that level."""

    kind: Literal["band"]
    numerator: str
    denominator: str
    low: float = Field(ge=0)
    high: float
    monthly: bool = False
    span: Literal["month", "ytd"] = "month"
    level: Literal["", "village", "township", "county"] = ""


class Balance(Rule):
    """stock(t) = stock(t−1) + entries − exits; where one of the flows is stated alone, that is a finding too."""

    kind: Literal["balance"]
    stock: str = ""
    entries: str = ""
    exits: str = ""


class Growth(Rule):
    """rate = increase ÷ (now − increase)."""

    kind: Literal["growth"]
    rate: str
    now: str
    increase: str


class Listed(Rule):
    """A stated count equals what is enumerated: figures of `items`, areas with `areas_of`, or places printed with it."""

    kind: Literal["listed"]
    count: str
    items: tuple[str, ...] = ()
    areas_of: str = ""
    places: bool = False


class Conflict(Rule):
    """Several ids for what a text calls by the same words: two values for one closing date contradict each other."""

    kind: Literal["conflict"]
    indicators: tuple[str, ...] = Field(min_length=2)


class Period(Rule):
    """Figures that are read together must close at the same date."""

    kind: Literal["period"]
    indicators: tuple[str, ...] = Field(min_length=2)


class Scoped(Rule):
    """The same words are counted differently from bureau to bureau: a 口径 goes with them into any ranking."""

    kind: Literal["scope"]
    indicators: tuple[str, ...] = Field(min_length=1)


class Jump(Rule):
    """A figure away from its own recent level by more than its own history explains (docs/methods.md).

    case: what one case is worth (1 for counts), so that amounts have a size in cases. least: per cent of change below
    which nothing is said. seasonal: what happened in the same month of last year too is no jump.
    """

    kind: Literal["jump"]
    indicators: tuple[str, ...] = Field(min_length=1)
    case: float = Field(default=1, gt=0)
    least: float = Field(gt=0)
    seasonal: bool = False


class Idle(Rule):
    """Nothing at all in `months` months running, all of them reported."""

    kind: Literal["idle"]
    indicator: str
    months: int = Field(ge=2, le=12)


class Exhausted(Rule):
    """What was given out for the year is spent before the year is."""

    kind: Literal["exhausted"]
    part: str
    whole: str


class Noted(Rule):
    """A doubt noted beside a figure of a published text, known by its words."""

    kind: Literal["noted"]
    words: tuple[str, ...] = Field(min_length=1)


class Remark(Rule):
    """A remark on a published text as a whole, known by its words."""

    kind: Literal["remark"]
    words: tuple[str, ...] = Field(min_length=1)


class Plain(Rule):
    """Checks that need no entry per indicator: they walk the catalogue and the returns themselves."""

    kind: Literal[
        "catalogue_part", "catalogue_total", "same", "rate", "quoted", "approximate", "forecast", "slip", "dated", "revised",
        "death_stop",
    ]  # fmt: skip


OneOf = Annotated[
    Part | Total | Product | Band | Balance | Growth | Listed | Conflict | Period | Scoped | Jump | Idle | Exhausted | Noted
    | Remark | Plain,
    Field(discriminator="kind"),
]  # fmt: skip
