"""What a return's reader must hear of one cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from data_access.specs import Observation

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
    """A return as read: what it would commit, and every finding. changes: (observation, value now in force)."""

    file_name: str
    sha256: str
    observations: list[Observation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    changes: list[tuple[Observation, int | None]] = field(default_factory=list)

    @property
    def errors(self) -> list[Finding]:
        return [one for one in self.findings if one.level == ERROR]

    @property
    def warnings(self) -> list[Finding]:
        return [one for one in self.findings if one.level == WARNING]

    def add(self, findings: Iterable[Finding]) -> None:
        self.findings.extend(findings)
