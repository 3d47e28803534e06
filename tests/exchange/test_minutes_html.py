"""Minutes as HTML: what people wrote is text, and makes no tag of its own."""

from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.text import one_line
from retrotui.exchange.minutes_html import to_html
from tests.core.test_minutes import noted_state, written


class Page(HTMLParser):
    """The tags of a page in order, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def page(say: str = "{}") -> Page:
    return Page(to_html(written(noted_state(say))))


def test_the_page_has_what_the_minutes_have() -> None:
    read = page()
    counted = Counter(tag for tag, _ in read.tags)
    assert (counted["h1"], counted["table"], counted["script"], counted["a"]) == (1, 1, 0, 0)
    for text in ("Retro", "☐ Ask legal", "☑ Old", "said aloud", "nobody asked"):
        assert text in read.text
    assert "for my eyes" not in read.text


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "</title><b>",
        "[x](http://a)",
        "[x] ",
        "{title}",
        "&lt;",
        "\x1b[",
    ],
)
def test_hostile_text_is_shown_as_it_was_written(hostile: str) -> None:
    read = page(f"{hostile}{{}}{hostile}")
    assert read.tags == page().tags
    assert one_line(f"{hostile}Lena{hostile}") in read.text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=20).filter(lambda text: "{}" not in text))
def test_no_text_makes_a_tag(hostile: str) -> None:
    assert page(f"{hostile}{{}}{hostile}").tags == page().tags
