"""Scores in the minutes: places, weights, ties, what has no place, and what to beware of."""

from datetime import UTC, datetime

from markdown_it import MarkdownIt

from retrotui.core.dates import Calendar
from retrotui.core.meeting_state import clock
from retrotui.core.minutes import Minutes, build_minutes, to_json
from retrotui.core.minutes_markdown import to_markdown
from retrotui.exchange.minutes_html import to_html
from retrotui.services import scores
from tests.support.meeting_room import Room
from tests.support.scored_room import give, scoring_room

CALENDAR = Calendar(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), "Europe/Berlin")


def written(room: Room) -> Minutes:
    state = room.state
    return build_minutes(state, clock(state, room.clock.now()), CALENDAR)


def test_the_ranking_has_weights_ties_and_who_is_left_out() -> None:
    room = scoring_room("weighted", "alpha", "beta", "gamma", "delta", "untouched")
    scores.weigh(room.desk, room.id("Score"), "customer", 2)
    give(room, "alpha", customer="1", viability="2", feasibility="2", values="2")
    give(room, "beta", customer="3", viability="3", feasibility="3", values="3")
    give(room, "gamma", customer="2", viability="1", feasibility="2", values="1")
    give(room, "delta", customer="5", viability="5", values="1")
    page = to_markdown(written(room))
    assert (
        """\
## Score

Weighted criteria: the average of all, by their weights.

| Place |  | Customer impact (40 %) | Business viability (20 %) | Technical feasibility (20 %) | \
Fit with our values (20 %) | Score |
| ---: | :--- | ---: | ---: | ---: | ---: | ---: |
| 1 | beta | 3 | 3 | 3 | 3 | 3.00 |
| 2= | alpha | 1 | 2 | 2 | 2 | 1.60 |
| 2= | gamma | 2 | 1 | 2 | 1 | 1.60 |

Without a place: delta lacks Technical feasibility

"""
        in page
    )
    (told,) = to_json(written(room))["scores"]
    assert told["criteria"][0] == {
        "key": "customer", "title": "Customer impact", "weight": 2, "share": "40 %"
    }  # fmt: skip
    assert [(each["title"], each["rank"], each["tied"]) for each in told["rows"]] == [
        ("beta", 1, False), ("alpha", 2, True), ("gamma", 2, True), ("delta", None, False),
    ]  # fmt: skip


def test_a_broken_rule_is_in_the_minutes() -> None:
    room = scoring_room("moscow", "alpha", "beta")
    give(room, "alpha", priority="must", effort="9")
    give(room, "beta", priority="could", effort="1")
    page = to_markdown(written(room))
    assert "**Beware:** musts take 90 % of the effort" in page
    assert "| 1 | alpha | must | 9 | must |" in page


def test_without_scores_there_is_no_such_part() -> None:
    minutes = written(scoring_room("ice", "alpha"))
    assert minutes.scores == ()
    assert "Score:" not in to_markdown(minutes)
    assert "## Score" not in to_markdown(minutes)


def test_titles_make_no_cells_of_their_own() -> None:
    room = scoring_room("ice", "a | b [x](javascript:1) <b> | c")
    give(room, "a |", impact="2", confidence="2", ease="2")
    tokens = MarkdownIt("commonmark").enable("table").parse(to_markdown(written(room)))
    table = tokens[next(n for n, each in enumerate(tokens) if each.type == "tbody_open") :]
    end = next(n for n, each in enumerate(table) if each.type == "tbody_close")
    assert sum(each.type == "td_open" for each in table[:end]) == 6
    assert "<b>" not in to_html(written(room))
