"""Makers by the addresses of their page: who a sentence says made a model is one if models or code are kept under that name.

A name in Latin letters that no list has may be anything. Where a page links to a repository of an owner of the same name
(``owners`` of sources/names/sites.yaml), and a sentence has it as who made, released or owns a model, it is the maker's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extract.claims.reading import Reading
from extract.documents.document import Document
from extract.lang.language import Language
from extract.mentions.introduced_names import LINKED
from extract.mentions.latin_names import is_no_name
from extract.mentions.mention import Mention, Name
from extract.sources.sites import Sites
from extract.text import Span

_CONFIDENCE = 0.72
_WORD = r"(?<![A-Za-z0-9._/@-])[A-Za-z][A-Za-z0-9&-]*(?:[ .][A-Z][A-Za-z0-9&-]*){0,2}(?![A-Za-z0-9_-])"
_SHORTEST = 3


class Owners:
    """The owners of the repositories that a document links to, but for those that are named like what they keep.

    Args:
        document: the document.
        models: the texts of the models' names in it.
        sites: know the addresses that name an owner.
    """

    def __init__(self, document: Document, models: Iterable[str], sites: Sites) -> None:
        owners: set[str] = set()
        others = {_bare(each) for each in models}
        for page in document.pages:
            for owner, kept in sites.owners_in(page.text):
                owners.add(_bare(owner))
                others |= {_bare(kept)} if kept else set()
        self._owners = {each for each in owners - others if len(each) >= _SHORTEST}

    def named(self, reading: Reading, language: Language) -> Reading:
        """Return a line with the owners that it names as makers.

        Args:
            reading: the line.
            language: its language.
        """
        if not self._owners:
            return reading
        frame = language.rules["names"]["owner_behind"]
        found = []
        for word in re.finditer(rf"(?P<name>{_WORD})(?={frame})", reading.text):
            span = Span(*word.span("name"))
            taken = any(each.span.overlaps(span) for each in reading.names if each.rule != LINKED)
            if not taken and _bare(word["name"]) in self._owners and not is_no_name(word["name"]):
                found.append(
                    Mention(span, word["name"], Name((), "organization"), "names.organization-owner", _CONFIDENCE)
                )
        if not found:
            return reading
        kept = [each for each in reading.names if not any(each.span.overlaps(new.span) for new in found)]
        return replace(reading, names=tuple(sorted((*kept, *found), key=lambda each: each.span)))


def _bare(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()
