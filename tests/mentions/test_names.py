"""Known names in text: where a name begins and ends, what only looks like one, versions, and weak forms."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lang.language import load_language
from extract.mentions.mention import Mention, Name
from extract.mentions.names import NameFinder, normal_version
from extract.sources.spellings import script_variants, spelling_keys
from extract.text import clean

ORGANIZATIONS = """
- {id: org-aoba, ja: 青葉智能, zh: 青叶智能, en: Aoba AI, aliases: [青葉]}
- {id: org-aoba-labs, ja: 青葉智能研究所, zh: 青叶智能研究所}
- {id: org-ministry, zh: 科技部, not: [科技部门]}
- {id: org-momiji, ja: メタ, en: Momiji}
- {id: org-xinghe, zh: 星河, ja: 星河}
"""
PLACES = """
- {id: place-jp-wakaba, category: district, ja: 若葉台, weak: [フェニックス]}
"""
MODELS = """
- {id: model-wakaba, ja: 若葉, zh: 若叶, en: Wakaba, maker: org-aoba, aliases: [若葉モデル]}
- {id: model-wakaba-2.0, family: model-wakaba, version: "2.0", ja: 若葉2.0, zh: 若叶2.0}
- {id: model-gpt-4, family: model-gpt, version: "4", en: GPT-4}
- {id: model-gpt, en: GPT}
- {id: model-spark, ja: 火花認知, zh: 火花认知大模型, weak: [火花], not: [火花塞]}
- {id: model-shengyan, zh: 盛言·千语, ja: 盛言千語, maker: org-aoba}
- {id: model-xinghe, zh: 星河大模型, weak: [星河]}
"""
PEOPLE = """
- {id: person-zhang-xin, zh: 张馨, ja: 張馨}
- {id: person-li, zh: 王宁博, weak: [王宁]}
"""


@pytest.fixture
def small(own_names) -> NameFinder:
    return own_names(organizations=ORGANIZATIONS, models=MODELS, people=PEOPLE, places=PLACES)


def find(finder: NameFinder, text: str, language: str = "ja") -> list[Mention]:
    text = clean(text).text
    rules = load_language(language)
    edges = {edge for token in rules.tokenize(text) for edge in (token.start, token.start + len(token.text))}
    mentions = finder.find(text, edges, rules)
    assert all(mention.span.of(text) == mention.text for mention in mentions)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(mentions))
    return mentions


def found(finder: NameFinder, text: str, language: str = "ja") -> list[tuple[str, str, str]]:
    """Return text, best candidate and version of each name."""
    return [
        (mention.text, mention.value.candidates[0], mention.value.version)
        for mention in find(finder, text, language)
        if isinstance(mention.value, Name)
    ]


def ids(finder: NameFinder, text: str, language: str = "ja") -> list[str]:
    return [each[1] for each in found(finder, text, language)]


@pytest.mark.parametrize(
    "text", ["GPT-4を使う", "GPT4を使う", "gpt‑4を使う", "GPT 4を使う", "ＧＰＴ－４を使う", "(GPT-4)"]
)
def test_letters_and_hyphens_are_written_in_many_ways(small, text):
    assert ids(small, text) == ["model-gpt-4"]


@pytest.mark.parametrize("text", ["GPT-4.1を使う", "GPT-40を使う", "GPT-4.5とは"])
def test_a_version_is_not_cut_short(small, text):
    assert "model-gpt-4" not in ids(small, text)


@pytest.mark.parametrize("text", ["ChatGPTを使う", "GPTsを使う", "myGPT-4"])
def test_letters_do_not_go_on_in_letters(small, text):
    assert ids(small, text) == []


@pytest.mark.parametrize("text", ["若 葉を公開", "若葉を公開", "「若葉」を公開", "若・葉を公開"])
def test_spaces_and_middle_dots_part_no_name(small, text):
    assert ids(small, text) == ["model-wakaba"]


@pytest.mark.parametrize("text", ["盛言·千语", "盛言・千語", "盛言千语", "盛言 千語", "盛言‧千語"])
def test_one_name_in_both_scripts_and_with_any_dot(small, text):
    assert ids(small, text, "zh") == ["model-shengyan"]


def test_script_variants():
    assert {"若叶", "若葉"} <= script_variants("若叶") | script_variants("若葉")
    assert "発展" in script_variants("发展")
    assert script_variants("GPT-4") == {"GPT-4"}


def test_the_longest_name_counts(small):
    assert ids(small, "青葉智能研究所が公開した") == ["org-aoba-labs"]
    assert ids(small, "青葉智能が公開した") == ["org-aoba"]


def test_a_look_alike_hides_the_name_in_it(small):
    assert ids(small, "科技部门与科技部", "zh") == ["org-ministry"]


def test_a_short_name_within_a_longer_word_is_none(small):
    assert ids(small, "火花認知") == ["model-spark"]
    assert ids(small, "メタンを使う") == []
    assert ids(small, "メタが公開した") == ["org-momiji"]


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("若葉3.0を公開", "3.0"),
        ("若葉 V3.5を公開", "3.5"),
        ("若葉モデル3.0を公開", "3.0"),
        ("「若葉4」", "4"),
        ("若葉 3.5 Turboを公開", "3.5 Turbo"),
        ("若葉-3を公開", "3"),
        ("若葉を公開", ""),
        ("若葉7Bを公開", ""),
        ("若葉2023年に", ""),
        ("若葉3社が", ""),
        ("若葉30%が", ""),
        ("若葉30%、", ""),
        ("若葉7B Chat", ""),
        ("若葉3 Base", "3"),
    ],
)
def test_versions(small, text, version):
    (name,) = found(small, text)
    assert name[1:] == ("model-wakaba", version)


def test_a_known_version_is_an_entity_of_its_own(small):
    assert found(small, "若葉2.0を公開") == [("若葉2.0", "model-wakaba-2.0", "2.0")]


@pytest.mark.parametrize(
    ("written", "normal"), [("V3.0", "3.0"), ("v1-Pro", "1 Pro"), ("2.0", "2.0"), ("3.5  Turbo", "3.5 Turbo")]
)
def test_versions_are_written_in_one_way(written, normal):
    assert normal_version(written) == normal


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("「火花」を公開した", "ja"),
        ("火花モデルを公開した", "ja"),
        ("大規模言語モデル「火花」", "ja"),
        ("火花1.5モデル", "ja"),
        ("“火花”正式上线", "zh"),
        ("火花大模型正式上线", "zh"),
        ("推出大模型火花", "zh"),
    ],
)
def test_a_weak_form_counts_where_it_is_introduced(small, text, language):
    assert ids(small, text, language) == ["model-spark"]


@pytest.mark.parametrize(
    ("text", "language"), [("火花が散った", "ja"), ("迸发出火花", "zh"), ("火花塞模型", "zh"), ("王宁先走了", "zh")]
)
def test_a_weak_form_alone_is_a_word(small, text, language):
    assert ids(small, text, language) == []


@pytest.mark.parametrize("text", ["王宁先生表示", "首席执行官王宁表示", "首席执行官则是王宁"])
def test_a_weak_name_of_a_person_counts_beside_a_role_or_an_honorific(small, text):
    assert ids(small, text, "zh") == ["person-li"]


def test_a_place_is_a_name_and_its_weak_form_is_none_even_in_quotation_marks(small):
    assert ids(small, "東京都と広東省と若葉台で使う。") == ["place-jp-13", "place-cn-gd", "place-jp-wakaba"]
    assert ids(small, "美国加州和深圳市", "zh") == ["place-us", "place-cn-1795565"]
    assert ids(small, "新モデル「フェニックス」を公開。") == []


def test_of_two_bearers_the_introduced_weak_one_comes_first(small):
    mention = find(small, "星河在会上发言", "zh")[0]
    assert mention.value.candidates == ("org-xinghe",)
    mention = find(small, "“星河”正式发布", "zh")[0]
    assert mention.value.candidates == ("model-xinghe", "org-xinghe")


def test_candidates_of_a_whole_name(small):
    assert small.candidates("青葉 智能") == ("org-aoba",)
    assert small.candidates("星河") == ("org-xinghe", "model-xinghe")
    assert small.candidates("無名") == ()


# The names that the project itself knows.


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("百度は文心一言を公開した", "ja", ["org-baidu", "model-wenxin-yiyan"]),
        ("阿里云推出通义千问", "zh", ["org-alibaba-cloud", "model-qwen"]),
        ("科大訊飛と科大讯飞", "ja", ["org-iflytek", "org-iflytek"]),
        ("王 慧文氏", "ja", ["person-wang-huiwen"]),
        ("百科事典と十分な準備", "ja", []),
        ("我们用百度一下的方式", "zh", ["org-baidu"]),
        ("科技部门发布通知", "zh", []),
        ("悟道3.0をオープンソース化", "ja", ["model-wudao-3.0"]),
        ("感悟道理", "zh", []),
    ],
)
def test_real_names(finder, text, language, expected):
    assert ids(finder, text, language) == expected


def test_every_name_is_found_alone_in_its_own_language(finder, knowledge):
    """A name in quotation marks is found whole, or a longer or a shared bearer is; the weak names of places never are."""
    lost = []
    for entity in knowledge.entities.values():
        for language in ("ja", "zh"):
            name = clean(entity.names.get(language, "")).text
            if entity.entity_type == "place" and spelling_keys(name) & {
                k for w in entity.weak for k in spelling_keys(w)
            }:
                continue
            if name and not any(
                mention.span.end - mention.span.start >= len(name) and entity.entity_id in mention.value.candidates
                for mention in find(finder, f"「{name}」", language)
            ):
                lost.append((entity.entity_id, name))
    assert lost == []


@given(
    st.lists(
        st.sampled_from(
            ["悟道", "3.0", "GPT", "-", "4", " ", "百度", "モデル", "「", "」", "・", "大", "ー", "a", "年"]
        ),
        max_size=30,
    )
)
def test_names_of_any_text_are_apart_and_stand_where_they_say(finder, pieces):
    find(finder, "".join(pieces))
