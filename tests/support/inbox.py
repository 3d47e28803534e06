"""A meeting that goes through the inbox, with a little in it."""

from retrotui.core.feedback import FeedbackDraft
from retrotui.core.formats import Format, check_format
from retrotui.services import feedback
from tests.support.meeting_room import COLUMNS, Room

SAID = (
    (FeedbackDraft("The export lost two rows of March", link="https://example.org/t/812"), "Cy"),
    (FeedbackDraft("Refunds feel slow; we tell people three days", source="Kranich GmbH"), None),
    (FeedbackDraft("Thank Bo for staying until the bank answered"), "Ana"),
    (FeedbackDraft("Can the export have a dark theme?", source="forum"), None),
)


def triage_format(*, private: bool = False, board: bool = True, anonymous: bool = False) -> Format:
    """Board, feedback, close."""
    gather = {"activity": "brainstorm", "title": "Gather", "minutes": 10, "columns": COLUMNS,
              "anonymous": anonymous}  # fmt: skip
    agenda = [
        *([gather] if board else []),
        {"activity": "feedback", "title": "Inbox", "minutes": 10},
        {"activity": "close", "title": "Close", "minutes": 5},
    ]
    data = {"title": "Weekly", "kind": "planning", "agenda": agenda, "private": private}
    return check_format(data, "weekly", "a test")


def inbox_room(*, private: bool = False, board: bool = True, said: bool = True) -> Room:
    """A running meeting; four pieces of feedback came in over the seconds before."""
    room = Room(triage_format(private=private, board=board))
    for draft, by in SAID if said else ():
        feedback.add(room.desk, draft, by=by)
        room.clock.advance(1)
    return room
