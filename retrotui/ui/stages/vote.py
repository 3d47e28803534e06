"""Vote on the screen: dots by name or on papers, unseen until the vote is closed."""

from collections import Counter

from textual.app import ComposeResult

import retrotui.ui.meeting.commands  # noqa: F401 - makes the keys known that are named here
from retrotui.core.activities import vote
from retrotui.core.meeting_state import ballot, came, open_votes, ranking
from retrotui.core.records.cards import Vote, vote_id
from retrotui.core.records.codec import decode
from retrotui.core.records.kinds import Kind
from retrotui.core.votes import Ranked, next_paper
from retrotui.services import votes
from retrotui.ui.commands import REGISTRY, Command, keys_label
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.stages.base import MeetingView, Room
from retrotui.ui.stages.parts.board_stage import BoardStage
from retrotui.ui.stages.parts.voters import Voter, present_paper, unspent, voter_mark, voters
from retrotui.ui.widgets.rows import Column, Row, RowList

_CONTEXT = "stage:vote"
_BAR = 20

REGISTRY.add(
    Command("vote.give", ("v",), "vote", "Give the selected card or group a dot", _CONTEXT,
            hint=True, weight=78),
    Command("vote.take", ("V",), "take back", "Take a dot back from the selected card or group",
            _CONTEXT, hint=True, weight=51),
    Command("vote.next-paper", ("f",), "next paper", "Go on to a fresh ballot paper", _CONTEXT,
            hint=True, weight=71),
    Command("vote.close", ("C",), "close", "Count the dots and show them", _CONTEXT, hint=True,
            weight=73),
    Command("vote.reopen", ("O",), "new round", "Throw the result away and vote anew", _CONTEXT,
            hint=True, weight=35),
)  # fmt: skip


class VoteStage(BoardStage):
    """The board while the vote is open; ranked bars when it is closed.

    With a person chosen, they vote; with the room, ballot papers are filled in one after the other.
    Where dots lie shows nowhere before the vote is closed, not even to who gave them.
    """

    ACTIVITY = "vote"
    CONTEXTS = (_CONTEXT,)
    EMPTY = "Nothing to vote on here."
    SHOWS_NAMES = False
    SHOWS_HIDDEN = False

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._paper: str | None = None
        self._known: tuple[MeetingView, str, tuple[Voter, ...]] | None = None
        self.results = RowList(
            Column(width=4, align="right", keep=3),
            Column(wraps=True),
            Column(width=9, keep=0),
            Column(width=_BAR, keep=1),
            Column(width=4, align="right", keep=4),
            opens=False,
            id="vote-results",
        )
        self.results.display = False

    def compose(self) -> ComposeResult:
        """The board, or the result in its place, and who has dots left."""
        yield self.board
        yield self.results
        yield self.marks

    def headline(self, view: MeetingView) -> str:
        """Open or closed, or why there is nothing to vote on."""
        closed = ballot(view.state, view.item.id)
        if closed is not None:
            return f"closed · {count(closed.voters, 'voter')}"
        missing = vote.ready(view.state, view.item)
        rules = vote.settings(view.item)
        each = f"{count(rules.votes, 'dot')} each, at most {rules.cap} on one"
        return missing or f"{each}, unseen until you close"

    def draw(self, view: MeetingView) -> None:
        """Draws the board or, once the vote is closed, what came out."""
        closed = self._is_over
        had_focus = self.has_focus_within
        if closed:
            self._paper = None
            self.results.set_rows(_result_rows(ranking(view.state, view.item)))
        moved, self.results.display = self.results.display != closed, closed
        self.board.display = not closed
        super().draw(view)
        if moved and had_focus:
            self.focus_stage()

    def focus_stage(self) -> None:
        """Takes the focus, on what is shown."""
        if self._is_over:
            self.results.focus()
        else:
            super().focus_stage()

    def draw_marks(self, view: MeetingView, /) -> None:
        """Who has how many dots left; in the end how many there were."""
        closed = ballot(view.state, view.item.id)
        if closed is not None:
            given = sum(each.dots for each in ranking(view.state, view.item))
            said = f"{count(given, 'dot')} by {count(closed.voters, 'voter')}"
            self.marks.show(Bit(joined((said, f"{keys_label('vote.reopen')} begins a new round"))))
            return
        rules, current = vote.settings(view.item), self._voter
        marks = [voter_mark(each, rules.votes, current=each.id == current) for each in self._listed]
        self.marks.show(Bit("left:"), marks)

    def why_not(self, command_id: str, /) -> str | None:
        """Why a key does nothing now."""
        if self.view is None:
            return "There is no vote yet."
        if command_id == "vote.reopen":
            return None if self._is_over else "The vote is open."
        if self._is_over:
            return f"The vote is closed; {keys_label('vote.reopen')} begins a new round."
        return self._why_not_while_open(self.view, command_id)

    def offered(self, command_id: str, /) -> bool:
        """Voting while the vote is open, a new round when it is closed."""
        return (command_id == "vote.reopen") == self._is_over

    def cmd_give(self) -> None:
        """One dot more."""
        self._add(1)

    def cmd_take(self) -> None:
        """One dot fewer."""
        self._add(-1)

    def cmd_next_paper(self) -> None:
        """The next voter's paper."""
        if self.view is not None:
            self._paper = next_paper(open_votes(self.view.state, self.view.item.id))
            self.draw_marks(self.view)

    def cmd_close(self) -> None:
        """Counts; asks before it leaves anybody's dots out."""
        if self.view is None:
            return
        missing = unspent(self.view.state, self._listed)
        if not missing:
            self._close(sure=True)
            return
        detail = f"{joined(missing, ', ')}. Closing cannot be taken back."
        self.room.ask(Confirm("Close the vote?", detail, yes="close", no="not yet"), self._close)

    def cmd_reopen(self) -> None:
        """Asks, as the result is lost."""
        detail = "The result is thrown away, and everybody votes anew."
        self.room.ask(Confirm("Begin a new round?", detail, yes="new round"), self._reopen)

    @property
    def _is_over(self) -> bool:
        return self.view is not None and ballot(self.view.state, self.view.item.id) is not None

    @property
    def _votes(self) -> int:
        return 0 if self.view is None else vote.settings(self.view.item).votes

    @property
    def _voter(self) -> str:
        """Who votes now: a person's id, or a paper."""
        if self.room.who is not None:
            return self.room.who
        if self._paper is None and self.view is not None:
            self._paper = present_paper(self.view.state, self.view.item)
        return self._paper or next_paper(())

    @property
    def _listed(self) -> tuple[Voter, ...]:
        view, voter = self.view, self._voter
        if view is None:
            return ()
        # Every hint asks for it, on every key.
        if self._known is None or self._known[0] is not view or self._known[1] != voter:
            self._known = (view, voter, voters(view.state, view.item, voter))
        return self._known[2]

    @property
    def _current(self) -> Voter | None:
        now = self._voter
        return next((each for each in self._listed if each.id == now), None)

    def _why_not_while_open(self, view: MeetingView, command_id: str) -> str | None:
        if command_id == "vote.close":
            begun = any(each.n > 0 for each in open_votes(view.state, view.item.id))
            return None if begun else "Nobody has given a dot yet."
        if command_id == "vote.next-paper":
            return self._why_not_next_paper()
        if self.selected is None:
            return vote.ready(view.state, view.item) or "There is no card here."
        return self._why_not_dot(command_id)

    def _why_not_next_paper(self) -> str | None:
        if self.room.who is not None:
            return f"{self.room.who_name} votes by name; papers are for the room."
        now = self._current
        if now is not None and now.left == self._votes:
            return f"{now.name.capitalize()} is empty: give its dots first."
        there = 0 if self.view is None else came(self.view.state)
        if not 0 < there <= sum(each.is_paper for each in self._listed):
            return None
        people, add = count(there, "person", "people"), keys_label("meeting.people")
        return f"{people} came, and there are as many papers: {add} adds people."

    def _why_not_dot(self, command_id: str) -> str | None:
        now = self._current
        if now is None:
            return None
        if command_id == "vote.give" and not now.left:
            if not now.is_paper:
                return f"{now.name} has no dots left."
            last = self._why_not_next_paper() is not None
            way = (
                f"{keys_label('vote.close')} counts"
                if last
                else (f"{keys_label('vote.next-paper')} takes the next")
            )
            return f"{now.name.capitalize()} is full; {way}."
        if command_id == "vote.take" and now.left == self._votes:
            return f"{now.name.capitalize() if now.is_paper else now.name} has given no dots yet."
        return None

    def _add(self, by: int) -> None:
        if self.view is None or self.selected is None:
            return
        item, subject, voter = self.view.item.id, self.selected.id, self._voter
        dots = self._given(item, subject, voter) + by
        if dots < 0:
            self.room.say("No dot of this voter lies here.")
            return
        self.room.keep("dot", votes.cast(self.room.desk, item, subject, voter, dots))

    def _given(self, item: str, subject: str, voter: str) -> int:
        """Read from the records, as keys come faster than redraws."""
        id_ = vote_id(item, subject, voter)
        row = self.room.desk.repo.get(Kind.VOTES, id_)
        known = None if row is None else decode(Vote, id_, row)
        return 0 if known is None else known.n

    def _close(self, sure: bool | None) -> None:
        if sure and self.view is not None:
            votes.close_vote(self.room.desk, self.view.item.id)
            # The ballots are gone: a dot of theirs would come back into no count.
            self.room.forget(Kind.VOTES)

    def _reopen(self, sure: bool | None) -> None:
        if sure and self.view is not None:
            receipt = votes.reopen_vote(self.room.desk, self.view.item.id)
            self.room.keep("new round", receipt)


def _result_rows(ranked: tuple[Ranked, ...]) -> list[Row]:
    most = max((each.dots for each in ranked), default=0)
    ranks = Counter(each.rank for each in ranked)
    return [
        Row(
            each.stack.id,
            (
                Bit(f"{each.rank}{'=' if ranks[each.rank] > 1 else ' '}", Tone.MUTED),
                each.stack.title,
                Bit(count(len(each.stack.cards), "card") if each.stack.group else "", Tone.MUTED),
                Bit("█" * _bar(each.dots, most), Tone.ACCENT),
                Bit(str(each.dots), Tone.STRONG),
            ),
            dim=each.dots == 0,
        )
        for each in ranked
    ]


def _bar(dots: int, most: int) -> int:
    return max(1, round(_BAR * dots / most)) if dots and most else 0


STAGE = VoteStage
