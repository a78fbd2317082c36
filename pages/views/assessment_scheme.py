"""考评 · 方案: the scheme in words, edited as a table or in Excel; every save is a new version, every mistake named at its cell."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data_access import assessments
from data_access.errors import CockpitError
from metrics.assessment import library, rows, words
from metrics.assessment.model import Scheme
from metrics.formatting import UNKNOWN, points_text
from metrics.loading import catalogue
from pages.exports import scheme_book, sheet
from pages.views import download, messages
from pages.views.assessment_choice import Chosen
from pages.views.assessment_rehearsal import save_copy
from pages.views.text import plain

ROW = 28
WIDTHS = {"编号": 48, "分组": 120, "项目": 200, "指标": 230, "计分规则": 480, "口径": 170, "责任股室": 100, "完成时限": 90}


def show(chosen: Chosen) -> None:
    _words(chosen)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        scheme = chosen.found.scheme
        scope, name = chosen.screen.source.scope, f"{scheme.name}.xlsx"
        download.offer(scope, "导出方案 Excel", lambda: scheme_book.write(scheme, catalogue()), name, sheet.XLSX)
        if chosen.screen.source.scope.may_publish:
            _copy(chosen)
    if not chosen.screen.source.scope.may_publish:
        st.caption("当前账户只能查看方案，不能修改。")
        return
    _upload(chosen)
    if chosen.found.scheme_version:
        with st.expander("在屏幕上修改"):
            _edit(chosen)
    else:
        st.caption("示例方案不能直接改写；请先另存为本局方案，或导出到 Excel 改好后上传。")
    _versions(chosen)


def _words(chosen: Chosen) -> None:
    scheme, source = chosen.found.scheme, chosen.screen.source
    unit = "权重" if all(item.points is None for item in scheme.items) else "分值"
    frame = pd.DataFrame([
        {
            "编号": item.code, "分组": item.group, "项目": item.name,
            unit: points_text(item.weight, "%") if unit == "权重" else points_text(scheme.worth(item), ""),
            "指标": source.indicator(item.indicator).name if item.indicator else "人工填报", "计分规则": words.item_rules(source, item),
            "口径": item.scope or UNKNOWN, "责任股室": item.section or UNKNOWN, "完成时限": item.deadline or UNKNOWN,
        }
        for item in scheme.items
    ])  # fmt: skip
    with st.container(border=True):
        st.markdown(f"**{plain(scheme.name)}**　:small[:gray[{plain('；'.join(words.written_rules(scheme)))}]]")
        config = {name: st.column_config.TextColumn(width=width) for name, width in WIDTHS.items()}
        config[unit] = st.column_config.TextColumn(width=60, alignment="right")
        st.dataframe(
            frame, hide_index=True, row_height=ROW, height=ROW * (len(frame) + 1) + 14, alt=scheme.name, column_config=config
        )
        for label, text in (("等次", words.grades_text(scheme)), ("依据", scheme.source), ("说明", scheme.note)):
            if text:
                st.caption(plain(f"{label}：{text}"))


def _copy(chosen: Chosen) -> None:
    key = chosen.key("copy")
    st.text_input("另存为本局方案", key=key, placeholder="新方案的名称", width=320)
    st.button("另存为", on_click=_copied, args=(chosen.found.scheme, key), width="content")


def _copied(scheme: Scheme, key: str) -> None:
    save_copy(scheme, st.session_state.get(key, ""), f"复制自“{scheme.name}”")


# -- from Excel -------------------------------------------------------------------------------------------------------


def _upload(chosen: Chosen) -> None:
    scheme, own = chosen.found.scheme, bool(chosen.found.scheme_version)
    with st.expander("用 Excel 导入方案"):
        file = st.file_uploader("先导出，再在导出的工作簿上修改（.xlsx，10MB以内）", type=["xlsx"], key=chosen.key("file"))
        if file is None:
            return
        try:
            read, warnings = scheme_book.read(file.getvalue(), scheme.code, catalogue(), scheme.copied_from)
        except CockpitError as fault:
            messages.show(fault)
            return
        _confirm(chosen, read, warnings, "upload", f"导入自{file.name}", own)


def _confirm(chosen: Chosen, scheme: Scheme, warnings: Sequence[str], name: str, remark: str, own: bool) -> None:
    """own: it becomes the next version; of an example a scheme of its own."""
    messages.notices(warnings)
    if own and scheme == chosen.found.scheme:
        st.caption("与现行版本相同，没有改动。")
        return
    st.success(f"检查通过：{len(scheme.items)}项，满分{points_text(scheme.full)}。还没有保存。")
    word = "保存为新版本" if own else "另存为本局方案"
    st.button(
        word,
        key=chosen.key(f"{name}.save"),
        type="primary",
        on_click=_saved,
        args=(scheme, remark, own),
    )


def _saved(scheme: Scheme, remark: str, own: bool) -> None:
    if not own:
        save_copy(scheme, scheme.name, remark)
        return
    versions: list[int] = []

    def work(connection, scope) -> None:
        versions.append(library.save(connection, scope, scheme, catalogue(), remark))

    if messages.written(work):
        st.toast(f"已保存为第{versions[0]}版；原来的版本都还在。")


# -- on screen --------------------------------------------------------------------------------------------------------


def _edit(chosen: Chosen) -> None:
    """The flat table; a mistake is named by its line and column, and nothing is saved while there is one."""
    scheme = chosen.found.scheme
    st.caption("一行一条规则；同一项的第二条规则写同一个编号、“项目”留空。指标写“指标口径”里的名称，人工登记的写“人工登记”。")
    settings = st.data_editor(
        pd.DataFrame(list(rows.settings_of(scheme).items()), columns=["设置", "内容"]), key=chosen.key("edit.head"), hide_index=True,
        disabled=["设置"], row_height=ROW, column_config={"设置": st.column_config.TextColumn(width=90)},
    )  # fmt: skip
    fields = rows.ITEM_COLUMNS | rows.RULE_COLUMNS
    choices = {name: list(rows.CHOICES[field].values()) for name, field in fields.items() if field in rows.CHOICES}
    typed = st.data_editor(
        pd.DataFrame(rows.dressed(scheme, catalogue())), key=chosen.key("edit.rows"), hide_index=True, num_rows="dynamic", row_height=ROW,
        column_config={name: st.column_config.SelectboxColumn(options=["", *words_]) for name, words_ in choices.items()},
    ).fillna("")  # fmt: skip
    head = dict(zip(settings["设置"], settings["内容"].fillna("").astype(str), strict=True))
    try:
        read, warnings = rows.built(scheme.code, head, typed.to_dict("records"), catalogue(), _place, scheme.copied_from)
    except CockpitError as fault:
        messages.show(fault)
        return
    _confirm(chosen, read, warnings, "edit", "屏幕修改", True)


def _place(row: int, column: str) -> str:
    return f"设置“{column}”" if row < 0 else f"第{row + 1}行“{column}”"


def _versions(chosen: Chosen) -> None:
    found = assessments.scheme_versions(chosen.screen.source.connection, chosen.found.scheme.code)
    if not found:
        return
    rows_ = [
        [f"第{one.version}版", one.name, one.remark, one.account, f"{one.at:%Y-%m-%d %H:%M}", one.sha256[:12]] for one in found
    ]
    with st.expander(f"各版本（{len(found)}）"):
        st.dataframe(
            pd.DataFrame(rows_, columns=["版本", "名称", "改动说明", "保存人", "保存时间（世界时）", "校验码"]), hide_index=True,
            row_height=ROW, alt="方案各版本",
        )  # fmt: skip
