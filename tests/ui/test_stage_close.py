"""The close: ratings that nobody can read off the screen or the log, and what is still loose."""

import pytest

from retrotui.core.actions import Draft
from retrotui.core.activities import close
from retrotui.core.changes import Scope
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.dissent import DissentDraft
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.records.cards import NoteSort
from retrotui.services import actions, decisions, dissent, notes, votes
from tests.support.hostile import HOSTILE
from tests.support.meeting_app import Table, sitting
from tests.support.meeting_room import Room
from tests.support.screens import RAW, SIZES, looks_like
from tests.support.stage_app import on_stage as alone


def loose(*titles: str) -> Room:
    """One loose end of each sort, for each title."""
    room = Room()
    for title in titles or ("Look into alerts",):
        leave_loose(room, title)
    return room


def leave_loose(room: Room, title: str) -> None:
    draft = Draft(title, meeting=room.meeting, item=room.id("Actions"))
    actions.add(room.desk, draft, meeting=room.meeting)
    proposal = DecisionDraft(title, meeting=room.meeting, item=room.id("Decide"))
    made = decisions.add(room.desk, proposal)
    dissent.add(room.desk, made.id, DissentDraft(f"{title}: too early", by="Bo"))
    notes.add(room.desk, NoteSort.PARKING, f"{title}: who owns it?", meeting=room.meeting)


def on_stage(table: Table) -> str:
    region = table.stage.region
    lines = table.text.splitlines()[region.y : region.bottom]
    return "\n".join(line[region.x : region.right] for line in lines)


def rated(table: Table) -> int:
    return close.rated(table.state, table.room.item("Close"))


async def test_a_rating_shows_only_how_many_have_rated() -> None:
    async with sitting(item="Close") as table:
        before = on_stage(table)
        assert "0 of 3 have rated" in before
        await table.press("1")
        low = on_stage(table)
        await table.press("Z", "5")
        assert on_stage(table) == low, "the score must not be seen"
        assert "1 of 3 have rated" in low
        assert table.room.written(Scope.SHARED).count("roti") == 0


async def test_no_more_ratings_than_people_who_are_here() -> None:
    async with sitting(item="Close") as table:
        await table.press("1", "2", "3", "4")
        assert rated(table) == 3
        assert "3 people came, and as many have rated: Z takes the last" in table.toasts[-1]
        with pytest.raises(ForbiddenMoveError, match="3 ratings already"):
            votes.rate(table.room.desk, table.room.id("Close"), 4)
        await table.press("Z", "4")
        assert rated(table) == 3


async def test_a_rating_is_nobodys_and_the_label_of_undo_does_not_tell_it() -> None:
    async with sitting(item="Close") as table:
        await table.press("4")
        assert table.room.acting(Scope.HELD, "roti") == {None}
        await table.press("u")
        assert rated(table) == 0
        assert not any("4" in each for each in table.toasts)


async def test_the_last_rating_is_taken_back() -> None:
    async with sitting(item="Close") as table:
        await table.press("Z")
        assert "No rating was given here." in table.toasts
        await table.press("2", "5", "Z")
        assert rated(table) == 1
        await table.press("C", "y")
        assert "2.0 of 5" in on_stage(table)


async def test_counting_asks_while_somebody_is_missing_and_then_shows_bars() -> None:
    async with sitting(item="Close") as table:
        await table.press("C")
        assert any("Nobody has rated yet" in each for each in table.toasts)
        await table.press("4", "5", "C")
        assert "1 person of those present has not rated" in table.text
        await table.press("n", "4", "C")
        result = close.rating(table.state, table.room.item("Close"))
        assert result is not None
        assert result.counts == (0, 0, 0, 2, 1)
        shown = on_stage(table)
        assert "4.3 of 5" in shown
        bars = [line.count("█") for line in shown.splitlines() if "█" in line]
        assert bars == [10, 20]
        await table.press("3")
        assert any("counted" in each for each in table.toasts)


async def test_no_rating_is_taken_back_once_they_are_counted() -> None:
    async with sitting(item="Close") as table:
        await table.press("4", "4", "5", "C", "u")
        assert not any("Taken back: a rating" in each for each in table.toasts)


async def test_rating_anew_asks_once() -> None:
    async with sitting(item="Close") as table:
        await table.press("4", "4", "4", "C", "O", "y")
        assert close.rating(table.state, table.room.item("Close")) is None
        assert "0 of 3 have rated" in on_stage(table)


async def test_what_others_rate_elsewhere_is_counted_here() -> None:
    async with sitting(item="Close") as table:
        votes.rate(table.room.desk, table.room.id("Close"), 3)
        await table.follow()
        assert "1 of 3 have rated" in on_stage(table)


async def test_every_loose_end_is_listed_with_the_way_to_settle_it() -> None:
    async with sitting(loose(), item="Close", size=(200, 60)) as table:
        shown = on_stage(table)
        for words, way in (
            ("1 action has no owner or no date", "G goes to Actions"),
            ("1 dissent is not answered", "G goes to Decide"),
            ("1 proposal is not decided", "G goes to Decide"),
            ("1 note is parked", "c ticks; else it comes back"),
        ):
            assert any(words in line and way in line for line in shown.splitlines()), words
        assert "4 loose ends · E ends the meeting" in shown
        assert "· Look into alerts: too early" in shown


async def test_nothing_loose_is_said_too() -> None:
    async with sitting(item="Close") as table:
        assert "Nothing is loose." in on_stage(table)
        promise = Draft("Look into alerts", meeting=table.room.meeting)
        made = actions.add(table.room.desk, promise, owners=["Ana"])
        await table.follow()
        assert "1 action has no owner or no date" in on_stage(table)
        actions.move(table.room.desk, made.id, due="2026-12-01")
        await table.follow()
        assert "Nothing is loose." in on_stage(table)


async def test_hostile_text_is_shown_and_never_obeyed() -> None:
    texts = [each for each in HOSTILE if each.strip("\u200b\u2028\ufeff ")]
    for start in range(0, len(texts), 3):
        async with sitting(loose(*texts[start : start + 3]), item="Close") as table:
            assert "no owner or no date" in on_stage(table)
            assert not any(RAW.search(line) for line in table.text.splitlines())
            assert not table.app._exit


@pytest.mark.parametrize("size", [*SIZES, (40, 12)], ids=str)
async def test_it_looks_right(size: tuple[int, int]) -> None:
    async with alone("Close", loose(), size=size) as table:
        await table.press("4", "4")
        await looks_like(f"stage-close-{size[0]}x{size[1]}", table.app, table.pilot)
        await table.press("5", "C")
        await looks_like(f"stage-close-counted-{size[0]}x{size[1]}", table.app, table.pilot)


async def test_thanks_are_a_small_wall_before_everybody_leaves() -> None:
    room = Room()
    for text, whom in (("for the release", "Bo"), ("the [/] calm", None)):
        notes.add(room.desk, NoteSort.THANKS, text, meeting=room.meeting,
                  item=room.id("Check-in"), person=whom)  # fmt: skip
    async with sitting(room, size=(80, 24), item="Close") as table:
        lines = table.text.splitlines()
        place = next(n for n, line in enumerate(lines) if "Thanks" in line)
        assert "♥  Bo · for the release" in lines[place + 1]
        assert "♥  the [/] calm" in lines[place + 2]


async def test_without_thanks_there_is_no_wall() -> None:
    async with sitting(size=(80, 24), item="Close") as table:
        assert "♥" not in table.text
