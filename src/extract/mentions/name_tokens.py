"""The tokens around a place of a line, as the finders of organizations and people ask for them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import NamedTuple

from extract.lang.language import Token, read_latin_rules
from extract.mentions.mention import Mention
from extract.mentions.name_line import NameLine
from extract.text import Span

PROPER = frozenset({"person", "place", "organization", "name", "unknown"})
"""Tags of words that can be a name's own; a word that the dictionary lacks is one."""
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&.\-]*")
_HAN = re.compile(r"[\u3400-\u9fff々]+")
_KANA = re.compile(r"[ァ-ヶー]+")


class Word(NamedTuple):
    """A token: where it begins and ends in its line, its text and what the segmenter's dictionary says of it."""

    start: int
    end: int
    text: str
    tag: str

    @property
    def span(self) -> Span:
        """Its place in the line."""
        return Span(self.start, self.end)

    @property
    def is_latin(self) -> bool:
        """Whether it is written in Latin letters."""
        return self.text[0].isascii() and self.text[0].isalpha()

    @property
    def is_proper(self) -> bool:
        """Whether it can be a name's own word: a proper noun, or one that the dictionary lacks."""
        if self.is_latin:
            return is_latin_name(self.text)
        if self.tag == "unknown" and len(self.text) == 1:
            return False
        return self.tag in PROPER


_PIECES = frozenset({"person", "place", "name", "noun", "rare", "unknown", "number"})


def _merged(tokens: Iterable[Token]) -> Iterator[Word]:
    """Yield tokens as words, runs of single Han characters as one that the dictionary lacks: 華|泰 of 華泰証券."""
    run: list[Word] = []
    for token in tokens:
        word = Word(token.start, token.start + len(token.text), token.text, token.tag)
        piece = len(word.text) == 1 and word.tag in _PIECES and is_han(word.text)
        if run and not (piece and run[-1].end == word.start and word.tag != "number"):
            yield from _run(run)
            run = []
        if piece:
            run.append(word)
        else:
            yield word
    yield from _run(run)


def _run(run: list[Word]) -> Iterator[Word]:
    if len(run) < 2 or len(run) > 4 or all(word.tag in {"person", "number"} for word in run):
        yield from run
    else:
        yield Word(run[0].start, run[-1].end, "".join(word.text for word in run), "unknown")


@cache
def no_names() -> frozenset[str]:
    """Return the words in Latin letters that are part of no name, folded."""
    rules = read_latin_rules()
    return frozenset(str(word) for word in (*rules["none"], *rules["organizations"]["none"]))


def is_latin_name(word: str) -> bool:
    """Return whether a word in Latin letters looks like a name: an upper-case letter, and no word of the field (``LLM``)."""
    return (
        len(word) > 1
        and bool(_LATIN.fullmatch(word))
        and any(map(str.isupper, word))
        and word.casefold() not in no_names()
    )


def first_of_overlapping(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield mentions but for those that overlap one before them; the surer ones come first."""
    taken: list[Span] = []
    for mention in mentions:
        if not any(mention.span.overlaps(span) for span in taken):
            taken.append(mention.span)
            yield mention


class WordsOf:
    """The words of a line by their places.

    Args:
        line: the line; its tokens are read at the first question.
    """

    def __init__(self, line: NameLine) -> None:
        self.text = line.text
        self._line = line

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words in order."""
        if "words" not in self._line.memo:
            self._line.memo["words"] = tuple(_merged(self._line.tokens))
        words: tuple[Word, ...] = self._line.memo["words"]
        return words

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    def before(self, place: int) -> int:
        """Return the index of the last word that ends at or before `place`, -1 if there is none."""
        index = bisect_left(self._starts, place) - 1
        while index >= 0 and self.words[index].end > place:
            index -= 1
        return index

    def at(self, place: int) -> Word | None:
        """Return the word that begins at `place` or, behind white space, next."""
        index = bisect_left(self._starts, place)
        return self.words[index] if index < len(self.words) else None

    def is_edge(self, place: int) -> bool:
        """Return whether no word goes on over `place`."""
        index = bisect_right(self._starts, place) - 1
        return index < 0 or self.words[index].start == place or self.words[index].end <= place

    @property
    def has_model(self) -> bool:
        """Whether the line speaks of models: a name in Latin letters whose form only they have, or a word for them."""
        said = self._line.language.words("names", "model_before")
        return any(form.entity_type == "model" for form in self._line.forms) or any(word in self.text for word in said)

    def is_model_at(self, place: int) -> bool:
        """Return whether a name in Latin letters begins at `place`, perhaps behind a space, whose form only models have."""
        return any(form.entity_type == "model" and 0 <= form.span.start - place <= 1 for form in self._line.forms)

    def within(self, span: Span) -> tuple[Word, ...]:
        """Return the words that lie within a range."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return tuple(word for word in self.words[first:last] if word.end <= span.end)

    def joined(self, left: Span, right: Span) -> bool:
        """Return whether two neighbouring words are one text: no gap, or a space beside letters that begin a name."""
        if left.end == right.start:
            return True
        last, first = self.text[left.start], self.text[right.start : right.start + 1]
        return right.start - left.end == 1 and (
            last.isascii() != first.isascii() or (last.isupper() and first.isupper())
        )


def is_han(text: str) -> bool:
    """Return whether a text is Han characters only."""
    return bool(_HAN.fullmatch(text))


def is_katakana(text: str) -> bool:
    """Return whether a text is katakana only."""
    return bool(_KANA.fullmatch(text))
