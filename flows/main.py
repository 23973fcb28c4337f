"""What ``shutten run`` calls: one run at a time in a project, Prefect's settings and server, then the flow."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import ShuttenError
from extract.sources.catalogue import entry_of_file, read_catalogue
from extract.sources.verdicts import FILE_NAME, read_verdicts
from flows.server import LocalServer
from flows.settings import use_local_prefect

if TYPE_CHECKING:
    from extract.pipeline import Report


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
    if sources:
        entries = tuple(entry_of_file(path, language) for path in dict.fromkeys(sources))
    else:
        entries = read_catalogue(project / "sources")
    if not entries:
        folder = project / "sources"
        raise ShuttenError(
            str(folder),
            "neither the catalogue nor the inbox has a document.",
            "Put one into sources/inbox/ or name it with '--source'.",
        )
    verdicts = project / "sources" / FILE_NAME
    read_verdicts(verdicts)  # a fault in it is told before documents are read
    kept = project / "output"
    home = kept / "prefect"
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ShuttenError(
            str(home), f"cannot be made ({error.strerror}).", "Give the project a folder 'output'."
        ) from error
    with one_run_at_a_time(kept / ".lock"), ExitStack() as stack:
        use_local_prefect(home)
        server = None
        if not os.environ.get("PREFECT_API_URL"):
            print("Starting Prefect's server (the first start takes longer) ...", file=sys.stderr, flush=True)
            server = stack.enter_context(LocalServer(home))
            os.environ["PREFECT_API_URL"] = server.api
            os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")  # it is gone before anybody reads them
        from flows.build import build
        from flows.quiet import without_our_errors

        without_our_errors()
        if server:
            server.wait()
        return build(entries, names, verdicts, kept / "cache" / "extracted", output, fresh=fresh)


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
