"""What figures are not a model's own: those of rivals, of the parts that models consist of, of data sets; names with their size."""

from __future__ import annotations

import pytest

from extract.claims.claim import FigureClaim


def found(say, text: str, language: str) -> set[tuple[str, str, str]]:
    said = say(text + "\n", language, markdown=True)
    return {(claim.subject.name, claim.metric, f"{claim.value:f}") for claim in said.of(FigureClaim)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        # Words stand between the rivals and what says that they are compared.
        ("わずか80億のパラメータで、GPT-4、Gemini 1.5 Proなどの知られた商用モデルを画像の理解で上回ります。", "ja"),
        ("80億のパラメータながら、GPT-4の翻訳性能に匹敵します。", "ja"),
        ("仅用80亿参数，即在翻译上超过了包括GPT-4、Gemini 1.5 Pro在内的商用模型。", "zh"),
        # A size that several names behind it are only beside.
        ("80億のパラメータで動かした結果、画面では次のように GPT-4、Qwen-7B が並びました。", "ja"),
    ],
)
def test_rivals_do_not_get_the_figure(say, text, language):
    assert found(say, text, language) == set()


def test_a_list_right_behind_its_size_shares_it(say):
    assert {name for name, *_ in found(say, "我们开源了70亿参数的Qwen-7B和Vicuna-7B。", "zh")} == {
        "Qwen-7B",
        "Vicuna-7B",
    }


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Qwen-7B：参数量适中，好过 Aoba-VL 34B。", "zh"),
        ("Qwen-7B：パラメータを抑え、Aoba-VL 34Bを上回る。", "ja"),
    ],
)
def test_a_size_behind_an_unknown_name_is_that_names(say, text, language):
    assert "34000000000" not in {value for name, _, value in found(say, text, language) if name == "Qwen-7B"}


def test_a_size_behind_another_name_is_not_that_of_the_label(say):
    text = "- **Qwen-7B**: 70億のパラメータを持ち、Yi-VL 34Bを上回ります。"
    assert {value for name, _, value in found(say, text, "ja") if name == "Qwen-7B"} == {"7000000000"}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("| 模型规模 | 参数量 | 视觉侧骨架 | 视觉侧参数量 |", "zh"),
        ("| モデル | パラメータ数 | 画像バックボーン | バックボーンのパラメータ数 |", "ja"),
    ],
)
def test_a_column_of_parts_is_no_subject_and_their_sizes_are_no_models(say, header, language):
    table = f"{header}\n|--|--|--|--|\n| Aoba_small | 77M | ViT-B/16 | 38M |\n| Aoba_large | 407M | ViT-L/14 | 304M |"
    assert found(say, table, language) == {
        ("Aoba_small", "parameters", "77000000"),
        ("Aoba_large", "parameters", "407000000"),
    }


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("我们训练了Qwen-7B。该数据集包含超过150亿个token。", "zh"),
        ("Qwen-7Bを学習しました。このデータセットは150億トークンを含みます。", "ja"),
    ],
)
def test_what_a_data_set_holds_is_not_what_a_model_learned(say, text, language):
    assert not [each for each in found(say, text, language) if each[0] == "Qwen-7B" and each[1] == "training_tokens"]
