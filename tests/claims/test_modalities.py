"""Modalities: what a model takes in and gives out, by its tasks and by what a text says that it can read and make."""

from __future__ import annotations

import pytest

from extract.claims.claim import RelationClaim


def modalities(said) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in said.of(RelationClaim):
        if each.predicate == "modality":
            found.setdefault(each.subject.name, set()).add(f"{each.object.name} {each.qualifier}".strip())
    return found


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("GPT-4o支持文本、图像和音频输入，输出文本和语音。", "zh",
         "text input, image input, audio input, text output, audio output"),
        ("GPT-4o可以处理图片和视频。", "zh", "image input, video input"),
        ("GPT-4o能够根据文字描述生成图像。", "zh", "text input, image output"),
        ("GPT-4o是一款文生视频模型。", "zh", "text input, video output"),
        ("GPT-4o：语音识别模型。", "zh", "audio input, text output"),
        ("我们开源了视觉语言模型GPT-4o。", "zh", "image input, text input"),
        ("GPT-4o支持文生视频和图生视频。", "zh", "text input, image input, video output"),
        ("GPT-4o支持文本、图像、语音三种模态。", "zh", "text, image, audio"),
        ("GPT-4oは画像と音声の入力に対応する。", "ja", "image input, audio input"),
        ("GPT-4oはテキストから動画を生成する。", "ja", "text input, video output"),
        ("GPT-4oは音声認識モデルである。", "ja", "audio input, text output"),
        ("GPT-4oは画像を理解でき、音声を出力できる。", "ja", "image input, audio output"),
    ],
)  # fmt: skip
def test_what_goes_in_and_comes_out(say, text, language, expected):
    said = say(("概要\n\n" if language == "ja" else "概况\n\n") + text + "\n", language)
    assert modalities(said) == {"GPT-4o": set(expected.split(", "))}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("GPT-4o不支持音频输入。", "zh"),
        ("GPT-4o后续将支持视频输入。", "zh"),
        ("GPT-4o是大语言模型。", "zh"),
        ("通过GPT-4o调用语音识别模型。", "zh"),
        ("GPT-4o的评测数据集支持图像输入。", "zh"),
        ("标注平台支持视频输入。", "zh"),
        ("GPT-4oは動画の入力に対応していない。", "ja"),
        ("GPT-4oを使って動画を生成する方法を示す。", "ja"),
    ],
)
def test_what_says_nothing_of_a_model(say, text, language):
    assert modalities(say(f"# 附注\n\n{text}\n", language, markdown=True)) == {}


def test_a_sentence_without_a_name_goes_on(say):
    said = say("# GPT-4o\n\n支持文本和图像输入，可生成文本。\n", "zh", markdown=True)
    assert modalities(said) == {"GPT-4o": {"text input", "image input", "text output"}}
    said = say("说明\n\n今天发布GPT-4o。该模型支持视频输入。\n", "zh")
    assert modalities(said) == {"GPT-4o": {"video input"}}


def test_the_object_is_a_word_of_a_vocabulary(say):
    (claim,) = [
        each for each in say("说明\n\nGPT-4o可以处理照片。\n", "zh").of(RelationClaim) if each.predicate == "modality"
    ]
    assert (claim.object.entity_type, claim.object.name, claim.qualifier) == ("other", "image", "input")


def test_the_task_in_the_fields_above_a_model_page(say):
    text = "---\nlicense: mit\npipeline_tag: image-text-to-text\n---\n# Qwen-VL\n\n介绍。\n"
    assert modalities(say(text, "zh", markdown=True)) == {"Qwen-VL": {"image input", "text input", "text output"}}
    assert modalities(say(text.replace("image-text-to-text", "fill-mask"), "zh", markdown=True)) == {}
