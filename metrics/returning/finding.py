"""What a return's reader must hear of one cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from data_access.specs import Observation
from metrics.returning.layout import Head
from metrics.returning.mapping import FormMap

ERROR, WARNING = "error", "warning"
WORDS = {ERROR: "错误", WARNING: "提醒"}


@dataclass(frozen=True, slots=True)
class Finding:
    """level: `error` blocks, `warning` needs a reason. value: as it stands in the cell; empty where it must not be repeated."""

    level: str
    sheet: str
    cell: str
    value: str
    reason: str
    remedy: str

    @property
    def text(self) -> str:
        value = f"（{self.value[:30]}）" if self.value else ""
        return f"{WORDS[self.level]} “{self.sheet}”表{self.cell}{value}：{self.reason}{self.remedy}"

    def record(self) -> dict[str, str]:
        return asdict(self)


@dataclass
class Draft:
    """A return as read: what it would commit, and every finding. changes: (observation, value now in force).

    form, form_name: the mapping that it was read by, and the name under which that is saved. header, heads, words: of
    the sheet's heads, what a mapping can declare. unknown: printed names of no area, with the codes of those called alike.
    """

    file_name: str
    sha256: str
    observations: list[Observation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    changes: list[tuple[Observation, int | None]] = field(default_factory=list)
    form: FormMap = field(default_factory=FormMap)
    form_name: str = ""
    header: tuple[int, int] = (1, 1)
    heads: list[Head] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    unknown: dict[str, list[str]] = field(default_factory=dict)

    @property
    def errors(self) -> list[Finding]:
        return [one for one in self.findings if one.level == ERROR]

    @property
    def warnings(self) -> list[Finding]:
        return [one for one in self.findings if one.level == WARNING]

    def add(self, findings: Iterable[Finding]) -> None:
        self.findings.extend(findings)
