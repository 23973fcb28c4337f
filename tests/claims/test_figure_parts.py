"""Whose a figure is not: the size of a part of a model, and what only a company has."""

from __future__ import annotations

import pytest

from extract.claims.claim import FigureClaim

ZH, JA = "# 青禾Chat-7B大模型\n\n", "# Kaede-7B モデル\n\n"


def figures(say, text: str, code: str) -> set[tuple[str, int]]:
    start = ZH if code == "zh" else JA
    return {(each.metric, int(each.value)) for each in say(start + text, code, markdown=True).of(FigureClaim)}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("zh", "它的视觉编码器有6亿参数。"),
        ("zh", "该模型采用6亿参数的视觉编码器。"),
        ("zh", "声码器参数量为1200万。"),
        ("zh", "- 视觉编码器:6亿参数"),
        ("ja", "視覚エンコーダーは6億パラメータです。"),
        ("ja", "このモデルは6億パラメータの視覚エンコーダーを使用しています。"),
        ("ja", "ボコーダーのパラメータ数は1200万です。"),
        ("ja", "- 視覚エンコーダー:6億パラメータ"),
    ],
)
def test_the_size_of_a_part_is_none_of_the_whole(say, code, text):
    assert figures(say, text, code) == set()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("zh", "青禾Chat-7B的视觉编码器有6亿参数,总参数量为70亿。"),
        ("zh", "青禾Chat-7B是一个编码器-解码器模型,参数量为70亿。"),
        ("zh", "青禾Chat-7B采用视觉编码器和语言模型,共有70亿参数。"),
        ("ja", "Kaede-7Bの視覚エンコーダは6億パラメータで、全体のパラメータ数は70億です。"),
        ("ja", "Kaede-7Bはデコーダーのみのモデルで、パラメータ数は70億です。"),
        ("ja", "Kaede-7Bはデコーダー型で70億パラメータの言語モデルです。"),
    ],
)
def test_the_size_of_the_whole_is_its_own(say, code, text):
    assert figures(say, text, code) == {("parameters", 7_000_000_000)}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("zh", "公司现有员工1200人。"),
        ("zh", "公司年营收3亿元。"),
        ("ja", "当社の従業員数は1200人です。"),
        ("ja", "会社の売上高は3億円です。"),
    ],
)
def test_a_model_has_no_staff_and_no_revenue(say, code, text):
    assert figures(say, text, code) == set()


def test_an_organization_below_the_heading_of_a_model_has_them(say):
    found = say(f"{ZH}青禾科技公司现有员工1200人。", "zh", markdown=True).of(FigureClaim)
    assert [(each.subject.entity_type, each.metric, int(each.value)) for each in found] == [
        ("organization", "employees", 1200)
    ]
