"""``shutten review``: a local web page on which people decide on pending changes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.commands.project import add_project, policy_of, project_folder, user, verdicts_of, version_store

if TYPE_CHECKING:
    from extract.datasets.versions import Version
    from extract.review.app.workspace import Snapshot, Workspace
    from extract.review.change import Change
    from extract.sources.verdicts import Verdicts

_PORT = 8756


def add_command(commands: Any) -> None:
    """Add the command to the parser's."""
    review = commands.add_parser(
        "review",
        help="open a local web page to look at pending changes and decide on them",
        description="Open a local web page to look at pending changes and decide on them. Only this machine can reach it. "
        "What is decided goes to sources/verdicts.jsonl.",
        epilog="exit codes: 0 ended with Ctrl-C, 2 the command was not understood, 3 a file of the project cannot be read, or the "
        "port is taken",
    )
    add_project(review)
    review.add_argument("--port", type=int, default=_PORT, metavar="N", help=f"0 takes a free one (default: {_PORT})")
    review.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help="an address of this machine alone (default: 127.0.0.1)"
    )
    review.add_argument("--no-browser", action="store_true", help="only print the address")
    review.add_argument(
        "--reviewer", default="", metavar="NAME", help="the name under which verdicts are written (default: the user's)"
    )
    review.set_defaults(command=_review)


def _review(options: argparse.Namespace) -> int:
    from extract.review.app.security import loopback_host
    from extract.review.app.server import make_app, serve

    host = loopback_host(options.host)
    project = project_folder(options.project)
    workspace = review_workspace(project)
    waiting = dict(workspace.snapshot().index.statuses()).get(
        "pending", 0
    )  # a fault in a file is told here, not in the browser
    pictures = project / "output" / "cache" / "pictures"
    reviewer = options.reviewer or user()

    def on_start(address: str) -> None:
        print(f"{waiting:,} pending; the review page is at {address} (Ctrl-C ends it)", flush=True)
        if not options.no_browser:
            import webbrowser

            webbrowser.open(address)

    with suppress(KeyboardInterrupt):  # how one ends it
        serve(lambda port: make_app(workspace, pictures, host, port, reviewer), host, options.port, on_start)
    return 0


def review_workspace(project: Path) -> Workspace:
    """Return the state of a project's review.

    Args:
        project: the folder that holds ``sources`` and ``output``.
    """
    from extract.publish import changes_folder, publish_accepted, record_changes
    from extract.refresh.entries import all_entries
    from extract.review.app.workspace import Published, Rules, Workspace
    from extract.review.changes import find_changes
    from extract.review.decisions import decide, verdicts_on
    from extract.review.files import FILES, recorded_causes
    from extract.review.inputs import FOLDER
    from extract.sources.catalogue import CATALOGUE
    from extract.sources.verdicts import FILE_NAME

    store, sources = version_store(project), project / "sources"

    def found(before: Version, after: Version) -> tuple[Change, ...]:
        causes = recorded_causes(changes_folder(store))
        return tuple(
            replace(change, **causes.get(change.change_id, {})) for change in find_changes(before.folder, after.folder)
        )

    def decided(changes: Sequence[Change], verdicts: Verdicts, before: Version, after: Version) -> tuple[Change, ...]:
        return decide(changes, verdicts.changes, before.folder, after.folder, policy_of(project))

    def publish(snapshot: Snapshot, by: str) -> Published:
        record_changes(store, snapshot.index.changes)  # what is published is what the page shows
        outcome = publish_accepted(store, verdicts_of(project), policy_of(project), by)
        version = outcome.published.version_id if outcome.published and outcome.moved else ""
        return Published(version, len(outcome.through), outcome.waiting)

    rules = Rules(
        found,
        decided,
        lambda changes, verdicts: verdicts_on(changes, verdicts.changes),
        publish,
        store.folder / FOLDER / "documents",
        lambda: (entry.path for entry in all_entries(project)),
    )
    causes, policy = changes_folder(store) / FILES[0], sources / CATALOGUE
    return Workspace(store, sources / FILE_NAME, rules, causes, policy)
