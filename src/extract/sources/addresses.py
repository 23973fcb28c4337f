"""Which addresses may be reached: the check stands where a connection is opened, so nothing gets around it.

A name is resolved once. If any address that it stands for is private, loopback or otherwise not of the public internet,
the name is refused; else the connection goes to the very address that was checked. So a redirect, a name that changes
between check and use, or a name with one good and one bad address leads nowhere.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore

Resolve = Callable[[str, int], Iterable[str]]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_PROTOCOLS = ipaddress.ip_network("192.0.0.0/24")  # RFC 6890; Python 3.11 calls most of it global


class AddressRefusedError(Exception):
    """A host stands for an address that is not of the public internet and that the user has not allowed.

    Args:
        host: the name as it was asked for.
        address: the address that it stands for.
    """

    def __init__(self, host: str, address: str) -> None:
        super().__init__(host, address)
        self.host = host
        self.address = address


def resolve_host(host: str, port: int) -> list[str]:
    """Return the addresses that the system knows for `host`, in the order in which they should be tried.

    Raises:
        OSError: if there is none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(address: str) -> bool:
    """Return whether `address` is of the public internet; an IPv4 address within an IPv6 one is judged too."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped or ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        within = [inner for inner in (ip.sixtofour, *(ip.teredo or ())) if inner]
        if not all(is_public(str(inner)) for inner in within):
            return False
    elif ip in _PROTOCOLS:
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections to public and allowed addresses alone, and ends those that outlast their deadline.

    Args:
        allowed: networks that the user allows although they are private.
        resolve: names to addresses; the system's by default.
        clock: seconds; only differences count.
    """

    def __init__(
        self,
        allowed: Iterable[Network] = (),
        resolve: Resolve = resolve_host,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._allowed = tuple(allowed)
        self._resolve = resolve
        self._clock = clock
        self._inner = httpcore.SyncBackend()
        self._limits = threading.local()

    @contextlib.contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """Let whatever this thread sends and receives within the block take `seconds` in all.

        Time-outs of a client hold for each read alone: a server that sends a byte now and then would never meet one.
        """
        self._limits.end = self._clock() + seconds
        try:
            yield
        finally:
            del self._limits.end

    def left(self, timeout: float | None) -> float | None:
        """Return the seconds that a single step may take.

        Raises:
            httpcore.ReadTimeout: if the time is up.
        """
        end = getattr(self._limits, "end", None)
        if end is None:
            return timeout
        left = float(end - self._clock())
        if left <= 0:
            raise httpcore.ReadTimeout("the time for this request is up")
        return left if timeout is None else min(timeout, left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, check and connect.

        Raises:
            AddressRefusedError: if the host stands for an address that may not be reached.
        """
        try:
            addresses = list(self._resolve(host, port))
        except (OSError, UnicodeError) as error:  # a label that is too long is a UnicodeError
            raise httpcore.ConnectError(f"the name {host} is not known ({error})") from error
        for address in addresses:
            if not self._may_reach(address):
                raise AddressRefusedError(host, address)
        options = list(socket_options or ())
        failed: Exception = httpcore.ConnectError(f"the name {host} stands for no address")
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(address, port, self.left(timeout), local_address, options)
                return _LimitedStream(stream, self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    def _may_reach(self, address: str) -> bool:
        ip = ipaddress.ip_address(address)
        mapped = getattr(ip, "ipv4_mapped", None) or ip
        return is_public(address) or any(mapped in network for network in self._allowed)

    def connect_unix_socket(self, path: str, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Refuse: a socket of this machine is private.

        Raises:
            AddressRefusedError: always.
        """
        raise AddressRefusedError(path, path)

    def sleep(self, seconds: float) -> None:
        """Sleep before httpcore tries again, which it does not do here."""
        self._inner.sleep(seconds)


class _LimitedStream(httpcore.NetworkStream):
    """A connection of which each step ends with its thread's deadline."""

    def __init__(self, inner: httpcore.NetworkStream, limits: GuardedBackend) -> None:
        self._inner = inner
        self._limits = limits

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._limits.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._limits.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secure = self._inner.start_tls(ssl_context, server_hostname, self._limits.left(timeout))
        return _LimitedStream(secure, self._limits)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
