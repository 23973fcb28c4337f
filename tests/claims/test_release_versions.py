"""Versions that stand apart from the name of the model that came out."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("2024年12月にKaede-Chatのバージョン2.0がリリースされた。", "ja", "Kaede-Chat2.0"),
        ("Kaede-Chatは軽いモデルで、2024年12月にバージョン2.0がリリースされた。", "ja", "Kaede-Chat 2.0"),
        ("2024年12月、Kaede-Chatの最新バージョン v2.0 を公開しました。", "ja", "Kaede-Chat v2.0"),
        ("2024年12月、Kaede-Chatを2.0に更新しました。", "ja", "Kaede-Chat"),
        ("2024年12月，Kaede-Chat升级到2.0。", "zh", "Kaede-Chat2.0"),
    ],
)
def test_the_version_that_came_out(say, text, language, found):
    assert {(model, date) for model, _, date in say(text, language).releases} == {(found, "2024-12")}


def test_a_date_behind_a_comma_is_that_of_the_next_clause(say):
    said = say("Kaede-Chatは青葉大学が発表した対話モデルで、2024年12月にバージョン2.0がリリースされた。", "ja")
    assert {(model, event) for model, event, _ in said.releases} == {("Kaede-Chat 2.0", "released")}
