"""The formats that come with the program: whole, different from each other, and honest."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrotui.core.format_list import KIND_TITLES
from retrotui.core.formats import ACTIVITIES, KINDS, SHIPPED, Format, FormatItem
from retrotui.exchange.format_files import format_to_toml, read_format, shipped_formats

DOCS = Path(__file__).parents[2] / "docs" / "formats.md"
UPDATING = os.environ.get("RETROTUI_GOLDEN") == "update"
BEGIN, END = "<!-- formats -->\n", "<!-- /formats -->\n"
FORMATS = shipped_formats()
each_format = pytest.mark.parametrize("made", FORMATS, ids=[each.name for each in FORMATS])


def sentences(text: str) -> set[str]:
    return {part.strip().casefold() for part in re.split(r"(?<=[.?!:;])\s", text) if part.strip()}


def asked(made: Format) -> Iterator[str]:
    """Every question and prompt people read."""
    for item in made.agenda:
        yield item.prompt
        yield item.settings.get("question", "")
        for entry in item.settings.get("columns", ()):
            yield entry.prompt


def test_there_are_many_of_every_kind() -> None:
    kinds = Counter(each.kind for each in FORMATS)
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) >= 3
    assert len(FORMATS) >= 60


def test_names_and_titles_are_unique_and_say_no_kind_twice() -> None:
    assert len({each.name for each in FORMATS}) == len(FORMATS)
    assert len({each.title.casefold() for each in FORMATS}) == len(FORMATS)
    assert [each.title for each in FORMATS] == sorted(
        (each.title for each in FORMATS), key=str.casefold
    )


def test_every_activity_and_every_way_of_doing_it_is_used_somewhere() -> None:
    items = [item for each in FORMATS for item in each.agenda]
    assert {item.activity for item in items} == set(ACTIVITIES)
    for activity, setting in (
        ("decide", "method"), ("score", "model"), ("score", "subjects"),
        ("survey", "scale"), ("talk", "turns"), ("discuss", "extend"),
    ):  # fmt: skip
        used = {item.settings[setting] for item in items if item.activity == activity}
        assert len(used) > 1, f"{activity} is always {setting} = {used}"


@each_format
def test_its_time_is_a_slot_one_can_book(made: Format) -> None:
    assert 10 <= made.minutes <= 240
    assert made.minutes % 5 == 0
    assert made.source == SHIPPED


@each_format
def test_its_about_says_when_to_take_it_and_when_not(made: Format) -> None:
    assert re.search(r"\b[Nn]ot\b", made.about)
    assert re.search(r"\bfor\b", made.about, re.IGNORECASE)
    assert 2 <= len([part for part in re.split(r"(?<=[.?!])\s", made.about) if part]) <= 4
    assert 100 <= len(made.about) <= 500


@each_format
def test_it_ends_and_its_topics_fit_their_timebox(made: Format) -> None:
    assert made.agenda[-1].activity == "close"
    assert [item.activity for item in made.agenda].count("close") == 1
    for item in made.agenda:
        if item.activity == "discuss":
            assert item.settings["top"] * item.settings["minutes_each"] <= item.minutes


@each_format
def test_it_asks_something_of_its_own(made: Format) -> None:
    elsewhere = {text for each in FORMATS if each is not made for text in asked(each) if text}
    own = {text for text in asked(made) if text and text not in elsewhere}
    assert len(own) >= 2


@each_format
def test_every_column_of_a_vote_or_score_can_be_told_apart(made: Format) -> None:
    titles = [item.title.casefold() for item in made.agenda]
    assert len(titles) == len(set(titles))
    assert all(_is_prepared(item) for item in made.agenda)


def _is_prepared(item: FormatItem) -> bool:
    """Surveys explain both ends of a scale of agreement; weighted scores say what high means."""
    if item.activity == "survey" and item.settings["scale"] != "delegation":
        return all(each.good and each.bad for each in item.settings["statements"])
    if item.activity == "score" and item.settings["model"] == "weighted":
        return all(each.prompt for each in item.settings["criteria"])
    return True


def test_no_two_abouts_share_a_sentence() -> None:
    counted = Counter(sentence for each in FORMATS for sentence in sentences(each.about))
    assert [sentence for sentence, times in counted.items() if times > 1] == []


def test_what_two_people_say_to_each_other_stays_on_the_machine() -> None:
    alone = {each.name for each in FORMATS if each.private}
    assert alone == {each.name for each in FORMATS if each.kind == "one-on-one"}


@each_format
def test_a_copy_of_it_is_the_same_format(made: Format) -> None:
    assert read_format(format_to_toml(made), made.name, SHIPPED) == made


def documented() -> str:
    """The grouped list of the docs, made of the formats."""
    lines: list[str] = []
    for kind in KINDS:
        lines += [
            f"**{KIND_TITLES[kind]}**",
            "",
            "| name | minutes | what it is |",
            "|---|---|---|",
        ]
        for each in FORMATS:
            if each.kind == kind:
                first = re.split(r"(?<=[.?!])\s", each.about)[0]
                lines.append(f"| `{each.name}` | {each.minutes} | {first} |")
        lines.append("")
    return "\n".join(lines)


def test_the_docs_list_them_all() -> None:
    text = DOCS.read_text("utf-8")
    before, rest = text.split(BEGIN)
    listed, after = rest.split(END)
    if UPDATING:
        DOCS.write_text(before + BEGIN + documented() + END + after, "utf-8")
        return
    assert listed == documented()
    assert f"{len(FORMATS)} formats" in before
