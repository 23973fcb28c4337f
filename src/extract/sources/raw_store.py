"""What was fetched, kept for good: bytes under their SHA-256, and for each address what was answered and when.

    raw/<sha256>               the bytes, without transfer or content coding
    answers/<sha256 of address>.json   the address and its answers, the latest last; one that did not change is one answer

Both are written in one step and reach the disk before they can be found, so a run that is killed leaves no half file.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from extract.errors import ShuttenError
from extract.ids import sha256_bytes


class Answer(BaseModel):
    """One answer to a request.

    Attributes:
        final_address: where it came from, after redirects.
        status: of HTTP.
        headers: names in lower case, in the order in which they came.
        sha256: of the bytes.
        hops: the addresses on the way, the one that was asked for first.
        moved: whether every redirect on the way was for good.
        first_seen: when it was answered so for the first time (ISO 8601, UTC).
        last_seen: when it was answered so, or confirmed, for the last time.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    final_address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    sha256: str
    hops: tuple[str, ...] = ()
    moved: bool = False
    first_seen: str = ""
    last_seen: str = ""


class _Answers(BaseModel):
    model_config = ConfigDict(extra="forbid")
    address: str
    answers: list[Answer] = []


class RawStore:
    """A folder of bytes and answers.

    Args:
        folder: it is made when something is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, address: str, answer: Answer, body: bytes) -> Answer:
        """Keep an answer and its bytes, and return it as kept; one like the last one only moves its `last_seen`.

        Raises:
            ShuttenError: if the folder cannot be written.
        """
        if sha256_bytes(body) != answer.sha256:
            raise ValueError("the hash is not that of the bytes")
        blob = self._blob(answer.sha256)
        if not self._is_whole(blob, answer.sha256):
            write_whole(blob, body)
        kept = self.answers(address)
        if kept and _same(kept[-1], answer):
            answer = answer.model_copy(update={"first_seen": kept[-1].first_seen})
            kept = kept[:-1]
        content = _Answers(address=address, answers=[*kept, answer])
        write_whole(self._record(address), content.model_dump_json(indent=1).encode())
        return answer

    def answers(self, address: str) -> tuple[Answer, ...]:
        """Return the answers of an address, the latest last; a record that is damaged counts as none."""
        try:
            return tuple(_Answers.model_validate_json(self._record(address).read_bytes()).answers)
        except (OSError, ValidationError):
            return ()

    def body(self, sha256: str) -> bytes | None:
        """Return the bytes with this hash, or None if they are not there or are no longer what they were."""
        try:
            body = self._blob(sha256).read_bytes()
        except OSError:
            return None
        return body if sha256_bytes(body) == sha256 else None

    def path(self, sha256: str) -> Path:
        """Return the file in which the bytes with this hash lie, if they were kept."""
        return self._blob(sha256)

    def _blob(self, sha256: str) -> Path:
        return self._folder / "raw" / sha256

    def _record(self, address: str) -> Path:
        return self._folder / "answers" / f"{sha256_bytes(address.encode())}.json"

    @staticmethod
    def _is_whole(blob: Path, sha256: str) -> bool:
        try:
            return sha256_bytes(blob.read_bytes()) == sha256
        except OSError:
            return False


def _same(one: Answer, other: Answer) -> bool:
    return (one.sha256, one.status, one.final_address) == (other.sha256, other.status, other.final_address)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: a reader sees all of it or none, and a machine that fails keeps it whole.

    Raises:
        ShuttenError: if its folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise ShuttenError(
            str(path.parent), f"cannot be written ({error.strerror}).", "Make it a folder that you may write."
        ) from error
