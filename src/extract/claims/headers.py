"""What the columns of a table hold, by their headers and, where there are none, by what stands in them."""

from __future__ import annotations

from collections.abc import Mapping

from extract.claims.reading import CellReading, TableReading
from extract.lang.language import Language
from extract.mentions.latin_names import latin_forms
from extract.mentions.mention import DateValue

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


def columns_by_role(table: TableReading, language: Language) -> dict[str, int]:
    """Return the first column of each role; dates are recognised by their cells where no header names them."""
    roles: dict[str, int] = {}
    for column in range(table.columns):
        role = column_of(table.header(column), language)
        if role and (role not in roles or (role == "model" and _is_base(table.header(roles[role]), language))):
            roles[role] = column
    if roles.get("model", 0) and _heads_rows(table, roles["model"]):
        roles["model"] = 0
    if "date" not in roles:
        for column in range(table.columns):
            cells = [cell for row in table.body_rows() if (cell := table.at(row, column)) and cell.readings]
            if len(cells) >= 2 and all(is_date_cell(cell) for cell in cells):
                roles["date"] = column
                break
    return roles


def _is_base(header: str, language: Language) -> bool:
    """Return whether a header says that its column holds what the models of the rows are built on."""
    return header.strip().endswith(language.words("relations", "base_headers"))


def _heads_rows(table: TableReading, kinds: int) -> bool:
    """Return whether a first column without a header names each row, and the column of models only says of which kind it is.

    It does if kinds are repeated, or if most names end with theirs (甲 BERT beside BERT).
    """
    rows = list(table.body_rows())
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
