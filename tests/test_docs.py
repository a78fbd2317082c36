"""What the papers promise is there: screens, settings, commands, indicators, decisions and the files they link to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import manage
from metrics.loading import catalogue
from pages import SCREENS

HOUSE = Path(__file__).resolve().parent.parent
README = (HOUSE / "README.md").read_text(encoding="utf-8")
PAPERS = sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")])
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
DECISION = re.compile(r"# (\d{4}): .+\n\nStatus: (accepted|replaced by \d{4}), \d{4}-\d{2}-\d{2}\. Replaces: (none|\d{4})\.\n")


def anchors(text: str) -> set[str]:
    """The marks under which a page's headings can be linked to."""
    heads = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def broken_links(paper: Path, *, pictures: bool = False) -> list[str]:
    """Relative links (or pictures) to nothing, and marks that no heading bears."""
    found = []
    for bang, target in LINK.findall(FENCE.sub("", paper.read_text(encoding="utf-8"))):
        if ":" in target or bool(bang) != pictures:
            continue
        name, _, mark = target.partition("#")
        file = (paper.parent / name).resolve() if name else paper
        if not file.exists() or (mark and mark not in anchors(file.read_text(encoding="utf-8"))):
            found.append(target)
    return found


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_every_screen_stands_in_the_readme(screen):
    assert f"| `/{screen.name}` | {screen.title} |" in README


def test_every_setting_of_the_environment_stands_in_the_readme():
    source = (HOUSE / "data_access" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'environ\.get\("([A-Z_]+)"', source))

    assert read
    assert sorted(name for name in read if f"| `{name}` |" not in README) == []


def test_every_command_stands_in_the_readme():
    assert sorted(name for name in manage.cli.commands if f"manage.py {name}" not in README) == []


def test_every_target_of_make_stands_in_the_readme():
    targets = re.search(r"^\.PHONY: (.+)$", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.M)[1].split()

    assert [target for target in targets if f"`make {target}`" not in README] == []


def test_every_core_indicator_stands_in_the_catalogue_s_page():
    page = (HOUSE / "docs" / "catalogue.md").read_text(encoding="utf-8")
    core = [one for one in catalogue().indicators.values() if one.tier == "core"]

    assert core
    assert [one.id for one in core if f"### {one.name}\n\n`{one.id}`" not in page] == []


def test_indicators_that_papers_name_exist():
    """An example with a retired id would send its reader into an error."""
    known = catalogue()
    changelog = (HOUSE / "CHANGELOG.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\(`([a-z0-9_]+)`\)", changelog))
    named |= set(re.findall(r"manage\.py value ([a-z0-9_]+)", README))
    named |= {code for codes in re.findall(r"--indicators ([a-z0-9_,]+)", README) for code in codes.split(",")}

    assert named
    assert sorted(code for code in named if code not in known.indicators and code not in known.merged) == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.relative_to(HOUSE).as_posix())
def test_links_lead_somewhere(paper):
    assert broken_links(paper) == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.relative_to(HOUSE).as_posix())
def test_pictures_are_there(paper):
    assert broken_links(paper, pictures=True) == []


def test_a_link_to_nothing_is_found(tmp_path):
    """A check that can find nothing would keep nothing."""
    paper = tmp_path / "paper.md"
    paper.write_text("# One head\n\n[a](b.md) [c](#one-head) [d](#two) ![e](f.png) [g](https://example.com)\n", encoding="utf-8")

    assert broken_links(paper) == ["b.md", "#two"]
    assert broken_links(paper, pictures=True) == ["f.png"]


def test_decisions_are_numbered_listed_and_say_how_they_stand():
    folder = HOUSE / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    records = sorted(path for path in folder.glob("*.md") if path.name != "README.md")

    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    assert [path.name for path in records if f"({path.name})" not in listed] == []
    for path in records:
        head = DECISION.match(path.read_text(encoding="utf-8"))
        assert head, path.name
        assert head[1] == path.name[:4]
