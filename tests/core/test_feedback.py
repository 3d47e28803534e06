"""Feedback: what is kept, what may become of it, and in which order it waits."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core import feedback as rules
from retrotui.core.activities.feedback import queue, unfinished, waiting
from retrotui.core.agenda import AgendaItem
from retrotui.core.changes import Put
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.feedback import FeedbackDraft, FeedbackEdit
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.actions import Origin
from retrotui.core.records.codec import decode
from retrotui.core.records.feedback import Feedback, Triage
from retrotui.core.records.meetings import Meeting

SAID = Feedback("f", "The export lost two rows", created="2026-11-20T09:00:00Z")
ITEM = AgendaItem("i", "Inbox", "feedback", 10, "1")
NOW = "2026-11-22T09:00:00Z"


def put(changes: object) -> Put:
    (change,) = changes  # type: ignore[misc]  # one is expected
    assert isinstance(change, Put)
    return change


def after(feedback: Feedback, changes: object) -> Feedback:
    fields = {
        name: getattr(feedback, name)
        for name in ("text", "source", "link", "by", "triaged", "triaged_in", "meeting", "created")
    }
    found = decode(
        Feedback, feedback.id, fields | {"triage": feedback.triage} | put(changes).fields
    )
    assert found is not None
    return found


def test_only_what_was_said_is_written() -> None:
    assert put(rules.add("f", FeedbackDraft(" Slow ", source=" "))).fields == {
        "text": " Slow ", "triage": "waiting",
    }  # fmt: skip
    with pytest.raises(UsageError, match="the feedback is empty"):
        rules.add("f", FeedbackDraft(" \n"))
    with pytest.raises(UsageError, match="javascript"):
        rules.add("f", FeedbackDraft("x", link="javascript:alert(1)"))


def test_an_edit_writes_what_changed_and_nothing_else() -> None:
    same = FeedbackEdit(text=SAID.text, source="", link=None, by=None)
    assert rules.edit(SAID, same) == ()
    assert put(rules.edit(SAID, FeedbackEdit(source="forum", text=SAID.text))).fields == {
        "source": "forum"
    }
    linked = replace(SAID, link="https://example.org")
    assert put(rules.edit(linked, FeedbackEdit(link=" "))).fields == {"link": None}


@pytest.mark.parametrize("verdict", [each for each in Triage if each is not Triage.WAITING])
def test_what_became_something_is_not_triaged_again_before_it_is_put_back(verdict: Triage) -> None:
    became = Origin("actions", "a")
    done = after(SAID, rules.triage(SAID, verdict, NOW, became=became, meeting="m"))
    assert (done.triage, done.became, done.triaged_in) == (verdict, became, "m")
    if verdict is not Triage.NOT_NOW:
        with pytest.raises(ForbiddenMoveError, match="already; allowed: put it back"):
            rules.triage(done, Triage.NOT_NOW, NOW)
    back = after(done, rules.take_back(done))
    assert back == SAID
    assert rules.take_back(back) == ()
    assert rules.triage(back, Triage.NOT_NOW, NOW)


def test_what_a_discarded_meeting_triaged_waits_again() -> None:
    done = replace(SAID, triage=Triage.CARD, became=Origin("cards", "c"), triaged_in="m")
    assert rules.standing(done, {"m"}) == SAID
    assert rules.standing(done, {"other"}) == done


feedback = st.builds(
    lambda id_, triage, created, home: replace(
        SAID, id=id_, triage=triage, created=f"2026-11-{created:02}T09:00:00Z", triaged_in=home
    ),
    st.uuids().map(str),
    st.sampled_from(Triage),
    st.integers(1, 28),
    st.sampled_from(("m", "earlier")),
)


@given(st.lists(feedback, max_size=12))
def test_what_nobody_looked_at_comes_first_and_oldest_first(given_: list[Feedback]) -> None:
    listed = rules.inbox(given_)
    assert sorted(listed, key=id) == sorted(given_, key=id)
    order = [each.triage for each in listed]
    ranks = [0 if each is Triage.WAITING else 1 if each is Triage.NOT_NOW else 2 for each in order]
    assert ranks == sorted(ranks)
    untouched = [each.created for each in listed if each.triage is Triage.WAITING]
    assert untouched == sorted(untouched)


@given(st.lists(feedback, max_size=12), st.integers(0, 11))
def test_what_this_meeting_triages_keeps_its_place(given_: list[Feedback], chosen: int) -> None:
    fresh = [replace(each, triage=Triage.WAITING, triaged_in=None) for each in given_]
    before = queue(MeetingState(Meeting("m", "Weekly"), inbox=tuple(fresh)))
    moved = [
        replace(each, triage=Triage.NOT_NOW, triaged_in="m") if place == chosen else each
        for place, each in enumerate(fresh)
    ]
    after_ = queue(MeetingState(Meeting("m", "Weekly"), inbox=tuple(moved)))
    assert [each.id for each in after_] == [each.id for each in before]


def test_what_waits_is_counted() -> None:
    left = replace(SAID, id="g", triage=Triage.NOT_NOW, triaged_in="earlier")
    state = MeetingState(Meeting("m", "Weekly"), inbox=(left, SAID))
    assert [each.id for each in queue(state)] == ["f", "g"]
    assert waiting(state) == (SAID,)
    assert unfinished(state, ITEM) == "1 piece of feedback waits in the inbox"
    assert unfinished(replace(state, inbox=(left,)), ITEM) is None
