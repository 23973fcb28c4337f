"""Releases: which model was announced, released, upgraded or opened when; from tables and from sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.claims.claim import EntityRef, RelationClaim, ReleaseClaim
from extract.claims.headers import columns_by_role
from extract.claims.reading import CellReading, Reader, Reading, SectionReading, TableReading
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Bound, DateValue, Mention
from extract.text import Span

_ALIAS = re.compile(r"\s*\(([^()]{2,40})\)")
_LONGEST_MODEL_NAME = 30
_REACH = 60  # characters between a model and the verb that tells its event
_LIST_JOINT = re.compile(r"[」』”》\s]*(?:\([^()]*\))?\s*(?:と|や|及び|および|、|,|和|与|及|以及|/|・)\s*[「『“《\s]*")


def release_claims(section: SectionReading, reader: Reader) -> Iterator[ReleaseClaim | RelationClaim]:
    """Yield the releases that the tables and sentences of a section state, and who developed a model by its row."""
    for table in section.tables:
        yield from _from_table(table, reader)
    for reading in section.readings:
        if reading.statement.kind not in {BlockKind.SOURCE, BlockKind.HEADING}:
            yield from from_sentences(reading, reader)


def _from_table(table: TableReading, reader: Reader) -> Iterator[ReleaseClaim | RelationClaim]:
    language = reader.language
    roles = columns_by_role(table, language)
    for row in table.body_rows():
        model_cell = table.at(row, roles["model"]) if "model" in roles else None
        models = list(cell_models(model_cell, reader)) if model_cell else []
        organization = _cell_organization(table.at(row, roles["organization"])) if "organization" in roles else None
        date_cell = table.at(row, roles["date"]) if "date" in roles else None
        dated = [(r, m) for r in date_cell.readings for m in r.dates] if date_cell else []
        for model in models:
            if organization:
                yield RelationClaim(
                    subject=model,
                    predicate="developed_by",
                    object=organization,
                    evidence=(model.evidence, organization.evidence),
                    rule="relations.table-row",
                    confidence=0.9,
                )
            if len(dated) == 1:
                reading, mention = dated[0]
                assert isinstance(mention.value, DateValue)
                yield ReleaseClaim(
                    model=model,
                    event=event_of(table.header(roles["date"]), language) or "announced",
                    date=mention.value,
                    organization=organization,
                    evidence=(model.evidence, reading.evidence(mention.span)),
                    rule="releases.table-row",
                    confidence=0.95,
                )
        for column in range(table.columns):
            cell = table.at(row, column)
            if cell and cell.row == row and column not in (roles.get("model"), roles.get("date")):
                for reading in cell.readings:
                    for claim in from_sentences(reading, reader):
                        yield replace(claim, organization=claim.organization or organization)


def cell_models(cell: CellReading, reader: Reader) -> Iterator[EntityRef]:
    """Yield the models that a cell of a model column names: quoted, known, or the cell's text as it is."""
    text = cell.text
    if not text or not cell.readings:
        return
    reading = cell.readings[0]
    mentions = model_mentions(reading, reader, proven=True)
    if mentions:
        aliases = tuple(alias for each in cell.readings for alias in _ALIAS.findall(each.text))
        for number, mention in enumerate(mentions):
            ref = reader.model_ref(reading, mention)
            yield replace(ref, aliases=aliases) if number == 0 and len(mentions) == 1 else ref
    elif len(cell.readings) == 1 and len(text) <= _LONGEST_MODEL_NAME and not reading.dates:
        bare = _ALIAS.sub("", text).strip()
        if bare and re.search(r"[^\W\d_]", bare):
            start = text.index(bare)
            ref = EntityRef(
                "model", bare, reading.evidence(Span(start, start + len(bare))), reader.finder.candidates(bare)
            )
            yield replace(ref, aliases=tuple(_ALIAS.findall(text)))


def _cell_organization(cell: CellReading | None) -> EntityRef | None:
    """Return the organization of a cell: the known name in it, or its whole text."""
    if cell is None or not cell.readings:
        return None
    known = [(r, m) for r in cell.readings for m in r.names_of("organization")]
    if known:
        return known[0][0].ref(known[0][1])
    reading = cell.readings[0]
    text = _ALIAS.sub("", reading.text).strip()
    if not text or len(text) > _LONGEST_MODEL_NAME or len(cell.readings) > 1:
        return None
    start = reading.text.index(text)
    return EntityRef("organization", text, reading.evidence(Span(start, start + len(text))))


def from_sentences(reading: Reading, reader: Reader) -> Iterator[ReleaseClaim]:
    """Yield what the sentences of a statement tell: a model, an event word near it, and a date of the sentence."""
    leading = [m for m in reading.dates if not re.search(r"\w", reading.text[: m.span.start].replace("News", ""))]
    for sentence in reading.statement.sentences():
        dates = [m for m in reading.dates if sentence.covers(m.span) and _is_point(m)] or leading[:1]
        if not dates:
            continue
        for event, word in _events(reading.text, sentence, reader.language):
            models = _models_of_event(reading, sentence, word, reader)
            date = _nearest_before(dates, word)
            for mention in models:
                value = date.value
                assert isinstance(value, DateValue)
                ref = reader.model_ref(reading, mention)
                yield ReleaseClaim(
                    model=replace(ref, aliases=_aliases_after(reading.text, mention)),
                    event=event,
                    date=value,
                    organization=_maker(reading, sentence, word, mention),
                    evidence=(reading.evidence(_hull(mention, date, word)),),
                    rule="releases.sentence",
                    confidence=0.8 if not value.inferred else 0.7,
                )
            if models:
                break


def event_of(text: str, language: Language) -> str | None:
    """Return the event that the longest event word in `text` tells, or None."""
    found = [
        (len(word), event) for event in language.rules["events"] if event != "not_after" for word in
        language.words("events", event) if word in text
    ]
    return max(found)[1] if found else None


def _events(text: str, sentence: Span, language: Language) -> list[tuple[str, Span]]:
    """Return the event words of a sentence, longest ones where they overlap, in order."""
    undone = language.words("events", "not_after")
    found: list[tuple[str, Span]] = []
    words = [
        (word, event) for event in language.rules["events"] if event != "not_after"
        for word in language.words("events", event)
    ]
    for word, event in sorted(words, key=lambda each: (-len(each[0]), each)):
        for match in re.finditer(re.escape(word), text[sentence.start : sentence.end]):
            span = Span(*match.span()).shifted(sentence.start)
            if not text[span.end :].startswith(undone) and not any(span.overlaps(other) for _, other in found):
                found.append((event, span))
    return sorted(found, key=lambda each: each[1])


def model_mentions(reading: Reading, reader: Reader, *, proven: bool, within: Span | None = None) -> list[Mention]:
    """Return the mentions of a reading that name models, in order, none within another.

    Args:
        reading: what to look through.
        reader: knows the names and the language.
        proven: whether the context already says that quoted names here are models.
        within: only mentions in this range.
    """
    found: list[Mention] = []
    for title in reading.titles:
        if within is not None and not within.covers(title.span):
            continue
        if is_model_title(reading, title, reader) or (proven and may_be_model(title.text, reader.language)):
            found.append(title)
    for name in reading.names_of("model", within=within):
        if not any(title.span.overlaps(name.span) for title in (*found, *reading.titles)):
            found.append(name)
    return sorted(found, key=lambda mention: mention.span)


def is_model_title(reading: Reading, title: Mention, reader: Reader) -> bool:
    """Return whether a quotation names a model for sure: a known one, or said to be one by a word beside it."""
    text = title.text
    known = [name for name in reading.names_of("model") if title.span.covers(name.span)]
    if any(len(name.text) >= len(text) - 1 or name.span.start == title.span.start for name in known):
        return may_be_model(text, reader.language)
    if any(reader.finder.entity_type(each) == "model" for each in reader.finder.candidates(text)):
        return True
    after = reading.text[title.outer.end :].lstrip()
    before = reading.text[: title.outer.start].rstrip()
    beside = after.startswith(reader.language.words("names", "introducers")) or before.endswith(
        reader.language.words("names", "model_before")
    )
    return beside and may_be_model(text, reader.language)


def may_be_model(text: str, language: Language) -> bool:
    """Return whether a quotation could be a model's name at all: short, no sentence, no plan or law."""
    return (
        len(text) <= _LONGEST_MODEL_NAME
        and not re.search(r"[。,、!?:;]", text)
        and not text.endswith(language.words("policies", "documents"))
        and bool(re.search(r"[^\W\d_]", text))
    )


def _models_of_event(reading: Reading, sentence: Span, word: Span, reader: Reader) -> list[Mention]:
    """Return the models that the event word is about: the nearest ones, with those joined to them."""
    models = model_mentions(reading, reader, proven=False, within=sentence)
    before = [m for m in models if m.span.end <= word.start and word.start - m.span.end <= _REACH]
    after = [m for m in models if m.span.start >= word.end and m.span.start - word.end <= _REACH]
    if reader.language.rules["releases"]["object_follows_verb"] and after:
        chosen = _joined(reading.text, after, from_start=True)
        if not re.search(r"[,;]", reading.text[word.end : chosen[0].span.start]) or not before:
            return chosen
    direct = _direct_object(reading, sentence, word, reader)
    if direct and (not before or direct.span.start > before[-1].span.end):
        return [direct] if _may_be_released(reading, direct, reader) else []
    if not before:
        return []
    return _joined(reading.text, before, from_start=False)


def _direct_object(reading: Reading, sentence: Span, word: Span, reader: Reader) -> Mention | None:
    """Return a quoted name that the event word takes as its object, though nothing else says that it is a model."""
    pattern = reader.language.rules["releases"]["object_joint"]
    for title in reversed(reading.titles):
        outer = title.outer
        if sentence.covers(outer) and outer.end <= word.start and may_be_model(title.text, reader.language):
            return title if re.fullmatch(pattern, reading.text[outer.end : word.start]) else None
    return None


def _may_be_released(reading: Reading, title: Mention, reader: Reader) -> bool:
    """Return whether an object of a verb of release that nothing calls a model may count as one: an AI service by its context."""
    known = reader.finder.candidates(title.text)
    if known:
        return reader.finder.category(known[0]) in {"application", "service"}
    return bool(re.search(r"AI|LLM|GPT", reading.text))


def _joined(text: str, mentions: Sequence[Mention], *, from_start: bool) -> list[Mention]:
    """Return the first (or last) mention and those that a comma or "and" ties to it."""
    ordered = list(mentions) if from_start else list(reversed(mentions))
    chosen = [ordered[0]]
    for mention in ordered[1:]:
        left, right = sorted((chosen[-1].span, mention.span))
        if not _LIST_JOINT.fullmatch(text[left.end : right.start]):
            break
        chosen.append(mention)
    return sorted(chosen, key=lambda mention: mention.span)


def _nearest_before(dates: Sequence[Mention], word: Span) -> Mention:
    before = [date for date in dates if date.span.end <= word.start]
    return before[-1] if before else dates[0]


def _is_point(mention: Mention) -> bool:
    value = mention.value
    return isinstance(value, DateValue) and value.bound is Bound.EXACT and "/" not in value.edtf


def _maker(reading: Reading, sentence: Span, word: Span, model: Mention) -> EntityRef | None:
    """Return the organization that is the subject of the event: the last one named before both verb and model."""
    until = Span(sentence.start, min(word.start, model.span.start))
    named = reading.names_of("organization", within=until)
    return reading.ref(named[-1]) if named else None


def _aliases_after(text: str, mention: Mention) -> tuple[str, ...]:
    match = _ALIAS.match(text, mention.outer.end)
    return (match[1].strip(),) if match and re.search(r"[^\W\d_]", match[1]) and len(match[1]) <= _LONGEST_MODEL_NAME else ()


def _hull(mention: Mention, date: Mention, word: Span) -> Span:
    """Return the smallest range of the text that holds model, date and event word."""
    return Span(min(mention.span.start, date.span.start, word.start), max(mention.span.end, date.span.end, word.end))
