"""What holds for the figures of a line from the lines before it: whose box or list it is, what a caption counts, which place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.claims.claim import EntityRef
from extract.claims.events import is_moment
from extract.claims.figure_phrases import is_basis
from extract.claims.jurisdictions import jurisdiction_of, labelled_place
from extract.claims.metrics import metric_words
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.sources.sites import Sites

_LONGEST_LABEL = 16
_LONGEST_CAPTION = 40  # characters of a line that says what the lines below it count
_ARTICLE_SUBJECTS = ("model", "product", "organization")
_LEADING = 4  # characters before the date of a piece of news: marks


@dataclass(frozen=True)
class Around:
    """What stands around a statement.

    Attributes:
        context: the entity of the label, heading or box that it stands under.
        caption: the line that says what the values below it count.
        model: the model that the bullets or sentences before it are about.
        dates: those of a line over it.
        country: the place that the headings name, if they name but one.
        place: the place that it is about.
        in_cell: whether it stands in a cell of a table.
        own: the model that the page is about by its title, if no heading names one.
    """

    context: EntityRef | None
    caption: Reading | None = None
    model: EntityRef | None = None
    dates: tuple[Mention, ...] = ()
    country: EntityRef | None = None
    place: EntityRef | None = None
    in_cell: bool = False
    own: EntityRef | None = None


class Surroundings:
    """Goes through the statements of a section and keeps what holds for those that follow.

    Args:
        section: the section; `of` and `passed` are called with its statements in their order.
        reader: the one that read it.
    """

    def __init__(self, section: SectionReading, reader: Reader) -> None:
        language = reader.language
        self._section = section
        self._language = language
        self._sites = reader.finder.sites
        self._country = _country(section)
        # A heading that is a place holds for what stands under it; a title that speaks of a government does not.
        self._heading_place = labelled_place(section.heading[-1], language) if section.heading else None
        self._place = self._heading_place
        self._label: EntityRef | None = None
        self._model: EntityRef | None = None
        self._caption: Reading | None = None
        self._dates: tuple[Mention, ...] = ()
        self._is_next = False  # whether another piece of news has begun than that of the heading
        self._over: tuple[EntityRef, int] | None = None  # the model that heads a list item, for the items under it

    def of(self, reading: Reading) -> Around:
        """Return what stands around a statement."""
        section = self._section
        self._over = self._over if self._over and _is_under(reading, self._over[1]) else None
        self._place = jurisdiction_of(reading, self._language) or self._place
        self._is_next = self._is_next or _is_next_news(reading, section)
        about = None if self._is_next else section.subject or section.model
        context = (self._over[0] if self._over else self._label) or self._heading_place or about or self._place
        own = self._own(reading) if section.model is None and reading.quantities else None
        return Around(context, self._caption, self._model, self._dates, self._country, self._place, own=own)

    def _own(self, reading: Reading) -> EntityRef | None:
        """Return the model of the page's title; a sentence that speaks of a model proves that the title names one."""
        said = bool(re.search(self._language.any_of("names", "model_before"), reading.text))
        return self._section.page_model.own(said=said)

    def is_around(self, subject: EntityRef) -> bool:
        """Return whether a subject is that of the label, the headings or the place, and none that the statement names."""
        return subject in (self._label, self._section.subject, self._section.model, self._place)

    def passed(self, reading: Reading) -> None:
        """Take note of a statement for those that follow it."""
        language = self._language
        self._label = (
            _last_before_list(reading, language)
            or _label_subject(reading, self._sites)
            or (self._label if _within_label(reading) else None)
        )
        self._over = _heads_item(reading) or self._over
        self._caption, self._dates = _caption(reading, self._caption, self._dates, language)
        self._model = _only_model(reading, self._model, language)


def _caption(
    reading: Reading, caption: Reading | None, dates: tuple[Mention, ...], language: Language
) -> tuple[Reading | None, tuple[Mention, ...]]:
    """Return the line that says what the values below it count, and the dates that stand over them."""
    text = reading.text
    if not reading.dates and not reading.quantities and len(text) <= _LONGEST_CAPTION and metric_words(text, language):
        return reading, ()
    if reading.dates and len(text) <= _LONGEST_CAPTION and not _counts(reading):
        moments = tuple(each for each in reading.dates if is_moment(text, each, language))
        return (reading if metric_words(text, language) else caption), moments
    return (caption, dates) if _counts(reading) and len(text) <= _LONGEST_CAPTION else (None, ())


def _counts(reading: Reading) -> bool:
    """Return whether a statement has a quantity that is no part of a date."""
    return any(not any(date.span.overlaps(each.span) for date in reading.dates) for each in reading.quantities)


def _country(section: SectionReading) -> EntityRef | None:
    """Return the place that the headings name, if they name but one."""
    places = [reading.ref(each) for reading in section.heading for each in reading.names_of("place")]
    return places[-1] if len({each.name for each in places}) == 1 else None


def _only_model(reading: Reading, model: EntityRef | None, language: Language) -> EntityRef | None:
    """Return the model that the last bullet or sentence with a model names, if it names but one."""
    models = [each for each in reading.names_of("model") if not is_basis(reading, each, language)]
    if not models:
        return model
    return reading.ref(models[-1]) if len({each.text for each in models}) == 1 else None


def _last_before_list(reading: Reading, language: Language) -> EntityRef | None:
    """Return the model named last in a statement that ends with a colon: the list below it is about that."""
    if not reading.text.endswith(":"):
        return None
    models = [each for each in reading.names_of("model") if not is_basis(reading, each, language)]
    return reading.ref(models[-1]) if models else None


def _label_subject(reading: Reading, sites: Sites) -> EntityRef | None:
    """Return the entity that a short line names as the heading of what follows; titles hold through the section's subject."""
    if reading.statement.kind is BlockKind.TITLE:
        return None
    text = reading.text.rstrip(":")
    named = reading.names_of(*_ARTICLE_SUBJECTS)
    if len(text) > _LONGEST_LABEL or len(named) != 1 or sites.is_site(named[0].text):
        return None
    return reading.ref(named[0]) if len(text) - len(named[0].text) <= 4 else None


def _heads_item(reading: Reading) -> tuple[EntityRef, int] | None:
    """Return the model that heads a list item, behind which a colon or a bracket stands, and the depth of the item."""
    statement, models = reading.statement, reading.names_of("model")[:1]
    if statement.kind is not BlockKind.LIST_ITEM or not models or models[0].outer.start > 1:
        return None
    is_head = re.match(r"\s?[:\[(]|$", reading.text[models[0].outer.end :])
    return (reading.ref(models[0]), statement.level) if is_head else None


def _is_next_news(reading: Reading, section: SectionReading) -> bool:
    """Return whether a line that begins with a date begins other news than the heading, which has a date of its own."""
    heading = section.heading[-1] if section.heading else None
    is_news = heading is not None and any(date.span.start <= _LEADING for date in heading.dates)
    return is_news and any(date.span.start <= _LEADING for date in reading.dates)


def _is_under(reading: Reading, level: int) -> bool:
    return reading.statement.kind is BlockKind.LIST_ITEM and reading.statement.level > level


def _within_label(reading: Reading) -> bool:
    return reading.statement.kind is BlockKind.LIST_ITEM
