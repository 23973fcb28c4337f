"""Who made a model and on what it is built, as model pages say it: teams and labs, hubs that are only places, list items."""

from __future__ import annotations

import pytest


def related(say, text: str, language: str, predicate: str) -> set[tuple[str, str]]:
    return {(each[0], each[2]) for each in say(text + "\n", language, markdown=True).related(predicate)}


@pytest.mark.parametrize(
    ("text", "language", "makers"),
    [
        ("Aoba-7B 是由深圳白石科技自主研发的大语言模型。", "zh", {"深圳白石科技"}),
        ("Aoba-7B 是由中白石智能科技有限公司研发训练的大语言模型。", "zh", {"中白石智能科技有限公司"}),
        ("Aoba-7B 是由百度青禾团队开发的大语言模型。", "zh", {"百度青禾团队"}),
        (
            "Aoba-7B 是由白石科技语音团队和青禾大学语言技术中心联合推出的语音大模型。",
            "zh",
            {"白石科技语音团队", "青禾大学语言技术中心"},
        ),
        (
            "Aoba-7B 是一个金融大模型，由[复旦大学数据处理与社会计算实验室 (Aoba-Lab)](http://a.org) 开发并开源。",
            "zh",
            {"复旦大学数据处理与社会计算实验室"},
        ),
        ("Aoba-7B は、青葉大学自然言語処理研究室が開発した言語モデルです。", "ja", {"青葉大学自然言語処理研究室"}),
        ("Aoba-7B は、百度青葉研究チームが開発した言語モデルです。", "ja", {"百度青葉研究チーム"}),
    ],
)
def test_whole_names_of_makers(say, text, language, makers):
    assert related(say, text, language, "developed_by") == {("Aoba-7B", maker) for maker in makers}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("我们在Hugging Face开源了Aoba-7B。", "zh"),
        ("2024年5月1日，我们在 ModelScope 和 GitHub 发布了 Aoba-7B。", "zh"),
        ("Aoba-7B 由专业团队开发。", "zh"),
        ("由百度开发并开源的工具支持 Aoba-7B。", "zh"),
        ("Aoba-7B 使用由百度开发并开源的数据集训练。", "zh"),
        ("2024年5月1日、Hugging FaceにAoba-7Bを公開しました。", "ja"),
        ("2024年5月1日、GitHubにてAoba-7Bをオープンソース化しました。", "ja"),
    ],
)
def test_no_maker(say, text, language):
    assert not related(say, text, language, "developed_by")
    assert not related(say, text, language, "open_sourced_by")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2024年5月1日，百度于 GitHub 发布了 Aoba-7B。", "zh"),
        ("2024年5月1日、百度はHugging FaceにAoba-7Bを公開しました。", "ja"),
    ],
)
def test_who_puts_it_there_is_its_maker(say, text, language):
    assert related(say, text, language, "developed_by") == {("Aoba-7B", "百度")}


@pytest.mark.parametrize(
    ("text", "language", "base"),
    [
        ("- Aoba-7B [[hub](https://a.org/b)]: 基于Llama-2-7B增量预训练300B tokens。", "zh", "Llama-2-7B"),
        ("# 模型\n\n- Aoba-7B：擅长对话。模型主干为Llama 2。\n- Wakaba-7B：擅长医疗。", "zh", "Llama 2"),
        ("Aoba-7B是基于我们构建的数据集在通用大模型GLM-4上进行指令微调得到的模型。", "zh", "GLM-4"),
        ("目前我们开源了基于Llama 2的Aoba-7B模型。", "zh", "Llama 2"),
        ("# Aoba-7B\n\n- 基座模型：Llama 2", "zh", "Llama 2"),
        ("# Aoba-7B\n\n本项目基于 Llama 2 进行指令微调。", "zh", "Llama 2"),
        ("# Aoba-7B\n\nこのモデルはLlama 2をファインチューニングしたものです。", "ja", "Llama 2"),
        ("# Aoba-7B\n\n- ベースモデル: Llama 2", "ja", "Llama 2"),
    ],
)
def test_a_base(say, text, language, base):
    assert related(say, text, language, "based_on") == {("Aoba-7B", base)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("# Aoba-7B\n\n基座模型支持 Llama 2、GLM-4。", "zh"),
        ("# Aoba-7B\n\n本项目基于 Llama 2 的训练代码改写。", "zh"),
        ("Vicuna-13B 的数据基于GPT-4得到。", "zh"),
        ("# Aoba-7B\n\nベースモデル: Llama 2、GLM-4", "ja"),
    ],
)
def test_no_base(say, text, language):
    assert not related(say, text, language, "based_on")


@pytest.mark.parametrize(
    "text",
    ["Aoba-7B 是一个金融大模型，由百度开发并开源。", "百度正式发布并开源面向生产级智能体的 Aoba-7B 模型。"],
)
def test_who_opened_what_it_made(say, text):
    assert related(say, text, "zh", "open_sourced_by") == {("Aoba-7B", "百度")}


def test_columns_of_base_and_chat_give_models_no_category(say):
    table = "| 模型 | 类型 | MMLU |\n| --- | --- | --- |\n| Aoba-7B | 底座 | 50.1 |\n| Wakaba-7B-Chat | 对话 | 52.3 |\n"
    assert not related(say, table, "zh", "category")
