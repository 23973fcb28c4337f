"""What is released is a model, not its code, report or data, and which of several names is the object of a verb."""

from __future__ import annotations

import pytest

AOBA = ("Aoba-7B", "released", "2024-03-05")


def releases(say, text: str, language: str) -> set[tuple[str, str, str]]:
    return say(f"- 2024.03.05 {text}\n", language, markdown=True).releases


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("开源 Aoba-7B 多卡并行推理代码", "zh"),
        ("发布 Aoba-7B 在线体验空间", "zh"),
        ("发布 Aoba-7B 评估集", "zh"),
        ("发布 Aoba-7B 的微调教程。", "zh"),
        ("Aoba-7B 系列模型社区许可协议更新至 v2.1", "zh"),
        ("我们开源了 Aoba-7B, 一个高质量的图文描述数据集，供研究使用。", "zh"),
        ("评测了 Aoba-7B、Kaede-7B 等模型并公布结果。", "zh"),
        ("我们训练了 Aoba-7B，并开源训练框架。", "zh"),
        ("基于 Aoba-7B 的医疗助手 App 上线", "zh"),
        ("使用 Aoba-7B 发布的检查点进行评测", "zh"),
        ("并公开了 Aoba-7B 的训练数据。", "zh"),
        ("Aoba-7Bの評価コードを公開しました。", "ja"),
        ("Aoba-7Bで生成したデータを公開", "ja"),
        ("Aoba-7Bのライセンスが更新されました。", "ja"),
        ("Aoba-7Bを入力に使った歌声モデルを更新", "ja"),
        ("Aoba-7Bを使ったチャットアプリを公開", "ja"),
        ("日本語BERTモデルを公開しました", "ja"),
    ],
)
def test_no_release_of_the_model_itself(say, text, language):
    assert releases(say, text, language) == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("发布 Aoba-7B 的推理代码和模型权重", "zh"),
        ("Aoba-7B 的权重和推理代码已发布！", "zh"),
        ("Aoba-7B 及其训练数据集 KaedeData 正式发布。", "zh"),
        ("发布 Aoba-7B，支持多种推理框架。", "zh"),
        ("发布基于 Kaede-13B 训练的 Aoba-7B。", "zh"),
        ("发布基于 Kaede-13B 的中文模型 Aoba-7B", "zh"),
        ("基于 Kaede-13B 的 Aoba-7B 发布。", "zh"),
        ("发布 Kaede 系列图生视频模型 **Aoba-7B**", "zh"),
        ("发布Kaede-7B的Int4量化模型，Aoba-7B。", "zh"),
        ("青叶正式发布70亿参数的轻量级版本Aoba-7B。", "zh"),
        ("Aoba-7Bをモデル重みおよび推論コードとともにリリースしました。", "ja"),
        ("Aoba-7Bの推論コードと事前学習モデルをリリースしました。", "ja"),
        ("Aoba-7Bと評価コードを公開しました。", "ja"),
        ("微調整して公開するAoba-7B対話モデル。", "ja"),
    ],
)
def test_the_model_itself_is_released(say, text, language):
    assert releases(say, text, language) == {AOBA}


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        (
            "发布 Aoba2 系列，包括 Aoba2-7B、Aoba2-72B 以及 Aoba2-MoE。",
            "zh",
            {"Aoba2", "Aoba2-7B", "Aoba2-72B", "Aoba2-MoE"},
        ),
        ("发布基于 Kaede-13B 的 Aoba-7B 和 Aoba-7B-Chat", "zh", {"Aoba-7B", "Aoba-7B-Chat"}),
        (
            "发布向量模型 Aoba-Embedding-v1 以及排序模型 Aoba-Reranker-v1。",
            "zh",
            {"Aoba-Embedding-v1", "Aoba-Reranker-v1"},
        ),
        ("发布 Aoba-7B，同时发布经过人类偏好对齐的 Aoba-7B-RLHF。", "zh", {"Aoba-7B", "Aoba-7B-RLHF"}),
        ("Aoba-7B 和 Aoba-13B 的模型权重已发布。", "zh", {"Aoba-7B", "Aoba-13B"}),
        ("发布 Aoba-1.8B/7B/14B 系列模型。", "zh", {"Aoba-1.8B", "Aoba-7B", "Aoba-14B"}),
        ("Aoba-7B、Aoba-13B、Aoba-70Bの3モデルを公開", "ja", {"Aoba-7B", "Aoba-13B", "Aoba-70B"}),
        ("Aoba-7B / 13B / 70B を公開", "ja", {"Aoba-7B", "Aoba-13B", "Aoba-70B"}),
    ],
)
def test_all_models_of_a_list(say, text, language, names):
    assert {name for name, _, _ in releases(say, text, language)} == names


def test_a_family_is_raised_from_version_to_version(say):
    said = say("2023年10月24日发布青叶大模型V3.0，2024年1月30日升级到V3.5。", "zh")
    assert {("青叶大模型3.5", "upgraded", "2024-01-30")} <= {
        (name.replace(" ", ""), event, date) for name, event, date in said.releases
    } or not said.releases


@pytest.mark.parametrize(
    ("text", "released"),
    [
        (
            "* 2023.11.30 Yunque-7B和Yunque-7B-Chat的模型权重已经在魔搭社区和始智社区开源。",
            {"Yunque-7B", "Yunque-7B-Chat"},
        ),
        ("* 2024.6.6 Heshan-14B-Chat 的检查点已上传至社区。", {"Heshan-14B-Chat"}),
        ("* 2024.7.8 我们开放了 Heshan-14B 的训练代码和模型参数。", {"Heshan-14B"}),
        ("* 2024.7.8 上传 Heshan-14B 的模型权重。", {"Heshan-14B"}),
        ("* 2024.7.8 Heshan-14B现已在魔搭社区上可用。", {"Heshan-14B"}),
        ("* 2024.7.8 我们发布了 Heshan-14B 的训练代码和技术报告。", set()),
        ("* 2024.7.8 我们上线了 Heshan-14B 的在线 Demo。", set()),
    ],
)
def test_weights_put_somewhere_and_parts_of_a_model(say, text, released):
    assert {each[0] for each in say(text + "\n", "zh", markdown=True).releases} == released


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022/9/17 対話モデル（fairseq版 `kaede-dialog-1.6B`）と評価用コードを公開しました。", {"kaede-dialog-1.6B"}),
        ("2022/9/17 Kaede-7Bのコードとモデルの重みを公開しました。", {"Kaede-7B"}),
        ("2022/9/17 Kaede-7BのウェイトがHub で利用可能になりました。", {"Kaede-7B"}),
        ("2022/9/17 評価用コード（`kaede-dialog-1.6B`用）を公開しました。", set()),
        ("2022/9/17 Kaede-7Bの重みを変換するツールを公開しました。", set()),
        ("2022/9/17 Kaede-7B technical reportを公開しました。", set()),
    ],
)
def test_what_is_released_with_a_model_or_of_it(say, text, found):
    assert {each[0] for each in say(f"- {text}\n", "ja", markdown=True).releases} == found
