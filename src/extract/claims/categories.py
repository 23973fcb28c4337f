"""Categories: what kind of organization, person or product a page says that something is, by headers, headings and labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.claims.claim import EntityRef, Evidence, RelationClaim
from extract.claims.listing import Item, items_of
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading, TableReading
from extract.claims.slides import Slide, labelled
from extract.claims.stack import is_field, is_stack
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.text import Span

_HEADER, _HEADING, _LISTED, _CASE, _DESCRIBED = 0.85, 0.8, 0.8, 0.8, 0.6
_LONGEST = 20  # characters of a category
_LONGEST_DESCRIPTION = 30


def category_claims(slide: Slide, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the categories that tables, headings, labels and cases of a slide or section give."""
    for section in slide.sections:
        for table in section.tables:
            yield from _of_column(table, reader.language)
            yield from _of_type_column(table, reader.language)
            yield from _of_profiles(table, reader.language)
        yield from _of_heading(section, reader.language)
        yield from _of_profile(section.readings, reader.language)
        yield from _of_label(section, reader.language)
        yield from _of_descriptions(section, reader)
    yield from _of_case(slide, reader.language)


def is_category(text: str, language: Language) -> bool:
    """Return whether words are a category: short, ending as one does, and more than the heading of any column."""
    text = text.strip().rstrip(":")
    return (
        len(text) <= _LONGEST
        and (text.endswith(language.words("relations", "category_ends")) or _is_of_field(text, language))
        and text not in language.words("relations", "not_categories")
        and not re.search(r"[、。,:()]", text)
    )


def _is_of_field(text: str, language: Language) -> bool:
    """Return whether words are a field of the economy and a word for those who work in it: 製薬企業, 汽车厂商."""
    nouns = language.words("relations", "category_nouns")
    return any(is_field(text.removesuffix(noun), language) for noun in nouns if text.endswith(noun))


def _of_column(table: TableReading, language: Language) -> Iterator[RelationClaim]:
    """Yield the category that the header of a column of names is (大学・研究機関, 业界领袖)."""
    for column in range(table.columns):
        header = table.header(column)
        if not is_category(header, language):
            continue
        for row in table.body_rows:
            cell = table.at(row, column)
            if cell is None or cell.row != row or len(cell.readings) != 1:
                continue
            reading = cell.readings[0]
            for item in items_of(reading, Span(0, len(reading.text)), language):
                place = _header_place(table, column) or reading.whole()
                if item.is_a("organization", "person"):
                    yield _claim(item.ref("organization"), header, place, "column", _HEADER)
                elif (
                    not item.is_name
                    and re.fullmatch(r"[\u3400-\u9fff々]{2,4}", item.text)
                    and _has_people(table, column)
                ):
                    yield _claim(item.ref("person"), header, place, "column", _HEADER)


def _has_people(table: TableReading, column: int) -> bool:
    """Return whether other cells of a column are the names of people."""
    cells = [cell for row in table.body_rows if (cell := table.at(row, column))]
    return sum(bool(reading.names_of("person")) for cell in cells for reading in cell.readings) >= 2


def _header_place(table: TableReading, column: int) -> Evidence | None:
    cells = [cell for cell in table.cells if cell.header and cell.column <= column < cell.column + cell.column_span]
    return next((reading.whole() for cell in cells for reading in cell.readings), None)


def _of_type_column(table: TableReading, language: Language) -> Iterator[RelationClaim]:
    """Yield the kinds that one column gives for the organizations or products of another."""
    headers = language.words("relations", "type_headers")
    kinds = [column for column in range(table.columns) if table.header(column) in headers]
    if len(kinds) != 1:
        return
    for row in table.body_rows:
        kind = table.at(row, kinds[0])
        if kind is None or len(kind.readings) != 1 or not 1 < len(kind.text) <= _LONGEST or kind.readings[0].names:
            continue
        for column in range(table.columns):
            cell = table.at(row, column)
            if cell is None or column == kinds[0] or cell.row != row or not cell.readings:
                continue
            items = items_of(cell.readings[0], Span(0, len(cell.readings[0].text)), language)
            # Of models such a column says how they were tuned or given out, and the names of their variants say that too.
            if all(item.is_a("organization", "product") for item in items):
                for item in items:
                    yield _claim(item.ref("organization"), kind.text, kind.readings[0].whole(), "type", _HEADER)
            break


def _of_heading(section: SectionReading, language: Language) -> Iterator[RelationClaim]:
    """Yield the category that a heading over a bare list of names is."""
    if not section.heading:
        return
    heading = section.heading[-1]
    if not is_category(heading.text, language) or section.tables:
        return
    for reading in section.readings:
        if reading.statement.kind in {BlockKind.LIST_ITEM, BlockKind.PARAGRAPH}:
            for item in items_of(reading, Span(0, len(reading.text)), language):
                if item.is_a("organization", "person"):
                    yield _claim(item.ref("organization"), heading.text, heading.whole(), "heading", _HEADING)


def _of_label(section: SectionReading, language: Language) -> Iterator[RelationClaim]:
    """Yield the category that a label before or over names is, and the kind whose examples a label lists."""
    words = {
        "category": language.words("relations", "category_ends"),
        "examples": language.words("relations", "examples"),
        "investors": language.words("relations", "investors"),
    }
    over = next((each for each in section.heading[::-1] if is_kind(each.text, language)), None)
    for part in labelled(section, words, language):
        items = items_of(part.reading, part.span, language)
        kind = (_kind_above(part.reading, section, language) or over) if part.key == "examples" else None
        for item in items:
            if not item.is_a("organization", "person"):
                continue
            if kind is not None:
                yield _claim(item.ref("organization"), kind.text, kind.whole(), "example", _LISTED)
            elif part.key == "category" and is_category(part.label, language):
                yield _claim(item.ref("organization"), part.label, part.reading.whole(), "label", _LISTED)


def is_kind(text: str, language: Language) -> bool:
    """Return whether words are the name of a kind, such as 自社開発型: short, ending as one does, and no other word."""
    return (
        len(text) <= _LONGEST
        and text.endswith(language.words("relations", "type_ends"))
        and not text.endswith(language.words("relations", "no_types"))
    )


def _kind_above(reading: Reading, section: SectionReading, language: Language) -> Reading | None:
    """Return the line above a line, in its group of lines, that is the name of one kind and no more."""
    above = section.readings[: next((n for n, each in enumerate(section.readings) if each is reading), 0)]
    for line in reversed(above):
        if line.statement.group != reading.statement.group or line.statement.page != reading.statement.page:
            return None
        if is_kind(line.text, language) and len(items_of(line, Span(0, len(line.text)), language)) == 1:
            return line
    return None


def _of_profile(
    readings: Sequence[Reading], language: Language, subject: EntityRef | None = None
) -> Iterator[RelationClaim]:
    """Yield the fields of business that the lines under an organization's name give; the label is the qualifier.

    Args:
        readings: lines, of which those of one group belong together.
        language: knows the labels.
        subject: the organization that all of the lines are about, else the one that begins their group.
    """
    label = re.compile(rf"(?P<label>{language.any_of('relations', 'profile_fields')}):(?P<text>.*)")
    for group, several in groupby(readings, key=lambda each: each.statement.group):
        lines = list(several)
        about = subject or _first_name(lines[0], language) if group or subject else None
        if about is None:
            continue
        for line, below in zip(lines, [*lines[1:], None], strict=True):
            match = label.fullmatch(line.text)
            if match is None:
                continue
            listed = (
                (line, Span(*match.span("text")))
                if match["text"]
                else (below, Span(0, len(below.text) if below else 0))
            )
            if listed[0] is None:
                continue
            for field in _fields(listed[0], listed[1]):
                yield RelationClaim(
                    subject=about,
                    predicate="category",
                    object=field,
                    qualifier=match["label"],
                    evidence=(field.evidence, about.evidence),
                    rule="relations.category-profile",
                    confidence=_LISTED,
                )


def _fields(reading: Reading, within: Span) -> Iterator[EntityRef]:
    """Yield the words between commas of a part of a line."""
    for match in re.finditer(r"[^、,;。]+", within.of(reading.text)):
        name = match[0].strip()
        if 1 < len(name) <= _LONGEST:
            yield EntityRef("other", name, reading.evidence(Span(*match.span()).shifted(within.start)))


def _first_name(reading: Reading, language: Language) -> EntityRef | None:
    """Return the organization that a line is the name of, alone or before a label."""
    named = reading.names_of("organization")
    if not named or named[0].span.start > 0:
        return None
    rest = reading.text[named[0].span.end :]
    goes_on = re.match(rf"[^、。]{{0,8}}:|\(|{language.any_of('names', 'organization_suffixes')}$", rest)
    return reading.ref(named[0]) if not rest or goes_on else None


def _of_profiles(table: TableReading, language: Language) -> Iterator[RelationClaim]:
    """Yield the fields of business in the cells of a table whose row is an organization's."""
    for row in table.body_rows:
        named: EntityRef | None = None
        for column in range(table.columns):
            cell = table.at(row, column)
            if cell is None or cell.row != row or not cell.readings:
                continue
            named = named or _first_name(cell.readings[0], language)
            if named:
                yield from _of_profile(cell.readings, language, named)


def _of_descriptions(section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield what the words below a name in its box, or its group of lines, say that it is; only in a company's stack."""
    if not is_stack(section, reader.language):
        return
    for group, several in groupby(section.readings, key=lambda each: (each.statement.group, each.statement.box)):
        lines = list(several)
        first = lines[0]
        items = items_of(first, Span(0, len(first.text)), reader.language)
        behind = re.match(r"\s*\([^()]*\)$", first.text[items[0].span.end + 1 :]) if items else None
        alone = len(items) == 1 and items[0].is_a("model", "product") and (behind or first.text[-1] in "」』”》")
        text = "".join(line.text for line in lines[1:4])
        if group and alone and 3 < len(text) <= _LONGEST_DESCRIPTION and not _is_fact(lines[1:4]):
            place = Evidence(first.statement.page, Span(lines[1].whole().span.start, lines[1:4][-1].whole().span.end))
            yield _claim(items[0].ref("product"), text, place, "description", _DESCRIBED)


def _is_fact(lines: Sequence[Reading]) -> bool:
    """Return whether lines say more than what a thing is: with names, dates or a full stop."""
    return any(line.names or line.dates or re.search(r"[。、:「]", line.text) for line in lines)


def _of_case(slide: Slide, language: Language) -> Iterator[RelationClaim]:
    """Yield the kind that a heading gives before its example: 「甲型」事例 乙."""
    case = language.any_of("relations", "case_words")
    for reading in slide.sections[0].heading:
        for title in reading.titles:
            behind = reading.text[title.outer.end :]
            match = re.match(rf"(?:{language.any_of('grammar', 'genitive')})?{case}\s*\d*[:·-]?\s*", behind)
            if not match or not is_kind(title.text, language):
                continue
            start = title.outer.end + match.end()
            for item in _named_at(reading, start):
                yield _claim(item.ref("organization"), title.text, reading.evidence(title.span), "case", _CASE)


def _named_at(reading: Reading, start: int) -> Iterator[Item]:
    """Yield the name that the rest of a heading is."""
    for mention in reading.names_of("organization", "model", "product"):
        if (
            mention.span.start >= start
            and mention.span.start - start <= 1
            and mention.span.end >= len(reading.text) - 1
        ):
            yield Item(reading, mention.span, mention)


def _claim(subject: EntityRef, category: str, place: Evidence, rule: str, confidence: float) -> RelationClaim:
    return RelationClaim(
        subject=subject,
        predicate="category",
        object=EntityRef("other", category.strip().rstrip(":"), place),
        evidence=(subject.evidence, place),
        rule=f"relations.category-{rule}",
        confidence=confidence,
    )
