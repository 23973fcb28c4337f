"""Manners: one request at a time to a host, a pause between two, and what its robots.txt says."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

_LARGEST_ROBOTS = 512_000  # bytes; RFC 9309 asks for at least 500 KiB to be read


class Turns:
    """Gives each host's requests one after the other, with a pause between the end of one and the start of the next.

    Args:
        clock: seconds; only differences count.
        sleep: waits for so many seconds.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._guard = threading.Lock()
        self._hosts: dict[str, threading.Lock] = {}
        self._free_at: dict[str, float] = {}

    @contextlib.contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Wait until `host` may be asked again; nobody else asks it within the block.

        Args:
            host: of the address, with its port.
            delay: seconds since its last request ended.
        """
        with self._guard:
            lock = self._hosts.setdefault(host, threading.Lock())
        with lock:
            since = self._free_at.get(host)
            if since is not None and (wait := since + delay - self._clock()) > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                self._free_at[host] = self._clock()


@dataclass(frozen=True)
class Robots:
    """What a host's robots.txt says.

    Attributes:
        rules: the file, or None where it has none and everything is allowed.
        unknown: why it could not be had (then nothing is allowed, RFC 9309, 2.3.1.4), else empty.
    """

    rules: Protego | None = None
    unknown: str = ""

    def allows(self, address: str, agent: str) -> bool:
        """Return whether `agent` may ask for `address`."""
        return not self.unknown and (self.rules is None or bool(self.rules.can_fetch(address, agent)))

    def delay(self, agent: str) -> float:
        """Return the seconds between two requests that it asks for, 0 if it does not."""
        return float((self.rules and self.rules.crawl_delay(agent)) or 0)


def read_robots(status: int, body: bytes) -> Robots:
    """Return what an answer to the request for robots.txt means (RFC 9309, 2.3.1)."""
    if 200 <= status < 300:
        return Robots(Protego.parse(body[:_LARGEST_ROBOTS].decode("utf-8", errors="replace")))
    if 400 <= status < 500 and status != 429:
        return Robots()
    return Robots(unknown=f"it was answered with status {status}")


def host_of(address: str) -> str:
    """Return the host and port of an address, as one key."""
    return urlsplit(address).netloc.rpartition("@")[2].lower()


def robots_address(address: str) -> str:
    """Return where the robots.txt of an address lies."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
