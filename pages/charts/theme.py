"""Colours, letters and distances of every chart: the only place with colour codes.

One accent for the subject, grey for context, colours of judgement always together with a shape and a word. The
categorical colours keep apart for readers with a colour deficiency (teal, vermilion, blue, ochre, purple).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

FONTS = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
CLEAR = "rgba(0,0,0,0)"

# For st.plotly_chart(config=…): no mode bar, no zoom by accident; a double click resets


@dataclass(frozen=True, slots=True)
class Palette:
    ink: str
    muted: str
    grid: str
    context: str  # last year, the county's line, the bars beside the subject
    faint: str  # the many grey lines behind
    accent: str
    series: tuple[str, ...]  # the accent first
    good: str
    warn: str
    bad: str
    paper: str  # behind hover texts
    page: str  # what lies behind a chart: the halo of letters that cross a line
    low_to_high: tuple[str, ...]  # a heat table of a neutral indicator
    bad_to_good: tuple[str, ...]  # a heat table around a target


LIGHT = Palette(
    ink="#1F2937",
    muted="#5E6B6D",
    grid="#E4E7E3",
    context="#A9B3B2",
    faint="#D3D8D5",
    accent="#0F766E",
    series=("#0F766E", "#C4501B", "#2F6DAE", "#9A7200", "#7D4E9B"),
    good="#0F766E",
    warn="#A8590A",
    bad="#B3392F",
    paper="#FFFFFF",
    page="#FBFBF7",
    low_to_high=("#F3F7F5", "#DDECE8", "#BEDDD7", "#98C9C1", "#74B6AC"),
    bad_to_good=("#E39A6B", "#F1CBAE", "#F6F3EC", "#C9E3DD", "#92CABF"),
)
DARK = Palette(
    ink="#E6ECEA",
    muted="#9DAAAA",
    grid="#2C3638",
    context="#6C7A7B",
    faint="#3D494B",
    accent="#45C2B5",
    series=("#45C2B5", "#F08A57", "#7DB4EA", "#D9B34A", "#BE98D8"),
    good="#45C2B5",
    warn="#E3A84B",
    bad="#F0796F",
    paper="#1E2527",
    page="#14191B",
    low_to_high=("#1C2829", "#1D3A39", "#1F4E4B", "#23645F", "#287B74"),
    bad_to_good=("#9A4A20", "#64402C", "#283133", "#1F4B48", "#236A64"),
)


# On a projector every letter keeps a contrast of 7:1 with the page
BRIGHT_ROOM = replace(
    LIGHT, muted="#3F4A4C", accent="#0A544E", series=("#0A544E", *LIGHT.series[1:]), good="#0A544E", warn="#743C05", bad="#8A2820"
)
DARK_ROOM = replace(DARK, muted="#C3CCCB", warn="#F2BE6B", bad="#FF9D94")
WALL = replace(DARK_ROOM, page="#000000")  # as .streamlit/projector.toml


@dataclass(frozen=True, slots=True)
class Look:
    """A palette with the sizes of a desk or of a projector."""

    colours: Palette
    font: int
    small: int
    row: int  # height of one row of a ranking or a heat table
    line: float
    marker: float

    @property
    def scale(self) -> float:
        """How much larger than at the desk."""
        return self.font / 12

    def halo(self, size: int, colour: object) -> dict:
        """Letters that stay readable where a line or a bar passes behind them."""
        page = self.colours.page
        around = ", ".join(f"{x}px {y}px 2px {page}" for x in (-2, 0, 2) for y in (-2, 0, 2))
        return {"size": size, "color": colour, "shadow": around}

    def light(self, light: str, otherwise: str) -> str:
        """The colour of a judgement; what is on target stays calm, so that the eye finds the rest."""
        return {"behind": self.colours.warn, "off": self.colours.bad}.get(light, otherwise)


def light_style(light: str, dark: bool = False) -> str:
    """The CSS of a table's cell; the shape beside the figure says the same without colour."""
    palette = DARK if dark else LIGHT
    colour = {"behind": palette.warn, "off": palette.bad, "missing": palette.muted}.get(light)
    weight = ";font-weight:600" if light == "off" else ""
    return f"color:{colour}{weight}" if colour else ""


@cache
def look(dark: bool = False, projector: bool = False, wall: bool = False) -> Look:
    """projector: few charts in letters that fill a wall. wall: whole screens in the projector's theme."""
    palette = DARK if dark else LIGHT
    if projector:
        return Look(DARK_ROOM if dark else BRIGHT_ROOM, font=28, small=28, row=40, line=4, marker=11)
    if wall:
        return Look(WALL, font=16, small=15, row=28, line=2.8, marker=8)
    return Look(palette, font=12, small=11, row=22, line=2.2, marker=6)


def layout(style: Look) -> dict:
    """What all figures share, as a plain Plotly layout."""
    colours = style.colours
    return {
        "font": {"family": FONTS, "size": style.font, "color": colours.ink},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "separators": ".,",
        "hoverlabel": {
            "bgcolor": colours.paper,
            "bordercolor": colours.context,
            "font": {"family": FONTS, "size": style.font, "color": colours.ink},
            "align": "left",
        },
    }
