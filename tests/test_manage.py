"""The command line: exact figures with their sources, tables, and one Chinese sentence for bad input."""

import csv
import io
import json
import shutil

import pandas as pd
import pytest

import manage
from data_access import engine
from tests.sample_data.forms import AREAS, COUNTY, HISTORY, JIA, YI, form


@pytest.fixture(scope="session")
def published_dir(tmp_path_factory):
    """A data folder with the published texts alone."""
    folder = tmp_path_factory.mktemp("published")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCKPIT_DATA_DIR", str(folder))
        patch.setenv("COCKPIT_DEMO", "0")
        assert manage.main(["versions"]) == 0
    engine._engine.cache_clear()
    return folder


@pytest.fixture
def run(published_dir, monkeypatch, capfd):
    """`run("value …")`: exit status, what was printed, what was complained about."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(published_dir))
    monkeypatch.setenv("COCKPIT_DEMO", "0")

    def call(line: str, *more: str) -> tuple[int, str, str]:
        capfd.readouterr()
        status = manage.main([*line.split(), *more])
        return (status, *capfd.readouterr())

    return call


@pytest.fixture
def value(run):
    def ask(line: str) -> dict:
        status, out, complaint = run(f"value {line}")
        assert (status, complaint) == (0, "")
        return json.loads(out)

    return ask


@pytest.fixture
def own(run, tmp_path, monkeypatch, published_dir):
    """The same in a folder of its own, which may be changed."""
    shutil.copytree(published_dir, tmp_path / "data")
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path / "data"))
    return run


# -- value ------------------------------------------------------------------------------------------------------------


def test_a_stated_amount_is_given_in_base_units_with_its_quote(value):
    """6,664.1 万元 is 66,641,000 元."""
    found = value("dibao_funds_amount --area 340207 --span ytd --to 2022-10")

    assert (found["value"], found["unit"], found["text"]) == (66_641_000, "元", "6,664.1万元")
    assert (found["state"], found["reporting"], found["expected"], found["data_version"]) == ("reported", 1, 0, 8)
    assert (found["previous"], found["change"], found["change_reason"]) == (None, None, "基期无数据")
    assert [(one["version"], one["value"], one["span"], one["quote"]) for one in found["sources"]] == [
        (7, 66_641_000, "2022年1—10月", "累计发放低保资金6664.1万元")
    ]


def test_a_sum_with_an_approximate_part_stays_approximate_and_names_its_parts(value):
    """1400余 + 1034 + 854."""
    found = value("elder_canteen_meals_person_times --area 341524103 --span ytd --to 2022-11")

    assert (found["value"], found["approx"], found["text"]) == (3_288, "余", "3,288余人次")
    assert (found["state"], found["reporting"], found["expected"]) == ("summed", 3, 3)
    assert {one["area_name"]: one["value"] for one in found["sources"]} == {"蔡畈村": 1_400, "烂坳村": 1_034, "金冲村": 854}


def test_a_ratio_gives_both_its_parts_and_their_sources(value):
    found = value("elder_bed_occupancy_rate --area 340207 --span year --to 2022-12")

    assert found["value"] == pytest.approx(854 / 2110 * 100, abs=1e-9)
    assert (found["numerator"], found["denominator"], found["unit"]) == (854, 2110, "%")
    assert {one["indicator"]: one["value"] for one in found["sources"]} == {
        "elder_residents_persons": 854,
        "elder_beds_count": 2110,
    }


def test_a_ratio_without_its_denominator_names_what_is_missing(value):
    """临武县 2024: 165 cremations, deaths unknown; no rate is guessed."""
    found = value("cremation_rate --area 431025 --span year --to 2024-12")

    assert (found["value"], found["numerator"], found["denominator"]) == (None, 165, None)
    assert found["reason"] == "缺少分母：死亡人数"
    assert found["nearest"] is None
    assert [one["quote"] for one in found["sources"]] == ["本年度火化遗体165具"]


def test_a_figure_of_three_villages_is_nearest_not_the_township_s(value):
    found = value("elder_canteen_meals_60plus_person_times --area 341524103 --span ytd --to 2022-11")

    assert (found["value"], found["reason"]) == (None, "未报")
    assert (found["nearest"]["value"], found["nearest"]["place"]) == (617, "蔡畈村、烂坳村、金冲村")
    assert found["nearest"]["stated_span"] == "2022年7月以来5个月"
    assert "口径存疑" in found["nearest"]["note"]


def test_a_bare_year_is_nearest_to_a_month_it_does_not_name(value):
    found = value("elder_beds_count --area 340207 --span month --to 2022-10")

    assert found["value"] is None
    assert (found["nearest"]["value"], found["nearest"]["stated_span"]) == (2110, "2022年，月份未注明")


def test_a_figure_as_of_a_version_before_it_was_reported_is_unknown(value):
    found = value("dibao_funds_amount --area 340207 --span ytd --to 2022-10 --as-of 6")

    assert (found["value"], found["data_version"], found["sources"]) == (None, 6, [])


def test_the_demo_is_compared_like_with_like_where_a_township_is_late(demo_dir, monkeypatch, capfd):
    """October 2025: one of eighteen townships is late, so only seventeen are compared."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(demo_dir))
    monkeypatch.setenv("COCKPIT_DEMO", "1")
    assert manage.main(["value", "cremation_zone_rate", "--area", "990101", "--span", "ytd", "--to", "2025-10"]) == 0
    found = json.loads(capfd.readouterr().out)

    assert (found["reporting"], found["expected"], found["state"], found["like_for_like"]) == (17, 18, "partial", 17)
    assert found["value"] == pytest.approx(found["numerator"] / found["denominator"] * 100, abs=1e-9)
    assert found["change_unit"] == "个百分点"
    assert "三岔乡" not in {one["area_name"] for one in found["sources"] if one["span"] == "2025-10"}


# -- tables and lists -------------------------------------------------------------------------------------------------


def test_a_table_has_a_row_per_indicator_area_and_month(run):
    command = (
        "table --indicators elder_canteen_meals_person_times --area 341524103 --children --span ytd --from 2022-10 --to 2022-11"
    )
    status, out, _ = run(command)
    rows = list(csv.DictReader(io.StringIO(out)))
    known = {(row["area_name"], row["month"]): (row["value"], row["approx"]) for row in rows if row["value"]}

    assert status == 0
    assert known == {
        ("蔡畈村", "2022-11"): ("1400", "余"),
        ("烂坳村", "2022-11"): ("1034", ""),
        ("金冲村", "2022-11"): ("854", ""),
    }
    assert {row["state"] for row in rows if not row["value"]} == {"missing"}


def test_a_table_gives_the_same_figures_in_every_format(run, tmp_path):
    command = "table --indicators elder_bed_occupancy_rate --area 340207 --span year --from 2022-01 --to 2022-12 --format"
    as_json = json.loads(run(f"{command} json")[1])
    as_csv = list(csv.DictReader(io.StringIO(run(f"{command} csv")[1])))
    path = tmp_path / "table.parquet"
    assert run(f"{command} parquet --output", str(path))[0] == 0
    frame = pd.read_parquet(path)

    assert len(as_json) == len(as_csv) == len(frame) == 1
    assert as_json[0]["value"] == float(as_csv[0]["value"]) == frame["value"].item() == 40.4739336493


def test_quarters_close_at_their_last_month_and_at_the_end_asked_for(run):
    command = (
        "table --indicators marriage_registrations_couples --area 340207 --span quarter --from 2022-02 --to 2022-10 --format json"
    )
    rows = json.loads(run(command)[1])

    assert [row["month"] for row in rows] == ["2022-03", "2022-06", "2022-09", "2022-10"]


@pytest.mark.parametrize(
    ("command", "key", "sample"),
    [("areas", "code", "341524103"), ("indicators", "id", "cremation_rate"), ("versions", "version", "8")],
)
def test_lists_say_the_same_in_both_formats(run, command, key, sample):
    as_json = json.loads(run(f"{command} --format json")[1])
    as_csv = list(csv.DictReader(io.StringIO(run(f"{command} --format csv")[1])))

    assert [str(row[key]) for row in as_json] == [row[key] for row in as_csv]
    assert sample in {row[key] for row in as_csv}


# -- bad input --------------------------------------------------------------------------------------------------------

WHERE = "--area 431025 --span year --to 2024-12"
WRONG = {
    "indicator": (f"value cremation_rat {WHERE}", "没有编号为“cremation_rat”的指标。是否应为"),
    "area": (
        "value cremation_rate --area 43102 --span year --to 2024-12",
        "没有代码为“43102”的区划。是否应为：临武县（431025）？",
    ),
    "month": ("value cremation_rate --area 431025 --span year --to 2024-13", "参数 --to 的月份“2024-13”写法不对"),
    "span": (
        "value cremation_rate --area 431025 --span weekly --to 2024-12",
        "参数 --span 只能是：month、quarter、half、ytd、year",
    ),
    "comparison": (f"value cremation_rate {WHERE} --compare best", "参数 --compare 只能是"),
    "version": (f"value cremation_rate {WHERE} --as-of 99", "没有数据版本99。现有版本为1至8"),
    "no number": (f"value cremation_rate {WHERE} --as-of x", "参数 --as-of 的值不正确"),
    "account": (f"value cremation_rate {WHERE} --as boss", "没有账号“boss”"),
    "no area": ("value cremation_rate --span year --to 2024-12", "缺少参数 --area"),
    "option": (f"value cremation_rate {WHERE} --colour", "没有参数“--colour”"),
    "command": ("vlaue", "没有命令“vlaue”"),
    "too much": (f"value cremation_rate twice {WHERE}", "命令写法不对"),
    "months turned round": ("table --indicators cremation_rate --area 431025 --from 2024-12 --to 2024-01", "起始月份2024-12晚于"),
    "no whole year": (
        "table --indicators cremation_rate --area 431025 --span year --from 2024-01 --to 2024-05",
        "之间没有完整的年度",
    ),
    "no indicator": ("table --indicators , --area 431025 --from 2024-01 --to 2024-05", "没有写要导出的指标"),
    "output": ("areas --output /nonexistent/folder/areas.csv", "无法写入文件"),
    "form": ("setup /nonexistent.xlsx", "找不到文件“/nonexistent.xlsx”"),
    "targets file": ("targets /nonexistent.csv", "找不到文件“/nonexistent.csv”"),
    "unconfirmed": ("reset-demo", "确认要这样做，请加上 --yes"),
    "port": ("preflight --port 99999", "端口 99999 不能使用"),
}


@pytest.mark.parametrize(("command", "expected"), WRONG.values(), ids=WRONG)
def test_bad_input_is_one_chinese_sentence_and_status_2(run, command, expected):
    status, out, complaint = run(command)

    assert (status, out) == (2, "")
    assert expected in complaint
    assert complaint.count("\n") == 1
    assert "Traceback" not in complaint


# -- the county's own set-up ------------------------------------------------------------------------------------------


def test_a_form_that_is_only_checked_writes_nothing(own, tmp_path):
    (tmp_path / "form.xlsx").write_bytes(form())
    status, out, _ = own("setup --check", str(tmp_path / "form.xlsx"))

    assert (status, out) == (0, "检查通过，未写入：小县：县级1个、乡镇（街道）2个、村（社区）2个，目标1项，历史数据6条。\n")
    assert COUNTY not in own("areas")[1]


def test_a_form_with_mistakes_lists_them_and_writes_nothing(own, tmp_path):
    (tmp_path / "form.xlsx").write_bytes(
        form(areas=[*AREAS, ("88010100", "丙乡", "片区")], history=[(*HISTORY[0][:5], -1, "头")])
    )
    status, _, complaint = own("setup", str(tmp_path / "form.xlsx"))

    assert status == 2
    assert complaint.startswith("开县设置表有3处需要改正，没有写入任何数据。")
    assert "“区划”表C7（级别）：“片区”不是级别" in complaint
    assert COUNTY not in own("areas")[1]


def test_a_county_that_was_set_up_answers_with_its_own_figures(own, tmp_path):
    """29 of 30 deaths were cremated; the target is 95 %."""
    (tmp_path / "form.xlsx").write_bytes(form())
    assert own("setup", str(tmp_path / "form.xlsx"))[1].startswith("已启用小县（数据版本10）：区划新增5个，")
    found = json.loads(own(f"value cremation_rate --area {COUNTY} --span month --to 2024-01 --compare target")[1])
    below = json.loads(
        own(f"table --indicators cremation_rate --area {COUNTY} --children --from 2024-01 --to 2024-01 --format json")[1]
    )

    assert (found["numerator"], found["denominator"], found["reporting"], found["expected"]) == (29, 30, 2, 2)
    assert (found["previous"], found["change"], found["change_unit"]) == (95, 1.6666666667, "个百分点")
    assert found["sources"][0]["source"] == "历史数据!F2"
    assert {row["area"]: row["value"] for row in below} == {JIA: 90, YI: 100}
    assert own("setup", str(tmp_path / "form.xlsx"))[1].startswith("与现有设置相同，没有改动。")


def test_the_form_can_be_had_empty(own, tmp_path):
    status, out, _ = own("setup-form", str(tmp_path / "empty.xlsx"))

    assert status == 0
    assert out.startswith("已生成：")
    assert (tmp_path / "empty.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.full
def test_from_the_demo_to_an_own_county_and_back(demo_dir, run, tmp_path, monkeypatch):
    """Nothing of the demo stays in between, and afterwards it answers as before."""
    shutil.copytree(demo_dir, tmp_path / "data")
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path / "data"))
    question = "value cremation_zone_rate --area 990101 --span ytd --to 2025-10 --compare none"
    before = json.loads(run(question)[1])
    (tmp_path / "form.xlsx").write_bytes(form())
    assert run("setup", str(tmp_path / "form.xlsx"))[0] == 0
    areas, versions = run("areas")[1], run("versions")[1]
    assert run("reset-demo --yes")[0] == 0
    after = json.loads(run(question)[1])

    assert "示例" not in areas + versions
    assert (after["value"], after["reporting"]) == (before["value"], before["reporting"])
    assert after["data_version"] > before["data_version"]
    assert COUNTY not in run("areas")[1]


def test_targets_are_checked_written_once_and_answered_with_their_pace(own, tmp_path):
    """29 of 30 deaths cremated are 96.7 %: 2.3 points short of 99 that should hold all year, not of the 95 set up first."""
    (tmp_path / "form.xlsx").write_bytes(form())
    own("setup", str(tmp_path / "form.xlsx"))
    file = tmp_path / "目标.csv"
    file.write_text(
        f"指标编号,区划代码,年份,目标值,单位,文号\ncremation_rate,{COUNTY},2024,99,%,小民〔2024〕9号\n", encoding="utf-8"
    )

    assert own("targets --check", str(file))[1] == "检查通过，未写入：2024年目标1项，其中重点任务0项，涉及单位1个。\n"
    assert own("targets", str(file))[1].endswith("：已写入1项，0项与现有目标相同。\n")
    assert own("targets", str(file))[1].endswith("：1项都与现有目标相同，没有改动。\n")
    found = json.loads(own(f"value cremation_rate --area {COUNTY} --span ytd --to 2024-01 --pace")[1])["pace"]
    assert (found["target"], found["document"], found["way"]) == (99, "小民〔2024〕9号", "level")
    assert (found["light"], found["gap_text"]) == ("behind", "低于目标2.3个百分点")
    assert {one["reason"] for one in found["expected"]} == {"比率不随月份累加，不推算"}


def test_a_figure_without_a_target_says_so(value):
    found = value("dibao_persons --area 340207 --span year --to 2022-12 --pace")

    assert found["pace"] == {"target": None, "reason": "鸠江区2022年没有该指标的目标"}
