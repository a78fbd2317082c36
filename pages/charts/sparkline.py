"""A card's small line as a picture: no axis, no text, nothing to load. The figures themselves stand on the card."""

from __future__ import annotations

import html
from base64 import b64encode
from collections.abc import Sequence

from pages.charts.theme import look

WIDTH, HEIGHT, EDGE = 100, 26, 2  # in the drawing's own units; it is stretched to the card's width


def image(values: Sequence[float], label: str, *, dark: bool = False) -> str:
    """An HTML image that holds its SVG itself; empty for fewer than two values. label: for those who cannot see it."""
    if len(values) < 2:
        return ""
    source = f"data:image/svg+xml;base64,{b64encode(svg(values, dark=dark).encode()).decode()}"
    return f'<img alt="{html.escape(label)}" src="{source}" style="display:block;width:100%;height:{HEIGHT}px">'


def svg(values: Sequence[float], *, dark: bool = False) -> str:
    """The values from left to right between their least and their greatest."""
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in _points(values))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none">'
        f'<polyline points="{line}" fill="none" stroke="{look(dark).colours.context}" stroke-width="1.6"'
        f' stroke-linejoin="round" vector-effect="non-scaling-stroke"/></svg>'
    )


def _points(values: Sequence[float]) -> list[tuple[float, float]]:
    least, most = min(values), max(values)
    step, scale = WIDTH / (len(values) - 1), (HEIGHT - 2 * EDGE) / (most - least or 1)
    return [(place * step, HEIGHT - EDGE - (value - least) * scale) for place, value in enumerate(values)]
