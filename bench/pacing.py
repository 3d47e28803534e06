"""How well agenda items' durations are foreseen, beside a timebox and beside "as last time".

Every meeting of the last fifth (by date) is forecast from all meetings before it, item by item and
as a whole. The pinball loss at a percentile is what a forecast costs on average, in minutes: lower
is better. Coverage is how often the real duration stayed within it: it should be the percentile.
The first four fifths are forecast in the same way, each meeting from those before it; whatever the
learner's constants were chosen on was these.

The folder holds one JSON file per meeting, ``<series>_<yyyy-mm-dd>_<number>.json``, with topics
under ``highlights``, each a list of remarks with a ``timestamp`` of hh:mm:ss. The time from one
remark to the next counts for the topic of the first. Without a folder a synthetic team is taken,
with timeboxes and head counts; it proves nothing about people, but the bench runs anywhere.

Usage: python bench/pacing.py [DIR]
"""

import json
import math
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from support import make_store

from retrotui.core.changes import Change, Put
from retrotui.core.formats import Format, check_format
from retrotui.core.instants import rfc3339
from retrotui.core.pacing import ComingItem, Part, Sample, Spread, forecast, learn
from retrotui.core.pacing.samples import SHORTEST
from retrotui.core.pacing.spread import EIGHTY, MEDIAN
from retrotui.core.people import fold
from retrotui.core.records.kinds import Kind
from retrotui.core.timeline import Move, MoveKind
from retrotui.services import meetings, pacing
from retrotui.services.agenda import put_move
from retrotui.services.desk import Desk
from retrotui.store.placement import create_store
from retrotui.store.repository import open_repository
from retrotui.store.system import SystemClock, SystemIds

HELD_OUT = 0.2
BEGIN = 6
"""Meetings before the first forecast of the first four fifths."""
PLAIN = 600.0
"""Seconds of a timebox where the data has none: what an agenda item gets that names none."""

Meeting = tuple[Sample, ...]


class Guess(NamedTuple):
    """Seconds that are foreseen, and the item's distribution where it was learned."""

    p50: float
    p80: float
    part: Part


Guesser = Callable[[Sample, Sequence[Sample]], Guess]


# The data --------------------------------------------------------------------------------


def read_meetings(folder: Path) -> list[Meeting]:
    """The meetings of a folder, by date."""
    found = [_read_meeting(path) for path in sorted(folder.glob("*_*_*.json"))]
    return sorted((each for each in found if each), key=lambda each: each[0].at)


def _read_meeting(path: Path) -> Meeting:
    series, day, _ = path.stem.split("_")
    data = json.loads(path.read_text(encoding="utf-8"))
    remarks = sorted(
        (_seconds(each["timestamp"]), topic)
        for topic, listed in data["highlights"].items()
        for each in listed
    )
    end = max(_stamps(data), default=0.0)
    spent: defaultdict[str, float] = defaultdict(float)
    following = [*(at for at, _ in remarks[1:]), end]
    for (at, topic), until in zip(remarks, following, strict=True):
        spent[topic] += until - at
    began = datetime.fromisoformat(f"{day}T00:00:00+00:00")
    return tuple(
        Sample("talk", fold(topic), 0, None, None, seconds, began, path.stem, series, None)
        for topic, seconds in spent.items()
        if seconds >= SHORTEST
    )


def _stamps(data: Any) -> Iterator[float]:
    if isinstance(data, dict):
        if isinstance(data.get("timestamp"), str):
            yield _seconds(data["timestamp"])
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from _stamps(each)


def _seconds(stamp: str) -> float:
    total = 0.0
    for part in stamp.split(":"):
        total = total * 60 + float(part)
    return total


def synthetic() -> list[Meeting]:
    """Two years of two teams' retrospectives: each item has a habit, each meeting a mood."""
    chance = random.Random(11)
    plan = (("check-in", 5), ("review-actions", 10), ("brainstorm", 10), ("group", 5), ("vote", 4),
            ("discuss", 20), ("close", 6))  # fmt: skip
    habits = {(team, name): chance.lognormvariate(0.1, 0.35) for team in "ab" for name, _ in plan}
    began = datetime(2024, 1, 4, 15, tzinfo=UTC)
    made = []
    for number in range(100):
        team = "ab"[number % 2]
        people = chance.choice((4, 5, 6)) if team == "a" else chance.choice((8, 9, 11))
        mood = chance.lognormvariate(0, 0.1)
        made.append(
            tuple(
                Sample(
                    name, name, people, box * 60.0, 25.0 if name == "discuss" else None,
                    max(SHORTEST, box * 60 * habits[team, name] * mood
                        * chance.lognormvariate(0, 0.3)),
                    began + timedelta(days=7 * number), str(number), team, "retro",
                )
                for name, box in plan
            )
        )  # fmt: skip
    return made


# Who foresees ----------------------------------------------------------------------------


def learner(item: Sample, past: Sequence[Sample]) -> Guess:
    """The product's own."""
    wanted = ComingItem(
        item.title, item.activity, item.people, item.planned, item.work, item.series, item.format
    )
    known = learn(wanted, past)
    if known.spread is None or known.p50 is None or known.p80 is None:
        return timebox(item, past)
    return Guess(known.p50, known.p80, Part(known.spread, is_learned=True))


def timebox(item: Sample, _past: Sequence[Sample]) -> Guess:
    """What was planned, or a plain timebox."""
    return _point(item.planned or PLAIN)


def last(item: Sample, past: Sequence[Sample]) -> Guess:
    """What the same item took last; else the latest item of the series, of the activity, any."""
    return _point(_like(item, past)[-1])


def last_ordinary(item: Sample, past: Sequence[Sample]) -> Guess:
    """The last one of a minute to an hour within 1.5 interquartile ranges, kept to 1-10 minutes.

    As Parabol pre-fills a stage's timer (``GenericMeetingStage``).
    """
    like = [each for each in _like(item, past) if 60 <= each < 3600]
    if not like:
        return _point(PLAIN)
    if len(like) > 1:
        low, _, high = statistics.quantiles(like, n=4, method="inclusive")
        reach = 1.5 * (high - low)
        like = [each for each in like if low - reach <= each <= high + reach]
    return _point(min(600.0, max(60.0, like[-1])))


GUESSERS: dict[str, Guesser] = {
    "learned": learner,
    "timebox": timebox,
    "last duration": last,
    "last ordinary, 1-10 min": last_ordinary,
}


def _like(item: Sample, past: Sequence[Sample]) -> list[float]:
    """Durations of the nearest sort of past item there is, the latest last."""
    sorts: tuple[Callable[[Sample], bool], ...] = (
        lambda each: each.title == item.title and each.series == item.series,
        lambda each: each.series == item.series and each.activity == item.activity,
        lambda each: each.activity == item.activity,
    )
    found = ([each.seconds for each in past if is_like(each)] for is_like in sorts)
    return next((each for each in found if each), [PLAIN])


def _point(seconds: float) -> Guess:
    return Guess(seconds, seconds, Part(Spread.fixed(seconds)))


# How well --------------------------------------------------------------------------------


class Score(NamedTuple):
    """Minutes lost by each forecast and share covered, at the median and the 80th percentile."""

    losses50: list[float]
    losses80: list[float]
    within50: float
    within80: float

    def line(self, name: str) -> str:
        loss50, loss80 = statistics.mean(self.losses50), statistics.mean(self.losses80)
        return (
            f"  {name:<24} {loss50:6.2f} {loss80:6.2f}"
            f"   {self.within50 * 100:4.0f} % {self.within80 * 100:4.0f} %   n={len(self.losses50)}"
        )


def score(pairs: Iterable[tuple[float, float, float]]) -> Score:
    """The score of (real, foreseen median, foreseen 80th percentile), in seconds."""
    listed = list(pairs)
    return Score(
        [_pinball(real, low, MEDIAN) / 60 for real, low, _ in listed],
        [_pinball(real, high, EIGHTY) / 60 for real, _, high in listed],
        sum(real <= low for real, low, _ in listed) / len(listed),
        sum(real <= high for real, _, high in listed) / len(listed),
    )


def verdict(name: str, percentile: str, ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Which of two loses less on the same items, with the standard error of the difference."""
    saved = [other - mine for mine, other in zip(ours, theirs, strict=True)]
    error = statistics.stdev(saved) / math.sqrt(len(saved))
    better = statistics.mean(saved)
    word = "better" if better > 0 else "NOT BETTER"
    return (
        f"{word} than {name} at {percentile}: {statistics.mean(ours):.2f} against "
        f"{statistics.mean(theirs):.2f} min, a difference of {better:+.2f} (standard error "
        f"{error:.2f})"
    )


def _pinball(real: float, foreseen: float, share: float) -> float:
    off = real - foreseen
    return max(share * off, (share - 1) * off)


def compare(held: Sequence[Meeting], begin: int, title: str) -> dict[str, Score]:
    """Scores by guesser over the meetings from a place on, told item by item and as a whole."""
    items: dict[str, Score] = {}
    wholes: dict[str, Score] = {}
    for name, guess in GUESSERS.items():
        single, whole = [], []
        for place in range(begin, len(held)):
            past = [each for meeting in held[:place] for each in meeting]
            guesses = [guess(each, past) for each in held[place]]
            pairs = zip(held[place], guesses, strict=True)
            single += [(each.seconds, one.p50, one.p80) for each, one in pairs]
            told = forecast([each.part for each in guesses])
            real = math.fsum(each.seconds for each in held[place])
            whole.append((real, told.p50, told.p80))
        items[name], wholes[name] = score(single), score(whole)
    print(f"{title}\n  {'':<24}   loss, minutes   stayed within")
    print(f"  {'':<24}    P50    P80      P50    P80")
    print(" item by item", *(each.line(name) for name, each in items.items()), sep="\n")
    print(" whole agendas", *(each.line(name) for name, each in wholes.items()), sep="\n")
    return items


# How quickly ------------------------------------------------------------------------------


def held_store(folder: Path, meetings_held: int) -> Path:
    """A store of so many ended meetings of seven items each."""
    clock, ids = SystemClock(), SystemIds()
    store = create_store(folder, in_tree=True, clock=clock, ids=ids)
    chance = random.Random(5)
    plan = [{"activity": "talk", "title": f"Item {n}", "minutes": 8} for n in range(7)]
    data = {"title": "Held", "kind": "workshop", "agenda": plan}
    chosen = check_format(data, "held", "bench")
    with open_repository(store, clock=clock, ids=ids) as repo:
        desk = Desk(repo, clock, ids, "bench")
        for _ in range(meetings_held):
            _hold(desk, chosen, chance)
    return store


def _hold(desk: Desk, chosen: Format, chance: random.Random) -> None:
    meeting = meetings.start(desk, chosen, people=["Ana", "Bo", "Cy"]).id
    items = pacing.agenda_of(desk.repo, meeting)
    at = desk.clock.now()
    moves: list[Change] = []
    for item in items[1:]:
        at = at.plus(480 * chance.lognormvariate(0.1, 0.3))
        moves.append(put_move(Move(desk.ids.new(), MoveKind.START, at, item.id), meeting))
    at = at.plus(480)
    moves.append(put_move(Move(desk.ids.new(), MoveKind.END, at), meeting))
    fields = {"status": "ended", "ended": rfc3339(at.utc)}
    desk.commit([*moves, Put(Kind.MEETINGS, meeting, fields)], meeting=meeting)


def reading(store: Path, what: str) -> None:
    """Times one reading of the past, and another when nothing has changed."""
    with open_repository(store, clock=SystemClock(), ids=SystemIds()) as repo:
        memory = pacing.Memory()
        for name in ("first", "again"):
            steps = [time.perf_counter()]
            steps += [time.perf_counter() for _ in memory.steps(repo)]
            steps.append(time.perf_counter())
            taken = [(after - before) * 1000 for before, after in pairwise(steps)]
            print(
                f"reading {what}, {name:<5} {sum(taken):6.1f} ms, "
                f"the longest step {max(taken):5.1f} ms"
            )


def speed() -> None:
    """Reads the past of 100 meetings, and a store of 10,000 actions without one."""
    with tempfile.TemporaryDirectory() as folder:
        reading(held_store(Path(folder) / "held", 100), "100 meetings")
        reading(make_store(Path(folder) / "many", 10_000), "10,000 actions")


def main(arguments: Sequence[str]) -> int:
    given = Path(arguments[0]) if arguments else None
    past = synthetic() if given is None else read_meetings(given)
    where = "a synthetic team" if given is None else given.name
    held_out = max(1, round(len(past) * HELD_OUT))
    begin = len(past) - held_out
    number = sum(map(len, past))
    print(f"{where}: {len(past)} meetings, {number} items; the last {held_out} are held out")
    compare(past[:begin], BEGIN, "the first four fifths, each from those before it")
    scores = compare(past, begin, "held out")
    ours = scores.pop("learned")
    for name, other in scores.items():
        print(verdict(name, "P50", ours.losses50, other.losses50))
        print(verdict(name, "P80", ours.losses80, other.losses80))
    speed()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
