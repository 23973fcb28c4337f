"""Releases that lines of news tell of a page's own model by its version alone: 2024-05-01: v2.1 をリリース, 更新 v1.1 版本."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.claims.claim import EntityRef, Evidence, ReleaseClaim
from extract.claims.events import Event, event_words, find_events
from extract.claims.news_dates import leading_pattern
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.mentions.names import normal_version
from extract.segments import links_of
from extract.text import Span

# Three parts are those of software.
_VERSION = (
    r"(?:(?P<mark>[vV](?:er(?:sion)?)?\.?\s?)(?P<marked>\d{1,2}(?:\.\d{1,2})?)|(?P<bare>\d{1,2}\.\d{1,2}))(?![\w.]*\d)"
)
_TITLE = re.compile(r"[\W_]*(?P<name>[A-Z][A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)(?=$|\s?[^\w\s-])")
_VERSIONED = re.compile(r"\d$")  # a name that has a version of its own
_TAG = "/releases/"  # in the address of a release of software
_LONGEST_KIND = 16  # characters between a version and the word for weights whose version it is
_SURE = 0.6  # the model's name stands elsewhere on the page


class _PageModel(NamedTuple):
    """The model that a page is about: how it is named there, and whether that is known for a model's name."""

    ref: EntityRef
    is_model: bool


def version_release(
    reading: Reading, date: Mention, line: Reading, section: SectionReading, reader: Reader
) -> Iterator[ReleaseClaim]:
    """Yield the release of the page's model that a line of news tells by its version.

    Version and verb open the line, and no other thing is named before both have come. If the page's title is not known for
    the name of a model, the line must say that it is one that came out: v0.3の事前学習済みモデルを更新.

    Args:
        reading: the line.
        date: the date of what it tells.
        line: where the date stands.
        section: has the titles above the line.
        reader: knows the names.
    """
    page = _page_model(section)
    found = _version(reading, date if line is reading else None, reader.language) if page else None
    if page is None or found is None:
        return
    event, version, span, of_weights = found
    if (
        event.kind == "planned"
        or not (page.is_model or of_weights)
        or reading.names_of("model", "product", within=span)
    ):
        return
    if _VERSIONED.search(page.ref.name) or any(_TAG in address for link, address in links_of(reading.statement)):
        return
    name = f"{page.ref.name} v{version}"
    places: tuple[Evidence, ...] = (reading.evidence(span), page.ref.evidence)
    if line is not reading or not span.covers(date.span):
        places = (*places, line.evidence(date.span))
    yield ReleaseClaim(
        model=EntityRef("model", name, page.ref.evidence, reader.finder.candidates(name), normal_version(version)),
        event=event.kind,
        date=date.date,
        evidence=places,
        rule="releases.version",
        confidence=_SURE,
    )


def _page_model(section: SectionReading) -> _PageModel | None:
    """Return the model that the page's title names first; else the word in Latin letters that the title begins with."""
    title = section.heading[0] if section.heading else None
    if title is None or title.statement.kind is not BlockKind.TITLE:
        return None
    if names := title.names_of("model"):
        return _PageModel(title.ref(names[0]), True)
    word = _TITLE.match(title.text)
    if not word or any(each.span.overlaps(Span(*word.span("name"))) for each in title.names):
        return None
    span = Span(*word.span("name"))
    return _PageModel(EntityRef("model", span.of(title.text), title.evidence(span)), False)


def _version(reading: Reading, date: Mention | None, language: Language) -> tuple[Event, str, Span, bool] | None:
    """Return event and version that open a line, where they stand, and whether the line says that a model has the version."""
    text = reading.text
    start = date.span.end if date and not re.search(r"\w", text[: date.span.start]) else 0
    parts = language.any_of("releases", "parts")
    opening = rf"[\W_]*{leading_pattern(language)}"
    weights = rf"(?P<weights>[^,;:、。]{{0,{_LONGEST_KIND}}}?{language.any_of('releases', 'weights')})?"
    edition = rf"\s?{language.any_of('releases', 'edition')}?"
    verb = rf"(?P<verb>{event_words(language)})"
    joint = rf"{language.any_of('releases', 'version_joints')}?\s?"
    first = rf"{opening}{_VERSION}{edition}{weights}\W?\w{{0,3}}?{verb}"
    of = language.any_of("grammar", "genitive")
    last = rf"{opening}\w{{0,4}}?{verb}{joint}{_VERSION}{edition}{weights}"
    behind = rf"{language.any_of('releases', 'attributive_past')}\s?{_VERSION}{edition}(?P<weights>(?!))?(?!\s?{of})"
    for pattern in (first, last, rf"{opening}\w{{0,4}}?{verb}{behind}"):
        found = re.compile(pattern).match(text, start)
        if not found or not (found["marked"] or re.search(language.any_of("releases", "edition"), found[0])):
            continue
        if re.search(parts, found[0]) or re.compile(rf"\w{{0,6}}?{parts}").match(text, found.end()):
            continue  # v2論文を公開, 更新 v1.2 版本的数据集
        verbs = [
            each for each in find_events(text, Span(0, len(text)), language) if each.span.start >= found.start("verb")
        ]
        if verbs and verbs[0].span.start == found.start("verb"):
            begin = found.start("mark") if found["mark"] else found.start("bare")
            span = Span(min(begin, verbs[0].span.start), max(found.end(), verbs[0].span.end))
            return verbs[0], found["marked"] or found["bare"], span, bool(found["weights"])
    return None
