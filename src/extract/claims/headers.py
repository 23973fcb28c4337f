"""What the columns of a table hold, by their headers and, where there are none, by what stands in them."""

from __future__ import annotations

from extract.claims.reading import CellReading, TableReading
from extract.lang.language import Language
from extract.mentions.mention import DateValue

ROLES = ("model", "organization", "person", "role", "date", "rank", "score", "country")


def column_of(header: str, language: Language) -> str | None:
    """Return the role that a header gives its column, or None; the longest word that the header ends with decides."""
    words = [
        (word, role) for role in ROLES for word in language.words("headers", role) if header.strip().endswith(word)
    ]
    return max(words, key=lambda each: len(each[0]))[1] if words else None


def columns_by_role(table: TableReading, language: Language) -> dict[str, int]:
    """Return the first column of each role; dates are recognised by their cells where no header names them."""
    roles: dict[str, int] = {}
    for column in range(table.columns):
        role = column_of(table.header(column), language)
        if role and role not in roles:
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


def _heads_rows(table: TableReading, kinds: int) -> bool:
    """Return whether a first column without a header names each row, and the column of models only says of which kind it is."""
    rows = list(table.body_rows())
    names, kind = (
        [cell.text for row in rows if (cell := table.at(row, column)) and cell.readings] for column in (0, kinds)
    )
    return not table.header(0) and len(rows) == len(names) == len(set(names)) > len(
        {each.split(" (")[0] for each in kind}
    )


def is_date_cell(cell: CellReading) -> bool:
    """Return whether a cell holds one date and little else."""
    if len(cell.readings) != 1 or len(cell.readings[0].dates) != 1:
        return False
    mention = cell.readings[0].dates[0]
    return isinstance(mention.value, DateValue) and len(cell.text) - (mention.span.end - mention.span.start) <= 4
