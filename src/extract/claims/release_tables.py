"""Releases and makers that the rows of a table state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.claims.claim import RelationClaim, ReleaseClaim
from extract.claims.events import event_of
from extract.claims.model_tables import ModelTable
from extract.claims.property_tables import property_claims
from extract.claims.reader import Reader
from extract.claims.reading import Reading, TableReading
from extract.claims.releases import dated_by, from_sentences, made_by
from extract.claims.training_columns import built_on, learned_from
from extract.mentions.mention import DateValue, Mention


def table_claims(table: TableReading, reader: Reader) -> Iterator[ReleaseClaim | RelationClaim]:
    """Yield who made the model of each row and when it came out, and the releases that the row's other cells tell."""
    yield from property_claims(table, reader)
    listed = ModelTable(table, reader)
    roles = listed.roles
    for row in table.body_rows:
        models, makers = listed.models(row), listed.makers(row)
        organization = makers[0] if makers else None
        date_cell = table.at(row, roles["date"]) if "date" in roles else None
        dated = [(r, m) for r in date_cell.readings for m in r.dates] if date_cell else []
        for model in models:
            made = [each for each in makers if not listed.is_offered(model, each)]
            for maker in made:
                yield RelationClaim(
                    subject=model,
                    predicate="developed_by",
                    object=maker,
                    evidence=(model.evidence, maker.evidence),
                    rule="relations.table-row",
                    confidence=0.9,
                )
            if len(dated) == 1 and isinstance(value := dated[0][1].value, DateValue) and _is_whole(*dated[0], reader):
                reading, mention = dated[0]
                yield ReleaseClaim(
                    model=model,
                    event=event_of(table.header(roles["date"]), reader.language) or "announced",
                    date=value,
                    organization=made[0] if made else None,
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
                    told = (
                        dated_by(reading, dated[0][1], dated[0][0], reader)
                        if len(dated) == 1 and not models and not reading.dates
                        else from_sentences(reading, reader)
                    )
                    for claim in told:
                        if isinstance(claim, ReleaseClaim) and organization and not claim.organization:
                            yield replace(claim, organization=organization)
                            yield made_by(claim, organization)
                        else:
                            yield claim


def _is_whole(reading: Reading, date: Mention, reader: Reader) -> bool:
    """Return whether a date is all that its cell says of time: no other number beside it (2026-04~08), no word of a plan."""
    rest = reading.text[: date.span.start] + reading.text[date.span.end :]
    plans = reader.language.words("events", "plan_after")
    return not re.search(r"\d", rest) and not any(word in rest for word in plans)
