"""Which names are models: known ones, quotations that something calls a model; not works, plans or sentences."""

from __future__ import annotations

import pytest

from extract.claims.model_mentions import model_mentions
from extract.claims.reader import Reader
from extract.documents.document import Document
from extract.documents.plain import read_plain_pages
from extract.lang.language import load_language


def models(finder, text: str, language: str = "ja", *, proven: bool = False) -> list[str]:
    pages = tuple(read_plain_pages(f"概要\n\n{text}\n"))
    reader = Reader(finder, load_language(language))
    (section,) = reader.read(Document("doc-1", "a", "0", "text/plain", language, "report", pages))
    return [mention.text for mention in model_mentions(section.readings[-1], reader, proven=proven)]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("文心一言と「通義千問」を比べる", "ja", ["文心一言", "通義千問"]),
        ("大規模言語モデル「若葉」を使う", "ja", ["若葉"]),
        ("「若葉」モデルを使う", "ja", ["若葉"]),
        ("「若葉」を使う", "ja", []),
        ("「悟道の新しい版」を使う", "ja", ["悟道の新しい版"]),
        ("大模型“若叶”上线", "zh", ["若叶"]),
        ("“若叶”上线", "zh", []),
        ("Aoba-7B-Chatを公開", "ja", ["Aoba-7B-Chat"]),
        ("「悟道に関する行動計画」を発表", "ja", []),
    ],
)
def test_models(finder, text, language, found):
    assert models(finder, text, language) == found


def test_where_the_context_proves_it_any_short_quotation_is_a_model(finder):
    assert models(finder, "「若葉」", proven=True) == ["若葉"]
    assert models(finder, "「若葉を、育てる計画である。」", proven=True) == []
    assert models(finder, "「2023」", proven=True) == []
    assert models(finder, "「" + "若葉" * 20 + "」", proven=True) == []


@pytest.mark.parametrize("title", ["AI規制白書", "医療AI研究ロードマップ", "AI利用の手引き", "AI基本計画(2024年)"])
def test_a_published_writing_is_no_model(say, title: str):
    assert say(f"2024年9月、英国政府は「{title}」を発表した。").releases == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("- 2024-05-06 发布 Aoba-Whisper-v3", {"Aoba-Whisper-v3"}),  # holds the name of a known model
        ("- 2024-05-06 更新了 llama-format 的模型权重", set()),
        ("- 2024-05-06 发布 Kaede-Report 模型！", {"Kaede-Report"}),  # the form of a product, called a model
    ],
)
def test_names_within_and_beside_others(say, text, names):
    assert {name for name, _, _ in say(text, "zh", markdown=True).releases} == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("# 青鸾（Aoba-7B）\n- 2023.06.06: 青鸾-2.0模型开源", {"青鸾-2.0"}),
        ("# 青鸾（Aoba-7B）\n- 2023.06.06: 青鸾V2上线", {"青鸾V2"}),
        ("# 说明（Aoba-7B）\n- 2023.06.06: 青鸾-2.0模型开源", set()),
    ],
)
def test_versions_of_a_name_that_a_bracket_explains(say, text, names):
    assert {name for name, _, _ in say(text, "zh", markdown=True).releases} == names
