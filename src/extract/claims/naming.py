"""Where known entities are named: what makes a row of an organization, person, model or product, whatever else is said."""

from __future__ import annotations

from collections.abc import Iterator

from extract.claims.claim import NameClaim
from extract.claims.reading import SectionReading
from extract.mentions.mention import Name


def name_claims(section: SectionReading) -> Iterator[NameClaim]:
    """Yield the first place of a section that names each known entity.

    A name with several bearers, or one known by its form alone, names nobody for sure and gives no claim.
    """
    named: set[tuple[str, str]] = set()
    cells = [reading for table in section.tables for cell in table.cells for reading in cell.readings]
    for reading in (*section.readings, *cells):
        for mention in reading.names:
            value = mention.value
            if (
                not isinstance(value, Name)
                or len(value.candidates) != 1
                or (value.candidates[0], value.version) in named
            ):
                continue
            named.add((value.candidates[0], value.version))
            yield NameClaim(
                entity=reading.ref(mention),
                evidence=(reading.evidence(mention.span),),
                rule=mention.rule,
                confidence=0.9,
            )
