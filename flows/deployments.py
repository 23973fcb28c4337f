"""The refresh on a schedule: what ``shutten serve`` and the deployments of ``prefect.yaml`` run."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from prefect import flow, runtime
from prefect.states import Cancelled, Completed

from extract.refresh.wish import Wish
from extract.resources import names_folder
from flows.main import one_run_at_a_time
from flows.refresh import refresh

WEBHOOK = "SHUTTEN_WEBHOOK"
LATEST = timedelta(minutes=30)
"""A run that begins so long after its time is dropped: the next one looks at the same sources."""


@flow(name="shutten-refresh")
def scheduled_refresh(project: str, schedule: str) -> Any:
    """Refresh a group of sources; the state says in words what came of it.

    Args:
        project: the folder that holds ``sources`` and ``output``.
        schedule: the group.

    Raises:
        ShuttenError: if a file of the project is wrong, another run is at work or the output cannot be written.
    """
    due = runtime.flow_run.scheduled_start_time
    late = datetime.now(UTC) - due if due else timedelta(0)
    if late > LATEST:
        return Cancelled(message=f"Late by {int(late.total_seconds() // 60)} minutes; the next run looks again.")
    folder = Path(project)
    own_names = folder / "sources" / "names"
    wish = Wish(
        folder, own_names if own_names.is_dir() else names_folder(), schedule, webhook=os.environ.get(WEBHOOK, "")
    )
    (folder / "output").mkdir(exist_ok=True)
    with one_run_at_a_time(folder / "output" / ".lock"):
        summary = refresh(wish)
    new = sum(not each.replaces for each in summary.fetched)
    said = f"{new} new documents, {len(summary.fetched) - new} changed, {len(summary.problems)} Problems."
    return Completed(name="Completed" if summary.complete else "Problems", message=said)
