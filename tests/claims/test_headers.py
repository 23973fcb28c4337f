"""What the columns of a table hold: by their headers, and dates by what stands in them."""

from __future__ import annotations

import pytest

from extract.claims.headers import ROLES, column_of, names_columns
from extract.lang.language import LANGUAGES, load_language


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("モデル名", "model"),
        ("生成AIモデル", "model"),
        ("発表時期", "date"),
        ("産業向けサービス企業", "organization"),
        ("大学・研究機関", "organization"),
        ("業界リーダー", "person"),
        ("役職", "role"),
        ("順位", "rank"),
        ("スコア", "score"),
        ("国", "country"),
        ("注目動向", None),
        ("企業紹介", None),
        ("", None),
        ("モデル名の由来", None),
    ],
)
def test_japanese_headers(header, role):
    assert column_of(header, load_language("ja")) == role


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("模型名称", "model"),
        ("公司", "organization"),
        ("发布时间", "date"),
        ("职务", "role"),
        ("排名", "rank"),
        ("说明", None),
    ],
)
def test_chinese_headers(header, role):
    assert column_of(header, load_language("zh")) == role


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_role_has_words_and_no_word_has_two_roles(code):
    words = [word for role in ROLES for word in load_language(code).words("headers", role)]
    assert len(words) == len(set(words)) > len(ROLES)


def test_a_column_of_dates_needs_no_header(say):
    text = "| 企業名 | モデル名 | 備考 |\n|--|--|--|\n| 百度 | 「文心一言」 | 2023年3月 |\n| 甲社 | 「若葉」 | 2023年5月 |\n"
    assert {(model, date) for model, _, date in say(text, markdown=True).releases} == {
        ("文心一言", "2023-03"),
        ("若葉", "2023-05"),
    }


def test_a_column_with_other_text_beside_its_dates_does(say):
    text = "| 企業名 | モデル名 | 備考 |\n|--|--|--|\n| 百度 | 「文心一言」 | 2023年3月に会社が上場した |\n| 甲社 | 「若葉」 | 未定 |\n"
    assert say(text, markdown=True).releases == set()


@pytest.mark.parametrize(
    ("headers", "is_corner"),
    [
        ({0: "模型", 1: "Wakaba-13B", 2: "Aoba-7B"}, True),
        ({0: "模型", 1: "参数", 2: "Aoba-7B"}, False),
        ({0: "基准", 1: "Wakaba-13B", 2: "Aoba-7B"}, False),
        ({}, False),
    ],
)
def test_a_corner_that_names_the_other_headers(headers, is_corner):
    assert names_columns(headers, load_language("zh")) is is_corner
