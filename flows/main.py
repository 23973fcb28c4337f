"""What ``shutten run`` calls: one run at a time in a project, Prefect's settings and server, then the flow."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from extract.commands.project import policy_of, version_store
from extract.errors import ShuttenError
from extract.refresh.entries import all_entries
from extract.sources.catalogue import entry_of_file
from extract.sources.register import read_sources
from extract.sources.verdicts import FILE_NAME, read_verdicts
from flows.server import LocalServer
from flows.settings import use_local_prefect

if TYPE_CHECKING:
    from extract.pipeline import Report
    from extract.refresh.summary import Summary
    from extract.refresh.wish import Wish


def run_command(
    *, project: Path, sources: Sequence[Path], language: str, output: Path, names: Path, fresh: bool
) -> Report:
    """Run the flow `flows.build.build` and return its report.

    A server of one's own is used if ``PREFECT_API_URL`` names it; otherwise one runs for the time of the run.

    Args:
        project: the folder that holds ``sources`` and ``output``.
        sources: files to read in place of the catalogue.
        language: the language of `sources`, empty to have it detected.
        output: where the package goes.
        names: the folder of names files.
        fresh: read every document again.

    Raises:
        ShuttenError: if a file of the project is wrong, the server does not start or the output cannot be written.
    """
    named = tuple(entry_of_file(path, language) for path in dict.fromkeys(sources))
    entries = named or all_entries(project)
    if not entries:
        folder = project / "sources"
        raise ShuttenError(
            str(folder),
            "neither the catalogue nor the inbox has a document.",
            "Put one into sources/inbox/ or name it with '--source'.",
        )
    verdicts = project / "sources" / FILE_NAME
    read_verdicts(verdicts)  # a fault in it is told before documents are read
    with prefect_at_hand(project):
        from flows.build import Versioned, build

        store = version_store(project)
        own = output.resolve() == store.published_folder.resolve()
        to = Versioned(store, policy_of(project)) if own else output  # another folder is for somebody else
        return build(entries, names, verdicts, extracted_folder(project), to, fresh=fresh)


def refresh_command(wish: Wish) -> Summary:
    """Run the flow `flows.refresh.refresh` once, as ``shutten refresh`` does.

    Raises:
        ShuttenError: if a file of the project is wrong, another run is at work or the output cannot be written.
    """
    # Faults of these are told before a server starts and anybody is asked.
    read_verdicts(wish.project / "sources" / FILE_NAME)
    read_sources(wish.project / "sources").of_schedule(wish.schedule)
    with prefect_at_hand(wish.project):
        from flows.refresh import refresh

        return refresh(wish)


def extracted_folder(project: Path) -> Path:
    """Return where a project keeps what was read."""
    return project / "output" / "cache" / "extracted"


@contextmanager
def prefect_at_hand(project: Path) -> Iterator[None]:
    """Hold the project's lock and have Prefect ready: the server that ``PREFECT_API_URL`` names, or one for the time of the block.

    Raises:
        ShuttenError: if another run is at work, the server does not start or ``output`` cannot be written.
    """
    kept = project / "output"
    home = prefect_home(kept / "prefect")
    with one_run_at_a_time(kept / ".lock"), ExitStack() as stack:
        use_local_prefect(home)
        server = None
        if not os.environ.get("PREFECT_API_URL"):
            print("Starting Prefect's server (the first start takes longer) ...", file=sys.stderr, flush=True)
            server = stack.enter_context(LocalServer(home))
            os.environ["PREFECT_API_URL"] = server.api
            os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")  # it is gone before anybody reads them
        import prefect  # noqa: F401  # while the server starts

        from flows.quiet import without_our_errors

        without_our_errors()
        if server:
            server.wait()
        yield


def prefect_home(home: Path) -> Path:
    """Return a folder for Prefect's database, made if it is not there.

    Raises:
        ShuttenError: if it cannot be made.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ShuttenError(
            str(home), f"cannot be made ({error.strerror}).", "Give the project a folder 'output'."
        ) from error
    return home


@contextmanager
def one_run_at_a_time(path: Path) -> Iterator[None]:
    """Hold the project's lock; it is free again when this process ends, however it ends.

    Raises:
        ShuttenError: if another process holds it.
    """
    with path.open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ShuttenError(str(path), "another run is at work here.", "Wait until it has ended.") from error
        yield
