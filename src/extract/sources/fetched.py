"""What a request gave: bytes with all that is known about them."""

from __future__ import annotations

from dataclasses import dataclass

from extract.errors import Problem
from extract.sources.answers import media_type_of_answer
from extract.sources.charset import Charset, judge_charset
from extract.sources.raw_store import Answer

_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")  # of UTF-16 and UTF-32, the only texts with zero bytes


@dataclass(frozen=True, slots=True)
class Fetched:
    """One good answer.

    Attributes:
        address: what was asked for.
        answer: where it came from in the end, its status, headers, hash and times.
        body: the bytes, without transfer or content coding.
        media_type: by its first bytes, else by its header.
        charset: the verdict on a text, None of anything else.
        not_modified: whether the server said that what we have still holds (304).
        offline: whether nobody was asked.
        notices: faults that were mended on the way.
    """

    address: str
    answer: Answer
    body: bytes
    media_type: str
    charset: Charset | None
    not_modified: bool = False
    offline: bool = False
    notices: tuple[Problem, ...] = ()

    @property
    def final_address(self) -> str:
        """Where the answer came from, after redirects."""
        return self.answer.final_address

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes; under it they lie in the raw store."""
        return self.answer.sha256

    @property
    def text(self) -> str:
        """The bytes as text; empty if they are none."""
        return self.charset.decode(self.body) if self.charset else ""


def fetched_of(
    source: str, address: str, answer: Answer, body: bytes, *, not_modified: bool = False, offline: bool = False
) -> Fetched:
    """Return what an answer is, with notices of what its labels get wrong."""
    content_type = dict(answer.headers).get("content-type", "")
    media_type = media_type_of_answer(body, content_type)
    is_text = media_type != "application/pdf" and (b"\0" not in body[:4096] or body.startswith(_MARKS))
    charset = judge_charset(body, content_type) if is_text else None
    notices = []
    if answer.moved:
        notices.append(
            Problem(
                source, None, "address-moved", f"{address} has moved for good to {answer.final_address}.",
                "Put the new address into the catalogue.",
            )
        )  # fmt: skip
    if charset and charset.wrong_labels:
        notices.append(
            Problem(
                source, None, "charset-label",
                f"It says that it is written in {' and '.join(charset.wrong_labels)}, but it is {charset.name}.",
                "It was read by its bytes; nothing needs to be done.", address,
            )
        )  # fmt: skip
    if charset and charset.damaged:
        notices.append(
            Problem(
                source, None, "charset-damaged", f"Some bytes are no characters of {charset.name}.",
                "Look at the text: what could not be read stands as U+FFFD.", address,
            )
        )  # fmt: skip
    return Fetched(address, answer, body, media_type, charset, not_modified, offline, tuple(notices))
