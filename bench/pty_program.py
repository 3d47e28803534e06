"""A program in a pseudo-terminal, watched from outside: when it draws, what it costs."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

TICKS = os.sysconf("SC_CLK_TCK")
QUIET = 0.03
PATIENCE = 30.0


class PtyProgram:
    """Runs a program at a size, presses keys, and reads what it writes."""

    def __init__(
        self, arguments: Sequence[str], environ: Mapping[str, str], size: tuple[int, int]
    ) -> None:
        columns, lines = size
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            os.execvpe(arguments[0], list(arguments), dict(environ))

    def __enter__(self) -> "PtyProgram":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def read_until(self, done: Callable[[bytes], bool]) -> tuple[float, bytes]:
        """Reads until a condition on all that came; seconds since the start of the program."""
        got, deadline = b"", time.perf_counter() + PATIENCE
        while time.perf_counter() < deadline:
            ready, _, _ = select.select([self.fd], [], [], 0.5)
            if ready:
                got += os.read(self.fd, 1 << 16)
                if done(got):
                    return time.perf_counter() - self.started, got
        raise TimeoutError(f"nothing came of it; the last bytes: {got[-300:]!r}")

    def settle(self, quiet: float = QUIET) -> float:
        """Reads until it is quiet; the moment of the last byte."""
        last = time.perf_counter()
        while select.select([self.fd], [], [], quiet)[0]:
            os.read(self.fd, 1 << 16)
            last = time.perf_counter()
        return last

    def read_for(self, seconds: float) -> None:
        """Reads whatever comes for a while: a program that ticks is never quiet."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            if select.select([self.fd], [], [], left)[0]:
                os.read(self.fd, 1 << 16)

    def hold(self, keys: Iterable[bytes], pace: float) -> None:
        """Presses keys at a pace, whether or not the program has drawn the one before."""
        for key in keys:
            os.write(self.fd, key)
            self.read_for(pace)

    def press(self, key: bytes) -> float:
        """Milliseconds from a key to the last byte of what it drew."""
        start = time.perf_counter()
        os.write(self.fd, key)
        if not select.select([self.fd], [], [], 2.0)[0]:
            raise TimeoutError(f"the key {key!r} drew nothing")
        return (self.settle() - start) * 1000

    def cpu_seconds(self) -> float:
        """Processor time so far, own and system."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_mib(self) -> float:
        """Resident memory."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise LookupError("no VmRSS")
