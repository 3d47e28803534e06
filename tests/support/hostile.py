"""Text that people, files or attackers bring along."""

HOSTILE = (
    "[/]",
    "[x] done",
    "[@click=app.quit]x[/]",
    "[b]a[/i]",
    "[$accent]",
    "$primary",
    "\x1b[2J\x1b]0;owned\x07",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x9b31mred\x90dcs\x9c",
    "abc\u202egpj.exe",
    "\u2066iso\u2069late\u200f",
    "👩‍👩‍👧‍👦 👍🏽 ❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "漢字かな交じり文" * 8,
    "e" + "\u0301" * 40,
    "nul\x00nul\x00",
    "lone \ud83d surrogate",
    "line\nline\r\nline\ttab",
    "word " * 2048,
    "x" * 10_000,
    "",
    " ",
    "\u200b\u2028\ufeff",
)
"""Text that broke terminals, widgets or markup readers."""
