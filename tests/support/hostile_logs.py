"""What somebody may put into the shared folder of logs, each named after what it is."""

import json
import os
from collections.abc import Callable
from pathlib import Path

from tests.support.hostile import HOSTILE

SLOW = os.environ.get("RETROTUI_SLOW") == "1"
SECRET = "the secret outside"
MANY = 100_000 if SLOW else 20_000


def event(number: int, **parts: object) -> str:
    """A line of another clone."""
    base: dict[str, object] = {
        "t": f"01a2045ec{number % 4096:03x}-{number // 4096:04x}-anothernonce",
        "at": "2026-11-22T09:00:00Z",
        "by": "Eve",
        "in": "actions",
        "id": f"01kanar9g1{number:016d}",
        "set": {"title": "theirs", "status": "open"},
    }
    return json.dumps(base | parts)


class Folder:
    """The shared folder in an attacker's hands."""

    def __init__(self, log: Path, outside: Path) -> None:
        self.log = log
        self.writer = self.log / "w-another"
        self.writer.mkdir()
        self.outside = outside
        outside.mkdir()
        (outside / "2026-11-aaaaaa.jsonl").write_text(event(1, set={"title": SECRET}) + "\n")

    def write(self, *lines: str | bytes, name: str = "2026-11-aaaaaa.jsonl") -> None:
        """Writes a file of lines."""
        data = [each if isinstance(each, bytes) else each.encode() for each in lines]
        (self.writer / name).write_bytes(b"\n".join(data) + b"\n")


def link_file(folder: Folder) -> None:
    (folder.writer / "2026-11-aaaaaa.jsonl").symlink_to(folder.outside / "2026-11-aaaaaa.jsonl")


def link_folder(folder: Folder) -> None:
    (folder.log / "w-linkedd").symlink_to(folder.outside)


def pipe(folder: Folder) -> None:
    os.mkfifo(folder.writer / "2026-11-aaaaaa.jsonl")


def device(folder: Folder) -> None:
    try:
        os.mknod(folder.writer / "2026-11-aaaaaa.jsonl", 0o20666, os.makedev(1, 5))
    except PermissionError:
        (folder.writer / "2026-11-aaaaaa.jsonl").symlink_to("/dev/zero")


def folder_as_file(folder: Folder) -> None:
    (folder.writer / "2026-11-aaaaaa.jsonl").mkdir()


def file_as_folder(folder: Folder) -> None:
    (folder.log / "w-aaaaaaa").write_text(event(1))


def odd_names(folder: Folder) -> None:
    for name in ("2026-11-AAAAAA.jsonl", "a\x1b[2Jb.jsonl", "x" * 200, "\u202egpj", b"\xff\xfe"):
        path = os.path.join(os.fsencode(folder.writer), os.fsencode(name))  # noqa: PTH118 - bytes
        with open(path, "wb") as file:  # noqa: PTH123 - a name that is no text
            file.write(event(1).encode())


def sparse(folder: Folder) -> None:
    folder.write("")
    os.truncate(folder.writer / "2026-11-aaaaaa.jsonl", 1 << 30)


def deep(folder: Folder) -> None:
    folder.write(
        "[" * 100_000, '{"a":' * 100_000, event(2, set={"x": json.loads("[" * 50 + "]" * 50)})
    )


def bad_json(folder: Folder) -> None:
    good = event(3)
    folder.write(
        good.replace('"set"', '"in":"people","set"'), good.replace('"open"', "NaN"),
        good.replace('"open"', "Infinity"), good.replace('"open"', "1e999"),
        good.replace('"open"', "9" * 5000), good[:-1], good + "x", "null", "[]",
        '"x"', b"\xff" * 60,
    )  # fmt: skip


def ids_that_are_paths(folder: Folder) -> None:
    paths = ("../../../../etc/passwd", "/etc/passwd", "..", "a" * 25 + "/", "", "A" * 26)
    folder.write(*(event(4, id=each) for each in paths), *(event(5, t=each) for each in paths))


def unknown_tables(folder: Folder) -> None:
    folder.write(*(event(6, **{"in": each}) for each in ("__class__", "../x", "UPPER", "x" * 99)))


def markers(folder: Folder) -> None:
    folder.write("<<<<<<< HEAD", event(7), "=======", event(8), ">>>>>>> theirs", "||||||| base")


def byte_order_mark(folder: Folder) -> None:
    folder.write("\ufeff" + event(9), event(10))


def tiny_lines(folder: Folder) -> None:
    (folder.writer / "2026-11-aaaaaa.jsonl").write_bytes(b"{}\n" * 1_000_000)


def poisoned_clocks(folder: Folder) -> None:
    folder.write(event(11, t="ffffffffffff-ffff-anothernonce", at="9999-12-31T23:59:59Z"))


def huge_file(folder: Folder) -> None:
    (folder.writer / "2026-11-aaaaaa.jsonl").write_bytes(
        event(1).encode() + b"\n" + b"x" * (9 << 20)
    )


def long_line(folder: Folder) -> None:
    folder.write(event(12, set={"title": "x" * (1 << 20)}))


def many_files(folder: Folder) -> None:
    for number in range(MANY):
        (folder.writer / f"2026-11-{number:06d}.jsonl").touch()


def same_id_other_bytes(folder: Folder) -> None:
    folder.write(event(13), event(13, set={"title": "other"}), event(13, by="Mallory"))


TOLD: dict[str, Callable[[Folder], None]] = {
    each.__name__.replace("_", " "): each
    for each in (
        link_file, link_folder, pipe, device, folder_as_file, file_as_folder, odd_names, sparse,
        deep, bad_json, ids_that_are_paths, unknown_tables, markers, byte_order_mark, tiny_lines,
        huge_file, long_line, many_files, same_id_other_bytes,
    )
}  # fmt: skip


def line_ends(folder: Folder) -> None:
    folder.write(*(event(number) + "\r" for number in range(20, 25)))


def years_ago(folder: Folder) -> None:
    folder.write(event(14, t="000000000000-0000-anothernonce", at="0001-01-01T00:00:00Z"))


def surrogates(folder: Folder) -> None:
    folder.write(event(15, set={"title": "\ud800 lone", "\udfff": 1, "status": "open"}))


def forged(folder: Folder) -> None:
    folder.write(event(16, by="Ana"), event(17, by="x" * 5000), event(18, by="\x1b]0;owned\x07"))


def hostile_texts(folder: Folder) -> None:
    kinds = ("actions", "decisions", "dissents", "people", "meetings", "settings", "cards")
    lines = []
    for text in HOSTILE:
        fields = dict.fromkeys(("title", "name", "status", "due", "key", "value", "concern"), text)
        lines += [event(100 + len(lines), **{"in": kind, "set": fields}) for kind in kinds]
    folder.write(*lines)


def wrong_types(folder: Folder) -> None:
    kinds = (
        "actions",
        "decisions",
        "dissents",
        "people",
        "meetings",
        "settings",
        "cards",
        "series",
    )
    names = [
        "title",
        "name",
        "status",
        "due",
        "owners",
        "tags",
        "key",
        "value",
        "concern",
        "state",
        "by",
        "follow_up_on",
        "review_on",
        "priority",
        "meeting",
        "decision",
        "started",
        "ended",
        "agenda",
        "people",
        "created",
        "updated",
        "closed",
        "order",
        "method",
        "positions",
        "options",
        "format",
        "kind",
        "series",
        "at",
        "not_yet",
        "text",
        "links",
        "moved",
        "outcome",
    ]
    values = (None, 5, -1.5, True, [], [1, {"x": []}], {}, {"x": {"y": 1}}, "", "9999-99-99", "zzz")
    lines = []
    for value in values:
        for kind in kinds:
            lines.append(
                event(400 + len(lines), **{"in": kind, "set": dict.fromkeys(names, value)})
            )
    folder.write(*lines)


QUIET: dict[str, Callable[[Folder], None]] = {
    each.__name__.replace("_", " "): each
    for each in (
        line_ends, years_ago, surrogates, forged, hostile_texts, wrong_types,
        poisoned_clocks,
    )
}  # fmt: skip
