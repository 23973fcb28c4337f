"""Tables as they are: one claim a cell, with the headers that it stands under and beside."""

from __future__ import annotations

from collections.abc import Iterator

from extract.claims.claim import CellClaim
from extract.claims.reading import SectionReading

_LONGEST_CAPTION = 200


def cell_claims(section: SectionReading, first: int) -> Iterator[CellClaim]:
    """Yield the cells of a section's tables that hold text.

    Args:
        section: the section.
        first: the number of its first table in the document, from 1.
    """
    for number, table in enumerate(section.tables, start=first):
        for cell in table.cells:
            if not cell.readings:
                continue
            left = table.at(cell.row, 0)
            yield CellClaim(
                table=number,
                page=table.page,
                caption=table.caption[:_LONGEST_CAPTION],
                row=cell.row,
                column=cell.column,
                row_header=left.text if left and left is not cell and not cell.header else "",
                column_header=table.header(cell.column, above=cell.row) if not cell.header else "",
                text=cell.text,
                evidence=tuple(reading.whole() for reading in cell.readings),
                rule=f"tables.{table.table.method}",
                confidence=0.8 if table.table.method == "aligned" else 0.95,
            )
