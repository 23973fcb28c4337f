"""Which models a verb of release is about, and what a line of news leaves to its date."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Names that a comma explains, and those that stand behind the kind of the first one.
        ("* [2024/01/05] 我们发布了实验版本, **Qwen-7B** 和 **Qwen-14B**。", {"Qwen-7B", "Qwen-14B"}),
        ("* [2024/01/05] 发布Qwen-7B基座模型和Qwen-14B指令模型。", {"Qwen-7B", "Qwen-14B"}),
        ("* [2024/01/05] 开放Qwen-7B，效果有提升。", {"Qwen-7B"}),
        ("* [2024/01/05] 我们提出了一种小型模型Qwen-7B。", {"Qwen-7B"}),
        ("* [2024/01/05] 开源基于GLM-130B的Qwen-7B。", {"Qwen-7B"}),
        # What is released is another thing of the model.
        ("* [2024/01/05] 我们发布了 Qwen-7B 和 Qwen-14B 的 API 接口。", set()),
        ("* [2024/01/05] 我们更新了 Qwen-7B int4 量化版本的使用方式。", set()),
        ("* [2024/01/05] 面向所有人开放Qwen-7B。", set()),
        ("* [2024/01/05] 启动Qwen-7B开源大模型项目。", set()),
        # Advice to the reader, and a model that is only called open.
        ("* [2024/01/05] 推荐所有用户升级至Qwen-7B。", set()),
        ("* [2024/01/05] 解读Qwen-7B 开源模型中的长文本。", set()),
    ],
)
def test_chinese_objects(say, text, found):
    assert {name for name, _, day in say(text, "zh", markdown=True).releases if day == "2024-01-05"} == found


def test_released_together_with_others(say):
    text = "* 2024.01.05 **Qwen-7B** と **Qwen-14B** を、**Qwen-72B** とともにリリースしました。"
    names = {name for name, *_ in say(text, "ja", markdown=True).releases}
    assert names == {"Qwen-7B", "Qwen-14B", "Qwen-72B"}


def test_the_version_before_the_model(say):
    text = "* 2024.01.05 1.2版本的 **Qwen-7B** 和 **Qwen-14B** 模型已更新。"
    assert say(text, "zh", markdown=True).releases == {
        ("Qwen-7B 1.2", "upgraded", "2024-01-05"),
        ("Qwen-14B", "upgraded", "2024-01-05"),
    }


def test_open_as_an_adjective_tells_no_second_event(say):
    text = "* [2024/01/05] 我们发布了新一代开源模型 Qwen-7B。\n* [2024/01/06] 我们发布 Qwen-14B 系列开源模型。\n"
    assert say(text, "zh", markdown=True).releases == {
        ("Qwen-7B", "released", "2024-01-05"),
        ("Qwen-14B", "released", "2024-01-06"),
    }


def test_a_date_on_the_line_above(say):
    text = "- 🔥 **ニュース**: ```2024/1/5```:\n  Qwen-7B を公開しました。\n- 🔥 **ニュース**: ```2024/1/6```:\n  論文を公開しました。\n"
    said = say(text, "ja", markdown=True)
    assert said.releases == {("Qwen-7B", "released", "2024-01-05")}


@pytest.mark.parametrize("mark", ["News：`2024/01/05`：", "News: 2024/01/05:", "2024-01-05 🔥 ", "🔥🔥 [2024.01.05] "])
def test_marks_of_news(say, mark):
    assert say(f"- {mark}我们发布 Qwen-7B。", "zh", markdown=True).releases == {("Qwen-7B", "released", "2024-01-05")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2015年に発表されたAoba-7Bは、人気を博しました。", {("Aoba-7B", "announced", "2015")}),
        ("2024年3月5日に百度が公開したAoba-7Bは、速い。", {("Aoba-7B", "released", "2024-03-05")}),
        # The one before it is about something else.
        ("Kaede-7Bは、2024年3月に公開されたAoba-7Bを改良しています。", {("Aoba-7B", "released", "2024-03")}),
        ("Kaede-7Bは、2024年3月に公開されたAoba-7Bベースのアプリです。", set()),
        ("2024年3月に公開されたAoba-7Bの技術レポートを読みました。", set()),
        ("2024年3月に公開されたデータでAoba-7Bを学習しました。", set()),
    ],
)
def test_a_verb_that_is_the_attribute_of_a_model(say, text, found):
    assert say(text + "\n", "ja", markdown=True).releases == found


def test_the_version_of_a_model_that_came_out(say):
    said = say("2024年2月14日に、Aoba-TTSの最新バージョン v2.0 を公開しました。\n", "ja", markdown=True)
    assert said.releases == {("Aoba-TTS v2.0", "released", "2024-02-14")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "2024年1月5日、モデル「Kaede 3 Lite」と、作業を割り当てるツール「Momiji Route」を発表した。",
            {"Kaede 3 Lite"},
        ),
        (
            "2024年1月5日、モデル「Kaede 3 Lite」と、小型の言語モデル「Momiji 2」を発表した。",
            {"Kaede 3 Lite", "Momiji 2"},
        ),
        ("2024年1月5日、モデル「Kaede 3 Lite」で作ったツール「Momiji Route」を発表した。", set()),
    ],
)
def test_a_quoted_model_that_a_list_ends_behind(say, text, found):
    assert {name for name, *_ in say(text, "ja", markdown=True).releases} == found
