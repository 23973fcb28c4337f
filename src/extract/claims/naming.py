"""Where entities are named: what makes a row of an organization, person, model or product, whatever else is said."""

from __future__ import annotations

from collections.abc import Iterator

from extract.claims.claim import NameClaim
from extract.claims.reading import POINTS, SectionReading
from extract.mentions.mention import Name

_KNOWN = 0.9


def name_claims(section: SectionReading) -> Iterator[NameClaim]:
    """Yield the first place of a section that names each entity, known or new.

    A name with several bearers names nobody for sure, and a word that points back (同社) is no name: they give no claim. A
    new name has the confidence of what proves it.
    """
    named: set[tuple[str, str, str, str]] = set()
    cells = [reading for table in section.tables for cell in table.cells for reading in cell.readings]
    for reading in (*section.readings, *cells):
        for mention in reading.names:
            value = mention.value
            if not isinstance(value, Name) or len(value.candidates) > 1 or mention.rule.startswith(POINTS):
                continue
            known = value.candidates[0] if value.candidates else ""
            form = mention.text if value.full else ""  # a short form of its own is another name of the entity
            key = (known or value.full or mention.text, value.entity_type, value.version, form)
            if key in named:
                continue
            named.add(key)
            yield NameClaim(
                entity=reading.ref(mention),
                evidence=(reading.evidence(mention.span),),
                rule=mention.rule,
                confidence=min(_KNOWN, mention.confidence) if known else mention.confidence,
            )
