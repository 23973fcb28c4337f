"""DuckDB over Arrow tables: what several documents say of one key is counted and sorted a column at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb

from extract.datasets.columns import pa


class Engine:
    """A database in memory; tables are given by name with each query, and nothing is kept."""

    def __init__(self) -> None:
        self._connection = duckdb.connect(":memory:", config={"autoinstall_known_extensions": False})

    def table(self, sql: str, **tables: Any) -> Any:
        """Return the result of a query as an Arrow table.

        Args:
            sql: the query.
            tables: the Arrow tables that it names.
        """
        for name, table in tables.items():
            self._connection.register(name, table)
        try:
            return self._connection.execute(sql).to_arrow_table()
        finally:
            for name in tables:
                self._connection.unregister(name)

    def query(self, sql: str, **tables: Any) -> list[dict[str, Any]]:
        """Return the result of a query as rows."""
        found: list[dict[str, Any]] = self.table(sql, **tables).to_pylist()
        return found

    def sorted(self, table: Any, columns: Sequence[str]) -> Any:
        """Return a table sorted by columns, null first, texts by their code points."""
        if len(table) < 2:
            return table
        keys = table.select(list(dict.fromkeys(columns)))
        numbered = keys.append_column("number", pa.array(range(len(table)), pa.int64()))
        order = ", ".join(f'"{column}" NULLS FIRST' for column in keys.column_names)
        return table.take(self.table(f"SELECT number FROM keys ORDER BY {order}", keys=numbered)["number"])

    def distinct(self, table: Any, key: str) -> Any:
        """Return a table with the first row of each key."""
        numbered = table.select([key]).append_column("number", pa.array(range(len(table)), pa.int64()))
        firsts = self.table(f'SELECT min(number) AS number FROM keys GROUP BY "{key}"', keys=numbered)
        return table.take(firsts["number"])
