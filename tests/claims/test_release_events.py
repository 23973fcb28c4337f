"""Event words: what happened, what undoes a word, what makes a plan of it; and which dates are points in time."""

from __future__ import annotations

import pytest

from extract.claims.events import event_of, find_events, is_point
from extract.lang.language import load_language
from extract.mentions.values import read_values
from extract.text import Span

JA, ZH = load_language("ja"), load_language("zh")


def events(text: str, language) -> list[tuple[str, str]]:
    return [(event.kind, event.span.of(text)) for event in find_events(text, Span(0, len(text)), language)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("青葉を発表した", [("announced", "発表")]),
        ("青葉を公開した", [("released", "公開")]),
        ("青葉をオープンソース化した", [("open_sourced", "オープンソース化")]),
        ("青葉2.0にバージョンアップ", [("upgraded", "バージョンアップ")]),
        ("青葉を公開する予定", [("planned", "公開する予定")]),
        ("今後青葉を公開する", [("planned", "公開")]),
        ("青葉の公開を予定している", [("planned", "公開")]),
        ("発表会で青葉を披露した", [("announced", "披露")]),
        ("発表者は甲氏である", []),
        ("青葉は近日公開", [("planned", "公開")]),
        ("青葉をオープンソースにした", [("open_sourced", "オープンソースにし")]),
        ("青葉は公開されていない", []),
        ("青葉を発表し、若葉を公開した", [("announced", "発表"), ("released", "公開")]),
    ],
)
def test_japanese_events(text, found):
    assert events(text, JA) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("发布了青叶", [("released", "发布")]),
        ("青叶正式开源", [("open_sourced", "正式开源")]),
        ("青叶升级到2.0", [("upgraded", "升级到")]),
        ("计划发布青叶", [("planned", "计划发布")]),
        ("计划在年底前推出青叶", [("planned", "推出")]),
        ("在发布会上亮相", [("announced", "亮相")]),
        ("青叶发布前", []),
        ("采用开源协议", []),
        ("将开源青叶", [("planned", "开源")]),
        ("将陆续发布青叶", [("planned", "发布")]),
        ("青叶二号是青叶开源模型的升级版本", []),
        ("基于若叶的 Aoba-7B 发布", [("released", "发布")]),
        ("青叶权重公开", [("released", "权重公开")]),
        ("开源社区", []),
    ],
)
def test_chinese_events(text, found):
    assert events(text, ZH) == found


@pytest.mark.parametrize(
    ("header", "event"),
    [("発表時期", "announced"), ("公開日", "released"), ("リリース時期", "released"), ("時期", None)],
)
def test_the_event_of_a_header(header, event):
    assert event_of(header, JA) == event


def points(text: str, language) -> list[bool]:
    return [is_point(text, each, language) for each in read_values(text, lang=language.code).mentions]


@pytest.mark.parametrize("text", ["2023年5月に公開した", "2023年5月6日、公開", "5月6日に発表"])
def test_a_point_in_time(text):
    assert points(text, JA) == [True]


@pytest.mark.parametrize(
    "text",
    ["2023年5月から公開", "2023年2月時点で公開済み", "2023年5月以来", "2023年5月までに公開", "2021年から2023年に公開"],
)
def test_no_point_in_time(text):
    assert points(text, JA) == [False]


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("于2023年5月6日发布", True),
        ("从2021年开始公布", False),
        ("自2021年5月起开放", False),
        ("截至2023年3月16日", False),
        ("2023年5月之前", False),
    ],
)
def test_chinese_points_in_time(text, point):
    assert points(text, ZH) == [point]


def test_a_verb_joined_to_one_of_support_tells_a_release(say):
    joined = "- 2025/03/04: 我们适配和开源了 [diffusers](https://a.example/b) 版本的 **TuView-4-6B** 模型。\n"
    assert say(joined, "zh", markdown=True).releases == {("TuView-4-6B", "open_sourced", "2025-03-04")}
    assert say("- 2025/03/04: 我们适配了开源的 TuView-4-6B 模型。\n", "zh", markdown=True).releases == set()


def test_the_head_of_an_open_list_is_no_release(say):
    assert say("- 2025/03/04: Heshan-7B 登上开源榜首。\n", "zh", markdown=True).releases == set()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("2024年3月に発売されたKaede-7Bは軽い。", "released"),
        ("2024年3月、最新のKaede-7Bが登場しました。", "announced"),
        ("Kaede-7Bを開発し、2024年3月より提供開始", "released"),
        ("2024年3月から「Kaede-7B」の提供を開始しました。", "released"),
    ],
)
def test_how_a_model_comes_out(say, text, event):
    assert say(text, "ja").releases == {("Kaede-7B", event, "2024-03")}


def test_since_when_something_is_so_tells_no_release(say):
    assert not say("2024年3月より、公開されているKaede-7Bを社内で使っています。", "ja").releases
