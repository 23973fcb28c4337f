"""Relations of sentences, labels and diagrams: who developed what, which chip and framework are used."""

from __future__ import annotations

import pytest


def prose(say, text: str, language: str = "ja"):
    return say(("概要\n\n" if language == "ja" else "概况\n\n") + text + "\n", language)


@pytest.mark.parametrize(
    ("text", "language", "maker"),
    [
        ("百度が開発した文心一言は広く使われている。", "ja", ("文心一言", "developed_by", "百度")),
        ("清华大学研发的ChatGLM-6B很快流行。", "zh", ("ChatGLM-6B", "developed_by", "清华大学")),
        ("阿里云旗下的通义千问接入钉钉。", "zh", ("通义千问", "developed_by", "阿里云")),
    ],
)
def test_who_developed_what(say, text, language, maker):
    assert maker in prose(say, text, language).related("developed_by")


def test_a_maker_far_from_the_verb_is_none(say):
    assert (
        prose(say, "百度は市場の動きを見ながら、他の会社が開発した文心一言に触れた。").related("developed_by") == set()
    )


def test_labels_of_a_slide_about_a_company(say):
    text = "事例：百度\n\n本文である。\n\nDeep Learning Framework：飛槳（Paddle）\n\n自社開発のチップ：「崑崙芯」など\n"
    assert say(text).related("uses_chip", "uses_framework") == {
        ("百度", "uses_framework", "飛槳"),
        ("百度", "uses_chip", "崑崙芯"),
    }


def test_a_label_behind_the_product(say):
    ((user, _, chip),) = say("事例：百度\n\n本文である。\n\n崑崙芯チップ\n").related("uses_chip")
    assert (user, chip[:3]) == ("百度", "崑崙芯")


def test_a_list_of_chips(say):
    said = say("アリババ\n\n本文である。\n\n自社開発のチップ：「含光800」、「倚天710」など\n")
    assert {used for _, _, used in said.related("uses_chip")} == {"含光800", "倚天710"}


def test_labels_without_a_subject_state_nothing(say):
    assert say("概要\n\n本文である。\n\nチップ：「含光800」\n").related("uses_chip") == set()


@pytest.mark.parametrize(
    ("text", "language", "used"),
    [
        ("文心一言的训练使用飞桨框架。", "zh", ("文心一言", "uses_framework", "飞桨")),
        ("盘古大模型在两千块昇腾910芯片上进行训练。", "zh", ("盘古大模型", "uses_chip", "昇腾910")),
        ("盘古大模型利用了PyTorch训练。", "zh", ("盘古大模型", "uses_framework", "PyTorch")),
        ("盘古大模型的芯片为昇腾。", "zh", ("盘古大模型", "uses_chip", "昇腾")),
        ("文心一言はフレームワークに飛槳を採用した。", "ja", ("文心一言", "uses_framework", "飛槳")),
    ],
)
def test_a_sentence_of_use(say, text, language, used):
    assert used in prose(say, text, language).related("uses_chip", "uses_framework")


def test_a_product_that_is_only_named_is_not_used(say):
    assert prose(say, "百度の飛槳と崑崙芯が紹介された。").related("uses_chip", "uses_framework") == set()


def test_what_is_built_with_a_product_is_not_the_model(say):
    assert prose(say, "基于飞桨实现的文心一言前端界面很简洁。", "zh").related("uses_framework") == set()


def test_advice_to_the_reader_is_no_use(say):
    assert prose(say, "文心一言可以使用飞桨框架部署。", "zh").related("uses_framework") == set()


def test_the_topic_uses_it_not_what_it_is_based_on(say):
    said = prose(say, "文心一言是在文心大模型的基础上开发的，训练使用飞桨框架。", "zh")
    assert {user for user, _, _ in said.related("uses_framework")} == {"文心一言"}
