"""Figures whose metric no word names: contexts, layers, recordings, steps, sampling rates, samples of a set of data."""

from __future__ import annotations

import pytest

JA, ZH = "# AobaLM：日本語言語モデル\n\n", "# AobaLM：开源大模型\n\n"


def figures(say, text: str, language: str):
    found = say((JA if language == "ja" else ZH) + text + "\n", language, markdown=True).figures
    return {each[1:3] for each in found}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("最大32,768トークンの長文を処理できます。", "ja", ("context_length", "32768 tokens")),
        ("8192トークンまでの入力を扱えます。", "ja", ("context_length", "8192 tokens")),
        ("支持约20万汉字的超长文本输入。", "zh", ("context_length", "200000 characters")),
        ("24層のTransformerです。", "ja", ("layers", "24 layers")),
        ("采用 12层Transformer，注意力头数为16。", "zh", ("layers", "12 layers")),
        ("約1万9千時間の日本語音声コーパスで事前学習しました。", "ja", ("dataset_size", "19000 hours")),
        ("使用60000小时的有声书进行预训练。", "zh", ("dataset_size", "60000 hours")),
        ("わずか8ステップで画像を生成します。", "ja", ("inference_steps", "8 steps")),
        ("训练了100万步，很稳定。", "zh", ("training_steps", "1000000 steps")),
        ("48kHzの高音質な音声を出力します。", "ja", ("sampling_rate", "48000 hertz")),
        ("単体のGPUで毎秒120トークンを生成します。", "ja", ("inference_speed", "120 tokens/second")),
        ("最長60分の音声を一度に合成できます。", "ja", ("output_duration", "60 minutes")),
        (
            "3570億のパラメータを持ち、トークンあたり320億が活性化されます。",
            "ja",
            ("active_parameters", "32000000000 parameters"),
        ),
        ("在2.8T中英文为主的语料上预训练。", "zh", ("training_tokens", "2800000000000 tokens")),
        ("RTFは0.05です。", "ja", ("real_time_factor", "0.05")),
        ("专家数量：64", "zh", ("experts", "64 experts")),
        ("13言語をサポートする多言語モデルです。", "ja", ("languages", "13 languages")),
    ],
)
def test_a_metric_by_unit_and_surroundings(say, text, language, expected):
    assert expected in figures(say, text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("出力は最大4096トークンです。", "ja"),
        ("チャンクを512トークンに分割して入力します。", "ja"),
        ("将图像压缩为 256 个 token 输入模型。", "zh"),
        ("最初の4層を凍結したTransformerです。", "ja"),
        ("由另一模型的3层进行初始化，共享注意力。", "zh"),
        ("10時間の音声を1分で処理します。", "ja"),
        ("第3ステップで画像を選びます。", "ja"),
        ("loss在20000步时出现尖峰，训练不稳定。", "zh"),
        ("16kHzの参照音声を入力してください。", "ja"),
        ("3秒の音声から声を複製できます。", "ja"),
        ("8×22Bの構成です。", "ja"),
    ],
)
def test_what_only_looks_like_one(say, text, language):
    assert figures(say, text, language) == set()


def test_a_set_of_data_consists_of_samples(say):
    text = "- GSM8K 是小学数学测试集，包含 7.5K 训练数据和 1K 测试数据。\n- HumanEval 由 164 个编程问题组成。"
    found = {each[:3] for each in say(ZH + text + "\n", "zh", markdown=True).figures}
    assert found == {
        ("GSM8K", "dataset_size", "7500 items"),
        ("GSM8K", "dataset_size", "1000 items"),
        ("HumanEval", "dataset_size", "164 items"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "- MMLU 是包含 57 个任务的英文评测数据集。",
        "在 C-Eval 上测试，其中测试集包含12.3K个选择题。",
        "由 GSM8K 等组成，包含 5K 测试数据。",
    ],
)
def test_tasks_and_other_sets_count_no_samples(say, text):
    assert figures(say, text, "zh") == set()
