"""What the columns of a table hold, by their headers and, where there are none, by what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extract.claims.events import event_of
from extract.claims.model_cells import holds_no_name, listed_models
from extract.claims.reading import CellReading, TableReading, once_a_table
from extract.lang.language import Language
from extract.mentions.latin_names import latin_forms
from extract.mentions.mention import DateValue

_SHORT_HEADER = 8
ROLES = ("model", "organization", "person", "role", "date", "rank", "score", "country")


def column_of(header: str, language: Language) -> str | None:
    """Return the role that a header gives its column, or None; the longest word that the header ends with decides."""
    _, roles = language.finder("headers", parts=ROLES)
    header = header.strip()
    endings = (header[start:] for start in range(len(header)))
    return next((roles[ending][0] for ending in endings if ending in roles), None)


def names_columns(headers: Mapping[int, str], language: Language) -> bool:
    """Return whether the header of the first column names the other headers, most of which are models: 模型 | 甲-7B | 乙-13B."""
    others = [header for column, header in headers.items() if column]
    models = [header for header in others if any(form.entity_type == "model" for form in latin_forms(header))]
    is_corner = headers.get(0, "").strip().endswith(language.words("headers", "model"))
    return is_corner and len(models) > 1 and 2 * len(models) > len(others)


@once_a_table
def columns_by_role(table: TableReading, language: Language) -> Mapping[str, int]:
    """Return the column of each role, the first that has it.

    Of columns of models it is the one that names them, of dates the one that says when something came out. Dates are recognised
    by their cells where no header names them.
    """
    roles: dict[str, int] = {}
    for column in range(table.columns):
        role = column_of(table.header(column), language)
        if role == "date" and is_other_date(table.header(column), language):
            continue
        if role and (role not in roles or (role == "model" and _is_base(table.header(roles[role]), language))):
            roles[role] = column
    named = _column_of_names(table, roles, language)
    if named is not None:
        roles["model"] = named
    if "date" not in roles and (dated := _column_of_dates(table, language)) is not None:
        roles["date"] = dated
    return roles


def is_of_things(header: str, language: Language) -> bool:
    """Return whether a header says that its column names things of any kind, which may be models or use them."""
    return header.strip().endswith(language.words("headers", "things"))


def _column_of_names(table: TableReading, roles: Mapping[str, int], language: Language) -> int | None:
    """Return the column that names the model of each row, given the roles that headers say.

    It is the first column instead of one with a header of models, if it names each row and the other says of which kind, size or
    variant its model is. A first column of things of any kind is one of models if most of its cells name some.
    """
    models = roles.get("model")
    others = {column for role, column in roles.items() if role != "person"}  # a name need not be a person's
    if models and (_heads_rows(table, models) or (0 not in others and _most(table, models, holds_no_name))):
        return 0
    of_things = is_of_things(table.header(0), language)
    if of_things and _most(table, 0, lambda cell: bool(listed_models(cell, language))):
        return 0
    return models


def _column_of_dates(table: TableReading, language: Language) -> int | None:
    """Return the first column of nothing but dates, or with some of them under a word for coming out."""
    for column in range(table.columns):
        header = table.header(column)
        cells = [cell for row in table.body_rows if (cell := table.at(row, column)) and cell.readings]
        dated = sum(is_date_cell(cell) for cell in cells)
        if is_other_date(header, language) or not dated:
            continue
        event = event_of(header, language)
        is_told = len(header) <= _SHORT_HEADER and event
        if event != "upgraded" and (is_told or (len(cells) >= 2 and dated == len(cells))):
            return column
    return None


def is_other_date(header: str, language: Language) -> bool:
    """Return whether a header of dates is not of when something came out: the end of its data, of its life."""
    return any(word in header for word in language.words("headers", "other_dates"))


def _most(table: TableReading, column: int, holds: Callable[[CellReading], bool]) -> bool:
    """Return whether something holds for most of the filled cells of a column."""
    cells = [cell for row in table.body_rows if (cell := table.at(row, column)) and cell.readings]
    return 2 * sum(holds(cell) for cell in cells) > len(cells)


def _is_base(header: str, language: Language) -> bool:
    """Return whether a header says that its column holds what the models of the rows are built on."""
    return header.strip().endswith(language.words("relations", "base_headers"))


def _heads_rows(table: TableReading, kinds: int) -> bool:
    """Return whether a first column without a header names each row, and the column of models only says of which kind it is.

    It does if kinds are repeated, or if most names end with theirs (甲 BERT beside BERT).
    """
    rows = list(table.body_rows)
    names, kind = (
        [cell.text for row in rows if (cell := table.at(row, column)) and cell.readings] for column in (0, kinds)
    )
    if table.header(0) or not len(rows) == len(names) == len(set(names)):
        return False
    first = [each.split(" (")[0].casefold() for each in kind]
    ending = sum(name.casefold().endswith(each) for name, each in zip(names, first, strict=False) if each)
    return len(names) > len(set(first)) or (len(first) == len(names) and 2 * ending > len(names))


def is_date_cell(cell: CellReading) -> bool:
    """Return whether a cell holds one date and little else."""
    if len(cell.readings) != 1 or len(cell.readings[0].dates) != 1:
        return False
    mention = cell.readings[0].dates[0]
    return isinstance(mention.value, DateValue) and len(cell.text) - (mention.span.end - mention.span.start) <= 4
