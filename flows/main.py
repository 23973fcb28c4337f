"""What ``shutten run`` calls: settings first, then the flow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.settings import use_local_prefect


def run_command(*, sources: Sequence[Path] | None, language: str, output: Path, names: Path, fresh: bool) -> object:
    """Run the flow `flows.build.build` on Prefect's embedded server and return its report.

    Args:
        sources: files to read in place of the catalogue, or None.
        language: the language of `sources`, empty to have it detected.
        output: where the package goes.
        names: the folder of names files.
        fresh: read every document again.
    """
    use_local_prefect(Path("output"))
    from flows.build import build

    return build(sources=sources, language=language, output=output, names=names, fresh=fresh)
