"""Prices in tables: of the model of a row or of a column; the header, the first cell or the caption says what they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extract.claims.claim import EntityRef, FigureClaim
from extract.claims.figure_tables import FigureTable
from extract.claims.price_words import Each, Words, price_words
from extract.claims.quantity_claims import quantity_claim
from extract.claims.reading import CellReading, TableReading
from extract.lang.language import Language
from extract.mentions.mention import Quantity
from extract.text import Span

PRICED = ("model", "product")
"""Types of what has a price."""

_CONFIDENCE = 0.75
_BESIDE = 6  # characters of a cell that are neither its price nor what that is of
_LONGEST_LABEL = 40


def price_tables(table: TableReading, language: Language) -> Iterator[FigureClaim]:
    """Yield the prices of a table whose rows or columns are models."""
    words = price_words(language.code)
    headers = {column: table.header(column) for column in range(1, table.columns)}
    over = {column for column, header in headers.items() if _is_label(header, words, language)}
    beside = {
        row: first.text
        for row in table.body_rows
        if (first := table.at(row, 0)) and _is_label(first.text, words, language)
    }
    figures = FigureTable(table, language) if over else None
    for cell in table.cells if over or beside else ():
        if cell.header or cell.column == 0 or len(cell.readings) != 1:
            continue
        if figures and cell.column in over:
            subject, label = figures.subject_of(cell.row), headers[cell.column]
        elif cell.row in beside:
            subject, label = _above(table, cell.column), beside[cell.row]
        else:
            continue
        if subject and subject.entity_type in PRICED:
            yield from _of_cell(cell, subject, label, table.caption, words, language)


def _is_label(text: str, words: Words, language: Language) -> bool:
    """Return whether a header or first cell says what a price is of."""
    if len(text) > _LONGEST_LABEL:
        return False
    return bool(_side(text, words) or words.behind.search(text) or re.search(language.any_of("prices", "price"), text))


def _side(label: str, words: Words) -> str:
    return words.side_of(label, Span(0, len(label)), Span(len(label), len(label)))


def _above(table: TableReading, column: int) -> EntityRef | None:
    """Return the model or product that heads a column."""
    for row in range(table.rows):
        cell = table.at(row, column)
        for reading in cell.readings if cell and cell.header else ():
            for mention in reading.names_of(*PRICED):
                if len(reading.text) - len(mention.text) <= _BESIDE:
                    return reading.ref(mention)
    return None


def _of_cell(
    cell: CellReading, subject: EntityRef, label: str, caption: str, words: Words, language: Language
) -> Iterator[FigureClaim]:
    reading, side = cell.readings[0], _side(label, words)
    values = [(each, each.value) for each in reading.quantities if isinstance(each.value, Quantity)]
    money = [(mention, value) for mention, value in values if value.kind == "money"]
    own = words.behind.search(reading.text) or words.before.search(reading.text)
    found = own or _unit(label, words) or _unit(caption, words)
    if (found is None and side) or not values:
        return
    mention, value = (money or values)[0]
    currency = _currency(label, language) or _currency(caption, language)
    if value.kind not in {"money", "number"} or (value.kind == "number" and not currency):
        return
    if len(reading.text) - len(mention.text) - (len(own[0]) if own else 0) > _BESIDE:
        return
    each = words.read(found, side) if found else Each("price", Decimal(1), mention.span)
    value = value if value.kind == "money" else Quantity(value.value, currency, "money", value.value_max, value.bound)
    place = (reading.evidence(mention.span), subject.evidence)
    yield quantity_claim(subject, each.figure, label, each.scaled(value), place, "figures.price-table", _CONFIDENCE)


def _unit(label: str, words: Words) -> re.Match[str] | None:
    """Return the words of a label for how many of what the prices are."""
    alone = words.alone.search(label)
    return words.behind.search(label) or words.before.search(label) or (alone if alone and alone["tokens"] else None)


def _currency(text: str, language: Language) -> str:
    """Return the currency whose word or sign stands before a stroke in a header: (元/百万tokens), $/1M tokens."""
    words = language.rules["quantities"]["currencies"]
    pattern = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    match = re.search(rf"({pattern})\s?(?:/|$|\))|[(\s]({pattern})", text)
    return words[match[1] or match[2]] if match else ""
