"""The forms under which names are compared, and the ids that are made of them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import opencc

from extract.claims.claim import EntityRef
from extract.ids import name_key, stable_id

PREFIXES = {
    "organization": "org",
    "person": "person",
    "model": "model",
    "product": "product",
    "place": "place",
    "other": "other",
}
"""How ids begin, by type."""

_UNMAPPED = str.maketrans("呉", "吴")  # Japanese forms that OpenCC leaves alone
_VERSION_GAP = re.compile(r"[\s_]+|[‐-―－-]+")


@cache
def _converters() -> tuple[opencc.OpenCC, opencc.OpenCC]:
    return opencc.OpenCC("jp2t"), opencc.OpenCC("t2s")


@cache
def script_key(name: str) -> str:
    """Return the form under which spellings of a name in any script count as the same.

    `ids.name_key`, with Japanese and traditional characters folded to simplified ones. It is a key and no
    name: 電気 becomes 电气, and two different Japanese names may in theory share a key.
    """
    to_traditional, to_simplified = _converters()
    folded: str = to_simplified.convert(to_traditional.convert(name_key(name)))
    return folded.translate(_UNMAPPED) or name


def version_slug(version: str) -> str:
    """Return `version` as it stands in an id: `V2 Pro` and `v2-pro` are one."""
    folded = unicodedata.normalize("NFKC", version).casefold().strip()
    return _VERSION_GAP.sub("-", folded).strip("-")


def own_id(entity_type: str, name: str) -> str:
    """Return the id that a name has by itself, whatever else it may be known as."""
    return id_of_key(entity_type, script_key(name))


@cache
def id_of_key(entity_type: str, key: str) -> str:
    """Return the id that is made of a folded name."""
    return stable_id(PREFIXES[entity_type], entity_type, key)


def full_name(ref: EntityRef) -> str:
    """Return the name with its version, once."""
    if not ref.version or script_key(ref.name).endswith(script_key(ref.version)):
        return ref.name
    gap = "" if unicodedata.east_asian_width(ref.name[-1:] or " ") in "WF" else " "
    return f"{ref.name}{gap}{ref.version}"
