"""Decisions and dissent: taken, disputed, answered and looked at again by a key each."""

import re
from typing import Any

import pytest

from retrotui.core.dissent import DissentDraft, DissentMove, allowed_moves
from retrotui.core.records.decisions import (
    DecisionStatus,
    Dissent,
    DissentState,
    Method,
    Stance,
    Verdict,
)
from retrotui.core.records.kinds import Kind
from retrotui.core.text import one_line
from retrotui.services import decisions, dissent, notes
from retrotui.ui.app import RetroApp
from retrotui.ui.commands import REGISTRY
from retrotui.ui.lists import dissent_moves
from retrotui.ui.lists.decision_panels import DecisionPanel, DissentPanel
from retrotui.ui.lists.list_panel import ListPanel
from retrotui.ui.lists.reading import Reading
from retrotui.ui.messages import StoreChanged
from retrotui.ui.screens.decisions import DecisionsScreen
from tests.support.hostile import HOSTILE
from tests.support.screens import RAW, SIZES, looks_like, running, screen_text
from tests.support.team import Team, app_on, empty_desk, press, settled, toasts, typed, until_shown


async def on_decisions(app: RetroApp, pilot: Any, selected: str | None = None) -> DecisionsScreen:
    app.open("decisions", selected)
    await settled(pilot)
    assert isinstance(app.screen, DecisionsScreen)
    return app.screen


def ids(screen: DecisionsScreen, panel: type[ListPanel]) -> list[str]:
    return [each.id for each in screen.query_one(panel).rows.items]


@pytest.mark.parametrize("size", SIZES)
async def test_it_looks_right(size: tuple[int, int]) -> None:
    app = Team().app()
    async with running(app, size) as pilot:
        await on_decisions(app, pilot)
        await looks_like(f"decisions-{size[0]}x{size[1]}", app, pilot)


async def test_a_tiny_terminal_still_draws() -> None:
    app = Team().app()
    async with running(app, (40, 12)) as pilot:
        await on_decisions(app, pilot)
        for size in ((40, 12), (10, 4), (130, 8)):
            await pilot.resize_terminal(*size)
            await settled(pilot)


async def test_tab_goes_from_the_decisions_to_the_dissents_and_the_detail_follows() -> None:
    team = Team()
    app = team.app()
    async with running(app, (120, 36)) as pilot:
        screen = await on_decisions(app, pilot, team.proposal)
        await until_shown(app, pilot, "✱ object: no consent asked")
        assert re.search("Ana +○ no response", screen_text(app))
        await press(pilot, "tab")
        assert screen.query_one(DissentPanel).rows.has_focus
        await until_shown(app, pilot, "We moved two")
        await press(pilot, "shift+tab", "j")
        await until_shown(app, pilot, "Outcome    In the first quarter")


async def test_enter_shows_everything_on_a_small_screen_too() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await on_decisions(app, pilot, team.proposal)
        await press(pilot, "enter")
        assert isinstance(app.screen, Reading)
        shown = screen_text(app)
        assert "Two customers asked." in shown
        assert "1 all" in shown
        await press(pilot, "escape")
        assert isinstance(app.screen, DecisionsScreen)


async def test_a_proposal_is_written_edited_and_taken_back() -> None:
    desk = empty_desk()
    app = app_on(desk)
    async with running(app, (120, 40)) as pilot:
        await on_decisions(app, pilot)
        await until_shown(app, pilot, "N puts a proposal forward")
        await press(pilot, "N")
        await typed(pilot, "Use one database")
        await press(pilot, "tab", "tab")
        await typed(pilot, "yes")
        await press(pilot, "enter")
        await typed(pilot, "no")
        await press(pilot, "tab")
        await typed(pilot, "rough")
        await press(pilot, "tab")
        await typed(pilot, "Ana, Bo")
        await press(pilot, "tab")
        await typed(pilot, "1 feb")
        await press(pilot, "ctrl+s")
        (made,) = decisions.everything(desk.repo)
        one = made.record
        assert (one.title, one.method) == ("Use one database", Method.ROUGH_CONSENSUS)
        assert [each.title for each in one.options] == ["yes", "no"]
        assert (made.deciders, one.review_on) == (("Ana", "Bo"), "2027-02-01")
        await press(pilot, "e", "end", "s", "ctrl+s")
        assert decisions.get(desk.repo, one.id).title == "Use one databases"
        await press(pilot, "u", "u")
        assert decisions.everything(desk.repo) == ()


async def test_an_unknown_method_is_refused_with_the_nearest() -> None:
    desk = empty_desk()
    app = app_on(desk)
    async with running(app, (120, 40)) as pilot:
        await on_decisions(app, pilot)
        await press(pilot, "N")
        await typed(pilot, "Something")
        await press(pilot, "tab", "tab", "tab")
        await typed(pilot, "consnt")
        await press(pilot, "ctrl+s")
        await until_shown(app, pilot, "did you mean 'consent'?")
        assert decisions.everything(desk.repo) == ()


async def test_a_position_asks_who_where_why_and_offers_the_dissent() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await on_decisions(app, pilot, team.proposal)
        await press(pilot, "p", "enter", "c")
        await typed(pilot, "too early")
        await press(pilot, "enter", "y")
        await press(pilot, "ctrl+s")
        view = decisions.view(team.repo, team.proposal)
        mine = next(each for each in view.positions if each.name == "Ana")
        assert (mine.stance, mine.why) == (Stance.DISAGREE_AND_COMMIT, "too early")
        raised = next(each for each in view.dissents if each.by == "Ana")
        assert (raised.record.concern, raised.record.stance) == (
            "too early",
            Stance.DISAGREE_AND_COMMIT,
        )


async def test_a_position_by_itself_makes_no_dissent() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await on_decisions(app, pilot, team.proposal)
        await press(pilot, "p", "enter", "o", "enter", "n")
        view = decisions.view(team.repo, team.proposal)
        assert {each.name for each in view.positions} == {"Ana", "Bo", "Lena"}
        assert len(view.dissents) == 1


async def test_deciding_says_who_was_not_heard_and_is_undone_as_one_step() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await on_decisions(app, pilot, team.proposal)
        await press(pilot, "D")
        await until_shown(app, pilot, "not heard: Ana")
        await typed(pilot, "2")
        await press(pilot, "tab", "tab")
        await typed(pilot, "1 feb")
        await press(pilot, "ctrl+s")
        found = decisions.get(team.repo, team.proposal)
        assert (found.status, found.outcome) == (DecisionStatus.ACCEPTED, "opt-in")
        assert found.review_on == "2027-02-01"
        await press(pilot, "u")
        found = decisions.get(team.repo, team.proposal)
        assert (found.status, found.review_on) == (DecisionStatus.PROPOSED, None)


async def test_rejecting_keeping_and_reopening() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        screen = await on_decisions(app, pilot, team.proposal)
        await press(pilot, "R")
        await typed(pilot, "not now")
        await press(pilot, "enter")
        assert decisions.get(team.repo, team.proposal).status is DecisionStatus.REJECTED
        screen.query_one(DecisionPanel).rows.select(team.decided)
        await press(pilot, "K")
        await typed(pilot, "1 mar")
        await press(pilot, "enter")
        assert decisions.get(team.repo, team.decided).review_on == "2027-03-01"
        await press(pilot, "O")
        await typed(pilot, "the bank says no")
        await press(pilot, "enter")
        view = decisions.view(team.repo, team.decided)
        assert view.record.status is DecisionStatus.PROPOSED
        assert view.reopened[0].new_information == "the bank says no"


@pytest.mark.parametrize(("key", "way"), [("K", "D decides"), ("O", "p takes a position")])
async def test_a_move_the_status_forbids_names_those_it_allows(key: str, way: str) -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await on_decisions(app, pilot, team.proposal)
        await press(pilot, key)
        assert "It is proposed" in toasts(app)
        assert way in toasts(app)


async def test_an_anonymous_dissent_stores_nobody_not_even_when_it_is_undone() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await on_decisions(app, pilot, team.proposal)
        before = len(team.repo.events)
        await press(pilot, "x")
        await typed(pilot, "It is slow")
        await press(pilot, "ctrl+s")
        (made,) = [
            each for each in dissent.everything(team.repo) if each.record.concern == "It is slow"
        ]
        assert made.by is None
        await press(pilot, "u")
        assert team.repo.get(Kind.DISSENTS, made.record.id) is None
        assert [event["by"] for event, _ in team.repo.events[before:]] == [None, None]


async def test_a_refused_dissent_keeps_what_was_typed() -> None:
    team = Team()
    dissent.add(team.desk, team.proposal, DissentDraft("the first", by="Bo"))
    app = team.app()
    async with running(app, (80, 30)) as pilot:
        await on_decisions(app, pilot, team.proposal)
        await press(pilot, "x")
        await typed(pilot, "It is slow")
        await press(pilot, "tab", "tab", "tab", "tab", "tab")
        await typed(pilot, "Bo")
        await press(pilot, "ctrl+s")
        await until_shown(app, pilot, "open dissent on this already")
        await until_shown(app, pilot, "It is slow")


async def test_a_dissent_is_answered_sustained_and_gets_its_verdict() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await on_decisions(app, pilot, team.raised)
        await press(pilot, "s")
        assert "It is raised: " in toasts(app)
        await press(pilot, "A")
        await typed(pilot, "we ask for it now")
        await press(pilot, "ctrl+s")
        found = dissent.view(team.repo, team.raised)
        assert (found.record.state, found.answered_by) == (DissentState.ADDRESSED, "Ana")
        await press(pilot, "s")
        assert dissent.get(team.repo, team.raised).state is DissentState.SUSTAINED
        await press(pilot, "u", "y")
        assert dissent.get(team.repo, team.raised).state is DissentState.ACCEPTED
        await press(pilot, "v", "3")
        await typed(pilot, "nobody complained")
        await press(pilot, "ctrl+s")
        judged = dissent.get(team.repo, team.raised)
        assert (judged.verdict, judged.evidence) == (Verdict.NOT_BORNE_OUT, "nobody complained")


async def test_a_vindicated_dissent_offers_to_reopen_the_decision() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await on_decisions(app, pilot, team.answered)
        await press(pilot, "v", "1", "ctrl+s", "y")
        await typed(pilot, "it slipped")
        await press(pilot, "enter")
        assert decisions.get(team.repo, team.decided).status is DecisionStatus.PROPOSED


async def test_only_its_author_withdraws_a_dissent_without_a_note() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await on_decisions(app, pilot, team.raised)
        await press(pilot, "w")
        await until_shown(app, pilot, "withdrawn on request")
        await press(pilot, "enter")
        found = dissent.get(team.repo, team.raised)
        assert (found.state, found.withdrawn_note) == (
            DissentState.WITHDRAWN,
            "withdrawn on request",
        )


@pytest.mark.parametrize("state", list(DissentState))
@pytest.mark.parametrize("verdict", [None, Verdict.MOOT])
def test_keys_say_no_exactly_when_the_rules_do(
    state: DissentState, verdict: Verdict | None
) -> None:
    record = Dissent("1" * 26, "2" * 26, "because", state=state, verdict=verdict)
    moves = {"answer": DissentMove.ANSWER, "accept": DissentMove.ACCEPT,
             "sustain": DissentMove.SUSTAIN, "withdraw": DissentMove.WITHDRAW,
             "verdict": DissentMove.VERDICT, "reword": DissentMove.EDIT}  # fmt: skip
    for verb, move in moves.items():
        assert (dissent_moves.why_not(verb, record) is None) == (move in allowed_moves(record))


async def test_the_filter_narrows_both_lists() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        screen = await on_decisions(app, pilot)
        await press(pilot, "slash")
        await typed(pilot, "billing")
        assert ids(screen, DecisionPanel) == [team.decided]
        assert ids(screen, DissentPanel) == [team.answered]
        await press(pilot, "escape")
        assert len(ids(screen, DecisionPanel)) == 2
        assert screen.query_one(DecisionPanel).rows.has_focus


async def test_notes_and_history() -> None:
    team = Team()
    app = team.app()
    async with running(app, (120, 36)) as pilot:
        await on_decisions(app, pilot, team.proposal)
        await press(pilot, "n")
        await typed(pilot, "ask the bank")
        await press(pilot, "ctrl+s")
        assert notes.about(team.repo, team.proposal)[0].text == "ask the bank"
        await press(pilot, "i")
        await until_shown(app, pilot, "Ana: ask the bank")
        await until_shown(app, pilot, "title: Ship profiling")


async def test_what_another_terminal_writes_appears_and_the_selection_stays() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        screen = await on_decisions(app, pilot, team.raised)
        dissent.answer(team.desk, team.raised, "elsewhere")
        dissent.add(team.desk, team.decided, DissentDraft("sent by somebody else", by="Bo"))
        screen.post_message(StoreChanged(own=False))
        await settled(pilot)
        await until_shown(app, pilot, "sent by somebody else")
        assert screen.query_one(DissentPanel).rows.selected_id == team.raised


async def test_harmful_text_is_shown_and_never_obeyed() -> None:
    team = Team()
    for text in HOSTILE:
        if one_line(text):
            dissent.add(team.desk, team.proposal, DissentDraft(text, would_resolve=text))
    app = team.app()
    async with running(app, (130, 60)) as pilot:
        screen = await on_decisions(app, pilot)
        await press(pilot, "tab")
        for _ in range(len(HOSTILE)):
            await press(pilot, "j")
            for strip in app.screen._compositor.render_strips():
                assert not RAW.search(strip.text)
        await press(pilot, "enter", "escape", "i", "escape")
        assert app.screen is screen
        assert not app._exit


def test_keys_do_not_clash() -> None:
    around = ("rows", "list", "decisions", "work", "screen")
    assert REGISTRY.clashes("decision", *around) == ()
    assert REGISTRY.clashes("dissent", *around) == ()
