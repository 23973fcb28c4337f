"""Addresses -> bytes, with manners, limits and a memory; whatever a server does wrong is a Problem.

A page that has not changed costs one request that is answered with 304. All that was answered is kept in the raw store, and a
fetcher that is offline gives it back without asking anybody.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from extract import __version__
from extract.errors import Problem
from extract.ids import sha256_bytes
from extract.sources.addresses import GuardedBackend, Resolve, resolve_host
from extract.sources.fetched import Fetched, fetched_of
from extract.sources.politeness import Robots, Turns, host_of, read_robots, robots_address
from extract.sources.raw_store import Answer, RawStore
from extract.sources.request import Reply, TransientError, ask
from extract.sources.source import Fetching, Politeness
from extract.sources.transport import GuardedTransport, cache_storage, cached

AGENT = "shutten"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})


class Fetcher:
    """Fetches web addresses into a raw store; safe to use from several threads.

    Args:
        folder: where what was fetched is kept.
        settings: how to fetch.
        offline: give what was fetched before and ask nobody.
        fresh: ask for everything in full, even if the server says that it has not changed.
        trust: the certificates that are trusted; by default the public ones.
        resolve: names to addresses.
        clock: seconds; only differences count.
        sleep: waits for so many seconds.
        now: the time of day, for the store's own records; no dataset has it.
    """

    def __init__(
        self,
        folder: Path,
        settings: Fetching | None = None,
        *,
        offline: bool = False,
        fresh: bool = False,
        trust: ssl.SSLContext | None = None,
        resolve: Resolve = resolve_host,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.settings = settings or Fetching()
        self.store = RawStore(folder)
        self.offline = offline
        self._fresh = fresh
        self._sleep = sleep
        self._now = now
        self._turns = Turns(clock, sleep)
        self._robots: dict[str, Robots | Problem] = {}
        self._client: httpx.Client | None = None
        if offline:
            return
        networks = [ipaddress.ip_network(each) for each in self.settings.allow]
        self._backend = GuardedBackend(networks, resolve, clock)
        self._storage = cache_storage(folder, self.settings.largest)
        contact = f" (+{self.settings.contact})" if self.settings.contact else ""
        self._client = httpx.Client(
            transport=cached(GuardedTransport(self._backend, trust), self._storage),
            timeout=httpx.Timeout(self.settings.read_seconds, connect=self.settings.connect_seconds),
            headers={
                "User-Agent": f"{AGENT}/{__version__}{contact}",
                "Accept-Encoding": "gzip, deflate",
                "Accept-Language": "ja, zh, en;q=0.5, *;q=0.1",
                "Cache-Control": "no-cache",  # a cache on the way, and ours, must ask whether what it has still holds
            },
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        if self._client:
            self._client.close()

    def get(self, address: str, *, source: str = "", politeness: Politeness | None = None) -> Fetched | Problem:
        """Fetch an address.

        Args:
            address: of http or https.
            source: how Problems name it; by default the address.
            politeness: what holds for it alone.

        Returns:
            a good answer, or why there is none.

        Raises:
            ShuttenError: if the store cannot be written.
        """
        source, address = source or address, urldefrag(address).url
        if self.offline:
            return self._kept(source, address)
        reply = self._follow(source, address, politeness or Politeness(), with_robots=True)
        if isinstance(reply, Problem):
            return reply
        seen = self._now().astimezone(dt.UTC).isoformat(timespec="seconds")
        answer = Answer(
            final_address=reply.address, status=reply.status, headers=reply.headers, sha256=sha256_bytes(reply.body),
            hops=reply.hops, moved=reply.moved, first_seen=seen, last_seen=seen,
        )  # fmt: skip
        answer = self.store.keep(address, answer, reply.body)
        return self._judged(source, address, answer, reply.body, not_modified=reply.not_modified)

    def _kept(self, source: str, address: str) -> Fetched | Problem:
        kept = self.store.answers(address)
        body = self.store.body(kept[-1].sha256) if kept else None
        if not kept or body is None:
            what = "what was kept of it is damaged or gone" if kept else "it was never fetched"
            return Problem(
                source, None, "not-held", f"{address} cannot be had offline: {what}.", "Run again with a network."
            )
        return self._judged(source, address, kept[-1], body, offline=True)

    def _judged(
        self,
        source: str,
        address: str,
        answer: Answer,
        body: bytes,
        *,
        not_modified: bool = False,
        offline: bool = False,
    ) -> Fetched | Problem:
        if not 200 <= answer.status < 300:
            gone = answer.status in {404, 410}
            return Problem(
                source, None, "page-gone" if gone else "http-status",
                f"{answer.final_address} was answered with status {answer.status}.",
                "Look for its new address and mend the catalogue." if gone else "Open it in a browser to see what it wants.",
            )  # fmt: skip
        if not body:
            return Problem(
                source, None, "answer-empty", f"{answer.final_address} was answered with nothing.", "Try again later."
            )
        return fetched_of(source, address, answer, body, not_modified=not_modified, offline=offline)

    def _follow(self, source: str, address: str, politeness: Politeness, *, with_robots: bool) -> Reply | Problem:
        """Ask for an address and follow its redirects, each checked like an address of its own."""
        hops: list[str] = []
        moved = True
        while True:
            delay = self.settings.delay if politeness.delay is None else politeness.delay
            if with_robots:
                allowed = self._allowed(source, address, politeness)
                if isinstance(allowed, Problem):
                    return allowed
                delay = max(delay, allowed)
            reply = self._ask(source, address, politeness, delay)
            if isinstance(reply, Problem):
                return reply
            if reply.status not in _REDIRECTS or not reply.location:
                return replace(reply, hops=tuple(hops), moved=bool(hops) and moved)
            hops.append(address)
            moved = moved and reply.status in _FOR_GOOD
            target = _target(source, address, reply.location)
            if isinstance(target, Problem):
                return target
            if len(hops) > self.settings.redirects:
                return Problem(
                    source, None, "redirects-too-many", f"{hops[0]} leads to {target} after {len(hops)} redirects.",
                    "Open it in a browser and put the address that it ends at into the catalogue.",
                )  # fmt: skip
            address = target

    def _allowed(self, source: str, address: str, politeness: Politeness) -> float | Problem:
        """Return the delay that the host asks for, or why the address may not be asked for."""
        place = robots_address(address)
        if place not in self._robots:
            reply = self._follow(source, place, politeness, with_robots=False)
            if isinstance(reply, Problem):
                # A file that redirects for ever is as good as none (RFC 9309, 2.3.1.2); other faults are those of the host.
                self._robots[place] = Robots() if reply.code == "redirects-too-many" else reply
            else:
                self._robots[place] = read_robots(reply.status, reply.body)
        robots = self._robots[place]
        if isinstance(robots, Problem):
            return Problem(source, None, robots.code, robots.message, robots.remedy)
        if robots.unknown:
            return Problem(
                source, None, "robots-unknown", f"Whether {address} may be read is not known: {robots.unknown} ({place}).",
                "Try again later.",
            )  # fmt: skip
        if not robots.allows(address, AGENT):
            return Problem(
                source, None, "robots-refused", f"{place} asks programs not to read {address}.",
                "Leave the source out, or ask its owner.",
            )  # fmt: skip
        wanted = robots.delay(AGENT)
        if wanted > self.settings.longest_wait:
            return Problem(
                source, None, "asked-to-wait", f"{place} asks for {wanted:g} seconds between two requests.",
                "Raise 'longest_wait' under 'fetching' if you will wait so long.",
            )  # fmt: skip
        return wanted

    def _ask(self, source: str, address: str, politeness: Politeness, delay: float) -> Reply | Problem:
        """Ask for one address, and again if the fault may pass."""
        assert self._client is not None
        client = self._client
        if self._fresh:
            self._forget(address)

        def once() -> Reply | Problem:
            with (
                self._turns.turn(host_of(address), delay),
                self._backend.at_most(politeness.seconds or self.settings.seconds),
            ):
                return ask(client, source, address, politeness.largest or self.settings.largest, self._now)

        retrying = Retrying(
            stop=stop_after_attempt(self.settings.attempts), retry=retry_if_exception_type(TransientError),
            wait=self._pause, sleep=self._sleep, before_sleep=self._not_too_long, reraise=True,
        )  # fmt: skip
        try:
            reply = retrying(once)
        except TransientError as error:
            return Problem(source, None, error.code, error.message, error.remedy)
        if isinstance(reply, Reply):
            # Else a page that comes back could be confirmed as the error that it was, or as an older version.
            self._forget(address, but=reply if reply.status < 400 else None)
        return reply

    def _forget(self, address: str, but: Reply | None = None) -> None:
        """Take an address out of the HTTP cache, all but one answer, so that it is asked for in full."""
        kept = _validators(dict(but.headers)) if but else None
        for entry in self._storage.get_entries(sha256_bytes(address.encode())):
            if _validators(entry.response.headers) != kept:
                self._storage.remove_entry(entry.id)

    def _pause(self, state: RetryCallState) -> float:
        """Return the seconds before the next try: 1, 2, 4 and so on, or what the server asks for if that is longer."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, TransientError) else 0.0
        return max(float(2 ** (state.attempt_number - 1)), asked)

    def _not_too_long(self, state: RetryCallState) -> None:
        if state.next_action and state.next_action.sleep > self.settings.longest_wait:
            raise TransientError(
                "asked-to-wait", f"The server asks to wait {state.next_action.sleep:g} seconds.", "Try again later."
            )


def _validators(headers: Mapping[str, str]) -> tuple[str | None, str | None]:
    return headers.get("etag"), headers.get("last-modified")


def _target(source: str, address: str, location: str) -> str | Problem:
    """Return the address to which a redirect leads, or why it is not followed."""
    try:
        target = urldefrag(urljoin(address, location)).url
        old, new = urlsplit(address), urlsplit(target)
        plain = new.scheme in {"http", "https"} and new.hostname and new.username is None and new.port != 0
    except ValueError:
        target, plain = location, False
    if plain and not (old.scheme == "https" and new.scheme == "http"):
        return target
    why = "which is not encrypted any more" if plain else "which is no plain web address"
    return Problem(
        source,
        None,
        "redirect-refused",
        f"{address} leads to {target}, {why}.",
        "Look whether the address is still right.",
    )
