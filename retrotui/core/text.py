"""The only door for text from people: what is let in, what is refused, how wide it is.

Control characters reach the terminal through every widget and every ``print``, so text is cleaned
before it is written and again when it is loaded or shown. Widths follow UAX #11 (East Asian
Width) and treat an emoji sequence (UTS #51) as one glyph of two cells.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from retrotui.core.errors import TextTooLongError, UsageError

MAX_TEXT_BYTES = 64 * 1024
"""What one field may hold, in bytes of UTF-8."""

MAX_MARKS = 4
"""Marks stacked on one character: enough for pointed Hebrew, too few to overdraw the next line."""

MARK = "[redacted]"
"""Stands where a text was taken out."""

_MARKS_READ = 4 * MAX_MARKS
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_ZWJ = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_FIRST_FLAG_LETTER = "\U0001f1e6"
_HANGUL_TAILS = range(0x1160, 0x1200)

_BREAK_CHARS = r"\r\x0b\x0c\x85\u2028\u2029"
_JOINER_CHARS = r"\u200c\u200d"
_STYLE_CHARS = r"\ufe0e\ufe0f"
_SURROGATE_CHARS = r"\ud800-\udfff"
_DROPPED_CHARS = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 without tab and line breaks
    r"\xad\u034f\u061c\u180e\u200b\u200e\u200f"  # soft hyphen, grapheme joiner, marks of direction
    r"\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # bidi, invisible operators, BOM, annotations
    r"\u115f\u1160\u3164\uffa0"  # Hangul fillers: letters that show nothing, used as blank names
    r"\ufe00-\ufe0d\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags
)
_GLYPH_CHARS = r"\U000e0100-\U000e01ef"
_IDEOGRAPHS = r"\u3400-\u9fff\U00020000-\U0003ffff"

_SUSPECT = (
    f"[{_BREAK_CHARS}{_JOINER_CHARS}{_STYLE_CHARS}{_SURROGATE_CHARS}{_DROPPED_CHARS}{_GLYPH_CHARS}]"
)
_BREAKS = f"\r\n|[{_BREAK_CHARS}]"
_DROPPED = f"[{_DROPPED_CHARS}]"
_SURROGATES = f"[{_SURROGATE_CHARS}]"
_STRAY = (
    rf"(?<![^\x00-\x7f\s{_JOINER_CHARS}])[{_JOINER_CHARS}]"  # joins nothing
    rf"|(?<![^\w\s{_STYLE_CHARS}{_JOINER_CHARS}]|[0-9])[{_STYLE_CHARS}]"  # styles no symbol
    rf"|(?<![{_IDEOGRAPHS}])[{_GLYPH_CHARS}]"  # picks the glyph of no ideograph
)
# No mark is a word character, and none lies below U+0300: a cheap sieve without a table of marks.
_MARK_RUNS = rf"[^\w\x00-\u02ff]{{{MAX_MARKS + 1},}}"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # Compiling takes longer than cleaning a thousand plain titles, which need no pattern.
    return re.compile(pattern)


def clean(text: str, *, lines: bool = True) -> str:
    """Text without anything that could steer a terminal, reorder a line or hide in it.

    Normalised to NFC; control, bidi, zero-width and tag characters go, joiners and style selectors
    stay where they join or style something, lone surrogates become U+FFFD, stacks of combining
    marks are capped. Cleaning clean text changes nothing.

    Args:
        text: Anything, even lone surrogates.
        lines: Keep line breaks (all of them as a newline) and tabs. Otherwise all white space is
            folded to single spaces and trimmed.
    """
    if not (text.isascii() and text.isprintable()):
        text = _scrubbed(text)
    return text if lines else " ".join(text.split())


def one_line(text: str) -> str:
    """Clean text on a single line, for titles, names and cells."""
    # Nearly every text: follow-up prints thousands, and taking words apart is slow.
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    return clean(text, lines=False)


def one_lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Each clean and on a single line."""
    return tuple([one_line(each) for each in texts])


def admit(text: str, what: str, *, lines: bool = True, required: bool = True) -> str:
    """Cleans text on its way into the store, or refuses it whole; it is never cut.

    Args:
        text: As it came in.
        what: The field as the person knows it, such as "the title".
        lines: See ``clean``.
        required: Refuse text that shows nothing.

    Raises:
        TextTooLongError: More than ``MAX_TEXT_BYTES`` of UTF-8.
        UsageError: Nothing left, where something is required.
    """
    cleaned = clean(text, lines=lines)
    if required and not cleaned.strip():
        raise UsageError(f"{what} is empty", hint="write at least one visible character")
    size = len(cleaned) if cleaned.isascii() else len(cleaned.encode())
    if size > MAX_TEXT_BYTES:
        tenths = -(-size * 10 // 1024)
        raise TextTooLongError(
            f"{what} is {tenths / 10:.1f} KiB long; the limit is {MAX_TEXT_BYTES // 1024} KiB",
            hint="shorten it, or keep the long text in a file and write a link to it",
        )
    return cleaned


def display_width(text: str) -> int:
    """The terminal cells that one line of clean text takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(cells for _, cells in _glyphs(text))


def fit(text: str, width: int) -> str:
    """One line of clean text in exactly ``width`` cells: padded right, or cut with "…"."""
    if width <= 0:
        return ""
    missing = width - display_width(text)
    if missing >= 0:
        return text + " " * missing
    if text.isascii() and text.isprintable():
        return text[: width - 1] + "…"
    kept, used = [], 0
    for glyph, cells in _glyphs(text):
        if used + cells > width - 1:
            break
        kept.append(glyph)
        used += cells
    return "".join(kept) + "…" + " " * (width - 1 - used)


def _scrubbed(text: str) -> str:
    # Taking a character out may bring others together that compose: repeat until nothing moves.
    while _is_suspect(text) and (scrubbed := _scrubbed_once(text)) != text:
        text = scrubbed
    return text


def _is_suspect(text: str) -> bool:
    # The order matters: normalising takes time quadratic in the length of a run of marks.
    if _compiled(_SUSPECT).search(text) or _compiled(_MARK_RUNS).search(text):
        return True
    return not unicodedata.is_normalized("NFC", text)


def _scrubbed_once(text: str) -> str:
    text = unicodedata.normalize("NFC", _capped(text, _MARKS_READ))
    for pattern, put in ((_BREAKS, "\n"), (_SURROGATES, "\ufffd"), (_DROPPED, ""), (_STRAY, "")):
        text = _compiled(pattern).sub(put, text)
    return _capped(unicodedata.normalize("NFC", text), MAX_MARKS)


def _capped(text: str, most: int) -> str:
    def cap(run: re.Match[str]) -> str:
        kept, stacked = [], 0
        for char in run[0]:
            stacked = stacked + 1 if unicodedata.category(char) in _ZERO_WIDTH else 0
            if stacked <= most:
                kept.append(char)
        return "".join(kept)

    return _compiled(_MARK_RUNS).sub(cap, text)


def _glyphs(text: str) -> Iterator[tuple[str, int]]:
    """What is drawn as one, with its cells."""
    glyph, cells, joined = "", 0, False
    for char in text:
        own = _cells(char)
        flag = char >= _FIRST_FLAG_LETTER and _makes_flag(glyph, char)
        if glyph and (own == 0 or flag or (joined and _is_symbol(char)) or _tones(glyph, char)):
            glyph += char
            cells = 2 if flag or (char == _EMOJI_STYLE and cells == 1) else cells
            joined = char == _ZWJ and _is_symbol(glyph[0])
            continue
        if glyph:
            yield glyph, cells
        glyph, cells, joined = char, own, False
    if glyph:
        yield glyph, cells


def _makes_flag(glyph: str, char: str) -> bool:
    return len(glyph) == 1 and ord(glyph) in _FLAG_LETTERS and ord(char) in _FLAG_LETTERS


def _tones(glyph: str, char: str) -> bool:
    return ord(char) in _SKIN_TONES and _is_symbol(glyph[0])


def _is_symbol(char: str) -> bool:
    return unicodedata.category(char) == "So"


@lru_cache(maxsize=4096)
def _cells(char: str) -> int:
    if char.isascii():
        return int(char.isprintable())
    if unicodedata.category(char) in _ZERO_WIDTH or ord(char) in _HANGUL_TAILS:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
