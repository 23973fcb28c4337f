"""Releases: which model was announced, released, upgraded or opened when; from tables, sentences and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.claims.claim import EntityRef, RelationClaim, ReleaseClaim
from extract.claims.events import Event, find_events, is_point
from extract.claims.grammar import genitive, is_list_joint
from extract.claims.makers import makers_before
from extract.claims.model_mentions import (
    alias_behind,
    is_work_title,
    may_be_released,
    model_mentions,
)
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.mentions.names import normal_version
from extract.text import Span

_REACH = 60  # characters between a model and the verb that tells its event
_BESIDE = 10  # characters between a verb and the object right behind it
_GENITIVE = 2  # characters between a model and its verb that may be a genitive: Xのリリース, but not Xの開発元が公開
_SEPARATE = frozenset({"open_sourced", "planned"})  # events that stand beside another one of the same day
_VERSION = r"\s?[Vv]?(\d{1,2}(?:\.\d{1,2}){1,2})(?![\d%倍])"


def release_claims(section: SectionReading, reader: Reader) -> Iterator[ReleaseClaim | RelationClaim]:
    """Yield the releases that the tables and sentences of a section state, and who is said to have made the models."""
    introduced: tuple[Event, Mention, Reading] | None = None
    for reading in section.readings:
        if reading.statement.kind in {BlockKind.SOURCE, BlockKind.HEADING, BlockKind.NOTE}:
            continue
        if introduced and reading.statement.kind is BlockKind.LIST_ITEM:
            yield from _from_item(reading, *introduced, reader)
            continue
        introduced = _introduction(reading, reader)
        yield from from_sentences(reading, reader)


def from_sentences(reading: Reading, reader: Reader) -> Iterator[ReleaseClaim | RelationClaim]:
    """Yield what the sentences of a statement tell: a model, an event word near it, and the date that goes with it; its makers.

    The date is one of the sentence, that of the list item or, where the sentence goes on from the one before it ("The
    conference opened on 7 July. There, X was released."), the one stated there.
    """
    leading_words = rf"{reader.language.any_of('releases', 'leading')}?[\W_]*"
    leading = [
        m
        for m in reading.dates[:1]
        if re.fullmatch(leading_words, reading.text[: m.span.start]) and is_point(reading.text, m, reader.language)
    ]
    told: list[Mention] = []
    seen: set[tuple[str, str, str]] = set()
    for sentence in reading.statement.sentences:
        own = [m for m in reading.dates if sentence.covers(m.span) and is_point(reading.text, m, reader.language)]
        dates = own or leading or told[-1:]
        told = own or told
        if not dates:
            continue
        events = find_events(reading.text, sentence, reader.language)
        for number, event in enumerate(events):
            window = Span(
                events[number - 1].span.end if number else sentence.start,
                events[number + 1].span.start if number + 1 < len(events) else sentence.end,
            )
            for claim, makers in _claims_of_event(reading, sentence, event, window, dates, reader, carried=not own):
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
    models = _models_of_event(reading, sentence, window, event.span, reader)
    date = _nearest_date(dates, event.span, window)
    behind = re.compile(rf"{reader.language.any_of('releases', 'version_joints')}?{_VERSION}")
    for mention in models:
        ref = reader.model_ref(reading, mention)
        version = behind.match(reading.text, event.span.end)
        if version and not ref.version and event.kind in {"upgraded", "planned"}:
            # "Family X was upgraded to 2.0": the version is another entity than the family that the name stands for.
            ref = replace(ref, name=f"{ref.name}{version[1]}", version=normal_version(version[1]))
        value = date.date
        end = version.end() if version else event.span.end
        quote = Span(
            min(mention.span.start, date.span.start, event.span.start),
            max(mention.span.end, date.span.end, end),
        )
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


def _models_of_event(reading: Reading, sentence: Span, window: Span, word: Span, reader: Reader) -> list[Mention]:
    """Return the models that an event word is about: its object or subject, with those that "and" ties to it."""
    models = model_mentions(reading, reader, proven=False, within=sentence)
    before = [
        m for m in models if m.span.end <= word.start and _is_itself(reading, m, Span(m.outer.end, word.start), reader)
    ]
    after = [
        m for m in models if m.span.start >= word.end and _is_itself(reading, m, Span(word.end, m.outer.start), reader)
    ]
    before_here = [m for m in before if m.span.start >= window.start]
    after_here = [m for m in after if m.span.end <= window.end]
    direct = _direct_object(reading, sentence, word, reader)
    if direct and not any(m.span.overlaps(direct.span) for m in models):
        nearer = any(m.span.start > direct.span.start for m in before_here)
        if not nearer:
            if not may_be_released(reading, direct, reader):
                return []
            return _joined(
                reading.text,
                [m for m in (*before, direct) if m.span.end <= direct.span.end],
                reader.language,
                from_start=False,
            )
    if reader.language.rules["releases"]["object_follows_verb"] and after_here:
        gap = reading.text[word.end : after_here[0].span.start]
        if not re.search(r"[,;]", gap) and (len(gap) <= _BESIDE or not before_here):
            return _joined(reading.text, after_here, reader.language, from_start=True)
    chosen = before_here or before
    return _joined(reading.text, chosen, reader.language, from_start=False) if chosen else []


def _is_itself(reading: Reading, model: Mention, between: Span, reader: Reader) -> bool:
    """Return whether a verb is about a model itself, not about its report or code or about what is built on it."""
    rules = reader.language.rules["releases"]
    text = between.of(reading.text)
    behind = reading.text[model.outer.end :].lstrip(" 」』”")
    is_genitive = (
        between.start >= model.outer.end and text.startswith(genitive(reader.language)) and len(text) > _GENITIVE
    )
    if behind.startswith(tuple(rules["compared"])) or is_genitive:
        return False
    clause = re.split(r"[,;。]", reading.text[: model.outer.start])[-1][-_BESIDE:]
    return (
        len(text) <= _REACH
        and not any(word in text for word in (*rules["other_things"], *rules["built_on"]))
        and not any(word in clause for word in rules["built_on"])
        and not any(
            behind.removeprefix(genitive(reader.language)[0]).startswith(word) for word in rules["other_things"]
        )
    )


def _direct_object(reading: Reading, sentence: Span, word: Span, reader: Reader) -> Mention | None:
    """Return the quotation that the event word has as its object: right behind it or, in Japanese, before its particle."""
    rules = reader.language.rules["releases"]
    for title in reading.titles:
        if not sentence.covers(title.outer) or is_work_title(title):
            continue
        if rules["object_follows_verb"]:
            gap = reading.text[word.end : title.outer.start] if title.outer.start >= word.end else None
            if gap is not None and len(gap) <= _BESIDE and not re.search(r"[,;。]", gap):
                return title
        elif title.outer.end <= word.start and re.fullmatch(
            rules["object_joint"], reading.text[title.outer.end : word.start]
        ):
            return title
    return None


def _joined(text: str, mentions: Sequence[Mention], language: Language, *, from_start: bool) -> list[Mention]:
    """Return the first (or last) mention and those that a comma or "and" ties to it."""
    ordered = list(mentions) if from_start else list(reversed(mentions))
    chosen = [ordered[0]]
    for mention in ordered[1:]:
        left, right = sorted((chosen[-1].span, mention.span))
        if not is_list_joint(text[left.end : right.start], language) or text.startswith(genitive(language), right.end):
            break
        chosen.append(mention)
    return sorted(chosen, key=lambda mention: mention.span)


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
