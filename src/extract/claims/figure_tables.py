"""Figures of tables: values under a header that names a metric, of the thing that heads the row, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.claims.cell_units import (
    DATA,
    counted,
    in_bytes,
    listed_values,
    mixture_sizes,
    of_hours,
    of_tokens,
    scaled,
    size_metric,
    size_of_model,
)
from extract.claims.claim import EntityRef, FigureClaim
from extract.claims.data_tables import DataTable
from extract.claims.figure_checks import quantities_of
from extract.claims.header_metrics import SIZE, header_metric, listed_metrics
from extract.claims.metric_kinds import OF_MODELS
from extract.claims.metrics import can_be, metric_words
from extract.claims.model_rows import model_rows
from extract.claims.property_tables import property_subject
from extract.claims.quantity_claims import quantity_claim
from extract.claims.reading import CellReading, Reading, TableReading
from extract.claims.size_cells import SIZES, bare_length, sizes_in, variant_sizes
from extract.claims.table_subjects import (
    are_settings,
    beside_in_group,
    beside_size,
    column_model,
    column_subject,
    listed_subject,
    lone_subject,
    row_subject,
    sized_subject,
)
from extract.lang.language import Language
from extract.mentions.mention import Mention, Quantity
from extract.mentions.names import NameFinder

_BESIDE_VALUE = 6  # characters of a cell that are not its value: signs of a bound, notes
_LONGEST_HEADER = 30
_CONFIDENCE = 0.7
_COUNTED = frozenset({"product", "other"})  # data sets, and kinds of data
_FEWEST_ITEMS = 100  # of a data set where a column of a table counts them
_COLUMNS = 2  # of labels and values
_OF_SETTINGS = frozenset(
    {"gpu_memory", "inference_speed", "file_size"}
)  # what one model has several of, by how it is run
_OF_CELLS = frozenset({"gpu_memory", "inference_speed"})  # of which each cell of a table may be one, under a heading


class FigureTable:
    """A table whose cells may be figures.

    Args:
        table: the table.
        language: its language.
        about: the model that the headings name, of which a table of two columns may list the figures.
        heading: the innermost heading, which may name the thing itself.
        finder: knows the names, for those of a family's sizes.
    """

    def __init__(
        self,
        table: TableReading,
        language: Language,
        about: EntityRef | None = None,
        heading: Reading | None = None,
        finder: NameFinder | None = None,
    ) -> None:
        self._table = table
        self._about, self._finder = about, finder
        self._language = language
        self._rows = model_rows(table, language)
        self._data = DataTable(table, language)
        self._headers = {column: table.header(column) for column in range(table.columns)}
        self._metrics = {column: self._metric_of(column) for column in self._headers}
        self._amounts = {column: self._data.counts(column) for column in self._headers}
        self._lists = {column: listed_metrics(header, language) for column, header in self._headers.items()}
        named = property_subject(table, language)
        self._listed = named or listed_subject(table, about, heading)
        self._properties = bool(named) or self._are_properties()
        first = self._headers.get(0, "")
        self._in_groups = bool(first) and first in list(self._headers.values())[1:]
        self._over = self._metric_over(heading)
        self._of_rows: dict[int, tuple[EntityRef, ...]] = {}  # each cell of a row asks what the row is about

    def _are_properties(self) -> bool:
        """Return whether the first column names several metrics."""
        first = [cell for row in range(self._table.rows) if (cell := self._table.at(row, 0)) and not cell.header]
        return sum(header_metric(cell.text, self._language, alone=True) is not None for cell in first) > 1

    def _metric_of(self, column: int) -> tuple[str, str] | None:
        """Return the metric of a column, by the nearest of its headers or by all of them."""
        nearest = self._table.at(self._table.last_header_row, column)
        own = header_metric(nearest.text, self._language) if nearest is not None and nearest.header else None
        return own or header_metric(self._headers[column], self._language)

    def _metric_over(self, heading: Reading | None) -> tuple[tuple[str, str], str] | None:
        """Return the metric, with its words and their line, that the heading or the line before the table says its cells are of."""
        for text in (each.text.rstrip(":") for each in (heading, self._table.lead) if each):
            metric = header_metric(text, self._language)
            if metric and metric[0] in _OF_CELLS:
                return metric, text
        return None

    def values_in(self, cell: CellReading) -> Iterator[FigureClaim]:
        """Yield the figures of a cell that holds a value and little else: its column's metric, else its row's."""
        if cell.header:
            return
        if cell.column == 0:
            yield from self._first_size(cell)
            return
        if self._rows.lists_variants(cell.column) or self._is_feature(cell):
            yield from self._of_variants(cell)
            return
        if amount := self._amounts[cell.column]:
            yield from self._of_data(cell, amount)
            return
        if listed := self._lists[cell.column]:
            yield from self._of_list(cell, listed)
            return
        metric = self._metrics[cell.column]
        if metric:
            subjects = self._subjects_of(cell.row, cell.column)
            if metric[0] in _OF_SETTINGS and not any(each.entity_type == "model" for each in subjects):
                on_cards = are_settings(self._first_cells(), self._language, of_devices=True)
                subjects = tuple(self._of_setting(metric[0])) or (() if on_cards else subjects)
            if metric[0] == "context_length" and self._rows.are_choices:
                return
            for subject in subjects:
                claims = self._figures(cell, subject, metric, self._headers[cell.column])
                yield from (each for each in claims if len(subjects) == 1 or each.value_max is None)
            return
        first = self._table.at(cell.row, 0)
        above = column_subject(self._table, cell.column)
        if above is None and self._table.columns > _COLUMNS and self._properties:
            above = column_model(self._table, cell.column)
        listed_above = self._listed if self._properties and above is None else None
        metric = header_metric(first.text, self._language, alone=listed_above is not None) if first else None
        if first and metric:
            owner = above or listed_above
            if owner is None and metric[0] in {*_OF_SETTINGS, SIZE}:
                owner = next(iter(self._of_setting(metric[0], by_column=True)), None)
            yield from self._figures(cell, owner, metric, first.text)
        elif self._over and (over := self._model_over(cell, above, self._over[0][0])):
            yield from self._figures(cell, over, *self._over)

    def _model_over(self, cell: CellReading, above: EntityRef | None, metric: str) -> EntityRef | None:
        """Return the model of a cell of the metric that the heading names: that of its column or row, or which is run so."""
        named = (*([above] if above else ()), *self._subjects_of(cell.row), *self._of_setting(metric))
        return next((each for each in named if each.entity_type == "model"), None)

    def _of_data(self, cell: CellReading, words: str) -> Iterator[FigureClaim]:
        """Yield how much data a row is about, in tokens where the header says so."""
        subject = self._data.subject(cell.row)
        header = self._headers[cell.column]
        in_tokens = any(each.name == "training_tokens" for each in metric_words(words, self._language))
        in_hours = any(each in header for each in self._language.words("figures", "hours"))
        if not in_tokens and not in_hours:
            yield from self._figures(cell, subject, ("dataset_size", words), header)
            return
        counts, unit, metric = (
            (of_tokens, "tokens", "training_tokens") if in_tokens else (of_hours, "hours", "dataset_size")
        )
        values = [
            (reading, mention, counts(scaled(value, header, self._language)))
            for reading in cell.readings
            for mention, value in quantities_of(reading)
        ]
        for reading, mention, value in values if subject and len(values) == 1 else ():
            if subject and value.unit == unit and can_be(metric, value):
                yield _claim(subject, "dataset_size", mention, value, reading, words)

    def _of_list(self, cell: CellReading, listed: Sequence[tuple[str, str]]) -> Iterator[FigureClaim]:
        """Yield the values of a cell that holds one for each of the metrics that its header lists: 40B/3.7B."""
        subjects = self._subjects_of(cell.row, cell.column)
        if len(subjects) != 1 or len(cell.readings) != 1:
            return
        values = listed_values(cell.readings[0], len(listed))
        for (name, words), (mention, value) in zip(listed, values, strict=False):
            if can_be(name, value):
                yield _claim(subjects[0], name, mention, value, cell.readings[0], words)

    def _of_setting(self, metric: str, *, by_column: bool = False) -> list[EntityRef]:
        """Return the only model that the line before the table or its headings name, if rows or columns say how it is run."""
        lead = self._table.lead
        named = {each.text: each for each in lead.names_of("model")} if lead else {}
        about = lead.ref(next(iter(named.values()))) if lead and len(named) == 1 else None if named else self._about
        if about is None or about.entity_type != "model" or not (named or self._is_headed_by(about.name)):
            return []
        texts = [header for column, header in self._headers.items() if column] if by_column else self._first_cells()
        return [about] if are_settings(texts, self._language, of_devices=metric == "inference_speed") else []

    def _is_headed_by(self, name: str) -> bool:
        """Return whether a heading over the table has a name, and is no sentence about it: 甲-3项目启动!"""
        headings = self._table.caption.split(" / ")
        return any(name in each and not each.rstrip().endswith(("!", "！", "。")) for each in headings)

    def _first_cells(self) -> list[str]:
        first = (self._table.at(row, 0) for row in self._table.body_rows)
        return [cell.text for cell in first if cell and cell.readings]

    def _first_size(self, cell: CellReading) -> Iterator[FigureClaim]:
        """Yield the size in a first column of sizes, of the only model that the rest of the row names: 7B | 甲-7B-Chat."""
        metric = self._metrics[0]
        if metric and metric[0] in {SIZE, "parameters"} and (subject := beside_size(self._table, cell.row)):
            yield from self._figures(cell, subject, metric, self._headers[0])

    def is_of_sizes(self, cell: CellReading) -> bool:
        """Return whether a cell is a short one in a column of sizes, so that what it leaves open is not told by its words either."""
        metric = self._metrics[cell.column]
        return metric is not None and metric[0] in SIZES and len(cell.text) <= _LONGEST_HEADER

    def subject_of(self, row: int) -> EntityRef | None:
        """Return what a row is about."""
        return next(iter(self._subjects_of(row)), None)

    def _subjects_of(self, row: int, column: int = 0) -> tuple[EntityRef, ...]:
        """Return what a row, or the group of columns before one, is about: the models of its column of names, or else one thing."""
        if column and self._in_groups:
            beside = beside_in_group(self._table, row, column)
            return (beside,) if beside else ()
        if row not in self._of_rows:
            subjects, table = self._rows.listed(row), self._table
            if not subjects:
                one = row_subject(table, row, self._language) or sized_subject(table, row, self._about, self._finder)
                one = one or lone_subject(table, sum(each is not None for each in self._metrics.values()))
                subjects = (one,) if one else ()
            self._of_rows[row] = subjects
        return self._of_rows[row]

    def _is_feature(self, cell: CellReading) -> bool:
        """Return whether a cell says anything of a model, and that only how long its context is."""
        header = self._headers[cell.column].strip()
        listed = header in self._language.words("headers", "features") and self._rows.listed(cell.row)
        return bool(listed) and len(cell.readings) == 1 and bool(bare_length(cell.readings[0]))

    def _of_variants(self, cell: CellReading) -> Iterator[FigureClaim]:
        """Yield the sizes in a cell of variants, or the length that is all that a cell of features says, of its row's only model."""
        models = self._rows.listed(cell.row)
        for reading in cell.readings if len(models) == 1 else ():
            for metric, mention, value in variant_sizes(reading) or bare_length(reading):
                yield _claim(models[0], metric, mention, value, reading, mention.text)

    def _figures(
        self, cell: CellReading, subject: EntityRef | None, metric: tuple[str, str], header: str
    ) -> Iterator[FigureClaim]:
        name, words = metric
        if name == SIZE:
            name = size_metric(cell.readings, subject.entity_type if subject else "", header)
        if subject is None or (name in OF_MODELS and subject.entity_type not in {"model", "product"}):
            return
        if len(cell.readings) > 1:
            return  # lines of several rows that melted: which one is of which name is not known
        for reading in cell.readings:
            found = list(mixture_sizes(reading)) if name == "parameters" else []
            for measured, mention, value in found or self._measured(reading, name, header, subject):
                yield _claim(subject, measured, mention, value, reading, words)

    def _measured(
        self, reading: Reading, name: str, header: str, subject: EntityRef
    ) -> Iterator[tuple[str, Mention, Quantity]]:
        """Yield the value of a cell, or the several sizes that one may hold, each with its metric."""
        values = list(quantities_of(reading))
        beside = len(reading.text) - sum(mention.span.end - mention.span.start for mention, _ in values)
        if name in SIZES and (len(values) > 1 or beside > _BESIDE_VALUE):
            for metric, mention, value in sizes_in(reading, name, header, self._language):
                whole = scaled(value, header, self._language)
                if can_be(metric, whole):
                    yield metric, mention, whole
        elif len(values) == 1 and beside <= _BESIDE_VALUE:
            mention, value = values[0]
            if name == "parameters":
                name, value = size_of_model(value, reading, header)
            value = in_bytes(value, reading, header) if name in DATA else scaled(value, header, self._language)
            value = counted(value, name)
            is_count = name == "dataset_size" and subject.entity_type in _COUNTED and value.value >= _FEWEST_ITEMS
            if can_be(name, value) or is_count:
                yield name, mention, value


def _claim(
    subject: EntityRef, metric: str, mention: Mention, value: Quantity, reading: Reading, words: str
) -> FigureClaim:
    evidence = (reading.evidence(mention.span), subject.evidence)
    return quantity_claim(subject, metric, words, value, evidence, "figures.table", _CONFIDENCE)
