"""Publishing as a flow: what reviewers have accepted, at once or after they have said their word on all that waits."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect import flow, runtime, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.exceptions import NotPausedError
from prefect.flow_runs import pause_flow_run, resume_flow_run
from prefect.states import Completed

from extract.commands.project import policy_of, user, verdicts_of, version_store
from extract.errors import ShuttenError
from extract.ids import sha256_bytes
from extract.publish import Outcome, pending, publish_accepted
from extract.review.change import PENDING
from extract.sources.verdicts import FILE_NAME

LOOK_EVERY = 5.0
"""Seconds between two looks at whether a reviewer has said something."""


@flow(name="shutten-publish")
def publish(project: str, confidence: float | None = None, wait_for_review: bool = False, hours: float = 24.0) -> Any:
    """Publish the accepted changes of the last build; the state says in words what came of it.

    A flow that waits is paused. It goes on when nothing waits for a verdict any more, when somebody publishes with
    ``shutten publish``, or when it is resumed on Prefect's pages; then it publishes what is accepted by that time.

    Args:
        project: the folder that holds ``sources`` and ``output``.
        confidence: publish what waits with at least this confidence, too.
        wait_for_review: wait until reviewers have said their word on all that waits.
        hours: for how long at most.

    Raises:
        FlowPauseTimeout: if nobody has said a word by then; nothing is published.
        ShuttenError: if a file of the project is wrong or what would be published is not whole; what was published stays.
    """
    folder = Path(project)
    if wait_for_review and _is_waiting(folder):
        _wait(folder, int(hours * 3600))
    outcome = publish_changes(folder, confidence)
    create_table_artifact(outcome_table(outcome), key="shutten-publish", description=_said(outcome))
    return Completed(message=_said(outcome))


@task(cache_policy=NO_CACHE, retries=0)
def publish_changes(folder: Path, confidence: float | None) -> Outcome:
    """Publish what is accepted, and what waits with at least some confidence."""
    return publish_accepted(
        version_store(folder), verdicts_of(folder), policy_of(folder), user() or "flow", confidence=confidence
    )


def outcome_table(outcome: Outcome) -> list[dict[str, Any]]:
    """Return a row for each dataset that changed or waits, as a table shows it."""
    published = Counter(change.dataset for change in outcome.through)
    waiting = Counter(change.dataset for change in outcome.left if change.status == PENDING)
    return [
        {"dataset": dataset, "published": published[dataset], "waiting": waiting[dataset]}
        for dataset in sorted({*published, *waiting})
    ]


def _said(outcome: Outcome) -> str:
    return f"{len(outcome.through):,} changes published, {outcome.waiting:,} waiting."


def _wait(folder: Path, seconds: int) -> None:
    """Pause this flow until it is resumed.

    Raises:
        FlowPauseTimeout: if it is not.
    """
    ended = threading.Event()
    watcher = threading.Thread(target=_resume_when_decided, args=(folder, UUID(str(runtime.flow_run.id)), ended))
    watcher.start()
    try:
        pause_flow_run(timeout=seconds, poll_interval=max(1, int(LOOK_EVERY)))
    finally:
        ended.set()
        watcher.join()


def _resume_when_decided(folder: Path, run: UUID, ended: threading.Event) -> None:
    """Resume a paused flow when nothing waits any more or somebody else has published."""
    store, verdicts = version_store(folder), folder / "sources" / FILE_NAME
    published, looked_at = store.published(), ""
    while not ended.wait(LOOK_EVERY):
        now = sha256_bytes(verdicts.read_bytes()) if verdicts.is_file() else ""
        if store.published() == published and (now == looked_at or _is_waiting(folder)):
            looked_at = now
            continue
        try:
            resume_flow_run(run)
        except NotPausedError:  # it is about to be
            continue
        return


def _is_waiting(folder: Path) -> bool:
    try:
        return bool(pending(version_store(folder), verdicts_of(folder), policy_of(folder)))
    except ShuttenError:  # a line that somebody writes by hand and has not finished
        return True
