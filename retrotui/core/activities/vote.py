"""Vote: dots on cards and groups, unseen until the vote is closed."""

from retrotui.core.activities.activity import Activity, read_settings
from retrotui.core.activities.group import why_no_cards
from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import MeetingState, attending, ballot, open_votes, subjects
from retrotui.core.votes import VoteRules, dots_left


def settings(item: AgendaItem) -> VoteRules:
    """The item's settings; a cap above the number of votes is that number."""
    read = read_settings(item, "vote")
    return VoteRules(read["votes"], min(read["cap"], read["votes"]))


def left_by_voter(state: MeetingState, item: AgendaItem) -> dict[str, int]:
    """Dots left to every voter: those who are there, and the ballot papers in use."""
    alive = {stack.id for stack in subjects(state, item)}
    rules = settings(item)
    everybody = {person.id: rules.votes for person in attending(state)}
    return everybody | dots_left(rules, open_votes(state, item.id), alive)


def ready(state: MeetingState, item: AgendaItem) -> str | None:
    """A vote needs revealed cards."""
    return why_no_cards(state, item, "to vote on")


def unfinished(state: MeetingState, item: AgendaItem) -> str | None:
    """An open vote with dots in it has no result."""
    if ballot(state, item.id) is not None or not open_votes(state, item.id):
        return None
    return "the vote is still open: close it to see the result"


ACTIVITY = Activity(
    name="vote",
    title="Vote",
    about="Everybody puts dots on what matters most; nobody sees any until the vote is closed.",
    minutes=4,
    settings=settings,
    ready=ready,
    unfinished=unfinished,
)
