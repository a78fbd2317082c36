"""Two pages in one browser, ours and the stock one, timed by turns until the same figures are painted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import psutil
from playwright.sync_api import Browser

from benchmarks.literals import TOWNSHIP
from tests.browser.driving import MARK, Visitor

# Starts watching for the asked view and keeps a promise of two moments: `painted`, two frames after every figure and chart
# shows it, and `still`, when no chart moves any more. Counted from the last press of a button, or from the navigation.
WATCH = """(asked) => {
    let start = 0;
    addEventListener('pointerdown', () => { start = performance.now(); }, {capture: true});
    const frame = () => new Promise(requestAnimationFrame);
    const plots = () => [...document.querySelectorAll('.js-plotly-plot')];
    const places = (plot) => plot.data.map((trace) => [trace.x ?? null, trace.y ?? null]);
    const shows = () => {
        const figures = [...document.querySelectorAll('[data-testid="stMetricValue"]')].map((one) => one.innerText.trim());
        return figures.join('|') === asked.figures
            && document.querySelectorAll('.js-plotly-plot .main-svg').length >= 3 * asked.places.length
            && JSON.stringify(plots().map(places)) === JSON.stringify(asked.places);
    };
    window.watched = (async () => {
        while (!shows()) await frame();
        await frame(); await frame();
        const painted = performance.now() - start;
        while (plots().some((plot) => plot._transitioning) || !shows()) await frame();
        return {painted, still: performance.now() - start};
    })();
}"""
ANSWER = """Promise.race([window.watched, new Promise((_, fail) => setTimeout(() => fail(new Error('never shown')), 60000))])"""
POINTED_MS = 200  # a chart notices what is pointed at at most every 50 ms
SIZE = (1920, 2400)  # every chart in sight, so that any mark can be clicked


def asked(view: dict) -> dict:
    """What the watcher waits for: the figures' texts and every chart's x and y."""
    places = [[[trace.get("x"), trace.get("y")] for trace in chart["data"]] for chart in view["charts"]]
    return {"figures": "|".join(value for _, value in view["metrics"]), "places": places}


@dataclass
class Contestant:
    """One server's page. `taken`: by step, a list of {painted, still} in ms and of the server's CPU in ms."""

    name: str
    tab: Visitor
    server: psutil.Process
    address: str
    taken: dict[str, list[dict[str, float]]] = field(default_factory=lambda: defaultdict(list))

    def round(self, views: dict[str, dict]) -> None:
        """Open, the month alone and back to the year so far, then down to a township."""
        page = self.tab.page
        self._time("open", views["ytd"], None)
        self._time("month", views["month"], page.get_by_role("radio", name="本月", exact=True).click)
        self._time("ytd", views["ytd"], page.get_by_role("radio", name="本年累计", exact=True).click)
        x, y = page.evaluate(MARK, TOWNSHIP)
        page.mouse.move(x, y)
        page.wait_for_timeout(POINTED_MS)
        self._time("drill", views["township"], lambda: page.mouse.click(x, y))

    def _time(self, step: str, view: dict, press: Callable[[], None] | None) -> None:
        before = cpu_ms(self.server)
        if press is None:
            self.tab.page.goto(self.address, wait_until="commit")
        self.tab.page.evaluate(WATCH, asked(view))
        if press is not None:
            press()
        seen = self.tab.page.evaluate(ANSWER)
        self.tab.settle()  # nothing of this step runs on into the next one
        self.taken[step].append(seen | {"cpu": cpu_ms(self.server) - before})


def cpu_ms(process: psutil.Process) -> float:
    """User and system time of a server in ms; the kernel counts in steps of 10."""
    times = process.cpu_times()
    return 1000 * (times.user + times.system)


def contest(browser: Browser, servers: dict[str, tuple[str, psutil.Process]], screen: str, views: dict, rounds: int) -> dict:
    """By server and step what `Contestant.taken` keeps. The first round warms server and browser and is left out.

    servers: by name, the address of the screen and the process. The pages take turns, and who begins changes each round.
    """
    both = [Contestant(name, Visitor(browser, address, *SIZE), process, address) for name, (address, process) in servers.items()]
    for number in range(rounds + 1):
        for one in both if number % 2 else reversed(both):
            one.round(views)
            if number == 0:
                one.taken.clear()
        print(f"  {screen}: round {number} of {rounds}", flush=True)
    for one in both:
        one.tab.close()
    return {one.name: dict(one.taken) for one in both}
