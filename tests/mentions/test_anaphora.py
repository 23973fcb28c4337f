"""Words that point back: the one name that can be meant, and nothing where two can or none stands near."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lang.language import LANGUAGES, load_language
from extract.mentions.anaphora import AnaphoraLine, resolve_anaphora
from extract.mentions.mention import Mention, Name
from extract.mentions.titles import find_titles
from extract.text import Span

NAMES = {
    "丙丁": "organization",
    "バルト": "organization",
    "Garten": "organization",
    "甲乙大学": "organization",
    "甲乙研究院": "organization",
    "青葉": "model",
    "若叶": "model",
    "Blatt-7B": "model",
    "山田花子": "person",
    "佐藤太郎": "person",
}


def line(text: str, paragraph: object = 1, *, known: bool = True) -> AnaphoraLine:
    names = [
        Mention(Span(*m.span()), m[0], Name((f"id-{m[0]}",) if known else (), NAMES[m[0]]), "names.known")
        for m in re.finditer("|".join(NAMES), text)
    ]
    sentences = [Span(*m.span()) for m in re.finditer(r"[^。]*。?", text) if m[0]]
    return AnaphoraLine(text, names, find_titles(text), sentences, paragraph)


def resolved(code: str, *lines: AnaphoraLine) -> list[tuple[str, str | None]]:
    found = resolve_anaphora(lines, load_language(code))
    return [(each.text, each.antecedent.text if each.antecedent else None) for each in found]


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("ja", "丙丁は新製品を出した。同社の売上は増えた。", [("同社", "丙丁")]),
        ("ja", "丙丁は売上が増え、同社の株価も上がった。", [("同社", "丙丁")]),
        ("ja", "丙丁が「青葉」を公開した。同モデルは大きい。", [("同モデル", "青葉")]),
        ("ja", "丙丁が「青葉」を公開した。同社は、同モデルを改良する。", [("同社", "丙丁"), ("同モデル", "青葉")]),
        ("ja", "丙丁はGartenと提携した。同社は急成長した。", [("同社", "丙丁")]),
        ("ja", "丙丁(Garten)は伸びた。同社は続ける。", [("同社", "丙丁")]),
        ("ja", "丙丁(Garten)はバルトと競う。同社は続ける。", [("同社", "丙丁")]),
        ("ja", "甲乙大学は丙丁と研究した。同大学は広い。", [("同大学", "甲乙大学")]),
        ("ja", "甲乙大学は丙丁が支える。同社は大きい。", [("同社", "丙丁")]),
        ("ja", "山田花子氏が創業した。同氏は元教授である。", [("同氏", "山田花子")]),
        ("ja", "丙丁は伸びた。同社は青葉を出した。同社は続ける。", [("同社", "丙丁"), ("同社", "丙丁")]),
        ("zh", "丙丁发布新产品。该公司营收增长。", [("该公司", "丙丁")]),
        ("zh", "我们发布了若叶,该模型性能好。", [("该模型", "若叶")]),
        ("zh", "丙丁推出若叶。这一模型已开源。这款模型很小。", [("这一模型", "若叶"), ("这款模型", "若叶")]),
        ("zh", "若叶超过了Blatt-7B。该模型很小。", [("该模型", None)]),
        ("zh", "若叶是大模型,优于Blatt-7B。该模型很小。", [("该模型", "若叶")]),
        ("zh", "甲乙大学与丙丁合作。该校位于东部。", [("该校", "甲乙大学")]),
        ("zh", "甲乙研究院发布若叶。该研究院位于东部。", [("该研究院", "甲乙研究院")]),
    ],
)
def test_the_only_name_that_can_be_meant(code, text, found):
    assert resolved(code, line(text)) == found


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("ja", "丙丁とバルトが提携した。同社は伸びた。", [("同社", None)]),
        ("ja", "丙丁、バルトは伸び、同社は続ける。", [("同社", None)]),
        ("ja", "丙丁は伸びた。市場は広い。同社は続ける。", [("同社", None)]),  # a sentence between
        ("ja", "同社は伸びた。丙丁も伸びた。", [("同社", None)]),  # the name follows
        ("ja", "同社は伸び、丙丁も伸びた。", [("同社", None)]),
        ("ja", "甲乙大学は広い。同社は伸びた。", [("同社", None)]),  # a university is no company
        ("ja", "丙丁は伸びた。同大学は広い。", [("同大学", None)]),
        ("ja", "新会社は丙丁と提携した。同社は伸びた。", [("同社", None)]),  # an unknown subject
        ("ja", "戊己科技は丙丁が支える。同社は伸びた。", [("同社", None)]),  # an organization that no list has
        ("ja", "「新名」は青葉を超えた。同モデルは軽い。", [("同モデル", None)]),  # a quotation may be the model
        ("ja", "青葉と若叶を公開した。同モデルは軽い。", [("同モデル", None)]),
        ("ja", "山田花子氏と佐藤太郎氏が創業した。同氏は若い。", [("同氏", None)]),
        ("ja", "丙丁は伸びた。共同社会と同社員、合同社と同大学院。", []),
        ("ja", "丙丁は青葉を出した。", []),
        ("zh", "丙丁与Garten合作。该公司很大。", [("该公司", None)]),
        ("zh", "我们用若叶和Blatt-7B测试,该模型好。", [("该模型", None)]),
        ("zh", "使用该模型需要许可。", [("该模型", None)]),
        ("zh", "丙丁推出若叶,Garten(花园)已接入。该公司很大。", [("该公司", None)]),
        ("zh", "丙丁,Garten已接入。该公司很大。", [("该公司", None)]),
        ("zh", "与丙丁合作。该公司很大。", [("该公司", None)]),
        ("zh", "丙丁发布若叶。其性能好。", []),
        ("zh", "丙丁很大,应该公司都好。", []),
        ("zh", "", []),
    ],
)
def test_doubt_resolves_nothing(code, text, found):
    assert resolved(code, line(text)) == found


def test_the_line_before_counts_in_the_same_paragraph():
    assert resolved("ja", line("丙丁は伸びた。"), line("同社は続ける。")) == [("同社", "丙丁")]
    assert resolved("ja", line("丙丁は伸びた。", 1), line("同社は続ける。", 2)) == [("同社", None)]
    assert resolved("ja", line("丙丁", None), line("同社は続ける。", None)) == [("同社", None)]


def test_an_anaphor_is_a_mention_of_its_antecedent():
    lines = [line("丙丁は伸びた。"), line("同社は続ける。")]
    (anaphor,) = resolve_anaphora(lines, load_language("ja"))
    assert (anaphor.line, anaphor.antecedent_line, anaphor.kind, anaphor.entity_type) == (
        1,
        0,
        "company",
        "organization",
    )
    mention = anaphor.mention()
    assert mention is not None
    assert mention.value == Name(("id-丙丁",), "organization")
    assert mention.text == "同社" == mention.span.of(lines[1].text)
    (doubt,) = resolve_anaphora([line("同社は続ける。")], load_language("ja"))
    assert doubt.mention() is None


def test_one_unknown_name_is_one_by_its_text():
    assert resolved("ja", line("丙丁は伸び、丙丁は続き、同社は勝つ。", known=False)) == [("同社", "丙丁")]


@given(
    st.sampled_from(LANGUAGES),
    st.lists(
        st.lists(
            st.sampled_from(
                [*NAMES, "は", "と", "。", "同社", "该公司", "同モデル", "该模型", "「新」", ",", "发布", "同氏"]
            ),
            max_size=10,
        ).map("".join),
        max_size=4,
    ),
)
def test_what_is_resolved_stands_before_and_has_the_type(code, texts):
    lines = [line(text) for text in texts]
    for each in resolve_anaphora(lines, load_language(code)):
        assert each.span.of(lines[each.line].text) == each.text
        if each.antecedent is None:
            assert each.antecedent_line == -1
            continue
        assert isinstance(each.antecedent.value, Name)
        assert each.antecedent.value.entity_type == each.entity_type
        assert (each.antecedent_line, each.antecedent.span.start) < (each.line, each.span.start)
        assert each.antecedent.span.of(lines[each.antecedent_line].text) == each.antecedent.text
