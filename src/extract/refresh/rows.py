"""The package before a refresh and after it: how many rows of each dataset came, changed and vanished."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from extract.datasets.schema import DATASETS
from extract.errors import ShuttenError
from extract.ids import sha256_bytes

_DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True, slots=True)
class RowCounts:
    """Rows of a dataset by key: how many there are now, and how many of them are new or say something else; and how many went."""

    rows: int
    new: int
    changed: int
    vanished: int


def package_hash(package: Path) -> str:
    """Return the hash of what describes all files of a package, empty if there is none or a file of it is missing."""
    try:
        described = (package / _DESCRIPTOR).read_bytes()
    except OSError:
        return ""
    whole = all((package / f"{dataset}.{ending}").is_file() for dataset in DATASETS for ending in ("parquet", "csv"))
    return sha256_bytes(described) if whole else ""


def keep_before(package: Path, kept: Path) -> None:
    """Keep a copy of a package as it is before a refresh, unless an interrupted refresh has kept one already.

    Raises:
        ShuttenError: if the folder cannot be written.
    """
    if kept.is_dir():
        return
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial = kept.with_name(f".{kept.name}")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        for dataset in DATASETS:
            file = package / f"{dataset}.parquet"
            if file.is_file():
                shutil.copyfile(file, partial / file.name)
        partial.rename(kept)
    except OSError as error:
        raise ShuttenError(str(kept), f"cannot be written: {error}.", "Give a folder that you may write.") from error


def count_rows(before: Path, after: Path, rows: dict[str, int]) -> dict[str, RowCounts]:
    """Compare two packages.

    Args:
        before: the folder of the first; a package that is not there has no rows.
        after: the folder of the second.
        rows: how many rows it has by dataset.

    Raises:
        ShuttenError: if a file of them cannot be read.
    """
    from extract.review.comparison import Comparison

    with Comparison(before, after) as comparison:
        found = {dataset: comparison.rows(dataset) for dataset in rows}
    return {
        dataset: RowCounts(rows[dataset], len(each.added), len(each.changed), len(each.removed))
        for dataset, each in found.items()
    }


def unchanged_rows(rows: dict[str, int]) -> dict[str, RowCounts]:
    """Return the counts of a package that stayed as it is."""
    return {dataset: RowCounts(count, 0, 0, 0) for dataset, count in rows.items()}
