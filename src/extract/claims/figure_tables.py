"""Figures of tables: values under a header that names a metric, of the thing that heads the row, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extract.claims.claim import EntityRef, FigureClaim
from extract.claims.figure_checks import quantities_of
from extract.claims.figure_phrases import is_name_like
from extract.claims.headers import column_of
from extract.claims.metric_kinds import METRIC_UNITS, OF_MODELS, RELATIVE
from extract.claims.metrics import can_be, metric_words
from extract.claims.reading import CellReading, Reading, TableReading
from extract.lang.language import Language
from extract.mentions.mention import Quantity
from extract.text import Span

_ENTITIES = ("model", "organization", "product", "place", "person")
_BESIDE_VALUE = 6  # characters of a cell that are not its value: signs of a bound, notes
_BESIDE_NAME = 6
_LONGEST_HEADER = 30
_SCALE = re.compile(r"[(\[](?P<scale>[^()\[\]]{1,6})[)\]]\s*$")
_CONFIDENCE = 0.7
_MIXTURE = re.compile(r"(?P<all_written>(?P<all>\d+(?:\.\d+)?)B)-(?P<active_written>A(?P<active>\d+(?:\.\d+)?)B)")
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
    """

    def __init__(self, table: TableReading, language: Language, about: EntityRef | None = None) -> None:
        self._table = table
        self._about = about
        self._language = language
        self._headers = {column: table.header(column) for column in range(table.columns)}
        self._metrics = {column: _metric(text, language) for column, text in self._headers.items()}

    def values_in(self, cell: CellReading) -> Iterator[FigureClaim]:
        """Yield the figures of a cell that holds a value and little else: its column's metric, else its row's."""
        if cell.header or cell.column == 0:
            return
        metric = self._metrics[cell.column]
        if metric:
            yield from self._figures(cell, self.subject_of(cell.row), metric, self._headers[cell.column])
            return
        first = self._table.at(cell.row, 0)
        metric = _metric(first.text, self._language) if first else None
        if first and metric:
            yield from self._figures(cell, self._subject_above(cell.column) or self._listed(), metric, first.text)

    def subject_of(self, row: int) -> EntityRef | None:
        """Return what a row is about: the first name that fills a cell, else the text of a first cell that names something."""
        parts = self._language.words("figures", "part_headers")
        for column in range(self._table.columns):
            cell = self._table.at(row, column)
            if cell is not None and not cell.header and self._headers[column].strip().endswith(parts):
                return self._model_of(row)
            if cell is not None and not cell.header and (named := _named(cell)):
                return named
        first = self._table.at(row, 0)
        if first is None or not first.readings or first.header:
            return None
        if self._headers[0].rstrip().endswith(self._language.words("relations", "dataset_headers")):
            return self._data_of(first)
        role = column_of(self._headers[0], self._language)
        if role in {"country", "organization"} and is_name_like(first.text, self._language):
            return EntityRef("other", first.text, first.readings[0].whole())
        return None

    def _model_of(self, row: int) -> EntityRef | None:
        """Return the model that a first cell names in any form, where the columns behind it name what models consist of."""
        first = self._table.at(row, 0)
        is_model = any(word in self._headers[0] for word in self._language.words("headers", "model"))
        if not is_model or first is None or len(first.readings) != 1 or len(first.text) > _LONGEST_HEADER:
            return None
        named = re.fullmatch(r"[A-Za-z][\w.@/+-]*(?: [\w.@/+-]+){0,3}", first.text.strip("*† "))
        return EntityRef("model", named[0], first.readings[0].whole()) if named else None

    def _data_of(self, cell: CellReading) -> EntityRef | None:
        """Return the data set that a cell in a column of data sets names, whatever its form."""
        reading, name = cell.readings[0], cell.text.strip("*† ")
        if len(cell.readings) > 1 or not re.search(r"[^\W\d_]", name) or len(name) > _LONGEST_HEADER:
            return None
        return EntityRef("product", name, reading.whole())

    def _listed(self) -> EntityRef | None:
        """Return the model whose figures a table lists: two columns, with several metrics in the first and no name in it."""
        first = [cell for row in range(self._table.rows) if (cell := self._table.at(row, 0)) and not cell.header]
        if self._table.columns != 2 or any(_named(cell) for cell in first):
            return None
        return self._about if sum(_metric(cell.text, self._language) is not None for cell in first) > 1 else None

    def _subject_above(self, column: int) -> EntityRef | None:
        for row in range(self._table.rows):
            cell = self._table.at(row, column)
            if cell is not None and cell.header and (named := _named(cell)):
                return named
        return None

    def _figures(
        self, cell: CellReading, subject: EntityRef | None, metric: tuple[str, str], header: str
    ) -> Iterator[FigureClaim]:
        name, words = metric
        if subject is None or (name in OF_MODELS and subject.entity_type not in {"model", "product"}):
            return
        if len(cell.readings) > 1:
            return  # lines of several rows that melted: which one is of which name is not known
        for reading in cell.readings:
            mixture = _MIXTURE.fullmatch(reading.text) if name == "parameters" else None
            if mixture:
                yield from _sizes(mixture, reading, subject, words)
                continue
            values = list(quantities_of(reading))
            if len(values) != 1:
                continue
            mention, value = values[0]
            if name == "parameters":
                name, value = _size_of_model(value, reading, header)
            value = _in_bytes(value, header) if name in _DATA else _scaled(value, header, self._language)
            beside = len(reading.text) - (mention.span.end - mention.span.start)
            is_count = name == "dataset_size" and subject.entity_type == "product" and value.value >= _FEWEST_ITEMS
            if beside > _BESIDE_VALUE or not (can_be(name, value) or is_count):
                continue
            yield FigureClaim(
                subject=subject,
                metric=name,
                metric_text=words,
                value=value.value,
                unit=value.unit or METRIC_UNITS.get(name, ""),
                value_max=value.value_max,
                bound=value.bound,
                per=value.per,
                evidence=(reading.evidence(mention.span), subject.evidence),
                rule="figures.table",
                confidence=_CONFIDENCE,
            )


def _metric(header: str, language: Language) -> tuple[str, str] | None:
    """Return the metric that a header names and the word for it, the longest one; None for a header that is a text."""
    if any(word in header for word in language.words("figures", "parts")):
        return None  # the size of what a model consists of is not its own
    words = metric_words(header, language) if len(header) <= _LONGEST_HEADER else []
    words = [each for each in words if each.name not in RELATIVE]
    best = max(words, key=lambda each: (each.span.end - each.span.start, each.span), default=None)
    return (best.name, best.span.of(header)) if best else None


def _named(cell: CellReading) -> EntityRef | None:
    """Return the entity whose name fills a cell, but for a few characters such as a link's mark or a note's number."""
    for reading in cell.readings[:1]:
        for mention in reading.names_of(*_ENTITIES):
            beside = re.sub(r"\([^()]*\)$", "", reading.text[mention.outer.end :])
            if mention.outer.start + len(beside) <= _BESIDE_NAME:
                return reading.ref(mention)
    return None


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
