"""Bytes that had to be cut from a file, kept aside and on record."""

import json
import os
from pathlib import Path
from typing import Final

from retrotui.store.disk import (
    PRIVATE_FILE,
    make_private_folder,
    read_bytes,
    replace_bytes,
    write_all,
)
from retrotui.store.hlc import random_base32
from retrotui.store.listing import Problem

FOLDER: Final = "quarantine"
_INDEX: Final = "index.jsonl"


def keep(local: Path, name: str, line: int, why: str, data: bytes) -> None:
    """Puts bytes aside before they are cut off; what cannot be kept must not be cut.

    Args:
        local: The local part of the store.
        name: The file they come from.
        line: The line they start in, from 1.
        why: What is wrong with them.
        data: The bytes.
    """
    folder = local / FOLDER
    make_private_folder(folder)
    kept = f"{name.rpartition('/')[2]}.{random_base32(8)}"
    replace_bytes(folder / kept, data)
    entry = json.dumps({"path": name, "line": line, "why": why, "kept": kept}) + "\n"
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(folder / _INDEX, flags, PRIVATE_FILE)
    try:
        write_all(descriptor, entry.encode())
    finally:
        os.close(descriptor)


def forget(local: Path, ids: set[str]) -> None:
    """Empties what was put aside of redacted events; the record of it stays.

    Raises:
        OSError: The disk refused.
    """
    for path in sorted((local / FOLDER).glob("*")):
        if path.name == _INDEX or not path.is_file() or path.is_symlink():
            continue
        data = read_bytes(path)
        if any(each.encode() in data for each in ids):
            replace_bytes(path, b"redacted\n")


def kept_aside(local: Path) -> list[Problem]:
    """What was put aside so far, oldest first."""
    try:
        text = (local / FOLDER / _INDEX).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    found: list[Problem] = []
    for line in text.splitlines():
        try:
            entry = json.loads(line)
            where = f"{FOLDER}/{entry['kept']}"
            found.append((entry["path"], int(entry["line"]), f"{entry['why']}; kept in {where}"))
        except (ValueError, KeyError, TypeError):
            found.append((f"{FOLDER}/{_INDEX}", 0, "an unreadable entry"))
    return found
