"""Brackets of links in lines of news, which say where a thing is found and nothing of what happened to it: 甲 (📃論文, 🤖モデル)."""

from __future__ import annotations

import re

from extract.claims.reading import Reading
from extract.segments import links_of
from extract.text import Span

_BRACKET = re.compile(r"\s?\([^()]*\)")


def without_links(reading: Reading, within: Span) -> str:
    """Return the text of a range of a statement without the brackets in it that hold a link.

    Args:
        reading: the statement.
        within: the range, in its cleaned text.
    """
    text = within.of(reading.text)
    if "(" not in text:
        return text
    links = [link for link, _ in links_of(reading.statement)]
    kept, position = "", within.start
    for bracket in _BRACKET.finditer(reading.text, within.start, within.end):
        span = Span(*bracket.span())
        if any(span.covers(link) for link in links):
            kept += reading.text[position : span.start]
            position = span.end
    return kept + reading.text[position : within.end]
