"""Minutes as one HTML page, from the page of Markdown: no scripts, nothing loaded from afar."""

import re
from html import escape
from typing import Final

from markdown_it import MarkdownIt

from retrotui.core.minutes import Minutes
from retrotui.core.minutes_markdown import to_markdown
from retrotui.core.text import one_line

# What people wrote is escaped in the Markdown, so only tasks of its own begin like this.
_TASK: Final = re.compile(r"^( *- )\[([ x])\] ", re.MULTILINE)
_BOXES: Final = {" ": "☐", "x": "☑"}
_PAGE: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; }}
body {{ max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }}
table {{ border-collapse: collapse; }}
th, td {{ border-bottom: 1px solid; padding: .25rem .75rem; }}
</style>
</head>
<body>
{body}</body>
</html>
"""


def to_html(minutes: Minutes) -> str:
    """The minutes as an HTML page, ending in a newline."""
    page = _TASK.sub(lambda mark: f"{mark[1]}{_BOXES[mark[2]]} ", to_markdown(minutes))
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    title = escape(one_line(minutes.title) or "Meeting")
    return _PAGE.format(title=title, body=parser.render(page))
