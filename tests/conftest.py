"""What many tests share: the real names, compiled once a run, and where the project's and the machine's documents lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.mentions.names import NameFinder
from extract.sources.knowledge import Knowledge, read_knowledge

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return read_knowledge(PROJECT / "sources/names")


@pytest.fixture(scope="session")
def finder(knowledge: Knowledge) -> NameFinder:
    return NameFinder(knowledge)


@pytest.fixture
def own_names(tmp_path: Path) -> Callable[..., NameFinder]:
    """Return a finder of the names that a test writes down, as YAML by file (`own_names(models="- {id: ...}")`)."""

    def compile_names(**files: str) -> NameFinder:
        folder = tmp_path / "names"
        folder.mkdir()
        for name, content in files.items():
            (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
        return NameFinder(read_knowledge(folder))

    return compile_names
