"""What a finder of names sees of one line: its text, its tokens, its language and what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from extract.lang.language import Language
from extract.mentions.latin_names import Form, latin_forms
from extract.mentions.mention import Mention
from extract.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True)
class NameLine:
    """One statement of a document, as the finders of names see it.

    Attributes:
        doc: the tokens; its text is the statement's cleaned text, and the offsets of mentions count in it.
        language: gives the words of the rules.
        header: the header of the table's column that the text stands in, empty outside tables.
        links: ranges of the text that are the text of a link, each with its address.
    """

    doc: Doc
    language: Language
    header: str = ""
    links: tuple[tuple[Span, str], ...] = ()

    @cached_property
    def text(self) -> str:
        """The cleaned text."""
        return self.doc.text

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The tokens in Latin letters that could be names, each with what its form proves."""
        return tuple(latin_forms(self.text))

    @cached_property
    def edges(self) -> frozenset[int]:
        """The offsets at which a token begins or ends."""
        return frozenset(edge for token in self.doc for edge in (token.idx, token.idx + len(token)))


NameFinding = Callable[[NameLine], Iterable[Mention]]
"""Yields the names of a line; the rule of each mention says why it was found, its confidence how sure that is."""
