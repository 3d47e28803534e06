"""What a story is told in: people, meetings, and what became of what was promised and decided.

Days count from a meeting (``after``, ``due``) or from today (``due_in``, ``review_in``,
``follow_up_in``: negative is past), so that a story has the same shape on whatever day it is told.
"""

from dataclasses import dataclass

from retrotui.core.records.actions import Outcome
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.decisions import Method, Option, Stance, Verdict
from retrotui.core.records.expectations import Came
from retrotui.services.demo.plan_model import Aim, Course


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the team, and what they speak for."""

    name: str
    function: str


# What becomes of a promise ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Done:
    """Done so many days after the meeting, with or without an answer to "did it help?"."""

    after: int
    helped: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Helped:
    """The answer to "did it help?", given later than it was done."""

    after: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Dropped:
    """Given up, and why."""

    after: int
    why: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """Waits for something from then on."""

    after: int
    why: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Got another due date: so many days after the meeting, or from today."""

    after: int
    due: int | None = None
    due_in: int | None = None


@dataclass(frozen=True, slots=True)
class Remarked:
    """Somebody commented."""

    after: int
    by: str
    text: str


Turn = Done | Helped | Dropped | Blocked | Moved | Remarked


@dataclass(frozen=True, slots=True)
class Promise:
    """An action and its life.

    Attributes:
        owners: Names; none leaves it unowned.
        due: Days after the meeting.
        due_in: Days from today, instead of ``due``.
        not_yet: The meeting said that owner or date come later.
        about: The text of the card it was taken on; None when on the meeting as a whole.
        turns: What became of it, in the order it happened.
    """

    title: str
    owners: tuple[str, ...] = ()
    due: int | None = None
    due_in: int | None = None
    not_yet: bool = False
    tags: tuple[str, ...] = ()
    priority: int | None = None
    expectation: str | None = None
    about: str | None = None
    turns: tuple[Turn, ...] = ()


# What becomes of a disagreement ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody responded."""

    after: int
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Sustained:
    """The answer was not good enough."""

    after: int


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Taken back by whoever raised it, who stands elsewhere now."""

    after: int
    by: str
    stance: Stance
    why: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What reality made of it.

    Attributes:
        reopens: The new information for which its decision was reopened; None leaves it decided.
    """

    after: int
    by: str
    verdict: Verdict
    evidence: str
    reopens: str | None = None


Reply = Answered | Sustained | Withdrawn | Judged


@dataclass(frozen=True, slots=True)
class Objection:
    """A dissent and its life.

    Attributes:
        by: A name; None is anonymous.
        after: Days after the meeting at which it was raised; 0 is in the meeting.
        follow_up_after: Days after the meeting.
        follow_up_in: Days from today, instead.
    """

    concern: str
    by: str | None = None
    after: int = 0
    stance: Stance | None = None
    would_resolve: str | None = None
    predicts: str | None = None
    probability: float | None = None
    follow_up_after: int | None = None
    follow_up_in: int | None = None
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody stood, and why."""

    who: str
    stance: Stance
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision, or a reopened one that is decided again.

    Attributes:
        key: What other proposals know it by.
        outcome: What was decided; None leaves it proposed.
        review_in: Days from today.
        supersedes: The key of the decision it replaces.
        again: The key of the reopened decision that this one decides; its own fields but for
            stands, outcome, rationale and review are those it had.
    """

    key: str
    title: str = ""
    method: Method = Method.CONSENT
    context: str | None = None
    drivers: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    deciders: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    stands: tuple[Stand, ...] = ()
    outcome: str | None = None
    rationale: str | None = None
    review_in: int | None = None
    supersedes: str | None = None
    again: str | None = None
    objections: tuple[Objection, ...] = ()


# Meetings --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """A card: its column's key, who wrote it (not kept where the item is anonymous), the text."""

    column: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What lies in one place of the board.

    Attributes:
        cards: One, or several that are laid onto the first.
        title: The group's; None for a loose card.
        dots: How many votes it gets.
    """

    cards: tuple[Said, ...]
    title: str | None = None
    dots: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """A note: what was parked, who was thanked for what, what the facilitator noted."""

    sort: NoteSort
    text: str
    person: str | None = None
    closed_after: int | None = None


@dataclass(frozen=True, slots=True)
class Weighing:
    """A score of the roadmap that was put on the agenda.

    Attributes:
        minutes: Its timebox.
        index: Its place on the agenda, from 0.
        values: Titles of outcomes with what was typed for each criterion.
    """

    title: str
    minutes: int
    index: int
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting.

    Attributes:
        days: Days from the last working day before today, to be moved off a weekend.
        hour: Local time at which it began, in hours and minutes.
        format: The name of a shipped format.
        spent: Real minutes by agenda item. Shorter than the agenda: the meeting is left there,
            with its clock paused.
        people: Names of those present; the first facilitates.
        late: Names among ``people`` of those who came late.
        absent: Names of those who were expected.
        check_in: Answers by name.
        answers: To the statements of the survey, one row a ballot paper.
        comments: On its statements, by their keys.
        weighing: What was scored beside the format's own items.
        roti: Scores, one per voter.
    """

    days: int
    hour: tuple[int, int]
    format: str
    title: str
    spent: tuple[float, ...]
    people: tuple[str, ...]
    series: str | None = None
    late: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    check_in: tuple[tuple[str, str], ...] = ()
    answers: tuple[tuple[int, ...], ...] = ()
    comments: tuple[tuple[str, str], ...] = ()
    weighing: Weighing | None = None
    subjects: tuple[Subject, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    promises: tuple[Promise, ...] = ()
    remarks: tuple[Remark, ...] = ()
    roti: tuple[int, ...] = ()


# Between meetings ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heard:
    """Feedback, and what a meeting made of it.

    Attributes:
        days: Days from the last working day before today.
        by: A name; None when it is nobody in the team.
        triaged: Days, like ``days``, on which a meeting looked at it; None leaves it waiting.
        whom: Who was thanked for it then; None left it for later.
    """

    days: int
    text: str
    by: str | None = None
    source: str = ""
    link: str | None = None
    triaged: int | None = None
    whom: str | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An expectation and what came of it.

    Attributes:
        days: Days from the last working day before today on which it was stated.
        resolve_in: Days from today on which it is known.
        by: A name; None is the room.
        about: The title of a decision.
        again: A probability it was given two weeks later.
        resolved: Days, like ``days``, on which it was resolved; None leaves it open.
    """

    days: int
    statement: str
    probability: float
    resolve_in: int
    by: str | None = None
    about: str | None = None
    again: float | None = None
    resolved: int | None = None
    came: Came | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A team and what happened to it; the meetings in the order of their days."""

    team: str
    members: tuple[Member, ...]
    meetings: tuple[Gathering, ...]
    aims: tuple[Aim, ...] = ()
    courses: tuple[Course, ...] = ()
    heard: tuple[Heard, ...] = ()
    foreseen: tuple[Foreseen, ...] = ()
