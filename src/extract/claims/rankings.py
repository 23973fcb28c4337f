"""Rankings: names with scores, as a table with a rank column, as lines of a chart, or as two columns of equal length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from extract.claims.claim import EntityRef, Evidence, RankingClaim
from extract.claims.headers import columns_by_role
from extract.claims.rank_lines import rank_line_claims
from extract.claims.reader import Reader
from extract.claims.reading import CellReading, Reading, SectionReading
from extract.documents.document import BlockKind, Box
from extract.mentions.mention import DateValue, Quantity
from extract.text import Span

_NUMBER = re.compile(r"\d{1,4}(?:\.\d+)?")
_TIER = r"(?:Tier|tier|TIER)\s?\d"
_PART = re.compile(rf"{_TIER}|\d+(?:\.\d+)?|(?:(?!{_TIER})[^\d\s])+")
_SHORTEST_LIST = 5
_LONGEST_NAME = 20
_SHORTEST_AXIS = 3  # so many numbers on one line are the ticks of an axis


@dataclass(frozen=True)
class _Line:
    """A label of a chart: its text, where it stands and, where there is a layout, its area."""

    text: str
    evidence: Evidence
    group: int
    box: Box | None


@dataclass(frozen=True)
class _Labels:
    """The short labels of a section by what they can be."""

    names: list[_Line]
    numbers: list[_Line]
    tiers: list[_Line]
    lines: list[tuple[_Line, _Line]]


@dataclass(frozen=True)
class _Row:
    """A name with its score and, where the page has it, its rank."""

    name: _Line
    score: _Line
    rank: int | None


def ranking_claims(section: SectionReading, reader: Reader) -> Iterator[RankingClaim]:
    """Yield the places of the ranked lists in a section."""
    name = _list_name(section, reader)
    for number, _ in enumerate(section.tables):
        yield from _from_table(section, number, reader)
    lines = list(rank_line_claims(section, reader.language))
    yield from lines or _from_labels(section, name)


def _list_name(section: SectionReading, reader: Reader) -> str:
    """Return the line that names the list: the shortest one that holds a word such as ランキング or 排名."""
    words = reader.language.words("rankings", "names")
    named = [each.text for each in (*section.readings, *section.heading) if any(word in each.text for word in words)]
    return min(named, key=len, default="")


def _from_table(section: SectionReading, number: int, reader: Reader) -> Iterator[RankingClaim]:
    table = section.tables[number]
    roles = columns_by_role(table, reader.language)
    if "rank" not in roles:
        return
    item_column = next((roles[role] for role in ("country", "organization", "model", "person") if role in roles), None)
    if item_column is None:
        item_column = roles["rank"] + 1
    for row in table.body_rows:
        rank, item = table.at(row, roles["rank"]), table.at(row, item_column)
        if not rank or not item or not item.readings or not (match := re.search(r"\d{1,4}", rank.text)):
            continue
        score = table.at(row, roles["score"]) if "score" in roles else None
        value = _score(score)
        yield RankingClaim(
            list_name=table.caption,
            rank=int(match[0]),
            item=_item(item.readings[0], item.text),
            score=value,
            evidence=tuple(
                cell.readings[0].whole() for cell in (item, rank, score) if cell is not None and cell.readings
            ),
            rule="rankings.table",
            confidence=0.9,
        )


def _score(cell: CellReading | None) -> Decimal | None:
    if cell is None:
        return None
    values = [mention.value for reading in cell.readings for mention in reading.quantities]
    return values[0].value if values and isinstance(values[0], Quantity) else None


def _item(reading: Reading, text: str) -> EntityRef:
    named = reading.names_of("organization", "model", "product", "person")
    if named and len(named[0].text) >= len(text) - 2:
        return reading.ref(named[0])
    return EntityRef("other", text, reading.whole())


def _from_labels(section: SectionReading, name: str) -> Iterator[RankingClaim]:
    if not any(_NUMBER.search(reading.text) for reading in section.readings):
        return
    labels = _labels(section)
    rows = list(_rows_by_place(labels) if any(each.box for each in labels.names) else _rows_by_order(labels))
    if len(rows) < _SHORTEST_LIST:
        return
    numbered = sorted(row.rank for row in rows if row.rank is not None) == list(range(1, len(rows) + 1))
    if not numbered and not name:
        return
    if not name:
        name = section.heading[-1].text if section.heading else ""
    ordered = sorted(rows, key=lambda row: (row.rank or 0) if numbered else -Decimal(row.score.text))
    tiers = _tiers(ordered, labels.tiers)
    as_of = next((m.value for r in (*section.readings, *section.heading) if r.text == name for m in r.dates), None)
    for rank, row in enumerate(ordered, start=1):
        yield RankingClaim(
            list_name=name,
            rank=rank,
            item=EntityRef("other", row.name.text, row.name.evidence),
            score=Decimal(row.score.text),
            tier=tiers[rank - 1],
            as_of=as_of if isinstance(as_of, DateValue) else None,
            evidence=(row.name.evidence, row.score.evidence),
            rule="rankings.chart" if row.name.box else "rankings.columns",
            confidence=0.9 if row.name.box else 0.75,
        )


def _labels(section: SectionReading) -> _Labels:
    """Sort the short labels of a section into names, numbers, tiers, and names that have their number on their line."""
    labels = _Labels([], [], [], [])
    for reading in section.readings:
        text, statement = reading.text, reading.statement
        if statement.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or len(text) > _LONGEST_NAME + 12:
            continue
        parts = [
            _Line(text[start:end], reading.evidence(Span(start, end)), statement.group, statement.box)
            for start, end in _parts(text)
        ]
        tiers = [part for part in parts if re.fullmatch(_TIER, part.text)]
        numbers = [part for part in parts if _NUMBER.fullmatch(part.text)]
        names = [part for part in parts if part not in tiers and part not in numbers]
        if any(re.search(r"[:;。、()「」%]", part.text) or len(part.text) > _LONGEST_NAME for part in names):
            continue
        labels.tiers.extend(tiers)
        if len(names) == len(numbers) == 1:
            labels.lines.append((names[0], numbers[0]))
        elif len(numbers) < _SHORTEST_AXIS and (not names or not numbers):
            labels.names.extend(names)
            labels.numbers.extend(numbers)
    return labels


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Split a label such as ``中国 50.14`` or ``米国Tier1`` into name, number and tier."""
    for match in _PART.finditer(text):
        yield match.span()


def _rows_by_place(labels: _Labels) -> Iterator[_Row]:
    """Yield the names that have one score to their right on their line, with the whole number to their left, if any."""
    for name in labels.names:
        beside = [number for number in labels.numbers if _same_line(name, number)]
        right = [each for each in beside if each.box and name.box and each.box[0] >= name.box[0]]
        left = [each for each in beside if each not in right and each.text.isdigit()]
        if len(right) == 1:
            yield _Row(name, right[0], int(left[0].text) if len(left) == 1 else None)


def _rows_by_order(labels: _Labels) -> Iterator[_Row]:
    """Yield names with the scores on their lines, else two columns of one length, the scores of which are ordered."""
    if len(labels.lines) >= _SHORTEST_LIST:
        yield from (_Row(name, score, None) for name, score in labels.lines)
        return
    scores = _longest_ordered(labels.numbers)
    runs = list(_groups(labels.names, len(scores))) if len(scores) >= _SHORTEST_LIST else []
    if len(runs) == 1:  # with two columns of that length nothing tells which one the scores belong to
        yield from (_Row(name, score, None) for name, score in zip(runs[0], scores, strict=True))


def _same_line(name: _Line, score: _Line) -> bool:
    if not name.box or not score.box or name.evidence.page != score.evidence.page:
        return False
    overlap = min(name.box[3], score.box[3]) - max(name.box[1], score.box[1])
    return overlap > 0.5 * min(name.box[3] - name.box[1], score.box[3] - score.box[1])


def _longest_ordered(scores: Sequence[_Line]) -> list[_Line]:
    """Return the longest run of neighbouring numbers that only rises or only falls: a chart's scores, not its axis."""
    best: list[_Line] = []
    for sign in (1, -1):
        run: list[_Line] = []
        for score in scores:
            value = Decimal(score.text) * sign
            run = [*run, score] if run and value >= Decimal(run[-1].text) * sign else [score]
            best = max(best, run, key=len)
    return best


def _groups(names: Sequence[_Line], size: int) -> Iterator[list[_Line]]:
    """Yield runs of so many names that could be one column: those of neighbouring groups of lines."""
    for first in range(len(names) - size + 1):
        run = list(names[first : first + size])
        if all(b.group - a.group <= 1 for a, b in pairwise(run)):
            yield run


def _tiers(rows: Sequence[_Row], labels: Sequence[_Line]) -> list[str]:
    """Return the tier of each row: a tier's label stands in the middle of its rows, and the tiers follow each other.

    Where the labels stand in no such way, no row has a tier.
    """
    none = [""] * len(rows)
    boxed = sorted((line for line in labels if line.box), key=_middle)
    if not boxed or not all(row.name.box for row in rows):
        return none
    middles = [_middle(row.name) for row in rows]
    if middles != sorted(middles):
        return none
    step = (middles[-1] - middles[0]) / max(1, len(rows) - 1)
    tiers: list[str] = []
    for label in boxed:
        if len(tiers) == len(rows):
            return none
        end = 2 * _middle(label) - middles[len(tiers)]
        last = min(range(len(rows)), key=lambda number: abs(middles[number] - end))
        if last < len(tiers) or abs(middles[last] - end) > step:
            return none
        tiers += [label.text] * (last + 1 - len(tiers))
    return tiers if len(tiers) == len(rows) else none


def _middle(line: _Line) -> float:
    assert line.box is not None
    return (line.box[1] + line.box[3]) / 2
