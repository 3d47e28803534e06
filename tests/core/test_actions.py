"""What an action's state allows, what it keeps, and how lists choose, order and show actions."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core import actions
from retrotui.core.action_fields import admit_link, admit_tag
from retrotui.core.action_list import ActionView, Filter, Reading, Ref, moved, view
from retrotui.core.actions import Draft, Edit
from retrotui.core.changes import Change, Exclude, Include, Put
from retrotui.core.dates import Calendar
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.people import Directory
from retrotui.core.records.actions import Action, ActionStatus, Origin, Outcome
from retrotui.core.records.codec import decode, read_lazily
from retrotui.core.records.columns import columns_of
from retrotui.core.records.people import Person

NOW = "2026-11-22T09:00:00Z"
LATER = "2026-11-23T09:00:00Z"
ID = "0" * 25 + "a"
OPEN = Action(ID, "Fix the build", due="2026-12-01", owners=("ana",))
BLOCKED = OPEN._replace(status=ActionStatus.BLOCKED, why="no runner")
DONE = OPEN._replace(status=ActionStatus.DONE, closed=NOW)
DROPPED = OPEN._replace(status=ActionStatus.DROPPED, closed=NOW, why="moot")
BERLIN = Calendar(datetime(2026, 11, 22, 9, tzinfo=UTC), "Europe/Berlin")
NOBODY = Directory([])


def after(action: Action, changes: tuple[Change, ...]) -> Action:
    """The action once the changes are made, read back as from a store."""
    row = {name: getattr(action, name) for name in Action._fields if name != "id"}
    for change in changes:
        if isinstance(change, Put):
            row |= change.fields
        elif isinstance(change, Include):
            row[change.field] = tuple(sorted({*row[change.field], *change.members}))
        elif isinstance(change, Exclude):
            row[change.field] = tuple(x for x in row[change.field] if x not in change.members)
    made = decode(Action, action.id, row)
    assert made is not None
    return made


def added(draft: Draft) -> Action:
    return after(Action(ID, ""), actions.add(ID, draft))


def test_an_action_keeps_what_was_entered() -> None:
    action = added(
        Draft(
            " Fix\x1b[31m the\nbuild ",
            owners=("ana", "bo"),
            due="2026-12-01T17:00:00+01:00",
            not_yet=False,
            priority=1,
            tags=("#ci", "CI", "speed"),
            links=("https://example.org/a?b=c",),
            expectation="faster",
            meeting="m" * 26,
            item="i" * 26,
            origin=Origin("cards", "c" * 26),
        )
    )
    assert action.title == "Fix[31m the build"
    assert action.owners == ("ana", "bo")
    assert action.due == "2026-12-01T17:00:00+01:00"
    assert (action.priority, action.expectation) == (1, "faster")
    assert sorted(each.casefold() for each in action.tags) == ["ci", "speed"]
    assert action.links == ("https://example.org/a?b=c",)
    assert action.origin == Origin("cards", "c" * 26)
    assert action.status is ActionStatus.OPEN


@pytest.mark.parametrize(
    "draft",
    [
        Draft(""),
        Draft("\u200b"),
        Draft("x" * 70_000),
        Draft("x", due="tomorrow"),
        Draft("x", due="2026-13-01"),
        Draft("x", priority=0),
        Draft("x", priority=5),
        Draft("x", tags=("two words",)),
        Draft("x", tags=("#",)),
        Draft("x", links=("javascript:alert(1)",)),
        Draft("x", links=("",)),
    ],
)
def test_a_field_that_cannot_be_kept_is_refused(draft: Draft) -> None:
    with pytest.raises(UsageError):
        actions.add(ID, draft)


@pytest.mark.parametrize(
    "link",
    ["HTTPS://example.org", "mailto:ana@example.org", "docs/a b.md", "/tmp/x", "C:/x", "a" * 2048],
)
def test_links_and_paths_are_kept(link: str) -> None:
    assert admit_link(f" {link} ") == link


@pytest.mark.parametrize(
    "link",
    [
        "data:text/html,x",
        "file:///etc/passwd",
        "https://a\x1b]8;;b",
        "https://a\u202eb",
        "a" * 2049,
    ],
)
def test_links_that_could_do_harm_are_refused(link: str) -> None:
    with pytest.raises(UsageError):
        admit_link(link)


def test_a_tag_is_one_word_without_its_mark() -> None:
    assert admit_tag(" #Ops ") == "Ops"


MOVES: dict[str, Callable[[Action], tuple[Change, ...]]] = {
    "done": lambda action: actions.done(action, LATER),
    "helped": lambda action: actions.answer_helped(action, Outcome.YES, LATER),
    "reopen": actions.reopen,
    "drop": lambda action: actions.drop(action, "no time", LATER),
    "block": lambda action: actions.block(action, "waiting"),
    "unblock": actions.unblock,
    "move": lambda action: actions.move(action, "2026-12-24", LATER),
}


@pytest.mark.parametrize(
    ("action", "verb", "status"),
    [
        (OPEN, "done", "done"),
        (OPEN, "drop", "dropped"),
        (OPEN, "block", "blocked"),
        (OPEN, "move", "open"),
        (BLOCKED, "done", "done"),
        (BLOCKED, "drop", "dropped"),
        (BLOCKED, "unblock", "open"),
        (BLOCKED, "block", "blocked"),
        (BLOCKED, "move", "blocked"),
        (DONE, "helped", "done"),
        (DONE, "reopen", "open"),
        (DROPPED, "reopen", "open"),
    ],
)
def test_moves_that_are_allowed(action: Action, verb: str, status: str) -> None:
    assert after(action, MOVES[verb](action)).status == status


@pytest.mark.parametrize(
    ("action", "verb"),
    [(OPEN, "reopen"), (OPEN, "unblock"), (DONE, "done")],
)
def test_repeating_is_nothing_to_do(action: Action, verb: str) -> None:
    assert MOVES[verb](action) == ()


@pytest.mark.parametrize(
    ("action", "verb", "allowed"),
    [
        (OPEN, "helped", ("done", "drop", "block", "move")),
        (BLOCKED, "helped", ("done", "drop", "unblock", "move")),
        (BLOCKED, "reopen", ("unblock",)),
        (DONE, "drop", ("helped", "reopen")),
        (DONE, "block", ("helped", "reopen")),
        (DONE, "unblock", ("helped", "reopen")),
        (DONE, "move", ("helped", "reopen")),
        (DROPPED, "done", ("reopen",)),
        (DROPPED, "helped", ("reopen",)),
        (DROPPED, "block", ("reopen",)),
        (DROPPED, "unblock", ("reopen",)),
        (DROPPED, "move", ("reopen",)),
    ],
)
def test_moves_that_are_forbidden_name_the_allowed_ones(
    action: Action, verb: str, allowed: tuple[str, ...]
) -> None:
    with pytest.raises(ForbiddenMoveError) as refused:
        MOVES[verb](action)
    possible = refused.value.message.split("possible: ")[1]
    assert set(allowed) <= set(possible.split(", "))
    # What the message offers really is allowed.
    for offered in possible.split(", "):
        MOVES[offered](action)


def test_a_reason_must_be_given() -> None:
    for move in (lambda: actions.drop(OPEN, " ", NOW), lambda: actions.block(OPEN, "")):
        with pytest.raises(UsageError, match="--why"):
            move()


def test_helped_may_come_with_done_later_and_be_revised() -> None:
    done = after(OPEN, actions.done(OPEN, NOW, Outcome.PARTLY))
    assert (done.outcome, done.outcome_at, done.closed) == (Outcome.PARTLY, NOW, NOW)
    assert actions.done(done, LATER, Outcome.PARTLY) == ()
    revised = after(done, actions.done(done, LATER, Outcome.NO))
    assert (revised.outcome, revised.outcome_at, revised.closed) == (Outcome.NO, LATER, NOW)


def test_each_change_of_the_date_is_recorded() -> None:
    first = after(OPEN, actions.move(OPEN, "2026-12-08", NOW))
    second = after(first, actions.move(first, None, LATER))
    third = after(second, actions.move(second, "2026-12-09", "2026-11-24T09:00:00Z"))
    assert third.moves == (
        f"{NOW} 2026-12-01 2026-12-08",
        f"{LATER} 2026-12-08 -",
        "2026-11-24T09:00:00Z - 2026-12-09",
    )
    assert third.due == "2026-12-09"
    assert moved(third) == 2
    assert actions.move(third, "2026-12-09", LATER) == ()


def test_assigning_replaces_the_owners() -> None:
    assert after(OPEN, actions.assign(OPEN, ("bo", "cy"))).owners == ("bo", "cy")
    assert after(OPEN, actions.assign(OPEN, ())).owners == ()


@pytest.mark.parametrize(
    "plan",
    [
        lambda action: actions.edit(action, Edit(owners=("ana",), due="2026-12-01"), NOW),
        lambda action: actions.move(action._replace(owners=("ana",)), "2026-12-01", NOW),
        lambda action: actions.assign(action._replace(due="2026-12-01"), ("ana",)),
    ],
)
def test_owner_and_date_together_answer_not_yet(
    plan: Callable[[Action], tuple[Change, ...]],
) -> None:
    waiting = Action(ID, "Fix the build", not_yet=True)
    assert not after(waiting, plan(waiting)).not_yet
    assert after(waiting, actions.assign(waiting, ("ana",))).not_yet


def test_an_edit_changes_only_what_it_names() -> None:
    action = OPEN._replace(tags=("ci", "Ops"), priority=2, expectation="faster")
    edited = after(action, actions.edit(action, Edit(title="New", priority=None), NOW))
    assert edited == action._replace(title="New", priority=None)
    tagged = after(action, actions.edit(action, Edit(tags=("CI", "new"), untag=("ops",)), NOW))
    assert tagged.tags == ("ci", "new")
    cleared = after(action, actions.edit(action, Edit(due=None, expectation=" "), NOW))
    assert (cleared.due, cleared.expectation, len(cleared.moves)) == (None, None, 1)
    assert actions.edit(action, Edit(), NOW) == ()


def test_a_note_is_kept_with_the_meeting_of_its_action() -> None:
    (put,) = actions.note("n" * 26, OPEN._replace(meeting="m" * 26), "asked\nagain", person="ana")
    assert put == Put(
        "notes",
        "n" * 26,
        {
            "sort": "comment",
            "text": "asked\nagain",
            "about": ID,
            "meeting": "m" * 26,
            "person": "ana",
        },
    )


@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=12))
def test_whatever_happens_status_closing_and_outcome_agree(verbs: list[str]) -> None:
    action = OPEN
    for verb in verbs:
        try:
            action = after(action, MOVES[verb](action))
        except ForbiddenMoveError:
            continue
        assert (action.closed is not None) == (not action.is_open)
        assert (action.why is not None) == (
            action.status in (ActionStatus.BLOCKED, ActionStatus.DROPPED)
        )
        assert action.outcome is None or action.status is ActionStatus.DONE
        assert (action.outcome is None) == (action.outcome_at is None)


# Lists ------------------------------------------------------------------------------------


def numbered(number: int, **fields: object) -> Action:
    return Action(f"{number:026d}", f"Action {number}", **fields)  # type: ignore[arg-type]


def chosen(actions_: list[Action], wanted: Filter, people: Directory = NOBODY) -> list[int]:
    reading = Reading(people, BERLIN)
    return [int(each.id) for each in reading.select(map(reading.view, actions_), wanted)]


LIST = [
    numbered(1),
    numbered(2, due="2026-12-01", tags=("Ops",)),
    numbered(3, due="2026-11-20", status=ActionStatus.BLOCKED, owners=("old",)),
    numbered(4, due="2026-11-19", status=ActionStatus.DONE),
    numbered(5, due="2026-11-20", meeting="m"),
    numbered(6, status=ActionStatus.DROPPED),
    numbered(7, due="not a date"),
]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(), [3, 5, 2, 1, 7]),
        (Filter(all=True), [4, 3, 5, 2, 1, 6, 7]),
        (Filter(statuses=frozenset({ActionStatus.DONE})), [4]),
        (Filter(overdue=True, all=True), [3, 5]),
        (Filter(due_by=date(2026, 12, 1)), [3, 5, 2]),
        (Filter(due_by=date(2026, 11, 20), meeting="m"), [5]),
        (Filter(tag="#ops"), [2]),
        (Filter(owner="new"), [3]),
        (Filter(owner="old"), [3]),
        (Filter(owner="nobody"), []),
    ],
)
def test_filters_add_up_and_no_date_comes_last(wanted: Filter, expected: list[int]) -> None:
    people = Directory([Person("new", "Ana"), Person("old", "Anna", merged_into="new")])
    assert chosen(LIST, wanted, people) == expected


def overdue_days(action: Action, calendar: Calendar) -> int | None:
    return view(action, NOBODY, calendar, lambda _: None).overdue_days


def test_the_teams_zone_decides_what_is_past() -> None:
    late_evening = Calendar(datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "Europe/Berlin")
    action = numbered(1, due="2026-11-22")
    assert overdue_days(action, late_evening) == 1
    assert overdue_days(action, late_evening._replace(timezone="UTC")) is None
    assert overdue_days(numbered(1, due="2026-11-22T09:30:00+01:00"), BERLIN) == 0
    assert overdue_days(action._replace(status=ActionStatus.DONE), late_evening) is None


def test_a_view_names_people_and_the_meeting() -> None:
    people = Directory(
        [
            Person("p1", "bo"),
            Person("p2", "Ana"),
            Person("p3", "Anna", merged_into="p2"),
        ]
    )
    action = numbered(
        1,
        due="2026-11-20",
        owners=("p1", "p2", "p3", "gone"),
        meeting="m1",
        moves=(f"{NOW} - 2026-11-19", f"{LATER} 2026-11-19 2026-11-20", "forged"),
    )
    shown = view(action, people, BERLIN, {"m1": "Retro 12"}.get)
    assert shown.owners == ("Ana", "bo", "gone")
    assert shown.owner_ids == ("gone", "p1", "p2")
    assert shown.meeting == Ref("m1", "Retro 12")
    assert (shown.overdue_days, shown.moved) == (2, 1)
    assert view(numbered(2, meeting="m2"), people, BERLIN, lambda _: None).meeting is None


STORED = st.dictionaries(
    st.sampled_from(("status", "due", "title", "owners", "tags", "meeting", "why", "closed")),
    st.none()
    | st.booleans()
    | st.integers(-1, 1)
    | st.sampled_from(("open", "blocked", "2026-11-20", "2026-11-25T09:00:00+01:00", "ana"))
    | st.text("a \x1b\u202e\n[", max_size=4)
    | st.lists(st.sampled_from(("ana", "bo\x07", "ci ", 1, True, None)), max_size=2)
    | st.lists(st.lists(st.just("x"), max_size=1) | st.just("ana"), max_size=2),
)
SHOWN = (
    "id", "title", "status", "due", "owners", "tags", "owner_ids", "meeting", "overdue_days", "why",
    "closed", "moved",
)  # fmt: skip


@given(rows=st.dictionaries(st.text("0ab", min_size=1, max_size=2), STORED))
def test_many_are_read_as_one_is_whatever_is_stored(rows: dict[str, dict[str, object]]) -> None:
    people = Directory([Person("ana", "Ana\x1b Li")])
    reading = Reading(
        people,
        BERLIN,
        {"ana": "Retro"}.get,
        whole=lambda id_: read_lazily(Action, id_, rows[id_]),
    )
    many = reading.views(columns_of(rows))
    single = [
        view(action, people, BERLIN, {"ana": "Retro"}.get)
        for id_, row in rows.items()
        if (action := decode(Action, id_, row)) is not None
    ]

    def shown(views: list[ActionView]) -> list[tuple[object, ...]]:
        return [tuple(getattr(each, name) for name in SHOWN) for each in views]

    assert shown(many) == shown(single)
    hidden = reading.views(columns_of(rows), frozenset({"ana"}))
    assert shown(hidden) == shown([each for each in many if each._meeting != "ana"])
