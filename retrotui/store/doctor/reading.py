"""Everything that the logs and the journal say, read anew and written nowhere."""

from dataclasses import dataclass, field
from pathlib import Path

from retrotui.core.doctor import Finding, Ill
from retrotui.store.codec import BadLineError, Event, decode, encode
from retrotui.store.doctor.subject import DOT_LOCAL, Subject
from retrotui.store.fold import Fold
from retrotui.store.hlc import HybridClock
from retrotui.store.journal import Journal, Piece
from retrotui.store.logs import Logs

_TRIES = 5
"""How often reading starts over when files change under it."""


@dataclass
class Reading:
    """What was read.

    Attributes:
        logs: Knows how far each file was read, and what is wrong in it.
        fold: The state, with what only the journal holds.
        names: Of every event in a log, a digest and the scope.
        clashing: Ids of events that differ.
        doubled: Ids of events that stand in the shared log and in the private part.
        unpublished: Journaled events that no log has.
        complete: False when part of the store could not be read.
        findings: What went wrong in reading the journal or entering a folder.
    """

    logs: Logs
    fold: Fold
    names: dict[str, tuple[int, int]] = field(default_factory=dict)
    clashing: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    unpublished: list[Piece] = field(default_factory=list)
    complete: bool = True
    findings: list[Finding] = field(default_factory=list)

    def take(self, event: Event, scope: int) -> None:
        """Takes in one event from a log."""
        self.fold.apply(event, scope)
        name, digest = event["t"], hash(encode(event))
        known = self.names.setdefault(name, (digest, scope))
        if known[0] != digest:
            self.clashing.add(name)
        elif 0 in {known[1], scope} and known[1] != scope:
            self.doubled.add(name)


def read_all(subject: Subject) -> Reading:
    """Reads every log and the journal."""
    for _ in range(_TRIES):
        logs = Logs(subject.store, subject.local or subject.store / DOT_LOCAL)
        reading = Reading(logs, Fold(horizon=HybridClock(subject.wall).horizon()))
        try:
            if logs.tail(reading.take) is None:
                continue
        except OSError as error:
            _stumble(subject, reading, error, logs.path("log"))
        break
    else:
        reading.complete = False
    _read_journal(subject, reading)
    return reading


def _stumble(subject: Subject, reading: Reading, error: OSError, fallback: Path) -> None:
    reading.complete = False
    # Named by a descriptor where opening went well and reading did not.
    path = Path(error.filename) if isinstance(error.filename, str) else fallback
    name = subject.name(path)
    why = error.strerror or "unknown"
    reading.findings.append(Finding(Ill.UNREADABLE, name, detail=why.lower(), mendable=False))


def _read_journal(subject: Subject, reading: Reading) -> None:
    if subject.local is None:
        return
    journal = Journal(subject.local)
    name = subject.name(journal.path)
    try:
        pieces, bad = journal.read()
    except OSError as error:
        _stumble(subject, reading, error, journal.path)
        return
    for line in bad:
        reading.findings.append(Finding(Ill.JOURNAL_LINE, name, line, "not a transaction"))
    refused = 0
    for piece in pieces:
        try:
            event = decode(piece.line.decode())
        except (BadLineError, UnicodeDecodeError):
            refused += 1
            continue
        if event["t"] not in reading.names:
            reading.unpublished.append(piece)
            reading.fold.apply(event, piece.scope)
    if refused:
        many = "1 event" if refused == 1 else f"{refused} events"
        reading.findings.append(Finding(Ill.JOURNAL_LINE, name, detail=f"{many} unreadable"))
