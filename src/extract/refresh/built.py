"""What the last build was made of, so that a refresh that finds nothing new builds nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from extract.cache import fingerprint
from extract.datasets.versions import VersionStore
from extract.errors import Problem
from extract.ids import sha256_bytes
from extract.pipeline import Report
from extract.refresh.rows import package_hash
from extract.refresh.seen import Seen
from extract.sources.verdicts import read_verdicts

_STATE, _PUBLISHED = "built", "published_before"


def digest_of(files: Sequence[Path], names: Path, verdicts: Path) -> str:
    """Return the digest of everything that a package is built from.

    Args:
        files: what all documents say, as kept; a file's name is made of the document and the rules, but for those of documents
            that could not be read.
        names: the folder of names files.
        verdicts: the file of what reviewers decided, of which what is the same decides; it need not be there.
    """
    identities = [(each.is_same, each.one, each.other) for each in read_verdicts(verdicts).identities]
    parts = [fingerprint(names), repr(identities)]
    parts += [sha256_bytes(file.read_bytes()) if "unreadable" in file.name else file.name for file in files]
    return sha256_bytes("\n".join(parts).encode())


def report_of_built(seen: Seen, digest: str, package: Path) -> Report | None:
    """Return the report of the last build if it was made of just this and is still what it was, else None.

    Args:
        seen: where it is noted.
        digest: see `digest_of`.
        package: the folder of the last build.
    """
    kept = seen.state(_STATE)
    built = json.loads(kept) if kept else {}
    if not kept or built["digest"] != digest or not built["package"] or built["package"] != package_hash(package):
        return None
    problems = tuple(Problem(**each) for each in built["problems"])
    return Report(built["documents"], built["pages"], built["rows"], problems)


def note_built(seen: Seen, digest: str, package: Path, report: Report) -> None:
    """Note what the last build was made of; `package` is its folder."""
    built = {
        "digest": digest,
        "package": package_hash(package),
        "documents": report.documents,
        "pages": report.pages,
        "rows": dict(report.rows),
        "problems": [asdict(problem) for problem in report.problems],
    }
    seen.set_state(_STATE, json.dumps(built, ensure_ascii=False))


def last_build(store: VersionStore) -> Path:
    """Return the folder of the last build; it is not there if nothing was built yet."""
    builds = store.builds()
    return builds[-1].folder if builds else store.folder / "none"


def published_before(seen: Seen, store: VersionStore) -> str:
    """Return the version that was published when this refresh first began, before it was interrupted; empty if none was."""
    kept = json.loads(seen.state(_PUBLISHED) or "{}")
    if kept.get("refresh") != seen.refresh:
        published = store.published()
        kept = {"refresh": seen.refresh, "version": published.version_id if published else ""}
        seen.set_state(_PUBLISHED, json.dumps(kept))
    return str(kept["version"])


def count_published(store: VersionStore, before: str) -> int:
    """Return in how many changes the published version differs from an earlier one; none if there was no earlier one.

    Args:
        store: the project's versions.
        before: the earlier version, empty if there was none; one that was pruned is not compared.

    Raises:
        ShuttenError: if a version cannot be read.
    """
    now = store.published()
    was = next((version for version in store.versions() if version.version_id == before), None)
    if now is None or was is None or was.version_id == now.version_id:
        return 0
    from extract.review.changes import find_changes

    return len(find_changes(was.folder, now.folder))
