"""Who put how many dots where, so that a vote comes out as the story has it."""

from collections.abc import Iterator, Mapping, Sequence

from retrotui.core.votes import VoteRules

_HANDFUL = 2


def deal(
    wanted: Mapping[str, int], voters: Sequence[str], rules: VoteRules
) -> Iterator[tuple[str, str, int]]:
    """Voter, subject and dots, by voter; nobody places more than the rules allow.

    Dots go in handfuls to whoever has most of them left, so that they last until the end. Dots
    for which nobody is left are not given.

    Args:
        wanted: Dots by subject.
        voters: Who votes.
        rules: How many dots each has, and how many may lie together.
    """
    placed: dict[tuple[str, str], int] = {}
    left = dict.fromkeys(voters, rules.votes)
    for subject, dots in wanted.items():
        room = {voter: min(rules.cap, left[voter]) for voter in voters}
        missing = dots
        while missing > 0 and (able := [voter for voter in voters if room[voter] > 0]):
            voter = max(able, key=lambda each: left[each])
            handful = min(_HANDFUL, missing, room[voter])
            placed[voter, subject] = placed.get((voter, subject), 0) + handful
            room[voter] -= handful
            left[voter] -= handful
            missing -= handful
    for (voter, subject), dots in sorted(placed.items()):
        yield voter, subject, dots
