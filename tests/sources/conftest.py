"""The local web site and fetchers of it."""

from __future__ import annotations

import pytest
from local_site import Site
from local_site import fetcher as new_fetcher


@pytest.fixture
def site():
    running = Site()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def fetcher(tmp_path):
    """Return a function that makes a fetcher on one folder, as each refresh would."""
    made = []

    def make(clock=None, **given):
        made.append(new_fetcher(tmp_path / "store", clock, **given))
        return made[-1]

    yield make
    for each in made:
        each.close()
