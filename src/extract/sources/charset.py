"""In which character set bytes are written, whatever their labels say.

A label is a claim: of the header, of the XML declaration, of the page's own ``meta``. The bytes decide. UTF-8 proves itself;
among the older sets of China and Japan charset-normalizer tells which, and of a text too short to tell, the label is believed.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A set that holds another is used in its place, as browsers do (encoding.spec.whatwg.org).
_LARGER = {
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift_jis_2004": "cp932", "shift_jisx0213": "cp932",
    "big5": "big5hkscs", "cp950": "big5hkscs", "euc_jis_2004": "euc_jp", "euc_jisx0213": "euc_jp", "ascii": "utf-8",
    "iso2022_jp_1": "iso2022_jp", "iso2022_jp_2": "iso2022_jp",
}  # fmt: skip
_MANY_BYTES = ("gb18030", "big5hkscs", "cp932", "euc_jp", "iso2022_jp")
_CANDIDATES = [*_MANY_BYTES, "big5", "cp1252"]
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_IN_TEXT = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE
)
_ESCAPES = re.compile(rb"\x1b(?:\$[@B]|\([BJ])")  # of ISO-2022-JP; no other set here has them
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_OF_TEXTS = re.compile(
    r"cp\d+|iso8859_\d+|koi8_\w+|mac_\w+|euc_\w+|big5hkscs|gb18030|johab"
)  # not punycode and its like
_SAMPLE = 65_536  # bytes that are looked at
_PARTS = 8  # in which a damaged text is looked at
_TOO_SHORT = 24  # bytes that are not ASCII; fewer prove nothing
_DAMAGED_SHARE = (
    0.1  # of characters that are no UTF-8: a text in another set has far more, so these are faults in the text
)


@dataclass(frozen=True, slots=True)
class Charset:
    """The verdict on some bytes.

    Attributes:
        name: the character set as Python names it.
        labels: what the header and the text claim, in lower case.
        wrong_labels: those of `labels` that are not true.
        damaged: whether some bytes are of no character of the set.
    """

    name: str
    labels: tuple[str, ...] = ()
    wrong_labels: tuple[str, ...] = ()
    damaged: bool = False

    def decode(self, body: bytes) -> str:
        """Return the text of `body`, without a byte order mark; bytes that cannot be read are U+FFFD."""
        return body.decode(self.name, errors="replace").removeprefix("\ufeff")


def judge_charset(body: bytes, content_type: str = "") -> Charset:
    """Return the character set of a text.

    Args:
        body: the bytes.
        content_type: the header of this name, empty if there was none.
    """
    claimed = _IN_HEADER.findall(content_type)[:1]
    if in_text := _IN_TEXT.search(body[:2048]):
        claimed.append((in_text[1] or in_text[2]).decode(errors="replace"))
    labels = tuple(dict.fromkeys(label.lower() for label in claimed))
    name, damaged = _name(body, labels)
    wrong = () if body.isascii() and name == "utf-8" else tuple(each for each in labels if _codec(each) != name)
    if name.startswith("utf-16"):
        wrong = tuple(each for each in wrong if not each.startswith("utf-16"))
    return Charset(name, labels, wrong, damaged)


def _name(body: bytes, labels: tuple[str, ...]) -> tuple[str, bool]:
    for mark, name in _MARKS:
        if body.startswith(mark):
            return name, not _reads(body, name)
    sample = _sample(body)
    if body.isascii() and _ESCAPES.search(body):
        return "iso2022_jp", not _reads(body, "iso2022_jp")
    if _reads(body, "utf-8"):
        return "utf-8", False
    if _share_lost(sample, "utf-8") <= _DAMAGED_SHARE:
        return "utf-8", True
    known = [codec for label in labels if (codec := _codec(label)) and _OF_TEXTS.fullmatch(codec)]
    fitting = [codec for codec in known if _reads(sample, codec)]
    if sum(byte > 0x7F for byte in sample) < _TOO_SHORT and fitting:
        return fitting[0], not _reads(body, fitting[0])
    if found := _detect(sample) or _detect_in_parts(sample):
        return found, not _reads(body, found)
    # Nothing reads it without a fault: the set in which the least is lost. One of single bytes would lose nothing ever.
    ordered = [each for each in ("utf-8", *known, *_MANY_BYTES) if each in {"utf-8", *_MANY_BYTES}]
    return min(ordered, key=lambda codec: (_share_lost(sample, codec), ordered.index(codec))), True


def _detect_in_parts(sample: bytes) -> str | None:
    """Return the set of most parts of a text, some of which are damaged."""
    pieces = re.split(rb"(?=<)|(?<=\n)", sample)
    size = -(-len(pieces) // _PARTS)
    parts = (b"".join(pieces[at : at + size]) for at in range(0, len(pieces), size))
    votes = Counter(found for part in parts if not part.isascii() and (found := _detect(part)))
    return votes.most_common(1)[0][0] if votes else None


def _detect(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_CANDIDATES, preemptive_behaviour=False).best()
    return _codec(best.encoding) if best else None


def _sample(body: bytes) -> bytes:
    """Return what begins with the first character that is not ASCII and ends where one ends in every set (``<``, a line)."""
    first = _NOT_ASCII.search(body)
    start = first.start() if first else 0
    if len(body) - start <= _SAMPLE:
        return body[start:]
    last = start + _SAMPLE
    end = max(body.rfind(b"\n", start, last), body.rfind(b"<", start, last))
    return body[start : end if end > start else last]


def _codec(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name.replace("-", "_")
    except LookupError:
        return None
    name = {"utf_8": "utf-8", "utf_8_sig": "utf-8"}.get(name, name)
    return _LARGER.get(name, name)


def _reads(body: bytes, codec: str) -> bool:
    try:
        body.decode(codec)
    except (UnicodeDecodeError, LookupError, ValueError):
        return False
    return True


def _share_lost(body: bytes, codec: str) -> float:
    try:
        text = body.decode(codec, errors="replace")
    except (LookupError, ValueError):
        return 1.0
    return text.count("\ufffd") / max(1, sum(char > "\x7f" for char in text))
