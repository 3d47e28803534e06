"""What a format may say, and what is refused with which words."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.formats import (
    ACTIVITIES,
    KINDS,
    MOST_ITEMS,
    MOST_MINUTES,
    Format,
    FormatError,
    Problem,
    check_format,
    format_data,
)
from retrotui.core.setting_kinds import Choice, Flag, Line, Whole
from retrotui.core.setting_tables import Columns, Criteria, Statements

MANY = [{"key": f"k{n}", "title": f"Title {n}"} for n in range(1_000)]
COLUMNS = [{"key": "more", "title": "More of"}, {"key": "less", "title": "Less of"}]


def item(activity: str = "talk", **more: Any) -> dict[str, Any]:
    return {"activity": activity, "title": activity.title(), "minutes": 5} | more


def board(**more: Any) -> dict[str, Any]:
    return item("brainstorm", **{"columns": COLUMNS} | more)


def survey(**more: Any) -> dict[str, Any]:
    return item("survey", statements=[{"key": "pace", "title": "Our pace"}], **more)


def format_of(*agenda: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"title": "Ours", "kind": "workshop", "agenda": list(agenda) or [item()]} | more


def problems(data: dict[str, Any]) -> tuple[Problem, ...]:
    with pytest.raises(FormatError) as caught:
        check_format(data, "ours", "ours.toml")
    return caught.value.problems


def only(data: dict[str, Any]) -> Problem:
    found = problems(data)
    assert len(found) == 1, found
    return found[0]


def test_a_format_is_read_whole_with_defaults_filled_in() -> None:
    data = format_of(
        item("check-in", question="Well?"),
        board(),
        item("vote", votes=2),
        item("discuss"),
        item("decide"),
        item("close"),
        private=True,
        about="When it helps.",
    )
    made = check_format(data, "ours", "ours.toml")
    assert (made.name, made.private, made.minutes) == ("ours", True, 30)
    settings_by_activity = {each.activity: dict(each.settings) for each in made.agenda}
    assert settings_by_activity["check-in"] == {
        "question": "Well?", "icebreaker": False, "prime_directive": False, "turns": "open"
    }  # fmt: skip
    assert [column.key for column in settings_by_activity["brainstorm"]["columns"]] == [
        "more",
        "less",
    ]
    assert settings_by_activity["brainstorm"]["hidden"] is True
    assert settings_by_activity["brainstorm"]["anonymous"] is False
    assert settings_by_activity["vote"] == {"votes": 2, "cap": 2}
    assert settings_by_activity["discuss"] == {
        "top": 5, "minutes_each": 5, "extend": "facilitator", "turns": "open"
    }  # fmt: skip
    assert settings_by_activity["decide"] == {"method": "consent", "turns": "open"}
    assert settings_by_activity["close"] == {"rate": True}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (format_of(titel="x"), 'unknown key "titel"; did you mean title?'),
        (format_of(kind="retro"), "did you mean retrospective?"),
        (format_of(kind="zzz"), "known: retrospective, planning"),
        (format_of(kind=3), "kind must be one of retrospective"),
        (format_of(title="  "), "title must not be empty"),
        (format_of(title=7), "title must be a text, not 7"),
        (format_of(title="x" * 201), "title has 201 characters"),
        (format_of(private="yes"), 'private must be true or false, not "yes"'),
        (format_of(agenda={}), "agenda must be [[agenda]] tables, not a table"),
        (format_of(agenda=[]), "agenda is missing"),
        (format_of(agenda=[3]), "must be a table, not 3"),
        (format_of(item("brainstrom")), "did you mean brainstorm?"),
        (format_of({"title": "T", "minutes": 5}), "activity is missing; one of check-in"),
        (format_of(item(minutes=0)), "minutes must be a whole number from 1 to 480, not 0"),
        (format_of(item(minutes=481)), "not 481"),
        (format_of(item(minutes=True)), "not true"),
        (format_of(item(minutes=2.5)), "not 2.5"),
        (format_of(item(minuts=3)), 'unknown key "minuts" for talk; did you mean minutes?'),
        (format_of(item(votes=3)), 'unknown key "votes" for talk'),
        (format_of(item("decide", method="consnt")), "did you mean consent?"),
        (format_of(item("brainstorm")), "columns is missing; give columns ="),
        (format_of(item("brainstorm", columns=[])), "needs 1 to 12 columns, not 0"),
        (format_of(board(), item("vote", votes=51)), "votes must be a whole number from 1 to 50"),
        (format_of(board(), item("vote", votes=2, cap=3)), "cap must not exceed votes"),
        (format_of(board(columns=MANY)), "columns needs 1 to 12 columns, not 1000"),
        (format_of(item("survey")), "statements is missing; give statements = [ { key ="),
        (format_of(item("survey", statements=[])), "needs 1 to 30 statements, not 0"),
        (format_of(item("survey", statements=MANY)), "needs 1 to 30 statements, not 1000"),
        (format_of(item("survey", statements="pace")), "must be a list of tables, not"),
        (format_of(survey(scale="traffic")), "did you mean traffic_light?"),
        (format_of(survey(scale="zzz")), "known: agreement, traffic_light, fingers, one_to_ten"),
        (format_of(survey(scale=7)), "scale must be one of agreement"),
        (format_of(survey(anonymous=1)), "anonymous must be true or false, not 1"),
        (format_of(board(), item("score", model="moscov")), "did you mean moscow?"),
        (format_of(board(), item("score", criteria=[])), "needs 1 to 12 criteria, not 0"),
        (format_of(board(), item("score", subjects="card")), "did you mean cards?"),
        (format_of(board(), item("discuss", extend="room")), "known: facilitator, vote"),
        (format_of(item("talk", turns="round-robin")), "did you mean round_robin?"),
        (format_of(item("goals", subjects="all")), 'unknown key "subjects" for goals'),
    ],
)
def test_what_is_wrong_is_told_with_the_way_out(data: dict[str, Any], words: str) -> None:
    assert words in only(data).message


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"key": "a", "title": "Pace"}, 'title is used by an earlier statement too: "Pace"'),
        ({"key": "pace", "title": "Other"}, 'key is used by an earlier statement too: "pace"'),
        ({"key": "b", "title": "B", "god": "x"}, 'unknown key "god"; did you mean good?'),
        ({"key": "b"}, "title is missing"),
        ({"key": "b", "title": "B", "bad": "x" * 4_001}, "bad has 4001 characters"),
    ],
)
def test_a_problem_of_a_statement_is_told_at_that_statement(
    wrong: dict[str, Any], words: str
) -> None:
    found = only(format_of(item("survey", statements=[{"key": "pace", "title": "Pace"}, wrong])))
    assert found.table == "agenda.statements"
    assert found.at("a.toml").startswith("a.toml: agenda item 1, statement 2: ")
    assert words in found.message


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"weight": 0}, "weight must be a whole number from 1 to 100, not 0"),
        ({"weight": 1.5}, "not 1.5"),
        ({"wait": 2}, "did you mean weight?"),
        ({"key": "Much Good"}, 'such as key = "much-good"'),
    ],
)
def test_a_problem_of_a_criterion_is_told_at_that_criterion(
    wrong: dict[str, Any], words: str
) -> None:
    first, second = {"key": "a", "title": "A"}, {"key": "b", "title": "B"}
    found = only(format_of(board(), item("score", criteria=[first, second | wrong])))
    assert found.at("a.toml").startswith("a.toml: agenda item 2, criterion 2: ")
    assert words in found.message


def test_roadmap_items_are_scored_without_cards() -> None:
    check_format(format_of(item("score", subjects="roadmap")), "ours", "ours.toml")
    found = only(format_of(item("score", subjects="cards")))
    assert found.message == "score works on cards, and no brainstorm comes before it"


def test_columns_may_not_share_a_key_or_a_title() -> None:
    twice = [{"key": "a", "title": "Same"}, {"key": "a", "title": "SAME"}]
    found = problems(format_of(item("brainstorm", columns=twice)))
    assert [(each.key, each.part, each.table) for each in found] == [
        ("key", 1, "agenda.columns"),
        ("title", 1, "agenda.columns"),
    ]


def test_a_column_key_that_cannot_be_one_is_offered_as_one() -> None:
    found = only(format_of(item("brainstorm", columns=[{"title": "What Went Well?"}])))
    assert 'such as key = "what-went-well"' in found.message


@pytest.mark.parametrize("activity", ["group", "vote", "discuss"])
def test_what_needs_cards_needs_a_brainstorm_before_it(activity: str) -> None:
    found = only(format_of(item(), item(activity), board()))
    assert found.message == f"{activity} works on cards, and no brainstorm comes before it"
    assert found.index == 1
    check_format(format_of(board(), item(activity)), "ours", "ours.toml")


def test_all_problems_are_told_and_the_message_counts_them() -> None:
    data = format_of(item(minutes=0), item("vot"), kind="retro", colour="red")
    with pytest.raises(FormatError) as caught:
        check_format(data, "ours", "ours.toml")
    assert [each.key for each in caught.value.problems] == ["colour", "kind", "minutes", "activity"]
    assert str(caught.value).startswith('ours.toml: unknown key "colour"')
    assert str(caught.value).endswith("(and 3 more)")
    assert caught.value.hint is not None
    assert caught.value.code == 2


def test_a_problem_names_file_line_item_and_column() -> None:
    problem = Problem("is odd", "agenda.columns", 1, "key", 0, 12)
    assert problem.at("a.toml") == "a.toml:12: agenda item 2, column 1: is odd"
    assert Problem("is not TOML", line=3, position=7).at("a.toml") == "a.toml:3:7: is not TOML"


def test_criteria_beside_a_model_that_has_its_own_are_refused() -> None:
    criteria = [{"key": "cost", "title": "Cost"}]
    found = only(format_of(board(), item("score", model="rice", criteria=criteria)))
    assert (found.key, found.index) == ("criteria", 1)
    assert 'model = "weighted"' in found.message
    assert "rice" in found.message
    made = check_format(format_of(board(), item("score", model="rice")), "ours", "ours.toml")
    assert "criteria" not in made.agenda[1].settings


def test_too_many_items_are_refused() -> None:
    assert "at most 50" in only(format_of(*[item()] * (MOST_ITEMS + 1))).message


def test_text_loses_what_could_steer_a_terminal_and_keeps_its_markup_as_text() -> None:
    made = check_format(format_of(item(title="\x1b[2J[/] Go\nhome")), "ours", "ours.toml")
    assert made.agenda[0].title == "[2J[/] Go home"


def test_messages_quote_hostile_words_safely() -> None:
    found = only(format_of(**{"\x1b]0;owned\x07" + "x" * 500: 1}))
    assert "\x1b" not in found.message
    assert len(found.message) < 200


_line = st.text(min_size=1, max_size=30).filter(lambda text: text.split() != [])
_setting_values: dict[type, Any] = {
    Flag: lambda _: st.booleans(),
    Whole: lambda kind: st.integers(kind.low, kind.high),
    Line: lambda _: _line,
    Choice: lambda kind: st.sampled_from(kind.words),
}


def _tables(**more: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    keys = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
    entries = st.tuples(keys, st.fixed_dictionaries({}, optional=more))
    return st.lists(entries, min_size=1, max_size=12, unique_by=lambda pair: pair[0]).map(
        lambda pairs: [{"key": k, "title": f"Title {k}"} | rest for k, rest in pairs]
    )


_prose = st.text(max_size=20)
_setting_values |= {
    Columns: lambda _: _tables(prompt=_prose),
    Criteria: lambda _: _tables(prompt=_prose, weight=st.integers(1, 100)),
    Statements: lambda _: _tables(good=_prose, bad=_prose),
}


def _settings_of(activity: str) -> st.SearchStrategy[dict[str, Any]]:
    kinds = ACTIVITIES[activity].settings
    return st.fixed_dictionaries(
        {key: _setting_values[type(kind)](kind) for key, kind in kinds.items()}
    )


@st.composite
def formats(draw: st.DrawFn) -> Format:
    activities = draw(st.lists(st.sampled_from(sorted(ACTIVITIES)), max_size=6))
    agenda = []
    for activity in ["brainstorm", *activities]:
        own = draw(_settings_of(activity))
        if own.get("model", "weighted") != "weighted":
            del own["criteria"]
        if activity == "vote":
            own["cap"] = min(own["cap"], own["votes"])
        title = "T " + draw(st.text(max_size=20))
        minutes = draw(st.integers(1, MOST_MINUTES))
        words = {"about": draw(st.text(max_size=40)), "prompt": draw(st.text(max_size=40))}
        agenda.append(item(activity, **own) | {"title": title, "minutes": minutes} | words)
    data = format_of(*agenda, kind=draw(st.sampled_from(KINDS)), private=draw(st.booleans()))
    data |= {"title": "T " + draw(st.text(max_size=20)), "about": draw(st.text(max_size=60))}
    return check_format(data, "ours", "ours.toml")


@settings(max_examples=60, deadline=None)
@given(formats())
def test_a_format_as_data_reads_back_equal(made: Format) -> None:
    assert check_format(format_data(made), made.name, made.source) == made


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=10,
)
_keys = st.sampled_from(["title", "kind", "agenda", "activity", "minutes", "columns", "key", "cap"])


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        _keys, _json | st.lists(st.dictionaries(_keys, _json | st.sampled_from(list(ACTIVITIES))))
    )
)
def test_any_other_data_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(FormatError) as caught:
        check_format(data, "any", "any.toml")
    assert caught.value.problems
    assert "\n" not in str(caught.value)
