"""Whole names of makers in their frame, and what stands there without being one."""

from __future__ import annotations

import pytest

from extract.lang.language import load_language
from extract.mentions.name_line import NameLine
from extract.mentions.organization_names import find_organizations


def names(text: str, language: str = "zh") -> set[str]:
    return {each.text for each in find_organizations(NameLine(text, load_language(language)))}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("由青禾大学自然语言处理实验室开源和维护。", "zh", {"青禾大学自然语言处理实验室"}),
        ("由青禾大学数据智能与社会计算实验室开发。", "zh", {"青禾大学数据智能与社会计算实验室"}),
        ("由青禾课题组提出。", "zh", {"青禾课题组"}),
        ("由红叶人工智能研究院研发。", "zh", {"红叶人工智能研究院"}),
        ("由白石研发中心训练。", "zh", {"白石研发中心"}),
        ("由青禾量子发布的大模型。", "zh", {"青禾量子"}),
        ("由“青禾大学知识图谱研究组”发布。", "zh", {"青禾大学知识图谱研究组"}),
        ("由青禾大学计算机与技术学院的Qh团队研发。", "zh", {"青禾大学计算机与技术学院"}),
        ("今天,白石研究院青云团队正式开源了新模型。", "zh", {"白石研究院青云团队"}),
        ("青葉研究所が公開しているモデル。", "ja", {"青葉研究所"}),
        ("アオイシ社が開発したモデル。", "ja", {"アオイシ"}),
        ("国立研究開発法人白石研究所の研究チームで開発された。", "ja", {"国立研究開発法人白石研究所"}),
        ("青葉自然言語処理研究チームが開発したモデル。", "ja", {"青葉自然言語処理研究チーム"}),
    ],
)
def test_a_whole_name(text, language, expected):
    assert names(text, language) >= expected


@pytest.mark.parametrize(
    "text",
    [
        "由专业团队打造。",
        "由我们团队开发。",
        "由多个实验室开发。",
        "由社区团队开发。",
        "由中国团队研发。",
        "由专家开发。",
        "由中文语料训练。",
        "由志愿者共同开发。",
        "由两阶段训练得到。",
        "由算法工程师研发。",
    ],
)
def test_no_name(text):
    assert not names(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青葉は、Shirakabaと緑風研究所(RFI)が共同開発したモデルです。", {"Shirakaba", "緑風研究所"}),
        ("先端産業研究院(APRI)が開発したモデルです。", {"先端産業研究院"}),
        ("東都大学と緑風研究所が共同開発した技術です。", {"東都大学", "緑風研究所"}),
        ("緑風研究所は2024年3月5日、言語モデル「青葉」を公開した。", {"緑風研究所"}),
        ("白波大学と緑風研究所は、言語モデル「青葉」を共同で公開した。", {"白波大学", "緑風研究所"}),
    ],
)
def test_plain_names_beside_others_with_initials_or_at_the_beginning(text, expected):
    assert names(text, "ja") == expected


@pytest.mark.parametrize(
    "text",
    [
        "調査委員会は言語モデルに関する報告書を公開した。",
        "この大学は言語モデル「青葉」を公開した。",
        "研究機関(民間)が開発したモデルです。",
        "Aoba-7Bと手法が開発したものを使う。",
    ],
)
def test_no_plain_name(text):
    assert names(text, "ja") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mirei-ai 社が公開したモデル。", {"Mirei-ai"}),
        ("Nozomi Leaf社のモデル。", {"Nozomi Leaf"}),
        ("人間言語研究所が開発したモデル。", {"人間言語研究所"}),
        ("今回、人間言語研究所では音声モデルを公開した。", {"人間言語研究所"}),
        ("人間言語研究所では、音声モデルを2024年6月3日に公開した。", {"人間言語研究所"}),
        ("青葉大学 情報学部 佐藤研究室で学習したモデル。", {"青葉大学 情報学部 佐藤研究室"}),
        ("青葉大学の John Smith と Ann Lee によって開発された。", {"青葉大学"}),
        ("青葉技研と岡崎研が開発した。", {"青葉技研", "岡崎研"}),
        ("ミズキ・ラボはモデルを公開した。", {"ミズキ・ラボ"}),
        ("アオゾラ、言語モデル「Aoba-7B」を公開", {"アオゾラ"}),
        ("地方銀行が開発した。大学研究室が作成した。国内の研究所が開発した。", set()),
        ("GPT-4社の、LLM 社会を、当社は、", set()),
        ("特徴は以下、言語モデル「Aoba-7B」を公開", set()),
    ],
)
def test_japanese_makers_by_what_stands_around_them(text, expected):
    assert names(text, "ja") == expected
