"""Tables that list the properties of one model, one a row: its name, its maker, when it came out."""

from __future__ import annotations

from collections.abc import Iterator

from extract.claims.claim import EntityRef, RelationClaim, ReleaseClaim
from extract.claims.events import event_of
from extract.claims.headers import column_of, is_other_date
from extract.claims.model_cells import listed_models, names_nothing
from extract.claims.model_tables import organizations_of
from extract.claims.reader import Reader
from extract.claims.reading import CellReading, TableReading
from extract.lang.language import Language
from extract.mentions.mention import DateValue

_COLUMNS = 2
_LONGEST = 16  # characters of a label
_MAKER, _RELEASE = 0.85, 0.9


def property_subject(table: TableReading, language: Language) -> EntityRef | None:
    """Return the one model that a table of labels and values names in the row of its name: モデル名 | 甲-7B."""
    for label, value in _rows(table):
        if column_of(label.text, language) == "model" and not _is_base(label, language):
            models = [each for each in listed_models(value, language) if not names_nothing(each.name)]
            return models[0] if len(models) == 1 else None
    return None


def property_claims(table: TableReading, reader: Reader) -> Iterator[RelationClaim | ReleaseClaim]:
    """Yield who made the model of a table of its properties, and when it came out."""
    model = property_subject(table, reader.language)
    for label, value in _rows(table) if model else ():
        role = column_of(label.text, reader.language)
        if model and role == "organization":
            for maker in organizations_of(value, reader):
                yield RelationClaim(
                    subject=model,
                    predicate="developed_by",
                    object=maker,
                    evidence=(maker.evidence, model.evidence),
                    rule="relations.table-property",
                    confidence=_MAKER,
                )
        dates = [(reading, date) for reading in value.readings for date in reading.dates]
        event = event_of(label.text, reader.language)
        is_date = role == "date" and event is not None and not is_other_date(label.text, reader.language)
        if model and is_date and event and len(dates) == 1 and isinstance(when := dates[0][1].value, DateValue):
            yield ReleaseClaim(
                model=model,
                event=event,
                date=when,
                evidence=(dates[0][0].evidence(dates[0][1].span), model.evidence),
                rule="releases.table-property",
                confidence=_RELEASE,
            )


def _rows(table: TableReading) -> Iterator[tuple[CellReading, CellReading]]:
    """Yield the label and the value of each row of a table of two columns."""
    for row in range(table.rows) if table.columns == _COLUMNS else ():
        label, value = table.at(row, 0), table.at(row, 1)
        if label and value and label is not value and label.readings and value.readings and len(label.text) <= _LONGEST:
            yield label, value


def _is_base(label: CellReading, language: Language) -> bool:
    return label.text.strip().endswith(language.words("relations", "base_headers"))
