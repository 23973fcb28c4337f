"""How a model came to be, as sentences tell it: the data that it learned from, and what it is built on where they leave it out."""

from __future__ import annotations

import pytest

TITLE = {
    "ja": "# Aoba-7B\n\nAoba-7Bは日本語の言語モデルです。\n\n",
    "zh": "# Aoba-7B\n\nAoba-7B是一个中文语言模型。\n\n",
}


def related(say, text: str, language: str, predicate: str) -> set[tuple[str, str]]:
    said = say(TITLE[language] + text + "\n", language, markdown=True)
    return {(each[0], each[2]) for each in said.related(predicate)}


@pytest.mark.parametrize(
    ("text", "language", "data"),
    [
        ("Wakaba-7BはJVSコーパスとKaedeおよびCC-100で学習した。", "ja", {"JVSコーパス", "Kaede", "CC-100"}),
        ("CC-100で事前学習したWakaba-7Bを公開します。", "ja", {"CC-100"}),
        ("Wakaba-7Bの学習データはCC-100とJSUTです。", "ja", {"CC-100", "JSUT"}),
        ("Wakaba-7B在CC-100和The Pile上进行了预训练。", "zh", {"CC-100", "The Pile"}),
        ("Wakaba-7B的训练数据包括CC-100。", "zh", {"CC-100"}),
        ("Wakaba-7B是基于数据集Kaede-SFT在Qwen-7B上微调得到的模型。", "zh", {"Kaede-SFT"}),
        ("基于数据集Kaede-SFT，我们选择了Qwen-7B作为初始化模型，经过微调得到了Wakaba-7B。", "zh", {"Kaede-SFT"}),
    ],
)
def test_data_of_a_model_that_the_sentence_names(say, text, language, data):
    assert related(say, text, language, "uses_dataset") == {("Wakaba-7B", each) for each in data}


@pytest.mark.parametrize(
    ("text", "language", "data"),
    [
        ("このモデルは日本語WikipediaとCC-100を用いて事前学習されています。", "ja", {"日本語Wikipedia", "CC-100"}),
        ("「楓ウェブコーパス」226億語から訓練したGPT 事前学習モデルです。", "ja", {"楓ウェブコーパス"}),
        ("学習データにはCommon Voice 8.0とJSUTを使用しました。", "ja", {"Common Voice 8.0", "JSUT"}),
        ("日本語コーパス kaede_mix_v1.0 を使用してファインチューニングしました。", "ja", {"kaede_mix_v1.0"}),
        (
            "このモデルは[Kaede](https://huggingface.co/datasets/x/Kaede)でファインチューニングしました。",
            "ja",
            {"Kaede"},
        ),
        ("我们使用Kaede、BELLE和COIG数据集进行指令微调。", "zh", {"COIG"}),
        ("该项目的微调基于Qwen-7B，训练数据为Kaede-SFT数据集。", "zh", {"Kaede-SFT"}),
        ("The model was trained on CC-100.", "ja", {"CC-100"}),
    ],
)
def test_data_of_the_page_s_own_model(say, text, language, data):
    found = related(say, text, language, "uses_dataset")
    assert {("Aoba-7B", each) for each in data} <= found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("JVSコーパスで学習する場合は次のコマンドを実行してください。", "ja"),
        ("JSUTで評価し、独自のデータで学習しました。", "ja"),
        ("CC-100で学習したSentencePieceトークナイザを使います。", "ja"),
        ("PyTorchを用いて学習しました。", "ja"),
        ("JSUTでは学習していない。", "ja"),
        ("如需微调，请使用CC-100进行训练。", "zh"),
        ("我们在CC-100上评测了训练后的效果。", "zh"),
        ("使用DeepSpeed进行训练。", "zh"),
    ],
)
def test_what_is_no_data_of_a_model(say, text, language):
    assert related(say, text, language, "uses_dataset") == set()


def test_the_base_of_a_model_did_not_learn_what_the_model_learned(say):
    found = related(say, "我们基于Qwen-7B，在Alpaca数据集上进行了指令微调。", "zh", "uses_dataset")
    assert not {each for each in found if each[0] == "Qwen-7B"}


def test_a_title_that_is_a_sentence_of_news_names_no_model_of_the_page(say):
    page = "# Wakaba-7B已正式发布！\n\n## 简介\n\n我们使用CC-100进行了预训练。\n"
    assert say(page, "zh", markdown=True).related("uses_dataset") == set()


@pytest.mark.parametrize(
    ("text", "language", "bases"),
    [
        ("このモデルは、青葉社のQwen-7Bをベースに、性能を向上させるために微調整を行ったものです。", "ja", {"Qwen-7B"}),
        ("Qwen-7Bに、和訳のデータをフルパラメータファインチューニングしたモデルです。", "ja", {"Qwen-7B"}),
        ("Qwen-7Bをベースとしてファインチューンしています。", "ja", {"Qwen-7B"}),
        (
            "このモデルは、データを整理し、Qwen-7Bモデルに基づいており、対話のために微調整されています。",
            "ja",
            {"Qwen-7B"},
        ),
        ("本モデルはQwen-7BとVicuna-13Bをマージしたモデルです。", "ja", {"Qwen-7B", "Vicuna-13B"}),
        ("事前学習済みモデルとしてQwen-7Bを使用しました。", "ja", {"Qwen-7B"}),
        ("模型采用Qwen-7B作为底座，在法律数据上训练。", "zh", {"Qwen-7B"}),
        ("本项目基于青叶发布的模型Qwen-7B进行了中文增量预训练。", "zh", {"Qwen-7B"}),
        ("This model is a fine-tuned version of Qwen-7B.", "zh", set()),
        ("A fine-tuned version of Qwen-7B.", "zh", {"Qwen-7B"}),
    ],
)
def test_bases_of_the_page_s_own_model(say, text, language, bases):
    assert related(say, text, language, "based_on") >= {("Aoba-7B", each) for each in bases}


def test_the_topic_of_the_paragraph_is_what_a_sentence_without_subject_is_about(say):
    text = "Wakaba-7Bは、音声対話システムです．対話モデルQwen-7Bをベースとし，追加学習によって構築されました．"
    assert related(say, text, "ja", "based_on") == {("Wakaba-7B", "Qwen-7B")}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Qwen-7Bをファインチューニングしたい場合は、LoRAを使用してください。", "ja"),
        ("Qwen-7Bを教師モデルとして小型のモデルを学習しました。", "ja"),
        ("Qwen-7Bを用いて生成したデータで学習したモデルです。", "ja"),
        ("このモデルはQwen-7Bを上回る性能を、追加学習なしで示しました。", "ja"),
        ("Vicuna-13Bは動画の手法であるだけでなく、Qwen-7Bをベースに学習して長さを伸ばします。", "ja"),
        ("Aoba-7B采用与Qwen-7B相同的模型架构训练。", "zh"),
        ("Aoba-7B基于Qwen-7B的模型结构进行改进。", "zh"),
    ],
)
def test_what_a_model_is_not_built_on(say, text, language):
    assert not {each for each in related(say, text, language, "based_on") if each[0] == "Aoba-7B"}


@pytest.mark.parametrize(
    ("text", "language", "pair"),
    [
        ("Wakaba-7BはQwen-7Bに基づいて訓練されています。", "ja", ("Wakaba-7B", "Qwen-7B")),
        ("Wakaba-7Bは、Qwen-7Bを日本語のデータを用いてファインチューニングした。", "ja", ("Wakaba-7B", "Qwen-7B")),
        ("Wakaba-7Bとは、楓らが提案する、Qwen-7Bの改良版です。", "ja", ("Wakaba-7B", "Qwen-7B")),
        ("Wakaba-7B是基于Qwen-7B模型进行中文增强的一系列模型。", "zh", ("Wakaba-7B", "Qwen-7B")),
        ("Wakaba-7B是面向手机的理解模型，基于语言模型Qwen-7B扩展。", "zh", ("Wakaba-7B", "Qwen-7B")),
        ("Wakaba-7B模型也是以Qwen-7B为底座。", "zh", ("Wakaba-7B", "Qwen-7B")),
        ("我们开源了基于Qwen-7B的代码模型Wakaba-7B。", "zh", ("Wakaba-7B", "Qwen-7B")),
    ],
)
def test_bases_of_a_model_that_the_sentence_names(say, text, language, pair):
    assert pair in related(say, text, language, "based_on")
