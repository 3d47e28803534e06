"""Minutes: nobody's words become structure."""

from collections.abc import Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from retrotui.core.markdown import escape
from retrotui.core.minutes_markdown import to_markdown
from retrotui.core.text import one_line
from tests.core.test_minutes import noted_state, written

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shape(markdown: str) -> list[str]:
    """The structure of a page: every token but plain text."""
    return [each.type + each.tag for each in tokens(markdown) if "text" not in each.type]


def tokens(markdown: str) -> Iterator[Token]:
    for block in PARSER.parse(markdown):
        yield block
        yield from block.children or ()


def words(markdown: str) -> str:
    return "".join(each.content for each in tokens(markdown) if each.type.startswith("text"))


_HOSTILE = st.one_of(
    st.lists(
        st.sampled_from(
            ["# ", "## x", "- ", "* ", "+ ", "1. ", "1) ", "> ", "```", "~~~", "---", "===", "***",
             "[a](http://b)", "![a](b)", "[a]: b", "<b>", "</p>", "<!-- ", "-->", "<http://a.b>",
             "<script>alert(1)</script>", "&lt;", "&#35;", "\\", "`", "**", "__", "_a_", "~~a~~",
             "| --- |", "|", "\n", "\n\n", "\r\n", "\t", "    ", "[x] ", "x", "é", "$x$", "\x1b[2J",
             "\u2028", "\x00", "#"]
        ),
        max_size=6,
    ).map(lambda parts: "".join(parts)[:80]),  # a question of over 200 characters is no question
    st.text(max_size=30),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(_HOSTILE)
@example("")
@example("***")
@example("{}\\")
def test_what_people_wrote_never_becomes_structure(hostile: str) -> None:
    # A word in the middle keeps empty texts and sorting out of the comparison.
    say = f"{hostile}{{}}{hostile}"
    page = to_markdown(written(noted_state(say)))
    benign = shape(to_markdown(written(noted_state())))
    assert shape(page) == benign
    read = words(page)
    for text in (
        "Retro",
        "Lena",
        "Ship",
        "no consent",
        "Ask legal",
        "the fix",
        "mobs",
        "said aloud",
        "How are you?",
        "slept well",
    ):
        assert one_line(say.replace("{}", text)) in read


@settings(max_examples=300, deadline=None)
@given(_HOSTILE)
def test_escaped_text_is_one_paragraph_that_reads_as_it_was_written(hostile: str) -> None:
    escaped = escape(hostile)
    assert "\n" not in escaped
    for prefix in ("", "- ", "# ", "- [ ] "):
        rendered = shape(prefix + escaped)
        assert rendered == shape(prefix + ("x" if one_line(hostile) else ""))
    assert words(escaped) == one_line(hostile)
