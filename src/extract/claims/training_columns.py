"""What tables of models say of how they came about: the data that they learned from and its size, the model that they are built on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.claims.claim import EntityRef, FigureClaim, RelationClaim
from extract.claims.data_names import listed_data
from extract.claims.figure_checks import quantities_of
from extract.claims.headers import columns_by_role
from extract.claims.masks import compiled, masked_sentences
from extract.claims.metrics import can_be
from extract.claims.model_mentions import cell_models
from extract.claims.quantity_claims import quantity_claim
from extract.claims.reader import Reader
from extract.claims.reading import CellReading, TableReading, once_a_table
from extract.lang.language import Language
from extract.text import Span

_CONFIDENCE = 0.7
_SIZES = frozenset(
    {"sentences", "hours"}
)  # units that size data beside bytes; tokens and words are figures of the model
_OF_MODELS = {"tokens": "training_tokens", "words": "training_words"}


@once_a_table
def training_column(table: TableReading, language: Language) -> int | None:
    """Return the first column that says what the models of the rows learned from, or None."""
    words = language.words("relations", "training_headers")
    found = next((each for each in range(table.columns) if table.header(each).rstrip().endswith(words)), None)
    return _column_of_data(table, language) if found is None else found


def _column_of_data(table: TableReading, language: Language) -> int | None:
    """Return the column headed by a word for data sets, if the table is of models and does not measure them on these data.

    It is one of training where the words above the table speak of training, or where each row is of another model and no column
    has numbers under the bare name of a measure.
    """
    words = language.words("relations", "dataset_headers")
    found = next((each for each in range(1, table.columns) if table.header(each).strip() in words), None)
    models = columns_by_role(table, language).get("model")
    if found is None or models is None or found == models:
        return None
    above = table.caption.rsplit(" / ", 1)[-1]
    if re.search(language.any_of("relations", "learns"), above):
        return found
    names = [cell.text for row in table.body_rows if (cell := table.at(row, models)) and cell.readings]
    measure = re.compile(rf"(?<![a-z]){language.any_of('relations', 'measures')}(?:@\d+)?$")
    headers = (table.header(each).strip().rstrip(" %↑↓()").casefold() for each in range(table.columns))
    measured = any(measure.search(header) for header in headers)
    return found if len(names) > 1 and len(set(names)) == len(names) and not measured else None


def learned_from(table: TableReading, row: int, models: Sequence[EntityRef], reader: Reader) -> Iterator[RelationClaim]:
    """Yield the data that the models of a row learned from, as a column of such data names them."""
    cell = _own_cell(table, row, training_column(table, reader.language))
    for reading in cell.readings if cell else ():
        for data in listed_data(reading, Span(0, len(reading.text)), reader, in_cell=True):
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
    """Yield the model that those of a row are built on, as a column of such models or words in another cell name one."""
    words = reader.language.words("relations", "base_headers")
    named = columns_by_role(table, reader.language).get("model")
    column = next((each for each in range(table.columns) if table.header(each).strip().endswith(words)), None)
    is_base = column is not None and column != named and not _is_grid(table, row, column, reader.language)
    cell = _own_cell(table, row, column) if is_base else None
    bases = list(cell_models(cell, reader)) if cell else list(_told_bases(table, row, named, reader))
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


def _told_bases(table: TableReading, row: int, named: int | None, reader: Reader) -> Iterator[EntityRef]:
    """Yield the models with which cells of a row begin that say what something is built on: 甲ベース, 基于甲进行微调."""
    for column in range(table.columns):
        cell = _own_cell(table, row, column) if column != named else None
        for reading in cell.readings[:1] if cell and any(each.names_of("model") for each in cell.readings) else ():
            sentence = next(iter(masked_sentences(reading)))
            for pattern in reader.language.rules["relations"]["training"]["in_cells"]:
                if match := compiled(pattern, reader.language.code).match(sentence.text):
                    yield reading.ref(sentence.names[match.start("o")])
                    break


def _is_grid(table: TableReading, row: int, base: int | None, language: Language) -> bool:
    """Return whether a row lists the versions of one model side by side: its base, its chat model, what was made smaller.

    A name that stands twice, as that of a row's model and again where the model can be had, is one. Models that are its parts,
    as their column says, are none.
    """
    parts = language.words("relations", "part_headers")
    named = set()
    for column in range(table.columns):
        is_other = column != base and not table.header(column).strip().endswith(parts)
        cell = _own_cell(table, row, column) if is_other else None
        models = (name for reading in cell.readings for name in reading.names_of("model")) if cell else ()
        if first := next(iter(models), None):
            named.add(first.text.casefold())
    return len(named) > 1


def training_sizes(table: TableReading, reader: Reader) -> Iterator[FigureClaim]:
    """Yield how large the data are that the models of a table learned from: 記事 (約1,800万文), 新闻 (148GB)."""
    column = training_column(table, reader.language)
    models = columns_by_role(table, reader.language).get("model")
    if column is None or models is None or column == models:
        return
    for row in table.body_rows:
        cell, named = _own_cell(table, row, column), table.at(row, models)
        subjects = list(cell_models(named, reader)) if named else []
        for reading in cell.readings if cell and len(subjects) == 1 else ():
            for mention, value in quantities_of(reading):
                metric = _OF_MODELS.get(value.unit, "dataset_size")
                is_size = value.kind == "data" or value.unit in _SIZES or value.unit in _OF_MODELS
                if not is_size or not can_be(metric, value):
                    continue
                evidence = (reading.evidence(mention.span), subjects[0].evidence)
                words = table.header(column)
                yield quantity_claim(subjects[0], metric, words, value, evidence, "figures.table-data", _CONFIDENCE)


def _own_cell(table: TableReading, row: int, column: int | None) -> CellReading | None:
    """Return the cell of a row in a column, unless there is none, it is empty, or it reaches down from a row above."""
    cell = table.at(row, column) if column is not None else None
    return cell if cell is not None and cell.readings and cell.row == row else None
