"""The httpx transport whose connections are checked where they are opened, with an HTTP cache above it."""

from __future__ import annotations

import logging
import sqlite3
import ssl
from contextlib import closing
from pathlib import Path

import hishel
import hishel.httpx
import httpcore
import httpx

from extract.errors import ShuttenError
from extract.sources.addresses import GuardedBackend

# A cache that cannot be written costs nothing but requests; hishel tells of it with a traceback, which no user should see.
logging.getLogger("hishel").addHandler(logging.NullHandler())


class GuardedTransport(httpx.HTTPTransport):
    """An httpx transport on a backend of ours.

    httpx has no public way to name the backend, so its pool is replaced by one like it. Proxies of the environment are not
    used: behind one nobody could check the address. One connection to a host at a time is kept by whoever asks.

    Args:
        backend: opens the connections.
        trust: the certificates that are trusted; by default those of certifi, or of SSL_CERT_FILE.
    """

    def __init__(self, backend: GuardedBackend, trust: ssl.SSLContext | None = None) -> None:
        trust = trust or httpx.create_ssl_context()
        super().__init__(verify=trust, trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=trust, max_connections=20, max_keepalive_connections=20, keepalive_expiry=30,
            http1=True, http2=False, network_backend=backend,
        )  # fmt: skip


def cache_storage(folder: Path, largest: int) -> hishel.SqliteStorage:
    """Return the HTTP cache of a folder; one that is damaged is begun anew.

    Args:
        folder: it is made if it is not there.
        largest: the largest answer that is kept, in bytes as they were sent.

    Raises:
        ShuttenError: if the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ShuttenError(
            str(folder), f"cannot be made ({error.strerror}).", "Give a folder that you may write."
        ) from error
    path = folder / "http-cache.sqlite"
    if not _is_database(path):  # nothing is lost with it: everything is asked for in full once
        for each in folder.glob(f"{path.name}*"):
            each.unlink()
    return hishel.SqliteStorage(database_path=path, max_stream_size=largest)


def _is_database(path: Path) -> bool:
    if not path.exists():
        return True
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:  # busy, or not ours to read: not for us to mend
        return True
    except sqlite3.DatabaseError:
        return False
    return True


def cached(transport: httpx.BaseTransport, storage: hishel.SqliteStorage) -> httpx.BaseTransport:
    """Return a transport that asks only for what has changed (RFC 9111, as a private cache)."""
    return hishel.httpx.CacheTransport(transport, storage, rfc=hishel.CacheOptions(shared=False))
