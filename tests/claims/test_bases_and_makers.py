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
    ],
)
def test_bases(say, text, language, base):
    assert base in related(say, text, language, "based_on")


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
