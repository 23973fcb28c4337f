"""Kana that only tell how the characters before them are read, in pages whose furigana lost their markup."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.documents.doubled_readings import doubled_readings
from extract.lang.language import load_language

READING = load_language("ja").reading
assert READING is not None
MARKED = (
    "大規模[だいきぼ]言語[げんご]モデルを公開[こうかい]した。記者[きしゃ]は性能[せいのう]を高[たか]めたと述[の]べた。"
)


def without(text: str) -> str:
    left, end = "", 0
    for span in doubled_readings(text, READING):
        left, end = left + text[end : span.start], span.end
    return left + text[end:]


@pytest.mark.parametrize(
    ("marked", "why"),
    [
        ("", "nothing else"),
        ("白波研究所[しらなみけんきゅうじょ]の発表[はっぴょう]。", "a name that the dictionary reads in another way"),
        ("手[て]の届[とど]く価格[かかく]。", "one kana, and kana that go on"),
        ("新しい形で行われたもの。", "kana that belong to the word"),
    ],
)
def test_readings_behind_characters_are_found(marked: str, why: str) -> None:
    text = MARKED + marked
    spans = list(doubled_readings(text.replace("[", "").replace("]", ""), READING))
    wanted, position = [], 0
    for part in text.split("]"):
        before, _, reading = part.partition("[")
        position += len(before)
        if reading:
            wanted.append((position, position + len(reading)))
        position += len(reading)
    assert [(each.start, each.end) for each in spans] == wanted, why


def test_a_page_with_few_readings_keeps_its_kana() -> None:
    text = "新しい形で行われたもの。" * 20 + "記者きしゃは語った。"
    assert list(doubled_readings(text, READING)) == []
    assert without("記者きしゃは性能せいのうを語った。") == "記者きしゃは性能せいのうを語った。"  # two are no habit


def test_an_empty_page_has_none() -> None:
    assert list(doubled_readings("", READING)) == []


@given(st.text(alphabet="記者性能高述研究所きしゃせいのうたかのべめはをー、。 A7\n", max_size=120))
def test_ranges_are_kana_in_order(text: str) -> None:
    spans = list(doubled_readings(MARKED.replace("[", "").replace("]", "") + text, READING))
    whole = MARKED.replace("[", "").replace("]", "") + text
    assert all(all("\u3041" <= char <= "\u30fc" for char in span.of(whole)) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
