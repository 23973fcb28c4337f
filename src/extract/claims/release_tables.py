"""Releases and makers that the rows of a table state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.claims.claim import EntityRef, RelationClaim, ReleaseClaim
from extract.claims.events import event_of
from extract.claims.headers import columns_by_role
from extract.claims.model_mentions import LONGEST_NAME, bare_name, cell_models
from extract.claims.reader import Reader
from extract.claims.reading import CellReading, TableReading
from extract.claims.releases import from_sentences, made_by
from extract.claims.training_columns import built_on, learned_from
from extract.mentions.mention import DateValue

_MORE_WORDS = re.compile(r"(?: [A-Z][A-Za-z]+){1,3}")  # what makes a known name that of a part of it: Abc Research Labs


# A name of data: letters, no amount, no sentence.
def table_claims(table: TableReading, reader: Reader) -> Iterator[ReleaseClaim | RelationClaim]:
    """Yield who made the model of each row and when it came out, and the releases that the row's other cells tell."""
    roles = columns_by_role(table, reader.language)
    for row in table.body_rows():
        model_cell = table.at(row, roles["model"]) if "model" in roles else None
        models = list(cell_models(model_cell, reader)) if model_cell else []
        organization = _cell_organization(table.at(row, roles["organization"])) if "organization" in roles else None
        date_cell = table.at(row, roles["date"]) if "date" in roles else None
        dated = [(r, m) for r in date_cell.readings for m in r.dates] if date_cell else []
        for model in models:
            if organization:
                yield RelationClaim(
                    subject=model,
                    predicate="developed_by",
                    object=organization,
                    evidence=(model.evidence, organization.evidence),
                    rule="relations.table-row",
                    confidence=0.9,
                )
            if len(dated) == 1 and isinstance(value := dated[0][1].value, DateValue):
                reading, mention = dated[0]
                yield ReleaseClaim(
                    model=model,
                    event=event_of(table.header(roles["date"]), reader.language) or "announced",
                    date=value,
                    organization=organization,
                    evidence=(model.evidence, reading.evidence(mention.span)),
                    rule="releases.table-row",
                    confidence=0.95,
                )
        yield from learned_from(table, row, models, reader)
        yield from built_on(table, row, models, reader)
        for column in range(table.columns):
            cell = table.at(row, column)
            if cell and cell.row == row and column not in (roles.get("model"), roles.get("date")):
                for reading in cell.readings:
                    for claim in from_sentences(reading, reader):
                        if isinstance(claim, ReleaseClaim) and organization and not claim.organization:
                            yield replace(claim, organization=organization)
                            yield made_by(claim, organization)
                        else:
                            yield claim


def _cell_organization(cell: CellReading | None) -> EntityRef | None:
    """Return the organization of a cell: the known name in it, or its whole text if it is short."""
    if cell is None or not cell.readings:
        return None
    known = [(r, m) for r in cell.readings for m in r.names_of("organization")]
    reading = cell.readings[0]
    bare = bare_name(reading)
    if known:
        first, name = known[0]
        goes_on = bare and first is reading and name.span.start == bare.start and len(known) == 1
        if not (goes_on and _MORE_WORDS.fullmatch(reading.text, name.span.end, bare.end if bare else 0)):
            return first.ref(name)
    if bare is None or len(cell.readings) > 1 or bare.end - bare.start > LONGEST_NAME:
        return None
    return EntityRef("organization", bare.of(reading.text), reading.evidence(bare))
