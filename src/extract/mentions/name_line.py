"""What a finder of names sees of one line: its text, its tokens, its language and what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.lang.language import Language
from extract.mentions.latin_names import Form, latin_forms
from extract.mentions.mention import Mention
from extract.mentions.titles import find_titles
from extract.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


class LineToken(NamedTuple):
    """A token of a line: its range in the text, the dictionary's tag and the part of speech (Universal POS tags)."""

    start: int
    end: int
    tag: str
    pos: str


@dataclass(frozen=True)
class NameLine:
    """One statement of a document, as the finders of names see it.

    Attributes:
        doc: the tokens; its text is the statement's cleaned text, and the offsets of mentions count in it.
        language: gives the words of the rules.
        header: the header of the table's column that the text stands in, empty outside tables.
        links: ranges of the text that are the text of a link, each with its address.
        written: the text, if it is at hand: a Doc puts its own together at each question.
    """

    doc: Doc
    language: Language
    header: str = ""
    links: tuple[tuple[Span, str], ...] = ()
    written: str = ""

    @cached_property
    def text(self) -> str:
        """The cleaned text."""
        return self.written or self.doc.text

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The tokens in Latin letters that could be names, each with what its form proves."""
        return tuple(latin_forms(self.text))

    @cached_property
    def titles(self) -> tuple[Mention, ...]:
        """What stands in quotation marks."""
        return tuple(find_titles(self.text))

    @cached_property
    def tokens(self) -> tuple[LineToken, ...]:
        """The tokens in order."""
        # An array of a Doc costs a tenth of its Token objects, and most lines are looked at no further.
        rows = self.doc.to_array(["IDX", "LENGTH", "TAG", "POS"]).tolist()
        strings = self.doc.vocab.strings
        return tuple(LineToken(start, start + length, strings[tag], strings[pos]) for start, length, tag, pos in rows)

    @cached_property
    def edges(self) -> frozenset[int]:
        """The offsets at which a token begins or ends."""
        starts, lengths = self.doc.to_array(["IDX", "LENGTH"]).T
        return frozenset((*starts.tolist(), *(starts + lengths).tolist()))

    @cached_property
    def memo(self) -> dict[str, Any]:
        """What the finders of this line share, by the name of who made it."""
        return {}


NameFinding = Callable[[NameLine], Iterable[Mention]]
"""Yields the names of a line; the rule of each mention says why it was found, its confidence how sure that is."""
