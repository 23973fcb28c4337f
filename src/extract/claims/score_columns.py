"""Benchmarks by their place: what heads a column of scores in a table whose rows are models is the name of a benchmark."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.claims.reading import Reading
from extract.documents.document import Cell
from extract.mentions.latin_names import is_no_name, latin_forms
from extract.mentions.mention import Mention, Name
from extract.mentions.name_pipeline import resolved
from extract.text import Span

_CONFIDENCE = 0.75
_MOST = 0.6  # of the cells: so many must be what the column or row is taken for
_SCORE = re.compile(r"[\d.,%±+\-–—/*†‡()\s]*\d[\d.,%±+\-–—/*†‡()\s]*|[-–—/]|N/?A")
# Behind the name of a benchmark: how it was run.
_SETTING = re.compile(r"[\s(]*(?:\d+[- ]?shots?|CoT|acc|EM|F1|pass@\d+|avg|[↑↓%*†‡])?.{0,16}\)?$", re.IGNORECASE)

Cells = list[tuple[Cell, list[Reading]]]


def with_score_columns(cells: Cells) -> Cells:
    """Return the cells of a table with the benchmarks that head its columns of scores, or its rows, as names."""
    by_place = {(cell.row, cell.column): readings for cell, readings in cells}
    rows, columns = ({place[axis] for place in by_place} for axis in (0, 1))
    if len(rows) < 2 or len(columns) < 2:
        return cells
    if _are_models([by_place.get((row, 0), []) for row in sorted(rows)[1:]]):
        named = {
            (0, column) for column in columns - {0} if _are_scores([by_place.get((r, column), []) for r in rows - {0}])
        }
    elif _are_models([by_place.get((0, column), []) for column in sorted(columns)[1:]]):
        named = {(row, 0) for row in rows - {0} if _are_scores([by_place.get((row, c), []) for c in columns - {0}])}
    else:
        return cells
    return [
        (cell, [_with_benchmark(reading) for reading in readings] if (cell.row, cell.column) in named else readings)
        for cell, readings in cells
    ]


def _are_models(cells: list[list[Reading]]) -> bool:
    models = [any(reading.names_of("model") for reading in readings) for readings in cells]
    return bool(models) and sum(models) >= _MOST * len(models)


def _are_scores(cells: list[list[Reading]]) -> bool:
    filled = [" ".join(reading.text for reading in readings) for readings in cells if readings]
    return bool(filled) and sum(bool(_SCORE.fullmatch(text)) for text in filled) >= _MOST * len(filled)


def _with_benchmark(reading: Reading) -> Reading:
    forms = [form for form in latin_forms(reading.text) if not is_no_name(form.text) and form.entity_type != "model"]
    if len(forms) != 1 or forms[0].span.start > 2 or not _SETTING.match(reading.text[forms[0].span.end :]):
        return reading
    form = forms[0]
    if not re.search(r"[A-Z]", form.text) or any(name.span.overlaps(form.span) for name in reading.names):
        return reading
    span = Span(*form.span)
    mention = Mention(span, form.text, Name((), "product"), "names.score-column", _CONFIDENCE)
    return replace(reading, names=tuple(resolved([*reading.names, mention])))
