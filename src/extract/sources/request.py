"""One request and its answer, within limits of size; what may pass is a `TransientError`, what will not a Problem."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx

from extract.errors import Problem
from extract.ids import sha256_bytes
from extract.sources.addresses import AddressRefusedError

_CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_LATER = "Try again later."


class TransientError(Exception):
    """A fault that may have passed a little later.

    Args:
        code: of the Problem that it becomes if it has not.
        message: what happened.
        remedy: what the user can do.
        retry_after: seconds that the server asks to wait.
    """

    def __init__(self, code: str, message: str, remedy: str = _LATER, retry_after: float = 0.0) -> None:
        super().__init__(code, message, remedy, retry_after)
        self.code = code
        self.message = message
        self.remedy = remedy
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of a server, good or not.

    Attributes:
        address: what was asked for.
        headers: names in lower case.
        body: without transfer or content coding; empty for a redirect.
        not_modified: whether it is what we had, confirmed with 304.
        hops: the addresses that led here.
        moved: whether each of them said that it has moved for good.
    """

    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    not_modified: bool = False
    hops: tuple[str, ...] = ()
    moved: bool = False

    @property
    def location(self) -> str:
        """The address to which it redirects, if any."""
        return dict(self.headers).get("location", "")


def ask(
    client: httpx.Client, source: str, address: str, largest: int, now: Callable[[], dt.datetime]
) -> Reply | Problem:
    """Send one request.

    Args:
        client: sends it.
        source: how Problems name the source.
        address: what to ask for.
        largest: bytes after decompression.
        now: the time of day, for a Retry-After that names one.

    Raises:
        TransientError: if the fault may pass.
    """
    key = {"caching": {"key": sha256_bytes(address.encode())}}
    try:
        with client.stream("GET", address, extensions=key) as response:
            if response.status_code == 429 or response.status_code >= 500:
                raise TransientError(
                    "server-busy" if response.status_code in {429, 503} else "server-fault",
                    f"{address} was answered with status {response.status_code}.",
                    retry_after=_retry_after(response.headers.get("retry-after", ""), now),
                )
            return _reply(source, address, response, largest)
    except AddressRefusedError as error:
        return Problem(
            source, None, "address-refused",
            f"{error.host} stands for {error.address}, which is not of the public internet.",
            "If it is a server of yours, allow its network under 'fetching: {allow: [...]}' in the catalogue.",
        )  # fmt: skip
    except httpx.TimeoutException as error:
        raise TransientError("timeout", f"{address} did not answer in time ({error}).") from error
    except httpx.RemoteProtocolError as error:
        code = (
            "answer-truncated"
            if "incomplete" in str(error) or "without sending complete" in str(error)
            else "answer-broken"
        )
        raise TransientError(code, f"The answer of {address} is not whole or not HTTP ({error}).") from error
    except httpx.DecodingError as error:
        raise TransientError("answer-broken", f"The answer of {address} cannot be decompressed ({error}).") from error
    except (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.InvalidURL) as error:
        return Problem(source, None, "address-wrong", f"{address} cannot be asked for ({error}).", "Mend the address.")
    except httpx.TransportError as error:
        if _is_untrusted(error):
            return Problem(
                source, None, "certificate-refused", f"The certificate of {address} is not trusted ({error}).",
                "Check the address; of a certificate of your own, name the file in SSL_CERT_FILE.",
            )  # fmt: skip
        raise TransientError("unreachable", f"{address} cannot be reached ({error}).") from error


def _reply(source: str, address: str, response: httpx.Response, largest: int) -> Reply | Problem:
    headers = tuple((name.lower(), value) for name, value in response.headers.multi_items())
    if response.is_redirect:
        return Reply(address, response.status_code, headers, b"")
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in _CODINGS:
        return Problem(
            source, None, "coding-unknown", f"{address} is packed as '{coding}', which was not asked for.",
            "Open it in a browser to see whether the server is right.",
        )  # fmt: skip
    too_large = Problem(
        source, None, "answer-too-large", f"{address} is larger than {largest:,} bytes.",
        "Raise 'largest' for this source if it should be so large.",
    )  # fmt: skip
    length = response.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > largest:
        return too_large
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > largest:
            return too_large
    status = response.extensions.get("caching", {})
    confirmed = bool(status.get("from_cache") and status.get("revalidated"))
    return Reply(address, response.status_code, headers, bytes(body), not_modified=confirmed)


def _retry_after(text: str, now: Callable[[], dt.datetime]) -> float:
    """Return the seconds of a Retry-After header, which holds a number or a time of day (RFC 9110, 10.2.3)."""
    if text.isascii() and text.strip().isdigit():
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return max(0.0, (at - now().astimezone(dt.UTC)).total_seconds())


def _is_untrusted(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
