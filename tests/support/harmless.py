"""Says whether what a program printed could steer a terminal."""

import unicodedata

from tests.support.shell import Answer

NASTY = (
    "\x1b[31mred\x1b]0;title\x07 [/] [@click=app.quit]x[/] \u202egnp.exe\u202c "
    "a\x00b\x9b2J\x7f {id} %s \udcff " + "long " * 40
)
"""Everything that has gone wrong with text from people, in one text."""

_ALLOWED = {"\n", "\t"}


def harmless(answer: Answer) -> bool:
    """True when neither stream holds a control character, a mark of direction or a crash."""
    said = answer.out + answer.err
    steering = [
        each
        for each in said
        if each not in _ALLOWED and unicodedata.category(each) in ("Cc", "Cf", "Cs")
    ]
    return not steering and "Traceback" not in said and answer.code in (0, 2, 3, 4, 6, 7)
