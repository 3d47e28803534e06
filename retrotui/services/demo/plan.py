"""Plays goals and the roadmap: what was set, read, moved and reached between and in meetings."""

from dataclasses import replace
from typing import Final

from retrotui.core.goals import GoalDraft
from retrotui.core.roadmap_fields import RoadmapDraft
from retrotui.services import goals, roadmap
from retrotui.services.demo.chance import SEED
from retrotui.services.demo.diary import Deed, Diary
from retrotui.services.demo.model import Story
from retrotui.services.demo.plan_model import Aim, Course, GivenUp, Reached, Read, Shifted
from retrotui.services.desk import Desk
from retrotui.services.roadmap import Links

PLAN_SEED: Final = SEED + 1
"""Chance of its own: what is planned changes no id of a meeting or an action."""
_GOALS, _ROADMAP = "goals", "roadmap"
_SET, _READ, _MOVED = (10, 20), (10, 30), (10, 40)
"""First the goals, then what serves them; in a meeting, when its agenda comes to them."""


class Planner:
    """Writes the lives of goals and outcomes into the diary.

    Args:
        desk: Where it is all written down; its ids are the plan's own.
        diary: What is still to happen.
    """

    def __init__(self, desk: Desk, diary: Diary) -> None:
        self._desk = desk
        self._diary = diary

    def write(self, story: Story) -> None:
        """Notes what is to happen on which day."""
        for aim in story.aims:
            self._aim(aim)
        for course in story.courses:
            self._course(course)

    def _aim(self, aim: Aim) -> None:
        desk = self._desk.acting(aim.owners[0]) if aim.owners else self._desk
        self._on(aim.days, _SET, self._set(aim), _GOALS)
        for each in aim.readings:
            self._on(each.days, _READ, self._read(desk, aim, each), _GOALS)
        if aim.met is not None:
            self._on(
                aim.met,
                _READ,
                lambda meeting: _do(goals.meet(desk, aim.title, meeting=meeting)),
                _GOALS,
            )

    def _set(self, aim: Aim) -> Deed:
        draft = GoalDraft(
            aim.title,
            aim.target,
            metric=aim.metric,
            unit=aim.unit,
            baseline=aim.baseline,
            due=self._diary.day(aim.due_in),
        )
        return lambda meeting: _do(
            goals.add(self._desk, replace(draft, meeting=meeting), owners=aim.owners)
        )

    def _read(self, desk: Desk, aim: Aim, read: Read) -> Deed:
        day = self._diary.workday(read.days)
        return lambda meeting: _do(
            goals.read(desk, aim.title, read.value, day, today=day, note=read.note, meeting=meeting)
        )

    def _course(self, course: Course) -> None:
        self._on(course.days, _MOVED, self._put(course), _ROADMAP)
        for turn in course.turns:
            self._on(turn.days, _MOVED, self._turn(course.title, turn), _ROADMAP)

    def _put(self, course: Course) -> Deed:
        draft = RoadmapDraft(
            course.title,
            course.horizon,
            course.confidence,
            due=None if course.due_in is None else self._diary.day(course.due_in),
            effort=course.effort,
        )
        links = Links(course.serves, course.stakeholders, course.after)
        return lambda meeting: _do(roadmap.add(self._desk, replace(draft, meeting=meeting), links))

    def _turn(self, title: str, turn: Shifted | Reached | GivenUp) -> Deed:
        def deed(meeting: str | None) -> None:
            match turn:
                case Shifted():
                    roadmap.move(self._desk, title, turn.horizon, meeting=meeting)
                case Reached():
                    roadmap.finish(self._desk, title, meeting=meeting)
                case GivenUp():
                    roadmap.drop(self._desk, title, why=turn.why, meeting=meeting)

        return deed

    def _on(self, days: int, at: tuple[int, int], deed: Deed, activity: str) -> None:
        self._diary.write(self._diary.moment(self._diary.workday(days), *at), deed, activity)


def _do(_done: object) -> None:
    """Lets a deed be one expression: what it gave is nothing to anybody."""
