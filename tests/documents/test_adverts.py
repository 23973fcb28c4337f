"""Lines that are not the article's, sentences that they interrupt, and who wrote it."""

from __future__ import annotations

import pytest

from extract.documents.adverts import Adverts
from extract.documents.document import BlockKind, Page, Role
from extract.documents.markdown import read_markdown_page
from extract.documents.plain import read_plain_pages
from extract.lang.language import LANGUAGES, load_language
from extract.text import clean

ADVERTS = {code: Adverts(load_language(code).rules["asides"]) for code in LANGUAGES}


def read(text: str, language: str = "zh", *, markdown: bool = False) -> tuple[Page, list[str]]:
    """Return the page and the texts of its credits."""
    (page,) = (read_markdown_page(text),) if markdown else read_plain_pages(text)
    found, credits = ADVERTS[language].read(page)
    assert found.text == page.text
    assert all(credit.role is Role.CREDIT for credit in credits)
    return found, [credit.span.of(page.text) for credit in credits]


def furniture(page: Page) -> list[str]:
    return [line.of(page.text) for block in page.blocks if block.kind is BlockKind.FURNITURE for line in block.lines]


def said(page: Page) -> list[str]:
    return [
        clean(page.text, block.lines, page.markup).text
        for block in page.blocks
        if block.kind is not BlockKind.FURNITURE
    ]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("广告", "zh"),
        ("—— 广 告 ——", "zh"),
        ("【广告】点击领取优惠券", "zh"),
        ("推广：红叶助手限时免费", "zh"),
        ("点击查看更多内容>>", "zh"),
        ("扫描二维码关注我们", "zh"),
        ("分享到：微信 微博", "zh"),
        ("相关阅读：乙公司于2022年发布红叶", "zh"),
        ("【延伸阅读】乙公司于2022年发布红叶", "zh"),
        ("スポンサーリンク", "ja"),
        ("【PR】新しいサービスの案内", "ja"),
        ("この記事をシェアする", "ja"),
        ("関連記事：乙社が2022年に若葉を公開", "ja"),
    ],
)
def test_lines_of_the_site_are_not_read(line: str, language: str) -> None:
    page, _ = read(f"甲公司发布青叶。\n\n{line}\n\n甲公司有100人。", language)
    assert furniture(page) == [line]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("广告业务的收入为100亿元。", "zh"),
        ("推广大模型的应用", "zh"),
        ("点击查看的用户超过3000万", "zh"),
        ("相关阅读理解数据集有3个", "zh"),
        ("会員登録者数は100万人である", "ja"),
        ("PRの担当者は甲野氏である", "ja"),
        ("関連記事の数は多い。", "ja"),
    ],
)
def test_lines_that_only_begin_so_are_read(line: str, language: str) -> None:
    page, _ = read(f"甲公司发布青叶。\n\n{line}\n\n甲公司有100人。", language)
    assert furniture(page) == []


def test_what_stands_below_the_heading_of_other_articles_is_not_read():
    page, _ = read(
        "甲公司发布青叶。\n\n## 相关阅读\n\n- [乙公司发布红叶](https://example.org/1)\n- 丙公司发布白桦\n\n甲公司有100人。",
        markdown=True,
    )
    assert [line.split("]")[0].lstrip("[") for line in furniture(page)] == [
        "相关阅读",
        "乙公司发布红叶",
        "丙公司发布白桦",
    ]
    assert said(page)[-1] == "甲公司有100人。"


@pytest.mark.parametrize("markdown", [True, False])
def test_a_sentence_that_an_advert_cuts_is_one(markdown: bool) -> None:
    page, _ = read("前言。\n\n甲公司于2023年5月6日\n\n广告\n\n发布了青叶模型。后记。", markdown=markdown)
    assert "甲公司于2023年5月6日发布了青叶模型。后记。" in said(page)
    assert furniture(page) == ["广告"]


def test_a_sentence_that_an_advert_cuts_within_a_paragraph_is_one():
    page, _ = read("前言在此。\n\n某日的甲公司\n推广：红叶助手限时免费\n发布了青叶模型。", markdown=True)
    assert said(page)[-1] == "某日的甲公司发布了青叶模型。"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("甲公司发布了青叶模型。", "乙公司发布了红叶模型。"),
        ("图1 青叶模型的结构", "乙公司发布了红叶模型。"),
        ("青叶模型（资料图）", "乙公司发布了红叶模型。"),
        ("甲公司发布了青叶模型", "《红叶》也是模型。"),
        ("甲公司发布了青叶模型", "乙公司发布了红叶模型"),
        ("# 甲公司发布了青叶", "乙公司发布了红叶模型。"),
        ("- 甲公司发布了青叶", "乙公司发布了红叶模型。"),
    ],
)
def test_paragraphs_on_either_side_of_an_advert_stay_apart(above: str, below: str) -> None:
    page, _ = read(f"前言。\n\n{above}\n\n广告\n\n{below}", markdown=True)
    assert said(page)[-1] == clean(below).text


def test_a_page_number_joins_nothing():
    page, _ = read("甲公司于2023年5月6日\n\n12\n\n发布了青叶模型。")
    assert "发布了青叶模型。" in said(page)


@pytest.mark.parametrize(
    ("text", "language", "credits"),
    [
        ("甲公司发布青叶。\n责任编辑：李四", "zh", ["责任编辑：李四"]),
        ("甲公司发布青叶。\n【编辑】李四 / 王五", "zh", []),
        ("甲公司发布青叶。（责任编辑：李四）", "zh", ["（责任编辑：李四）"]),
        ("甲公司发布青叶。\n撰文｜李四", "zh", ["撰文｜李四"]),
        ("甲公司发布青叶。\n编辑：支持3种格式", "zh", []),
        ("甲公司发布青叶。\n编辑部的李四", "zh", []),
        ("甲社は青葉を公開した。\n編集：山田花子", "ja", ["編集：山田花子"]),
        ("甲社は青葉を公開した。（文・写真＝山田花子）", "ja", []),
    ],
)
def test_credits(text: str, language: str, credits: list[str]) -> None:
    page, found = read(text, language)
    assert found == credits
    if credits and not credits[0].startswith("（"):
        assert said(page)[-1] == clean(credits[0]).text
