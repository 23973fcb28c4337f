"""Which model a row or column of scores is of: the name that fills its header, in whatever form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.claims.claim import EntityRef
from extract.claims.reader import Reader
from extract.claims.reading import CellReading
from extract.claims.result_metrics import is_benchmark
from extract.lang.language import read_latin_rules
from extract.text import Span

_MOST = 0.6  # of the cells: so many must name models
_BESIDE_NAME = 3  # characters of a cell before the name of its model, such as a medal
_OWNER = re.compile(r"[\w.-]{1,30}/")  # before the name of a repository
_BRACKET = re.compile(r"\s*\(([^()]{1,30})\)")
_FORM = re.compile(r"[A-Za-z][\w.@+/:-]*(?: [\w.@+/:-]+){0,4}")  # letters of any known or new name: DALL-E 3
_LONGEST = 40


def models_of(cells: Sequence[CellReading | None], reader: Reader) -> list[EntityRef | None]:
    """Return the model that each of a row or column of cells names, None for one that names none; nothing if most name none.

    A name that no rule knows is a model's where most of the names beside it are.

    Args:
        cells: those that may name models, in order.
        reader: knows the names and the language.
    """
    found = [_model(cell) for cell in cells]
    filled = sum(1 for cell in cells if cell is not None and cell.readings)
    if not any(found) or sum(1 for each in found if each is not None) < _MOST * filled:
        return []
    return [each or _other(cell, reader) for each, cell in zip(found, cells, strict=True)]


def models_under(cells: Sequence[CellReading | None], header: str, reader: Reader) -> list[EntityRef | None]:
    """Return the model that each cell of a column names whose header says that they are models; nothing if it does not.

    Args:
        cells: those of the column below its header.
        header: what stands over them.
        reader: knows the names and the language.
    """
    words = reader.language.words("headers", "model")
    if not any(re.match(rf"{re.escape(word)}s?\s*(?:[\\/|(].*)?$", header.strip(), re.IGNORECASE) for word in words):
        return []
    found = [_model(cell) or _other(cell, reader) for cell in cells]
    return found if any(found) else []


def _model(cell: CellReading | None) -> EntityRef | None:
    """Return the model that a cell names: its name fills it, but for a size in brackets; ``(base)`` is a part of the name."""
    if cell is None or len(cell.readings) != 1:
        return None
    reading = cell.readings[0]
    for name in reading.names_of("model"):
        behind = reading.text[name.outer.end :]
        bracket = _BRACKET.match(behind)
        rest = behind[bracket.end() :] if bracket else behind
        before = reading.text[: name.outer.start]
        is_first = len(before) <= _BESIDE_NAME or _OWNER.fullmatch(before)
        if not is_first or re.search(r"[^\W_]|\+", rest):
            return None
        if bracket and bracket[1].casefold() in read_latin_rules()["variants"]:
            whole = Span(name.span.start, name.outer.end + bracket.end())
            return EntityRef("model", whole.of(reading.text), reading.evidence(whole))
        return reading.ref(name)
    return None


def _other(cell: CellReading | None, reader: Reader) -> EntityRef | None:
    """Return the model that a cell among models names in letters, but for what bears no name: people, chance, the truth."""
    if cell is None or len(cell.readings) != 1 or any(is_benchmark(name, reader) for name in cell.readings[0].names):
        return None
    reading = cell.readings[0]
    name = re.sub(r"\s*\([^()]*\)$", "", reading.text.strip(" *†‡")).strip(" *†‡")
    start = reading.text.find(name)
    if not _FORM.fullmatch(name) or len(name) > _LONGEST or name.casefold() in read_latin_rules()["no_models"]:
        return None
    known = [each for each in reader.finder.candidates(name) if reader.finder.entity_type(each) == "model"]
    return EntityRef("model", name, reading.evidence(Span(start, start + len(name))), tuple(known))
