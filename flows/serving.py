"""``shutten serve``: Prefect's server with its pages, and a process that runs the refresh of each group at its times."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path

from extract.errors import ShuttenError
from extract.refresh.fetching import is_local
from extract.sources.register import Catalogue, read_sources
from flows.main import one_run_at_a_time, prefect_home
from flows.server import LocalServer
from flows.settings import use_local_prefect


def serve_command(project: Path, webhook: str) -> None:
    """Serve the deployments until the process is stopped.

    A server of one's own is used if ``PREFECT_API_URL`` names it.

    Args:
        project: the folder that holds ``sources`` and ``output``.
        webhook: an address that is told each summary, empty for none.

    Raises:
        ShuttenError: if no source of the web is enabled, a cron is wrong, or another process serves the project.
    """
    project = project.resolve()
    catalogue = read_sources(project / "sources")
    groups = groups_to_serve(catalogue)
    home = prefect_home(project / "output" / "prefect" / "serve")
    with one_run_at_a_time(home / ".lock"), ExitStack() as stack:
        use_local_prefect(home)
        if webhook:
            os.environ["SHUTTEN_WEBHOOK"] = webhook
        server = None
        if not os.environ.get("PREFECT_API_URL"):
            print("Starting Prefect's server (the first start takes longer) ...", file=sys.stderr, flush=True)
            server = stack.enter_context(LocalServer(home, with_schedules=True))
            os.environ["PREFECT_API_URL"] = server.api
        from prefect import serve

        from flows.serving_deployments import deployments, forget_what_was_left

        if server:
            server.wait()
            print(f"Prefect's pages: {server.pages}", file=sys.stderr, flush=True)
        served = deployments(project, groups, catalogue.schedules.timezone)
        forget_what_was_left(list(groups))
        for group, cron in groups.items():
            print(f"{group}: {cron} ({catalogue.schedules.timezone})", file=sys.stderr, flush=True)
        serve(*served, pause_on_shutdown=True, print_starting_message=False, limit=1)


def groups_to_serve(catalogue: Catalogue) -> dict[str, str]:
    """Return the groups that have an enabled source of the web and times to look at it, each with its cron.

    Raises:
        ShuttenError: if there is none.
    """
    named = sorted({each.schedule for each in catalogue.sources if each.enabled and not is_local(each)})
    groups = {group: cron for group in named if (cron := catalogue.schedules.cron_of(group))}
    if not groups:
        raise ShuttenError(
            str(catalogue.folder / "catalogue.yaml"), "no source of the web is enabled in a group that has a cron.",
            "Set 'enabled: true' for one, or give its group a cron under 'schedules'.",
        )  # fmt: skip
    return groups
