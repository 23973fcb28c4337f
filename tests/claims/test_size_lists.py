"""Sizes in letters that a sentence lists for the models it brings."""

from __future__ import annotations

import pytest


def figures(say, text: str, language: str):
    found = say(f"# AobaLM-Chat\n\n{text}\n", language, markdown=True).figures
    return {(each[1], each[2].split()[0]) for each in found}


def sizes(*values: str):
    return {("parameters", value) for value in values}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("14Bおよび1.3BのI2Vモデルをサポートします。", "ja", sizes("14000000000", "1300000000")),
        ("1.8B、3.7Bの2つのサイズで提供されます。", "ja", sizes("1800000000", "3700000000")),
        ("本次开源包括 2B、4B 和 8B 三个版本。", "zh", sizes("2000000000", "4000000000", "8000000000")),
        ("有14B 和 1.3B 两个模型。", "zh", sizes("14000000000", "1300000000")),
        (
            "Denseモデル（2B、4B）とMoEモデル（30B-A3B）があります。",
            "ja",
            {*sizes("2000000000", "4000000000", "30000000000"), ("active_parameters", "3000000000")},
        ),
    ],
)
def test_a_list_of_sizes(say, text, language, expected):
    assert figures(say, text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("7Bや13Bなどのモデルと比べて高速です。", "ja"),
        ("7Bや13Bなどのモデルの量子化をサポートしています。", "ja"),
        ("7B、13Bクラスのモデルに匹敵します。", "ja"),
        ("他の7Bや13Bのモデルを公開している例もあります。", "ja"),
        ("主流的7B、13B模型已经发布。", "zh"),
        ("GPUは16Bや32Bのレジスタを使います。", "ja"),
    ],
)
def test_sizes_of_other_models(say, text, language):
    assert figures(say, text, language) == set()


def test_a_model_is_said_to_be_of_one_size(say):
    assert figures(say, "軽量な0.9Bモデルで、どこでも動作します。", "ja") == sizes("900000000")
    assert figures(say, "同規模の0.9Bモデルで試した例です。", "ja") == set()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Baichuan-7Bは、1,300億パラメータの音声対話モデル「Qwen-VL」をもとにした。",
            "ja",
            ("Qwen-VL", "130000000000"),
        ),
        ("百川が1兆（1T）パラメータ規模の推論モデル「Qwen-VL」を発表した。", "ja", ("Qwen-VL", "1000000000000")),
        ("Baichuan-7B 超越了52B参数的MoE模型Qwen-VL。", "zh", ("Qwen-VL", "52000000000")),
    ],
)
def test_a_size_is_of_the_model_that_it_stands_before(say, text, language, expected):
    found = say(text + "\n", language, markdown=True).figures
    assert {(each[0], each[2].split()[0]) for each in found if each[1] == "parameters"} == {expected}


@pytest.mark.parametrize(
    "text", ["Qwen-VL比肩众多 7B 参数量的模型。", "Qwen-VL的13B参数版本以外，还有其他 7B 参数的模型。"]
)
def test_a_size_that_many_have_is_nobodys(say, text):
    found = say(text + "\n", "zh", markdown=True).figures
    assert "7000000000 parameters" not in {each[2] for each in found}
