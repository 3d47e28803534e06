"""What the room drew and said is on disk: another process finds the same, and undo works on it."""

from pathlib import Path

from retrotui.core import fingers as finger_rules
from retrotui.core import turns as rules
from retrotui.core.activities import discuss
from retrotui.core.formats import check_format
from retrotui.core.progress import Thumbs
from retrotui.services import agenda, cards, fingers, icebreakers, meetings, topics, turns
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import load_state
from tests.support.fakes import FakeClock
from tests.support.stores import make_repository

FORMAT = check_format(
    {
        "title": "Round",
        "kind": "workshop",
        "agenda": [
            {"activity": "check-in", "title": "Arrive", "minutes": 5, "turns": "round_robin",
             "icebreaker": True, "prime_directive": True},
            {"activity": "brainstorm", "title": "Gather", "minutes": 5, "hidden": False,
             "columns": [{"key": "a", "title": "A"}]},
            {"activity": "discuss", "title": "Discuss", "minutes": 9, "extend": "vote",
             "turns": "round_robin"},
        ],
    },
    "round",
    "a test",
)  # fmt: skip


def desk_at(tmp_path: Path) -> Desk:
    repo = make_repository(tmp_path)
    return Desk(repo, FakeClock(), repo.ids, "Ana")


def test_another_process_finds_the_same(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    meeting = meetings.start(desk, FORMAT, people=("Ana", "Bo", "Cy")).id
    arrive, gather, talk = (each.id for each in load_state(desk.repo, meeting).items)
    turns.next_speaker(desk, arrive)
    turns.pass_on(desk, arrive)
    icebreakers.draw(desk, arrive)
    icebreakers.agree(desk, arrive)
    for text in ("first", "second"):
        cards.add(desk, gather, "a", text)
    agenda.go_to(desk, meeting, talk)
    topics.keep_going(desk, talk, Thumbs(4, 1, 2))
    topics.keep_going(desk, talk, Thumbs(1, 0, 3))
    turns.talk_now(desk, talk)
    fingers.keep(desk, talk, "Sure?", (5, 1))
    before = load_state(desk.repo, meeting)
    after = load_state(desk_at(tmp_path).repo, meeting)
    assert (after.progress, after.ballots) == (before.progress, before.ballots)
    known = after.progress[arrive]
    assert (len(known.rounds[0].spoken), len(known.rounds[0].passed)) == (1, 1)
    assert len(known.icebreakers) == 2
    assert known.agreed is not None
    item = after.items[2]
    assert [each.carries for each in next(iter(discuss.votes(after, item).values()))] == [1, 0]
    assert len(after.progress[talk].rounds) == 2
    assert rules.round_of(after, item, after.progress[talk].rounds[1].about) is not None
    assert finger_rules.of_item(after.ballots, talk)[0].question == "Sure?"
