"""People that no list names: beside a role, an honorific or a verb of saying, and what only looks like a person."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lang.language import LANGUAGES, load_language
from extract.mentions.mention import Mention, Name
from extract.mentions.name_line import NameLine
from extract.mentions.person_names import find_people
from extract.text import clean


def find(text: str, language: str, header: str = "") -> list[Mention]:
    line = NameLine(clean(text).text, load_language(language), header)
    mentions = sorted(find_people(line), key=lambda mention: mention.span)
    assert all(mention.span.of(line.text) == mention.text for mention in mentions)
    assert all(mention.value == Name((), "person") and mention.confidence >= 0.6 for mention in mentions)
    return mentions


def texts(text: str, language: str, header: str = "") -> list[str]:
    return [mention.text for mention in find(text, language, header)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾科技CEO张鹏表示", ["张鹏"]),
        ("首席技术官周靖人、总裁李四", ["周靖人", "李四"]),
        ("创始人、首席执行官李明宏宣布", ["李明宏"]),
        ("首席执行官则是张鹏", ["张鹏"]),
        ("CEO张平安在大会上发布", ["张平安"]),
        ("首席研究员周子豪于2021年创立", ["周子豪"]),
        ("董事长欧阳明说", ["欧阳明"]),
        ("唐杰教授主持", ["唐杰"]),
        ("由张宏江担任理事长", ["张宏江"]),
        ("李开复(青禾工场董事长兼CEO)", ["李开复"]),
        ("作者:李明、王小红", ["李明", "王小红"]),
        ("首席执行官山姆·阿尔特曼在会上说", ["山姆·阿尔特曼"]),
        ("山姆·阿尔特曼说", ["山姆·阿尔特曼"]),
        ("CEO Sam Altman说", ["Sam Altman"]),
        ("李明轩指出,模型很好", ["李明轩"]),
        ("李水青(2023)『百模大战』", ["李水青"]),
    ],
)
def test_chinese_names(text, expected):
    assert texts(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("李開復氏が", ["李開復"]),
        ("代表取締役社長の山田太郎と", ["山田太郎"]),
        ("代表取締役社長:佐藤一郎", ["佐藤一郎"]),
        ("同社の田中健一CEOは", ["田中健一"]),
        ("元青葉技術委員会主席の周伯文氏", ["周伯文"]),
        ("松尾豊教授は", ["松尾豊"]),
        ("唐傑副院長", ["唐傑"]),
        ("執筆者:鈴木花子、高橋次郎", ["鈴木花子", "高橋次郎"]),
        ("サム・アルトマンCEOは語った", ["サム・アルトマン"]),
        ("Sam Altman氏は", ["Sam Altman"]),
        ("頼志凱(2023)『人工智能高地』", ["頼志凱"]),
        ("王慧文(美団共同創業者)", ["王慧文"]),
    ],
)
def test_japanese_names(text, expected):
    assert texts(text, "ja") == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "高级工程师、金融博士、方法负责人"),
        ("zh", "作者:演示团队"),
        ("zh", "华为表示,阿里巴巴表示,高通宣布"),
        ("zh", "博士生、硕士生和教授都可以参加"),
        ("zh", "公司CEO在会上表示,项目负责人"),
        ("zh", "书生·浦语、盛言·千语"),
        ("zh", "研究表明,报告指出,结果说明"),
        ("ja", "摂氏、同氏、両氏、彼氏"),
        ("ja", "お客さんや皆さん、学生さんに好評だ"),
        ("ja", "データ・エンジニア(データ・アナリスト)"),
        ("ja", "担当大臣、関係会社社長、研究責任者"),
        ("ja", "グローバル・コミュニケーション・センター准教授"),
        ("ja", "Artificial Intelligence(人工知能に関する会長)"),
    ],
)
def test_what_is_no_person(language, text):
    assert texts(text, language) == []


@pytest.mark.parametrize(
    ("language", "header", "cell", "expected"),
    [
        ("zh", "姓名", "李明", ["李明"]),
        ("zh", "创始人", "李明、Sam Altman", ["李明", "Sam Altman"]),
        ("zh", "姓名", "模型", []),
        ("ja", "氏名", "山田太郎", ["山田太郎"]),
        ("ja", "創業者", "王慧文", ["王慧文"]),
        ("ja", "時期", "王慧文", []),
    ],
)
def test_columns(language, header, cell, expected):
    assert texts(cell, language, header) == expected


WORDS = st.sampled_from(
    ["张", "鹏", "CEO", "教授", "氏", "の", "は述べ", "表示", "作者", ":", "、", "(", ")", "山田", "太郎", "サム", "・", "アルト",
     "Sam", " ", "Altman", "首席执行官", "担任", "主任", "阿", "·", "在", "(2023)『", "欧阳"]
)  # fmt: skip


@given(
    st.lists(WORDS, max_size=12).map("".join) | st.text(max_size=60),
    st.sampled_from(LANGUAGES),
    st.sampled_from(["", "姓名", "氏名"]),
)
def test_any_text_gives_ranges_of_it(text, language, header):
    mentions = find(text, language, header)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(mentions))
