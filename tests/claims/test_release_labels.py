"""When a model came out, by the label of a card."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "card",
    [
        "- 開発元: 青葉大学\n- 公開日: 2024年4月1日\n- ライセンス: MIT\n",
        "| 項目 | 内容 |\n|---|---|\n| 開発元 | 青葉大学 |\n| リリース日 | 2024年4月1日 |\n| データの終了日 | 2023年12月 |\n",
    ],
)
def test_a_card_says_when_its_model_came_out(say, card):
    said = say(f"# Wakaba-7B\n\n{card}", "ja", markdown=True)
    assert {(model, date) for model, _, date in said.releases} == {("Wakaba-7B", "2024-04-01")}


@pytest.mark.parametrize(
    "text",
    [
        "# Wakaba-7B\n\n公開日: 2024年4月1日\n\nWakaba-7Bを使います。\n",  # of the text
        "# Wakaba-7B\n\n- 公開日: 2024年4月1日\n\nWakaba-7Bを使います。\n",
        "# Wakaba-7B\n\n- 更新日: 未定\n- 学習期限: 2024年4月1日\n",
        "# Wakaba-7B\n\n- Title: 研究会の記録\n- Date: 2024年4月1日\n- URL: なし\n",
        "# Wakaba-7B\n\n- 公開日: 2024年4月1日\n- 発表日: 2024年5月1日\n",  # of several
    ],
)
def test_another_date_does_not(say, text):
    assert not say(text, "ja", markdown=True).releases
