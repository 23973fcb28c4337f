"""The package before a refresh and after it: how many rows of each dataset came, changed and vanished."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from extract.datasets.schema import DATASETS
from extract.errors import ShuttenError
from extract.ids import sha256_bytes

_DESCRIPTOR = "datapackage.json"
_WRITTEN = "written"


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


def keep_before(package: Path, kept: Path, written: Path) -> None:
    """Keep a copy of a package as it is before a refresh, unless an interrupted refresh has kept one already.

    Args:
        package: its folder.
        kept: where the copy goes.
        written: the folder of what builds remember of the files that they wrote; a copy of it goes along.

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
        if (package / _DESCRIPTOR).is_file():
            shutil.copyfile(package / _DESCRIPTOR, partial / _DESCRIPTOR)
        if written.is_dir():
            shutil.copytree(written, partial / _WRITTEN)
        partial.rename(kept)
    except OSError as error:
        raise ShuttenError(str(kept), f"cannot be written: {error}.", "Give a folder that you may write.") from error


def count_rows(before: Path, after: Path, rows: dict[str, int], written: Path) -> dict[str, RowCounts]:
    """Compare two packages, by the prints of their rows where builds remember them.

    Args:
        before: the folder of the first, as `keep_before` keeps it; a package that is not there has no rows.
        after: the folder of the second.
        rows: how many rows it has by dataset.
        written: the folder of what builds remember of the files that they wrote.

    Raises:
        ShuttenError: if a file of them cannot be read.
    """
    from extract.datasets.keep import Keep
    from extract.datasets.lines import Difference, prints_difference
    from extract.review.comparison import Comparison

    keeps = Keep(before / _WRITTEN), Keep(written)
    hashes = described_hashes(before), described_hashes(after)
    found: dict[str, Difference] = {}
    for dataset in rows:
        one, other = (each.get(dataset, "") for each in hashes)
        if one and other and (difference := prints_difference(dataset, (keeps[0], one), (keeps[1], other))):
            found[dataset] = difference
    with Comparison(before, after) as comparison:
        for dataset in rows.keys() - found.keys():
            compared = comparison.rows(dataset)
            found[dataset] = Difference(len(compared.added), len(compared.changed), len(compared.removed))
    return {dataset: RowCounts(count, *found[dataset]) for dataset, count in rows.items()}


def unchanged_rows(rows: dict[str, int]) -> dict[str, RowCounts]:
    """Return the counts of a package that stayed as it is."""
    return {dataset: RowCounts(count, 0, 0, 0) for dataset, count in rows.items()}


def described_hashes(package: Path) -> dict[str, str]:
    """Return the SHA-256 of the CSV file of each dataset, as a package describes them; none if there is no package."""
    try:
        resources = json.loads((package / _DESCRIPTOR).read_text(encoding="utf-8"))["resources"]
        return {each["name"]: each["hash"].removeprefix("sha256:") for each in resources}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}
