"""Releases that lines of news tell of a page's own model by its weights alone: 2024-05-01: 重みと推論コードを公開, 开源模型权重."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import ReleaseClaim
from extract.claims.events import Event, find_events
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.text import Span

_SURE = 0.6  # the model's name stands in the page's title alone
_LONGEST_ITEM = 12  # characters of another thing in the list of what came out


def weights_release(
    reading: Reading, date: Mention, line: Reading, section: SectionReading, reader: Reader
) -> Iterator[ReleaseClaim]:
    """Yield the release of the page's model that a line of news tells by its weights or checkpoints.

    The line must name no model or product, and nothing may say which weights these are: 新しい重み and 720pの重み are not those
    that the model came out with.

    Args:
        reading: the line.
        date: the date of what it tells.
        line: where the date stands.
        section: knows the page's own model.
        reader: knows the language.
    """
    if reading.names_of("model", "product"):
        return
    found = _event(reading, date if line is reading else None, reader.language)
    own = section.page_model.own() if found else None
    if found is None or own is None:
        return
    event, span = found
    yield ReleaseClaim(
        model=own,
        event=event.kind,
        date=date.date,
        evidence=(reading.evidence(span), line.evidence(date.span), own.evidence),
        rule="releases.weights",
        confidence=_SURE,
    )


def _event(reading: Reading, date: Mention | None, language: Language) -> tuple[Event, Span] | None:
    """Return the event that the first sentence behind a date tells of bare weights, and the range of verb and object."""
    text = reading.text
    start = date.span.end if date else 0
    if date and re.search(r"\w", text[: date.span.start]):
        return None
    sentence = next((each for each in reading.statement.sentences if each.end > start), None)
    events = find_events(text, sentence, language) if sentence else []
    event = next((each for each in events if each.span.start >= start), None)
    if sentence is None or event is None or event.kind == "planned":
        return None
    rules = language.rules["releases"]
    item = rf"[^,;:。、]{{1,{_LONGEST_ITEM}}}?(?:[、,]|{language.any_of('grammar', 'joints')})\s?"
    listed = rf"[\W_]*(?:{item}){{0,3}}?(?P<weights>{rules['own_weights']})"
    if rules["object_follows_verb"]:
        is_first = not re.search(r"[^\W_]", re.sub(rules["before_own_weights"], "", text[start : event.span.start]))
        ending = r"(?=[、,。;!(]|\s|$|" + language.any_of("grammar", "joints") + ")"
        found = re.compile(rf"{listed}{ending}").match(text, event.span.end, sentence.end) if is_first else None
        return (event, Span(event.span.start, found.end())) if found else None
    rest = rf"(?:(?:[、,]|{language.any_of('grammar', 'joints')})\s?[^,;:。]{{1,30}}?)?{rules['object_particle']}\w{{0,6}}?$"
    place = rf"(?:{rules['before_own_weights']})?"
    found = re.compile(rf"[\W_]*{place}{listed}{rest}").match(text, start, event.span.start)
    return (event, Span(found.start("weights"), event.span.end)) if found else None
