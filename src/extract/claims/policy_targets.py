"""Targets: what a place or a plan wants to reach, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.claims.claim import EntityRef, PolicyClaim
from extract.claims.jurisdictions import labelled_place
from extract.claims.reading import Reading
from extract.claims.topics import is_topic
from extract.lang.language import Language
from extract.mentions.mention import Bound, Mention
from extract.text import Span

_ENDS = ("。", ".", ";", "!", "?")


def labelled_targets(
    readings: Sequence[Reading], jurisdiction: EntityRef, language: Language, *, is_heading: bool = False
) -> Iterator[PolicyClaim]:
    """Yield a jurisdiction's target: a statement that names a horizon and what is to be reached by then.

    Args:
        readings: the statement, and those that go on with its last sentence after a break of the page.
        jurisdiction: what the label names.
        language: the language of the text.
        is_heading: whether the label is the heading of a chapter and no more: much stands below it that is no target.
    """
    reading = readings[0]
    horizon = sorted((d for d in reading.dates if _is_horizon(d)), key=_is_start)
    text = reading.text
    words = [*language.words("policies", "targets"), *(language.words("policies", "aims") if is_heading else ())]
    has_target = any(word in text for word in words) or (bool(reading.quantities) and not is_heading)
    has_goal = any(word in text for word in language.words("policies", "goals"))
    if not (horizon and has_target) and (is_heading or not has_goal):
        return
    if any(word in text for word in language.words("policies", "forecasts")):
        return
    start = len(jurisdiction.name) + 1 if text.startswith(f"{jurisdiction.name}:") else 0
    yield PolicyClaim(
        jurisdiction=jurisdiction,
        title="",
        horizon=horizon[0].date if horizon and not _is_start(horizon[0]) else None,
        target="".join(
            (reading.statement.written(start, len(text)), *(e.statement.written(0, len(e.text)) for e in readings[1:]))
        ),
        evidence=(
            reading.evidence(Span(start, len(text))),
            *(each.whole() for each in readings[1:]),
            jurisdiction.evidence,
        ),
        rule="policies.target",
        confidence=0.75 if horizon else 0.65,
    )


def end_of_statement(readings: Sequence[Reading], start: int, language: Language) -> int:
    """Return the place behind the last statement that goes on with the sentences of the one at `start`.

    A box whose lines are broken in odd places comes out as several statements of one group. They are one text if the first
    does not end as a sentence does and the last one does, and if none is a label or has a date of its own.
    """
    end = start + 1
    first = readings[start].statement
    while end < len(readings) and not readings[end - 1].text.endswith(_ENDS):
        following = readings[end]
        same_box = following.statement.group == first.group and following.statement.kind is first.kind
        if not same_box or following.dates or labelled_place(following, language):
            return start + 1
        end += 1
    return end if readings[end - 1].text.endswith(_ENDS) else start + 1


def plan_targets(plan: PolicyClaim, readings: Sequence[Reading], language: Language) -> Iterator[PolicyClaim]:
    """Yield the targets of a plan that the statements right below it give under horizons: 2030年まで:..., 到2030年,...

    Args:
        plan: the one plan that the statement above names.
        readings: the statements below it; the first without a horizon at its start ends the list.
        language: the language of the text.
    """
    for reading in readings:
        first = min(reading.dates, key=lambda each: each.span, default=None)
        if first is None or not _is_horizon(first) or _is_start(first):
            return
        lead = re.compile(rf"{language.any_of('policies', 'by')}?\s*[:、,]?\s*").match(reading.text, first.span.end)
        start = lead.end() if lead else first.span.end
        if not re.fullmatch(rf"{language.any_of('policies', 'by')}?", reading.text[: first.span.start]):
            return
        if len(reading.text) - start < 4:
            return
        yield replace(
            plan,
            horizon=first.date,
            target=reading.statement.written(start, len(reading.text)),
            evidence=(reading.whole(), *plan.evidence),
            rule="policies.plan-target",
            confidence=min(plan.confidence, 0.75),
        )


def stated_targets(reading: Reading, language: Language) -> Iterator[PolicyClaim]:
    """Yield the targets that sentences about a place or its government state: 甲市は2027年までに...する目標を掲げた."""
    if not reading.dates or not reading.quantities:
        return
    divisions, government = (language.any_of("policies", each) for each in ("divisions", "government"))
    for sentence in reading.statement.sentences:
        text = sentence.of(reading.text)
        horizon = [d for d in reading.dates if sentence.covers(d.span) and _is_deadline(d)]
        quantities = [q for q in reading.quantities if sentence.covers(q.span)]
        is_aim = any(word in text for word in language.words("policies", "aims"))
        is_forecast = any(word in text for word in language.words("policies", "forecasts"))
        if not horizon or not quantities or not is_aim or is_forecast:
            continue
        for place in reading.names_of("place", within=sentence):
            suffix = re.compile(rf"(?:{divisions})?(?:{government})?").match(reading.text, place.span.end)
            end = suffix.end() if suffix else place.span.end
            topic = replace(place, span=Span(place.span.start, end))
            if place.span.end > horizon[0].span.start and place.span.start > horizon[0].span.end + 2:
                continue
            if is_topic(reading, topic, language):
                yield PolicyClaim(
                    jurisdiction=reading.ref(place),
                    title="",
                    horizon=horizon[0].date,
                    target=reading.statement.written(*_trimmed(reading, sentence)),
                    evidence=(reading.evidence(_trimmed(reading, sentence)),),
                    rule="policies.stated-target",
                    confidence=0.65,
                )
                break


def _trimmed(reading: Reading, sentence: Span) -> Span:
    text = sentence.of(reading.text)
    return Span(sentence.start + len(text) - len(text.lstrip()), sentence.start + len(text.rstrip()))


def _is_deadline(mention: Mention) -> bool:
    return mention.date.bound in {Bound.AT_MOST, Bound.LESS_THAN}


def _is_horizon(mention: Mention) -> bool:
    return not mention.date.is_point


def _is_start(mention: Mention) -> bool:
    return mention.date.bound in {Bound.AT_LEAST, Bound.MORE_THAN}
