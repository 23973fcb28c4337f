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
    is_of_next_clause,
    is_stated,
    is_to_do,
    leading_pattern,
    month_above,
    nearest_date,
    title_label,
    titles_come_first,
    trailing_date,
    within_month,
)
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.release_lists import SEPARATE, from_item, goes_on, introduction, is_under, parent_item
from extract.claims.release_objects import listed_behind, models_of_event
from extract.claims.release_versions import with_version
from extract.claims.released_names import released_name
from extract.claims.version_releases import version_release
from extract.claims.weight_releases import weights_release
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.text import Span

_SKIPPED = frozenset({BlockKind.SOURCE, BlockKind.HEADING, BlockKind.NOTE})
_GIVEN = (("names", "introducers"), ("grammar", "joints"), ("releases", "weights"), ("releases", "to_download"))
_SIZE = r"\d{1,4}(?:\.\d{1,2})?[BbM]"
_LINKED = r"[A-Z][A-Za-z]*(?: [0-9a-f]{1,12})?"  # the text of a link before what a line tells: Wiki, PR 12


def release_claims(section: SectionReading, reader: Reader) -> Iterator[ReleaseClaim | RelationClaim]:
    """Yield the releases that the tables and sentences of a section state, and who is said to have made the models."""
    yield from labelled_makers(section, reader)
    if not any(each.dates for each in (*section.heading, *section.readings)):
        return  # nothing is released without a date
    introduced: tuple[Event, Mention, Reading] | None = None
    parent: tuple[Event, Mention, Reading] | None = None
    above: tuple[Mention, Reading] | None = None
    language = reader.language
    headed = dated_heading(section, language) or _headline(section, language)
    month = month_above(section, language)
    titled = titles_come_first(section, language)
    for each in section.readings:
        reading = within_month(each, month, language) if month and each.statement.kind is BlockKind.LIST_ITEM else each
        if reading.statement.kind is BlockKind.HEADING:
            introduced = parent = above = None
        if (reading.statement.kind in _SKIPPED and not is_headline(reading, language)) or is_to_do(reading):
            continue
        if introduced and goes_on(reading, introduced[2]):
            labelled = bool(model_mentions(introduced[2], reader, proven=False)) or introduced[2].text[-1] != ":"
            yield from from_item(reading, *introduced, reader, labelled=labelled)
            continue
        if titled and title_label(reading, language) is not None:
            above = None  # the date was that of the entry before
        undated = not any(is_stated(each) for each in reading.dates)
        if parent and is_under(reading, parent[2]):
            if undated:
                told = list(dated_by(reading, parent[1], parent[2], reader, adds=False))
                if not told and parent[2].statement.kind is BlockKind.LIST_ITEM:
                    told.extend(from_item(reading, *parent, reader, labelled=True))
                yield from told
                continue
        else:
            parent = parent_item(reading, reader)
        dated = above if above and undated and goes_with(reading, above[1]) else headed if headed and undated else None
        introduced = introduction(reading, dated, reader)
        adds = dated is None or dated[1].statement.kind is not BlockKind.HEADING or not is_headline(dated[1], language)
        told = list(dated_by(reading, *dated, reader, adds=adds) if dated else from_sentences(reading, reader))
        yield from told
        if not any(isinstance(each, ReleaseClaim) for each in told) and (date := dated or _own_date(reading, language)):
            yield from version_release(reading, *date, section, reader)
            yield from weights_release(reading, *date, section, reader)
        if not dated:
            above = None
        above = date_alone(reading, language) or date_of_entry(reading, language) or above


def _headline(section: SectionReading, language: Language) -> tuple[Mention, Reading] | None:
    """Return the day of the heading right above a section if that is a line of news: what is told under it is of that day."""
    last = section.heading[-1] if section.heading else None
    return (last.dates[0], last) if last and is_headline(last, language) else None


def _own_date(reading: Reading, language: Language) -> tuple[Mention, Reading] | None:
    """Return the date that a line of news begins or ends with."""
    first = reading.dates[0] if reading.dates else None
    if first and re.fullmatch(leading_pattern(language), reading.text[: first.span.start]):
        return (first, reading) if is_point(reading.text, first, language) else None
    last = trailing_date(reading, language)
    return (last, reading) if last else None


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
    owned = language.any_of("grammar", "genitive") + r"\s?" + language.any_of("releases", "weights")
    given = "|".join((owned, *(language.any_of(*keys) for keys in _GIVEN)))
    kinds = rf"(?:{given}|\W)*"
    text = "".join(blank)
    said = re.compile(rf"[\W_]*{adding}{kinds}(?:[,。;(!]|$)").match(text, start)
    if not said and not language.rules["releases"]["object_follows_verb"]:
        said = re.compile(rf"[\W_]*(?:{_LINKED}[\W_]+)?{kinds}{adding}").match(text, max(start, sentence.start))
    span = Span(*said.span("verb")) if said else None
    return Event("released", span) if span and names and sentence.covers(span) else None


def dated_by(
    reading: Reading, date: Mention, line: Reading, reader: Reader, *, adds: bool = True
) -> Iterator[ReleaseClaim | RelationClaim]:
    """Yield the releases that a line or cell of news tells whose date is the line above it or the cell beside it.

    Args:
        reading: the line or cell.
        date: its date.
        line: where that stands.
        reader: knows the names.
        adds: whether what is added is released; below the release of a tool it is what that can run from now on.
    """
    for claim in from_sentences(reading, reader, dates=[date], adds=adds):
        place = line.evidence(date.span)
        yield replace(claim, evidence=(*claim.evidence, place)) if isinstance(claim, ReleaseClaim) else claim


def from_sentences(
    reading: Reading, reader: Reader, dates: Sequence[Mention] = (), *, adds: bool = True
) -> Iterator[ReleaseClaim | RelationClaim]:
    """Yield what the sentences of a statement tell: a model, an event word near it, and the date that goes with it; its makers.

    The date is one of the sentence, that of the list item or, where the sentence goes on from the one before it ("The
    conference opened on 7 July. There, X was released."), the one stated there. `dates` are those of the line above it, `adds`
    is whether a verb of adding may open the line.
    """
    if not dates and not reading.dates:
        return
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
        if leading:
            own = [m for m in own if is_stated(m)]  # "today" is the day of the news
        near = own or leading or told[-1:]
        told = own or told
        if not near:
            continue
        events = find_events(reading.text, sentence, reader.language)
        start = 0 if dates else leading[0].span.end if leading else None
        start = start if adds else None
        if start is not None and (opening := _opening(reading, start, sentence, reader.language)):
            events = sorted({opening, *events}, key=lambda each: each.span)
        for number, event in enumerate(events):
            window = Span(
                events[number - 1].span.end if number else sentence.start,
                events[number + 1].span.start if number + 1 < len(events) else sentence.end,
            )
            for claim, makers in _claims_of_event(reading, sentence, event, window, near, reader, carried=not own):
                # Announced, released and upgraded in one sentence are one event told twice; opened is another.
                key = claim.model.name, claim.date.edtf, event.kind if event.kind in SEPARATE else ""
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
    models = models or released_name(reading, sentence, event.span, reader)
    for mention in models:
        date = _date_of(reading, mention, dates, event.span, window)
        if event.kind == "planned" and not _is_of_plan(reading, date, event.span):
            continue
        if is_of_next_clause(reading, date, event.span):
            continue
        ref, end = with_version(reader.model_ref(reading, mention), reading, mention, event, sentence, reader)
        value = date.date
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
        yield from ((each, makers) for each in _of_other_sizes(reading, mention, claim, reader))


def _of_other_sizes(reading: Reading, mention: Mention, claim: ReleaseClaim, reader: Reader) -> Iterator[ReleaseClaim]:
    """Yield the same event for the models of other sizes that a list behind a model's own names: Abc-7B、13B 和 70B."""
    own = re.search(rf"{_SIZE}$", claim.model.name)
    joint = rf"\s?(?:[、,/・&]|{reader.language.any_of('grammar', 'joints')})\s?"
    listed = re.compile(rf"(?:{joint}{_SIZE}(?![\w.-]*[A-Za-z\d]))+").match(reading.text, mention.outer.end)
    if not own or not listed:
        return
    for size in re.finditer(_SIZE, listed[0]):
        start = mention.outer.end + size.start()
        name = claim.model.name[: own.start()] + size[0]
        place = reading.evidence(Span(start, start + len(size[0])))
        ref = EntityRef("model", name, place, reader.finder.candidates(name))
        yield replace(claim, model=ref, evidence=(*claim.evidence, place))


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


def _is_of_plan(reading: Reading, date: Mention, word: Span) -> bool:
    """Return whether a date is that of what is planned and not that of the news which tells the plan: 2024.03.05: 計画…."""
    if not any(each is date for each in reading.dates):
        return False
    return date.span.start >= word.end or not re.search(r"[,;:。、!?\])】]", reading.text[date.span.end : word.start])


def _date_of(reading: Reading, model: Mention, dates: Sequence[Mention], word: Span, window: Span) -> Mention:
    """Return the date of a model that a word tells the event of: of two with a comma between them its own, 甲を、9月には乙を公開."""
    nearest = nearest_date(reading.text, dates, word, window)
    own = [date for date in dates if window.covers(date.span) and date.span.end <= model.outer.start]
    is_next = model.outer.end <= nearest.span.start < word.start
    if own and is_next and re.search(r"[,、]", reading.text[model.outer.end : nearest.span.start]):
        return own[-1]
    return nearest
