"""``shutten versions`` and ``shutten rollback``: which builds there are, which of them is published, and publishing one again."""

from __future__ import annotations

import argparse
from typing import Any

from extract.commands.project import add_project, policy_of, project_folder, user, verdicts_of, version_store

_EXIT_CODES = (
    "exit codes: 0 done, 2 the command was not understood, 3 there is no such version, or a folder cannot be written"
)


def add_commands(commands: Any) -> None:
    """Add both commands to the parser's."""
    versions = commands.add_parser(
        "versions",
        help="list all builds and which of them is published",
        description="List all versions, the oldest first. '*' marks the published one, '?' the last build if it is another one, "
        "'=' what was published and is no build: a part of one, or one with corrections.",
        epilog=_EXIT_CODES,
    )
    add_project(versions)
    versions.add_argument(
        "--prune",
        type=_count,
        metavar="N",
        help="remove all but the last N builds, as many of what was published, and the published one",
    )
    versions.set_defaults(command=_versions)

    rollback = commands.add_parser(
        "rollback",
        help="publish a version again",
        description="Put a version in the place of the published one, in one step.",
        epilog=_EXIT_CODES,
    )
    rollback.add_argument("version", metavar="VERSION", help="its id, or the first digits of it")
    add_project(rollback)
    rollback.set_defaults(command=_rollback)


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("give 0 or more")
    return number


def _versions(options: argparse.Namespace) -> int:
    store = version_store(project_folder(options.project))
    if options.prune is not None:
        from extract.review.inputs import prune_inputs

        gone = store.prune(options.prune)
        prune_inputs(store)
        print(f"{len(gone)} removed" + "".join(f" {each}" for each in gone))
    published, candidate = store.published(), store.candidate()
    built = {entry.version_id: entry.time for entry in store.log() if entry.event in ("built", "settled")}
    versions = store.versions()
    for version in versions:
        mark = "=" if version.is_settled else " "
        for sign, one in (("*", published), ("?", candidate)):
            if one and one.version_id == version.version_id:
                mark = sign
        rows = sum(version.rows.values())
        time = built.get(version.version_id, "")
        print(
            f"{mark} {version.version_id}  {time:<25}  {version.rows.get('documents', 0):>6,} documents  {rows:>10,} rows"
        )
    if not versions:
        print("No version was built yet.")
    return 0


def _rollback(options: argparse.Namespace) -> int:
    project = project_folder(options.project)
    store = version_store(project)
    before = store.published()
    version = store.publish(options.version, by=user())
    from extract.publish import decided_changes, record_changes

    record_changes(store, decided_changes(store, verdicts_of(project), policy_of(project)))
    was = f", in place of {before.version_id}" if before and before.version_id != version.version_id else ""
    print(f"Published {version.version_id}{was}; it is in {store.published_folder}/")
    return 0
