"""Names of records: ULIDs, natural keys and the short forms people type (CLI.md, Ids)."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable

from retrotui.core.errors import AmbiguousIdError, NotFoundError

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 in lower case, as ULIDs use it."""

ID_LENGTH = 26
TAIL_LENGTH = 16
SHORTEST = 4
_PLURALS = {"person": "people", "series": "series"}
_ID = re.compile(r"[0-9a-z]{26}")


def is_id(text: str) -> bool:
    """True for a well-formed record id."""
    return _ID.fullmatch(text) is not None


def encode_base32(number: int, length: int) -> str:
    """The low ``5 * length`` bits of a number as base 32 characters, most significant first."""
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(5 * (length - 1), -1, -5))


def ulid(milliseconds: int, randomness: bytes) -> str:
    """A ULID (github.com/ulid/spec) in lower case.

    Args:
        milliseconds: Unix time; only its low 48 bits count.
        randomness: Ten bytes.
    """
    return encode_base32(milliseconds & (1 << 48) - 1, 10) + encode_base32(
        int.from_bytes(randomness[:10], "big"), 16
    )


def later_id(made: str, last: str | None) -> str:
    """An id that sorts after the last one, for records whose order is their meaning.

    A wall clock set back would otherwise name a later move before an earlier one.
    """
    if last is None or made > last:
        return made
    number = 0
    for letter in last:
        number = number * 32 + max(0, ALPHABET.find(letter))
    return encode_base32(number + 1, ID_LENGTH)


def natural_id(*parts: str) -> str:
    """The id of a "one per" record, such as one person's vote on one card.

    The same parts give the same id in every clone. Parts are compared exactly: fold case before
    where case does not matter.
    """
    import hashlib  # noqa: PLC0415 - loads OpenSSL, and following up names no records

    digest = hashlib.blake2s("\x1f".join(parts).encode("utf-8", "replace")).digest()
    return encode_base32(int.from_bytes(digest[:17], "big"), ID_LENGTH)


def short_id(full: str, others: Iterable[str]) -> str:
    """The shortest prefix (at least 4) of the last 16 characters that no other id shares."""
    return short_ids([full, *others])[full]


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """Each id's short form among all the ids given."""
    tails = sorted({(each[-TAIL_LENGTH:], each) for each in ids})
    short: dict[str, str] = {}
    for index, (tail, full) in enumerate(tails):
        length = SHORTEST
        for neighbour in (index - 1, index + 1):
            if 0 <= neighbour < len(tails):
                length = max(length, _common_prefix(tail, tails[neighbour][0]) + 1)
        short[full] = tail[:length]
    return short


def shortener(known: Iterable[str]) -> Callable[[str], str]:
    """Gives single ids the short form that ``short_ids`` would, for a few among very many."""
    tails = sorted({each[-TAIL_LENGTH:] for each in known})

    def short(full: str) -> str:
        tail = full[-TAIL_LENGTH:]
        place = bisect_left(tails, tail)
        after = place + 1 if place < len(tails) and tails[place] == tail else place
        near = (*tails[max(0, place - 1) : place], *tails[after : after + 1])
        shared = max((_common_prefix(tail, each) for each in near), default=0)
        return tail[: max(SHORTEST, shared + 1)]

    return short


def _common_prefix(one: str, two: str) -> int:
    for index, (left, right) in enumerate(zip(one, two, strict=False)):
        if left != right:
            return index
    return min(len(one), len(two))


def resolve_id(typed: str, ids: Iterable[str], noun: str) -> str:
    """The one id a person means by a full id or a unique prefix of the last 16 characters.

    Raises:
        AmbiguousIdError: Several fit; the message names them.
        NotFoundError: Nothing fits.
    """
    wanted = typed.strip().lower()
    known = list(ids)
    if len(wanted) == ID_LENGTH and wanted in known:
        return wanted
    fits = [each for each in known if each[-TAIL_LENGTH:].startswith(wanted)] if wanted else []
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise NotFoundError(f"no {noun} has an id that starts with {typed!r}")
    short = short_ids(known)
    shown = ", ".join(sorted(short[each] for each in fits)[:5])
    raise AmbiguousIdError(
        f"{len(fits)} {_PLURALS.get(noun, noun + 's')} have ids that start with {typed!r}: {shown}"
    )
