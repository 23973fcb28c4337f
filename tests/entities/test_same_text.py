"""Which invented articles are one text and which are two."""

import datetime as dt
import random
from pathlib import Path

import pytest

from extract.documents.document import Document
from extract.entities.same_text import Sighting, standing_for, text_key
from extract.pipeline import Extractor
from extract.sources.catalogue import Metadata, SourceEntry
from extract.sources.entity import Entity
from extract.sources.knowledge import Knowledge

KNOWLEDGE = Knowledge(
    {
        each.entity_id: each
        for each in (
            Entity("org-beihe", "organization", {"zh": "北河智能", "ja": "北河智能"}, category="company"),
            Entity("org-nanling", "organization", {"zh": "南岭科技", "ja": "南嶺科技"}, category="company"),
            Entity("model-chenxing", "model", {"zh": "辰星", "ja": "辰星"}, makers=("org-beihe",)),
            Entity("model-yunlu", "model", {"zh": "云鹿", "ja": "雲鹿"}, makers=("org-nanling",)),
        )
    }
)

ZH = """# 北河智能发布辰星2.0大模型

北河智能于2024年3月18日发布大模型辰星2.0，参数量为720亿。据介绍，该模型在多项任务上表现突出。

辰星2.0的训练数据为3万亿token，上下文长度为128K。许多开发者对此表示期待。

北河智能同日开源了辰星2.0的7B版本，可供商业使用。业内人士认为，竞争将会更加激烈。
"""
JA = """# 北河智能が大規模言語モデル「辰星2.0」を発表

北河智能は2024年3月18日、大規模言語モデル「辰星2.0」を発表した。パラメータ数は720億。多くの開発者が期待を寄せている。

辰星2.0の学習データは3兆トークンで、コンテキスト長は128Kである。日本語にも対応する。

同社は同日、辰星2.0の7B版をオープンソースとして公開した。商用利用も可能だ。競争は激しくなりそうだ。
"""


@pytest.fixture(scope="module")
def extractor():
    return Extractor(KNOWLEDGE)


@pytest.fixture
def key_of(extractor, tmp_path):
    def read(text: str, ending: str = ".md", **known: str) -> str | None:
        path: Path = tmp_path / f"article{ending}"
        path.write_text(text, encoding="utf-8")
        extracted, _ = extractor.read(SourceEntry("article", path, Metadata(**known)))
        return text_key(extracted.document, extracted.claims)

    return read


ZH_COPIES = {
    "header": ZH.replace("\n\n北河智能于", "\n\n2024-03-19 08:30 来源：东湖新闻网 作者：林木\n\n北河智能于", 1),
    "footer": ZH + "\n责任编辑：何晓\n\n免责声明：文章只供参考，不代表本站立场。\n",
    "advert": ZH.replace("\n\n辰星2.0的训练", "\n\n广告\n\n扫描二维码，下载客户端。\n\n辰星2.0的训练", 1),
    "related": ZH + "\n## 相关阅读\n\n- 南岭科技的大模型之路\n- 云鹿何时开放\n",
    "punctuation": ZH.replace("，", ",").replace("2.0", "２.０").replace("据介绍,", "据介绍："),
    "words": ZH.replace("许多开发者对此表示期待。", "不少开发者表示期待。").replace(
        "业内人士认为，竞争将会更加激烈。", ""
    ),
    "broken": ZH.replace("参数量为", "参数量为\n"),
}
ZH_OTHERS = {
    "figure": ZH.replace("720亿", "780亿"),
    "decimal": ZH.replace("2.0", "20"),
    "heading": ZH.replace("\n\n辰星2.0的训练", "\n\n## 已经停止\n\n辰星2.0的训练", 1),
    "percent": ZH.replace("许多开发者", "增长7%的开发者"),
    "date": ZH.replace("3月18日", "3月28日"),
    "han-numeral": ZH.replace("3万亿", "三千亿"),
    "model": ZH.replace("辰星", "云鹿").replace("北河智能", "南岭科技"),
    "name-alone": ZH.replace("此表示期待", "北河智能表示期待"),
    "title": ZH.replace("# 北河智能发布", "# 南岭科技发布"),
    "name": ZH.replace("北河智能同日", "南岭科技同日"),
    "more": ZH + "\n北河智能还计划在2025年推出辰星3.0。\n",
    "less": ZH[: ZH.index("北河智能同日")],
    "order": "\n\n".join([*ZH.strip().split("\n\n")[:2], *reversed(ZH.strip().split("\n\n")[2:])]),
    "notice": ZH + "\n更正：此前文中的模型名称有误。\n",
    "fact-below": ZH + "\n## 各方反应\n\n- 南岭科技总裁谈大模型\n",
    "number-in-advert": ZH + "\n扫描二维码，前100名可领取礼品。\n",
    "same-event": """# 辰星2.0来了

3月18日，北河智能举行发布会，公开了参数量720亿的辰星2.0。这个模型用了3万亿token训练，支持128K上下文，
7B版本已经开源，开发者可以免费商用。
""",
}
JA_COPIES = {
    "header": JA.replace("\n\n北河智能は", "\n\n2024年3月19日 9時10分\n\n配信元：東湖ニュース\n\n北河智能は", 1),
    "footer": JA + "\n無断転載を禁じます。\n\n編集：山本\n",
    "advert": JA.replace("\n\n辰星2.0の学習", "\n\nスポンサーリンク\n\n辰星2.0の学習", 1),
    "related": JA + "\n## 関連記事\n\n- 南嶺科技の社長に聞く\n",
    "punctuation": JA.replace("「辰星2.0」", "『辰星2.0』").replace("、", "，"),
    "words": JA.replace("多くの開発者が期待を寄せている。", "開発者の期待は大きい。"),
}
JA_OTHERS = {
    "figure": JA.replace("720億", "700億"),
    "date": JA.replace("3月18日", "3月19日"),
    "model": JA.replace("辰星", "雲鹿").replace("北河智能", "南嶺科技"),
    "more": JA + "\n北河智能は2025年に辰星3.0を公開する計画だ。\n",
    "notice": JA + "\n※訂正：当初の記事でモデル名に誤りがありました。\n",
}


@pytest.mark.parametrize("change", ZH_COPIES)
def test_a_chinese_copy_is_the_same_text(key_of, change):
    assert ZH_COPIES[change] != ZH
    assert key_of(ZH_COPIES[change]) == key_of(ZH) is not None


@pytest.mark.parametrize("change", ZH_OTHERS)
def test_another_chinese_article_is_another_text(key_of, change):
    assert ZH_OTHERS[change] != ZH
    assert key_of(ZH_OTHERS[change]) != key_of(ZH)


@pytest.mark.parametrize("change", JA_COPIES)
def test_a_japanese_copy_is_the_same_text(key_of, change):
    assert JA_COPIES[change] != JA
    assert key_of(JA_COPIES[change]) == key_of(JA) is not None


@pytest.mark.parametrize("change", JA_OTHERS)
def test_another_japanese_article_is_another_text(key_of, change):
    assert JA_OTHERS[change] != JA
    assert key_of(JA_OTHERS[change]) != key_of(JA)


def test_any_digit_that_changes_makes_another_text(key_of):
    same = key_of(ZH)
    for at, char in enumerate(ZH):
        if char.isdecimal():
            assert key_of(ZH[:at] + str((int(char) + 1) % 10) + ZH[at + 1 :]) != same, ZH[at - 5 : at + 5]


@pytest.mark.parametrize(
    ("one", "other"),
    [("下降-5%", "下降5%"), ("占5%", "占5‰"), ("售价$5", "售价¥5"), ("1.5亿", "15亿"), ("5~10", "510"), (">5", "<5")],
)
def test_a_sign_of_a_value_is_part_of_it(key_of, one, other):
    assert key_of(f"{ZH}\n北河智能的数据为{one}。") != key_of(f"{ZH}\n北河智能的数据为{other}。")


def test_what_the_catalogue_calls_a_text_is_part_of_it_but_the_name_of_the_site_is_not(key_of):
    body = ZH.partition("\n\n")[2]
    named = key_of(body, title="北河智能发布辰星2.0大模型")
    assert key_of(body, title="北河智能发布辰星2.0大模型 | 东湖新闻网") == named == key_of(ZH)
    assert key_of(body, title="北河智能发布辰星3.0大模型 | 东湖新闻网") != named


def test_a_text_that_tells_little_is_the_same_only_as_a_whole(key_of):
    empty = "很高兴与大家见面。今天的天气很好，大家都去公园散步吧。" * 3
    text = f"{empty}北河智能位于北京。{empty}"
    assert key_of(text) == key_of(text.replace("。", "。\n\n"))
    assert key_of(text) != key_of(text.replace("公园", "湖边"))


def test_too_little_text_is_never_the_same(key_of):
    assert key_of("辰星2.0即将到来，敬请各位用户持续期待，谢谢大家的支持与理解。") is None


def test_a_document_with_a_page_without_text_is_never_the_same(extractor, tmp_path):
    path = tmp_path / "a.md"
    path.write_text(ZH, encoding="utf-8")
    document = extractor.read(SourceEntry("a", path))[0].document
    page = document.pages[0]
    empty = Document(
        **{name: getattr(document, name) for name in document.__slots__} | {"pages": (page, type(page)(2, ""))}
    )
    assert text_key(document, ()) is not None
    assert text_key(empty, ()) is None


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_the_first_published_stands_for_all_in_any_order():
    sightings = [
        Sighting("doc-b", "k", day("2024-03-19")), Sighting("doc-a", "k", day("2024-03-20")), Sighting("doc-0", "k", None),
        Sighting("doc-c", "k", day("2024-03-19")), Sighting("doc-d", "other", day("2024-01-01")), Sighting("doc-e", None, None),
        Sighting("doc-f", None, None),
    ]  # fmt: skip
    shuffler = random.Random(7)
    for _ in range(20):
        shuffler.shuffle(sightings)
        assert standing_for(sightings) == {"doc-0": "doc-b", "doc-a": "doc-b", "doc-c": "doc-b"}


def test_without_a_day_the_smallest_id_stands_for_all():
    assert standing_for([Sighting("doc-b", "k", None), Sighting("doc-a", "k", None)]) == {"doc-b": "doc-a"}


def test_a_text_that_comes_again_much_later_stands_for_itself():
    sightings = [
        Sighting("doc-c", "k", day("2023-03-19")), Sighting("doc-b", "k", day("2024-03-19")),
        Sighting("doc-a", "k", day("2024-04-01")), Sighting("doc-z", "k", None),
    ]  # fmt: skip
    assert standing_for(sightings) == {"doc-a": "doc-b"}
