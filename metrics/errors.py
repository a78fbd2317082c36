"""Faults of the catalogue, in Chinese: what is wrong, then what to do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from data_access.errors import CockpitError


class CatalogueError(CockpitError):
    """The catalogue's files contradict themselves; `problems` names every mistake at once."""

    def __init__(self, problems: Collection[str]) -> None:
        super().__init__(
            what=f"指标目录有{len(problems)}处错误，系统未启动。",
            remedy="请按下列各条改正 metrics/catalogue 下的文件后重新启动。",
            problems=tuple(problems),
        )

    def __str__(self) -> str:
        return "\n".join((super().__str__(), *self.problems))


class UnknownIndicator(CockpitError):
    """No indicator has this id, now or formerly."""

    def __init__(self, wanted: str, names: Mapping[str, str]) -> None:
        near = get_close_matches(wanted, names, n=3, cutoff=0.5)
        near += [code for code, name in names.items() if wanted and wanted in name][: 3 - len(near)]
        hint = "、".join(f"“{names[code]}”（{code}）" for code in dict.fromkeys(near))
        super().__init__(
            what=f"没有编号为“{wanted}”的指标。",
            remedy=f"是否应为{hint}？" if near else "请在“指标口径”页查找指标编号。",
        )


class SplitIndicator(CockpitError):
    """The id was split into several; which of them is meant cannot be guessed."""

    def __init__(self, wanted: str, parts: Collection[str], names: Mapping[str, str]) -> None:
        choices = "、".join(f"“{names[code]}”（{code}）" for code in parts)
        super().__init__(what=f"指标“{wanted}”已拆分为{len(parts)}个。", remedy=f"请改用其中之一：{choices}。")


class UnknownUnit(CockpitError):
    """A unit as printed that units.toml does not list."""

    def __init__(self, printed: str, known: Collection[str]) -> None:
        near = get_close_matches(printed, known, n=3)
        hint = f"是否应为“{'”或“'.join(near)}”？" if near else "请改用“元、万元、人、人次、户、%”等已登记的单位。"
        super().__init__(what=f"不认识计量单位“{printed}”。", remedy=hint)


class UnknownFigure(CockpitError):
    """No figure has this key, or the account may not see its area."""

    def __init__(self, key: str) -> None:
        super().__init__(what=f"没有“{key}”这个数字，或无权查看。", remedy="请在页面上重新点选数字旁的“口径与来源”。")
