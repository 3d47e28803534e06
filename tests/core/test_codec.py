"""Rows to records: tolerant of age and forgery, exact about what is there."""

import typing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.agenda import AgendaItem
from retrotui.core.instants import Instant
from retrotui.core.records.actions import Action, ActionStatus, Origin, Outcome
from retrotui.core.records.cards import Ballot, Card, Group, Note, Vote
from retrotui.core.records.codec import decode, decode_all, encode_fields
from retrotui.core.records.decisions import Decision, Dissent, Option, Position, Prediction
from retrotui.core.records.meetings import Meeting, Participant
from retrotui.core.records.people import Person, Series, Setting
from retrotui.core.timeline import Move

RECORDS: tuple[type[Any], ...] = (
    Action, AgendaItem, Ballot, Card, Decision, Dissent, Group, Meeting, Move, Note, Participant,
    Person, Position, Series, Setting, Vote,
)  # fmt: skip
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def rows(record: type[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(sorted(typing.get_type_hints(record))), values)


@pytest.mark.parametrize("record", RECORDS, ids=lambda each: each.__name__)
@given(data=st.data())
def test_no_forged_row_crashes_or_brings_in_control_characters(
    record: type[Any], data: st.DataObject
) -> None:
    made = decode(record, "x" * 26, data.draw(rows(record)))
    assert made is None or made.id == "x" * 26


def test_an_action_comes_back_as_it_was_written() -> None:
    action = Action(
        "x" * 26,
        "Pair on the deploy",
        status=ActionStatus.DONE,
        owners=("a", "b"),
        outcome=Outcome.PARTLY,
        origin=Origin("cards", "y" * 26),
    )
    names = [name for name in Action._fields if name != "id"]
    assert decode(Action, action.id, encode_fields(action, *names)) == action


def test_nested_records_come_back() -> None:
    decision = Decision(
        "d" * 26, "Ship it", options=(Option("all", pros=("fast",)), Option("some"))
    )
    row = encode_fields(decision, "title", "options")
    assert decode(Decision, decision.id, row) == decision
    dissent = Dissent("e" * 26, "d" * 26, "No consent", prediction=Prediction("complaints", 0.7))
    row = encode_fields(dissent, "decision", "concern", "prediction")
    assert decode(Dissent, dissent.id, row) == dissent


def test_wrong_types_count_as_absent_and_required_ones_make_no_record() -> None:
    row = {"title": "Fix it", "status": "exploded", "owners": "ana", "priority": True, "extra": 1}
    assert decode(Action, "x" * 26, row) == Action("x" * 26, "Fix it")
    assert decode(Action, "x" * 26, {"title": 5}) is None
    assert decode_all(Action, {"a": {"title": "one"}, "b": {}}) == (Action("a", "one"),)


def test_text_is_cleaned_on_the_way_in() -> None:
    made = decode(Action, "x" * 26, {"title": "a\x1b[2Jb\u202ec"})
    assert made is not None
    assert "\x1b" not in made.title
    assert "\u202e" not in made.title


def test_a_move_without_a_readable_instant_is_no_move() -> None:
    assert decode(Move, "x" * 26, {"kind": "pause", "at": "yesterday"}) is None
    at = {"utc": "2026-11-22T09:00:00Z", "boot": 5, "boot_id": "b"}
    made = decode(Move, "x" * 26, {"kind": "pause", "at": at})
    assert made is not None
    assert isinstance(made.at, Instant)
