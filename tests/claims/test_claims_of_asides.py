"""Samples, licences, credits and noise state nothing of their own: from a page in each format to its claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from extract.claims.claim import FigureClaim, NameClaim, RelationClaim, ReleaseClaim

Say = Callable[..., Any]


def names(said: Any) -> set[str]:
    return {claim.entity.name for claim in said.of(NameClaim)}


FACTS = "百度于2023年5月6日发布AoyeLM模型，参数规模为70亿。"
OTHERS = "乙某公司于2022年3月1日发布HongyeLM模型，参数规模为1300亿，乙某公司的CEO是王小五。"


@pytest.mark.parametrize(
    "sample",
    [
        f"用户：介绍一下HongyeLM。\n\n助手：{OTHERS}",
        f"**User:** 介绍一下HongyeLM。\n\n**Assistant:** {OTHERS}",
        f"<用户>\n介绍一下HongyeLM。\n\n<AoyeLM>\n{OTHERS}",
        f"### 用户\n\n介绍一下HongyeLM。\n\n### 助手\n\n{OTHERS}",
        f"输入“{OTHERS}”，AoyeLM会续写。",
        f"## 对话示例\n\n问：介绍一下HongyeLM。\n答：{OTHERS}",
        f"以下是一个示例：\n\n问：介绍一下HongyeLM。\n\n答：{OTHERS}",
        f"<details><summary>生成样例</summary>\n\nInput: 介绍一下\n\nOutput: {OTHERS}\n\n</details>",
        f"| 问题 | 回答 |\n|--|--|\n| 请介绍一下HongyeLM模型 | {OTHERS} |",
        f"```\n{OTHERS}\n```",
        f"    {OTHERS}",
        f"<pre>\n{OTHERS}\n</pre>",
        f"@misc{{a,\n  title={{{OTHERS}}}\n}}",
        f"## 相关阅读\n\n- {OTHERS.replace('。', '')}",
        f"【广告】{OTHERS}",
    ],
)
def test_samples_code_and_adverts_in_markdown_name_nothing_and_state_nothing(say: Say, sample: str) -> None:
    said = say(f"# AoyeLM\n\n{FACTS}\n\n{sample}\n", "zh", markdown=True)
    assert said.releases == {("AoyeLM", "released", "2023-05-06")}
    assert said.figures == {("AoyeLM", "parameters", "7000000000 parameters", "exact")}
    assert names(said) == {"百度", "AoyeLM"}
    assert said.candidates == set()


def test_a_sample_that_nothing_marks_is_read(say: Say) -> None:
    assert ("HongyeLM", "released", "2022-03-01") in say(
        f"# AoyeLM\n\n{FACTS}\n\n{OTHERS}\n", "zh", markdown=True
    ).releases


def test_frequent_questions_and_prices_are_facts(say: Say) -> None:
    said = say(
        "# AoyeLM\n\n## 常见问题\n\nQ：AoyeLM-2何时发布？\n\nA：百度于2024年2月1日发布了AoyeLM-2模型。\n",
        "zh",
        markdown=True,
    )
    assert ("AoyeLM-2", "released", "2024-02-01") in said.releases


def test_samples_in_plain_text(say: Say) -> None:
    text = f"AoyeLM\n\n{FACTS}\n\n用户：介绍一下HongyeLM。\n助手：{OTHERS}\n\n百度有3000万用户。\n"
    said = say(text, "zh")
    assert said.releases == {("AoyeLM", "released", "2023-05-06")}
    assert "HongyeLM" not in names(said)
    assert ("百度", "users", "30000000 users", "exact") in said.figures


def test_samples_in_html(say: Say) -> None:
    said = say(
        f"<h1>AoyeLM</h1><p>{FACTS}该模型面向教育行业，支持多轮对话与文本生成等多种能力。</p><h2>更多</h2>"
        f"<p>用户：介绍一下HongyeLM。</p><p>AoyeLM：{OTHERS}</p><pre><code>百度于2020年1月1日发布HuangyeLM模型。</code></pre>"
        "<h2>许可协议</h2><p>协议于2023年8月1日发布，月活跃用户超过1亿的企业使用AoyeLM模型须申请。</p>",
        "zh",
        html=True,
    )
    assert said.releases == {("AoyeLM", "released", "2023-05-06")}
    assert said.figures == {("AoyeLM", "parameters", "7000000000 parameters", "exact")}


def test_japanese_samples(say: Say) -> None:
    text = (
        "# AobaLM\n\n富士通は2023年5月6日にAobaLMを公開した。\n\n## 対話例\n\n質問：MomijiLMについて教えて。\n\n"
        "回答：NECは2022年3月1日にMomijiLMを公開しました。\n\n## 実績\n\n富士通は2023年7月1日にWakabaLMを公開した。\n"
    )
    said = say(text, "ja", markdown=True)
    assert said.releases == {("AobaLM", "released", "2023-05-06"), ("WakabaLM", "released", "2023-07-01")}
    assert names(said) == {"富士通", "AobaLM", "WakabaLM"}


def test_a_licence_says_which_one_it_is_and_nothing_else(say: Say) -> None:
    text = (
        f"# AoyeLM\n\n{FACTS}\n\n## 许可证\n\n本模型采用Apache License 2.0许可证。"
        "商汤科技于2023年8月1日发布了HongyeLM模型，商汤科技拥有5000万用户。\n"
    )
    said = say(text, "zh", markdown=True)
    assert said.releases == {("AoyeLM", "released", "2023-05-06")}
    assert said.candidates == set()
    assert said.figures == {("AoyeLM", "parameters", "7000000000 parameters", "exact")}
    assert {target for _, _, target in said.related("licensed_under")} == {"Apache License 2.0"}
    assert "商汤科技" in names(said)


@pytest.mark.parametrize("heading", ["致谢", "免责声明", "引用", "AoyeLM生成样例"])
def test_what_may_be_no_fact_is_a_candidate(say: Say, heading: str) -> None:
    said = say(
        f"# AoyeLM\n\n{FACTS}\n\n## {heading}\n\n商汤科技于2023年8月1日发布了HongyeLM模型。\n", "zh", markdown=True
    )
    assert said.releases == {("AoyeLM", "released", "2023-05-06")}
    assert said.candidates == {("HongyeLM", "released", "2023-08-01")}
    assert all(claim.confidence > 0 for claim in said.of(ReleaseClaim, sure=False))


def test_an_editor_is_named_and_has_no_office(say: Say) -> None:
    said = say("AoyeLM发布\n\n百度于2023年5月6日发布AoyeLM模型。\n百度编辑：李小四\n责任编辑：百度CEO王小五\n", "zh")
    assert not said.related("role_at")
    said = say("AoyeLM发布\n\n百度CEO王小五出席。\n", "zh")
    assert said.related("role_at") == {("王小五", "role_at", "百度")}


@pytest.mark.parametrize(
    "text",
    [
        "百度（Bǎidù）公司于2023年5月6日发布AoyeLM模型。",
        "百度(bai du)公司于2023年5月6日[1]发布AoyeLM[2]模型。",
        "百\u200b度公司于2023年5月6日发布Aoye\u200bLM模型。",
        "百度公司于2023年5月6日（点击查看详情）发布AoyeLM模型。",
        "百度公司【广告】于2023年5月6日发布AoyeLM模型（相关阅读：《商汤科技于2022年发布HongyeLM》）。",
        "百度公司于2023年5月6日\n\n广告\n\n发布AoyeLM模型。",
        "百度公司于2023年5月6日\n\n相关阅读：商汤科技于2022年发布HongyeLM模型\n\n发布AoyeLM模型。",
    ],
)
@pytest.mark.parametrize("markdown", [True, False])
def test_noise_neither_splits_nor_makes_names(say: Say, text: str, markdown: bool) -> None:
    said = say(f"青叶\n\n前言在此，别无他意。\n\n{text}\n", "zh", markdown=markdown)
    assert said.releases == {("AoyeLM", "released", "2023-05-06")}
    assert said.makers == {"AoyeLM": "百度公司"}
    assert names(said) == {"百度公司", "AoyeLM"}


@pytest.mark.parametrize(
    "text",
    [
        "富士通は2023年5月6日に（PR）AobaLMを公開した。甲野太郎（こうのたろう）社長が述べた。",
        "富士通は2023年5月6日に【関連記事：NECのMomijiLM】AobaLMを公開した[1]。甲野太郎社長が述べた。",
        "富士通は2023年5月6日に\n\n広告\n\nAobaLMを公開した。甲野太郎(こうの たろう)社長が述べた。",
    ],
)
def test_noise_in_japanese(say: Say, text: str) -> None:
    said = say(f"青葉\n\n前置きである。\n\n{text}\n", "ja", markdown=True)
    assert said.releases == {("AobaLM", "released", "2023-05-06")}
    assert names(said) == {"富士通", "AobaLM", "甲野太郎"}


def test_readings_above_characters_are_no_part_of_html_text(say: Say) -> None:
    said = say(
        "<h1>公開</h1><p><ruby>富士通<rp>（</rp><rt>ふじつう</rt><rp>）</rp></ruby>は2023年5月6日にAobaLMを公開した。"
        "<ruby>甲野<rt>こうの</rt>太郎<rt>たろう</rt></ruby>社長が述べたところでは、この模型は教育の分野に向けて作られている。</p>",
        "ja",
        html=True,
    )
    assert {"富士通", "甲野太郎"} <= names(said)
    assert said.releases == {("AobaLM", "released", "2023-05-06")}


def test_quotes_are_what_the_page_says_with_its_noise(say: Say) -> None:
    said = say("青叶\n\n前言在此。\n\n百度（Bǎidù）公司的CEO是王小五。\n", "zh")
    (claim,) = said.of(RelationClaim)
    assert any("（Bǎidù）" in quote for quote in said.quotes(claim))
    assert not said.of(FigureClaim)
