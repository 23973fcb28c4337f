"""A site of announcements on loopback, a project that looks at it, and what a refresh notes."""

import pytest
from local_site import Site, fetcher
from news_site import NewsSite

from extract.refresh.entries import STORE
from extract.refresh.seen import Seen


@pytest.fixture
def news():
    running = Site()
    running.start()
    yield NewsSite(running)
    running.stop()


@pytest.fixture
def project(news, tmp_path):
    return news.write_project(tmp_path / "project")


@pytest.fixture
def seen(project):
    with Seen(project / STORE) as opened:
        yield opened


@pytest.fixture
def web(project):
    with fetcher(project / STORE, attempts=1) as made:
        yield made
