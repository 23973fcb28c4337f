"""Licences: of a model, its code, its weights and its data, in sentences, tables, badges and the fields above a page."""

from __future__ import annotations

import pytest

from extract.claims.claim import RelationClaim
from extract.claims.licence_names import LicenceNames
from extract.lang.language import load_language


def licences(said) -> set[tuple[str, str, str]]:
    """Subject, id of the licence (its name where no file has it) and part."""
    return {
        (each.subject.name, *(each.object.candidates or (each.object.name,)), each.qualifier)
        for each in said.of(RelationClaim)
        if each.predicate == "licensed_under"
    }


def known(slug: str) -> str:
    return f"product-licence-{slug}"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("DeepSeek-V3以MIT许可证发布。", "zh", {("DeepSeek-V3", "mit", "")}),
        ("DeepSeek-V3采用 Apache License, Version 2.0 授权。", "zh", {("DeepSeek-V3", "apache-2.0", "")}),
        (
            "ChatGLM-6B的代码依照 Apache-2.0 协议开源，ChatGLM-6B 模型的权重则需要遵循 CC BY-NC 4.0 许可。",
            "zh",
            {("ChatGLM-6B", "apache-2.0", "code"), ("ChatGLM-6B", "cc-by-nc-4.0", "weights")},
        ),
        ("Qwen-7B和Qwen-14B采用 Tongyi Qianwen License 授权。", "zh",
         {("Qwen-7B", "tongyi-qianwen", ""), ("Qwen-14B", "tongyi-qianwen", "")}),
        ("对Qwen-7B的商业使用需要遵循 Tongyi Qianwen License。", "zh", {("Qwen-7B", "tongyi-qianwen", "commercial_use")}),
        ("我们开源了GLM-4.5。它们采用MIT开源许可证发布。", "zh", {("GLM-4.5", "mit", "")}),
        ("采用GNU AGPL 3.0许可的MOSS已经上线。", "zh", {("MOSS", "agpl-3.0", "")}),
        ("Qwen-7Bのソースコードとモデルのパラメータは MITライセンスで公開されている。", "ja",
         {("Qwen-7B", "mit", "code"), ("Qwen-7B", "mit", "weights")}),
        ("CyberAgentLM3-22BのライセンスはApache 2.0だ。", "ja", {("CyberAgentLM3-22B", "apache-2.0", "")}),
        ("Qwen2.5-14BはApache 2.0ライセンスのもとで公開されている。", "ja", {("Qwen2.5-14B", "apache-2.0", "")}),
    ],
)  # fmt: skip
def test_what_a_sentence_says(say, text, language, expected):
    said = say(("概要\n\n" if language == "ja" else "概况\n\n") + text + "\n", language)
    assert licences(said) == {(subject, known(slug), part) for subject, slug, part in expected}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Qwen-7B并非以Apache 2.0许可证发布。", "zh"),
        ("训练代码参考了使用GPL-3.0许可的某个项目。", "zh"),
        ("Qwen-7B的部署依赖第三方库，第三方库遵循BSD-3-Clause协议。", "zh"),
        ("清华大学与MIT合作研究了ChatGLM-6B。", "zh"),
        ("Llama 2 和 ChatGLM-6B 都可以商用。", "zh"),
        ("Qwen-7BはMITライセンスではない。", "ja"),
    ],
)
def test_what_is_no_licence_of_a_model(say, text, language):
    assert licences(say(f"# 附注\n\n{text}\n", language, markdown=True)) == set()


def test_a_page_speaks_of_its_own_model(say):
    text = (
        "# Qwen-7B\n\n介绍。\n\n## 协议\n\n"
        "本仓库的代码遵循 [Apache 2.0](LICENSE) 协议，数据采用[CC BY 4.0](DATA)协议。\n"
    )
    assert licences(say(text, "zh", markdown=True)) == {
        ("Qwen-7B", known("apache-2.0"), "code"),
        ("Qwen-7B", known("cc-by-4.0"), "data"),
    }


def test_labels_under_a_heading(say):
    text = "# Qwen-7B\n\n## ライセンス\n\n- コード: [Apache License 2.0](LICENSE)\n- モデル: [CC BY-SA 4.0](https://a.example/l)\n"
    assert licences(say(text, markdown=True)) == {
        ("Qwen-7B", known("apache-2.0"), "code"),
        ("Qwen-7B", known("cc-by-sa-4.0"), "weights"),
    }


def test_a_page_of_no_known_model_has_no_licence(say):
    assert licences(say("# 工具\n\n本项目的代码遵循 Apache 2.0 协议。\n", "zh", markdown=True)) == set()


def test_a_licence_that_no_file_has(say):
    said = say("说明\n\nSenseVoice 模型遵循 FunASR Model License 1.1。\n", "zh")
    assert licences(said) == {("SenseVoice", "FunASR Model License 1.1", "")}
    said = say("说明\n\n社区使用Qwen-7B需遵循《飞鸟模型社区许可协议》。\n", "zh")
    assert licences(said) == {("Qwen-7B", "飞鸟模型社区许可协议", "")}


def test_a_model_whose_name_begins_one_of_a_licence(say):
    said = say("说明\n\nLlama-3-ELYZA-JP-8B采用 Llama 3 Community License。\n", "zh")
    assert {licence for _, licence, _ in licences(said)} == {known("llama-3")}
    assert licences(say("说明\n\n我们遵循CogVLM的做法。\n", "zh")) == set()


def test_a_table_with_a_column_of_licences(say):
    text = "| 模型 | 上下文 | 许可证 |\n|---|---|---|\n| GLM-4-9B | 128K | MIT |\n| Qwen-7B | 8K | 联系我们 |\n"
    assert licences(say(text, "zh", markdown=True)) == {("GLM-4-9B", known("mit"), "")}


def test_badges_and_fields(say):
    badge = "![Code License](https://img.shields.io/badge/Code%20License-Apache_2.0-green.svg)"
    other = "![License](https://img.shields.io/badge/license-CC%20BY--NC%204.0-blue)"
    text = f"---\nlicense: mit\n---\n# MOSS\n\n{badge} {other}\n\n<!-- {badge.replace('Apache_2.0', 'MPL--2.0')} -->\n\n介绍。\n"
    assert licences(say(text, "zh", markdown=True)) == {
        ("MOSS", known("apache-2.0"), "code"),
        ("MOSS", known("cc-by-nc-4.0"), ""),
        ("MOSS", known("mit"), ""),
    }


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("Apache License (Version 2.0)", "apache-2.0"),
        ("Apache_2.0", "apache-2.0"),
        ("GNU General Public License v3.0", "gpl-3.0"),
        ("CC-BY-NC-SA 4.0", "cc-by-nc-sa-4.0"),
        ("知识共享署名-相同方式共享 4.0", "cc-by-sa-4.0"),
        ("bsd-3-clause", "bsd-3-clause"),
    ],
)
def test_ways_of_writing_one_licence(finder, written, slug):
    names = LicenceNames(finder)
    assert names.named(written) == (known(slug),)
    (found,) = names.find(f"依据 {written} 发布", load_language("zh"))
    assert found.candidates == (known(slug),)


def test_licences_are_no_names_elsewhere(finder):
    assert finder.candidates("Apache-2.0") == ()
