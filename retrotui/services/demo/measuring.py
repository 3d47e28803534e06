"""Plays what is measured: what a survey counts, and what outcomes of the roadmap are worth."""

from retrotui.core.activities import score as scoring
from retrotui.core.activities import survey as asking
from retrotui.core.agenda import AgendaItem
from retrotui.services import agenda, scores, surveys
from retrotui.services.demo.model import Gathering, Weighing
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import load_scoring


def survey(desk: Desk, meeting: str, item: AgendaItem, told: Gathering) -> None:
    """Everybody fills in a paper; they are counted, and something is said about them."""
    statements = asking.settings(item).statements
    for paper in told.answers:
        voter: str | None = None
        for statement, answer in zip(statements, paper, strict=True):
            voter, _ = surveys.answer(desk, item.id, statement.key, answer, voter=voter)
    surveys.count_answers(desk, item.id)
    for key, text in told.comments:
        surveys.comment(desk, meeting, item, key, text)


def plan(desk: Desk, meeting: str, told: Weighing) -> None:
    """Puts a score of the roadmap on the agenda."""
    agenda.add_item(
        desk,
        meeting,
        scoring.ACTIVITY.name,
        title=told.title,
        minutes=told.minutes,
        index=told.index,
        settings={"subjects": scoring.ROADMAP},
    )


def weigh(desk: Desk, meeting: str, item: AgendaItem, told: Weighing) -> None:
    """Gives outcomes their values; those that nobody weighed are left out."""
    rows = {
        each.title: each.id for each in scoring.subjects(load_scoring(desk.repo, meeting), item)
    }
    axes = scoring.settings(item).model.axes
    for title, values in told.values:
        for axis, value in zip(axes, values, strict=True):
            scores.give(desk, item.id, rows[title], axis.key, value)
