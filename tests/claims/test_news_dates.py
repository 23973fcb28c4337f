"""Dates that a line of news has by its place: figures at its start, the line or heading above it, its end."""

from __future__ import annotations

import pytest

from extract.claims.news_dates import leading_date


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2024/7:发布青叶", "2024-07"),
        ("[24/07/08] 发布青叶", "2024-07-08"),
        ("【24.07.08】青叶を公開", "2024-07-08"),
        ("🔥 20240708 发布青叶", "2024-07-08"),
        ("20240708", "2024-07-08"),
    ],
)
def test_figures_at_the_start(text, edtf):
    date = leading_date(text)
    assert date is not None
    assert (date.date.edtf, date.span.of(text)) == (edtf, date.text)


@pytest.mark.parametrize(
    "text", ["2024/13:发布", "20241340 发布", "24/07 发布", "见 2024/7:发布", "20240708项结果", "12.10.99 版"]
)
def test_no_date(text):
    assert leading_date(text) is None


def page(say, text: str, language: str = "zh"):
    return say(text, language, markdown=True).releases


def test_a_heading_dates_what_stands_under_it(say):
    text = "## 日志\n\n### 2024-05-01 更新\n\n- 发布 Aoba-7B 模型\n- 修复问题\n\n### 20240702\n\n- 开源 Wakaba-13B\n"
    assert page(say, text) == {("Aoba-7B", "released", "2024-05-01"), ("Wakaba-13B", "open_sourced", "2024-07-02")}


def test_a_labelled_date_holds_for_its_entry(say):
    text = "- **Title**: 青葉の話\n- **Date**: August 14, 2025\n- **Summary**: Aoba-7Bがリリースされました。\n"
    assert page(say, text, "ja") == {("Aoba-7B", "released", "2025-08-14")}


def test_a_date_behind_the_sentence_of_an_item(say):
    assert page(say, "- 首次开源 Aoba-7B！ 2023-10-08\n") == {("Aoba-7B", "open_sourced", "2023-10-08")}


def test_the_day_of_an_item_goes_before_a_month_in_a_name(say):
    text = "- [8/08/2023] 青叶 2023.08 (V3) release: 很高兴发布 Aoba-13B 大模型\n- [8/21/2023] 发布 Aoba-7B 模型\n"
    assert ("Aoba-13B", "released", "2023-08-08") in page(say, text)


def test_each_of_two_objects_has_its_own_date(say):
    text = "2024年12月にはAoba-7B-v0.2を、同年9月にはAoba-7B-v0.1を公開しています。\n"
    assert page(say, text, "ja") == {("Aoba-7B-v0.2", "released", "2024-12"), ("Aoba-7B-v0.1", "released", "2024-09")}


def test_the_date_and_time_that_end_a_line_date_an_article(say):
    from extract.claims.years import own_date
    from extract.documents.document import Document
    from extract.documents.markdown import read_markdown_page
    from extract.lang.language import load_language

    def dated(text: str) -> str:
        document = Document("doc-1", "a", "0", "text/markdown", "zh", "article", (read_markdown_page(text),))
        return own_date(document, load_language("zh"))

    source = "> 本文转自某网站,原文地址在此,由某人整理并于次日重新发表,感谢各位读者的支持与关注 青叶社"
    assert dated(f"{source} 2025年07月11日 22:55\n\n今天发布。\n") == "2025-07-11"
    assert dated(f"{source} 2025年07月11日,另有说明\n\n今天发布。\n") == ""


def test_words_that_may_follow_without_a_space():
    assert leading_date("20240708更新") is None
    date = leading_date("20240708更新", ("更新",))
    assert date is not None
    assert date.date.edtf == "2024-07-08"


def test_an_item_of_two_lines_has_the_date_of_its_first_line(say):
    text = "## 更新\n\n- **2024-06-01**\n  发布 Heshan-7B-Chat 的权重和推理代码。\n- **2024-05-01**\n  开源 Heshan-7B-Base。\n"
    assert say(text, "zh", markdown=True).releases == {
        ("Heshan-7B-Chat", "released", "2024-06-01"),
        ("Heshan-7B-Base", "open_sourced", "2024-05-01"),
    }


def test_a_date_that_opens_the_next_clause_is_not_of_the_release(say):
    assert say("北海科技开源了 Linhai-34B-Chat，2023年12月5日登上榜首。\n", "zh").releases == set()
    assert say("北海科技开源了 Linhai-34B-Chat，2023年12月5日。\n", "zh").releases == {
        ("Linhai-34B-Chat", "open_sourced", "2023-12-05")
    }
