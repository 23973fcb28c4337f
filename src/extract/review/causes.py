"""The cause of each change from what is published to the last build: proved once, when the build is new, and kept from then on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow.parquet

from extract.datasets.columns import pa
from extract.datasets.versions import Version, VersionStore
from extract.errors import ShuttenError
from extract.review import proof_text
from extract.review.change import Change
from extract.review.experiments import DECISION
from extract.review.files import recorded_causes
from extract.review.inputs import read_inputs
from extract.review.proof import Finding, Proof

pq: Any = pyarrow.parquet  # it has no type stubs


@dataclass(frozen=True)
class Proved:
    """Changes with their causes.

    Attributes:
        changes: as they were given, each with `cause` and `proof`.
        read_again: how many documents were read again for it.
        builds: how many builds were made of them.
    """

    changes: tuple[Change, ...]
    read_again: int = 0
    builds: int = 0


def prove_last_build(store: VersionStore, changes: Sequence[Change], recorded: Path, cache: Path) -> Proved:
    """Return the changes from what is published to the last build, each with its cause if it can be proved; see `prove`.

    What has not changed with the last build, as after a rollback, is proved against the build that is published, or those from
    which what is published was taken. Where a reviewer corrected the published value, that is the cause.

    Args:
        store: the project's versions.
        changes: without causes.
        recorded: the folder of the changes of the run before; what was pending there keeps its cause.
        cache: where the project keeps what was read (`extracted`) and what is made of it (`shards`).

    Raises:
        ShuttenError: if a file of a version cannot be read.
    """
    *earlier, last = store.builds()
    previous = earlier[-1] if earlier else None
    known = recorded_causes(recorded) | _corrected(store.published(), changes)
    proved = prove(previous, last, changes, known, cache)
    for base in _published_builds(store):
        left = [each for each in proved.changes if each.proof == proof_text.CAME_BEFORE]
        if not left:
            break
        if base.version_id in (last.version_id, previous and previous.version_id):
            continue
        again = prove(base, last, left, {}, cache)
        better = {each.change_id: each for each in again.changes}
        merged = tuple(better.get(each.change_id, each) for each in proved.changes)
        proved = Proved(merged, proved.read_again + again.read_again, proved.builds + again.builds)
    return proved


def prove(
    previous: Version | None,
    last: Version,
    changes: Sequence[Change],
    recorded: Mapping[str, Mapping[str, Any]],
    cache: Path,
) -> Proved:
    """Return changes with the cause of each that can be proved.

    Args:
        previous: the build before the last one, None if there is none any more.
        last: the last build.
        changes: from the published version to the last build.
        recorded: `cause` and `proof` of changes, by key, that were found before.
        cache: where the project keeps what was read (`extracted`) and what is made of it (`shards`).

    Raises:
        ShuttenError: if a file of a version cannot be read.
    """
    found = {each.change_id: Finding(**recorded[each.change_id]) for each in changes if each.change_id in recorded}
    asked = [each for each in changes if each.change_id not in found]
    read_again = builds = 0
    if asked:
        before, after = read_inputs(previous) if previous else None, read_inputs(last)
        if previous is None or before is None or after is None:
            why = proof_text.NO_EARLIER_BUILD if previous is None else proof_text.NOT_KEPT
            found |= dict.fromkeys((each.change_id for each in asked), Finding(None, why))
        else:
            proof = Proof(before, after, (previous.folder, last.folder), asked)
            found |= proof.run(cache)
            read_again, builds = proof.read_again, proof.builds
    proved = (replace(each, cause=found[each.change_id].cause, proof=found[each.change_id].proof) for each in changes)
    return Proved(tuple(proved), read_again, builds)


def _published_builds(store: VersionStore) -> Iterator[Version]:
    """Yield the build that is published, or those from which parts of what is published were taken, the latest first."""
    version = store.published()
    while version and version.is_settled:
        if build := _kept(store, version.inputs.get("candidate")):
            yield build
        version = _kept(store, version.inputs.get("published"))
    if version:
        yield version


def _kept(store: VersionStore, version_id: object) -> Version | None:
    try:
        return store.version(str(version_id)) if version_id else None
    except ShuttenError:  # it was pruned
        return None


def _corrected(published: Version | None, changes: Sequence[Change]) -> dict[str, dict[str, Any]]:
    """Return the changes that would only undo a correction, as `recorded_causes` does."""
    try:
        rows = pq.read_table(published.folder / "corrections.parquet").to_pylist() if published else []
    except (OSError, pa.ArrowException):  # a version of an older shutten has none
        return {}
    known = {(row["dataset"], row["row_id"], row["field"]): (row["corrected"], row["stated"]) for row in rows}
    given = {"cause": DECISION, "proof": proof_text.CORRECTED}
    return {
        each.change_id: given
        for each in changes
        if known.get((each.dataset, each.row_id, each.field or "")) == (each.before, each.after)
        and (each.before, each.after) != (None, None)
    }
