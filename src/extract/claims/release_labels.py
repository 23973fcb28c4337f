"""When the model of a page or section came out, where a label says it: - 公開日: 2024年4月1日, or the row of a table of labels."""

from __future__ import annotations

from collections.abc import Iterator

from extract.claims.claim import ReleaseClaim
from extract.claims.events import event_of, is_point
from extract.claims.headers import column_of, is_other_date
from extract.claims.news_dates import date_of_entry, titles_come_first
from extract.claims.property_tables import property_subject
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Mention

_LABELLED = 0.75
_PAIR = 2  # columns of a table of labels and what they say
_LEAST = 2  # labels of a card; a date alone may be that of the text


def labelled_releases(section: SectionReading, reader: Reader) -> Iterator[ReleaseClaim]:
    """Yield the release of the model that a section is about, if one label of a card says when that was."""
    dated = [*_items(section, reader.language), *_rows(section, reader.language)]
    model = (section.model or section.page_model.own()) if len(dated) == 1 else None
    for label, date, reading in dated if model else ():
        event = event_of(label, reader.language)
        if model and event and event != "planned":
            yield ReleaseClaim(
                model=model,
                event=event,
                date=date.date,
                evidence=(reading.evidence(date.span), model.evidence),
                rule="releases.label",
                confidence=_LABELLED,
            )


def _items(section: SectionReading, language: Language) -> Iterator[tuple[str, Mention, Reading]]:
    """Yield label and date of the items of a list of labels that say when something came out."""
    items = [each for each in section.readings if each.statement.kind is BlockKind.LIST_ITEM and ":" in each.text]
    if len(items) < _LEAST or titles_come_first(section, language):
        return
    for reading in items:
        label = reading.text.partition(":")[0].strip()
        if (dated := date_of_entry(reading, language)) and not is_other_date(label, language):
            yield label, dated[0], reading


def _rows(section: SectionReading, language: Language) -> Iterator[tuple[str, Mention, Reading]]:
    """Yield label and date of the rows of a table of labels that does not name its model itself."""
    for table in section.tables:
        if table.columns != _PAIR or property_subject(table, language):
            continue
        for row in range(table.rows):
            label, value = table.at(row, 0), table.at(row, 1)
            if label is None or value is None or label is value or column_of(label.text, language) != "date":
                continue
            dates = [(each, date) for each in value.readings for date in each.dates]
            if len(dates) == 1 and not is_other_date(label.text, language):
                reading, date = dates[0]
                if is_point(reading.text, date, language):
                    yield label.text, date, reading
