"""Reading order where columns and rows compete: charts whose labels are text, headings between them."""

from __future__ import annotations

from test_pdf import check, laid_out, make_pdf, put, texts

NAMES = ("青空", "白波", "朝日", "夕凪")
VALUES = ("59.4", "50.1", "37.2", "20.5")
BARS = "".join(put(60, 100 + 24 * i, name, size=10) for i, name in enumerate(NAMES)) + "".join(
    put(400 - 40 * i, 100 + 24 * i, value, size=10) for i, value in enumerate(VALUES)
)


def order(content: str) -> list[str]:
    (page,), _ = laid_out(make_pdf(put(30, 30, "図のまとめ", size=24) + content))
    check(page)
    return [text.replace("\n", " ") for text in texts(page)][1:]


def test_the_value_of_a_bar_follows_its_name() -> None:
    assert order(BARS) == [one for pair in zip(NAMES, VALUES, strict=True) for one in pair]


def test_bars_stay_together_above_a_heading_with_columns_below() -> None:
    below = put(40, 330, "今後の見通し", size=14) + "".join(
        put(60 + 300 * i, 380 + 14 * j, f"{side}の説明{j}", size=10) for i, side in enumerate("左右") for j in range(3)
    )
    found = order(BARS + below)
    assert found[:8] == [one for pair in zip(NAMES, VALUES, strict=True) for one in pair]
    assert found[8] == "今後の見通し"
    assert found[9].startswith("左")
    assert found[-1].startswith("右")
