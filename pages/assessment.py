"""考评: townships by a scheme, or the bureau itself: places, every lost point, rehearsals, the scheme itself, frozen results."""

import streamlit as st

from metrics.assessment import score
from pages.views import (
    assessment_archive,
    assessment_choice,
    assessment_losses,
    assessment_ranking,
    assessment_rehearsal,
    assessment_scheme,
    assessment_unit,
    entry,
    messages,
    session,
    sparse,
)

PARTS = {
    "rank": assessment_ranking.show, "losses": assessment_losses.show, "unit": assessment_unit.show, "try": assessment_rehearsal.show,
    "scheme": assessment_scheme.show, "archive": assessment_archive.show,
}  # fmt: skip


def render() -> None:
    with session.open_screen("assessment") as screen:
        if sparse.is_sparse(screen):
            st.info("公开报告里的单位只有零散数字，不能按方案计分。请换成本县或本县的乡镇。")
            return
        messages.show_fault()
        scheme, version = assessment_choice.scheme(screen)
        area = score.parent_of(screen.source, scheme, screen.view.area)
        part = assessment_choice.part(scheme, screen.view.area != area)
        found = score.assess(screen.source, scheme, area, screen.view.span.last, scheme_version=version)
        PARTS[part](assessment_choice.Chosen(screen, found, area))


if __name__ == "__main__":
    entry.front_door(__file__)
