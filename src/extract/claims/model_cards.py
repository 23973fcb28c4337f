"""What the fields of a model card say of how the model came to be: labels and their lists, tables of properties, front matter.

A label (学習データ: 甲, 基座模型: 乙), a row of a table of two columns and a field above a page (``base_model``, ``datasets``; see
huggingface.co/docs/hub/model-cards) name data or models by themselves. They are of the model in whose section they stand: the one
that the heading names, the heading itself where it is nothing but a name, else the model of the page's title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.claims.claim import EntityRef, Evidence, RelationClaim
from extract.claims.data_names import listed_data
from extract.claims.modalities import FRONT
from extract.claims.model_mentions import cell_models
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading, TableReading
from extract.claims.slides import labelled
from extract.claims.training import model_of_section
from extract.documents.document import BlockKind
from extract.mentions.latin_names import is_no_name
from extract.segments import links_of
from extract.text import Span

_LABELLED, _TABLE, _FRONT = 0.75, 0.7, 0.75
# A heading that is nothing but the name of a model or its file.
_NAME = re.compile(r"(?=.*[\d._-])[A-Za-z][\w.+-]{2,40}")
_FIELD = re.compile(
    r"^(?P<key>base_model|datasets)[ \t]*:[ \t]*(?P<value>[^\n]*(?:\n[ \t]*-[ \t][^\n]*)*)", re.MULTILINE
)
_VALUE = re.compile(r"(?P<owner>[\w.-]+/)?(?P<name>[A-Za-z0-9][\w.+-]{2,80})")
_PREDICATES = {"base_model": "based_on", "datasets": "uses_dataset"}


def card_claims(section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield what the labels and tables of properties of a section say."""
    words = {"uses_dataset": reader.language.words("relations", "training_labels")}
    subject = _subject(section)
    if subject is None:
        return
    for part in labelled(section, words, reader.language):
        for data in listed_data(part.reading, part.span, reader):
            yield from _claim(subject, "uses_dataset", data, "relations.card-label", _LABELLED)
    if any(re.search(reader.language.any_of("relations", "learns"), each.text) for each in section.heading):
        for reading in section.readings:
            yield from _linked(reading, subject, reader)
    for table in section.tables:
        yield from _properties(table, subject, reader)


def _linked(reading: Reading, subject: EntityRef, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the data that an item of a list links to behind a label for data, under a heading that speaks of training."""
    label, colon, rest = reading.text.partition(":")
    nouns = reader.language.words("relations", "data_before")
    if reading.statement.kind is not BlockKind.LIST_ITEM or not colon or not label.strip().endswith(nouns):
        return
    links = [(span, address) for span, address in links_of(reading.statement) if span.start > len(label)]
    said = list(rest)
    for span, _ in links:
        said[span.start - len(label) - 1 : span.end - len(label) - 1] = " " * (span.end - span.start)
    beside = (
        rf"(?:{reader.language.any_of('grammar', 'joints')}|{reader.language.any_of('grammar', 'and_so_on')}|[\W_])*"
    )
    if not re.fullmatch(beside, "".join(said)):
        return
    for span, address in links:
        name = span.of(reading.text)
        if not re.match(r"https?://[^/\s]+/datasets/", address) or is_no_name(name):
            continue
        known = tuple(each for each in reader.finder.candidates(name) if reader.finder.entity_type(each) == "product")
        data = EntityRef("product", name, reading.evidence(span), known)
        yield from _claim(subject, "uses_dataset", data, "relations.card-links", _TABLE)


def front_claims(sections: Sequence[SectionReading], reader: Reader) -> Iterator[RelationClaim]:
    """Yield what the fields above the first section say of its model."""
    for section in sections[:1]:
        text, page = section.section.page.text, section.section.page.number
        front = FRONT.match(text)
        subject = _subject(section) if front else None
        for field in _FIELD.finditer(text, 0, front.end()) if front and subject else ():
            predicate = _PREDICATES[field["key"]]
            entity_type = "model" if predicate == "based_on" else "product"
            for value in _VALUE.finditer(text, *field.span("value")):
                if text[value.start() - 1] not in " \t\"'[" or subject is None:
                    continue
                known = reader.finder.candidates(value["name"])
                of_type = tuple(each for each in known if reader.finder.entity_type(each) == entity_type)
                target = EntityRef(entity_type, value["name"], Evidence(page, Span(*value.span("name"))), of_type)
                yield from _claim(subject, predicate, target, "relations.card-field", _FRONT)


def _subject(section: SectionReading) -> EntityRef | None:
    heading = section.heading[-1] if section.heading else None
    is_named = heading is not None and any(heading.names_of("model"))
    if heading and not is_named and _NAME.fullmatch(heading.text) and not is_no_name(heading.text):
        return EntityRef("model", heading.text, heading.whole())
    return model_of_section(section) or section.page_model.own()


def _properties(table: TableReading, subject: EntityRef, reader: Reader) -> Iterator[RelationClaim]:
    """Yield what the rows of a table of two columns say, the first of which names properties: 学習コーパス | 甲."""
    language = reader.language
    of_data = language.words("relations", "training_labels")
    of_bases = language.words("relations", "base_headers")
    for row in range(table.rows) if table.columns == 2 else ():
        label, cell = table.at(row, 0), table.at(row, 1)
        if label is None or cell is None or not cell.readings:
            continue
        reading = cell.readings[0]
        if label.text.strip() in of_data:
            for data in listed_data(reading, Span(0, len(reading.text)), reader, in_cell=True):
                yield from _claim(subject, "uses_dataset", data, "relations.card-row", _TABLE)
        elif label.text.strip() in of_bases:
            bases = list(cell_models(cell, reader))
            is_path = re.fullmatch(r"[\w.-]+/[\w.-]+", cell.text)  # whose it is stands before a name of a hub
            for base in bases[-1:] if is_path or len(bases) == 1 else ():
                yield from _claim(subject, "based_on", base, "relations.card-row", _TABLE)


def _claim(
    subject: EntityRef, predicate: str, target: EntityRef, rule: str, confidence: float
) -> Iterator[RelationClaim]:
    if subject.name != target.name:
        yield RelationClaim(
            subject=subject,
            predicate=predicate,
            object=target,
            evidence=(target.evidence, subject.evidence),
            rule=rule,
            confidence=confidence,
        )
