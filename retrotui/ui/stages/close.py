"""Close on the screen: was it worth the time, unseen until counted, and what is still loose."""

from textual.app import ComposeResult
from textual.events import Resize

from retrotui.core.activities import close
from retrotui.core.meeting_state import attending, came, open_votes
from retrotui.core.records.kinds import Kind
from retrotui.core.votes import HIGHEST_RATING, LOWEST_RATING, ROTI, Roti, paper_number
from retrotui.services import votes
from retrotui.ui.commands import REGISTRY, Command, keys_label
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.render import Bit, Tone, count
from retrotui.ui.stages.base import MeetingView, Room, Stage
from retrotui.ui.stages.parts.flow import Flow, Paragraph
from retrotui.ui.stages.parts.loose_ends import loose_rows
from retrotui.ui.stages.parts.thanks import thanks_rows
from retrotui.ui.widgets.rows import Column, Heading, Row, RowList

_CONTEXT = "stage:close"
_SCALE = ("useless", "not worth the time", "break-even", "more than the time", "not to be missed")
_BAR = 20
_LOW = 10

REGISTRY.add(
    *(
        Command(f"close.rate-{score}", (str(score),), word, f"Rate the meeting {score}: {word}",
                _CONTEXT, palette=False)
        for score, word in enumerate(_SCALE, LOWEST_RATING)
    ),
    Command("close.count", ("C",), "count", "Count the ratings and show them", _CONTEXT,
            hint=True, weight=74),
    Command("close.take-back", ("Z",), "take back", "Take the last rating back", _CONTEXT,
            hint=True, weight=73),
    Command("close.reopen", ("O",), "rate anew", "Throw the ratings away and rate anew", _CONTEXT,
            hint=True, weight=35),
)  # fmt: skip


class CloseStage(Stage):
    """The return on time invested, then the checklist before everybody leaves.

    Ratings go onto ballot papers, one a key; until they are counted only their number is seen.
    """

    ACTIVITY = "close"
    CONTEXTS = (_CONTEXT,)
    DEFAULT_CSS = """
    CloseStage {
        & > #bars { margin-top: 1; }
        & > #loose-ends { margin-top: 1; }
    }
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.rating = Flow(id="rating")
        self.bars = RowList(Column(width=1), Column(width=18), Column(width=_BAR),
                            Column(width=4), opens=False, id="bars")  # fmt: skip
        self.bars.can_focus = False
        self.bars.styles.height = len(_SCALE)
        self.ends = RowList(Column(width=1, keep=2), Column(wraps=True), Column(width=40, keep=1),
                            opens=False, id="loose-ends")  # fmt: skip
        self._papers: list[str] = []

    def compose(self) -> ComposeResult:
        """The rating, then what is loose."""
        yield self.rating
        yield self.bars
        yield self.ends

    def on_resize(self, _event: Resize) -> None:
        """Where there are few lines, the checklist needs them more than the scale does."""
        if self.view is not None:
            self.draw(self.view)

    def draw(self, view: MeetingView) -> None:
        """Draws how many rated, or how; and the checklist."""
        counted = close.rating(view.state, view.item)
        low = self.size.height <= _LOW
        self.rating.show(_asking(view, low) if counted is None else _average(counted))
        self.bars.display = counted is not None and not low
        self.bars.set_rows([] if counted is None else _bars(counted))
        ends = loose_rows(view)
        leave = f"{keys_label('meeting.end')} ends the meeting"
        if ends:
            note = f"{count(len(ends), 'loose end')} · {leave}"
            rows: list[Row | Heading] = [Heading("Before everybody leaves", note), *ends]
        else:
            fine = (Bit("✓", Tone.GOOD), "Nothing is loose.", Bit(leave, Tone.MUTED))
            rows = [Row("", fine)]
        self.ends.set_rows([*rows, *thanks_rows(view.state)])

    def headline(self, view: MeetingView) -> str:
        """Whether ratings are still taken."""
        if not close.settings(view.item).rate:
            return ""
        return "rated" if close.rating(view.state, view.item) else "rating, unseen until counted"

    def why_not(self, command_id: str, /) -> str | None:
        """Why a key does nothing now."""
        view, verb = self.view, command_id.rpartition(".")[2]
        if view is None or not close.settings(view.item).rate:
            return "This item asks for no rating."
        if verb == "reopen":
            counted = close.rating(view.state, view.item) is not None
            return None if counted else "The rating is open."
        if close.rating(view.state, view.item) is not None:
            return f"The ratings are counted: {keys_label('close.reopen')} begins anew."
        return self._why_not_open(view, verb)

    def _why_not_open(self, view: MeetingView, verb: str) -> str | None:
        if verb == "count" and not close.rated(view.state, view.item):
            return f"Nobody has rated yet: {LOWEST_RATING} to {HIGHEST_RATING} rate."
        if verb.startswith("rate-") and close.all_rated(view.state, view.item):
            people = count(came(view.state), "person", "people")
            back, add = keys_label("close.take-back"), keys_label("meeting.people")
            way = f"{back} takes the last rating back, {add} adds people"
            return f"{people} came, and as many have rated: {way}."
        if verb == "take-back" and self._last_paper(view) is None:
            return "No rating was given here."
        return None

    def offered(self, command_id: str, /) -> bool:
        """Counting while ratings are taken, rating anew when they are counted."""
        view = self.view
        if view is None or not close.settings(view.item).rate:
            return False
        counted = close.rating(view.state, view.item) is not None
        return (command_id == "close.reopen") == counted

    def cmd_rate_1(self) -> None:
        """Useless."""
        self._rate(1)

    def cmd_rate_2(self) -> None:
        """Not worth the time."""
        self._rate(2)

    def cmd_rate_3(self) -> None:
        """Break-even."""
        self._rate(3)

    def cmd_rate_4(self) -> None:
        """More than the time."""
        self._rate(4)

    def cmd_rate_5(self) -> None:
        """Not to be missed."""
        self._rate(5)

    def cmd_take_back(self) -> None:
        """Takes the last rating back, unseen."""
        if self.view is None or (paper := self._last_paper(self.view)) is None:
            return
        receipt = votes.take_rating_back(self.room.desk, self.view.item.id, paper)
        self._papers = [each for each in self._papers if each != paper]
        self.room.keep("take a rating back", receipt)

    def cmd_count(self) -> None:
        """Counts; with people missing it asks first, as it cannot be taken back by halves."""
        if self.view is None:
            return
        missing = _present(self.view) - close.rated(self.view.state, self.view.item)
        if missing <= 0:
            self._count(True)
            return
        people = count(missing, "person", "people")
        detail = f"{people} of those present {'has' if missing == 1 else 'have'} not rated."
        self.room.ask(Confirm("Count now?", detail, yes="count", no="wait"), self._count)

    def cmd_reopen(self) -> None:
        """Asks once, as the result is lost."""
        detail = "The result is thrown away, and everybody rates again."
        self.room.ask(Confirm("Rate anew?", detail, yes="rate anew", no="keep it"), self._reopen)

    def _rate(self, score: int) -> None:
        if self.view is None:
            return
        paper, receipt = votes.rate(self.room.desk, self.view.item.id, score)
        self._papers.append(paper)
        # The label must not say which.
        self.room.keep("a rating", receipt)

    def _count(self, sure: bool | None) -> None:
        if sure and self.view is not None:
            receipt = votes.close_rating(self.room.desk, self.view.item.id)
            self._papers = []
            self.room.forget(Kind.VOTES)
            self.room.keep("count the ratings", receipt)

    def _reopen(self, sure: bool | None) -> None:
        if sure and self.view is not None:
            receipt = votes.reopen_rating(self.room.desk, self.view.item.id)
            self.room.keep("rate anew", receipt)

    def _last_paper(self, view: MeetingView) -> str | None:
        """The last ballot paper filled in here; after a restart, the last of all."""
        given = [each.voter for each in open_votes(view.state, view.item.id)
                 if each.subject == ROTI and paper_number(each.voter)]  # fmt: skip
        mine = [each for each in self._papers if each in given]
        return mine[-1] if mine else max(given, key=lambda each: paper_number(each) or 0,
                                         default=None)  # fmt: skip


def _average(result: Roti) -> tuple[Paragraph, ...]:
    average = Bit(f"{result.average:.1f} of {HIGHEST_RATING}", Tone.STRONG)
    return (Paragraph((Bit("Return on time invested"), average, Bit(f"{result.voters} rated",
                       Tone.MUTED))),)  # fmt: skip


def _bars(result: Roti) -> list[Row]:
    most = max(result.counts)
    scored = [*zip(range(LOWEST_RATING, HIGHEST_RATING + 1), _SCALE, result.counts, strict=True)]
    return [
        Row("", (str(score), word, _bar(given, most), Bit(str(given) if given else "", Tone.MUTED)))
        for score, word, given in reversed(scored)
    ]


def _bar(given: int, most: int) -> Bit:
    if not given:
        return Bit("·", Tone.FAINT)
    return Bit("█" * max(1, round(given / most * _BAR)), Tone.ACCENT)


def _asking(view: MeetingView, low: bool) -> tuple[Paragraph, ...]:
    if not close.settings(view.item).rate:
        return ()
    rated, present = close.rated(view.state, view.item), _present(view)
    scale = tuple(Bit(f"{score} {word}") for score, word in enumerate(_SCALE, LOWEST_RATING))
    seen = f"{rated} of {max(rated, present)} have rated"
    return (
        Paragraph((Bit("Was it worth the time? 1 to 5, unseen.", Tone.STRONG),)),
        Paragraph(() if low else scale, most=5),
        Paragraph((Bit("●" * min(rated, _BAR), Tone.ACCENT), Bit(seen, Tone.MUTED))),
    )


def _present(view: MeetingView) -> int:
    return len(attending(view.state))


STAGE = CloseStage
