"""Time `find_changes` on a million rows of which one in a hundred differs, beside DuckDB by hand.

    .venv/bin/python bench/changes.py [ROWS]

By hand is what anybody would write: a hash of each row and a full join, which gives the keys that differ and nothing else; first
of the figures alone, then of figures and evidence, which is what `find_changes` reads. Each runs in a process of its own. Prints
seconds, peak memory and how many times the time by hand; the limits are 2 seconds and 1 GB.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WAYS = ("by hand, figures", "by hand, figures and evidence", "find_changes")


def make(folder: Path, rows: int) -> None:
    """Write two versions: figures that each have a place of evidence; in the second, one value in a hundred is another."""
    import duckdb
    import pyarrow.parquet as pq

    from extract.datasets.columns import arrow_schema
    from extract.datasets.schema import read_schemas
    from extract.datasets.store import write_package

    tables = {
        "figures": """
            'figure-' || left(md5(concat(i, ':', value)), 16) AS figure_id, 'org-' || i % 5000 AS subject_id,
            'organization' AS subject_type, 'Name ' || i % 5000 AS subject, 'metric_' || i AS metric, 'as written' AS metric_text,
            value, NULL::DECIMAL(38, 9) AS value_max, 'CNY' AS unit, 'exact' AS bound, NULL::VARCHAR AS per, '2023' AS as_of,
            DATE '2023-01-01' AS as_of_earliest, DATE '2023-12-31' AS as_of_latest""",
        "evidence": """
            'evidence-' || left(md5(concat('e', i, ':', value)), 16) AS evidence_id, 'figures' AS dataset,
            'figure-' || left(md5(concat(i, ':', value)), 16) AS row_id, 'doc-' || i // 10000 AS document_id, i // 50 % 200 + 1 AS page,
            i % 50 * 40 AS start, i % 50 * 40 + 20 AS "end", 'the words of statement ' || i AS quote, NULL::DOUBLE[] AS bbox,
            'figure-sentence' AS rule, 0.9 AS confidence, true AS main""",
    }
    for name, changed in (("before", 0), ("after", 1)):
        write_package({}, folder / name)
        for dataset, columns in tables.items():
            schema = arrow_schema(read_schemas()[dataset])
            made = duckdb.sql(
                f"SELECT {columns} FROM (SELECT i, (i % 977 + {changed} * (i % 100 = 0)::INT) AS value FROM range({rows}) r(i))"
            ).to_arrow_table()
            pq.write_table(
                made.cast(schema),
                folder / name / f"{dataset}.parquet",
                compression="zstd",
                compression_level=9,
                row_group_size=1 << 17,
            )


def by_hand(before: Path, after: Path, keys: dict[str, str]) -> int:
    """Return how many keys of the datasets differ."""
    import duckdb

    total = 0
    for dataset, key in keys.items():
        sides = [
            f"SELECT {key} AS id, hash(t) AS content FROM read_parquet('{folder}/{dataset}.parquet') t"
            for folder in (before, after)
        ]
        found = duckdb.sql(
            f"SELECT coalesce(b.id, a.id) FROM ({sides[0]}) b FULL JOIN ({sides[1]}) a ON b.id = a.id "
            "WHERE b.content IS DISTINCT FROM a.content"
        ).fetchall()
        total += len(found)
    return total


def peak() -> float:
    """Return the most memory that this process has had, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024


def measure(way: str, folder: Path) -> None:
    """Run one way and print seconds, peak memory in MB and what it found as JSON."""
    before, after = folder / "before", folder / "after"
    if way == WAYS[2]:
        from extract.review.changes import find_changes

        begun = time.perf_counter(), time.process_time()
        found = len(find_changes(before, after))
    else:
        import duckdb  # noqa: F401  not part of what is timed

        keys = {"figures": "figure_id"} if way == WAYS[0] else {"figures": "figure_id", "evidence": "evidence_id"}
        begun = time.perf_counter(), time.process_time()
        found = by_hand(before, after, keys)
    seconds, busy = time.perf_counter() - begun[0], time.process_time() - begun[1]
    print(json.dumps([seconds, busy, peak(), found]))


def main(rows: int) -> None:
    """Make the versions and print a line for each way: the best of three."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        make(folder, rows)
        first = 0.0
        for way in WAYS:
            runs = [
                json.loads(
                    subprocess.run([sys.executable, __file__, way, scratch], check=True, capture_output=True).stdout
                )
                for _ in range(3)
            ]
            seconds, busy, megabytes, found = min(runs)
            first = first or seconds
            told = f"{way:<32}{seconds:6.2f} s ({busy:.2f} s of processors) {megabytes:6.0f} MB"
            print(f"{told} {seconds / first:5.1f} times {found:>8,} found")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
