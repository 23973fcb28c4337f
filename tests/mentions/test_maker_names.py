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
        ("由白石研发中心训练。", "zh", {"白石研发中心"}),
        ("青葉自然言語処理研究チームが開発したモデル。", "ja", {"青葉自然言語処理研究チーム"}),
    ],
)
def test_a_whole_name(text, language, expected):
    assert names(text, language) >= expected


@pytest.mark.parametrize(
    "text", ["由专业团队打造。", "由我们团队开发。", "由多个实验室开发。", "由社区团队开发。", "由中国团队研发。"]
)
def test_no_name(text):
    assert not names(text)
