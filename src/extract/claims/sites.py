"""Sites of a plan on a map: hubs and clusters that are named on a page whose caption says where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import EntityRef, Evidence, RelationClaim
from extract.claims.reader import Reader
from extract.claims.reading import Reading
from extract.claims.slides import Slide
from extract.documents.document import BlockKind
from extract.text import Span

_ON_MAP = 0.75
_LEAST = 3  # sites of one kind; fewer are no map
_LONGEST = 22  # characters of a site's name


def site_claims(slide: Slide, reader: Reader) -> Iterator[RelationClaim]:
    """Yield where the sites of a map are: in the place that its caption names."""
    language = reader.language
    where = _place(slide, language.any_of("relations", "maps"))
    if where is None:
        return
    nouns = language.words("relations", "site_nouns")
    sites: list[EntityRef] = []
    above: Reading | None = None
    for reading in slide.readings:
        if reading.statement.kind is not BlockKind.PARAGRAPH or len(reading.text) > _LONGEST:
            above = None
            continue
        site = _site(reading, above, nouns)
        if site:
            sites.append(site)
        above = None if site else reading
    by_noun = {noun: [site for site in sites if site.name.endswith(noun)] for noun in nouns}
    for site in sites:
        if any(site in several and len(several) >= _LEAST for several in by_noun.values()):
            yield RelationClaim(
                subject=site,
                predicate="located_in",
                object=where,
                evidence=(site.evidence, where.evidence),
                rule="relations.map",
                confidence=_ON_MAP,
            )


def _place(slide: Slide, maps: str) -> EntityRef | None:
    """Return the place with which the caption of a map begins."""
    for reading in slide.readings:
        if re.search(maps, reading.text) and len(reading.text) <= 2 * _LONGEST:
            for mention in reading.names_of("place"):
                if mention.span.start == 0:
                    return reading.ref(mention)
    return None


def _site(reading: Reading, above: Reading | None, nouns: tuple[str, ...]) -> EntityRef | None:
    """Return the site that a line names, together with the line above it in its group if the name is broken."""
    text = reading.text
    if not text.endswith(nouns) or re.search(r"[、。:()]", text):
        return None
    whole = reading.whole()
    is_broken = (
        above is not None and above.statement.group == reading.statement.group and above.statement.page == whole.page
    )
    if (
        above is not None
        and is_broken
        and len(above.text) + len(text) <= _LONGEST
        and not re.search(r"[、。:()]", above.text)
    ):
        span = Span(above.whole().span.start, whole.span.end)
        return EntityRef("other", above.text + text, Evidence(whole.page, span))
    return None if text in nouns else EntityRef("other", text, whole)
