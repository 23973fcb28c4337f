"""Names in Han or kana with a tail that only a model has."""

from __future__ import annotations

import pytest

from extract.lang.language import load_language
from extract.mentions.document_names import DocumentNames
from extract.mentions.han_names import find_sized, han_stem
from extract.mentions.name_line import NameLine


def found(text: str, lang: str) -> list[str]:
    return [each.text for each in find_sized(NameLine(text, load_language(lang)))]


@pytest.mark.parametrize(
    ("text", "lang", "names"),
    [
        ("开源青叶-9B-Chat。", "zh", ["青叶-9B-Chat"]),
        ("发布青禾-ASR 语音识别模型", "zh", ["青禾-ASR"]),
        ("使用青叶2.0-13B和青禾3.0-7B。", "zh", ["青叶2.0-13B", "青禾3.0-7B"]),
        ("音声合成モデル琥珀-TTSが公開された。", "ja", ["琥珀-TTS"]),
        ("こだま-ASR v2モデルを公開しました。", "ja", ["こだま-ASR v2"]),
        ("若葉2.0-7Bに対応", "ja", ["若葉2.0-7B"]),
    ],
)
def test_the_nouns_before_a_tail_are_the_name(text, lang, names):
    assert found(text, lang) == names


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("青叶-Pro 套餐", "zh"),  # other things have such versions too
        ("行业-7B", "zh"),
        ("语音识别-ASR", "zh"),
        ("音声認識-ASR", "ja"),
        ("価格は3-7Bの範囲", "ja"),
        ("これは2.0-7Bです", "ja"),
    ],
)
def test_what_names_nothing(text, lang):
    assert found(text, lang) == []


@pytest.mark.parametrize(
    ("name", "stem"),
    [("若葉2.0-7B", "若葉"), ("青叶1.5", "青叶"), ("青叶-Chat", "青叶"), ("青叶", ""), ("Aoba-7B", "")],
)
def test_the_stem_of_a_name(name, stem):
    assert han_stem(name) == stem


def test_a_proven_stem_counts_elsewhere_with_a_version_and_never_alone():
    language = load_language("ja")
    names = DocumentNames(find_sized(NameLine("若葉2.0-7Bを公開。", language)), language)
    other = NameLine("若葉1.5は若葉3の前で、若葉の季節", language)
    assert [each.text for each in names.more(other, [])] == ["若葉1.5"]
    assert list(names.more(NameLine("若葉2.5%引き", language), [])) == []
