"""The demo county's administrative tree: invented names under the unassigned code 99."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from data_access.specs import AreaRow

COUNTY = "990101"
COUNTY_NAME = "示例县"
COUNTY_TOWN = "城关镇"


@dataclass(frozen=True, slots=True)
class Township:
    """population: registered (户籍) residents at the end of 2023; row, column: its place on the tile map."""

    name: str
    population: int
    row: int
    column: int
    communities: tuple[str, ...]
    villages: tuple[str, ...]


def _township(name: str, population: int, place: tuple[int, int], communities: str, villages: str) -> Township:
    return Township(name, population, *place, tuple(communities.split()), tuple(villages.split()))


TOWNSHIPS = (
    _township(
        "城关镇",
        78_000,
        (2, 2),
        "东门 西门 南门 北门 鼓楼 文昌 滨河 新城 学苑 和平 建设 人民路 城东 城南 桃园 火车站",
        "城郊 东塘 南湖 西园 北岭 新河 长堤 金桥 五里 红旗",
    ),
    _township(
        "河湾镇",
        35_000,
        (3, 2),
        "河湾街 河湾新区",
        "上湾 下湾 大渡 柏树 沙洲 长滩 石埠 张溪 永丰 红星 新联 荷塘 桑园 古渡 龙潭",
    ),
    _township(
        "柳塘镇",
        33_000,
        (2, 3),
        "柳塘街 柳塘新区",
        "前塘 后塘 莲花 白鹭 青莲 大圩 新圩 杨柳 双河 平桥 东湖 观音桥 建新 稻香",
    ),
    _township(
        "云岭镇",
        31_000,
        (1, 1),
        "云岭街 云岭新区",
        "云峰 云台 上岭 下岭 仙姑 古寺 石门 雾山 茶园 半山 天井 花石 长冲 黄泥",
    ),
    _township(
        "石桥镇",
        34_000,
        (2, 1),
        "石桥街 石桥新区",
        "大桥 小桥 石牛 石壁 青石 石湾 麻石 老屋 新屋 三星 前进 团结 丰收 杏花 麦园",
    ),
    _township(
        "白沙镇",
        31_500,
        (3, 3),
        "白沙街 白沙新区",
        "沙湾 沙坪 银沙 金沙 江口 渡头 渔浦 芦苇 桂花 凤山 龙洲 新滩 晒网 东风",
    ),
    _township(
        "双溪镇",
        30_000,
        (1, 2),
        "双溪街 双溪新区",
        "东溪 西溪 溪口 溪头 水口 大坪 小坪 板桥 新田 井边 枣园 三合 光明 胜利",
    ),
    _township(
        "青枫镇",
        28_000,
        (1, 3),
        "青枫街 青枫新区",
        "青山 青峰 红叶 秋林 杉木 枫树 栗园 油坊 马鞍 香炉 泉水 向阳 民主",
    ),
    _township(
        "高坪镇",
        27_000,
        (3, 1),
        "高坪街 高坪新区",
        "高岭 平田 上坪 中坪 下坪 花园 望城 凉亭 樟树 旗杆 联合 新民 太平",
    ),
    _township("枫林乡", 18_000, (0, 3), "枫林街", "枫坪 枫冲 大枫 林场 黄坳 石坳 梨树 龙井 高庙"),
    _township("清水乡", 17_500, (2, 4), "清水街", "清泉 清江 水井 碧潭 源头 鱼塘 木桥 古井 柿园"),
    _township("三岔乡", 15_000, (4, 2), "", "三岔口 岔河 牛角 大岔 东岔 西岔 羊坪 核桃"),
    _township("竹溪乡", 17_000, (1, 4), "", "竹园 竹海 竹坞 毛竹 楠竹 竹山 笋坪 溪畔 箬岭"),
    _township("松坡乡", 13_000, (0, 1), "", "松林 松树 大松 松岭 古松 万松 岩头 鹰嘴"),
    _township("梅坞乡", 16_500, (3, 4), "", "梅花 梅岭 红梅 坞口 坞里 蜡梅 梅溪 官田 月塘"),
    _township("大堰乡", 11_500, (0, 2), "", "堰头 堰塘 堰尾 新堰 老堰 水碾 筒车 磨坊"),
    _township("南川乡", 14_000, (4, 3), "", "南山 南坪 川口 川中 南沟 南坝 橘园 苎麻"),
    _township("北坡乡", 10_000, (1, 0), "", "北山 北沟 阳坡 阴坡 坡头 坡脚 荞麦 烟墩"),
)
NAMES = tuple(township.name for township in TOWNSHIPS)


def township_code(index: int) -> str:
    return f"{COUNTY}{index + 1:03d}"


def code_of(name: str) -> str:
    """The code of a township by its name."""
    return township_code(NAMES.index(name))


@cache
def villages() -> tuple[AreaRow, ...]:
    """Every village and community in code order: a township's communities come first."""
    rows = []
    for index, township in enumerate(TOWNSHIPS):
        parent = township_code(index)
        named = [(f"{name}社区", "社区") for name in township.communities] + [(f"{name}村", "村") for name in township.villages]
        rows += [
            AreaRow(f"{parent}{number:03d}", name, "village", parent=parent, kind=kind, setting="demo")
            for number, (name, kind) in enumerate(named, start=1)
        ]
    return tuple(rows)


def village_code(township: str, village: str) -> str:
    """The code of a village by its township's and its own name."""
    parent = code_of(township)
    return next(row.code for row in villages() if row.parent == parent and row.name == village)


def areas() -> list[AreaRow]:
    """The county, its 18 townships and its 232 villages and communities."""
    county = AreaRow(COUNTY, COUNTY_NAME, "county", kind="县", setting="demo")
    townships = [
        AreaRow(
            township_code(index),
            township.name,
            "township",
            parent=COUNTY,
            kind=township.name[-1],
            setting="demo",
            grid_row=township.row,
            grid_column=township.column,
        )
        for index, township in enumerate(TOWNSHIPS)
    ]
    return [county, *townships, *villages()]
