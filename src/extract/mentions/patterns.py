"""What the readers of values share: a pattern for a list of words, and what a reader found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from extract.mentions.mention import DateValue, Quantity

# Between the ends of a range, in both languages.
RANGE_SIGNS = ("〜", "~", "–", "—", "-", "−", "‐", "‑")

RAISED = "◦"  # stands for a raised or lowered digit: 10² is not 10
# A full-width comma beside anything but full-width digits is punctuation; enclosed, raised and lowered digits
# are marks beside a number, not a part of it. They are replaced one for one before characters are folded.
_COMMA = re.compile("(?<![０-９])，|，(?![０-９])")
_RAISED = re.compile("(?<![mM])[²³]|[¹⁰-⁹₀-₉¼-¾⅐-⅞]")
_ENCLOSED = re.compile("[①-⓿❶-➓㈠-㉃㊀-㊿]")
_PREPARED = re.compile("[，²³¹⁰-⁹₀-₉¼-¾⅐-⅞①-⓿❶-➓㈠-㉃㊀-㊿]")  # what any of them begins with; few texts have one

_Key = TypeVar("_Key")


class Found(NamedTuple):
    """A value in cleaned text.

    Attributes:
        start: where it begins.
        end: where it ends, excluded.
        value: what it means; None when it cannot be read exactly.
        rule: what found it, for the evidence.
        confidence: 0 to 1.
        reason: why it cannot be read, else empty.
    """

    start: int
    end: int
    value: DateValue | Quantity | None
    rule: str
    confidence: float = 1.0
    reason: str = ""


def prepare(text: str) -> str:
    """Return raw `text`, as long as before, without the marks that folding would make a part of a number."""
    if not _PREPARED.search(text):
        return text
    return _ENCLOSED.sub("●", _RAISED.sub(RAISED, _COMMA.sub("、", text)))


def alternatives(words: Iterable[str], letters_end: str = "(?![A-Za-z0-9])") -> str:
    """Return a pattern for any of `words`, the longest first; it never matches if there are none.

    Args:
        words: what to match, literally.
        letters_end: what must hold behind a word that ends in an ASCII letter.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    parts = [re.escape(word) + (letters_end if word[-1].isascii() and word[-1].isalpha() else "") for word in ordered]
    return "(?:" + "|".join(parts) + ")" if parts else "(?!)"


def by_word(groups: Mapping[_Key, Sequence[str]]) -> dict[str, _Key]:
    """Turn ``{meaning: [words]}`` of the rules into ``{word: meaning}``."""
    return {word: key for key, words in groups.items() for word in words}


def openings(*groups: Iterable[str]) -> frozenset[str]:
    """Return what tells that one of the words may begin: their first two characters, or the one that they have."""
    return frozenset(word[:2] for words in groups for word in words)


def opening_pattern(words: Iterable[str]) -> str:
    """Return a pattern for the first character of any of the `openings`, where the second follows."""
    second: dict[str, set[str]] = {}
    for word in words:
        second.setdefault(word[0], set()).add(word[1:])
    alone = "".join(re.escape(first) for first in sorted(second) if "" in second[first])
    pairs = [
        f"{re.escape(first)}(?=[{''.join(re.escape(each) for each in sorted(seconds))}])"
        for first, seconds in sorted(second.items())
        if "" not in seconds
    ]
    return "|".join([*([f"[{alone}]"] if alone else []), *pairs]) or "(?!)"


def initials(*groups: Iterable[str]) -> str:
    """Return the first characters of all words, each once, in order of code points."""
    return "".join(sorted({word[0] for words in groups for word in words}))


def small_number(numbers: Mapping[str, Any]) -> str:
    """Return a pattern for a number below a hundred, in digits or written out."""
    return (
        f"(?:[0-9]{{1,2}}|[{''.join(numbers['digits'])}{''.join(numbers['small'])}{''.join(numbers['tens'])}]{{1,3}})"
    )
