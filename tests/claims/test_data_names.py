"""Names of data in a line of training: by a word beside them, their own last word, a quotation, a link, a list."""

from __future__ import annotations

import pytest

OWN = {"ja": "# Aoba-7B\n\nAoba-7Bは言語モデルです。\n\n", "zh": "# Aoba-7B\n\nAoba-7B是语言模型。\n\n"}


def data(say, text: str, language: str) -> set[str]:
    said = say(OWN[language] + text + "\n", language, markdown=True)
    return {each[2] for each in said.related("uses_dataset")}


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("コーパス Wakaba-Zoom1で学習しました。", "ja", {"Wakaba-Zoom1"}),  # a word before it
        ("Momiji-Speechデータセットで学習しました。", "ja", {"Momiji-Speech"}),  # a word behind it
        ("大規模日本語SNSコーパスで学習しました。", "ja", {"大規模日本語SNSコーパス"}),  # the word is a part of it
        ("「楓の話し言葉コーパス」で学習しました。", "ja", {"楓の話し言葉コーパス"}),  # a quotation
        ("英語WikipediaとCC-100で学習しました。", "ja", {"英語Wikipedia", "CC-100"}),  # a language before it
        ("CC-100、MOMIJIおよびKAEDE2で学習しました。", "ja", {"CC-100", "MOMIJI", "KAEDE2"}),  # listed with one
        ("我们在数据集Kaede-SFT上进行训练。", "zh", {"Kaede-SFT"}),
        ("我们在MomijiCorpus数据集上进行训练。", "zh", {"MomijiCorpus"}),
        ("我们在[Kaede](https://huggingface.co/datasets/x/Kaede)上进行训练。", "zh", {"Kaede"}),
    ],
)
def test_what_proves_that_a_name_is_one_of_data(say, text, language, names):
    assert data(say, text, language) == names


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("独自に集めたデータセットで学習しました。", "ja"),
        ("「データセット」で学習しました。", "ja"),
        ("Megatron-LMで学習しました。", "ja"),
        ("H100で学習しました。", "ja"),
        ("我们在[P-tuning](https://github.com/x/P-tuning)上进行训练。", "zh"),
    ],
)
def test_other_names_are_none_of_data(say, text, language):
    assert data(say, text, language) == set()


def test_a_model_before_a_word_for_data_is_not_the_model(say):
    assert data(say, "本模型使用Alpaca数据集进行了指令微调。", "zh") == {"Alpaca数据集"}
