"""What the published package was built from, so that a refresh that finds nothing new builds nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from extract.cache import fingerprint
from extract.errors import Problem
from extract.ids import sha256_bytes
from extract.pipeline import Report
from extract.refresh.rows import package_hash
from extract.refresh.seen import Seen

_STATE = "built"


def digest_of(files: Sequence[Path], names: Path, verdicts: Path) -> str:
    """Return the digest of everything that a package is built from.

    Args:
        files: what all documents say, as kept; a file's name is made of the document and the rules, but for those of documents
            that could not be read.
        names: the folder of names files.
        verdicts: the file of what reviewers decided; it need not be there.
    """
    parts = [fingerprint(names), sha256_bytes(verdicts.read_bytes()) if verdicts.is_file() else ""]
    parts += [sha256_bytes(file.read_bytes()) if "unreadable" in file.name else file.name for file in files]
    return sha256_bytes("\n".join(parts).encode())


def report_of_built(seen: Seen, digest: str, package: Path) -> Report | None:
    """Return the report of the package if it was built of just this and is still what it was, else None."""
    kept = seen.state(_STATE)
    built = json.loads(kept) if kept else {}
    if not kept or built["digest"] != digest or not built["package"] or built["package"] != package_hash(package):
        return None
    problems = tuple(Problem(**each) for each in built["problems"])
    return Report(built["documents"], built["pages"], built["rows"], problems)


def note_built(seen: Seen, digest: str, package: Path, report: Report) -> None:
    """Note what the package was built from, once it is published."""
    built = {
        "digest": digest,
        "package": package_hash(package),
        "documents": report.documents,
        "pages": report.pages,
        "rows": dict(report.rows),
        "problems": [asdict(problem) for problem in report.problems],
    }
    seen.set_state(_STATE, json.dumps(built, ensure_ascii=False))
