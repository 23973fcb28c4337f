"""Readings of Han characters that stand behind them in the same line (furigana whose markup was lost): 記者きしゃは.

Such kana say nothing and part a name from what follows. A page that loses the markup of one reading loses it of all, so they
are looked for where a sample of the page shows some: kana behind Han characters are else the rest of the word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from extract.text import Span

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007"
_BEHIND = re.compile(rf"(?P<han>[{_HAN}]{{1,12}})(?P<kana>[\u3041-\u3096\u30fc]{{2,}})")
_SAMPLE = 24  # places of a page that are looked at first, spread over it
_SHARE = 0.25  # of them that must be readings
_FEWEST = 3
_KANA_OF_HAN = 5  # of one character at most: うけたまわ(る) is the longest reading of 承
_REST = 6  # kana behind a reading that are enough to read the word in its form
_DIFFERENT = 0.25  # of the kana, where a dictionary reads a name in another way (けんきゅうじょ, けんきゅうしょ)


def doubled_readings(text: str, reading: Callable[[str], str]) -> Iterator[Span]:
    """Yield the ranges of a page's text that only tell how the characters before them are read, in order.

    Args:
        text: the page's raw text.
        reading: the kana of a text, in hiragana, as a dictionary reads it.
    """
    places = list(_BEHIND.finditer(text))
    sample = places[:: max(1, len(places) // _SAMPLE)]
    doubled = sum(each["kana"].startswith(reading(each["han"])) for each in sample)
    if doubled < max(_FEWEST, _SHARE * len(sample)):
        return
    for place in places:
        if length := _length(place, reading, _DIFFERENT):
            start = place.start("kana")
            yield Span(start, start + length)


def _length(place: re.Match[str], reading: Callable[[str], str], different: float) -> int:
    """Return how many of the kana behind Han characters are their reading, 0 if none are.

    They are if the characters with the kana behind the reading are read as all of the kana: 高 + めた reads たかめた.

    Args:
        place: Han characters and the kana behind them.
        reading: see `doubled_readings`.
        different: the share of the kana that may differ.
    """
    from rapidfuzz.distance import Levenshtein  # its import takes longer than all of a short document

    han, kana = place["han"], place["kana"]
    best = (different, 0)
    for length in range(min(len(kana), _KANA_OF_HAN * len(han)), 0, -1):
        written = kana[: length + _REST]
        read = reading(han + written[length:])
        if abs(len(read) - len(written)) > len(written) * different:
            continue
        distance = Levenshtein.distance(read, written) / len(written)
        if distance == 0:
            return length
        if distance < best[0] and len(han) > 1:
            best = (distance, length)
    return best[1]
