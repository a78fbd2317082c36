"""What a return's reader must hear of one cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from data_access.specs import Observation
from metrics.returning.layout import Head
from metrics.returning.mapping import FormMap

ERROR, WARNING = "error", "warning"
MOST = 1_000  # findings of a level that are listed: nobody reads more, and a hostile file could make millions
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
    """A return as read: what it would commit, and its findings. changes: (observation, value now in force).

    Of each level the first `MOST` findings are kept; `unlisted` counts those beyond.
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
    unlisted: int = 0

    @property
    def errors(self) -> list[Finding]:
        return [one for one in self.findings if one.level == ERROR]

    @property
    def warnings(self) -> list[Finding]:
        return [one for one in self.findings if one.level == WARNING]

    def add(self, findings: Iterable[Finding]) -> None:
        room = {ERROR: MOST - len(self.errors), WARNING: MOST - len(self.warnings)}
        for one in findings:
            if room[one.level] > 0:
                self.findings.append(one)
                room[one.level] -= 1
            else:
                self.unlisted += 1

    def say_unlisted(self) -> None:
        """One more finding that says how many are not listed."""
        if self.unlisted:
            level = ERROR if self.errors else WARNING
            reason = f"错误和提醒过多，另有{self.unlisted:,}处没有列出。"
            self.findings.append(Finding(level, self.findings[0].sheet, "A1", "", reason, "请先核对表头、单位和月份，再看各行。"))
