"""The version to publish: what was published, with those changes of the candidate that go through, and corrected values.

The same versions, verdicts and changes give the same tables. They are whole: every row has its evidence, every place its page,
every name its row; if anything is missing, nothing is published.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.datasets.columns import pa, pc, table_of
from extract.datasets.contradictions import conflicts
from extract.datasets.dangling import without_dangling
from extract.datasets.engine import Engine
from extract.datasets.schema import DATASETS, Row, read_schemas
from extract.errors import ShuttenError
from extract.review.change import ADDED, CHANGED, REJECTED, Change, value_text
from extract.review.composition import Composition, composed
from extract.review.corrections import corrected, correction_row, corrections_in_force
from extract.review.lines import seen_lines, stated_lines
from extract.review.sides import RowKey, Sides, chosen_sides
from extract.review.two_versions import CHOSEN
from extract.sources.verdict_lines import REJECT
from extract.sources.verdicts import ChangeVerdict


def settle(
    before: Path,
    after: Path,
    changes: Sequence[Change],
    goes_through: Callable[[Change], bool],
    verdicts: Sequence[ChangeVerdict],
) -> dict[str, Any]:
    """Return the tables to publish, sorted.

    Args:
        before: the folder of the published version.
        after: the folder of the candidate.
        changes: what differs between them, with statuses.
        goes_through: tells whether a change is to be published.
        verdicts: oldest first; of them corrections are applied here.

    Raises:
        ShuttenError: if a version cannot be read, a correction does not fit or what comes out is not whole.
    """
    with composed(before, after, Sides()) as both:
        both.sides = chosen_sides(changes, goes_through, both.there)
        both.complete()
        dropped = {
            each.row_id
            for each in changes
            if each.dataset == "conflicts" and each.status == REJECTED and each.kind == ADDED
        }
        return _finished(both, after, verdicts, dropped)


def settle_first(after: Path, verdicts: Sequence[ChangeVerdict]) -> dict[str, Any]:
    """Return the tables to publish when nothing was published: all of the candidate but what was rejected.

    Of a column that was rejected the value from before comes back. A row that was rejected in favour of another one goes, and
    a row that a reviewer kept although it went is not here to be kept.

    Args:
        after: the folder of the candidate.
        verdicts: oldest first.

    Raises:
        ShuttenError: as `settle`.
    """
    with composed(None, after, Sides(all_built=True)) as both:
        _reject(both, after, verdicts)
        both.complete()
        dropped = {each.row for each in verdicts if each.dataset == "conflicts" and each.verdict == REJECT}
        return _finished(both, after, verdicts, dropped)


def _reject(both: Composition, after: Path, verdicts: Sequence[ChangeVerdict]) -> None:
    """Take out of a version what verdicts reject."""
    last = {(each.dataset, each.row, each.field if each.kind == CHANGED else None): each for each in verdicts}
    rejected = [each for each in last.values() if each.verdict == REJECT and each.dataset in CHOSEN]
    rows = {(each.dataset, each.row) for each in rejected}
    lines = stated_lines(after, rows) if rows else {}
    for dataset in sorted({each for each, _ in rows}):
        there = both.rows(dataset, {row_id for of, row_id in rows if of == dataset}, "after")
        for each in rejected:
            row = (each.dataset, each.row)
            if each.dataset != dataset or each.row not in there or not seen_lines(each) <= lines.get(row, frozenset()):
                continue
            if each.kind == ADDED or (each.kind == CHANGED and each.row_before not in (None, each.row)):
                both.sides.gone.add(row)
                both.sides.barred.add(row)
            elif each.kind == CHANGED and each.field:
                known = both.made.get(row, there[each.row])
                if made := corrected(dataset, known, each.field, each, value=each.before):
                    both.made[row] = made


def _finished(both: Composition, after: Path, verdicts: Sequence[ChangeVerdict], dropped: set[str]) -> dict[str, Any]:
    if corrections := _correct(both, after, verdicts):
        both.close()  # a corrected value may name another entity
    engine, schemas = Engine(), read_schemas()
    tables = both.tables()
    tables["corrections"] = table_of(schemas["corrections"], corrections)
    tables = _checked(tables)
    found = conflicts(tables, engine)
    tables["conflicts"] = found.filter(
        pc.invert(pc.is_in(found["conflict_id"], value_set=pa.array(sorted(dropped), pa.string())))
    )
    tables["quarantine"] = both.side("after", "quarantine")
    return {dataset: engine.sorted(tables[dataset], schemas[dataset].order).combine_chunks() for dataset in DATASETS}


def _correct(both: Composition, after: Path, verdicts: Sequence[ChangeVerdict]) -> list[Row]:
    """Correct values; return the rows of ``corrections``: new ones, and those published whose value still stands."""
    in_force = corrections_in_force(verdicts)
    known = {
        (row["dataset"], row["row_id"], row["field"]): row for row in both.side("before", "corrections").to_pylist()
    }
    asked: dict[str, set[str]] = {}
    for dataset, row_id, _ in (*in_force, *known):
        asked.setdefault(dataset, set()).add(row_id)
    rows: dict[RowKey, Row] = {
        (dataset, row_id): row
        for dataset in sorted(asked)
        for row_id, row in both.rows(dataset, asked[dataset]).items()
    }
    lines = stated_lines(after, {(dataset, row_id) for dataset, row_id, _ in in_force}) if in_force else {}
    found = []
    for key in sorted({*in_force, *known}):
        dataset, row_id, column = key
        row = rows.get((dataset, row_id))
        if row is None:
            continue
        verdict = in_force.get(key)
        if verdict and seen_lines(verdict) <= lines.get((dataset, row_id), frozenset()):
            made = corrected(dataset, row, column, verdict, value=verdict.value)
            if made:
                rows[dataset, row_id] = both.made[dataset, row_id] = made
                found.append(correction_row(dataset, column, verdict))
                continue
        published = known.get(key)
        if published and value_text(read_schemas()[dataset].fields[column], row[column]) == published["corrected"]:
            found.append(published)
    return found


def _checked(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Return tables of which every reference holds, every key stands once and every quote is in its page.

    Raises:
        ShuttenError: if it is not so.
    """

    def refuse(dataset: str, row: Row, faults: Sequence[Any]) -> None:
        raise ShuttenError(f"{dataset}, {row[read_schemas()[dataset].primary_key]}", faults[0].message, _REMEDY)

    for dataset, schema in read_schemas().items():
        if dataset in tables and len(tables[dataset]) != pc.count_distinct(tables[dataset][schema.primary_key]).as_py():
            raise ShuttenError(dataset, "a key would stand twice.", _REMEDY)
    return without_dangling(tables, refuse)


_REMEDY = (
    "Nothing was published. Decide the changes of this row alike; if that does not help, report it with this message."
)
