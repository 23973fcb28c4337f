"""Whose figures are that no name stands beside: the page's own model, the one that a line brought before."""

from __future__ import annotations

import pytest


def figures(say, text: str, language: str = "ja"):
    return {each[:3] for each in say(text + "\n", language, markdown=True).figures}


@pytest.mark.parametrize(
    "text",
    [
        "# AobaVoice：高速な音声合成モデル\n\n## 特長\n\n- **軽量**: 13億パラメータ",
        "# AobaVoice\n\n13億パラメータの音声合成モデルです。",
    ],
)
def test_the_model_of_the_title(say, text):
    assert figures(say, text) == {("AobaVoice", "parameters", "1300000000 parameters")}


@pytest.mark.parametrize(
    "text",
    [
        "# AobaTool\n\n13億パラメータです。",
        "# AobaVoice：音声合成モデル\n\n多くのモデルは13億パラメータを持ちます。",
        "# AobaVoice：音声合成モデル\n\n13億パラメータのモデルを動かすにはGPUを使います。",
    ],
)
def test_a_title_that_names_no_model_or_a_sentence_about_others(say, text):
    assert figures(say, text) == set()


def test_a_new_name_that_opens_a_line_has_its_size(say):
    text = "# 音声合成の紹介\n\nAobaVoiceは、軽快な音声合成システムです。123Mパラメータで動作します。"
    assert figures(say, text) == {("AobaVoice", "parameters", "123000000 parameters")}


def test_the_only_model_that_a_line_brought_before(say):
    text = "- Qwen-7Bをオープンソース化しました。OCRが向上し、30以上の言語をサポートします。"
    assert figures(say, text) == {("Qwen-7B", "languages", "30 languages")}


def test_a_figure_holds_no_day_whose_year_is_unknown(say):
    said = say(
        "# 青葉社、新モデルを提供\n\n青葉社は5月、パラメータ数1,000億のQwen-7Bの提供を開始した。\n", markdown=True
    )
    assert [claim.as_of for claim in said.claims if getattr(claim, "metric", "") == "parameters"] == [None]


def test_the_largest_of_a_family(say):
    found = say(
        "# 一覧\n\nQwen-7Bは最大68億パラメータです。70億パラメータ以下のモデルは扱いません。\n", markdown=True
    ).figures
    assert {each[1:] for each in found if each[1] == "parameters"} == {
        ("parameters", "6800000000 parameters", "at_most")
    }


def test_a_length_grows_from_one_to_another(say):
    assert figures(say, "# Qwen-7B\n\n上下文长度从4K扩展到了192K。", "zh") == {
        ("Qwen-7B", "context_length", "192000 tokens")
    }
    assert figures(say, "# Qwen-7B\n\n支持 8K 的上下文长度，可扩展到 32K。", "zh") == {
        ("Qwen-7B", "context_length", "8000 tokens"),
        ("Qwen-7B", "context_length", "32000 tokens"),
    }
