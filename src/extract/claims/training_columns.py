"""What tables of models say of how they came about: the data that they learned from and its size, the model that they are built on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.claims.claim import EntityRef, FigureClaim, RelationClaim
from extract.claims.figure_checks import quantities_of
from extract.claims.headers import columns_by_role
from extract.claims.metrics import can_be
from extract.claims.model_mentions import cell_models
from extract.claims.reader import Reader
from extract.claims.reading import CellReading, TableReading
from extract.lang.language import Language
from extract.text import Span

_DATA = re.compile(
    r"(?=.*[A-Za-z])(?!.*[\u3040-\u309f])[^\W_](?:[\w .-]{0,24}\w)?"
)  # a name of data: some letters, no sentence
_CONFIDENCE = 0.7
_SIZES = frozenset(
    {"sentences", "hours"}
)  # units that size data beside bytes; tokens and words are figures of the model
_OF_MODELS = {"tokens": "training_tokens", "words": "training_words"}


def training_column(table: TableReading, language: Language) -> int | None:
    """Return the first column that says what the models of the rows learned from, or None."""
    words = language.words("relations", "training_headers")
    return next((each for each in range(table.columns) if table.header(each).rstrip().endswith(words)), None)


def learned_from(table: TableReading, row: int, models: Sequence[EntityRef], reader: Reader) -> Iterator[RelationClaim]:
    """Yield the data that the models of a row learned from, as a column of such data names them."""
    cell = _own_cell(table, row, training_column(table, reader.language))
    for reading in cell.readings if cell else ():
        for part in re.finditer(r"[^+,、;/]+", re.sub(r"\([^()]*\)", lambda match: " " * len(match[0]), reading.text)):
            name = re.sub(r"\s*\[\d+\]$", "", part[0].strip(" *†"))
            if not _DATA.fullmatch(name):
                continue
            start = reading.text.index(name, part.start())
            span = Span(start, start + len(name))
            known = [each for each in reading.names_of("product", within=span) if each.span == span]
            data = reading.ref(known[0]) if known else EntityRef("product", name, reading.evidence(span))
            for model in models:
                yield RelationClaim(
                    subject=model,
                    predicate="uses_dataset",
                    object=data,
                    evidence=(data.evidence, model.evidence),
                    rule="relations.table-data",
                    confidence=_CONFIDENCE,
                )


def built_on(table: TableReading, row: int, models: Sequence[EntityRef], reader: Reader) -> Iterator[RelationClaim]:
    """Yield the model that those of a row are built on, as a column of such models names one."""
    words = reader.language.words("relations", "base_headers")
    column = next((each for each in range(table.columns) if table.header(each).strip().endswith(words)), None)
    is_base = column is not None and column != columns_by_role(table, reader.language).get("model")
    cell = _own_cell(table, row, column) if is_base else None
    bases = list(cell_models(cell, reader)) if cell else []
    for model in models if len(bases) == 1 else ():
        if bases[0].name != model.name:
            yield RelationClaim(
                subject=model,
                predicate="based_on",
                object=bases[0],
                evidence=(bases[0].evidence, model.evidence),
                rule="relations.table-base",
                confidence=_CONFIDENCE,
            )


def training_sizes(table: TableReading, reader: Reader) -> Iterator[FigureClaim]:
    """Yield how large the data are that the models of a table learned from: 記事 (約1,800万文), 新闻 (148GB)."""
    column = training_column(table, reader.language)
    models = columns_by_role(table, reader.language).get("model")
    if column is None or models is None or column == models:
        return
    for row in table.body_rows():
        cell, named = _own_cell(table, row, column), table.at(row, models)
        subjects = list(cell_models(named, reader)) if named else []
        for reading in cell.readings if cell and len(subjects) == 1 else ():
            for mention, value in quantities_of(reading):
                metric = _OF_MODELS.get(value.unit, "dataset_size")
                is_size = value.kind == "data" or value.unit in _SIZES or value.unit in _OF_MODELS
                if not is_size or not can_be(metric, value):
                    continue
                yield FigureClaim(
                    subject=subjects[0],
                    metric=metric,
                    metric_text=table.header(column),
                    value=value.value,
                    unit=value.unit,
                    value_max=value.value_max,
                    bound=value.bound,
                    evidence=(reading.evidence(mention.span), subjects[0].evidence),
                    rule="figures.table-data",
                    confidence=_CONFIDENCE,
                )


def _own_cell(table: TableReading, row: int, column: int | None) -> CellReading | None:
    """Return the cell of a row in a column, unless there is none, it is empty, or it reaches down from a row above."""
    cell = table.at(row, column) if column is not None else None
    return cell if cell is not None and cell.readings and cell.row == row else None
