"""The roadmap on stage: outcomes go between horizons, and everything known of one is beside it."""

from contextlib import AbstractAsyncContextManager

import pytest

from retrotui.core.dates import Calendar
from retrotui.core.minutes_markdown import to_markdown
from retrotui.core.records.roadmap import Horizon, RoadmapItem, RoadmapStatus
from retrotui.core.roadmap_fields import RoadmapDraft
from retrotui.core.roadmap_reading import column, shifts, slipped_words
from retrotui.core.text import one_line
from retrotui.services import agenda, minutes, roadmap
from retrotui.services.roadmap import Links
from tests.support.hostile import HOSTILE
from tests.support.meeting_app import Table, sitting
from tests.support.meeting_room import Room
from tests.support.planning import planning_room, review, roadmap_room
from tests.support.screens import RAW, SIZES, looks_like


def reviewing(room: Room, size: tuple[int, int] = (80, 24)) -> AbstractAsyncContextManager[Table]:
    return sitting(room, size=size, item="Where to")


def outcome(table: Table, words: str = "resellers") -> RoadmapItem:
    return roadmap.get(table.room.repo, words)


def titles(table: Table, horizon: Horizon = Horizon.NOW) -> list[str]:
    return [each.title for each in column(table.state.plan.roadmap, horizon)]


@pytest.mark.parametrize("size", [*SIZES, (40, 12)])
async def test_it_looks_right(size: tuple[int, int]) -> None:
    async with reviewing(roadmap_room(), size) as table:
        await table.until(lambda: "Resellers onboard" in table.text)
        await looks_like(f"roadmap-{size[0]}", table.app, table.pilot)


async def test_an_empty_roadmap_says_what_to_do_and_takes_the_first_outcome() -> None:
    async with reviewing(planning_room()) as table:
        await table.until(lambda: "Press enter and name" in table.text)
        await table.press("2")
        assert "enter writes one" in table.toasts[-1]
        await table.press("l", "enter")
        assert "outcome in Next" in table.text
        await table.enter("Resellers onboard alone")
        await table.press("escape")
        assert outcome(table).horizon is Horizon.NEXT
        assert outcome(table).meeting == table.state.meeting.id


async def test_it_moves_between_horizons_and_stays_selected() -> None:
    async with reviewing(roadmap_room()) as table:
        await table.press("3")
        await table.until(lambda: "slipped once" in table.text)
        assert outcome(table).horizon is Horizon.LATER
        await table.press("2")
        await table.until(lambda: outcome(table).horizon is Horizon.NEXT)
        await table.press("3")
        assert slipped_words(shifts(outcome(table))) == "slipped twice"
        await table.press("3")
        assert "It is in later already" in table.toasts[-1]
        await table.press("u")
        assert outcome(table).horizon is Horizon.NEXT
        assert slipped_words(shifts(outcome(table))) == "slipped once"


async def test_the_order_in_a_horizon_changes_by_key() -> None:
    async with reviewing(roadmap_room()) as table:
        first, second = titles(table)
        await table.press("J")
        assert titles(table) == [second, first]
        await table.press("J")
        assert titles(table) == [second, first]
        await table.press("K")
        assert titles(table) == [first, second]


async def test_an_edit_asks_how_sure_by_when_and_for_whom() -> None:
    async with reviewing(roadmap_room()) as table:
        await table.press("e", "tab", "ctrl+u")
        await table.type("lots")
        await table.press("ctrl+s")
        assert "from 0 to 100 per cent" in table.text
        await table.press("ctrl+u")
        await table.type("45%")
        await table.press("tab", "tab", "tab", "ctrl+u")
        await table.type("Lena")
        await table.press("ctrl+s")
        item = outcome(table)
        assert (item.confidence, item.due, item.effort) == (45, "2026-12-31", 6)
        assert table.state.people.names(item.stakeholders) == ("Lena",)
        assert len(item.depends_on) == 1
        assert "45% sure" in table.text


async def test_what_comes_first_is_seen_and_chosen_and_a_circle_is_refused() -> None:
    async with reviewing(roadmap_room()) as table:
        assert "after The new onboarding API" in table.text
        await table.press("l", "v")
        assert "What comes before The new onboarding API" in table.text
        await table.type("Resellers")
        await table.press("tab", "enter")
        assert "wait for itself" in table.toasts[-1]
        await table.press("v")
        await table.type("countries")
        await table.press("tab", "enter")
        known = {each.id: each.title for each in table.state.plan.roadmap}
        first = [known[each] for each in outcome(table, "onboarding API").depends_on]
        assert first == ["One flow for all countries"]


async def test_the_goals_it_serves_are_chosen() -> None:
    async with reviewing(roadmap_room()) as table:
        await table.press("o")
        await table.type("pages")
        await table.press("tab", "enter")
        titles_of = {each.id: each.title for each in table.state.plan.goals}
        assert sorted(titles_of[each] for each in outcome(table).goals) == [
            "Pages open fast", "Weekly active teams",
        ]  # fmt: skip


async def test_done_dropped_and_taken_up_again() -> None:
    async with reviewing(roadmap_room()) as table:
        await table.press("O")
        assert "Nothing was closed" in table.toasts[-1]
        await table.press("D")
        assert outcome(table).status is RoadmapStatus.DONE
        await table.until(lambda: "4 outcomes" in table.text)
        await table.press("z", "enter")
        assert "say why" in table.text
        await table.enter("Support does it by hand")
        assert outcome(table, "support").why == "Support does it by hand"
        await table.press("O")
        await table.type("Resellers")
        await table.press("enter")
        assert outcome(table).is_open


async def test_an_action_comes_from_the_selected_outcome() -> None:
    async with reviewing(roadmap_room()) as table:
        await table.press("a")
        await table.enter("Ask Omar for three names @Bo")
        (action,) = table.state.actions
        assert action.origin is not None
        assert (action.origin.kind, action.origin.id) == ("roadmap", outcome(table).id)


async def test_what_another_terminal_moves_appears() -> None:
    async with reviewing(roadmap_room()) as table:
        roadmap.move(table.room.desk, "countries", Horizon.NOW)
        await table.follow()
        await table.until(lambda: "Now 3" in table.text)
        await table.press("D")
        assert outcome(table).status is RoadmapStatus.DONE


async def test_the_minutes_say_what_was_put_there_moved_and_closed_here() -> None:
    room = roadmap_room()
    async with reviewing(room) as table:
        await table.press("3", "enter")
        await table.enter("Payouts at weekends")
        await table.press("escape")
        meeting = table.state.meeting.id
    roadmap.drop(room.desk, "countries", why="too early")
    agenda.end(room.desk, meeting)
    room.clock.advance(86_400)
    roadmap.move(room.desk, "resellers", Horizon.NOW)
    roadmap.move(room.desk, "support", Horizon.NEXT)
    told = minutes.minutes(room.repo, meeting, room.clock.now(), Calendar(room.clock.now().utc))
    page = to_markdown(told)
    assert "## Where to" in page
    assert "- **Resellers onboard alone**: from now to later, slipped once\n" in page
    assert "- **Payouts at weekends**: put in later" in page
    assert "- **One flow for all countries**: dropped: too early" in page
    assert "Slow banks" not in page
    assert "Support gives" not in page


async def test_a_private_outcome_is_shown_in_its_own_series_only() -> None:
    room = Room(review(private=True))
    roadmap.add(
        room.desk,
        RoadmapDraft("Promotion of Cy", meeting=room.meeting),
        Links(stakeholders=("Cy",)),
    )
    async with reviewing(room) as table:
        await table.until(lambda: "Promotion of Cy" in table.text)
    agenda.end(room.desk, room.meeting)
    room.begin(review())
    assert room.state.plan.roadmap == ()


async def test_hostile_outcomes_are_text() -> None:
    room = planning_room()
    for each in HOSTILE:
        if one_line(each):
            roadmap.add(room.desk, RoadmapDraft(each, Horizon.NOW, confidence=50))
    async with reviewing(room, (120, 300)) as table:
        await table.until(lambda: "[@click=app.quit]x[/]" in table.text)
        assert not any(RAW.search(line) for line in table.text.splitlines())
