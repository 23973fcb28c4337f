"""Which lines are read on: broken sentences and words are joined in both languages, labels and lists are not."""

from __future__ import annotations

import pytest

from extract.documents.document import Document
from extract.documents.plain import read_plain_pages
from extract.lang.language import load_language
from extract.line_breaks import reads_on
from extract.segments import segment
from extract.text import clean

JA = load_language("ja")


def body(*lines: str, language: str = "ja") -> list[str]:
    """Return the statements of lines that stand together below a heading."""
    pages = tuple(read_plain_pages("見出し\n\n" + "\n".join(lines) + "\n"))
    document = Document("doc-1", "a", "0", "text/plain", language, "report", pages)
    return [each.text for section in segment(document, load_language(language)) for each in section.statements][1:]


@pytest.mark.parametrize(
    "lines",
    [
        ("この会社は自社で開発した大規模言", "語モデルを教育と医療の分野に提供している。"),
        ("利用者の意見を取り入れて改良を重ね、", "翌年には次の版を公開した。"),
        ("新しい計画の目標は、研究と開発の拠点を", "整えることである。"),
        ("技術の普及を進めるための行動指針を「新時代の", "開発計画」としてまとめた。"),
        ("国内で最も広く使われている枠組みであり開発者の間で知られ", "ている。"),
        ("対象となる企業は三百社であり、そのうち半分が製", "造業の会社である。"),
        ("会社の本部は東京", "にある。"),
    ],
)
def test_a_broken_japanese_sentence_is_joined(lines):
    assert body(*lines) == ["".join(lines)]


@pytest.mark.parametrize(
    "lines",
    [
        ("该公司在会上宣布推出新一代的大语言模", "型，并向所有的开发者开放接口。"),
        ("为了满足用户的需求，公司改进了模型，", "并在次年发布了新的版本。"),
        ("这套工具包括数据清洗、模型训练和部署（含监", "控）等功能。"),
    ],
)
def test_a_broken_chinese_sentence_is_joined(lines):
    assert body(*lines, language="zh") == [clean("".join(lines)).text]


@pytest.mark.parametrize(
    "lines",
    [
        ("オーストリア", "フィンランド", "デンマーク", "ルクセンブルク"),
        ("スマートエネルギー", "スマートシティ", "デジタル・ヒューマン"),
        ("金融", "教育", "医療"),
        ("「青葉」", "2023.05", "「若葉」", "2023.06"),
        ("モデル名", "発表日付"),
        ("本文はここで終わる。", "次の文はここから始まる。"),
        ("市場：", "中国の市場の規模"),
        ("GPT", "BERT"),
        ("17.16", "17.31", "19.86"),
    ],
)
def test_labels_and_sentences_are_not_joined(lines):
    assert body(*lines) == [clean(line).text for line in lines]


@pytest.mark.parametrize(
    "lines", [("教育", "医疗", "金融"), ("发布会到此结束。", "记者随后离开。"), ("模型名称：", "青叶大模型")]
)
def test_chinese_labels_are_not_joined(lines):
    assert body(*lines, language="zh") == [clean(line).text for line in lines]


def test_a_katakana_word_broken_at_a_full_line_is_joined():
    lines = ("この枠組みを使って開発を進めるためのプラットフォームとアプリケ", "ーションの設計について説明する。")
    assert body(*lines) == ["".join(lines)]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("the data plat", "form is open", True),
        ("large language models", "Open source", False),
        ("3.5", "4.0", False),
        ("対象は次の通り:", "企業", False),
        ("", "企業", False),
        ("企業", "", False),
        ("企業", "、大学", True),
        ("「青葉", "若葉」", True),
        ("開発する", "企業", True),
    ],
)
def test_two_lines(before, after, joined):
    assert reads_on(before, before, after, 0, JA) is joined


def test_an_open_bracket_is_forgotten_after_a_while():
    so_far = "「" + "長" * 130
    assert reads_on("「青葉", "「青葉", "2023年", 40, JA)
    assert not reads_on(so_far, "長", "2023年", 0, JA)
