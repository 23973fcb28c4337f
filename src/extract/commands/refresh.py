"""``shutten refresh`` and ``shutten serve``: what is new on the web, by hand and on a schedule."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

from extract.commands.project import add_project, project_folder

WEBHOOK = "SHUTTEN_WEBHOOK"
_TOLD = (
    f"an address that is sent the summary as JSON (default: that of the environment variable {WEBHOOK}, which keeps it "
    "out of the list of processes)"
)


def add_commands(commands: Any, epilog: str) -> None:
    """Add the commands to those of a parser.

    Args:
        commands: what ``add_subparsers`` gave.
        epilog: the exit codes, in words.
    """
    refresh = commands.add_parser(
        "refresh",
        help="look at the sources of the web, read only what is new, build all datasets, say what has changed",
        description="Look at the enabled sources of the catalogue, fetch and read only what is new or has changed, build all "
        "datasets of the project, publish what the catalogue lets through, and say what has changed. Of everything that was ever "
        "fetched nothing is asked in full or read twice. The summary goes to output/refresh/last.json.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    refresh.add_argument(
        "--schedule", metavar="GROUP", default="", help="only the sources of this group (default: all)"
    )
    refresh.add_argument("--offline", action="store_true", help="ask nobody: take what earlier refreshes fetched")
    refresh.add_argument(
        "--fresh", action="store_true",
        help="ask for everything in full, even if a server says that it has not changed",
    )  # fmt: skip
    refresh.add_argument("--json", action="store_true", help="print the summary as JSON")
    refresh.add_argument("--webhook", metavar="URL", help=_TOLD)
    add_project(refresh)
    refresh.set_defaults(command=_refresh)

    serve = commands.add_parser(
        "serve",
        help="run the refresh of each group of sources at its times, with Prefect's pages",
        description="Run the refresh of each group of sources at the times under 'schedules' in the catalogue, until it is stopped "
        "with Ctrl-C. One refresh runs at a time; one that is late by more than half an hour is dropped.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    serve.add_argument("--webhook", metavar="URL", help=_TOLD)
    add_project(serve)
    serve.set_defaults(command=_serve)


def _refresh(options: argparse.Namespace) -> int:
    run = _flow("refresh")
    from extract.refresh.summary import as_json, in_words
    from extract.refresh.wish import Wish

    project = project_folder(options.project)
    summary = run(
        Wish(
            project,
            _names(project),
            options.schedule,
            offline=options.offline,
            fresh=options.fresh,
            webhook=options.webhook or os.environ.get(WEBHOOK, ""),
        )
    )
    if options.json:
        print(json.dumps(as_json(summary), ensure_ascii=False, indent=1))
    else:
        print("\n".join(in_words(summary)))
        if not summary.rows:
            print("NOT complete: there is no document; nothing was written.")
        else:
            state = "Complete" if summary.complete else "NOT complete"
            print(f"{state}: the datasets are in {project / 'output' / 'datasets'}/")
    return 0 if summary.complete else 1


def _serve(options: argparse.Namespace) -> int:
    _flow("serve")(project_folder(options.project), options.webhook or os.environ.get(WEBHOOK, ""))
    return 0


def _names(project: Path) -> Path:
    from extract.resources import names_folder

    own = project / "sources" / "names"
    return own if own.is_dir() else names_folder()


def _flow(name: str) -> Any:
    from importlib.metadata import entry_points

    found = entry_points(group="shutten.flows", name=name)
    if not found:
        from extract.errors import ShuttenError

        raise ShuttenError(
            f"shutten {name}", "the flows are not installed.", "Install the project with 'make install'."
        )
    return next(iter(found)).load()
