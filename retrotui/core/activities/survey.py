"""Survey: everybody answers the same statements; the trend says what changed since last time."""

from dataclasses import dataclass

from retrotui.core.activities.activity import Activity, always, plural, read_settings
from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import MeetingState, attending, ballot, open_votes
from retrotui.core.records.cards import Note, NoteSort
from retrotui.core.setting_tables import Statement
from retrotui.core.surveys import SCALES, SURVEY, Answers, Run, Scale, answered, answers, begun
from retrotui.core.votes import paper_number

PLAIN_STATEMENTS = (Statement("mood", "How are we doing?"),)
"""What a survey asks that was added without saying what."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The settings.

    Attributes:
        anonymous: Only ballot papers are filled in, by nobody.
    """

    scale: Scale
    statements: tuple[Statement, ...]
    anonymous: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """One statement with what was answered; None when nothing was counted for it."""

    statement: Statement
    answers: Answers | None


def settings(item: AgendaItem) -> Survey:
    """The item's settings."""
    read = read_settings(item, "survey")
    statements = tuple(each for each in read["statements"] if each.key) or PLAIN_STATEMENTS
    return Survey(SCALES[read["scale"]], statements, read["anonymous"])


def outcomes(state: MeetingState, item: AgendaItem) -> tuple[Outcome, ...] | None:
    """Every statement's result; None while the survey is open."""
    closed = ballot(state, item.id, SURVEY)
    if closed is None:
        return None
    asked, runs = settings(item), earlier_runs(state, item)
    return tuple(
        Outcome(each, answers(closed, each.key, asked.scale, runs)) for each in asked.statements
    )


def earlier_runs(state: MeetingState, item: AgendaItem) -> tuple[Run, ...]:
    """The counted surveys before this one, in the series and in this meeting, the oldest first."""
    here: list[Run] = []
    for each in state.items:
        if each.id == item.id:
            break
        counted = ballot(state, each.id, SURVEY) if each.activity == "survey" else None
        if counted is not None:
            here.append(Run(state.meeting.started, settings(each).scale.name, counted))
    return (*state.surveys, *here)


def left(state: MeetingState, item: AgendaItem, voter: str) -> tuple[Statement, ...]:
    """The statements a voter has not answered yet."""
    done = answered(open_votes(state, item.id), voter)
    return tuple(each for each in settings(item).statements if each.key not in done)


def voters(state: MeetingState, item: AgendaItem) -> frozenset[str]:
    """Everybody who has answered anything in an open survey."""
    return begun(open_votes(state, item.id))


def waiting(state: MeetingState, item: AgendaItem) -> int:
    """How many of those present have not begun; fewer than none is none."""
    return max(0, len(attending(state)) - len(voters(state, item)))


def present_paper(state: MeetingState, item: AgendaItem) -> str | None:
    """The last paper while statements are left on it, to go on with; None: a fresh one."""
    papers = [each for each in voters(state, item) if paper_number(each)]
    last = max(papers, key=lambda each: paper_number(each) or 0, default=None)
    return last if last is not None and left(state, item, last) else None


def comments(state: MeetingState, item: AgendaItem, statement: str) -> tuple[Note, ...]:
    """What was noted on a statement, the oldest first."""
    found = (
        each
        for each in state.notes
        if each.sort is NoteSort.NOTE and each.item == item.id and each.about == statement
    )
    return tuple(sorted(found, key=lambda each: (each.created, each.id)))


def unfinished(state: MeetingState, item: AgendaItem) -> str | None:
    """Papers that nobody has counted."""
    filled = len(voters(state, item))
    if ballot(state, item.id, SURVEY) is not None or not filled:
        return None
    return f"{plural(filled, 'paper is', 'papers are')} not counted yet"


ACTIVITY = Activity(
    name="survey",
    title="Survey",
    about="Everybody answers each statement unseen; the room sees the spread and the trend.",
    minutes=10,
    settings=settings,
    ready=always,
    unfinished=unfinished,
)
