"""Makers of the models of a list, by the sentence above it."""

from __future__ import annotations

import pytest

_ITEMS = "\n\n- Aoba-7B: 軽いモデル\n- [futaba/Futaba-70B](https://x.y): 強いモデル\n"
_TABLE = "\n\n| 名前 | 備考 |\n|---|---|\n| Aoba-7B | 軽い |\n| Futaba-70B | 強い |\n"


def makers(say, text: str, language: str = "ja") -> set[tuple[str, str]]:
    return {(each[0], each[2]) for each in say(text, language, markdown=True).related("developed_by")}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("百度は以下のモデルを公開しています。", "ja"),
        ("百度では、次の 2 種類のモデルを開発・公開しています。", "ja"),
        ("百度は、用途に合わせて下表のバージョンで提供しています。", "ja"),
        ("百度开源了以下模型：", "zh"),
    ],
)
@pytest.mark.parametrize("below", [_ITEMS, _TABLE])
def test_the_models_of_a_list_have_its_maker(say, text, language, below):
    assert makers(say, text + below, language) == {("Aoba-7B", "百度"), ("Futaba-70B", "百度")}


@pytest.mark.parametrize(
    "text",
    [
        "百度は以下のモデルを比べたデータを公開しています。",
        "Hugging Faceは以下のモデルを公開しています。",
        "以下のモデルを公開しています。",
        "百度の以下のモデルを使ってください。",
    ],
)
def test_another_sentence_names_no_maker(say, text):
    assert not makers(say, text + _ITEMS)


def test_a_model_of_somebody_else_in_the_list_is_left_out(say):
    text = "百度は以下のモデルを提供しています。\n\n- GPT-4: 強い\n- Aoba-7B: 軽い\n"
    assert makers(say, text) == {("Aoba-7B", "百度")}
