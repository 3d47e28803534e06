"""What can be done to a dissent from a list: each move asks what it needs, ``u`` undoes it."""

from collections.abc import Mapping
from functools import partial

from retrotui.core.decision_views import DissentView
from retrotui.core.dissent import DissentMove, allowed_moves, is_open
from retrotui.core.records.decisions import Dissent, Verdict
from retrotui.services import decisions, dissent, people
from retrotui.ui.dialogs.ask import AskLines
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.forms.dissent import (
    DissentStart,
    answer_dialog,
    concern_dialog,
    dissent_form,
    read_dissent,
    withdraw_dialog,
)
from retrotui.ui.lists.inputs import fits
from retrotui.ui.lists.reopening import reopen
from retrotui.ui.lists.work_screen import Steps, WorkScreen
from retrotui.ui.render import short

_MOVES = {
    "answer": DissentMove.ANSWER,
    "accept": DissentMove.ACCEPT,
    "sustain": DissentMove.SUSTAIN,
    "withdraw": DissentMove.WITHDRAW,
    "verdict": DissentMove.VERDICT,
    "reword": DissentMove.EDIT,
}
_WAYS = {
    DissentMove.EDIT: "e words it better",
    DissentMove.ANSWER: "A answers",
    DissentMove.ACCEPT: "y accepts",
    DissentMove.SUSTAIN: "s sustains",
    DissentMove.WITHDRAW: "w withdraws",
    DissentMove.VERDICT: "v gives the verdict",
}
_VERDICTS = (
    Choice(Verdict.VINDICATED, "vindicated", "it came as feared", key="1"),
    Choice(Verdict.PARTLY, "partly", "some of it came", key="2"),
    Choice(Verdict.NOT_BORNE_OUT, "not borne out", "it did not come", key="3"),
    Choice(Verdict.MOOT, "moot", "nobody can say any more", key="4"),
)


def why_not(verb: str, record: Dissent) -> str | None:
    """Why a move is not open to a dissent in this state; names those that are."""
    move = _MOVES.get(verb)
    allowed = allowed_moves(record)
    if move is None or move in allowed:
        return None
    stands = (
        f"{record.state}, {record.verdict.replace('_', ' ')}" if record.verdict else record.state
    )
    ways = "; ".join(_WAYS[each] for each in allowed)
    return f"It is {stands}: {ways}." if ways else f"It is {stands}; nothing more is done to it."


def new(
    screen: WorkScreen, decision_id: str, title: str, start: DissentStart | None = None
) -> Steps:
    """Raises a dissent on a decision.

    Args:
        screen: Where it is asked.
        decision_id: The decision's full id.
        title: Its title.
        start: What is known of the dissent already.
    """
    repo = screen.desk.repo
    against = decisions.view(repo, decision_id).dissents
    taken = [each.record.by for each in against if each.record.by and is_open(each.record)]
    known = people.directory(repo)
    make = partial(dissent_form, title, screen.calendar, known, start, taken)

    def raise_it(answer: Mapping[str, str]) -> None:
        draft = read_dissent(answer, screen.calendar, start)
        raised = dissent.add(screen.desk, decision_id, draft)
        screen.wanted = raised.id
        # Not whose: the label of an anonymous one must not lead back to anybody.
        screen.keep("dissent", raised.receipt)

    yield from screen.fill_in(make, raise_it)


def reword(screen: WorkScreen, view: DissentView) -> Steps:
    """Words the concern better, as its author."""
    text = yield concern_dialog(view.record.concern)
    if text is not None:
        screen.keep("reword dissent", dissent.edit(screen.desk, view.record.id, text))


def answer(screen: WorkScreen, view: DissentView) -> Steps:
    """Responds to a dissent."""
    before = view.record.response
    text = yield answer_dialog(view.record.concern, None if before is None else before.text)
    if text is not None:
        screen.keep("answer dissent", dissent.answer(screen.desk, view.record.id, text))


def accept(screen: WorkScreen, view: DissentView) -> None:
    """Notes that the dissenter is content with the answer."""
    screen.keep("accept dissent", dissent.accept(screen.desk, view.record.id))


def sustain(screen: WorkScreen, view: DissentView) -> None:
    """Notes that the dissenter upholds it."""
    screen.keep("sustain dissent", dissent.sustain(screen.desk, view.record.id))


def withdraw(screen: WorkScreen, view: DissentView) -> Steps:
    """Takes a dissent back: its author, or on their request with a note that says so."""
    note = yield withdraw_dialog(own=_is_own(screen, view), name=view.by)
    if note is not None:
        receipt = dissent.withdraw(screen.desk, view.record.id, note or None)
        screen.keep("withdraw dissent", receipt)


def verdict(screen: WorkScreen, view: DissentView) -> Steps:
    """Says what reality made of it; a vindicated one offers to reopen the decision."""
    chosen = yield Choose(
        f"What became of it? {short(view.record.concern)}",
        _VERDICTS,
        filtered=False,
        current=view.record.verdict,
    )
    if chosen is None:
        return
    evidence = yield AskLines(
        "What shows it? May be left empty.",
        value=view.record.evidence or "",
        check=fits("the evidence"),
    )
    if evidence is None:
        return
    judged = dissent.give_verdict(screen.desk, view.record.id, chosen, evidence or None)
    screen.keep("verdict on dissent", judged.receipt)
    if not judged.offers_reopening:
        return
    if (yield Confirm("Reopen the decision?", view.decision.title, yes="reopen", no="it stands")):
        yield from reopen(screen, judged.decision, view.decision.title)


def _is_own(screen: WorkScreen, view: DissentView) -> bool:
    known, desk = people.directory(screen.desk.repo), screen.desk
    me = known.find(desk.by) if desk.by is not None else None
    by = view.record.by
    return me is not None and by is not None and known.root_id(by) == me.id
