"""A card's small line, as SVG: no axis, no text, nothing to load. The figures themselves stand on the card."""

from __future__ import annotations

import html
from collections.abc import Sequence

from pages.charts.theme import look

WIDTH, HEIGHT, EDGE = 100, 26, 2  # in the drawing's own units; it is stretched to the card's width


def svg(values: Sequence[float], label: str, *, dark: bool = False) -> str:
    """The values from left to right between their least and their greatest; empty for fewer than two. label: for those who cannot see it."""
    if len(values) < 2:
        return ""
    colours = look(dark).colours
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in _points(values))
    stroke = (
        f'fill="none" stroke="{colours.context}" stroke-width="1.6" stroke-linejoin="round" vector-effect="non-scaling-stroke"'
    )
    return (
        f'<svg role="img" aria-label="{html.escape(label)}" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none"'
        f' width="100%" height="{HEIGHT}" style="display:block"><polyline points="{line}" {stroke}/></svg>'
    )


def _points(values: Sequence[float]) -> list[tuple[float, float]]:
    least, most = min(values), max(values)
    step, scale = WIDTH / (len(values) - 1), (HEIGHT - 2 * EDGE) / (most - least or 1)
    return [(place * step, HEIGHT - EDGE - (value - least) * scale) for place, value in enumerate(values)]
