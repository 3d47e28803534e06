"""Commit messages read as minutes, are short, and name nobody."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.changes import Drop, Put
from retrotui.core.text import display_width
from retrotui.store.codec import encode
from retrotui.sync.messages import commit_message
from tests.support.git import Team, new_id
from tests.support.harmless import harmless
from tests.support.memory import MemoryRepository
from tests.support.shell import Answer


def message_of(team: Team) -> str:
    return team.hub_git("log", "-1", "--format=%B", "retrotui").strip()


def test_what_moved_and_what_came_is_told(tmp_path: Path) -> None:
    team = Team(tmp_path, ("ana",))
    (ana,) = team.clones
    action = ana.add("", kind="actions", title="Deploys are slow", status="open")
    decision = ana.add("", kind="decisions", title="Two deploys a day", status="proposed")
    ana.synced()
    assert message_of(team) == "+1 action, +1 decision"
    ana.write(Put("actions", action, {"status": "done"}))
    for _ in range(3):
        ana.add()
    dissent = {"decision": decision, "concern": "secret concern", "state": "raised"}
    ana.write(Put("dissents", raised := new_id(), dissent))
    ana.synced()
    assert message_of(team).splitlines() == [
        "action “Deploys are slow”: open → done; +3 cards, +1 dissent",
        "",
        "action “Deploys are slow”: open → done",
        "+3 cards, +1 dissent",
    ]
    ana.write(Put("dissents", raised, {"state": "sustained"}))
    ana.write(Drop("actions", action))
    ana.synced()
    assert message_of(team).splitlines()[0] == (
        "dissent on “Two deploys a day”: raised → sustained; -1 action"
    )


def test_a_few_edits_are_told_by_title_and_more_by_number(tmp_path: Path) -> None:
    team = Team(tmp_path, ("ana",))
    (ana,) = team.clones
    actions = [ana.add("", kind="actions", title=f"Fix_{n}", status="open") for n in range(4)]
    card = ana.add()
    ana.synced()
    ana.clock.advance(60)
    ana.write(Put("actions", actions[0], {"due": "2026-12-04"}))
    ana.change(card, "another text")
    ana.synced()
    assert message_of(team).splitlines()[0] == "action “Fix_0” edited; 1 card edited"
    ana.write(*(Put("actions", each, {"due": "2026-12-05"}) for each in actions))
    ana.synced()
    assert message_of(team) == "4 actions edited"


def test_nobody_is_named_and_anonymous_work_has_no_author(tmp_path: Path) -> None:
    team = Team(tmp_path, ("ana",))
    (ana,) = team.clones
    ana.git("config", "user.name", "")
    ana.git("config", "user.email", "")
    with ana.open() as repo:
        card = {"text": "nobody's", "anonymous": True}
        repo.transact(lambda _: [Put("cards", new_id(), card)], by=None)
    ana.synced()
    written = team.hub_git("log", "-1", "--format=%an|%ae|%cn|%ce|%B", "retrotui").strip()
    assert written == "retrotui|retrotui@localhost|retrotui|retrotui@localhost|+1 card"


def test_a_great_many_events_are_only_counted() -> None:
    assert commit_message([b"{}"] * 5000, MemoryRepository(), lambda _: None) == "5000 events\n"


TEXTS = st.text(max_size=300)
EVENTS = st.builds(
    lambda number, kind, field, value, seen: {
        "t": f"{number:012x}-0000-k3f9q2zrqgzx",
        "at": "2026-11-22T09:00:00Z",
        "by": "Somebody",
        "in": kind,
        "id": f"{number % 5:026}",
        "set": {field: value},
        **({"seen": {field: [f"{seen:012x}-0000-k3f9q2zrqgzx"]}} if seen else {}),
    },
    st.integers(0, 50),
    st.sampled_from(["actions", "cards", "dissents", "decisions", "items", "people", "unknown"]),
    st.sampled_from(["title", "status", "state", "text", "decision"]),
    TEXTS,
    st.integers(0, 50),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(EVENTS, max_size=40))
def test_any_events_make_a_short_clean_message(events: list[dict[str, object]]) -> None:
    lines = [encode(event).encode("utf-8", "replace") for event in events]
    text = commit_message(lines, MemoryRepository(), lambda _: None)
    subject, *rest = text.splitlines()
    assert display_width(subject) <= 72
    assert subject.strip()
    assert len(rest) <= 20
    assert all(display_width(line) <= 100 for line in rest)
    assert harmless(Answer(0, text, ""))
    assert "Somebody" not in text
