"""The real program in a real pseudo-terminal: press keys, wait for the screen, kill it."""

import fcntl
import os
import re
import shlex
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType

import pexpect
import pyte

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "ctrl+c": "\x03",
    "ctrl+p": "\x10",
    "ctrl+q": "\x11",
    "ctrl+s": "\x13",
    "ctrl+u": "\x15",
}
# pyte does not know the kitty keyboard protocol's sequences and would print their last letter.
_KITTY = re.compile(r"\x1b\[[<>=?][0-9;]*u")
PATIENCE = 30.0


class Terminal:
    """``retrotui`` with a keyboard and a screen; ``stdin`` is a file put before the keyboard."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        environ: Mapping[str, str],
        size: tuple[int, int] = (120, 36),
        cwd: str | None = None,
        stdin: str | None = None,
    ) -> None:
        words = [sys.executable, "-m", "retrotui", *arguments]
        if stdin is not None:
            words = ["/bin/sh", "-c", f"exec {shlex.join(words)} < {shlex.quote(stdin)}"]
        columns, lines = size
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self.screen)
        self.raw = ""
        self._pending = ""
        self.child = pexpect.spawn(
            words[0],
            words[1:],
            env={**environ, "TERM": "xterm-256color"},
            dimensions=(lines, columns),
            # By the child itself, too, before the program can ask: from here it is a race.
            preexec_fn=lambda: set_size(columns, lines),
            cwd=cwd,
            encoding="utf-8",
            codec_errors="replace",
            timeout=PATIENCE,
        )

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.child.close(force=True)

    def text(self) -> str:
        """What the screen shows now, line ends trimmed."""
        self._read()
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, wanted: str) -> str:
        """Waits until the screen shows a text; fails with the screen as it is."""
        return self.wait_until(lambda text: wanted in text, f"{wanted!r}")

    def wait_gone(self, unwanted: str) -> str:
        """Waits until the screen no longer shows a text."""
        return self.wait_until(lambda text: unwanted not in text, f"{unwanted!r} to go")

    def wait_until(self, true: Callable[[str], bool], what: str) -> str:
        """Waits for a condition on the screen's text."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            text = self.text()
            if true(text):
                return text
            if not self.child.isalive():
                last = self.text()
                if true(last):
                    return last
                raise AssertionError(f"the program ended while waiting for {what}:\n{self.text()}")
        raise AssertionError(f"waited in vain for {what}; the screen shows:\n{self.text()}")

    def press(self, *keys: str) -> None:
        """Presses keys by name, or single characters."""
        for key in keys:
            self.child.send(KEYS.get(key, key))

    def type(self, text: str) -> None:
        """Types a text."""
        self.child.send(text)

    def kill(self) -> None:
        """``kill -9``, as a power cut would."""
        self.child.kill(signal.SIGKILL)
        self._reap()

    def wait_exit(self) -> int:
        """Waits until the program ends by itself and returns its exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.child.isalive():
            self._read()
            if time.monotonic() > deadline:
                raise AssertionError(f"it does not end; the screen shows:\n{self.text()}")
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)

    def resize(self, columns: int, lines: int) -> None:
        """Makes the window another size."""
        self.screen.resize(lines, columns)
        self.child.setwinsize(lines, columns)

    def _read(self) -> None:
        try:
            chunk = self.child.read_nonblocking(65536, timeout=0.05)
        except (pexpect.TIMEOUT, pexpect.EOF, OSError):
            return
        self.raw += chunk
        data = self._pending + chunk
        # A sequence may arrive in two reads: keep an unfinished one for the next.
        cut = data.rfind("\x1b")
        unfinished = cut >= 0 and re.fullmatch(r"\x1b(\[[<>=?]?[0-9;]*)?", data[cut:]) is not None
        data, self._pending = (data[:cut], data[cut:]) if unfinished else (data, "")
        self._stream.feed(_KITTY.sub("", data))

    def _reap(self) -> None:
        while self.child.isalive():
            self._read()


def set_size(columns: int, lines: int) -> None:
    """Gives the terminal on standard input a size."""
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


def child_environment(**more: str) -> dict[str, str]:
    """This process's environment (already isolated by the tests' fixtures) with additions.

    What a test runner says of its own window must not stand in for the terminal's size.
    """
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return {**kept, "TEXTUAL_ANIMATIONS": "none", "COLORTERM": "", **more}
