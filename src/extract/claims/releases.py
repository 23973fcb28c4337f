"""Releases: which model was announced, released, upgraded or opened when; from tables, sentences and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.claims.claim import EntityRef, RelationClaim, ReleaseClaim
from extract.claims.events import Event, find_events, is_point
from extract.claims.makers import labelled_makers, makers_before
from extract.claims.model_mentions import (
    alias_behind,
    model_mentions,
)
from extract.claims.news_dates import (
    date_alone,
    date_of_entry,
    dated_heading,
    goes_with,
    is_headline,
    leading_pattern,
    trailing_date,
)
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.release_objects import listed_behind, models_of_event
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.mentions.names import normal_version
from extract.text import Span

_SKIPPED = frozenset({BlockKind.SOURCE, BlockKind.HEADING, BlockKind.NOTE})
_SEPARATE = frozenset({"open_sourced", "planned"})  # events that stand beside another one of the same day
_HEADS = re.compile(r"(?:\s?\([^()]*\)|\s?\[[^\[\]]*\]+|\s?\[\[[^\[\]]*\]\])*\s?(?:[:,]|$)")
_LINKED = r"[A-Z][A-Za-z]*(?: [0-9a-f]{1,12})?"  # the text of a link before what a line tells: Wiki, PR 12
_VERSION = r"\s?[Vv]?(\d{1,2}(?:\.\d{1,2}){1,2})(?![\d%倍])"


def release_claims(section: SectionReading, reader: Reader) -> Iterator[ReleaseClaim | RelationClaim]:
    """Yield the releases that the tables and sentences of a section state, and who is said to have made the models."""
    yield from labelled_makers(section, reader)
    introduced: tuple[Event, Mention, Reading] | None = None
    parent: tuple[Event, Mention, Reading] | None = None
    above: tuple[Mention, Reading] | None = None
    language = reader.language
    headed = dated_heading(section, language)
    for reading in section.readings:
        if reading.statement.kind in _SKIPPED and not is_headline(reading, language):
            continue
        if introduced and reading.statement.kind is BlockKind.LIST_ITEM:
            labelled = bool(model_mentions(introduced[2], reader, proven=False))
            yield from _from_item(reading, *introduced, reader, labelled=labelled)
            continue
        if parent and _is_under(reading, parent[2]):
            if not reading.dates:
                yield from _from_item(reading, *parent, reader, labelled=True)
                continue
        else:
            parent = _parent(reading, reader)
        introduced = _introduction(reading, reader)
        if above and not reading.dates and goes_with(reading, above[1]):
            yield from _dated_above(reading, *above, reader)
        elif headed and not reading.dates:
            yield from _dated_above(reading, *headed, reader)
        else:
            yield from from_sentences(reading, reader)
            above = None
        above = date_alone(reading, language) or date_of_entry(reading, language) or above


def _opening(reading: Reading, start: int, sentence: Span, language: Language) -> Event | None:
    """Return the event of a verb that tells a release only right behind the date of a line of news: [2024/01/05] 开放 X.

    A verb of adding does only if nothing but names stands beside it in its clause: 新增 X-7B, but not 新增 X-7B 支持;
    Xモデルを追加, but not Xのサポートを追加.
    """
    opening = re.compile(rf"[\W_]*(?P<verb>{language.any_of('releases', 'news_verbs')})").match(reading.text, start)
    if opening and sentence.covers(Span(*opening.span("verb"))):
        return Event("released", Span(*opening.span("verb")))
    adding = rf"(?P<verb>{language.any_of('releases', 'adding_verbs')})"
    names = [name.outer for name in reading.names_of("model", within=sentence) if name.outer.start >= start]
    blank = list(reading.text[: sentence.end])
    for name in names:
        blank[name.start : name.end] = " " * (name.end - name.start)
    kinds = rf"(?:{language.any_of('names', 'introducers')}|{language.any_of('grammar', 'joints')}|\W)*"
    text = "".join(blank)
    said = re.compile(rf"[\W_]*{adding}{kinds}(?:[,。;(!]|$)").match(text, start)
    if not said and not language.rules["releases"]["object_follows_verb"]:
        said = re.compile(rf"[\W_]*(?:{_LINKED}[\W_]+)?{kinds}{adding}").match(text, max(start, sentence.start))
    span = Span(*said.span("verb")) if said else None
    return Event("released", span) if span and names and sentence.covers(span) else None


def _dated_above(
    reading: Reading, date: Mention, line: Reading, reader: Reader
) -> Iterator[ReleaseClaim | RelationClaim]:
    """Yield the releases that a line of news tells whose date is the line above it."""
    for claim in from_sentences(reading, reader, dates=[date]):
        place = line.evidence(date.span)
        yield replace(claim, evidence=(*claim.evidence, place)) if isinstance(claim, ReleaseClaim) else claim


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
        if re.fullmatch(leading_pattern(reader.language), reading.text[: m.span.start])
        and is_point(reading.text, m, reader.language)
    ]
    if not dates and not leading and (last := trailing_date(reading, reader.language)):
        leading = [last]
    told: list[Mention] = []
    seen: set[tuple[str, str, str]] = set()
    for sentence in reading.statement.sentences:
        own = [m for m in reading.dates if sentence.covers(m.span) and is_point(reading.text, m, reader.language)]
        near = own or leading or told[-1:]
        told = own or told
        if not near:
            continue
        events = find_events(reading.text, sentence, reader.language)
        start = 0 if dates else leading[0].span.end if leading else None
        if start is not None and (opening := _opening(reading, start, sentence, reader.language)):
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
    models = models or listed_behind(reading, sentence, event.span, reader)
    joints = reader.language.any_of("releases", "version_joints")
    behind, raised = re.compile(rf"{joints}?{_VERSION}"), re.compile(rf"\s?{joints}{_VERSION}")
    for mention in models:
        date = _date_of(reading, mention, dates, event.span, window)
        ref = reader.model_ref(reading, mention)
        version = behind.match(reading.text, event.span.end) or raised.match(reading.text, mention.outer.end)
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


def _date_of(reading: Reading, model: Mention, dates: Sequence[Mention], word: Span, window: Span) -> Mention:
    """Return the date of a model that a word tells the event of: of two with a comma between them its own, 甲を、9月には乙を公開."""
    nearest = _nearest_date(reading.text, dates, word, window)
    own = [date for date in dates if window.covers(date.span) and date.span.end <= model.outer.start]
    is_next = model.outer.end <= nearest.span.start < word.start
    if own and is_next and re.search(r"[,、]", reading.text[model.outer.end : nearest.span.start]):
        return own[-1]
    return nearest


def _nearest_date(text: str, dates: Sequence[Mention], word: Span, window: Span) -> Mention:
    """Return the date of the word's own clause, else the last one before it, else the first."""
    here = [date for date in dates if window.covers(date.span)]
    if beside := [date for date in dates if text[word.end : date.span.start].strip() == "("]:
        return beside[0]  # 甲の公開(2020/12/6)
    before = [date for date in here or dates if date.span.end <= word.start]
    if not before:
        return (here or list(dates))[0]
    last = before[-1].date.edtf
    # [8/08/2023] X 2023.08 (V3) release: a month behind its own day is part of a name.
    return next((date for date in before if date.date.edtf.startswith(f"{last}-")), before[-1])


def _introduction(reading: Reading, reader: Reader) -> tuple[Event, Mention, Reading] | None:
    """Return event and date of a statement that ends with a colon and leaves models, or more of them, to the list below it."""
    if not reading.text.endswith(":"):
        return None
    whole = Span(0, len(reading.text))
    events = find_events(reading.text, whole, reader.language)
    dates = [m for m in reading.dates if is_point(reading.text, m, reader.language)]
    if not events or not dates:
        return None
    includes = reader.language.any_of("releases", "includes")
    if model_mentions(reading, reader, proven=False) and not re.search(includes, reading.text[events[-1].span.end :]):
        return None
    return events[-1], _nearest_date(reading.text, dates, events[-1].span, whole), reading


def _parent(reading: Reading, reader: Reader) -> tuple[Event, Mention, Reading] | None:
    """Return event and date of an item of news that says in general what the items under it name."""
    if reading.statement.kind is not BlockKind.LIST_ITEM:
        return None
    text = reading.text
    dates = [m for m in reading.dates[:1] if re.fullmatch(leading_pattern(reader.language), text[: m.span.start])]
    events = [each for each in find_events(text, Span(0, len(text)), reader.language) if each.kind not in _SEPARATE]
    return (events[0], dates[0], reading) if dates and events and is_point(text, dates[0], reader.language) else None


def _is_under(reading: Reading, parent: Reading) -> bool:
    """Return whether a list item stands under another one."""
    return reading.statement.kind is BlockKind.LIST_ITEM and reading.statement.level > parent.statement.level


def _from_item(
    reading: Reading, event: Event, date: Mention, introduction: Reading, reader: Reader, *, labelled: bool = False
) -> Iterator[ReleaseClaim]:
    """Yield the release of the model that a list item begins with, for a list whose introduction has verb and date.

    Where `labelled`, the name must be a heading of what follows: behind it and brackets there is a colon, a comma or nothing.
    """
    models = [m for m in model_mentions(reading, reader, proven=False) if not reading.text[: m.outer.start].strip()]
    if labelled:
        models = [m for m in models if _HEADS.match(reading.text, m.outer.end)]
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
