"""Who made the models of a list, where the sentence above it says so: 甲社は以下のモデルを公開しています: - 乙-7B, - 乙-70B."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import EntityRef, RelationClaim
from extract.claims.makers import makers_before
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.documents.document import BlockKind
from extract.text import Span

_LISTED = 0.7
_HEAD = re.compile(r"[\W_]*(?:[\w.-]+/)?")  # before the model that heads an item: a bullet, the owner of its repository


def made_list_claims(section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the makers of the models that head the items of a list or the rows of a table below a sentence that says who they are."""
    said = re.compile(reader.language.rules["relations"]["makes_listed"])
    for number, reading in enumerate(section.readings):
        match = said.search(reading.text) if reading.statement.kind is not BlockKind.HEADING else None
        if match is None:
            continue
        sentence = reading.statement.sentence_of(Span(*match.span()))
        makers = [
            each
            for each in makers_before(reading, Span(sentence.start, match.start()), reader)
            if not reader.finder.sites.is_site(each.name)
        ]
        for model in _models_below(section, number, reader) if makers else ():
            for maker in makers:
                if _may_be(maker, model, reader):
                    yield RelationClaim(
                        subject=model,
                        predicate="developed_by",
                        object=maker,
                        evidence=(model.evidence, maker.evidence),
                        rule="relations.made-list",
                        confidence=_LISTED,
                    )


def _models_below(section: SectionReading, number: int, reader: Reader) -> Iterator[EntityRef]:
    """Yield the models that head the items right below a line, or the rows of the section's tables if there are none."""
    items: list[Reading] = []
    for reading in section.readings[number + 1 :]:
        if reading.statement.kind is BlockKind.LIST_ITEM:
            items.append(reading)
        elif items or reading.statement.kind is BlockKind.HEADING:
            break
    cells = [
        reading
        for table in section.tables
        for row in table.body_rows
        if (cell := table.at(row, 0))
        for reading in cell.readings[:1]
    ]
    for reading in items or cells:
        for name in reading.names_of("model")[:1]:
            if _HEAD.fullmatch(reading.text, 0, name.outer.start):
                yield reader.model_ref(reading, name)


def _may_be(maker: EntityRef, model: EntityRef, reader: Reader) -> bool:
    """Return whether nobody else is known to have made a model."""
    known = {each for candidate in model.candidates[:1] for each in reader.finder.makers(candidate)}
    return maker.name != model.name and (not known or bool(known & set(maker.candidates)))
