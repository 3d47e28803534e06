"""What ``check`` reports, and on which day."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.check import Finding, Rows, Selection, findings, late_by_date
from retrotui.core.dates import Calendar
from retrotui.core.people import Directory
from retrotui.core.records.people import Person
from retrotui.core.settings import TeamSettings

TODAY = Calendar(datetime(2026, 11, 22, 9, tzinfo=UTC), "Europe/Berlin")
PEOPLE = Directory([Person("p1", "Ana"), Person("p2", "Anna", merged_into="p1")])


def check(
    selection: Selection | None = None,
    *,
    calendar: Calendar = TODAY,
    settings: TeamSettings | None = None,
    **tables: Any,
) -> list[Finding]:
    rows = Rows(people=PEOPLE, **tables)
    found = findings(rows, calendar, settings or TeamSettings(), selection or Selection())
    return list(found)


def action(**fields: Any) -> dict[str, Any]:
    return {"title": "Fix", "status": "open", **fields}


def why(found: list[Finding]) -> list[tuple[str, str, int | None]]:
    return [(each.finding.value, each.id, each.days) for each in found]


ACTIONS = {
    "a1": action(due="2026-11-20", owners=("p1",)),
    "a2": action(due="2026-11-22", owners=("p2",)),
    "a3": action(due="2026-11-25", status="blocked"),
    "a4": action(due="2026-11-26"),
    "a5": action(owners=()),
    "a6": action(due="2026-11-01", status="done", closed="2026-11-01T10:00:00Z"),
    "a7": action(due="2026-11-22T09:59:00+01:00", owners=("p1",)),
}


def test_with_no_flag_overdue_actions_dissents_and_decisions_are_reported() -> None:
    found = check(
        actions=ACTIONS,
        decisions={"d1": {"title": "Go", "status": "accepted", "review_on": "2026-11-22"}},
        dissents={"x1": {"concern": "Slow", "created": "2026-11-01T10:00:00Z", "by": "p2"}},
    )
    assert why(found) == [
        ("dissent_due", "x1", 7),
        ("overdue", "a1", 2),
        ("decision_due", "d1", 0),
        ("overdue", "a7", 0),
    ]
    assert found[0].owners == ("Ana",)
    assert (found[0].title, found[0].kind, found[0].due) == ("Slow", "dissents", "2026-11-15")


def test_with_flags_exactly_the_kinds_named_are_reported() -> None:
    dissents = {"x1": {"concern": "Slow", "created": "2026-11-01T10:00:00Z"}}
    tables: dict[str, Any] = {"actions": ACTIONS, "dissents": dissents}
    assert why(check(Selection(overdue=True), **tables)) == [
        ("overdue", "a1", 2),
        ("overdue", "a7", 0),
    ]
    assert why(check(Selection(dissent_due=True), **tables)) == [("dissent_due", "x1", 7)]
    assert check(Selection(decisions_due=True), **tables) == []
    assert why(check(Selection(unowned=True), **tables)) == [
        ("unowned", "a3", -3),
        ("unowned", "a4", -4),
        ("unowned", "a5", None),
    ]


def test_due_within_includes_today_the_last_day_and_what_is_overdue() -> None:
    assert why(check(Selection(due_within=3), actions=ACTIONS)) == [
        ("overdue", "a1", 2),
        ("due_soon", "a2", 0),
        ("overdue", "a7", 0),
        ("due_soon", "a3", -3),
    ]


@pytest.mark.parametrize(("updated", "stale"), [("2026-11-08", False), ("2026-11-07", True)])
def test_stale_means_untouched_for_longer(updated: str, stale: bool) -> None:
    rows = {"a1": action(updated=f"{updated}T10:00:00Z"), "a2": action(status="done", updated="")}
    found = check(Selection(stale=14), actions=rows)
    assert why(found) == ([("stale", "a1", 15)] if stale else [])


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"closed": "2026-11-08T10:00:00Z"}, None),
        ({"closed": "2026-11-07T10:00:00Z"}, 1),
        ({"closed": "2026-11-07T10:00:00Z", "outcome": "no"}, None),
        ({"closed": "2026-11-07T10:00:00Z", "outcome": "rubbish"}, 1),
        ({"closed": "2026-11-07T10:00:00Z", "status": "dropped"}, None),
        ({}, None),
    ],
)
def test_an_outcome_is_due_when_nobody_said_whether_it_helped(
    fields: dict[str, Any], days: int | None
) -> None:
    selection = Selection(outcome_due=14)
    assert selection.needs_closed
    found = check(selection, actions={"a1": action(**{"status": "done", **fields})})
    assert why(found) == ([] if days is None else [("outcome_due", "a1", days)])


RAISED = {"concern": "Slow", "state": "raised", "created": "2026-11-08T10:00:00Z"}
ANSWERED = {**RAISED, "state": "addressed", "created": "2026-01-01T10:00:00Z"}


@pytest.mark.parametrize(
    ("row", "due"),
    [
        (RAISED, True),
        (RAISED | {"created": "2026-11-09T10:00:00Z"}, False),
        (RAISED | {"created": "2026-11-09T10:00:00Z", "follow_up_on": "2026-11-10"}, False),
        (RAISED | {"state": "unheard of"}, True),
        (ANSWERED, False),
        (ANSWERED | {"follow_up_on": "2026-11-22"}, True),
        (ANSWERED | {"follow_up_on": "2026-11-23"}, False),
        (ANSWERED | {"follow_up_on": "2026-11-22", "state": "sustained"}, True),
        (ANSWERED | {"follow_up_on": "2026-11-22", "verdict": "moot"}, False),
        (ANSWERED | {"follow_up_on": "2026-11-22", "state": "accepted"}, False),
        (ANSWERED | {"follow_up_on": "2026-11-22", "state": "withdrawn"}, False),
    ],
)
def test_a_dissent_is_due_unanswered_for_two_weeks_or_on_its_day(
    row: dict[str, Any], due: bool
) -> None:
    assert bool(check(dissents={"x1": row})) is due


def test_the_team_says_how_long_a_dissent_may_wait() -> None:
    settings = TeamSettings(dissent_due_days=15)
    assert check(dissents={"x1": RAISED}, settings=settings) == []


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"status": "accepted"}, True),
        ({"status": "proposed"}, True),
        ({"status": "rejected"}, False),
        ({"status": "superseded"}, False),
        ({"status": "deprecated"}, False),
        ({"status": "accepted", "review_on": "2026-11-23"}, False),
        ({"status": "accepted", "review_on": None}, False),
        ({"status": "accepted", "reviewed": "2026-11-20T10:00:00Z"}, False),
        ({"status": "accepted", "reviewed": "2026-11-19T10:00:00Z"}, True),
    ],
)
def test_a_decision_is_due_from_its_review_date_until_it_was_reviewed(
    fields: dict[str, Any], due: bool
) -> None:
    row = {"title": "Go", "review_on": "2026-11-20", **fields}
    assert bool(check(decisions={"d1": row})) is due


def test_days_begin_in_the_teams_zone() -> None:
    evening = Calendar(datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "Europe/Berlin")
    rows = {"a1": action(due="2026-11-22")}
    assert why(check(calendar=evening, actions=rows)) == [("overdue", "a1", 1)]
    assert check(calendar=Calendar(evening.now, "UTC"), actions=rows) == []


def test_an_owner_sees_what_was_promised_under_any_of_their_names() -> None:
    selection = Selection(owner="p1", due_within=3)
    assert [each.id for each in check(selection, actions=ACTIONS)] == ["a1", "a2", "a7"]
    assert [each.id for each in check(Selection(owner="p2"), actions=ACTIONS)] == ["a1", "a7"]


def test_records_of_a_discarded_meeting_are_left_out() -> None:
    rows = {"a1": action(due="2026-11-20", meeting="m1"), "a2": action(due="2026-11-20")}
    assert [each.id for each in check(actions=rows, hidden=frozenset({"m1"}))] == ["a2"]


def test_titles_are_one_clean_line() -> None:
    rows = {"a1": action(title="Fix\x1b]0;x\x07\nit [/]", due="2026-11-20")}
    assert check(actions=rows)[0].title == "Fix]0;x it [/]"


VALUES = (
    st.none()
    | st.integers()
    | st.text(max_size=30)
    | st.lists(st.text(max_size=5), max_size=2)
    | st.sampled_from(["2026-11-01", "9999-12-31", "0001-01-01", "9999-12-31T23:59:59-23:59"])
    | st.dictionaries(st.text(max_size=3), st.integers(), max_size=1)
)
NAMES = st.sampled_from(
    [
        *("title", "concern", "status", "state", "due", "owners", "deciders", "by", "created"),
        *("updated", "closed", "outcome", "verdict", "review_on", "reviewed", "follow_up_on"),
        "meeting",
    ]
)
EVERYTHING = Selection(True, 3, 0, True, 0, True, True)


@given(st.dictionaries(st.text(max_size=4), st.dictionaries(NAMES, VALUES), max_size=4))
def test_a_forged_row_never_hurts(rows: dict[str, dict[str, Any]]) -> None:
    hidden = frozenset({"m1"})
    check(EVERYTHING, actions=rows, decisions=rows, dissents=rows, hidden=hidden)


DAYS = st.dates(datetime(2026, 10, 1).date(), datetime(2026, 12, 31).date()).map(str)
ROWS = st.fixed_dictionaries(
    {"title": st.just("t"), "concern": st.just("c")},
    optional={
        "status": st.sampled_from(["open", "blocked", "done", "dropped", "accepted"]),
        "due": DAYS,
        "updated": DAYS,
        "created": DAYS,
        "closed": DAYS,
        "review_on": DAYS,
        "owners": st.lists(st.sampled_from(["p1", "p2"]), max_size=2),
    },
)


@given(st.dictionaries(st.text("ab", min_size=1, max_size=3), ROWS, max_size=6), st.randoms())
def test_findings_are_the_same_whatever_the_order_of_rows(
    rows: dict[str, dict[str, Any]], shuffler: Any
) -> None:
    ids = list(rows)
    shuffler.shuffle(ids)
    other = {each: rows[each] for each in ids}
    one = check(EVERYTHING, actions=rows, decisions=rows, dissents=rows)
    assert one == check(EVERYTHING, actions=other, decisions=other, dissents=other)
    dates = [each.due or "z" for each in one]
    assert dates == sorted(dates)


WORK = st.dictionaries(
    st.text("ab", min_size=1, max_size=3),
    st.builds(
        action,
        due=st.sampled_from(
            (None, "", "x", "2026-11-20", "2026-11-22", "2026-11-25", "20261101", 7, ["2026-11-20"])
        )
        | st.sampled_from(("2026-11-22T09:59:00+01:00", "2026-11-23T01:00:00+14:00")),
        owners=st.sampled_from(((), ("p1",), "p2", 4)),
    ),
)
ASKED = st.builds(
    Selection,
    overdue=st.booleans(),
    due_within=st.none() | st.integers(0, 9),
    dissent_due=st.booleans(),
    unowned=st.booleans(),
    owner=st.none() | st.just("p1"),
)


@given(rows=WORK, asked=ASKED)
def test_what_its_date_rules_out_is_never_reported(
    rows: dict[str, dict[str, Any]], asked: Selection
) -> None:
    is_late = late_by_date(TODAY, asked)
    kept = {id_: row for id_, row in rows.items() if asked.needs_all or is_late(row["due"])}
    assert check(asked, actions=kept) == check(asked, actions=rows)
