"""What many tests share: the real names, compiled once a run, and where the project's and the machine's documents lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from extract.mentions.names import NameFinder
from extract.sources.knowledge import Knowledge, read_knowledge

PROJECT = Path(__file__).parents[1]

# No test fails because the machine is busy with others.
settings.register_profile("untimed", settings(deadline=None))
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return read_knowledge(PROJECT / "sources/names")


@pytest.fixture(scope="session")
def finder(knowledge: Knowledge) -> NameFinder:
    return NameFinder(knowledge)


@pytest.fixture(scope="session")
def own_names(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., NameFinder]:
    """Return a finder of the names that a test writes down, as YAML by file (`own_names(models="- {id: ...}")`).

    The same names are compiled once: with them go some thousand places, which need no file.
    """
    compiled: dict[tuple[tuple[str, str], ...], NameFinder] = {}

    def compile_names(**files: str) -> NameFinder:
        key = tuple(sorted(files.items()))
        if key not in compiled:
            folder = tmp_path_factory.mktemp("names")
            for name, content in files.items():
                (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
            compiled[key] = NameFinder(read_knowledge(folder))
        return compiled[key]

    return compile_names
