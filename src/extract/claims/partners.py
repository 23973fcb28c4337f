"""Ecosystems: who is shown as a partner of a model or company, by sector where the page proves the sector."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from extract.claims.claim import EntityRef, RelationClaim
from extract.claims.listing import Item, items_of
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading, TableReading
from extract.claims.slides import Slide, about, frame_labels
from extract.claims.stack import CATEGORIES, category_of, is_field
from extract.claims.topics import is_topic
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.text import Span

_IN_TABLE, _FRAMED, _LISTED, _LOOSE, _NEW = 0.85, 0.85, 0.8, 0.65, 0.6
_LONGEST_TITLE = 30  # characters of a line that is the name of an ecosystem
_LONGEST_NEW = 10  # characters of a name that no list has, below or above its sector
_LEAST = 3  # names of partners; fewer are no list
_SKIPPED = frozenset({BlockKind.SOURCE, BlockKind.NOTE, BlockKind.TITLE, BlockKind.HEADING})


def partner_claims(slide: Slide, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the partners that an ecosystem's slide or section lists in tables, boxes, lists and lines."""
    owner = _owner(slide, reader.language)
    if owner is None:
        return
    company = slide.sections[0].subject or owner
    listed = _Listed(owner, company if company.entity_type == "organization" else owner, reader)
    for section in slide.sections:
        for table in section.tables:
            yield from listed.of_table(table)
        labels = [found for n, _ in enumerate(section.readings) if (found := _label(section, n, reader.language))]
        for label in labels:
            yield from listed.of_label(label, section)
        for lines in _parts(section, owner) if not labels else ():
            yield from listed.of_lines(lines, section)


def _owner(slide: Slide, language: Language) -> EntityRef | None:
    """Return whose ecosystem a slide shows: of the line that names one, the model or else the organization, else the slide's."""
    words = language.any_of("relations", "ecosystem")
    partners = language.any_of("relations", "partners")
    named = re.compile(rf"{words}(?:{partners})?$|{partners}$")
    fallback: EntityRef | None = None
    for section in slide.sections:
        for reading in (*section.heading, *section.readings):
            if len(reading.text) <= _LONGEST_TITLE and named.search(reading.text.rstrip(":")):
                models, organizations = reading.names_of("model"), reading.names_of("organization")
                if models or organizations:
                    return reading.ref((models or organizations)[0])
                fallback = fallback or about(section, language) or slide.subject
            elif re.search(f"{words}|{partners}", reading.text):
                theirs = rf"[」』”》]?(?:{language.any_of('grammar', 'genitive')})?(?:{words}|{partners})"
                shown = [
                    each
                    for each in (*reading.names_of("model"), *reading.names_of("organization"))
                    if re.match(theirs, reading.text[each.span.end :])
                    or (each in reading.names_of("model") and is_topic(reading, each, language))
                ]
                fallback = reading.ref(shown[0]) if shown else fallback
    return fallback


def _label(section: SectionReading, number: int, language: Language) -> list[tuple[Reading, Span]]:
    """Return what a label of partners (甲の提携企業:) lists: behind it, in the lines of its group, in the list below it."""
    reading = section.readings[number]
    label = re.match(rf"[^:、,。]{{0,{_LONGEST_TITLE}}}?{language.any_of('relations', 'partners')}:\s*", reading.text)
    if not label or reading.statement.kind in _SKIPPED:
        return []
    if label.end() < len(reading.text):
        return [(reading, Span(label.end(), len(reading.text)))]
    below = section.readings[number + 1 :]
    same = list(takewhile(lambda each: _goes_with(each, reading), below))
    listed = takewhile(lambda each: each.statement.kind is BlockKind.LIST_ITEM, below)
    return [(each, Span(0, len(each.text))) for each in same or listed]


def _goes_with(reading: Reading, label: Reading) -> bool:
    return reading.statement.group == label.statement.group and reading.statement.kind is label.statement.kind


def _parts(section: SectionReading, owner: EntityRef) -> Iterator[list[Reading]]:
    """Yield the lines of a section that may list partners: of a text without layout only those up to the next source line."""
    part: list[Reading] = []
    for reading in section.readings:
        if reading.statement.kind is BlockKind.SOURCE and not reading.statement.box:
            if _shows(part, section, owner):
                yield part
            part = []
        elif reading.statement.kind not in _SKIPPED:
            part.append(reading)
    if _shows(part, section, owner):
        yield part


def _shows(part: Sequence[Reading], section: SectionReading, owner: EntityRef) -> bool:
    """Return whether the owner is named in a part, or in the headings over it."""
    places = [reading.whole() for reading in (*part, *section.heading)]
    place = owner.evidence
    return any(place.page == each.page and each.span.covers(place.span) for each in places)


@dataclass(frozen=True)
class _Run:
    """A line of an ecosystem's page: the names that it lists, or the sectors; `new` if it is one name that no list has."""

    reading: Reading
    items: tuple[Item, ...]
    sectors: bool
    new: bool = False


@dataclass(frozen=True)
class _Listed:
    """Reads lists of partners of one owner."""

    owner: EntityRef
    company: EntityRef
    reader: Reader

    def of_table(self, table: TableReading) -> Iterator[RelationClaim]:
        """Yield the names in the cells of a table whose headers, or first cells, are sectors."""
        language = self.reader.language
        by_column = [column for column in range(table.columns) if self._is_sector(table.header(column))]
        for row in table.body_rows:
            first = table.at(row, 0)
            for column in range(table.columns):
                cell = table.at(row, column)
                if cell is None or cell.row != row or cell.column != column:
                    continue
                in_row = first is not None and first is not cell and self._is_sector(first.text)
                if len(by_column) < 2 and not in_row:
                    continue
                sector = table.header(column) if len(by_column) >= 2 else first.text if first else ""
                for reading in cell.readings:
                    for item in items_of(reading, Span(0, len(reading.text)), language):
                        if self._may_be(item):
                            yield self._claim(item, sector, _IN_TABLE)

    def of_label(self, lines: Sequence[tuple[Reading, Span]], section: SectionReading) -> Iterator[RelationClaim]:
        """Yield what a label of partners lists; names that no list has only beside one that is known."""
        items = [items_of(reading, within, self.reader.language) for reading, within in lines]
        if not all(items):
            yield from self.of_lines([reading for reading, _ in lines], section)
            return
        found = [item for each in items for item in each if self._may_be(item)]
        if any(item.is_a("organization") for item in found) and not any(self._is_sector(item.text) for item in found):
            for item in found:
                yield self._claim(item, "", _LISTED if item.is_name else _NEW)

    def of_lines(self, lines: Sequence[Reading], section: SectionReading) -> Iterator[RelationClaim]:
        """Yield the names of lines that are nothing but lists, each with the sector that the layout proves for it."""
        framed: set[int] = set()
        heading = section.heading[-1].text if section.heading else ""
        for reading in lines:
            items = self._names(reading)
            label = next((each for each in frame_labels(reading, section) if self._is_sector(each)), "")
            if (
                not label
                and self._is_sector(heading)
                and reading.statement.kind in {BlockKind.LIST_ITEM, BlockKind.PARAGRAPH}
            ):
                label = heading
            if not label:
                label, items = self._labelled(reading) or ("", items)
            if label and items:
                framed.add(id(reading))
                for item in items:
                    yield self._claim(item, label, _FRAMED if item.is_name else _NEW)
        runs = [run for reading in lines if id(reading) not in framed and (run := self._run(reading))]
        known = [run for run in runs if not run.new]
        sectors = _paired(known) or _paired(runs)
        names = [item for run in runs if not run.sectors for item in run.items if not run.new or id(item) in sectors]
        organizations = sum(item.is_a("organization") for item in names)
        if organizations < _LEAST and (organizations < 2 or len(sectors) < _LEAST):
            return
        for item in names:
            if self._may_be(item) and (item.is_name or id(item) in sectors):
                sector = sectors.get(id(item), "") or self._ending(item, runs)
                yield self._claim(item, sector, (_LISTED if sector else _LOOSE) if item.is_name else _NEW)

    def _labelled(self, reading: Reading) -> tuple[str, tuple[Item, ...]] | None:
        """Return sector and names of a line such as 金融:甲銀行、乙銀行."""
        match = re.match(r"([^:、。]{2,16}):", reading.text)
        if not match or not self._is_sector(match[1]):
            return None
        items = items_of(reading, Span(match.end(), len(reading.text)), self.reader.language)
        return match[1], tuple(item for item in items if self._may_be(item))

    def _run(self, reading: Reading) -> _Run | None:
        items = items_of(reading, Span(0, len(reading.text)), self.reader.language)
        if not items:
            return None
        if all(not item.is_name and self._is_sector(item.text) for item in items):
            return _Run(reading, items, sectors=True)
        known = sum(item.is_a("organization", "product") for item in items)
        if len(items) == 1 and not known and not items[0].is_name and len(items[0].text) <= _LONGEST_NEW:
            return _Run(reading, items, sectors=False, new=True)
        return _Run(reading, items, sectors=False) if known and 2 * known >= len(items) else None

    def _names(self, reading: Reading) -> tuple[Item, ...]:
        items = items_of(reading, Span(0, len(reading.text)), self.reader.language)
        return tuple(item for item in items if self._may_be(item) and (item.is_name or not self._is_sector(item.text)))

    def _is_sector(self, text: str) -> bool:
        text = text.strip().rstrip(":")
        ends = self.reader.language.words("relations", "field_ends")
        bare = next((text.removesuffix(end) for end in ends if text.endswith(end) and text != end), text)
        return is_field(text, self.reader.language) or is_field(bare, self.reader.language)

    def _ending(self, item: Item, runs: Sequence[_Run]) -> str:
        """Return the sector of the page with which a name ends (甲銀行), or nothing."""
        shown = [each.text for run in runs if run.sectors for each in run.items]
        return next((sector for sector in shown if item.text.endswith(sector) and item.text != sector), "")

    def _may_be(self, item: Item) -> bool:
        """Return whether an item may be one: not the owner, nor a chip, framework or data set that the owner uses."""
        if not item.is_a("organization", "product"):
            return not item.is_name
        owners = {*self.owner.candidates, *self.company.candidates}
        itself = item.text in {self.owner.name, self.company.name} or bool(
            set(item.ref("organization").candidates[:1]) & owners
        )
        return not itself and category_of(item, self.reader) not in CATEGORIES.values()

    def _claim(self, item: Item, sector: str, confidence: float) -> RelationClaim:
        partner = item.ref("organization")
        makers = {maker for each in partner.candidates[:1] for maker in self.reader.finder.makers(each)}
        own = item.is_a("product") and bool(makers & set(self.company.candidates))
        owner = self.company if own else self.owner
        return RelationClaim(
            subject=partner,
            predicate="product_of" if own else "partner_of",
            object=owner,
            qualifier=sector,
            evidence=(partner.evidence, owner.evidence),
            rule="relations.ecosystem",
            confidence=confidence,
        )


def _paired(runs: Sequence[_Run]) -> dict[int, str]:
    """Return the sectors of the names whose sector the order of the lines proves, by the id of the item.

    Two forms are proof: a line of sectors below (or above) lines that together list as many names; and sectors and names that
    alternate one by one through the page.
    """
    found: dict[int, str] = {}
    for number, run in enumerate(runs):
        if run.sectors and len(run.items) > 1:
            count = len(run.items)
            row = _as_many(runs[:number][::-1], count, above=True) or _as_many(runs[number + 1 :], count, above=False)
            found |= {id(item): sector.text for item, sector in zip(row, run.items, strict=False)}
    single = [run for run in runs if len(run.items) == 1]
    while single and not single[0].sectors and len(single) % 2 and len(single) > 1:
        single = single[1:]
    pairs = list(zip(single[::2], single[1::2], strict=False))
    if len(single) == 2 * len(pairs) and len(pairs) > 1 and all(one.sectors != other.sectors for one, other in pairs):
        for one, other in pairs:
            sector, name = (one, other) if one.sectors else (other, one)
            found[id(name.items[0])] = sector.items[0].text
    return found


def _as_many(runs: Sequence[_Run], count: int, *, above: bool) -> list[Item]:
    """Return the items of the nearest lines if together they are exactly `count`, in the order of the page."""
    taken: list[_Run] = []
    for run in runs:
        if run.sectors:
            break
        taken.append(run)
        listed = sum(len(each.items) for each in taken)
        if listed >= count:
            break
    ordered = taken[::-1] if above else taken
    items = [item for run in ordered for item in run.items]
    return items if len(items) == count and _is_row(ordered) else []


def _is_row(runs: Sequence[_Run]) -> bool:
    """Return whether one of the lines lists several names: single names below each other are no row."""
    return any(len(run.items) > 1 for run in runs) and all(
        one.reading is not other.reading for one, other in pairwise(runs)
    )
