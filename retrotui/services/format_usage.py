"""What a team's own meetings say about the formats it ran: how lately, and whether it paid off."""

from collections import defaultdict
from collections.abc import Mapping

from retrotui.core.format_list import Usage
from retrotui.core.ports import Reader
from retrotui.core.records.cards import Ballot
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import MeetingStatus
from retrotui.core.votes import ROTI, Roti, roti


def usage(reader: Reader) -> Mapping[str, Usage]:
    """Every format that was ever run, by its name, in one pass over meetings and ratings.

    Discarded meetings do not count. A rating is the average over everybody who rated, however
    many came to which meeting.
    """
    ran: dict[str, str] = {}
    last: dict[str, str] = {}
    for id_, row in reader.all(Kind.MEETINGS).items():
        name, began = row.get("format"), row.get("started")
        if not isinstance(name, str) or not isinstance(began, str):
            continue
        if row.get("status") == MeetingStatus.DISCARDED.value:
            continue
        ran[id_] = name
        last[name] = max(began, last.get(name, ""))
    ratings: defaultdict[str, list[Roti]] = defaultdict(list)
    for id_, row in reader.search(Kind.BALLOTS, sort=ROTI).items():
        meeting, counts = row.get("meeting"), row.get("counts")
        if not isinstance(meeting, str) or meeting not in ran or not isinstance(counts, Mapping):
            continue
        # Not decoded: of thousands of ballots that would take longer than all the rest.
        found = roti(Ballot(id_, meeting, "", ROTI, counts))
        if found is not None:
            ratings[ran[meeting]].append(found)
    return {name: _usage(began, ratings[name]) for name, began in last.items()}


def _usage(last: str, ratings: list[Roti]) -> Usage:
    voters = sum(each.voters for each in ratings)
    if not voters:
        return Usage(last)
    total = sum(each.average * each.voters for each in ratings)
    return Usage(last, total / voters, len(ratings))
