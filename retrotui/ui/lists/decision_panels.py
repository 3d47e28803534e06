"""The two lists of decisions and dissent, each obeying the moves of what it lists."""

from functools import partial

from retrotui.core.decision_views import DecisionView, DissentView
from retrotui.services import decisions, dissent
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.lists import decision_moves, decision_rows, dissent_moves
from retrotui.ui.lists.list_panel import ListPanel
from retrotui.ui.lists.reopening import reopen
from retrotui.ui.lists.work_screen import WorkScreen

_on_decision = partial(Command, context="decision", hint=True)
_on_dissent = partial(Command, context="dissent", hint=True)

REGISTRY.add(
    _on_decision("decision.position", ("p",), "position", "Say where somebody stands", weight=56),
    _on_decision(
        "decision.decide", ("D",), "decide", "Accept the proposal, with its outcome", weight=54
    ),
    _on_decision("decision.reject", ("R",), "reject", "Reject the proposal", weight=30),
    _on_decision(
        "decision.keep", ("K",), "keep", "Let the decision stand after its review", weight=28
    ),
    _on_decision(
        "decision.reopen", ("O",), "reopen", "Make it a proposal again, with what is new", weight=26
    ),
    _on_decision("decision.edit", ("e",), "edit", "Change what the decision says", weight=40),
    _on_dissent("dissent.answer", ("A",), "answer", "Answer the dissent in your name", weight=56),
    _on_dissent(
        "dissent.accept", ("y",), "accept", "The dissenter is content with the answer", weight=48
    ),
    _on_dissent(
        "dissent.sustain",
        ("s",),
        "sustain",
        "The dissenter upholds it in spite of the answer",
        weight=47,
    ),
    _on_dissent(
        "dissent.withdraw",
        ("w",),
        "withdraw",
        "Take it back, or on the dissenter's request",
        weight=30,
    ),
    _on_dissent(
        "dissent.verdict", ("v",), "verdict", "Say what became of it, with what shows it", weight=54
    ),
    _on_dissent(
        "dissent.reword",
        ("e",),
        "edit",
        "Word your own concern better, while it is raised",
        weight=20,
    ),
)

_NO_DECISION = "There is no decision here; N writes one."
_NO_DISSENT = "There is no dissent here; x on a decision raises one."


class DecisionPanel(ListPanel):
    """The decisions."""

    CONTEXTS = ("decision",)

    def __init__(self, screen: WorkScreen) -> None:
        super().__init__(
            *decision_rows.DECISION_COLUMNS,
            title="Decisions",
            empty="Nothing is decided yet. N puts a proposal forward.",
            id="decisions",
        )
        self.work = screen
        self.views: dict[str, DecisionView] = {}

    @property
    def selected(self) -> DecisionView | None:
        """The decision that keys act on."""
        return self.views.get(self.rows.selected_id or "")

    def why_not(self, command_id: str, /) -> str | None:
        """Moves need a decision whose status allows them."""
        chosen = self.selected
        if chosen is None:
            return _NO_DECISION
        return decision_moves.why_not(command_id.rpartition(".")[2], chosen.record)

    def cmd_position(self) -> None:
        """Says where somebody stands."""
        self.work.follow(decision_moves.position(self.work, self._current))

    def cmd_decide(self) -> None:
        """Accepts."""
        self.work.follow(decision_moves.decide(self.work, self._current))

    def cmd_reject(self) -> None:
        """Rejects."""
        self.work.follow(decision_moves.reject(self.work, self._current))

    def cmd_keep(self) -> None:
        """Lets it stand."""
        self.work.follow(decision_moves.keep(self.work, self._current))

    def cmd_reopen(self) -> None:
        """Makes it a proposal again."""
        record = self._current.record
        self.work.follow(reopen(self.work, record.id, record.title))

    def cmd_edit(self) -> None:
        """Changes what it says."""
        self.work.follow(decision_moves.edit(self.work, self._current))

    @property
    def _current(self) -> DecisionView:
        # The record may have changed since it was drawn.
        return decisions.view(self.work.desk.repo, self.rows.selected_id or "")


class DissentPanel(ListPanel):
    """The dissents."""

    CONTEXTS = ("dissent",)

    def __init__(self, screen: WorkScreen) -> None:
        super().__init__(
            *decision_rows.DISSENT_COLUMNS,
            title="Dissent",
            empty="Nobody disagreed so far. x on a decision raises a dissent.",
            id="dissents",
        )
        self.work = screen
        self.views: dict[str, DissentView] = {}

    @property
    def selected(self) -> DissentView | None:
        """The dissent that keys act on."""
        return self.views.get(self.rows.selected_id or "")

    def why_not(self, command_id: str, /) -> str | None:
        """Moves need a dissent whose state allows them."""
        chosen = self.selected
        if chosen is None:
            return _NO_DISSENT
        return dissent_moves.why_not(command_id.rpartition(".")[2], chosen.record)

    def cmd_answer(self) -> None:
        """Answers."""
        self.work.follow(dissent_moves.answer(self.work, self._current))

    def cmd_accept(self) -> None:
        """The answer is accepted."""
        dissent_moves.accept(self.work, self._current)

    def cmd_sustain(self) -> None:
        """It is upheld."""
        dissent_moves.sustain(self.work, self._current)

    def cmd_withdraw(self) -> None:
        """It is taken back."""
        self.work.follow(dissent_moves.withdraw(self.work, self._current))

    def cmd_verdict(self) -> None:
        """Says what became of it."""
        self.work.follow(dissent_moves.verdict(self.work, self._current))

    def cmd_reword(self) -> None:
        """Words it better."""
        self.work.follow(dissent_moves.reword(self.work, self._current))

    @property
    def _current(self) -> DissentView:
        return dissent.view(self.work.desk.repo, self.rows.selected_id or "")
