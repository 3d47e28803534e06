"""Learning how long things take: quantiles, nearness, forecasts, the cut line, timeboxes."""

import math
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.agenda import AgendaItem
from retrotui.core.errors import UsageError
from retrotui.core.instants import Instant
from retrotui.core.pacing import (
    LEAST_SAMPLES,
    ComingItem,
    Held,
    Learned,
    Part,
    Sample,
    Spread,
    forecast,
    learn,
    outlook,
    samples_of,
    suggest,
)
from retrotui.core.pacing.slot import minutes_until, slot_seconds
from retrotui.core.pacing.words import fit_words, silence_words
from retrotui.core.records.meetings import Meeting, MeetingStatus
from retrotui.core.timeline import Move, MoveKind, Timeline, timeline

START = datetime(2026, 11, 1, 9, tzinfo=UTC)
MINUTE = 60.0

durations = st.floats(15, 10_000)
weighted = st.lists(st.tuples(durations, st.floats(0.01, 10)), min_size=1, max_size=30)
shares = st.floats(0, 1)
spreads = weighted.map(Spread.of)
parts = st.builds(
    Part,
    st.one_of(spreads, durations.map(Spread.fixed)),
    st.booleans(),
    st.floats(0, 5_000),
    st.floats(-600, 600),
)


def sample(minutes: float, **fields: object) -> Sample:
    made = Sample("talk", "news", 5, 600.0, None, minutes * MINUTE, START, "m", "weekly", "ours")
    return replace(made, **fields)  # type: ignore[arg-type]  # a test's own fields


NEWS = ComingItem("news", "talk", 5, 600.0, None, "weekly", "ours")


# Distributions.


@given(weighted, shares, shares)
def test_a_larger_share_never_takes_less(
    pairs: list[tuple[float, float]], a: float, b: float
) -> None:
    spread, (low, high) = Spread.of(pairs), sorted((a, b))
    assert spread.quantile(low) <= spread.quantile(high)


@given(weighted, durations, durations, shares)
def test_more_elapsed_never_ends_earlier(
    pairs: list[tuple[float, float]], a: float, b: float, share: float
) -> None:
    spread, (early, late) = Spread.of(pairs), sorted((a, b))
    assert spread.after(early, share) <= spread.after(late, share) * (1 + 1e-9)
    assert spread.after(late, share) >= late


@given(weighted, st.randoms(use_true_random=False))
def test_the_order_of_samples_changes_nothing(
    pairs: list[tuple[float, float]], chance: random.Random
) -> None:
    shuffled = pairs[:]
    chance.shuffle(shuffled)
    assert Spread.of(shuffled).quantile(0.8) == pytest.approx(Spread.of(pairs).quantile(0.8))


def test_a_new_one_stays_within_the_eightieth_four_times_in_five() -> None:
    chance, within = random.Random(4), 0
    for _ in range(4_000):
        seen = [(chance.lognormvariate(6, 0.4), 1.0) for _ in range(6)]
        within += chance.lognormvariate(6, 0.4) <= Spread.of(seen).quantile(0.8)
    assert within / 4_000 == pytest.approx(0.8, abs=0.03)


def test_what_outlasted_all_before_it_is_not_about_to_end_at_once() -> None:
    spread = Spread.of([(600.0, 1.0)] * 9)
    assert 1.1 * 1200 < spread.after(1200, 0.5) < 1.3 * 1200


# What is near.


def test_below_five_samples_nothing_is_said() -> None:
    few = [sample(n + 5) for n in range(LEAST_SAMPLES - 1)]
    assert learn(NEWS, few) == Learned(4, None)
    assert learn(NEWS, few).p80 is None
    assert learn(NEWS, [*few, sample(9)]).p50 == pytest.approx(7 * MINUTE, abs=1)


@pytest.mark.parametrize(
    ("other", "is_near"),
    [
        ({"activity": "vote"}, False),
        ({"people": 12}, False),
        ({"people": 7}, True),
        ({"people": 0}, True),
        ({"planned": 3600.0}, True),  # the same item of the series, whatever it was planned for
        ({"planned": 3600.0, "title": "other"}, False),
        ({"planned": 3600.0, "series": "x", "format": "y"}, False),
        ({"planned": 900.0, "title": "other", "series": None, "format": None}, True),
        ({"planned": None, "title": "other"}, True),
    ],
)
def test_near_is_the_activity_with_about_as_many_people_and_minutes(
    other: dict[str, object], is_near: bool
) -> None:
    found = learn(NEWS, [sample(5, **other) for _ in range(6)])
    assert (found.spread is not None) == is_near


def test_the_same_item_of_the_series_counts_most() -> None:
    ours = [sample(5) for _ in range(5)]
    others = [sample(20, series="x", format="y", title="z") for _ in range(5)]
    p50 = learn(NEWS, [*ours, *others]).p50
    assert p50 == pytest.approx(5 * MINUTE, rel=0.1)


def test_what_is_new_counts_more() -> None:
    old = [sample(5, at=START) for _ in range(5)]
    new = [sample(20, at=START + timedelta(days=365)) for _ in range(5)]
    p50 = learn(NEWS, [*old, *new]).p50
    assert p50 == pytest.approx(20 * MINUTE, rel=0.1)


def test_a_discussion_goes_by_its_topics_times_their_minutes() -> None:
    past = [sample(20, activity="discuss", work=20.0) for _ in range(6)]
    wanted = replace(NEWS, activity="discuss", work=30.0, planned=1800.0)
    assert learn(wanted, past).p50 == pytest.approx(30 * MINUTE)


@given(st.lists(durations, min_size=5, max_size=20), st.randoms(use_true_random=False))
def test_learning_is_the_same_in_any_order(seconds: list[float], chance: random.Random) -> None:
    past = [sample(1, seconds=each, at=START + timedelta(days=n)) for n, each in enumerate(seconds)]
    before = learn(NEWS, past)
    chance.shuffle(past)
    after = learn(NEWS, past)
    assert (after.p50, after.p80) == (pytest.approx(before.p50), pytest.approx(before.p80))


# What is a sample.


def held(*moves: tuple[float, MoveKind, str | None], ended: bool = True, **item: object) -> Held:
    agenda = (
        AgendaItem("a", "News ", "talk", 10, "a"),
        AgendaItem("b", "Talk", "talk", 10, "b"),
    )
    made = [
        Move(str(n), kind, Instant(START + timedelta(minutes=at)), item_)
        for n, (at, kind, item_) in enumerate(moves)
    ]
    status = MeetingStatus.ENDED if ended else MeetingStatus.RUNNING
    meeting = Meeting("m", "M", series="weekly", format="ours", status=status)
    line = timeline(agenda, made, Instant(START + timedelta(days=2)))
    return Held(meeting, agenda, line, 4)


def test_an_ended_meeting_teaches_what_its_items_took_without_pauses() -> None:
    found = samples_of(
        held(
            (0, MoveKind.START, "a"),
            (4, MoveKind.PAUSE, None),
            (9, MoveKind.RESUME, None),
            (12, MoveKind.START, "b"),
            (32, MoveKind.END, None),
        )
    )
    assert [(each.title, each.seconds / 60) for each in found] == [("news", 7), ("talk", 20)]
    assert (found[0].people, found[0].planned, found[0].series) == (4, 600, "weekly")


@pytest.mark.parametrize(
    ("moves", "kept"),
    [
        ([(0, MoveKind.START, "a"), (5, MoveKind.SKIP, "a"), (5, MoveKind.START, "b"),
          (9, MoveKind.END, None)], ["talk"]),
        ([(0, MoveKind.START, "a"), (0.1, MoveKind.START, "b"), (9, MoveKind.END, None)], ["talk"]),
        # Left running overnight, and ended the day after.
        ([(0, MoveKind.START, "a"), (9, MoveKind.START, "b"), (900, MoveKind.END, None)], ["news"]),
        # Left for an earlier item, and never come back to.
        ([(0, MoveKind.START, "b"), (5, MoveKind.START, "a"), (9, MoveKind.END, None)],
         ["news", "talk"]),
    ],
)  # fmt: skip
def test_what_was_skipped_passed_over_or_left_running_teaches_nothing(
    moves: list[tuple[float, MoveKind, str | None]], kept: list[str]
) -> None:
    assert [each.title for each in samples_of(held(*moves))] == kept


def test_a_running_meeting_teaches_nothing() -> None:
    moves = ((0, MoveKind.START, "a"), (5, MoveKind.START, "b"))
    assert samples_of(held(*moves, ended=False)) == ()


# Whole agendas.


@given(st.lists(parts, max_size=8))
def test_the_eightieth_is_never_before_the_median_nor_an_item_before_the_one_it_follows(
    listed: list[Part],
) -> None:
    told = forecast(listed)
    assert all(low <= high for low, high in zip(told.medians, told.eighties, strict=True))
    assert list(told.medians) == sorted(told.medians)
    assert list(told.eighties) == sorted(told.eighties)
    assert forecast(listed) == told


@given(st.lists(parts, min_size=1, max_size=5), st.floats(0, 3_000))
def test_a_meeting_never_ends_earlier_for_time_that_passed(listed: list[Part], more: float) -> None:
    later = replace(listed[0], spent=listed[0].spent + more)
    then = forecast([later, *listed[1:]])
    now = forecast(listed)
    assert then.p50 + more >= now.p50 - 1e-6
    assert then.p80 + more >= now.p80 - 1e-6


@given(st.lists(parts, min_size=1, max_size=6), st.floats(0, 20_000), st.floats(0, 20_000))
def test_more_room_never_cuts_more(listed: list[Part], a: float, b: float) -> None:
    less, more = sorted((a, b))
    tight, roomy = forecast(listed, less).cut, forecast(listed, more).cut
    assert roomy is None or (tight is not None and tight <= roomy)


def test_percentiles_are_those_of_the_sum_and_not_sums_of_percentiles() -> None:
    chance = random.Random(2)
    listed = [
        Part(Spread.of([(chance.lognormvariate(6, 0.5), 1.0) for _ in range(12)]), True)
        for _ in range(8)
    ]
    drawn = sorted(
        math.fsum(part.remaining(chance.random()) for part in listed) for _ in range(20_000)
    )
    told = forecast(listed)
    assert told.p50 == pytest.approx(drawn[10_000], rel=0.02)
    assert told.p80 == pytest.approx(drawn[16_000], rel=0.02)
    assert told.p80 < 0.92 * math.fsum(part.spread.quantile(0.8) for part in listed)


def test_timeboxes_alone_are_told_as_such() -> None:
    told = forecast([Part(Spread.fixed(600)), Part(Spread.fixed(300))], 880)
    assert (told.p50, told.p80, told.is_learned, told.cut) == (900, 900, False, None)
    assert forecast([Part(Spread.fixed(600)), Part(Spread.fixed(300))], 800).cut == 1


def test_the_running_item_goes_on_by_what_people_gave_it() -> None:
    line = _running_line()
    learned = {each: Learned(9, Spread.of([(600.0, 1.0)] * 9)) for each in "ab"}
    plain = outlook(line, learned, 1200, START).forecast
    longer = replace(line, items=(replace(line.items[0], budget=900), line.items[1]))
    assert outlook(longer, learned, 1200, START).forecast.p50 == pytest.approx(plain.p50 + 300)


def test_items_below_the_cut_line_are_named_in_the_order_they_would_come() -> None:
    line = _running_line()
    learned = {each: Learned(9, Spread.of([(600.0 + n, 1.0) for n in range(9)])) for each in "ab"}
    assert outlook(line, learned, 1300, START).unfit == ()
    assert outlook(line, learned, 1000, START).unfit == ("b",)


def _running_line() -> Timeline:
    agenda = (AgendaItem("a", "A", "talk", 10, "a"), AgendaItem("b", "B", "talk", 10, "b"))
    moves = [Move("1", MoveKind.START, Instant(START), "a")]
    return timeline(agenda, moves, Instant(START + timedelta(minutes=4)))


# Timeboxes and words.


def test_suggested_timeboxes_together_hold_four_times_in_five() -> None:
    spreads = [Spread.of([(60.0 * n, 1.0) for n in range(5, 15)]) for _ in range(6)]
    learned = [Learned(10, each) for each in spreads]
    made = suggest([300.0] * 6, learned)
    together = sum(each.minutes for each in made) * 60
    assert together == pytest.approx(forecast([Part(each, True) for each in spreads]).p80, rel=0.1)
    assert all(each.p50 <= each.minutes <= each.p80 + 0.5 for each in made)
    assert {each.samples for each in made} == {10}


def test_timeboxes_that_fit_or_are_unknown_or_open_are_left_alone() -> None:
    known = Learned(9, Spread.of([(600.0, 1.0)] * 9))
    assert suggest([600.0, 300.0, None], [known, Learned(2, None), known]) == ()


@pytest.mark.parametrize(
    ("room", "said"),
    [
        (100, "P50 45 min, P80 45 min of 100: everything fits"),
        (40, "P80 45 min for a 40 min slot: “C” will not fit"),
        (20, "P80 45 min for a 20 min slot: items 2-3 will not fit"),
    ],
)
def test_a_forecast_in_words(room: float, said: str) -> None:
    told = forecast([Part(Spread.fixed(900), is_learned=True)] * 3, room * 60)
    assert fit_words(told, ["A", "B", "C"]) == said


def test_silence_says_why() -> None:
    few = [Learned(2, None), Learned(7, Spread.fixed(60))]
    said = "timeboxes only: 1 of 2 items was held fewer than 5 times"
    assert silence_words(few) == said
    assert silence_words(few, people=4) == f"{said} by about as many people"


@pytest.mark.parametrize(("typed", "minutes"), [("16:00", 45), (" 15:16 ", 1), ("23:59", 524)])
def test_the_time_until_an_end(typed: str, minutes: int) -> None:
    assert minutes_until(typed, datetime(2026, 11, 1, 15, 15, tzinfo=UTC)) == minutes


@pytest.mark.parametrize("typed", ["", "4", "24:00", "15:15", "14:00", "4pm", "٠٩:٠٠"])
def test_what_is_no_end_is_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        minutes_until(typed, datetime(2026, 11, 1, 15, 15, tzinfo=UTC))


@pytest.mark.parametrize("slot", [None, math.inf, math.nan, -3.0, 1e300])
def test_without_a_sane_slot_the_timeboxes_are_the_slot(slot: float | None) -> None:
    items = [AgendaItem("a", "A", "talk", 10), AgendaItem("b", "B", "talk", None)]
    assert slot_seconds(Meeting("m", "M", slot=slot), items) == 600
    assert slot_seconds(Meeting("m", "M", slot=45), items) == 2700
    assert slot_seconds(Meeting("m", "M"), items[1:]) is None
