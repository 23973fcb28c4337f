"""Whether a printed line goes on with the sentence or word that the line above it breaks off."""

from __future__ import annotations

import re
from functools import cache

from extract.lang.language import Language, read_rules

_ENDS = re.compile(r"[。!?;:]$")
_OPEN, _CLOSE = "(「『《“〈【[", ")」』》”〉】]"
_FULL_LINE = 0.85  # of the block's widest line: a line that was broken for want of room is about as wide as its box
_SHORTEST_PROSE = 10  # characters; a shorter line is a label
_UNCLOSED = 120  # characters after which an open bracket is taken for a slip and not for a reason to go on
_AROUND_BREAK = 8  # characters on either side of a break that the segmenter is shown
_KATAKANA = re.compile(r"[ァ-ヺー]")


def reads_on(so_far: str, before: str, after: str, widest: int, language: Language) -> bool:
    """Return whether line `after` goes on with the sentence or word that `before` breaks off.

    Args:
        so_far: what was joined already, `before` included.
        before: the cleaned line above.
        after: the cleaned line below.
        widest: characters of the block's widest line; 0 where width tells nothing (titles).
        language: whose segmenter is asked whether a word crosses the break.
    """
    if not before or not after or _ENDS.search(before):
        return False
    if after.startswith(_words(language.code, "continue")) or before.endswith(_words(language.code, "go_on")):
        return True
    opened = sum(so_far.count(mark) for mark in _OPEN) - sum(so_far.count(mark) for mark in _CLOSE)
    if opened > 0 and len(so_far) < _UNCLOSED:
        return True
    if before[-1].isascii() and after[0].isascii():
        return before[-1].isalpha() and after[0].islower()
    left, right = before[-_AROUND_BREAK:], after[:_AROUND_BREAK]
    tokens = language.tokenize(left + right)
    full = widest > 0 and len(before) >= max(_SHORTEST_PROSE, widest * _FULL_LINE)
    crossed = any(token.start < len(left) < token.start + len(token.text) for token in tokens)
    # A segmenter makes one word of any two katakana words, so there only a full line tells a break from a list.
    if crossed and (full or not (_KATAKANA.match(before[-1]) and _KATAKANA.match(after[0]))):
        return True
    first = next((token for token in tokens if token.start >= len(left)), None)
    if first and first.pos in {"ADP", "AUX"}:
        return True
    return full and _is_prose(before, language)


def _is_prose(line: str, language: Language) -> bool:
    """Return whether the line has more than names: a comma, or a word that only a sentence has."""
    return "、" in line or "," in line or any(token.pos in {"ADP", "AUX", "VERB"} for token in language.tokenize(line))


@cache
def _words(code: str, key: str) -> tuple[str, ...]:
    return tuple(map(str, read_rules(code)["lines"][key]))
