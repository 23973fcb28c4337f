"""Makers by the owners of the repositories that their page links to."""

from __future__ import annotations

import pytest

_LINK = "\n\nモデルは[ここ](https://huggingface.co/nozomi-lab/kaede-7b)にあります。\n"


def makers(say, text: str) -> set[tuple[str, str]]:
    return {(each[0], each[2]) for each in say(text, "ja", markdown=True).related("developed_by")}


@pytest.mark.parametrize(
    "text",
    [
        "NozomiLabのKaede-7Bモデルは軽いです。",
        "Nozomi-Lab の最新の音声モデル Kaede-7B です。",
        "NozomiLab さんが公開している Kaede-7B です。",
        "NozomiLabによるKaede-7Bモデルです。",
    ],
)
def test_the_owner_of_a_linked_repository_is_a_maker(say, text):
    found = makers(say, text + _LINK)
    assert {(model, maker.replace("-", "")) for model, maker in found} == {("Kaede-7B", "NozomiLab")}


@pytest.mark.parametrize("text", ["KiboZのKaede-7Bモデルは軽いです。", "NozomiLabでKaede-7Bモデルを試しました。"])
def test_another_name_or_place_is_none(say, text):
    assert not makers(say, text + _LINK)


def test_what_is_named_like_its_repository_is_no_maker(say):
    text = "LeafKitのKaede-7Bモデルは軽いです。\n\n[コード](https://github.com/LeafKit/leafkit)\n"
    assert not makers(say, text)
