"""The structures' files: the program's own are in order, and a clerk's mistakes are named by file and line, in Chinese."""

import pytest

from metrics.papers.structure import BUILT_IN, StructureError, check, copy_built_in, files, own_folder, structure, structures

HEAD = 'name = "试写"\ntitle = "{地区}"\nspan = "ytd"\nlevels = ["county"]\n'


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path))


def test_the_program_s_own_are_in_order():
    names = [one.name for one in structures().values()]

    assert sorted(names) == sorted(["年度民政工作总结", "综合考评汇报材料", "半年总结", "月度通报", "一乡一表"])


def mistakes(tmp_path, text: str, name: str = "try.toml") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StructureError) as caught:
        check(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("part", "line", "words"),
    [
        ('lines = ["{城乡低保人口}。"]', 6, "没有指标“城乡低保人口”。是否应为"),
        ('lines = [\n  "好的{城乡低保人数}。",\n  "坏的{城乡低保人数|同期}。",\n]', 8, "“同期”不能用"),
        ('lines = ["{城乡低保人数。"]', 6, "花括号{ }不成对"),
        ('lines = ["[其中[{城乡低保人数}]。"]', 6, "方括号[ ]不成对"),
        ('lines = "一句话"', 6, "“lines”的写法不对"),
        ("lines = [1]", 6, "应写成方括号里的若干句话"),
        ('use = ["没有这组"]', 6, "没有“没有这组”这组句子"),
        ('kind = "表"', 6, "“kind”只能是"),
        ("level = 4", 6, "“level”只能是"),
        ("level = 1", 5, "有层次却没有标题"),
        ('kind = "areas"\ncolumns = ["没有"]', 7, "没有指标“没有”"),
        ('lnes = ["好"]', 6, "不认识的项目“lnes”"),
        ('lines = ["好" "坏"]', 6, "写法不对"),
    ],
)
def test_a_mistake_is_named_by_file_and_line(part, line, words, tmp_path):
    message = mistakes(tmp_path, f"{HEAD}[[part]]\n{part}\n")

    assert f"try.toml 第{line}行：" in message and words in message


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('span = "ytd"', 'span = "week"', "第3行：“span”只能是month"),
        ('levels = ["county"]', 'levels = ["village"]', "第4行：“levels”只能写"),
        ('name = "试写"\n', "", "缺少“name”"),
        ('title = "{地区}"', "title = 5", "第2行：“title”的写法不对"),
    ],
)
def test_a_mistake_in_the_head(old, new, words, tmp_path):
    assert words in mistakes(tmp_path, HEAD.replace(old, new) + '[[part]]\nlines = ["好。"]\n')


def test_two_mistakes_are_named_at_once_each_at_its_place(tmp_path):
    message = mistakes(tmp_path, f'{HEAD}[[part]]\nlines = ["{{甲}}。"]\n[[part]]\nlines = ["{{乙}}。"]\n')

    assert "2处错误" in message and "第6行：没有指标“甲”" in message and "第8行：没有指标“乙”" in message


def test_a_file_that_is_no_text_is_said(tmp_path):
    (tmp_path / "try.toml").write_bytes("名".encode("gbk"))
    with pytest.raises(StructureError, match="不是UTF-8编码"):
        check(tmp_path / "try.toml")
    with pytest.raises(StructureError, match="文件打不开"):
        check(tmp_path / "none.toml")


def test_the_bureau_s_own_copy_stands_in_and_is_checked():
    assert sorted(copy_built_in()) == sorted(path.name for path in BUILT_IN.glob("*.toml"))
    assert copy_built_in() == []  # what is there stays
    copy = own_folder() / "annual.toml"
    copy.write_text(copy.read_text(encoding="utf-8").replace('name = "年度民政工作总结"', 'name = "本局总结"'), encoding="utf-8")

    assert files()["annual"] == copy
    assert structure("本局总结").id == "annual"

    sentences = own_folder() / "sentences.toml"
    sentences.write_text('"低保" = ["本局的写法{城乡低保人口}。"]\n', encoding="utf-8")
    with pytest.raises(StructureError, match=r"sentences\.toml 第1行：没有指标“城乡低保人口”"):
        structures()


def test_own_sentences_replace_only_their_group():
    own_folder().mkdir()
    (own_folder() / "sentences.toml").write_text('"低保" = ["本局的写法{城乡低保人数}。"]\n', encoding="utf-8")
    part = next(part for part in structure("annual").parts if part.heading == "落实各项社会救助政策")

    assert part.lines[0].sentences[0][0] == "本局的写法" and len(part.lines) > 5
