"""Retros of one series, one after the other, with what was taken on in them."""

from retrotui.core.actions import Draft
from retrotui.core.formats import Format
from retrotui.core.meeting_state import find_item, subjects
from retrotui.core.raised import Raised
from retrotui.core.records.actions import Origin, Outcome
from retrotui.core.records.kinds import Kind
from retrotui.services import actions, agenda, cards, meetings
from retrotui.services.raised import with_raised
from tests.support.meeting_room import Room, start_stop_continue

AGAIN = "Waiting on staging again"


class Past:
    """Retros, one after the other, each with its cards; the last one is the room's."""

    def __init__(self, chosen: Format | None = None) -> None:
        self.format = chosen or start_stop_continue(hidden=False)
        self.room = Room(self.format)
        self.first = True

    def retro(
        self, *texts: str, series: str | None = None, chosen: Format | None = None
    ) -> list[str]:
        """Holds the next meeting, and returns the ids of its cards."""
        if not self.first:
            agenda.end(self.room.desk, self.room.meeting)
            self.room.clock.advance(86_400)
            made = meetings.start(
                self.room.desk, chosen or self.format, series=series, people=("Ana", "Bo")
            )
            self.room.meeting = made.id
        self.first = False
        item = self.room.id("Gather")
        return [cards.add(self.room.desk, item, "stop", text)[0] for text in texts]

    def action(
        self,
        origin: str,
        *,
        helped: Outcome | None = None,
        done: bool = True,
        kind: Kind = Kind.CARDS,
    ) -> None:
        draft = Draft("Do something", meeting=self.room.meeting, origin=Origin(kind.value, origin))
        made = actions.add(self.room.desk, draft, meeting=self.room.meeting)
        if done:
            actions.done(self.room.desk, made.id, helped=helped)

    def known(self) -> dict[str, Raised]:
        """What was raised before, by the title of the card or group."""
        state = with_raised(self.room.repo, self.room.state)
        stacks = subjects(state, find_item(state, self.room.id("Group")))
        return {each.title: state.raised[each.id] for each in stacks if each.id in state.raised}


def returning_topic() -> Past:
    """A board on which one card came up in three of five meetings before; nothing helped."""
    past = Past()
    (first,) = past.retro("We wait for staging every release")
    past.action(first, helped=Outcome.NO)
    past.retro("Something else altogether")
    (third,) = past.retro(AGAIN)
    past.action(third, done=False)
    past.retro("Nothing to do with it")
    past.retro(AGAIN)
    past.retro(AGAIN, "Short standups")
    return past
