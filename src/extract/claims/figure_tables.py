"""Figures of tables: values under a header that names a metric, of the thing that heads the row, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extract.claims.claim import EntityRef, FigureClaim
from extract.claims.figure_checks import quantities_of
from extract.claims.metric_kinds import METRIC_UNITS, OF_MODELS, RELATIVE
from extract.claims.metrics import can_be, metric_words
from extract.claims.model_rows import ModelRows
from extract.claims.property_tables import property_subject
from extract.claims.reading import CellReading, Reading, TableReading
from extract.claims.size_cells import SIZES, bare_length, sizes_in, variant_sizes
from extract.claims.table_subjects import (
    beside_in_group,
    beside_size,
    column_subject,
    listed_subject,
    row_subject,
    sized_subject,
)
from extract.lang.language import Language
from extract.mentions.mention import Mention, Quantity
from extract.mentions.names import NameFinder
from extract.text import Span

_BESIDE_VALUE = 6  # characters of a cell that are not its value: signs of a bound, notes
_LONGEST_HEADER = 30
_SCALE = re.compile(r"[(\[](?P<scale>[^()\[\]]{1,6})[)\]]\s*$")
_CONFIDENCE = 0.7
_SIZE = "size"  # of what, its value says
_LEVELS = frozenset({"accuracy", "rate"})
_MIXTURE = re.compile(r"(?P<all_written>(?P<all>\d+(?:\.\d+)?)B)-(?P<active_written>A(?P<active>\d+(?:\.\d+)?)B)")
_MILLIONS = re.compile(r"\d+(?:\.\d+)?M")  # of parameters, in a column of sizes
_COUNTED = frozenset({"product", "other"})  # data sets, and kinds of data
_FEWEST_ITEMS = 100  # of a data set where a column of a table counts them
_BYTES = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12, "M": 10**6, "G": 10**9, "T": 10**12}
_DATA = frozenset({"gpu_memory", "file_size"})
_LETTERS = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}


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
        self._rows = ModelRows(table, language)
        self._headers = {column: table.header(column) for column in range(table.columns)}
        self._metrics = {column: _metric(text, language) for column, text in self._headers.items()}
        named = property_subject(table, language)
        self._listed = named or listed_subject(table, about, heading)
        self._properties = bool(named) or self._are_properties()
        first = self._headers.get(0, "")
        self._in_groups = bool(first) and first in list(self._headers.values())[1:]

    def _are_properties(self) -> bool:
        """Return whether the first column of a table of two names several metrics."""
        first = [cell for row in range(self._table.rows) if (cell := self._table.at(row, 0)) and not cell.header]
        return sum(_metric(cell.text, self._language, alone=True) is not None for cell in first) > 1

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
        metric = self._metrics[cell.column]
        if metric:
            subjects = self._subjects_of(cell.row, cell.column)
            if metric[0] == "context_length" and self._rows.are_choices:
                return
            for subject in subjects:
                claims = self._figures(cell, subject, metric, self._headers[cell.column])
                yield from (each for each in claims if len(subjects) == 1 or each.value_max is None)
            return
        first = self._table.at(cell.row, 0)
        above = column_subject(self._table, cell.column)
        listed = self._listed if self._properties and above is None else None
        metric = _metric(first.text, self._language, alone=listed is not None) if first else None
        if first and metric:
            yield from self._figures(cell, above or listed, metric, first.text)

    def _first_size(self, cell: CellReading) -> Iterator[FigureClaim]:
        """Yield the size in a first column of sizes, of the only model that the rest of the row names: 7B | 甲-7B-Chat."""
        metric = self._metrics[0]
        if metric and metric[0] in {_SIZE, "parameters"} and (subject := beside_size(self._table, cell.row)):
            yield from self._figures(cell, subject, metric, self._headers[0])

    def is_of_sizes(self, cell: CellReading) -> bool:
        """Return whether a cell is a short one in a column of sizes, so that what it leaves open is not told by its words either."""
        metric = self._metrics[cell.column]
        return metric is not None and metric[0] in SIZES and len(cell.text) <= _LONGEST_HEADER

    def subject_of(self, row: int) -> EntityRef | None:
        """Return what a row is about."""
        return next(iter(self._subjects_of(row)), None)

    def _subjects_of(self, row: int, column: int = 0) -> list[EntityRef]:
        """Return what a row, or the group of columns before one, is about: the models of its column of names, or else one thing."""
        if column and self._in_groups:
            beside = beside_in_group(self._table, row, column)
            return [beside] if beside else []
        models = self._rows.listed(row)
        other = None if models else row_subject(self._table, row, self._language) or self._of_family(row)
        return models or [each for each in (other,) if each]

    def _of_family(self, row: int) -> EntityRef | None:
        """Return the model of a row that only a size heads, of the family that the headings name."""
        return sized_subject(self._table, row, self._about, self._finder)

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

    def _of_size(self, cell: CellReading, subject: EntityRef | None) -> str:
        """Return the metric of a size by its unit: so many parameters, or bytes of a file or of data."""
        values = [value for reading in cell.readings for _, value in quantities_of(reading)]
        in_bytes = any(value.kind == "data" and value.unit == "B" for value in values)
        is_data = subject is not None and subject.entity_type == "product"
        if subject is not None and subject.entity_type == "model" and _MILLIONS.fullmatch(cell.text.strip()):
            return "parameters"
        return ("dataset_size" if is_data else "file_size") if in_bytes else "parameters" if _has_unit(values) else ""

    def _figures(
        self, cell: CellReading, subject: EntityRef | None, metric: tuple[str, str], header: str
    ) -> Iterator[FigureClaim]:
        name, words = metric
        if name == _SIZE:
            name = self._of_size(cell, subject)
        if subject is None or (name in OF_MODELS and subject.entity_type not in {"model", "product"}):
            return
        if len(cell.readings) > 1:
            return  # lines of several rows that melted: which one is of which name is not known
        for reading in cell.readings:
            mixture = _MIXTURE.fullmatch(reading.text) if name == "parameters" else None
            if mixture:
                yield from _sizes(mixture, reading, subject, words)
                continue
            for measured, mention, value in self._measured(reading, name, header, subject):
                yield _claim(subject, measured, mention, value, reading, words)

    def _measured(
        self, reading: Reading, name: str, header: str, subject: EntityRef
    ) -> Iterator[tuple[str, Mention, Quantity]]:
        """Yield the value of a cell, or the several sizes that one may hold, each with its metric."""
        values = list(quantities_of(reading))
        beside = len(reading.text) - sum(mention.span.end - mention.span.start for mention, _ in values)
        if name in SIZES and (len(values) > 1 or beside > _BESIDE_VALUE):
            for metric, mention, value in sizes_in(reading, name, header, self._language):
                scaled = _scaled(value, header, self._language)
                if can_be(metric, scaled):
                    yield metric, mention, scaled
        elif len(values) == 1 and beside <= _BESIDE_VALUE:
            mention, value = values[0]
            if name == "parameters":
                name, value = _size_of_model(value, reading, header)
            value = _in_bytes(value, header) if name in _DATA else _scaled(value, header, self._language)
            is_count = name == "dataset_size" and subject.entity_type in _COUNTED and value.value >= _FEWEST_ITEMS
            if can_be(name, value) or is_count:
                yield name, mention, value


def _claim(
    subject: EntityRef, metric: str, mention: Mention, value: Quantity, reading: Reading, words: str
) -> FigureClaim:
    return FigureClaim(
        subject=subject,
        metric=metric,
        metric_text=words,
        value=value.value,
        unit=value.unit or METRIC_UNITS.get(metric, ""),
        value_max=value.value_max,
        bound=value.bound,
        per=value.per,
        evidence=(reading.evidence(mention.span), subject.evidence),
        rule="figures.table",
        confidence=_CONFIDENCE,
    )


def _has_unit(values: Sequence[Quantity]) -> bool:
    return any(value.unit == "parameters" or value.kind == "data" for value in values)


def _metric(header: str, language: Language, *, alone: bool = False) -> tuple[str, str] | None:
    """Return the metric that a header names and the word for it, the longest one; None for a header that is a text.

    Args:
        header: the text of a header or of a first cell.
        language: its language.
        alone: whether a word for how well something works is enough, as it is where a table lists the properties of one thing.
    """
    if any(word in header for word in language.words("figures", "parts")):
        return None  # the size of what a model consists of is not its own
    words = metric_words(header, language) if len(header) <= _LONGEST_HEADER else []
    words = [each for each in words if each.span.of(header) not in language.words("figures", "any_data")]
    words = [each for each in words if each.name not in RELATIVE or (alone and each.name in _LEVELS)]
    if not words and (size := re.fullmatch(language.any_of("figures", "size_headers"), header.strip(" *"))):
        return _SIZE, size[0]
    best = max(words, key=lambda each: (each.span.end - each.span.start, each.span), default=None)
    return (best.name, best.span.of(header)) if best else None


def _sizes(mixture: re.Match[str], reading: Reading, subject: EntityRef, words: str) -> Iterator[FigureClaim]:
    """Yield the size of a mixture of experts and what of it is at work: 355B-A32B."""
    for group, metric in (("all", "parameters"), ("active", "active_parameters")):
        yield FigureClaim(
            subject=subject,
            metric=metric,
            metric_text=words,
            value=_exact(Decimal(mixture[group]) * _LETTERS["B"]),
            unit=METRIC_UNITS[metric],
            evidence=(reading.evidence(Span(*mixture.span(f"{group}_written"))), subject.evidence),
            rule="figures.table",
            confidence=_CONFIDENCE,
        )


def _exact(value: Decimal) -> Decimal:
    """Return a number in the one form that equal numbers share, with no needless zeros."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _size_of_model(value: Quantity, reading: Reading, header: str) -> tuple[str, Quantity]:
    """Return the metric of a model's size: that of its file if it or its header has bytes (模型大小(MB)); 1.3b are no bits."""
    scale = _SCALE.search(header)
    in_bytes = scale is not None and scale["scale"].strip().upper() in {"KB", "MB", "GB"}
    billions = re.fullmatch(r"(\d+(?:\.\d+)?)b", reading.text)
    if billions and value.kind == "data":
        whole = _exact(Decimal(billions[1]) * _LETTERS["B"])
        return "parameters", replace(value, value=whole, unit="parameters", kind="count")
    return ("file_size" if in_bytes or (value.kind == "data" and value.unit == "B") else "parameters"), value


def _in_bytes(value: Quantity, header: str) -> Quantity:
    """Return a bare number with the unit of data that its header gives in brackets: 显存(GB)."""
    scale = _SCALE.search(header)
    factor = _BYTES.get(scale["scale"].strip().upper().replace("IB", "B")) if scale else None
    if value.kind != "number" or factor is None:
        return value
    most = None if value.value_max is None else _exact(value.value_max * factor)
    return replace(value, value=_exact(value.value * factor), value_max=most, unit="B", kind="data")


def _scaled(value: Quantity, header: str, language: Language) -> Quantity:
    """Return a bare number with the scale and unit that its header gives in brackets: 売上高(億円), 参数量(B), 占比(%)."""
    scale = _SCALE.search(header)
    if value.kind != "number" or not scale:
        return value
    rules = language.rules
    places = {**rules["numbers"]["small"], **rules["numbers"]["large"], **_LETTERS}
    factor, rest = 1, scale["scale"].strip()
    while rest and rest[0] in places:
        factor, rest = factor * int(places[rest[0]]), rest[1:]
    if rest == "%":
        return replace(value, kind="percent", unit="%")
    currency = rules["quantities"]["currencies"].get(rest)
    if rest and not currency:
        return value
    most = None if value.value_max is None else _exact(value.value_max * factor)
    changed = replace(value, value=_exact(value.value * factor), value_max=most)
    return replace(changed, kind="money", unit=currency) if currency else changed
