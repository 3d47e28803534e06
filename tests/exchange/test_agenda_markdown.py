"""Agendas in Markdown: what is taken, what is ignored and why, and that nothing breaks it."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.errors import UsageError
from retrotui.core.formats import check_format, format_data
from retrotui.exchange.agenda_markdown import (
    MarkdownAgenda,
    agenda_to_format,
    read_agenda,
    read_agenda_file,
    require_items,
)
from retrotui.exchange.agenda_markdown.read import LARGEST

COMMITTEE = """\
# Agenda of the harbour committee

- **Host**: Remote
- **Times**:
  - 10:00 to 15:00 on 3 March

## Agenda rules

1. Sort by pier (5m)

## Agenda items

1. Opening (Chair)
    1. Roll call
1. Report of the harbour master (20-25m, Mira Holm (https://example.org/r.pdf) and Jo Lind)
1. Editors' reports
    1. [Tide tables](https://example.org/t) status ([slides](https://example.org/s)) (15m)
    1. Lamp oil (10m)
1. Short (&le;30m) discussions

    | ✓ | timebox | topic | presenter |
    |:-:|:-------:|-------|-----------|
    |   | 10m     | [Buoys](https://b.example) for *winter* ([spec](https://x.example)) | Ana & Bo |
    |   |         | Open `ropes` | Kim de Wit |

1. Left over

    | ✓ | topic | presenter |
    |:-:|-------|-----------|

1. Other business
    1. Thank the host

### Schedule constraints

- Bo cannot attend before noon (30m)

## Later meetings

| Dates | Place |
|-------|-------|
| May   | Pier  |
"""

COUNCIL = """\
# 2031-02-03

## Agenda

- Check-in
- Note on lamps (*Ines*, **Time**: 3 Minutes)
    - **Goal**: decide
- Budget (*Bo Berg* **Time**: 15 minutes)
- ~~Painting the pier (*Bo Berg* **Time**: 5 minutes)~~
- Old business
    - Moorings (Ines)
    - Paint (done)
- If time
    - Gulls (*Bo Berg* **Time**: permitting, if anybody still listens)

## Attendance

Members: Ines, Bo Berg

## Minutes

- Note on lamps (*Ines*, **Time**: 3 Minutes)
    - Bo: fine, ten minutes are enough

### Action items

- [ ] Ines: buy lamps
"""


def rows(agenda: MarkdownAgenda) -> list[tuple[str, int | None, tuple[str, ...], int]]:
    return [(each.title, each.minutes, each.people, each.line) for each in agenda.items]


def whys(agenda: MarkdownAgenda) -> dict[int, str]:
    return {each.line: each.why for each in agenda.ignored}


def one(line: str) -> tuple[str, int | None, tuple[str, ...]]:
    ((title, minutes, people, _),) = rows(read_agenda(f"# Agenda\n\n{line}\n", "a.md"))
    return title, minutes, people


def test_a_committee_agenda_of_lists_and_tables() -> None:
    agenda = read_agenda(COMMITTEE, "a.md")
    assert agenda.title == "Agenda of the harbour committee"
    assert rows(agenda) == [
        ("Opening (Chair)", None, (), 13),
        ("Report of the harbour master", 25, ("Mira Holm", "Jo Lind"), 15),
        ("Tide tables status", 15, (), 17),
        ("Lamp oil", 10, (), 18),
        ("Buoys for winter", 10, ("Ana", "Bo"), 23),
        ("Open ropes", None, ("Kim de Wit",), 24),
        ("Thank the host", None, (), 32),
    ]
    why = whys(agenda)
    assert why[1] == "the title"
    assert why[5] == "a schedule"
    assert why[9] == "rules of the meeting"
    assert why[16] == "a heading of the items below"
    assert why[36] == "a schedule"
    assert why[42] == "no topic column"
    assert {3, 4, 7, 11, 19, 26, 31, 34, 38} <= set(why)


def test_council_minutes_give_the_agenda_and_not_what_was_said() -> None:
    agenda = read_agenda(COUNCIL, "a.md")
    assert rows(agenda) == [
        ("Check-in", None, (), 5),
        ("Note on lamps", 3, ("Ines",), 6),
        ("Budget", 15, ("Bo Berg",), 8),
        ("Moorings", None, ("Ines",), 11),
        ("Paint (done)", None, (), 12),
        ("Gulls", None, ("Bo Berg",), 14),
    ]
    why = whys(agenda)
    assert why[9] == "struck out"
    assert why[16] == "attendance"
    assert why[18] == "prose"
    assert why[22] == "minutes, not the agenda"
    assert why[23] == "minutes, not the agenda"
    assert why[27] == "outcomes, not items"
    assert 7 not in why


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Topic (05:00)", ("Topic", 5, ())),
        ("- Topic (1:05:30)", ("Topic", 66, ())),
        ("- Topic (00:30)", ("Topic", 1, ())),
        ("- Topic (**Time**: 15 minutes)", ("Topic", 15, ())),
        ("- Topic (Ana Bell, 30 min)", ("Topic", 30, ("Ana Bell",))),
        ("- Topic (*Ana*: 15 minutes)", ("Topic", 15, ("Ana",))),
        ("- Topic (15m on the last day)", ("Topic", 15, ())),
        ("- Topic [10-15 mins]", ("Topic", 15, ())),
        ("- Topic (? 5 min?)", ("Topic", 5, ())),
        ("- Topic (~1h 30m)", ("Topic", 90, ())),
        ("- Topic - 10 min", ("Topic", 10, ())),
        ("- 10 min: Topic", ("Topic", 10, ())),
        ("- 10:00-10:25 Topic", ("Topic", 25, ())),
        ("- [ ] Topic, time: 20 min", ("Topic", 20, ())),
        ("- Topic (10m, remote only)", ("Topic (remote only)", 10, ())),
        ("- Topic **Who**: Ana and Bo", ("Topic", None, ("Ana", "Bo"))),
        ("- Topic\n  - **Time**: 15 minutes\n  - **Owner**: @ana", ("Topic", 15, ("@ana",))),
        ("- Topic (@ana)", ("Topic", None, ("@ana",))),
        ("- Discuss: (15 min) Topic", ("Discuss: Topic", 15, ())),
        ("- Topic (2 minutes ago?)", ("Topic (2 minutes ago?)", None, ())),
        ("- Topic (9999 hours)", ("Topic (9999 hours)", None, ())),
        ("- 🔒 Topic ([PR](https://x.example/1), 5m)", ("🔒 Topic", 5, ())),
        ("- Room 101 in 2031", ("Room 101 in 2031", None, ())),
    ],
)  # fmt: skip
def test_the_marks_of_one_line(
    line: str, expected: tuple[str, int | None, tuple[str, ...]]
) -> None:
    assert one(line) == expected


def test_without_an_agenda_section_the_lines_with_timeboxes_are_taken() -> None:
    text = (
        "# Looking back\n\n## Wins [3-5 mins]\n\n- cake\n\n## Lessons\n\n"
        "_What now? [10 mins]_\n\n- tea\n\n## Rest\n"
    )
    agenda = read_agenda(text, "a.md")
    assert rows(agenda) == [("Wins", 5, (), 3), ("What now?", 10, (), 9)]
    assert whys(agenda) == {
        1: "the title",
        7: "outside the agenda",
        13: "outside the agenda",
    }


def test_a_list_item_called_agenda_gathers_the_items_below_it() -> None:
    text = (
        "# Notes\n\n- Check-in\n- Agenda items\n"
        "    - Lamps (Ana **Time**: 5-10m)\n    - Ropes\n- Check-out\n"
    )
    agenda = read_agenda(text, "a.md")
    assert rows(agenda) == [("Lamps", 10, ("Ana",), 5), ("Ropes", None, (), 6)]
    assert set(whys(agenda)) == {1, 3, 4, 7}


def test_minutes_by_headings_give_their_headings() -> None:
    text = (
        "# Pier meeting\n\n## Attendance\n\n- Ana\n\n## Check-in\n\n## Nominated\n\n"
        "### Lamps\n\nTime: ~15 minutes\n\n#### Notes\n\n- said\n\n### Ropes\n\n## Check-out\n"
    )
    agenda = read_agenda(text, "a.md")
    assert rows(agenda) == [
        ("Check-in", None, (), 7),
        ("Lamps", 15, (), 11),
        ("Ropes", None, (), 19),
        ("Check-out", None, (), 21),
    ]


@pytest.mark.parametrize("heading", ["**Nothing was agreed before**", "## What came up"])
def test_one_heading_over_a_list_introduces_the_list(heading: str) -> None:
    text = f"# Harbour, 3 March\n\n{heading}\n\n- Lamps\n  - broken\n- Ropes\n- Buoys\n"
    agenda = read_agenda(text, "a.md")
    assert [item.title for item in agenda.items] == ["Lamps", "Ropes", "Buoys"]
    assert ("a heading of the items below", 3) in [(one.why, one.line) for one in agenda.ignored]


def test_an_empty_agenda_heading_runs_on_into_the_dated_one_below_it() -> None:
    text = "# 2031-01-01\n\n## Agenda\n\n# 2031-01-01\n\n- Lamps\n\n## Notes\n\n- said\n"
    agenda = read_agenda(text, "a.md")
    assert rows(agenda) == [("Lamps", None, (), 7)]
    assert whys(agenda)[11] == "minutes, not the agenda"


def test_totals_are_no_items() -> None:
    agenda = read_agenda("- Lamps (10m)\n- Ropes (5m)\n- TOTAL (15m)\n- Overall: 15m\n", "a.md")
    assert [each.title for each in agenda.items] == ["Lamps", "Ropes"]
    assert whys(agenda) == {3: "a total", 4: "a total"}


def test_front_matter_gives_the_title_and_keeps_the_line_numbers() -> None:
    text = '---\ntitle: "Pier"\n---\n\n# Agenda\n\n- Lamps (1m)\n'
    agenda = read_agenda(text, "a.md")
    assert agenda.title == "Pier"
    assert rows(agenda) == [("Lamps", 1, (), 7)]
    assert whys(agenda)[1] == "front matter"
    assert read_agenda("just text", "dir/standup.md").title == "standup"


def test_code_and_comments_hold_no_items() -> None:
    text = "# Agenda\n\n```\n- Code (5m)\n```\n\n<!--\n- Comment (5m)\n-->\n\n- Lamps (5m)\n"
    agenda = read_agenda(text, "a.md")
    assert rows(agenda) == [("Lamps", 5, (), 11)]
    assert whys(agenda) == {1: "a heading of the items below", 3: "code", 7: "HTML"}


def test_hostile_text_becomes_plain_text() -> None:
    agenda = read_agenda("# Agenda\n\n- \x1b[31m[/]Go\u202e [@click=quit]x[/] (5m)\n", "a.md")
    assert rows(agenda) == [("[31m[/]Go [@click=quit]x[/]", 5, (), 3)]


def test_no_items_is_a_refusal_with_an_example() -> None:
    empty = read_agenda("Nothing here.\n", "a.md")
    assert whys(empty) == {1: "prose"}
    with pytest.raises(UsageError, match=r"a\.md: no agenda item found") as caught:
        require_items(empty, "a.md")
    assert caught.value.hint is not None
    assert require_items(read_agenda(COUNCIL, "a.md"), "a.md").items


def test_an_agenda_becomes_talks_and_an_end() -> None:
    agenda = read_agenda(COUNCIL, "a.md")
    made = agenda_to_format(agenda, name="a.md", kind="decision", default_minutes=7)
    assert [(each.activity, each.minutes) for each in made.agenda] == [
        ("talk", 7), ("talk", 3), ("talk", 15), ("talk", 7), ("talk", 7), ("talk", 7),
        ("actions", 5), ("close", 3),
    ]  # fmt: skip
    assert made.title == "2031-02-03"
    assert made.agenda[2].about == "Presented by Bo Berg"
    assert check_format(format_data(made), made.name, made.source) == made


def test_what_cannot_be_run_is_refused_and_long_titles_are_cut() -> None:
    agenda = read_agenda("# Agenda\n\n- " + "x" * 900 + "\n", "a.md")
    made = agenda_to_format(agenda, name="a", kind="update")
    assert len(made.agenda[0].title) == 200
    for more in ({"kind": "updat"}, {"kind": "update", "default_minutes": 0}):
        with pytest.raises(UsageError):
            agenda_to_format(agenda, name="a", **more)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="201 agenda items"):
        agenda_to_format(read_agenda("- x (1m)\n" * 201, "a.md"), name="a", kind="update")


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    (tmp_path / "large.md").write_bytes(b"- x\n" * LARGEST)
    (tmp_path / "binary.md").write_bytes(b"\x7fELF\0\0")
    (tmp_path / "latin.md").write_bytes(b"# Agenda\n\n- caf\xe9\n")
    os.mkfifo(tmp_path / "pipe.md")
    for name, words in (
        ("large.md", "larger than 512 KiB"),
        ("binary.md", "not a text file"),
        ("latin.md", "latin.md:3: is not UTF-8"),
        ("pipe.md", "no such file"),
        ("none.md", "no such file"),
        (".", "no such file"),
    ):
        with pytest.raises(UsageError, match=words):
            read_agenda_file(tmp_path / name)
    good = tmp_path / "good.md"
    good.write_bytes(b"\xef\xbb\xbf" + COUNCIL.replace("\n", "\r\n").encode())
    assert rows(read_agenda_file(good)) == rows(read_agenda(COUNCIL, "a.md"))


_bits = st.sampled_from(
    [
        "# ",
        "## Agenda\n",
        "- ",
        "  - ",
        "1. ",
        "|a|topic|\n|-|-|\n",
        "|",
        "\n",
        "\n\n",
        "~~",
        "*",
        "(15m, Ana)",
        "**Time**: 5 min",
        "`",
        "```\n",
        "[x](y)",
        "[",
        "<!--",
        "-->",
        "<b>",
        "> ",
        "---\n",
        "10:00-11:00 ",
        "Who: Bo",
        "\x1b[0m",
        "\u202e",
        "&le;",
        "\\",
        "    ",
        "Notes\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_bits | st.text(max_size=8), max_size=30).map("".join))
def test_any_text_is_read(text: str) -> None:
    agenda = read_agenda(text, "a.md")
    last = sum(text.count(each) for each in "\n\r\x0b\x0c\x85\u2028\u2029") + 1
    for each in agenda.items:
        assert 1 <= each.line <= last
        assert each.title
        assert each.title.isprintable() or not each.title.isascii()
        assert each.minutes is None or 1 <= each.minutes <= 480
    for ignored in agenda.ignored:
        assert 1 <= ignored.line <= last
        assert ignored.text
        assert ignored.why


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[A-Z][a-z]{2,9} [a-z]{3,9}", fullmatch=True),
            st.integers(1, 480),
            st.sampled_from(["Ana", "Bo Berg", "@kim"]),
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(
        ["- {0} ({1}m, {2})", "- {0} (*{2}*, **Time**: {1} minutes)", "1. {0} ({2}, {1} min)"]
    ),
)
def test_lists_give_back_what_was_written(items: list[tuple[str, int, str]], form: str) -> None:
    text = "# Agenda\n\n" + "\n".join(form.format(*each) for each in items)
    assert rows(read_agenda(text, "a.md")) == [
        (title, minutes, (who,), line) for line, (title, minutes, who) in enumerate(items, 3)
    ]
