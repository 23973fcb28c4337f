"""What the asides of a page may state: documents as they are to be read, and claims without those that asides cannot make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from extract.claims.claim import CellClaim, Claim, NameClaim
from extract.documents.asides import AsideReader
from extract.documents.document import Document, Page, Role
from extract.lang.language import Language, load_language

LICENCE_RULES = "relations.licence"
"""Rules of the claims that a licence may make begin with it."""

_DOUBTFUL = 0.45  # below `datasets.build.PUBLISH_FROM`: a reviewer decides


def with_asides(document: Document, language: Language) -> Document:
    """Return a document with the asides of its pages known: samples, licences, adverts, credits, noise within sentences."""
    return replace(document, pages=tuple(_reader(language.code).read(page) for page in document.pages))


@cache
def _reader(language_code: str) -> AsideReader:
    language = load_language(language_code)
    return AsideReader(language.rules, language.reading)


def without_asides(claims: Iterable[Claim], pages: Mapping[int, Page]) -> Iterator[Claim]:
    """Yield the claims that the places of their evidence can make, less sure where these are doubtful.

    Tables stay as they are, names stand wherever no sample names them, and a licence says which one it is.

    Args:
        claims: of a document.
        pages: its pages by number, asides known.
    """
    if not any(page.asides for page in pages.values()):
        yield from claims
        return
    for claim in claims:
        roles = {role for each in claim.evidence for role in pages[each.page].roles_at(each.span)}
        if not roles or isinstance(claim, CellClaim):
            yield claim
        elif Role.SAMPLE in roles:
            continue
        elif isinstance(claim, NameClaim) or claim.rule.startswith(LICENCE_RULES):
            yield claim
        elif roles == {Role.DOUBTFUL}:
            yield replace(claim, confidence=min(claim.confidence, _DOUBTFUL))
