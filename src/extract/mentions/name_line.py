"""What a finder of names sees of one line: its text, its tokens, its language and what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extract.lang.language import Language, Token
from extract.mentions.latin_names import Form, latin_forms
from extract.mentions.mention import Mention
from extract.mentions.titles import find_titles
from extract.text import Span


@dataclass(frozen=True)
class NameLine:
    """One statement of a document, as the finders of names see it.

    Attributes:
        text: the statement's cleaned text, in which the offsets of mentions count.
        language: gives the tokens and the words of the rules.
        header: the header of the table's column that the text stands in, empty outside tables.
        links: ranges of the text that are the text of a link, each with its address.
    """

    text: str
    language: Language
    header: str = ""
    links: tuple[tuple[Span, str], ...] = ()

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The tokens in Latin letters that could be names, each with what its form proves."""
        return tuple(latin_forms(self.text))

    @cached_property
    def titles(self) -> tuple[Mention, ...]:
        """What stands in quotation marks."""
        return tuple(find_titles(self.text))

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens in order. Segmenting costs as much as all the rest, and most lines are asked for none."""
        return tuple(self.language.tokenize(self.text))

    @cached_property
    def edges(self) -> frozenset[int]:
        """The offsets at which a token begins or ends."""
        edges = {token.start for token in self.tokens}
        edges.update([token.start + len(token.text) for token in self.tokens])
        return frozenset(edges)

    def __contains__(self, position: object) -> bool:
        """Return whether a token begins or ends at an offset; the line is segmented at the first question."""
        return position in self.edges

    @cached_property
    def memo(self) -> dict[str, Any]:
        """What the finders of this line share, by the name of who made it."""
        return {}


NameFinding = Callable[[NameLine], Iterable[Mention]]
"""Yields the names of a line; the rule of each mention says why it was found, its confidence how sure that is."""
