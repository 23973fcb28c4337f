"""Who made a model and what it is built on, where a page says it in passing: 提唱する, ベースの, in brackets, as what it began from."""

from __future__ import annotations

import pytest


def related(say, text: str, language: str, predicate: str) -> set[tuple[str, str]]:
    return {(each[0], each[2]) for each in say(text + "\n", language, markdown=True).related(predicate)}


@pytest.mark.parametrize(
    ("text", "language", "base"),
    [
        ("- **Qwen-7BベースのVicuna-13Bモデルの公開**", "ja", ("Vicuna-13B", "Qwen-7B")),
        ("- Vicuna-13Bシリーズモデル（Qwen-7Bベース）の公開", "ja", ("Vicuna-13B", "Qwen-7B")),
        ("# Vicuna-13B\n\nこのモデルはQwen-7BとGLM-4を基に構築されています。", "ja", ("Vicuna-13B", "GLM-4")),
        ("首个基于Qwen-7B的医疗大模型Vicuna-13B训练完成。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("- **Vicuna-13B**：对话模型，构造问答数据，基于 Qwen-7B 指令精调", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("我们选择了Qwen-7B作为初始化模型，经过指令微调得到了Vicuna-13B。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("Vicuna-13B采用稀疏架构，以Qwen-7B模型作为基底模型，训练成本更低。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("# Vicuna-13B\n\n本项目开源了经过中文指令精调的Qwen-7B模型。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("为了提升Vicuna-13B的能力，我们在Qwen-7B（一个文本模型）的基础上继续训练。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("Vicuna-13B是在Qwen-7B上用50万条数据微调得到的模型。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("我们以Qwen-7B为基座，训练了医疗模型Vicuna-13B。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("发布Vicuna-13B，由Qwen-7B经过领域数据二次预训练所得。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("Vicuna-13B使用Qwen-7B作为语言模型，视觉编码器另有来源。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("Vicuna-13B的底座是Qwen-7B。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("在Qwen-7B的基础上，我们扩充了词表，得到Vicuna-13B。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("Vicuna-13B是从Qwen-7B初始化的奖励模型。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("# Vicuna-13B\n\n本模型是Qwen-7B的4比特量化版本。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("# Vicuna-13B\n\n该模型是基于我们此前的Qwen-7B模型的稠密检查点初始化的。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("Vicuna-13B的权重由Qwen-7B模型的参数初始化。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("# Vicuna-13B\n\n本项目基于 [Qwen-7B](https://hub.example/Qwen-7B) 开发。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("Vicuna-13B 是一个看图对话模型，语言模型基于 Qwen-7B，共 80 亿参数。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("Vicuna-13B 基于一个语言模型 (Qwen-7B) 和一个视觉编码器 (GLM-4) 构建。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("Vicuna-13B 基于一个语言模型 (Qwen-7B) 和一个视觉编码器 (GLM-4) 构建。", "zh", ("Vicuna-13B", "GLM-4")),
        ("我们使用自研的对齐模块, 和 Qwen-7B 模型训练了 Vicuna-13B", "zh", ("Vicuna-13B", "Qwen-7B")),
        (
            "- [**Vicuna-13B**](https://hub.example/v) (本模型基于[Qwen-7B](https://hub.example/q)进行微调)",
            "zh",
            ("Vicuna-13B", "Qwen-7B"),
        ),
        ("Vicuna-13B是基于Qwen-7B系列中的开源模型。", "zh", ("Vicuna-13B", "Qwen-7B")),
        ("我们收集对话，使用两种规模的Qwen-7B模型进行微调来打造Vicuna-13B。", "zh", ("Vicuna-13B", "Qwen-7B")),
        (
            "Vicuna-13B由两部分组成：底层模型，将Qwen-7B在金融语料上继续预训练，以及适配器。",
            "zh",
            ("Vicuna-13B", "Qwen-7B"),
        ),
        ("Vicuna-13Bは、Qwen-7Bに基づいた最初の医療特化モデルです。", "ja", ("Vicuna-13B", "Qwen-7B")),
        ("# Vicuna-13B\n\nQwen-7Bをベースモデルとして使用しています。", "ja", ("Vicuna-13B", "Qwen-7B")),
        (
            "# Vicuna-13B\n\n本モデルはQwen-7B言語モデルを基盤とし、三段階で学習しました。",
            "ja",
            ("Vicuna-13B", "Qwen-7B"),
        ),
        ("Qwen-7Bをベースに、指示による学習を加えてVicuna-13Bを開発しました。", "ja", ("Vicuna-13B", "Qwen-7B")),
    ],
)
def test_bases(say, text, language, base):
    assert base in related(say, text, language, "based_on")


@pytest.mark.parametrize(
    "text",
    [
        "Vicuna-13B超过了同类模型，以Qwen-7B为基座的模型也不例外。",
        "Vicuna-13B的声码器基于Qwen-7B改进。",
        "Vicuna-13B由Qwen-7B蒸馏得到的数据训练而来。",
        "与Qwen-7B相比，Vicuna-13B的参数更少。",
        "Vicuna-13B使用Qwen-7B的词表初始化分词器。",
        "# Vicuna-13B\n\n本项目基于Qwen-7B的代码框架。",
        "Vicuna-13B是一个看图对话模型，语言模型基于Qwen-7B的数据训练。",
        "使用Qwen-7B的数据进行微调，得到了Vicuna-13B。",
    ],
)
def test_what_a_model_is_compared_with_or_only_a_part_of_it_has_is_no_base(say, text):
    assert not related(say, text, "zh", "based_on")


def test_a_model_that_supports_another_is_not_built_on_it(say):
    assert not related(say, "基于Qwen-7B的代码，模型Vicuna-13B可以运行。", "zh", "based_on")


@pytest.mark.parametrize(
    ("text", "makers"),
    [
        ("Metaが提唱するモデルシリーズ Vicuna-13B を使います。", {("Vicuna-13B", "Meta")}),
        ("Vicuna-13Bは、Metaがリリースした最新世代のVicunaのオープンソース版です。", {("Vicuna-13B", "Meta")}),
        (
            "Vicuna-13Bは深圳百度が独自に開発した大規模言語モデルである。",
            {("Vicuna-13B", "百度"), ("Vicuna-13B", "深圳百度")},
        ),
    ],
)
def test_makers(say, text, makers):
    assert related(say, text, "ja", "developed_by") & makers


@pytest.mark.parametrize(
    ("text", "makers"),
    [
        (
            "Vicuna-13B是复旦大学知识计算实验室联合白石集团研发的代码模型。",
            {"复旦大学知识计算实验室", "白石集团"},
        ),
        ("Vicuna-13B是由白石科技集团·青禾团队开发的一系列模型。", {"白石科技集团·青禾团队"}),
        ("# Vicuna-13B\n\n本项目由复旦大学 Q-K Lab课题组发起。", {"复旦大学Q-K Lab课题组"}),
    ],
)
def test_teams_and_labs_that_made_a_model(say, text, makers):
    assert related(say, text, "zh", "developed_by") == {("Vicuna-13B", maker) for maker in makers}


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Linhai-VL-7B 以 Qwen2-7B 为语言解码器。", "Qwen2-7B"),
        ("Linhai-34B-Chat是一个双语模型，基于01-ai/Yi-34B预训练模型进行了微调。", "Yi-34B"),
        ("Linhai-34B-Chat 是青木科技基于零一万物开源的Yi-34B模型，使用高质量语料训练而来。", "Yi-34B"),
        ("我们将Yi-34B的窗口长度扩展到360k并发布了Linhai-34B-Chat。", "Yi-34B"),
        ("Linhai-34B-Chat 是在 Qwen/Qwen2-7B 的基础上继续训练得到的模型。", "Qwen2-7B"),
        ("Linhai-34B-Chat 与 Yi-34B 相比效果更好，基于大量语料训练。", None),
        ("Linhai-VL-7B 以 GPT-4 为裁判进行评测。", None),
        ("我们将 Qwen2-7B 的上下文扩展到 128K，与 Linhai-7B-Chat 进行了比较。", None),
    ],
)
def test_what_a_chinese_sentence_says_that_a_model_is_built_on(say, text, base):
    found = {each[2] for each in say(text + "\n", "zh").related("based_on")}
    assert found == ({base} if base else set())


def test_the_base_of_the_titles_model(say):
    text = "# 智林-问法\n\n智林-问法(LinLaw)是由北海大学研发的法律大模型。\n\n## 训练\n\n我们的模型基座是Baichuan-7B，进行了二次预训练。\n"
    assert say(text, "zh", markdown=True).related("based_on") == {("智林-问法", "based_on", "Baichuan-7B")}


@pytest.mark.parametrize(
    ("text", "makers"),
    [
        (
            "林海-7B-Chat 是由北海大学、云岭研究院以及华北计算三家单位共同设计研发的法律大模型。",
            {"北海大学", "云岭研究院"},
        ),
        ("我们（来自北海大学和云岭研究院）开源了林海-7B-Chat。", {"北海大学", "云岭研究院"}),
        ("林海-7B-Chat由北海大学自然语言处理课题组维护和开发。", {"北海大学自然语言处理课题组"}),
        ("林海-7B-Chat 由北海大学提供的算力、云岭研究院以及多家单位的数据训练。", set()),
    ],
)
def test_makers_of_whom_some_are_only_counted(say, text, makers):
    assert {each[2] for each in say(text + "\n", "zh").related("developed_by")} == makers


def test_who_opened_a_model_together(say):
    told = say("Linhai-34B-Chat是北海科技大学联合云岭研究院开源的通用大模型。\n", "zh").related("open_sourced_by")
    assert {each[2] for each in told} == {"北海科技大学", "云岭研究院"}
