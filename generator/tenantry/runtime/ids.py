"""Values that the data layer makes itself: Prisma's client-side defaults.

Formats: cuid as github.com/paralleldrive/cuid describes it (25 characters, `c` first), cuid2 24 lower-case characters,
nanoid 21 of its URL alphabet, ulid and UUIDv7 sortable by time (RFC 9562).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
import socket
import time
import uuid
from itertools import count

_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_PAIRS = [first + second for first in _BASE36 for second in _BASE36]
_NANOID = "useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def _base36(number: int, width: int) -> str:
    """The last `width` digits of a number."""
    text = ""
    for _ in range((width + 1) // 2):
        number, rest = divmod(number, 1296)
        text = _PAIRS[rest] + text
    return text[-width:]


def _fingerprint() -> str:
    host = socket.gethostname()
    return _base36(os.getpid(), 2) + _base36(sum(map(ord, host)) + len(host) + 36, 2)


class _Process:
    """What marks the ids of this process. A forked worker is another one: it shares neither mark nor counter."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        self.fingerprint = _fingerprint()
        self.counter = count(secrets.randbelow(36**4))


_process = _Process()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_process.renew)


def cuid() -> str:
    """A version 1 cuid: `c`, milliseconds, counter, process, random; 25 characters."""
    milliseconds = _base36(time.time_ns() // 1_000_000, 8)
    counter = _base36(next(_process.counter), 4)
    return f"c{milliseconds}{counter}{_process.fingerprint}{_base36(secrets.randbits(64), 8)}"


def cuid2() -> str:
    """A version 2 cuid: a letter and a hash, 24 characters."""
    entropy = f"{time.time_ns()}{secrets.token_hex(16)}{next(_process.counter)}{_process.fingerprint}"
    number = int.from_bytes(hashlib.sha3_512(entropy.encode()).digest(), "big")
    return chr(ord("a") + secrets.randbelow(26)) + _base36(number, 23)


def uuid4() -> str:
    """A random UUID."""
    return str(uuid.uuid4())


def uuid7() -> str:
    """A UUID that sorts by the millisecond it was made in."""
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=number))


def nanoid(length: int = 21) -> str:
    """A random id of `length` characters."""
    return "".join([_NANOID[byte & 63] for byte in secrets.token_bytes(length)])


def ulid() -> str:
    """A ULID: 26 characters, sorts by the millisecond it was made in."""
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    return "".join([_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5)])


def now() -> dt.datetime:
    """This moment in UTC, cut to milliseconds as the database keeps them."""
    moment = dt.datetime.now(dt.UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
