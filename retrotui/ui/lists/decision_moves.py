"""What can be done to a decision from a list: each move asks what it needs, ``u`` undoes it."""

from collections.abc import Mapping
from functools import partial

from retrotui.core.decision_fields import DecisionDraft, DecisionEdit
from retrotui.core.decision_views import DecisionView
from retrotui.core.decisions import DecisionMove, allowed_moves
from retrotui.core.records.decisions import Decision
from retrotui.core.records.kinds import Kind
from retrotui.core.records.people import Person
from retrotui.core.text import one_line
from retrotui.services import decisions, notes, people
from retrotui.services.history import of as record_steps
from retrotui.ui.dialogs.ask import Ask, AskLines
from retrotui.ui.dialogs.choose import Choice
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.forms.decision import METHODS, outcome_form, read_outcome, reject_dialog
from retrotui.ui.forms.dissent import DissentStart
from retrotui.ui.forms.position import person_dialog, stance_dialog, why_dialog
from retrotui.ui.lists import dissent_moves
from retrotui.ui.lists.decision_forms import (
    decision_form,
    read_changes,
    read_date_only,
    read_method,
    read_options,
)
from retrotui.ui.lists.history import history_facts
from retrotui.ui.lists.inputs import day_field, needs, read_names
from retrotui.ui.lists.reading import Reading
from retrotui.ui.lists.work_screen import Steps, WorkScreen
from retrotui.ui.render import joined, short
from retrotui.ui.signs import stance_text

_KEEPS_WHY = (
    "A position says where somebody stands. A dissent keeps why, and comes back until it is "
    "answered."
)
_MOVES = {
    "position": DecisionMove.POSITION,
    "decide": DecisionMove.DECIDE,
    "reject": DecisionMove.DECIDE,
    "keep": DecisionMove.KEEP,
    "reopen": DecisionMove.REOPEN,
}
_WAYS = {
    DecisionMove.POSITION: "p takes a position",
    DecisionMove.DECIDE: "D decides, R rejects",
    DecisionMove.KEEP: "K keeps it",
    DecisionMove.REOPEN: "O reopens it with what is new",
    DecisionMove.EDIT: "e edits its words",
}


def why_not(verb: str, decision: Decision) -> str | None:
    """Why a move is not open to a decision of this status; names those that are."""
    move = _MOVES.get(verb)
    allowed = allowed_moves(decision)
    if move is None or move in allowed:
        return None
    ways = "; ".join(_WAYS[each] for each in allowed if each in _WAYS)
    return f"It is {decision.status}: {ways}."


def new(screen: WorkScreen) -> Steps:
    """Puts a proposal forward."""

    def put_forward(answer: Mapping[str, str]) -> None:
        draft = DecisionDraft(
            title=answer["title"],
            method=read_method(answer["method"]),
            context=answer["context"] or None,
            options=read_options(answer["options"], ()),
            deciders=read_names(answer["deciders"]),
            review_on=read_date_only(answer["review"], screen.calendar),
        )
        made = decisions.add(screen.desk, draft)
        screen.wanted = made.id
        screen.keep(f"new decision {short(draft.title)}", made.receipt)

    yield from screen.fill_in(partial(decision_form, screen, None), put_forward)


def edit(screen: WorkScreen, view: DecisionView) -> Steps:
    """Changes what a decision says; what was put to the room stays once it is decided."""

    def change(answer: Mapping[str, str]) -> None:
        changes = read_changes(view, answer, screen.calendar)
        made = decisions.edit(screen.desk, view.record.id, changes)
        screen.keep(f"edit {short(view.record.title)}", made.receipt)

    yield from screen.fill_in(partial(decision_form, screen, view), change)


def position(screen: WorkScreen, view: DecisionView) -> Steps:
    """Takes somebody's position; after a dissenting one, the dissent is one key away."""
    one, repo = view.record, screen.desk.repo
    person = yield person_dialog(_people(screen, view), None)
    if person is None:
        return
    found = people.directory(repo).find(person)
    name = person if found is None else found.name
    before = next((each for each in view.positions if found and each.person == found.id), None)
    stance = yield stance_dialog(name, None if before is None else before.stance)
    if stance is None:
        return
    why = yield why_dialog(name, stance, None if before is None else before.why)
    if why is None:
        return
    taken = decisions.take_position(screen.desk, one.id, person, stance, why or None)
    screen.keep(f"position of {short(name)}", taken.receipt)
    if taken.offers_dissent and (
        yield Confirm("Record the dissent too?", _KEEPS_WHY, yes="dissent", no="not now")
    ):
        yield from dissent_moves.new(screen, one.id, one.title, DissentStart(name, stance, why))


def decide(screen: WorkScreen, view: DecisionView) -> Steps:
    """Accepts a proposal, after saying what its method makes of it and who was not heard."""
    one = view.record
    make = partial(outcome_form, screen.calendar, one, _said_aloud(view))

    def accept(answer: Mapping[str, str]) -> None:
        entry = read_outcome(answer, screen.calendar, one)
        change = DecisionEdit(review_on=entry.review_on)
        reviewed = decisions.edit(screen.desk, one.id, change)
        decided = decisions.decide(
            screen.desk, one.id, accept=True, outcome=entry.outcome, rationale=entry.rationale
        )
        screen.keep(f"decide {short(one.title)}", reviewed.receipt, decided.receipt)

    yield from screen.fill_in(make, accept)


def reject(screen: WorkScreen, view: DecisionView) -> Steps:
    """Rejects a proposal."""
    one = view.record
    why = yield reject_dialog(one.title)
    if why is not None:
        made = decisions.decide(screen.desk, one.id, accept=False, rationale=why or None)
        screen.keep(f"reject {short(one.title)}", made.receipt)


def keep(screen: WorkScreen, view: DecisionView) -> Steps:
    """Looks at a decision again and lets it stand."""
    field = day_field("review", "Review", screen.calendar, none="not looked at again")
    answer = yield Ask(
        f"Keep, and look again when? {short(view.record.title)}",
        prompt="in 3 months; empty for never",
        check=field.check,
        echo=field.echo,
    )
    if answer is None:
        return
    day = read_date_only(answer, screen.calendar)
    receipt = decisions.keep(screen.desk, view.record.id, review_on=day)
    screen.keep(f"keep {short(view.record.title)}", receipt)


def note(screen: WorkScreen, kind: Kind, record: str, title: str) -> Steps:
    """Comments on a decision or a dissent."""
    text = yield AskLines(f"Note: {short(title)}", check=needs("the note"))
    if text is None:
        return
    noted = notes.comment(screen.desk, kind, record, text)
    screen.keep(f"note on {short(title)}", noted.receipt)


def history(screen: WorkScreen, kind: Kind, record: str, title: str) -> Steps:
    """Shows the notes on a record, and who changed what when."""
    repo = screen.desk.repo
    facts = history_facts(
        record_steps(repo, kind, record, screen.calendar),
        notes.about(repo, record),
        people.directory(repo),
        screen.calendar,
    )
    yield Reading(short(title), facts)


def _people(screen: WorkScreen, view: DecisionView) -> list[Choice[str]]:
    """Those not heard first, then those who may revise, then everybody else."""
    known = people.directory(screen.desk.repo).live()
    stances = {each.person: stance_text(each.stance).text for each in view.positions}
    silent = set(view.unheard)

    def place(person: Person) -> int:
        return 0 if one_line(person.name) in silent else 1 if person.id in stances else 2

    return [
        Choice(each.id, each.name, joined((each.function or "", _heard(each, stances, silent))))
        for each in sorted(known, key=place)
    ]


def _heard(person: Person, stances: Mapping[str, str], silent: set[str]) -> str:
    if one_line(person.name) in silent:
        return "not heard yet"
    return stances.get(person.id, "")


def _said_aloud(view: DecisionView) -> tuple[str, ...]:
    """What an honest facilitator says before the outcome is written down."""
    said = f"{METHODS[view.record.method][0]}: {view.reading.says}"
    return (said, f"▲ not heard: {', '.join(view.unheard)}") if view.unheard else (said,)
