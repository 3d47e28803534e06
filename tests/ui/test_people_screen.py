"""People: adding, renaming, merging, and names that are taken."""

import pytest

from retrotui.services import people
from retrotui.ui.dialogs.form import Form
from retrotui.ui.screens.people import PeopleScreen
from tests.support.screens import SIZES, looks_like, running
from tests.support.team import (
    Team,
    app_on,
    empty_desk,
    press,
    toasts,
    typed,
    until_shown,
)
from tests.ui.test_start import on_screen


@pytest.mark.parametrize("size", SIZES)
async def test_people_look_right(size: tuple[int, int]) -> None:
    app = Team().app()
    async with running(app, size) as pilot:
        await on_screen(app, pilot, "people")
        await looks_like(f"people-{size[0]}x{size[1]}", app, pilot)


async def test_somebody_is_added_renamed_given_a_function_and_merged() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        screen = await on_screen(app, pilot, "people")
        assert isinstance(screen, PeopleScreen)
        await press(pilot, "N")
        await typed(pilot, "Robert")
        await press(pilot, "ctrl+s")
        known = people.directory(team.repo)
        assert known.find("Robert") is not None
        await press(pilot, "f")
        await typed(pilot, "sales")
        await press(pilot, "enter", "e", "end")
        await typed(pilot, "o")
        await press(pilot, "ctrl+s")
        found = people.directory(team.repo).find("Roberto")
        assert found is not None
        assert found.function == "sales"
        await press(pilot, "M")
        await typed(pilot, "bo")
        await press(pilot, "enter", "y")
        assert people.directory(team.repo).name(found.id) == "Bo"
        await press(pilot, "u")
        assert people.directory(team.repo).name(found.id) == "Roberto"


async def test_a_name_that_is_taken_is_refused_and_comes_back_as_typed() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await on_screen(app, pilot, "people")
        await press(pilot, "enter")
        await typed(pilot, "Lena")
        await press(pilot, "ctrl+s")
        assert "is the name of somebody else" in toasts(app)
        assert isinstance(app.screen, Form)
        assert app.screen.text_of(0) == "Lena"


async def test_an_empty_team_says_what_to_do() -> None:
    app = app_on(empty_desk())
    async with running(app) as pilot:
        await on_screen(app, pilot, "people")
        await until_shown(app, pilot, "N adds somebody")
        await press(pilot, "M")
        assert "Nobody is selected" in toasts(app)
