"""All that is known about one change, put together for its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from extract.datasets.schema import Row, read_schemas
from extract.review.app.both_sides import AFTER, BEFORE, BothSides, Place
from extract.review.app.evidence import Shown, evidence, sides_of
from extract.review.app.marks import Piece, compared, readable
from extract.review.app.workspace import Snapshot
from extract.review.change import ADDED, EVIDENCE, REKEYED, REMOVED, Change, value_text
from extract.review.changes import label_of
from extract.review.identities import ENTITIES, IDENTITIES

OTHER_ROWS = 8
_PLACES_OF_OTHERS = 3


@dataclass(frozen=True)
class ValueLine:
    """One column on both sides; of a list each line is an item."""

    column: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    differs: bool


@dataclass(frozen=True)
class OtherRow:
    """Another row about the same matter.

    Attributes:
        agrees: whether it says the same of what has changed; None if that cannot be told.
        quotes: the first places that state it.
    """

    row_id: str
    label: str
    agrees: bool | None
    quotes: tuple[Place, ...]


@dataclass(frozen=True)
class Contradiction:
    """A conflict that names the row: `sides` as of `Shown`; of each statement its row and what it says."""

    sides: tuple[str, ...]
    row: Row
    statements: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Preview:
    """A change with its values and its evidence.

    Attributes:
        evidence: the places that are shown at once.
        folded: further ones.
        more: how many there are beside these.
    """

    change: Change
    lines: tuple[ValueLine, ...]
    evidence: list[Shown]
    folded: list[Shown]
    more: int


@dataclass(frozen=True)
class Details(Preview):
    """A change with all that belongs to it.

    Attributes:
        same_row: other changes of the row.
        correctable: the columns that may be corrected, with what the candidate has there.
    """

    others: tuple[OtherRow, ...]
    conflicts: tuple[Contradiction, ...]
    same_row: tuple[Change, ...]
    correctable: Mapping[str, str | None]


def preview(snapshot: Snapshot, sides: BothSides, change: Change) -> Preview:
    """Return a change with its values and its evidence."""
    rows = {side: sides.row(side, change.dataset, row_id) for side, row_id in sides_of(change)}
    return Preview(change, value_lines(change, rows), *evidence(snapshot, sides, change))


def details(snapshot: Snapshot, sides: BothSides, change: Change) -> Details:
    """Return a change with its evidence, its contradictions and what else is said of the matter."""
    rows = {side: sides.row(side, change.dataset, row_id) for side, row_id in sides_of(change)}
    same_row = (each for each in snapshot.index.of_row(change.row_id) if each.dataset == change.dataset)
    return Details(
        change,
        value_lines(change, rows),
        *evidence(snapshot, sides, change),
        others=_others(sides, change, rows),
        conflicts=_conflicts(sides, change),
        same_row=tuple(each for each in same_row if each.change_id != change.change_id),
        correctable=correctable(change, rows.get(AFTER)),
    )


def value_lines(change: Change, rows: Mapping[str, Row | None]) -> tuple[ValueLine, ...]:
    """Return the columns of both sides, those that the change is about marked where they differ."""
    schema = read_schemas()[change.dataset]
    if change.field == EVIDENCE:
        return ()
    lines = []
    for name, column in schema.fields.items():
        texts = {side: value_text(column, row[name]) for side, row in rows.items() if row}
        is_list = column.type == "array"
        before, after = (readable(texts.get(side), is_list=is_list) for side in (BEFORE, AFTER))
        if not before and not after:
            continue
        if len(texts) < 2:
            alone = (Piece(before or after),)
            lines.append(
                ValueLine(name, alone if BEFORE in texts else (), alone if AFTER in texts else (), differs=False)
            )
        else:
            lines.append(ValueLine(name, *compared(before, after), differs=before != after))
    return tuple(sorted(lines, key=lambda line: (line.column != change.field, not line.differs)))


def short_lines(change: Change) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return what a list shows of both values of a changed column."""
    schema = read_schemas()[change.dataset]
    column = schema.fields.get(change.field or "")
    is_list = column is not None and column.type == "array"
    return compared(_cut(readable(change.before, is_list=is_list)), _cut(readable(change.after, is_list=is_list)))


def correctable(change: Change, row: Row | None) -> dict[str, str | None]:
    """Return the columns that a reviewer may correct, with what the candidate has there, as in CSV."""
    schema = read_schemas()[change.dataset]
    if row is None or change.kind in (REKEYED, REMOVED) or change.dataset == "conflicts":
        return {}
    if change.kind == ADDED:
        names = [name for name in schema.fields if name != schema.primary_key]
    else:
        names = [change.field] if change.field and change.field in schema.fields else []
    return {name: value_text(schema.fields[name], row[name]) for name in names}


def safe_link(address: str | None) -> str:
    """Return an address that a link may lead to, empty if it is of another kind than the web's."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return ""
    return address or "" if parts.scheme in ("http", "https") and parts.netloc else ""


def identity_pair(change: Change) -> tuple[str, str] | None:
    """Return the two ids of which a reviewer may say whether they are one thing, None if the change is not about that."""
    schema = read_schemas()[change.dataset]
    if change.kind != REKEYED or change.dataset not in ENTITIES or change.field not in (None, schema.primary_key):
        return None
    if not change.row_id_before or change.row_id_before == change.row_id:
        return None
    return change.row_id_before, change.row_id


def _others(sides: BothSides, change: Change, rows: Mapping[str, Row | None]) -> tuple[OtherRow, ...]:
    """Return the candidate's other rows that agree with this one on what makes it what it is."""
    row = rows.get(AFTER) or rows.get(BEFORE)
    columns = IDENTITIES.get(change.dataset, ())
    if row is None or not columns:
        return ()
    # The columns that all of the sets have: the same subject and metric, whatever the period and the unit.
    shared = [name for name in columns[0] if all(name in each for each in columns)] or list(columns[0][:1])
    values = {name: row[name] for name in shared if not isinstance(row[name], list)}
    if row[columns[0][0]] is None or not values:
        return ()
    key = read_schemas()[change.dataset].primary_key
    own = {row_id for _, row_id in sides_of(change)}
    found = sides.rows_like(AFTER, change.dataset, values, OTHER_ROWS + len(own))
    told = []
    for other in [each for each in found if each[key] not in own][:OTHER_ROWS]:
        quotes = sides.places_anywhere(AFTER, change.dataset, other[key], _PLACES_OF_OTHERS)
        told.append(OtherRow(other[key], label_of(change.dataset, other), _agrees(change, row, other), quotes))
    return tuple(sorted(told, key=lambda each: (each.agrees is not False, each.label)))


def _agrees(change: Change, row: Row, other: Row) -> bool | None:
    """Return whether another row says the same in the column that has changed, or in what a new row states."""
    if change.field in row and change.field != EVIDENCE:
        return bool(row[change.field] == other[change.field])
    stated = {
        "figures": ("value", "value_max", "unit"),
        "releases": ("date",),
        "rankings": ("rank", "score"),
        "events": ("date",),
        "policies": ("issued", "horizon"),
        "relations": ("qualifier", "date"),
        "definitions": ("definition",),
    }
    columns = stated.get(change.dataset)
    return all(row[name] == other[name] for name in columns) if columns else None


def _conflicts(sides: BothSides, change: Change) -> tuple[Contradiction, ...]:
    found: dict[str, tuple[Row, list[str]]] = {}
    for side, row_id in reversed(sides_of(change)):
        rows = (
            sides.conflicts(side, [row_id]) if change.dataset != "conflicts" else [sides.row(side, "conflicts", row_id)]
        )
        for row in filter(None, rows):
            found.setdefault(row["conflict_id"], (row, []))[1].append(side)
    return tuple(
        Contradiction(tuple(on), row, tuple(zip(row["row_ids"], map(str, row["values"]), strict=False)))
        for row, on in found.values()
    )


def _cut(text: str, most: int = 240) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
