"""A small team in memory on Sunday 22 Nov 2026: something in every list of the screens."""

from datetime import UTC, date, datetime

from textual.pilot import Pilot

from retrotui.core.actions import Draft
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.dissent import DissentDraft
from retrotui.core.formats import Format, check_format
from retrotui.core.records.actions import Outcome
from retrotui.core.records.decisions import Option, Stance
from retrotui.services import actions, agenda, decisions, dissent, meetings, people, settings
from retrotui.services.desk import Desk
from retrotui.ui.app import RetroApp
from tests.support.fakes import FakeClock, FakeIds
from tests.support.meeting_room import start_stop_continue
from tests.support.memory import MemoryRepository
from tests.support.screens import screen_text

BEGUN = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
TODAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def one_on_one() -> Format:
    """A format whose meetings are private."""
    item = {"activity": "talk", "title": "Talk", "minutes": 30}
    data = {"title": "One-on-one", "kind": "one-on-one", "private": True, "agenda": [item]}
    return check_format(data, "one-on-one", "a test")


def formats() -> tuple[Format, ...]:
    """What can be started."""
    return (start_stop_continue(), one_on_one())


def empty_desk(by: str | None = "Ana") -> Desk:
    """A desk on an empty store, today."""
    clock, ids = FakeClock(TODAY), FakeIds()
    return Desk(MemoryRepository(clock, ids), clock, ids, by)


def app_on(desk: Desk) -> RetroApp:
    """The app with its own screens, on a desk."""
    return RetroApp(desk, lambda: (formats(), ()))


async def settled(pilot: Pilot[None]) -> None:
    """Waits until what was asked for is drawn: what one pause lets happen may post more."""
    for _ in range(2):
        await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Presses keys, each when the one before has done its work."""
    for each in keys:
        await pilot.press(each)
    await settled(pilot)


async def typed(pilot: Pilot[None], text: str) -> None:
    """Types a text."""
    await pilot.press(*("space" if each == " " else each for each in text))
    await settled(pilot)


async def until_shown(app: RetroApp, pilot: Pilot[None], text: str) -> None:
    """Waits until the screen shows a text; fails when it never does."""
    for _ in range(200):
        if text in screen_text(app):
            return
        await pilot.pause()
    raise AssertionError(f"{text!r} is not on the screen:\n{screen_text(app)}")


def toasts(app: RetroApp) -> str:
    """Everything the app told in toasts."""
    return "\n".join(each.message for each in app._notifications)


class Team:
    """Ana (who acts), Bo and Lena, a retro behind them and one begun.

    Ids of what they have: ``late``, ``soon``, ``later``, ``undated`` and ``done`` are actions,
    ``proposal`` and ``decided`` decisions, ``raised`` and ``answered`` dissents (the second is
    anonymous), ``ended``, ``running`` and ``private`` meetings.
    """

    def __init__(self) -> None:
        self.clock, self.ids = FakeClock(BEGUN), FakeIds()
        self.repo = MemoryRepository(self.clock, self.ids)
        self.desk = Desk(self.repo, self.clock, self.ids, "Ana")
        settings.set_setting(self.desk, "team", "Payments")
        for name, function in (("Ana", "engineering"), ("Bo", "sales"), ("Lena", "legal")):
            people.add(self.desk, name, function=function)
        self._meet()
        self._decide()
        self._act()
        self.clock.set(TODAY)
        self.running = self._start("Retro, sprint 44")

    def app(self) -> RetroApp:
        """The app on this team's store."""
        return app_on(self.desk)

    def _start(self, title: str) -> str:
        there = ("Ana", "Bo", "Lena")
        return meetings.start(self.desk, start_stop_continue(), title=title, people=there).id

    def _meet(self) -> None:
        self.ended = self._start("Retro, sprint 43")
        self.done = self._action("Pair on the deploy script", "Bo", meeting=self.ended)
        actions.done(self.desk, self.done, helped=Outcome.YES)
        self.late = self._action("Fix the flaky deploy", "Bo", "2026-11-19", meeting=self.ended)
        self.clock.advance(55 * 60)
        agenda.end(self.desk, self.ended)
        self.private = meetings.start(self.desk, one_on_one(), title="Ana and Lena").id
        self.clock.advance(25 * 60)
        agenda.end(self.desk, self.private)

    def _act(self) -> None:
        self.soon = self._action("Ask legal about the export", "Lena", "2026-11-24", "legal")
        self.later = self._action("Write the incident note", "Ana", "2027-01-15")
        self.undated = self._action("Tidy the wiki")

    def _action(
        self, title: str, owner: str = "", due: str | None = None, *tags: str,
        meeting: str | None = None,
    ) -> str:  # fmt: skip
        draft = Draft(title, due=due, tags=tags, meeting=meeting)
        return actions.add(self.desk, draft, owners=(owner,) if owner else ()).id

    def _decide(self) -> None:
        desk = self.desk
        draft = DecisionDraft(
            "Ship profiling", context="Two customers asked.",
            options=(Option("all"), Option("opt-in")),
            deciders=("Ana", "Bo", "Lena"), meeting=self.ended,
        )  # fmt: skip
        self.proposal = decisions.add(desk, draft).id
        decisions.take_position(desk, self.proposal, "Bo", Stance.SUPPORT)
        decisions.take_position(desk, self.proposal, "Lena", Stance.OBJECT, "no consent asked")
        raised = DissentDraft("No explicit consent is asked", by="Lena", would_resolve="opt-in")
        self.raised = dissent.add(desk, self.proposal, raised).id
        kept = DecisionDraft("Move billing", deciders=("Ana",), review_on=date(2026, 11, 20))
        self.decided = decisions.add(desk, kept).id
        decisions.decide(desk, self.decided, accept=True, outcome="In the first quarter")
        quiet = DissentDraft("The first quarter is too tight", follow_up_on=date(2026, 11, 20))
        self.answered = dissent.add(desk, self.decided, quiet).id
        dissent.answer(desk, self.answered, "We moved two things out of it")
