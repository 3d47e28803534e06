"""Who votes, and how many dots they have left: all that may be seen of an open vote."""

from dataclasses import dataclass

from retrotui.core.activities import vote
from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import MeetingState, attending, open_votes
from retrotui.core.votes import next_paper, paper_number
from retrotui.ui.render import Bit, Tone, count
from retrotui.ui.stages.parts.marks import Mark

_MOST_DOTS = 6


@dataclass(frozen=True, slots=True)
class Voter:
    """A person or a ballot paper, with the dots they have left."""

    id: str
    name: str
    left: int

    @property
    def is_paper(self) -> bool:
        """Nobody knows whose it is."""
        return paper_number(self.id) is not None


def voters(state: MeetingState, item: AgendaItem, current: str) -> tuple[Voter, ...]:
    """Everybody whose dots are counted on: people first, then papers.

    As long as only papers are used the people are left out, as nobody votes by name then.

    Args:
        state: The meeting.
        item: The vote.
        current: Who votes now, a person's id or a paper.
    """
    left = vote.left_by_voter(state, item)
    left.setdefault(current, vote.settings(item).votes)
    begun = {each.voter for each in open_votes(state, item.id)} | {current}
    papers = sorted(
        (each for each in left if paper_number(each)), key=lambda each: (len(each), each)
    )
    people = sorted(
        (Voter(each, state.people.name(each), left[each]) for each in left if each not in papers),
        key=lambda each: each.name.casefold(),
    )
    named = any(each.id in begun for each in people)
    sheets = [Voter(each, f"paper {paper_number(each)}", left[each]) for each in papers]
    return (*(people if named else ()), *sheets)


def present_paper(state: MeetingState, item: AgendaItem) -> str:
    """The paper to go on with: the last one while it has dots left, else a fresh one."""
    cast = open_votes(state, item.id)
    left = vote.left_by_voter(state, item)
    last = max((each for each in left if paper_number(each)), key=_number, default=None)
    return last if last is not None and left[last] else next_paper(cast)


def unspent(state: MeetingState, listed: tuple[Voter, ...]) -> tuple[str, ...]:
    """What closing now would leave out: who has dots left, and papers nobody filled in."""
    said = [f"{each.name} has {count(each.left, 'dot')} left" for each in listed if each.left]
    papers, here = len(listed), len(attending(state))
    if listed and all(each.is_paper for each in listed) and papers < here:
        said.append(f"{count(papers, 'paper')} for {count(here, 'person', 'people')}")
    return tuple(said)


def voter_mark(voter: Voter, votes: int, *, current: bool) -> Mark:
    """A voter with the dots they have left, always as wide."""
    if not voter.left:
        sign = Bit("✓ done", Tone.GOOD)
    elif votes <= _MOST_DOTS:
        sign = Bit("●" * voter.left + "·" * (votes - voter.left), Tone.ACCENT)
    else:
        sign = Bit(f"{voter.left} left", Tone.ACCENT)
    return Mark(voter.name, sign, room=max(len("✓ done"), votes if votes <= _MOST_DOTS else 7),
                current=current)  # fmt: skip


def _number(paper: str) -> int:
    return paper_number(paper) or 0
