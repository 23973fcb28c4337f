"""Rankings: names with scores, as a table with a rank column, as lines of a chart, or as two columns of equal length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.claims.claim import EntityRef, Evidence, RankingClaim
from extract.claims.headers import columns_by_role
from extract.claims.reading import CellReading, Reader, Reading, SectionReading
from extract.documents.document import BlockKind, Box
from extract.mentions.mention import DateValue, Quantity
from extract.text import Span

_NUMBER = re.compile(r"\d{1,4}(?:\.\d+)?")
_TIER = re.compile(r"(?:Tier|ティア|第)\s?([1-9一二三])(?:梯队|グループ)?$", re.IGNORECASE)
_SHORTEST_LIST = 5
_LONGEST_NAME = 20


@dataclass(frozen=True)
class _Line:
    """A label of a chart: its text, where it stands and, where there is a layout, its area."""

    text: str
    evidence: Evidence
    group: int
    box: Box | None


def ranking_claims(section: SectionReading, reader: Reader) -> Iterator[RankingClaim]:
    """Yield the places of the ranked lists in a section."""
    name = _list_name(section, reader)
    for number, _ in enumerate(section.tables):
        yield from _from_table(section, number, reader)
    if name:
        yield from _from_labels(section, name, reader)


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
    for row in table.body_rows():
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


def _from_labels(section: SectionReading, name: str, reader: Reader) -> Iterator[RankingClaim]:
    names, scores, tiers, lines = _labels(section)
    pairs = lines if len(lines) >= _SHORTEST_LIST else list(_pairs(names, scores))
    if len(pairs) < _SHORTEST_LIST:
        return
    ordered = sorted(pairs, key=lambda pair: -Decimal(pair[1].text))
    as_of = next(
        (m.value for r in (*section.readings, *section.heading) for m in r.dates if name in r.text), None
    )
    for rank, (item, score) in enumerate(ordered, start=1):
        yield RankingClaim(
            list_name=name,
            rank=rank,
            item=EntityRef("other", item.text, item.evidence),
            score=Decimal(score.text),
            tier=_tier(item, tiers),
            as_of=as_of if isinstance(as_of, DateValue) else None,
            evidence=(item.evidence, score.evidence),
            rule="rankings.chart" if item.box else "rankings.columns",
            confidence=0.9 if item.box else 0.75,
        )


def _labels(
    section: SectionReading,
) -> tuple[list[_Line], list[_Line], list[_Line], list[tuple[_Line, _Line]]]:
    """Return the short labels of a section: names, numbers, tiers, and the names that have their number on their line."""
    names, scores, tiers, lines = [], [], [], []
    for reading in section.readings:
        text, statement = reading.text, reading.statement
        if statement.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or len(text) > _LONGEST_NAME + 12:
            continue
        parts = [
            _Line(text[start:end], reading.evidence(Span(start, end)), statement.group, statement.box)
            for start, end in _parts(text)
        ]
        own_tiers = [part for part in parts if _TIER.fullmatch(part.text)]
        own_scores = [part for part in parts if _NUMBER.fullmatch(part.text)]
        own_names = [part for part in parts if part not in own_tiers and part not in own_scores]
        if any(re.search(r"[:;。、()「」%]", part.text) or len(part.text) > _LONGEST_NAME for part in own_names):
            continue
        tiers += own_tiers
        if len(own_names) == len(own_scores) == 1:
            lines.append((own_names[0], own_scores[0]))
        elif not own_names or not own_scores:
            names += own_names
            scores += own_scores
    return names, scores, tiers, lines


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Split a label such as ``中国 50.14`` or ``米国Tier1`` into name, number and tier."""
    for match in re.finditer(r"(?:Tier|ティア)\s?\d|\d+(?:\.\d+)?|(?:(?!Tier|ティア)[^\d\s])+", text):
        yield match.span()


def _pairs(names: Sequence[_Line], scores: Sequence[_Line]) -> Iterator[tuple[_Line, _Line]]:
    """Pair names with scores: on one line of the page, else as two columns of one length whose scores are ordered."""
    if any(name.box for name in names):
        for name in names:
            beside = [score for score in scores if _same_line(name, score)]
            if len(beside) == 1:
                yield name, beside[0]
        return
    decimals = _longest_ordered(scores)
    for run in _groups(names):
        if len(run) == len(decimals) >= _SHORTEST_LIST:
            yield from zip(run, decimals, strict=True)
            return


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


def _groups(names: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Yield runs of names that could be one column: those of neighbouring groups of lines."""
    for first in range(len(names)):
        for last in range(len(names), first, -1):
            run = list(names[first:last])
            if all(b.group - a.group <= 1 for a, b in zip(run, run[1:], strict=False)):
                yield run


def _tier(item: _Line, tiers: Sequence[_Line]) -> str:
    """Return the tier whose label stands beside the item: on its line, or nearest to it in height."""
    if not item.box:
        return ""
    middle = item.box[1] + item.box[3]
    boxed = [(abs(middle - tier.box[1] - tier.box[3]), tier.text) for tier in tiers if tier.box]
    return min(boxed, default=(0.0, ""))[1]
