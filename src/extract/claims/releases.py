"""Releases: which model was announced, released, upgraded or opened when; from tables, sentences and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.claims.claim import EntityRef, RelationClaim, ReleaseClaim
from extract.claims.events import Event, find_events, is_point
from extract.claims.makers import makers_before
from extract.claims.model_mentions import (
    alias_behind,
    model_mentions,
)
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.release_objects import models_of_event
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.mentions.names import normal_version
from extract.text import Span

_SEPARATE = frozenset({"open_sourced", "planned"})  # events that stand beside another one of the same day
_VERSION = r"\s?[Vv]?(\d{1,2}(?:\.\d{1,2}){1,2})(?![\d%倍])"


def release_claims(section: SectionReading, reader: Reader) -> Iterator[ReleaseClaim | RelationClaim]:
    """Yield the releases that the tables and sentences of a section state, and who is said to have made the models."""
    introduced: tuple[Event, Mention, Reading] | None = None
    above: tuple[Mention, Reading] | None = None
    for reading in section.readings:
        if reading.statement.kind in {BlockKind.SOURCE, BlockKind.HEADING, BlockKind.NOTE}:
            continue
        if introduced and reading.statement.kind is BlockKind.LIST_ITEM:
            yield from _from_item(reading, *introduced, reader)
            continue
        introduced = _introduction(reading, reader)
        if above and above[1].statement.group == reading.statement.group and not reading.dates:
            yield from _dated_above(reading, *above, reader)
        else:
            yield from from_sentences(reading, reader)
        above = _date_alone(reading, reader)


def _opening(reading: Reading, date: Mention, sentence: Span, language: Language) -> Event | None:
    """Return the event of a verb that tells a release only right behind the date of a line of news: [2024/01/05] 开放 X."""
    verb = re.compile(rf"[\W_]*(?P<verb>{language.any_of('releases', 'news_verbs')})").match(
        reading.text, date.span.end
    )
    span = Span(*verb.span("verb")) if verb else None
    return Event("released", span) if span and sentence.covers(span) else None


def _date_alone(reading: Reading, reader: Reader) -> tuple[Mention, Reading] | None:
    """Return the date that is all a line of news says but for a colon: what happened stands in the next line."""
    if len(reading.dates) != 1 or not is_point(reading.text, reading.dates[0], reader.language):
        return None
    date = reading.dates[0]
    beside = reading.text[: date.span.start], reading.text[date.span.end :]
    is_alone = re.fullmatch(_leading(reader.language), beside[0]) and re.fullmatch(r"\W*:\W*", beside[1])
    return (date, reading) if is_alone else None


def _dated_above(
    reading: Reading, date: Mention, line: Reading, reader: Reader
) -> Iterator[ReleaseClaim | RelationClaim]:
    """Yield the releases that a line of news tells whose date is the line above it."""
    for claim in from_sentences(reading, reader, dates=[date]):
        place = line.evidence(date.span)
        yield replace(claim, evidence=(*claim.evidence, place)) if isinstance(claim, ReleaseClaim) else claim


def _leading(language: Language) -> str:
    return rf"[\W_]*{language.any_of('releases', 'leading')}?[\W_]*"


def from_sentences(
    reading: Reading, reader: Reader, dates: Sequence[Mention] = ()
) -> Iterator[ReleaseClaim | RelationClaim]:
    """Yield what the sentences of a statement tell: a model, an event word near it, and the date that goes with it; its makers.

    The date is one of the sentence, that of the list item or, where the sentence goes on from the one before it ("The
    conference opened on 7 July. There, X was released."), the one stated there. `dates` are those of the line above it.
    """
    leading = list(dates) or [
        m
        for m in reading.dates[:1]
        if re.fullmatch(_leading(reader.language), reading.text[: m.span.start])
        and is_point(reading.text, m, reader.language)
    ]
    told: list[Mention] = []
    seen: set[tuple[str, str, str]] = set()
    for sentence in reading.statement.sentences:
        own = [m for m in reading.dates if sentence.covers(m.span) and is_point(reading.text, m, reader.language)]
        near = own or leading or told[-1:]
        told = own or told
        if not near:
            continue
        events = find_events(reading.text, sentence, reader.language)
        if leading and not dates and (opening := _opening(reading, leading[0], sentence, reader.language)):
            events = sorted({opening, *events}, key=lambda each: each.span)
        for number, event in enumerate(events):
            window = Span(
                events[number - 1].span.end if number else sentence.start,
                events[number + 1].span.start if number + 1 < len(events) else sentence.end,
            )
            for claim, makers in _claims_of_event(reading, sentence, event, window, near, reader, carried=not own):
                # Announced, released and upgraded in one sentence are one event told twice; opened is another.
                key = claim.model.name, claim.date.edtf, event.kind if event.kind in _SEPARATE else ""
                if key not in seen:
                    seen.add(key)
                    yield claim
                    yield from (made_by(claim, maker) for maker in makers if event.kind != "planned")


def _claims_of_event(
    reading: Reading,
    sentence: Span,
    event: Event,
    window: Span,
    dates: Sequence[Mention],
    reader: Reader,
    *,
    carried: bool,
) -> Iterator[tuple[ReleaseClaim, list[EntityRef]]]:
    models = models_of_event(reading, sentence, window, event.span, reader)
    date = _nearest_date(dates, event.span, window)
    behind = re.compile(rf"{reader.language.any_of('releases', 'version_joints')}?{_VERSION}")
    for mention in models:
        ref = reader.model_ref(reading, mention)
        version = behind.match(reading.text, event.span.end)
        ahead = re.search(
            rf"(?<![\d.])[Vv]?(\d{{1,2}}(?:\.\d{{1,2}}){{1,2}})\s?{reader.language.any_of('releases', 'version_before')}\s?$",
            reading.text[sentence.start : mention.outer.start],
        )
        if ahead:
            ref = replace(ref, name=f"{ref.name} {ahead[1]}", version=normal_version(ahead[1]), candidates=())
        elif version and not ref.version and event.kind in {"upgraded", "planned"}:
            # "Family X was upgraded to 2.0": the version is another entity than the family that the name stands for.
            ref = replace(ref, name=f"{ref.name}{version[1]}", version=normal_version(version[1]))
        value = date.date
        end = version.end() if version else event.span.end
        said = [mention.span, Span(event.span.start, end), *(each.span for each in reading.dates if each is date)]
        quote = Span(min(said).start, max(span.end for span in said))
        makers = makers_before(reading, Span(sentence.start, min(event.span.start, mention.span.start)), reader)
        claim = ReleaseClaim(
            model=replace(ref, aliases=alias_behind(reading.text, mention)),
            event=event.kind,
            date=value,
            organization=makers[0] if makers else None,
            evidence=(reading.evidence(quote),),
            rule="releases.sentence",
            confidence=0.65 if carried else 0.7 if value.inferred else 0.8,
        )
        yield claim, makers


def made_by(claim: ReleaseClaim, maker: EntityRef) -> RelationClaim:
    """Return that who releases a model made it: likely, though a sentence about a release does not say so."""
    return RelationClaim(
        subject=claim.model,
        predicate="developed_by",
        object=maker,
        evidence=(claim.evidence[0], maker.evidence),
        rule="relations.releaser",
        confidence=min(0.7, claim.confidence),
    )


def _nearest_date(dates: Sequence[Mention], word: Span, window: Span) -> Mention:
    """Return the date of the word's own clause, else the last one before it, else the first."""
    here = [date for date in dates if window.covers(date.span)]
    before = [date for date in here or dates if date.span.end <= word.start]
    return before[-1] if before else (here or list(dates))[0]


def _introduction(reading: Reading, reader: Reader) -> tuple[Event, Mention, Reading] | None:
    """Return event and date of a statement that ends with a colon and leaves the models to the list below it."""
    if not reading.text.endswith(":") or model_mentions(reading, reader, proven=False):
        return None
    whole = Span(0, len(reading.text))
    events = find_events(reading.text, whole, reader.language)
    dates = [m for m in reading.dates if is_point(reading.text, m, reader.language)]
    return (events[-1], _nearest_date(dates, events[-1].span, whole), reading) if events and dates else None


def _from_item(
    reading: Reading, event: Event, date: Mention, introduction: Reading, reader: Reader
) -> Iterator[ReleaseClaim]:
    """Yield the release of the model that a list item begins with, for a list whose introduction has verb and date."""
    models = [m for m in model_mentions(reading, reader, proven=False) if not reading.text[: m.outer.start].strip()]
    makers = makers_before(introduction, Span(0, event.span.start), reader)
    for mention in models[:1]:
        yield ReleaseClaim(
            model=reader.model_ref(reading, mention),
            event=event.kind,
            date=date.date,
            organization=makers[0] if makers else None,
            evidence=(reading.evidence(mention.span), introduction.whole()),
            rule="releases.list",
            confidence=0.75,
        )
