"""乡镇边界: a boundary file is checked and taken; the ranking then draws townships as they lie."""

from __future__ import annotations

import streamlit as st

from data_access import boundaries
from data_access.errors import CockpitError
from data_access.scope import Scope
from metrics.source import open_source
from pages.views import messages
from pages.views.text import plain
from sample_data import boundary_file


def show(scope: Scope) -> None:
    with st.container(border=True):
        st.markdown(
            "**可选　乡镇边界**　:small[:gray[有边界的，乡镇排名按边界画地图；没有的用方格地图，位置在“区划”表的地图行、地图列里改]]"
        )
        file = st.file_uploader(
            "边界文件（GeoJSON，经纬度，5MB以内）", type=["geojson", "json"], key="setup.boundary", max_upload_size=5
        )
        if file is None:
            return
        try:
            with open_source(scope) as source:
                shapes = boundary_file.read(file.getvalue(), file.name, source.tree)
                said = boundary_file.summary(shapes, source.tree)
        except CockpitError as error:
            messages.show(error)
            return
        st.success(plain(f"检查通过。{said}"))
        if st.button("启用边界", type="primary", key="setup.boundary.enable"):
            if messages.written(lambda connection, scope: boundaries.put(connection, scope, shapes)):
                st.success("已启用，打开“乡镇排名”即可看到地图。")
            messages.show_fault()
