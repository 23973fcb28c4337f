"""``shutten publish``: what reviewers have accepted goes into the published datasets."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from extract.commands.project import add_project, policy_of, project_folder, user, verdicts_of, version_store
from extract.errors import counted

if TYPE_CHECKING:
    from extract.publish import Outcome

_EXIT_CODES = """exit codes:
  0  done: published, or there was nothing to publish
  2  the command was not understood
  3  stopped, and what was published stays: output/changes is of other versions, what would be published is not whole,
     a verdict does not fit, or a folder cannot be written
"""


_HELD = "published rows that wait, or that a reviewer kept, still need what was before"


def add_command(commands: Any) -> None:
    """Add the command to the parser's."""
    publish = commands.add_parser(
        "publish",
        help="publish the changes that were accepted",
        description="Put the changes of the last build that were accepted into output/datasets, in one step. Everything else "
        "stays as it was published. A row that another one needs comes along: a document, with its pages, and what is named.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    publish.add_argument(
        "--confidence", type=_share, metavar="X",
        help="publish what waits with at least this confidence (0 to 1), too; not what waits again after a verdict",
    )  # fmt: skip
    publish.add_argument("--dry-run", action="store_true", help="only tell what would be published")
    add_project(publish)
    publish.set_defaults(command=_publish)


def told(outcome: Outcome) -> list[str]:
    """Return in lines what was published and what waits, with the commands that come next.

    Args:
        outcome: of a run or of publishing.
    """
    lines = []
    if outcome.moved and outcome.published:
        what = (
            "a first version"
            if outcome.is_first
            else counted(len(outcome.through), "change")
            if outcome.through
            else "no row differs"
        )
        lines.append(f"Published {outcome.published.version_id}: {what}")
    if outcome.waiting:
        verb = "waits" if outcome.waiting == 1 else "wait"
        lines.append(
            f"{counted(outcome.waiting, 'change')} {verb} for a reviewer: 'shutten changes' shows, 'shutten review' decides"
        )
    if outcome.accepted:
        was = "was" if outcome.accepted == 1 else "were"
        lines.append(
            f"{counted(outcome.accepted, 'change')} {was} accepted and not published: 'shutten publish' does it"
        )
    if held := len(outcome.held):
        lines.append(f"{counted(held, 'change')} {'is' if held == 1 else 'are'} accepted and held back: {_HELD}")
    return lines


def _share(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError("give a number from 0 to 1")
    return number


def _publish(options: argparse.Namespace) -> int:
    from extract.publish import publish_accepted

    project = project_folder(options.project)
    outcome = publish_accepted(
        version_store(project),
        verdicts_of(project),
        policy_of(project),
        user(),
        confidence=options.confidence,
        dry_run=options.dry_run,
    )
    if options.dry_run:
        from extract.review.show import text_lines

        print("Would be published:\n" if outcome.moved else "Nothing to publish.")
        for line in text_lines(outcome.through, colour=False) if outcome.moved else ():
            print(line)
        lines = told(replace(outcome, moved=False))
    else:
        lines = [*([] if outcome.moved else ["Nothing to publish."]), *told(outcome)]
    for line in lines:
        print(line)
    return 0
