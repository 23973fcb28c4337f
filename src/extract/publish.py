"""From builds to what other tools read: what would change, what of it is decided, and publishing it in one step.

The first build of an empty store is published. From then on a build is a candidate: it is compared with what is published, the
rules of the catalogue let some of it through at once, and the rest waits for a reviewer's verdicts and `publish_accepted`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extract.datasets.versions import Version, VersionStore
from extract.errors import ShuttenError
from extract.ids import sha256_bytes
from extract.review.change import ACCEPTED, EDITED, PENDING, Change
from extract.review.changes import find_changes
from extract.review.decisions import decide, is_waiting_again
from extract.review.files import compared_versions, recorded_causes, write_changes
from extract.review.policy import Policy
from extract.review.settle import settle, settle_first
from extract.review.superseded import SUPERSEDED, superseded
from extract.sources.verdicts import ChangeVerdict, Verdicts

Prove = Callable[[Sequence[Change]], Sequence[Change]]
"""Gives changes their causes."""

_TRIES = 5


def changes_folder(store: VersionStore) -> Path:
    """Return where it is written down what differs between the published version and the last build."""
    return store.published_folder.with_name("changes")


@dataclass(frozen=True)
class Outcome:
    """What publishing came to.

    Attributes:
        published: the version that is published now, None if there is none.
        moved: whether it was another one before.
        through: the changes that were published now; on the first publication none, since there was nothing to change.
        left: what still differs between the published version and the candidate, with statuses.
        is_first: whether nothing was published before.
        held: those of `left` that were to be published and could not be: something published still needs what was before.
    """

    published: Version | None
    moved: bool
    through: tuple[Change, ...]
    left: tuple[Change, ...]
    held: tuple[Change, ...] = ()
    is_first: bool = False

    @property
    def waiting(self) -> int:
        """How many changes wait for a verdict."""
        return sum(change.status == PENDING for change in self.left)

    @property
    def accepted(self) -> int:
        """How many changes were accepted and are not published, without those that are held."""
        held = {change.change_id for change in self.held}
        return sum(change.status == ACCEPTED and change.change_id not in held for change in self.left)


def decided_changes(
    store: VersionStore, verdicts: Verdicts, policy: Policy, prove: Prove | None = None
) -> tuple[Change, ...]:
    """Return all that differs between the published version and the last build, with causes and statuses.

    Args:
        store: the project's versions.
        verdicts: what reviewers decided.
        policy: the catalogue's rules.
        prove: finds the causes anew.

    Raises:
        ShuttenError: if a version cannot be read.
    """
    before, after = store.published(), store.candidate()
    if before is None or after is None:
        return ()
    found: Sequence[Change] = find_changes(before.folder, after.folder)
    if prove:
        found = prove(found)
    else:
        causes = recorded_causes(changes_folder(store))
        found = [replace(change, **causes.get(change.change_id, {})) for change in found]
    return decide(found, verdicts.changes, before.folder, after.folder, policy)


def pending(store: VersionStore, verdicts: Verdicts, policy: Policy) -> tuple[Change, ...]:
    """Return the changes that wait for a verdict; see `decided_changes`."""
    found = decided_changes(store, verdicts, policy)
    return tuple(change for change in found if change.status == PENDING)


def publish_built(
    store: VersionStore, verdicts: Verdicts, policy: Policy, by: str, prove: Prove | None = None
) -> Outcome:
    """Publish what the catalogue lets through of the last build, all of it if nothing was published; write down what is left.

    What reviewers have accepted is not published by this: `publish_accepted` does that.

    Args:
        store: the project's versions; the build is in it.
        verdicts: what reviewers decided.
        policy: the catalogue's rules.
        by: who publishes, for the log.
        prove: finds the causes of changes.

    Raises:
        ShuttenError: if a version cannot be read or written, or would not be whole; what was published stays.
    """
    for _ in range(_TRIES):  # a reviewer may publish meanwhile
        outcome = _publish(store, verdicts, policy, by, _LetThrough(store, policy), prove)
        if outcome:
            return outcome
    raise _overtaken(store)


class _LetThrough:
    """Tells the changes that the catalogue's rules let through, were they accepted by these or by a person."""

    def __init__(self, store: VersionStore, policy: Policy) -> None:
        self._is_let = policy.between(
            *(version.folder for version in (store.published(), store.candidate()) if version)
        )

    def __call__(self, change: Change) -> bool:
        is_decided = change.status in (ACCEPTED, EDITED)
        return is_decided and (change.dataset == "conflicts" or self._is_let(change))


def publish_accepted(
    store: VersionStore,
    verdicts: Verdicts,
    policy: Policy,
    by: str,
    *,
    confidence: float | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Publish the changes of the last build that were accepted.

    Args:
        store: the project's versions.
        verdicts: what reviewers decided.
        policy: the catalogue's rules.
        by: who publishes, for the log.
        confidence: publish what waits with at least this confidence, too; not what waits again after a verdict.
        dry_run: put together what would be published and publish nothing; `Outcome.moved` says whether there is anything.

    Raises:
        ShuttenError: if ``output/changes`` is of other versions, somebody else publishes at this moment, or what would
            be published is not whole; what was published stays.
    """
    before, after = store.published(), store.candidate()
    if before and after and compared_versions(changes_folder(store)) != (before.version_id, after.version_id):
        raise ShuttenError(
            str(changes_folder(store)), "tells of other versions than those that are published and built now.",
            "Look at what 'shutten changes' tells now, then publish.",
        )  # fmt: skip

    def goes_through(change: Change) -> bool:
        if change.status in (ACCEPTED, EDITED):
            return True
        is_sure = confidence is not None and change.confidence is not None and change.confidence >= confidence
        return is_sure and change.status == PENDING and not is_waiting_again(change)

    if dry_run:
        return _tried(store, verdicts, policy, goes_through)
    outcome = _publish(store, verdicts, policy, by, goes_through)
    if outcome is None:
        raise _overtaken(store)
    return outcome


def record_changes(store: VersionStore, found: Sequence[Change]) -> None:
    """Write down what differs between the published version and the last build.

    Raises:
        ShuttenError: if the folder cannot be written.
    """
    before = store.published()
    if before is None:
        return
    after = store.candidate() or before
    write_changes(found, before.version_id, after.version_id, changes_folder(store))


def _publish(
    store: VersionStore,
    verdicts: Verdicts,
    policy: Policy,
    by: str,
    goes_through: Callable[[Change], bool],
    prove: Prove | None = None,
) -> Outcome | None:
    """Publish what goes through; return None if another version was published meanwhile."""
    before, after = store.published(), store.candidate()
    found: tuple[Change, ...] = ()
    through: tuple[Change, ...] = ()
    version = before
    if after and before is None:
        version = _first(store, after, verdicts.changes, policy)
    elif after and before:
        found = decided_changes(store, verdicts, policy, prove)
        through = tuple(change for change in found if goes_through(change))
        if through or not found:
            version = _settled(store, before, after, found, through, verdicts.changes, policy)
    moved = bool(version and (before is None or version.version_id != before.version_id))
    if version and moved:
        if not store.publish_after(version.version_id, before, by):
            return None
        known: dict[str, dict[str, Any]] = {
            change.change_id: {"cause": change.cause, "proof": change.proof} for change in found
        }
        found = decided_changes(
            store, verdicts, policy,
            lambda left: [replace(change, **known.get(change.change_id, {})) for change in left],
        )  # fmt: skip
    record_changes(store, found)
    return replace(_outcome(version, moved, through, found), is_first=before is None)


def _tried(store: VersionStore, verdicts: Verdicts, policy: Policy, goes_through: Callable[[Change], bool]) -> Outcome:
    """Return what publishing would come to."""
    before, after = store.published(), store.candidate()
    found = decided_changes(store, verdicts, policy)
    through = tuple(change for change in found if goes_through(change))
    if before is None or after is None or not through:
        return Outcome(before, False, (), found)
    with tempfile.TemporaryDirectory() as folder:
        beside = VersionStore(Path(folder), store.published_folder)
        version = _settled(beside, before, after, found, through, verdicts.changes, policy)
        left = {change.change_id for change in find_changes(version.folder, after.folder)}
    moved = version.version_id != before.version_id
    return _outcome(before, moved, through, tuple(change for change in found if not moved or change.change_id in left))


def _outcome(published: Version | None, moved: bool, through: Sequence[Change], found: tuple[Change, ...]) -> Outcome:
    """Return what came of it, told by what was to go through and what still differs."""
    left = {change.change_id for change in found}
    gone_out = tuple(change for change in through if change.change_id not in left) if moved else ()
    tried = {change.change_id for change in through if change.status == ACCEPTED}  # a correction always differs
    return Outcome(published, moved, gone_out, found, tuple(change for change in found if change.change_id in tried))


def _first(store: VersionStore, after: Version, verdicts: Sequence[ChangeVerdict], policy: Policy) -> Version:
    """Return the version to publish when nothing was."""
    if not verdicts:
        return after
    tables = settle_first(after.folder, verdicts)
    return store.add(tables, _inputs(None, after, verdicts, policy), same_as=(after,))


def _settled(
    store: VersionStore,
    before: Version,
    after: Version,
    found: Sequence[Change],
    through: Sequence[Change],
    verdicts: Sequence[ChangeVerdict],
    policy: Policy,
) -> Version:
    """Return the version to publish: the candidate itself if all of it goes through, and the published one if nothing does."""
    is_corrected = before.rows.get("corrections") or any(verdict.verdict == "correct" for verdict in verdicts)
    if len(through) == len(found) and not is_corrected:
        return after
    ids = {change.change_id for change in through}
    tables = settle(before.folder, after.folder, found, lambda change: change.change_id in ids, verdicts)
    inputs = _inputs(before, after, verdicts, policy)
    beside = superseded(found, tables["documents"]["document_id"].to_pylist())
    return store.add(tables, inputs | ({SUPERSEDED: beside} if beside else {}), same_as=(before, after))


def _inputs(
    before: Version | None, after: Version, verdicts: Sequence[ChangeVerdict], policy: Policy
) -> dict[str, object]:
    return {
        "settled": True,
        "published": before.version_id if before else None,
        "candidate": after.version_id,
        "verdicts": sha256_bytes("\n".join(verdict.verdict_id for verdict in verdicts).encode()),
        "policy": policy.publishing.digest,
    }


def _overtaken(store: VersionStore) -> ShuttenError:
    return ShuttenError(
        str(store.published_folder), "was published by somebody else at this moment.",
        "Look at what 'shutten changes' tells now, then publish again.",
    )  # fmt: skip
