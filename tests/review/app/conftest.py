"""A project to review, its page, and somebody who looks at it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from review_project import make_project
from reviewers import PORT, Reviewer

from extract.commands.review import review_workspace
from extract.ids import sha256_bytes
from extract.review.app.server import make_app
from extract.review.app.workspace import Workspace


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("review") / "project")


@pytest.fixture(scope="session")
def _looked_at(_made_once: Path) -> Iterator[Workspace]:
    """The review of a project in which nothing is decided: what differs in it is found once for all who only look."""
    before = _contents(_made_once)
    yield review_workspace(_made_once)
    assert _contents(_made_once) == before, "a visitor wrote something: the test needs the fixture `reviewer`"


def _contents(folder: Path) -> dict[Path, str]:
    return {path: sha256_bytes(path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def visited(_looked_at: Workspace, tmp_path: Path) -> Any:
    """The page for those who only look."""
    return make_app(_looked_at, tmp_path / "pictures", "127.0.0.1", PORT, "mk")


@pytest.fixture
def visitor(visited: Any) -> Reviewer:
    """Somebody who only looks, and may find the changes that others do."""
    return Reviewer(visited)


@pytest.fixture
def project(_made_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_made_once, tmp_path / "project"))


@pytest.fixture
def workspace(project: Path) -> Workspace:
    return review_workspace(project)


@pytest.fixture
def app(workspace: Workspace, tmp_path: Path) -> Any:
    return make_app(workspace, tmp_path / "pictures", "127.0.0.1", PORT, "mk")


@pytest.fixture
def reviewer(app: Any) -> Reviewer:
    return Reviewer(app)


@pytest.fixture
def change_id(_looked_at: Workspace) -> Callable[..., str]:
    """Return the key of the one change with some values."""

    def find(**values: Any) -> str:
        found = [
            change.change_id
            for change in _looked_at.snapshot().index.changes
            if all(getattr(change, name) == value for name, value in values.items())
        ]
        assert len(found) == 1, found
        return found[0]

    return find
