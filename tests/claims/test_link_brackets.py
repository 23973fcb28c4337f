"""Lines of news whose models have brackets of links behind them."""

from __future__ import annotations

import pytest

PAPER, CODE = "📃[論文](https://a.example/1)", "💻[コード](https://g.example/1)"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"**Aoba-7B**の実装をリリースしました ({PAPER}, {CODE})。", {"Aoba-7B"}),
        (f"**Aoba-7B** ({PAPER}, {CODE})、**Kaede-7B** ({PAPER})の実装をリリースしました。", {"Aoba-7B", "Kaede-7B"}),
        (f"**Aoba-7B** ({PAPER}) と **Kaede-7B** ({PAPER}, {CODE}) を公開しました。", {"Aoba-7B", "Kaede-7B"}),
        (f"**Aoba-7B** ({PAPER}) のデモをリリースしました。", set()),
        (f"Aoba-7Bの学習コード ({PAPER}) をリリースしました。", set()),
        ("Aoba-7BのPyTorch実装を公開しました。", set()),
        ("Aoba-7B(論文)を公開しました。", set()),
    ],
)
def test_brackets_of_links_say_nothing_of_what_is_released(say, text, found):
    said = say(f"- [2024/05/16] 🔥 {text}\n", "ja", markdown=True)
    assert said.releases == {(name, "released", "2024-05-16") for name in found}


def test_who_keeps_a_model_behind_it_is_not_its_maker(say):
    said = say(
        "- [2024/05/16] **Aoba-7B** (🤗[百度モデル](https://h.example/1))をリリースしました。\n", "ja", markdown=True
    )
    assert said.releases
    assert said.makers == {}
    assert said.related("developed_by") == set()
