"""The clock against a stopwatch that counts second by second, and against hostile records."""

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.agenda import AgendaItem
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.instants import Instant
from retrotui.core.timeline import Move, MoveKind, gap_since, rules, seconds_on_clock, timeline
from tests.support.meeting_clock import MeetingRun

PLANS = (4, 2, None, 3, 1)
IDS = "abcde"


@dataclass
class Stopwatch:
    """Someone with a watch and a paper agenda: ``True`` when a move makes sense to them."""

    budget: dict[str, int | None] = field(
        default_factory=lambda: {
            i: None if m is None else m * 60 for i, m in zip(IDS, PLANS, strict=True)
        }
    )
    spent: dict[str, int] = field(default_factory=lambda: dict.fromkeys(IDS, 0))
    done: set[str] = field(default_factory=set)
    skipped: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    running: str | None = None
    left: str | None = None
    phase: str = "before"
    paused: bool = False
    idle: int = 0
    pauses: int = 0
    closed: int = 0

    def second(self) -> None:
        if self.phase == "after":
            self.closed += 1
        elif self.phase == "on" and self.paused:
            self.pauses += 1
        elif self.phase == "on" and self.running:
            self.spent[self.running] += 1
        elif self.phase == "on":
            self.idle += 1

    def pending(self, item: str) -> bool:
        return item != self.running and item not in self.done | self.skipped

    def start(self, item: str) -> bool:
        returning = item in self.done | self.skipped
        if self.running and not returning:
            self.done.add(self.running)
        self.left, self.running = self.running or self.left, item
        self.skipped.discard(item)
        self.seen.add(item)
        self.pauses += self.closed
        self.closed, self.phase, self.paused = 0, "on", False
        return True

    def upcoming(self) -> str | None:
        here = IDS.find(self.running or self.left or "?")
        order = IDS[here + 1 :] + IDS[: here + 1]
        return next((each for each in order if self.pending(each)), None)

    def before(self) -> str | None:
        if self.running is None:
            return self.left
        earlier = IDS[: IDS.index(self.running)][::-1]
        visited = [each for each in earlier if each in self.seen | self.skipped]
        return next(iter(visited), next(iter(earlier), None))

    def begin(self) -> bool:
        first = self.upcoming()
        return self.phase == "before" and first is not None and self.start(first)

    def advance(self) -> bool:
        following = self.upcoming()
        return self.phase == "on" and following is not None and self.start(following)

    def go_back(self) -> bool:
        target = self.before()
        return self.phase == "on" and target is not None and self.start(target)

    def go_to(self, item: str) -> bool:
        return self.phase != "before" and item != self.running and self.start(item)

    def skip(self, item: str | None) -> bool:
        target = item or self.running
        if self.phase != "on" or target is None:
            return False
        if target != self.running:
            allowed = self.pending(target)
            self.skipped |= {target} if allowed else set()
            return allowed
        following = self.upcoming()
        self.skipped.add(target)
        self.left, self.running = target, None
        return self.start(following) if following else True

    def pause(self) -> bool:
        allowed = self.phase == "on" and not self.paused
        self.paused = self.paused or allowed
        return allowed

    def resume(self) -> bool:
        allowed = self.phase == "on" and self.paused
        self.paused = self.paused and not allowed
        return allowed

    def extend(self, seconds: int) -> bool:
        budget = self.budget[self.running] if self.running else None
        if self.phase != "on" or self.running is None or budget is None or budget + seconds < 0:
            return False
        self.budget[self.running] = budget + seconds
        return True

    def borrow(self, source: str, seconds: int) -> bool:
        mine = self.budget[self.running] if self.running else None
        theirs = self.budget[source]
        if self.phase != "on" or self.running is None or mine is None or theirs is None:
            return False
        if not self.pending(source) or seconds > theirs - self.spent[source]:
            return False
        self.budget[self.running], self.budget[source] = mine + seconds, theirs - seconds
        return True

    def end(self) -> bool:
        if self.phase != "on":
            return False
        if self.running:
            self.done.add(self.running)
            self.left = self.running
        self.running, self.phase, self.paused = None, "after", False
        return True


items_ = st.sampled_from(IDS)
OPS = st.one_of(
    st.sampled_from([("advance",), ("advance",), ("go_back",), ("pause",), ("resume",)]),
    st.tuples(st.just("go_to"), items_),
    st.tuples(st.just("skip"), st.none() | items_),
    st.tuples(st.just("extend"), st.integers(-90, 200).filter(bool)),
    st.tuples(st.just("borrow"), items_, st.integers(1, 90)),
    st.sampled_from([("end",), ("reboot",), ("begin",)]),
)
SCRIPT = st.lists(st.tuples(st.integers(0, 150), OPS), max_size=25)


@settings(max_examples=150, deadline=None)
@given(SCRIPT, st.integers(0, 300))
def test_the_clock_agrees_with_a_stopwatch_whatever_is_done(
    script: list[tuple[int, tuple[str, ...]]], rest: int
) -> None:
    run, watch = MeetingRun(*PLANS), Stopwatch()
    for seconds, (name, *args) in [(5, ("begin",)), *script]:
        for _ in range(seconds):
            watch.second()
        run.wait(seconds)
        if name == "reboot":
            run.clock.instant = Instant(
                run.clock.now().utc, f"boot-{seconds}-{len(run.moves)}", 1.5
            )
            continue
        assert made(run, name, args) == getattr(watch, name)(*args), name
    for _ in range(rest):
        watch.second()
    agrees(run.wait(rest), watch)


def made(run: MeetingRun, name: str, args: list[str]) -> bool:
    try:
        run.do(getattr(rules, name), *args)
    except ForbiddenMoveError:
        return False
    return True


def agrees(run: MeetingRun, watch: Stopwatch) -> None:
    line = run.line
    assert {each.id: round(each.spent, 6) for each in line.items} == watch.spent
    assert {each.id: each.budget for each in line.items} == watch.budget
    assert (line.running, line.paused) == (watch.running, watch.paused)
    assert {each.id for each in line.items if each.state == "skipped"} == watch.skipped
    assert {each.id for each in line.items if each.state == "pending"} == {
        each for each in IDS if watch.pending(each)
    }
    assert round(line.elapsed, 6) == sum(watch.spent.values()) + watch.idle
    assert round(line.paused_seconds, 6) == watch.pauses
    budget = watch.budget[watch.running] if watch.running else None
    if watch.running and budget is not None:
        assert seconds_on_clock(line) == budget - watch.spent[watch.running]


@settings(max_examples=60, deadline=None)
@given(SCRIPT, st.lists(st.integers(-(10**7), 10**7), min_size=26, max_size=26))
def test_a_wall_clock_that_jumps_about_within_one_boot_is_never_noticed(
    script: list[tuple[int, tuple[str, ...]]], jumps: list[int]
) -> None:
    steady, jumping = MeetingRun(*PLANS), MeetingRun(*PLANS)
    for (seconds, (name, *args)), jump in zip([(0, ("begin",)), *script], jumps, strict=False):
        now = jumping.clock.now()
        jumping.clock.instant = Instant(now.utc + timedelta(seconds=jump), now.boot_id, now.boot)
        for run in (steady, jumping):
            run.wait(seconds)
            if name != "reboot":
                made(run, name, args)
    assert steady.line.items == jumping.line.items
    assert steady.line.elapsed == jumping.line.elapsed


anything = st.floats(allow_nan=True, allow_infinity=True)
INSTANTS = st.builds(
    Instant,
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 1, 2), timezones=st.just(UTC)),
    st.sampled_from([None, "one", "two"]),
    st.none() | st.floats(0, 1e5),
)
HOSTILE_INSTANTS = st.builds(
    Instant,
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from([None, "", "one"]),
    st.none() | anything,
)


def moves(
    instants: st.SearchStrategy[Instant], seconds: st.SearchStrategy[float]
) -> st.SearchStrategy[list[Move]]:
    known = st.none() | st.sampled_from([*IDS, "gone"])
    kinds = st.sampled_from(list(MoveKind))
    one = st.tuples(kinds, instants, known, seconds, known)
    return st.lists(one, max_size=20).map(
        lambda rows: [Move(f"{n:026}", *row) for n, row in enumerate(rows)]
    )


@settings(max_examples=150, deadline=None)
@given(moves(INSTANTS, st.floats(-1e4, 1e4)), INSTANTS)
def test_any_moves_at_any_instants_give_a_clock_that_adds_up(
    recorded: list[Move], now: Instant
) -> None:
    line = timeline(MeetingRun(*PLANS).items, recorded, now)
    assert all(each.spent >= 0 and (each.budget is None or each.budget >= 0) for each in line.items)
    assert line.unassigned >= 0
    assert line.paused_seconds >= 0
    total = sum(each.spent for each in line.items) + line.unassigned
    assert math.isclose(total, line.elapsed, abs_tol=1e-6)
    assert sum(each.state == "running" for each in line.items) == (line.running is not None)
    rules.allowed_moves(line)


@settings(max_examples=100, deadline=None)
@given(SCRIPT, st.data())
def test_undoing_any_moves_leaves_a_clock_that_adds_up(
    script: list[tuple[int, tuple[str, ...]]], data: st.DataObject
) -> None:
    run = MeetingRun(*PLANS)
    begun = run.clock.now()
    for seconds, (name, *args) in [(0, ("begin",)), *script]:
        run.wait(seconds)
        if name != "reboot":
            made(run, name, args)
    run.moves = [each for each in run.moves if data.draw(st.booleans())]
    line, whole = run.line, (run.clock.now().utc - begun.utc).total_seconds()
    assert math.isclose(sum(i.spent for i in line.items) + line.unassigned, line.elapsed)
    assert 0 <= line.elapsed + line.paused_seconds <= whole + 1e-6
    for name in ("advance", "go_back", "pause", "resume", "end"):
        made(run, name, [])


@settings(max_examples=150, deadline=None)
@given(moves(HOSTILE_INSTANTS, anything), HOSTILE_INSTANTS, st.none() | anything)
def test_forged_records_never_stop_the_clock_from_being_read(
    recorded: list[Move], now: Instant, minutes: float | None
) -> None:
    items = [AgendaItem("a", "A", "talk", minutes), AgendaItem("b", "B", "talk", 5)]
    line = timeline(items, recorded, now)
    assert math.isfinite(line.elapsed)
    assert math.isfinite(line.over_plan)
    assert all(each.spent >= 0 for each in line.items)
    seconds_on_clock(line)
    gap_since(recorded, now, now)
