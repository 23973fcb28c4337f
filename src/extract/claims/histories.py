"""Dated events that are no release: lists by year, when an organization came to be, when a person went into business."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from extract.claims.claim import EntityRef, Evidence, HistoryClaim
from extract.claims.headers import columns_by_role
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading, TableReading
from extract.claims.topics import is_topic
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Bound, DateValue, Mention
from extract.text import Span

_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})(?:\s*年)?\s*[::]\s*(?=\S)")
_BEHIND_DATE = re.compile(r"\s*[::]\s*(?=\S)")
_FEWEST = 2  # events of different years that make a list
_SHORTEST = 4  # characters of an event
_LONGEST_PERSON = 12
_MOST_LINES = 3  # over which the name of an organization is broken


def history_claims(section: SectionReading, reader: Reader) -> Iterator[HistoryClaim]:
    """Yield the dated events of a section."""
    language = reader.language
    readings = [each for each in section.readings if each.statement.kind is not BlockKind.SOURCE]
    yield from _listed(readings, language)
    yield from _established_in_sentences(readings, language)
    yield from _established_on_labels(readings, reader)
    yield from _startups_above_lists(readings, language)
    for table in section.tables:
        yield from _of_table(table, language)
        for cell in table.cells:
            yield from _established_on_labels(cell.readings, reader, table, cell.row)


def _listed(readings: Sequence[Reading], language: Language) -> Iterator[HistoryClaim]:
    """Yield the events of a list by year: 2010:..., 2013年:...

    One line with a year is no list. A figure behind a year, or a model, is the value of a row or a release.
    """
    found: list[tuple[Reading, DateValue, Span, list[Reading]]] = []
    for number, reading in enumerate(readings):
        pieces = list(_dated_pieces(reading))
        if not pieces or reading.statement.kind is BlockKind.NOTE:
            continue
        rest = _same_box(readings, number)
        if any(each.names_of("model") for each in (reading, *rest)):
            continue
        for date, span in pieces:
            text = span.of(reading.text).strip()
            below = rest if span.end == len(reading.text) else []
            is_figure = "%" in text or any(quantity.span.start == span.start for quantity in reading.quantities)
            long_enough = len(text) + sum(len(each.text) for each in below) >= _SHORTEST
            if long_enough and not is_figure and not re.match(r"[\d+-]", text):
                found.append((reading, date, span, below))
    if len({date.edtf for _, date, _, _ in found}) < _FEWEST:
        return
    for reading, date, span, rest in found:
        text = "".join((reading.statement.written(*span), *(e.statement.written(0, len(e.text)) for e in rest)))
        yield HistoryClaim(
            event="history",
            text=_without_markup(text),
            date=date,
            subject=_first_named(reading, span.start, language),
            evidence=(reading.evidence(Span(_label_before(reading, span), span.end)), *(e.whole() for e in rest)),
            rule="events.list",
            confidence=0.8,
        )


def _without_markup(text: str) -> str:
    """Return a text without the addresses of its links and the marks of strong type."""
    return re.sub(r"!?\[([^\[\]]*)\]\([^()\s]*\)", r"\1", text).replace("**", "").strip()


def _first_named(reading: Reading, start: int, language: Language) -> EntityRef | None:
    """Return the organization that an event begins with, if no other is listed beside it."""
    named = [each for each in reading.names_of("organization") if each.outer.start == start]
    behind = reading.text[named[0].outer.end :] if named else ""
    listed = re.match(rf"[、,・/]|{language.any_of('grammar', 'joints')}", behind)
    return reading.ref(named[0]) if behind and not listed else None


def _dated_pieces(reading: Reading) -> Iterator[tuple[DateValue, Span]]:
    """Yield the dates before colons of a statement that begins with one, each with its text up to the next."""
    labels: list[tuple[int, int, DateValue]] = []
    for match in _YEAR.finditer(reading.text):
        year = int(match["year"])
        labels.append((match.start(), match.end(), DateValue(f"{year}", dt.date(year, 1, 1), dt.date(year, 12, 31))))
    for mention in reading.dates:
        behind = _BEHIND_DATE.match(reading.text, mention.span.end)
        if behind and mention.date.is_point and not mention.date.inferred:
            labels.append((mention.span.start, behind.end(), mention.date))
    labels = sorted({label[1]: label for label in labels}.values(), key=lambda label: label[0])
    if labels and labels[0][0] == 0:
        ends = [*(start for start, _, _ in labels[1:]), len(reading.text)]
        for (_, start, date), end in zip(labels, ends, strict=True):
            yield date, Span(start, end)


def _label_before(reading: Reading, span: Span) -> int:
    """Return where the date label of a piece begins."""
    earlier = [piece.end for _, piece in _dated_pieces(reading) if piece.end <= span.start]
    return max(earlier, default=0)


def _same_box(readings: Sequence[Reading], number: int) -> list[Reading]:
    """Return the statements that go on with a dated one: of its group of lines, up to the next date."""
    first, rest = readings[number], []
    for reading in readings[number + 1 :]:
        same = reading.statement.group == first.statement.group and reading.statement.page == first.statement.page
        if not same or reading.statement.kind is not first.statement.kind or list(_dated_pieces(reading)):
            break
        rest.append(reading)
    return rest


def _established_in_sentences(readings: Sequence[Reading], language: Language) -> Iterator[HistoryClaim]:
    """Yield when the organization that a sentence is about came to be: 甲社は2015年に設立された, 甲公司成立于2014年."""
    behind = re.compile(language.rules["history"]["established_behind"])
    before = re.compile(rf"(?:{language.rules['history']['established_before']})$")
    of_name = re.compile(language.rules["history"]["established_of"])
    for reading in readings:
        if reading.statement.kind is BlockKind.NOTE:
            continue
        for date in reading.dates:
            said = behind.match(reading.text, date.span.end) or before.search(reading.text[: date.span.start])
            if not said or not date.date.is_point:
                continue
            owned = of_name.match(reading.text, date.span.end)
            owners = [each for each in reading.names_of("organization") if owned and each.outer.start == owned.end()]
            for name in owners:
                span = Span(date.span.start, name.outer.end)
                yield _established(reading.ref(name), date.date, reading, span, "events.established")
            if owners:
                continue
            sentence = reading.statement.sentence_of(date.span)
            named = reading.names_of("organization", within=Span(sentence.start, date.span.start))
            topics = [each for each in named if _is_subject(reading, each, date, said, language)]
            if topics:
                end = max(date.span.end, said.end() if said.re is behind else 0)
                yield _established(
                    reading.ref(topics[-1]), date.date, reading, Span(topics[-1].span.start, end), "events.established"
                )


def _is_subject(reading: Reading, name: Mention, date: Mention, said: re.Match[str], language: Language) -> bool:
    """Return whether a name is what was founded: the sentence's topic, or right before the verb or the date."""
    start = min(date.span.start, said.start())
    between = reading.text[name.outer.end : start].strip(" ,、")
    return is_topic(reading, name, language) or not between or between in language.words("names", "topic", "behind")


def _established_on_labels(
    readings: Sequence[Reading], reader: Reader, table: TableReading | None = None, row: int = 0
) -> Iterator[HistoryClaim]:
    """Yield when an organization came to be by a label (設立:1999年): the one on the label's line, above it or in its row."""
    label = re.compile(rf"{reader.language.any_of('history', 'established_labels')}\s*:\s*")
    for number, reading in enumerate(readings):
        for match in label.finditer(reading.text) if reading.dates else ():
            date = next((each for each in reading.dates if each.span.start == match.end()), None)
            if date is None or not date.date.is_point:
                continue
            owner = _on_line(reading, match.start()) or _above(readings, number, reader) or _in_row(table, row)
            if owner:
                yield _established(owner, date.date, reading, Span(match.start(), date.span.end), "events.label")


def _on_line(reading: Reading, before: int) -> EntityRef | None:
    """Return the organization that ends right before a label on its line."""
    named = reading.names_of("organization", within=Span(0, before))
    return reading.ref(named[-1]) if named and not reading.text[named[-1].outer.end : before].strip(" :、") else None


def _above(readings: Sequence[Reading], number: int, reader: Reader) -> EntityRef | None:
    """Return the organization that the lines right above a label name and nothing else; a known name may be broken."""
    lines: list[Reading] = []
    for above in reversed(readings[max(0, number - _MOST_LINES) : number]):
        following = lines[0] if lines else readings[number]
        if following.statement.group - above.statement.group > 1 or above.statement.page != following.statement.page:
            return None
        lines.insert(0, above)
        if len(lines) == 1:
            whole = [each for each in above.names_of("organization") if each.outer == Span(0, len(above.text))]
            if whole:
                return above.ref(whole[0])
        name = "".join(each.text for each in lines)
        found = tuple(e for e in reader.finder.candidates(name) if reader.finder.entity_type(e) == "organization")
        if found and len(lines) > 1:
            first, last = lines[0].whole(), lines[-1].whole()
            return EntityRef("organization", name, Evidence(first.page, Span(first.span.start, last.span.end)), found)
    return None


def _in_row(table: TableReading | None, row: int) -> EntityRef | None:
    """Return the one organization that is a cell of a table's row by itself."""
    if table is None:
        return None
    found = [
        reading.ref(name)
        for cell in table.cells
        if cell.row <= row < cell.row + cell.row_span
        for reading in cell.readings
        for name in reading.names_of("organization")
        if name.outer == Span(0, len(reading.text))
    ]
    return found[0] if len({ref.name for ref in found}) == 1 else None


def _startups_above_lists(readings: Sequence[Reading], language: Language) -> Iterator[HistoryClaim]:
    """Yield when people went into business by the label above their list: 2020年2月以来...の起業家: 甲, 乙."""
    words = language.any_of("history", "startup_people")
    for number, label in enumerate(readings):
        match = re.search(rf"{words}(?:\([^()]*\))?:$", label.text)
        if not match or len(label.dates) != 1:
            continue
        for reading in readings[number + 1 :]:
            people = [each for each in reading.names_of("person") if each.span.start == 0]
            if not people or reading.statement.page != label.statement.page:
                break
            yield HistoryClaim(
                event="startup",
                text=label.statement.written(0, len(label.text)).rstrip(":："),
                date=_from_then_on(label.dates[0].date),
                subject=reading.ref(people[0]),
                evidence=(label.whole(), reading.evidence(people[0].span)),
                rule="events.startup-list",
                confidence=0.75,
            )


def _from_then_on(date: DateValue) -> DateValue:
    """Return a date with an open end if the text says "since" (2020年2月以来)."""
    return DateValue(f"{date.edtf}/..", date.earliest, None) if date.bound is Bound.AT_LEAST else date


def _of_table(table: TableReading, language: Language) -> Iterator[HistoryClaim]:
    """Yield the events of a table's rows: a column of people and one of when they started, or a chronicle."""
    roles = columns_by_role(table, language)
    if "date" not in roles:
        return
    header = table.header(roles["date"])
    if header.strip() in language.words("history", "established_labels"):
        yield from _founded_in_rows(table, roles["date"])
        return
    is_startup = header.strip().endswith(language.words("history", "startup_headers"))
    told = [
        column
        for column in range(table.columns)
        if table.header(column).strip().endswith(language.words("history", "event_headers"))
    ]
    for row in table.body_rows:
        when = table.at(row, roles["date"])
        if when is None or len(when.readings) != 1 or len(when.readings[0].dates) != 1:
            continue
        date = when.readings[0].dates[0]
        place = when.readings[0].evidence(date.span)
        if is_startup and (person := table.at(row, roles.get("person", 0))) and len(person.readings) == 1:
            name = person.readings[0]
            known = [each for each in name.names_of("person") if each.span == Span(0, len(name.text))]
            if len(name.text) <= _LONGEST_PERSON and ("person" in roles or known):
                subject = name.ref(known[0]) if known else EntityRef("person", name.text, name.whole())
                yield _of_row("startup", header, date.date, subject, (place, subject.evidence))
        elif told and (cell := table.at(row, told[0])) and cell.readings and not cell.readings[0].names_of("model"):
            yield _of_row("history", cell.text, date.date, None, (cell.readings[0].whole(), place))


def _founded_in_rows(table: TableReading, column: int) -> Iterator[HistoryClaim]:
    """Yield when the organization of each row came to be, by a column whose header says that its dates are of that."""
    for row in table.body_rows:
        when, owner = table.at(row, column), _in_row(table, row)
        dates = when.readings[0].dates if when and len(when.readings) == 1 else ()
        if owner and len(dates) == 1 and dates[0].date.is_point and when:
            yield _established(owner, dates[0].date, when.readings[0], dates[0].span, "events.established-column")


def _of_row(
    event: str, text: str, date: DateValue, subject: EntityRef | None, evidence: tuple[Evidence, ...]
) -> HistoryClaim:
    return HistoryClaim(
        event=event, text=text, date=date, subject=subject, evidence=evidence, rule="events.table", confidence=0.85
    )


def _established(ref: EntityRef, date: DateValue, reading: Reading, span: Span, rule: str) -> HistoryClaim:
    return HistoryClaim(
        event="established",
        text=reading.statement.written(*span),
        date=date,
        subject=ref,
        evidence=(reading.evidence(span), ref.evidence),
        rule=rule,
        confidence=0.8,
    )
