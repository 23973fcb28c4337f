"""Other names that a text gives: those it states, other forms in brackets, and the many brackets that hold no name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lang.language import LANGUAGES, load_language
from extract.mentions.alias_forms import is_abbreviation, is_acronym, sounds_alike
from extract.mentions.alias_groups import find_groups
from extract.mentions.aliases import LearnedAlias, find_aliases
from extract.mentions.learned_names import find_learned, settled
from extract.mentions.mention import Mention, Name
from extract.mentions.titles import find_titles
from extract.text import Span

NAMES = {
    "甲乙大学": "organization",
    "甲乙社": "organization",
    "丙丁": "organization",
    "バルト": "organization",
    "北京甲乙人工智能研究院": "organization",
    "東京甲乙人工知能研究院": "organization",
    "Stand With Ann": "organization",
    "SWA": "organization",
    "Garten": "organization",
    "青葉": "model",
    "若叶": "model",
    "Blatt": "model",
    "Blatt-7B": "model",
    "山田花子": "person",
    "东方港": "place",
}


def names_in(text: str, types: dict[str, str] | None = None, *, known: bool = True) -> list[Mention]:
    found: list[Mention] = []
    for name, kind in sorted((types or NAMES).items(), key=lambda item: -len(item[0])):
        start = text.find(name)
        while start >= 0:
            span = Span(start, start + len(name))
            if not any(span.overlaps(each.span) for each in found):
                candidates = (f"{kind}-{name}",) if known else ()
                found.append(Mention(span, name, Name(candidates, kind), "names.known"))
            start = text.find(name, span.end)
    return sorted(found, key=lambda mention: mention.span)


def learned(text: str, code: str) -> list[tuple[str, str]]:
    found = find_aliases(text, names_in(text), find_titles(text), load_language(code))
    return [(each.name.text, each.text) for each in found]


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("ja", "「通義千問」(Tongyi Qianwen)モデルを公開した", [("通義千問", "Tongyi Qianwen")]),
        ("ja", "丙丁(Bingding)が発表した", [("丙丁", "Bingding")]),
        ("ja", "丙丁 (BD) は", [("丙丁", "BD")]),
        ("ja", "東京甲乙人工知能研究院(以下「甲乙」)は", [("東京甲乙人工知能研究院", "甲乙")]),
        ("ja", "東京甲乙人工知能研究院(以下、「甲乙」という。)は", [("東京甲乙人工知能研究院", "甲乙")]),
        ("ja", "東京甲乙人工知能研究院(以下、甲乙)は", [("東京甲乙人工知能研究院", "甲乙")]),
        ("ja", "東京甲乙人工知能研究院(以下、略称「KOI」)は", [("東京甲乙人工知能研究院", "KOI")]),
        (
            "ja",
            "東京甲乙人工知能研究院(KOI、以下「甲乙」)",
            [("東京甲乙人工知能研究院", "KOI"), ("東京甲乙人工知能研究院", "甲乙")],
        ),
        ("ja", "青葉(英語名:Green Leaf)を公開", [("青葉", "Green Leaf")]),
        ("ja", "甲乙社(旧社名:丁戊社)", [("甲乙社", "丁戊社")]),
        ("ja", "Garten(旧Kinder)は", [("Garten", "Kinder")]),
        ("ja", "甲乙大学、略称は「甲大」である", [("甲乙大学", "甲大")]),
        ("ja", "丙丁(ビンディン)の技術", [("丙丁", "ビンディン")]),
        ("ja", "丙丁(BD、ビンディン)の技術", [("丙丁", "BD"), ("丙丁", "ビンディン")]),
        ("ja", "丙丁(ビンディン、NASDAQ:BIDU)の技術", [("丙丁", "ビンディン")]),
        ("zh", "丙丁(Bingding,002230.SZ)发布", [("丙丁", "Bingding")]),
        ("ja", "Garten(ガルテン)は", [("Garten", "ガルテン")]),
        ("ja", "SWA(Stand With All)", [("SWA", "Stand With All")]),
        ("ja", "Stand With Ann(SWA2)とStand With Ann (Swa)", []),
        ("ja", "SWA(独立行政法人戊己機構)", [("SWA", "独立行政法人戊己機構")]),
        ("ja", "SWA(Stand With Allの略)", [("SWA", "Stand With All")]),
        ("ja", "山田花子(Hanako Yamada)氏", [("山田花子", "Hanako Yamada")]),
        ("ja", "「Laubwerk」(木葉)を公開", [("Laubwerk", "木葉")]),
        ("zh", "通用大模型“通义万问”(Tongyi Wanwen)发布", [("通义万问", "Tongyi Wanwen")]),
        ("zh", "北京甲乙人工智能研究院(以下简称“甲乙”)发布", [("北京甲乙人工智能研究院", "甲乙")]),
        ("zh", "北京甲乙人工智能研究院(下称甲乙研究院)发布", [("北京甲乙人工智能研究院", "甲乙研究院")]),
        ("zh", "北京甲乙人工智能研究院(简称甲乙)发布", [("北京甲乙人工智能研究院", "甲乙")]),
        (
            "zh",
            "北京甲乙人工智能研究院(BJAI,简称“甲乙”)",
            [("北京甲乙人工智能研究院", "BJAI"), ("北京甲乙人工智能研究院", "甲乙")],
        ),
        ("zh", "甲乙大学,简称“甲大”,位于", [("甲乙大学", "甲大")]),
        ("zh", "若叶,英文名Young Leaf,是", [("若叶", "Young Leaf")]),
        ("zh", "若叶(英文名:Young Leaf)是", [("若叶", "Young Leaf")]),
        ("zh", "若叶(又名“新叶”)是", [("若叶", "新叶")]),
        ("zh", "若叶(即“新芽”)是", []),
        ("zh", "若叶(即Young Leaf)是", [("若叶", "Young Leaf")]),
        ("zh", "SWA(Stand With All的缩写)", [("SWA", "Stand With All")]),
        ("zh", "公司与沈阳戊己开关有限责任公司(简称沈己)签订", [("沈阳戊己开关有限责任公司", "沈己")]),
    ],
)
def test_aliases(code, text, found):
    assert learned(text, code) == found


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    "inside",
    [
        "2023年", "2023", "2023-08-18", "北京", "东方港", "中国", "CEO", "CTO", "図1", "图1", "約30%", "+5.8%", "NASDAQ: BIDU", "NASDAQ",
        "BIDU.US", "9988.HK", "以下略", "略", "opens in new", "7B", "70B", "v1.1", "開発中", "开发中", "内测", "最新", "LOGO", "AI", "LLM",
        "BF16", "Int8", "A100", "GPT-4", "https://example.org/", "Apache-2.0", "", " ", "※", "1", "英文", "数学", "公式", "GPU", "東京",
        "以下简称“本公司”", "以下简称“该公司”", "A、B、C", "Alpha Beta, Gamma Delta", "3社", "3家",
        "密码qfh8", "丙丁", "丙丁、Garten", "前年比", "基座模型", "元丁戊社責任者", "val", "base", "Beta", "Pro", "=",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["甲乙大学", "青葉", "「若叶」", "Blatt-7B"])
def test_brackets_that_hold_no_name(code, inside, name):
    assert learned(f"{name}({inside})", code) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ja", "青葉(甲乙社)、若叶(Laub Inc)"),  # who made them
        ("ja", "「青葉」(Garten)、「木葉」(Wald)"),
        ("ja", "山田花子(Garten)"),
        ("ja", "山田花子(Laub Research)"),
        ("ja", "Blatt(技術)、Garten(検索)"),
        ("ja", "Blatt(オリジナル)"),
        ("ja", "甲乙社の製品(Produkt)"),  # of another word
        ("ja", "甲乙大学(以下、説明する)"),
        ("ja", "甲乙大学(以下同じ)"),
        ("ja", "甲乙大学(以下「当社」)"),
        ("ja", "甲乙大学(以下「同社」という)"),
        ("ja", "青葉(ベースモデル)"),
        ("ja", "丙丁(Bingding、従業員300人)"),
        ("ja", "丙丁(Bingding、開発中)"),
        ("ja", "甲乙社以下「子会社」"),
        ("ja", "『甲乙白書』(2023)"),
        ("zh", "《甲乙白皮书》(Jiayi)"),  # a work
        ("zh", "若叶,即将发布"),
        ("zh", "若叶(即将发布)"),
        ("zh", "Blatt,即Blatt-7B、Blatt-13B"),
        ("zh", "若叶(Blatt)"),  # two known names are not one
        ("zh", "若叶(Young Leaf、Old Leaf)"),
        ("zh", "甲乙大学,简称有两种"),
        ("zh", "收购(简称甲乙)"),
        ("zh", "若叶"),
        ("zh", ""),
    ],
)
def test_other_texts_that_give_no_alias(code, text):
    assert learned(text, code) == []


@pytest.mark.parametrize(
    ("code", "text", "word", "members"),
    [
        ("ja", "BGX=丙丁、バルト、Garten", "BGX", ["丙丁", "バルト", "Garten"]),
        (
            "ja",
            "*BGXとは、代表的な企業の「丙丁(Bing)」、「バルト(Balt)」の頭文字をとった造語。",
            "BGX",
            ["丙丁", "バルト"],
        ),
        ("ja", "BGX(丙丁、Garten)は", "BGX", ["丙丁", "Garten"]),
        ("zh", "BGX是指丙丁、Garten和甲乙社。", "BGX", ["丙丁", "Garten", "甲乙社"]),
        ("zh", "BGX(丙丁、Garten)", "BGX", ["丙丁", "Garten"]),
    ],
)
def test_groups_are_no_aliases(code, text, word, members):
    language = load_language(code)
    (group,) = find_groups(text, names_in(text), language)
    assert (group.text, [each.text for each in group.members]) == (word, members)
    assert word not in [alias for _, alias in learned(text, code)]


@pytest.mark.parametrize(
    "text", ["BGX=丙丁", "BGX=丙丁、青葉", "GDP=3兆元", "BGXは丙丁がGartenに売った", "x=丙丁、バルト"]
)
def test_what_is_no_group(text):
    assert find_groups(text, names_in(text), load_language("ja")) == []


def aliases_of(*texts: str, known: bool = True) -> list[LearnedAlias]:
    language = load_language("zh")
    return [a for t in texts for a in find_aliases(t, names_in(t, known=known), find_titles(t), language)]


def test_an_alias_with_two_meanings_is_in_doubt():
    one = aliases_of("甲乙大学(简称“甲大”)", "甲乙大学(Jiayi)")
    assert set(settled(one)) == {"甲大", "Jiayi"}
    assert set(settled([*one, *aliases_of("甲乙社(简称“甲大”)")])) == {"Jiayi"}


def test_an_alias_names_what_its_name_names():
    aliases = settled(aliases_of("甲乙大学(以下简称“甲大”)", "丙丁(Bing)")).values()
    text = "甲大与Bing、Bingo、甲大学发布"
    edges = {0, 2, 3, 7, 8, 13, 14, 17, 19}
    found = find_learned(text, aliases, names_in(text), edges)
    assert [(each.text, each.span.start) for each in found] == [("甲大", 0), ("Bing", 3)]
    assert found[0].value == Name(("organization-甲乙大学",), "organization")


def test_a_known_name_stays_and_a_quotation_of_no_kind_names_nothing():
    text = "丙丁"
    alias = LearnedAlias(names_in("甲乙社")[0], Span(0, 2), "丙丁", "aliases.stated", 0.9)
    assert find_learned(text, [alias], names_in(text), {0, 2}) == []
    quoted = aliases_of("“新叶”(Young Leaf)")
    assert find_learned("Young Leaf", quoted, [], {0, 10}) == []


def test_a_name_that_no_list_has():
    (alias,) = aliases_of("甲乙大学(简称“甲大”)", known=False)
    assert alias.name.value == Name((), "organization")


@pytest.mark.parametrize(
    ("kana", "latin", "alike"),
    [
        ("ガルテン", "Garten", True),
        ("ブラット", "Blatt", True),
        ("オリジナル", "Garten", False),
        ("", "Garten", False),
        ("ラ", "", False),
    ],
)
def test_sounds(kana, latin, alike):
    assert sounds_alike(kana, latin) is alike


def test_acronyms_and_abbreviations():
    language = load_language("zh")
    assert is_acronym("SWA", "Stand With Ann")
    assert is_acronym("SA", "Society of Automata")
    assert not is_acronym("SWB", "Stand With Ann")
    assert not is_acronym("S", "Stand")
    assert is_abbreviation("甲大", "甲乙大学", language)
    assert not is_abbreviation("大学", "甲乙大学", language)
    assert not is_abbreviation("乙甲", "甲乙大学", language)


@given(
    st.sampled_from(LANGUAGES),
    st.lists(
        st.sampled_from(
            ["甲乙大学", "青葉", "「若叶」", "Blatt", "(", ")", "以下", "「", "」", "简称", "略称", "甲大", "Leaf", "、", ",", "BGX", "=", "丙丁", " ", "的缩写", "即", "2"]
        ),
        max_size=14,
    ).map("".join),
)  # fmt: skip
def test_spans_hold_their_text_and_leave_the_name_alone(code, text):
    language, names = load_language(code), names_in(text)
    found = find_aliases(text, names, find_titles(text), language)
    for each in found:
        assert each.span.of(text) == each.text == each.text.strip() != ""
        assert not each.span.overlaps(each.name.span)
        assert each.text != each.name.text
        assert 0 < each.confidence <= 1
    assert found == sorted(found, key=lambda each: each.span)
    for group in find_groups(text, names, language):
        assert group.span.of(text) == group.text
        assert len(group.members) > 1
    for mention in find_learned(text, settled(found).values(), names, set(range(len(text) + 1))):
        assert mention.span.of(text) == mention.text
        assert not any(mention.span.overlaps(name.span) for name in names)
