"""The people of the team: names, what they speak for, and who is one and the same."""

from collections.abc import Mapping
from functools import partial

from textual.app import ComposeResult

from retrotui.core.people import admit_name
from retrotui.core.records.kinds import Kind
from retrotui.core.records.people import Person
from retrotui.services import people
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.dialogs.form import Field, Form
from retrotui.ui.lists.inputs import fits, quietly
from retrotui.ui.lists.list_panel import ListPanel
from retrotui.ui.lists.work_screen import Steps, WorkScreen
from retrotui.ui.render import Bit, Tone, count, short
from retrotui.ui.widgets.rows import Column, Row, RowList

_command = partial(Command, context="people", hint=True)

REGISTRY.add(
    _command("people.new", ("N",), "new", "Add somebody to the team", weight=66),
    _command("people.rename", ("e",), "rename", "Give the person another name", weight=50),
    _command("people.function", ("f",), "function", "Say what the person speaks for", weight=55),
    _command("people.merge", ("M",), "merge", "Say that two records are one person", weight=40),
)


class PeopleScreen(WorkScreen):
    """Everybody by name."""

    CONTEXTS = ("people",)
    CSS_PATH = "work.tcss"
    heading = "People"

    def parts(self) -> ComposeResult:
        """The list."""
        yield ListPanel(
            Column(),
            Column(width=30, keep=2),
            Column(width=16, keep=1),
            title="People",
            empty="Nobody is known yet. N adds somebody, and so does naming them in a meeting.",
            id="list",
        )

    def begin(self) -> None:
        """The list has the focus."""
        super().begin()
        self._list.focus()

    def draw(self) -> None:
        """Everybody as they are."""
        repo = self.desk.repo
        known = people.directory(repo)
        owes: dict[str, int] = {}
        for row in repo.all(Kind.ACTIONS).values():
            if row.get("status") in ("open", "blocked"):
                for owner in {known.root_id(each) for each in row.get("owners", ())}:
                    owes[owner] = owes.get(owner, 0) + 1
        rows = [_row(each, owes.get(each.id, 0)) for each in known.live()]
        self.query_one("#list", ListPanel).show(rows, count(len(rows), "person", "people"))
        if self.wanted is not None:
            self._list.select(self.wanted)
            self.wanted = None

    def why_not(self, command_id: str, /) -> str | None:
        """Moves need a person."""
        on_one = command_id in ("people.rename", "people.function", "people.merge")
        if on_one and self._list.selected_id is None:
            return "Nobody is selected; N adds somebody."
        if command_id == "people.merge" and len(self._list.items) < 2:  # noqa: PLR2004 - a pair
            return "There is only one person."
        return super().why_not(command_id)

    async def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter renames."""
        event.stop()
        await self.run_command("people.rename")

    def cmd_new(self) -> None:
        """Adds somebody."""
        self.follow(self._new())

    def cmd_rename(self) -> None:
        """Gives another name."""
        self.follow(self._rename(self._person))

    def cmd_function(self) -> None:
        """Says what they speak for."""
        self.follow(self._set_function(self._person))

    def cmd_merge(self) -> None:
        """Makes two records one person."""
        self.follow(self._merge(self._person))

    @property
    def _list(self) -> RowList:
        return self.query_one("#list", ListPanel).rows

    @property
    def _person(self) -> Person:
        return people.directory(self.desk.repo)[self._list.selected_id or ""]

    def _new(self) -> Steps:
        fields = [
            Field("name", "Name", check=quietly(admit_name)),
            Field(
                "function",
                "Function",
                prompt="engineering, legal, sales; may be left empty",
                check=fits("the function"),
            ),
        ]

        def add(answer: Mapping[str, str]) -> None:
            named, receipt = people.add(
                self.desk, answer["name"], function=answer["function"] or None
            )
            self.keep(f"add {short(named.name)}", receipt)
            if not named.is_new:
                self.notify(f"{named.name} is known already")
            self.wanted = named.id

        yield from self.fill_in(partial(Form, "New person", fields), add)

    def _rename(self, person: Person) -> Steps:
        field = Field("name", "Name", person.name, check=quietly(admit_name))

        def rename(answer: Mapping[str, str]) -> None:
            receipt = people.rename(self.desk, person.id, answer["name"])
            self.keep(f"rename {short(person.name)}", receipt)

        yield from self.fill_in(partial(Form, f"Rename {short(person.name)}", [field]), rename)

    def _set_function(self, person: Person) -> Steps:
        function = yield Ask(
            f"What does {short(person.name)} speak for?",
            value=person.function or "",
            prompt="engineering, legal, sales; empty for nothing",
            check=fits("the function"),
        )
        if function is not None:
            receipt = people.set_function(self.desk, person.id, function or None)
            self.keep(f"function of {short(person.name)}", receipt)

    def _merge(self, person: Person) -> Steps:
        others = [each for each in people.everybody(self.desk.repo) if each.id != person.id]
        choices = [Choice(each.id, each.name, each.function or "") for each in others]
        kept = yield Choose(f"Who is {short(person.name)} really?", choices)
        if kept is None:
            return
        name = next(each.name for each in others if each.id == kept)
        sure = yield Confirm(
            "Are they one person?",
            f"{short(person.name)} becomes {short(name)}, in every action, position and dissent.",
            yes="one person",
            no="leave it",
        )
        if sure:
            receipt = people.merge(self.desk, kept, person.id)
            self.keep(f"merge {short(person.name)} into {short(name)}", receipt)


def _row(person: Person, owes: int) -> Row:
    owed = f"owes {count(owes, 'action')}" if owes else ""
    return Row(
        person.id, (person.name, Bit(person.function or "", Tone.MUTED), Bit(owed, Tone.MUTED))
    )


def build() -> PeopleScreen:
    """The screen."""
    return PeopleScreen()
