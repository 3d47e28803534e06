"""Commit messages that read as minutes, made from the events that are shared.

They say what moved and how much was added. They name nobody: who did what is in the log for those
who gave a name, and for those who did not it is nowhere. Only events of the shared log are told.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from retrotui.core.ports import Reader
from retrotui.core.records.kinds import Kind
from retrotui.core.text import fit, one_line
from retrotui.store.codec import BadLineError, Event, Operation, decode, operations

Earlier = Callable[[str], bytes | None]
"""The line of an event by its id; None when it is not at hand."""

_TOLD: Final = 2000
_TOLD_BYTES: Final = 512 * 1024
"""Events, and bytes of them, up to which a message tells what they say; more are only counted."""
_SUBJECT: Final = 72
_LINE: Final = 100
_TITLE: Final = 48
_MOVES: Final = 12
_EDITS: Final = 3
_NAMED: Final = {
    Kind.ACTIONS: ("action", "title", "status"),
    Kind.DECISIONS: ("decision", "title", "status"),
    Kind.MEETINGS: ("meeting", "title", "status"),
    Kind.DISSENTS: ("dissent", "", "state"),
}
"""Kinds whose progress is told: their word, the field that names one, the field that moves."""
_COUNTED: Final = {
    Kind.CARDS: "card",
    Kind.ACTIONS: "action",
    Kind.DECISIONS: "decision",
    Kind.DISSENTS: "dissent",
    Kind.MEETINGS: "meeting",
    Kind.POSITIONS: "position",
    Kind.BALLOTS: "vote count",
    Kind.NOTES: "note",
    Kind.GROUPS: "group",
    Kind.SERIES: "series",
    Kind.PEOPLE: "person",
    Kind.GOALS: "goal",
    Kind.READINGS: "reading",
    Kind.ROADMAP: "roadmap item",
    Kind.EXPECTATIONS: "expectation",
    Kind.FEEDBACK: "piece of feedback",
    Kind.SCORES: "score",
    Kind.SETTINGS: "setting",
}
_PLURALS: Final = {
    "series": "series",
    "person": "people",
    "piece of feedback": "pieces of feedback",
}


def commit_message(lines: Sequence[bytes], records: Reader, earlier: Earlier) -> str:
    """What a sync shares, in a subject of at most 72 columns and a line for each thing told.

    Args:
        lines: The events that are new to the remote, without line ends.
        records: The state with them taken in; gives titles.
        earlier: Finds the events that they replace; gives what a status was before.
    """
    if not lines:
        return "Tidy up\n"
    if len(lines) > _TOLD or sum(map(len, lines)) > _TOLD_BYTES:
        return f"{len(lines)} events\n"
    told = _Minutes(records, earlier)
    for line in lines:
        event = _decoded(line)
        if event is not None:
            told.take(event)
    parts = told.parts() or [_many(len(lines), "event")]
    subject = fit("; ".join(parts), _SUBJECT).rstrip()
    if len(parts) == 1 and subject == parts[0]:
        return f"{subject}\n"
    body = "\n".join(fit(part, _LINE).rstrip() for part in parts)
    return f"{subject}\n\n{body}\n"


class _Minutes:
    """Collects what events amount to."""

    def __init__(self, records: Reader, earlier: Earlier) -> None:
        self._records = records
        self._earlier = earlier
        self._here: dict[str, Event] = {}
        self._added: Counter[str] = Counter()
        self._changed: set[tuple[str, str]] = set()
        self._dropped: set[tuple[str, str]] = set()
        self._new: set[tuple[str, str]] = set()
        self._moves: dict[tuple[str, str], tuple[str | None, str]] = {}

    def take(self, event: Event) -> None:
        """Takes in one event."""
        self._here[event["t"]] = event
        for op in operations(event):
            word = _COUNTED.get(op["in"])
            if word is None:
                continue
            key = (op["in"], op["id"])
            if "drop" in op:
                self._dropped.add(key)
            elif key not in self._new and self._makes(key, op, event["at"]):
                self._new.add(key)
                self._added[word] += 1
            else:
                self._move(key, op)

    def _makes(self, key: tuple[str, str], op: Operation, at: str) -> bool:
        """True for the first write to a record: it replaces nothing and is as old as that."""
        row = self._records.get(*key)
        first = row is None or row.get("created") == at
        return first and bool(op.get("set")) and not op.get("seen")

    def _move(self, key: tuple[str, str], op: Operation) -> None:
        field = _NAMED.get(Kind(key[0]), ("", "", ""))[2]
        value = op.get("set", {}).get(field)
        if not isinstance(value, str) or key in self._new:
            self._changed.add(key)
            return
        before = self._moves[key][0] if key in self._moves else self._before(key, op, field)
        self._moves[key] = (before, value)

    def _before(self, key: tuple[str, str], op: Operation, field: str) -> str | None:
        if len(self._moves) >= _MOVES:
            return None
        for name in op.get("seen", {}).get(field, ())[:1]:
            event = self._here.get(name)
            if event is None:
                line = self._earlier(name)
                event = None if line is None else _decoded(line)
            for each in operations(event) if event else ():
                if (each["in"], each["id"]) == key:
                    value = each.get("set", {}).get(field)
                    return value if isinstance(value, str) else None
        return None

    def parts(self) -> list[str]:
        """Each thing to tell, most telling first."""
        found = [self._moved(key, *move) for key, move in self._moves.items()][:_MOVES]
        if len(self._moves) > _MOVES:
            found.append(_many(len(self._moves) - _MOVES, "more change"))
        added = [f"+{_many(self._added[word], word)}" for word in _words(self._added)]
        if added:
            found.append(", ".join(added))
        gone = Counter(_COUNTED[Kind(kind)] for kind, _ in self._dropped)
        if gone:
            found.append(", ".join(f"-{_many(gone[word], word)}" for word in _words(gone)))
        return [*found, *self._edits()]

    def _edits(self) -> list[str]:
        """What was changed in another way than by a move: a few by title, more by number."""
        touched = self._changed - self._new - self._dropped - self._moves.keys()
        known = (key for key in touched if self._records.get(*key) is not None)
        titled = {key for key in known if _NAMED.get(Kind(key[0]), ("", "", ""))[1]}
        named = titled if len(titled) <= _EDITS else set()
        edited = Counter(_COUNTED[Kind(kind)] for kind, _ in touched - named)
        counted = ", ".join(_many(edited[word], word) for word in _words(edited))
        told = [f"{self._called(key)} edited" for key in sorted(named)]
        return [*told, f"{counted} edited"] if counted else told

    def _moved(self, key: tuple[str, str], before: str | None, after: str) -> str:
        step = after if before is None or before == after else f"{before} → {after}"
        return one_line(f"{self._called(key)}: {step.replace('_', ' ')}")

    def _called(self, key: tuple[str, str]) -> str:
        kind, id_ = key
        word, field, _ = _NAMED[Kind(kind)]
        row = self._records.get(kind, id_) or {}
        if kind == Kind.DISSENTS:
            row, field = self._records.get(Kind.DECISIONS, str(row.get("decision"))) or {}, "title"
            word = "dissent on"
        title = fit(one_line(str(row.get(field) or "?")), _TITLE).rstrip()
        return f"{word} “{title}”"


def _decoded(line: bytes) -> Event | None:
    try:
        return decode(line.decode())
    except (BadLineError, UnicodeDecodeError):
        return None


def _words(counts: Iterable[Any]) -> list[str]:
    order = list(dict.fromkeys(_COUNTED.values()))
    return sorted(map(str, counts), key=order.index)


def _many(count: int, word: str) -> str:
    return f"{count} {word if count == 1 else _PLURALS.get(word, word + 's')}"
