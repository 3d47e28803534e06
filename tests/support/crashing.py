"""Processes that die, or whose system calls fail, at a chosen call."""

import errno
import json
import os
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

ROOT = Path(__file__).parents[2]
CHANGING = (
    "openat,open,creat,write,pwrite64,writev,fsync,fdatasync,ftruncate,truncate,rename,renameat,"
    "renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,chmod,fchmod,fchmodat,close,flock,link,linkat"
)
"""The calls that change files, or end a step that did."""
EVERY = "%file,%desc"
"""Every call that names a file or uses a descriptor."""
STRACE = "strace"
SEAM = "in-process seam"


SEAM_NAMES: dict[str, tuple[str, ...]] = {
    "openat": ("open",),
    "write,pwrite64": ("write",),
    "fsync,fdatasync": ("fsync",),
    "rename,renameat,renameat2": ("rename", "replace"),
    "mkdir,mkdirat": ("mkdir",),
    "ftruncate,truncate": ("ftruncate", "truncate"),
    "unlink,unlinkat": ("unlink",),
    "%%stat": ("stat", "fstat"),
}
"""The calls that can be refused, with the functions of ``os`` that make them."""


class Fault(NamedTuple):
    """A refusal: a key of ``SEAM_NAMES``, the name of the error, which call (from 1)."""

    calls: str
    error: str
    at: int
    stays: bool = False


class Outcome(NamedTuple):
    """Exit code, whether the fault came to pass, and both streams."""

    code: int
    struck: bool
    out: str
    err: str


def _said(team: Path) -> tuple[str, str]:
    return (team / "out").read_text(), (team / "err").read_text()


@cache
def means() -> str:
    """``STRACE`` where it may trace, else ``SEAM``."""
    try:
        tried = subprocess.run(
            ["strace", "-f", "-o", "/dev/null", "-e", "inject=chdir:error=EIO:when=1", "true"],
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return SEAM
    return STRACE if tried.returncode == 0 else SEAM


class Victims:
    """Forks of one warm process. Use as a context manager."""

    def __enter__(self) -> Self:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.support.crash_server"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.communicate(timeout=60)

    def die(
        self, path: str, team: Path, at: int, calls: str = CHANGING, *, children: bool = False
    ) -> bool:
        """Does a step of a write path in a process that is killed as it enters a call.

        Args:
            path: A key of ``crash_paths.PATHS``.
            team: The folder.
            at: Which of the calls, from 1.
            calls: For strace: which calls count.
            children: Kills at that call of any process that the step starts, too.

        Returns:
            False when the step was done before it came to that call.
        """
        order = {"path": path, "team": str(team), "die": None}
        if means() == SEAM:
            return self.die_by_seam(path, team, at)
        return self._traced(order, f"{calls}:signal=SIGKILL:when={at}", children=children)

    def die_by_seam(self, path: str, team: Path, at: int) -> bool:
        """As ``die``, without tracing."""
        process = self._begin({"path": path, "team": str(team), "die": at})
        os.kill(process, signal.SIGUSR1)
        return self._killed(self._end())

    def command(self, argv: list[str], team: Path, fault: Fault) -> Outcome:
        """Runs a command line one of whose calls is refused."""
        order: dict[str, Any] = {"argv": argv, "team": str(team), "fail": None, "limit": None}
        log, mark = team / "trace", team / "struck"
        if means() == SEAM:
            names = SEAM_NAMES[fault.calls]
            order["fail"] = [names, fault.at, getattr(errno, fault.error)]
            os.kill(self._begin(order), signal.SIGUSR1)
            code = os.waitstatus_to_exitcode(self._end())
            return Outcome(code, mark.exists(), *_said(team))
        text = f"{fault.calls}:error={fault.error}:when={fault.at}{'+' if fault.stays else ''}"
        self._trace(self._begin(order), text, log)
        code = os.waitstatus_to_exitcode(self._end())
        struck = "(INJECTED)" in log.read_text(errors="replace")
        return Outcome(code, struck, *_said(team))

    def limited(self, argv: list[str], team: Path, limit: int) -> Outcome:
        """Runs a command line while no file may grow beyond so many bytes."""
        order: dict[str, Any] = {"argv": argv, "team": str(team), "fail": None, "limit": limit}
        os.kill(self._begin(order), signal.SIGUSR1)
        return Outcome(os.waitstatus_to_exitcode(self._end()), True, *_said(team))

    def _traced(self, order: dict[str, Any], fault: str, *, children: bool) -> bool:
        process = self._begin(order)
        log = Path(order["team"]).with_suffix(".trace")
        self._trace(process, fault, log, children=children)
        died = self._killed(self._end())
        text = log.read_text(errors="replace")
        log.unlink()
        return died or "killed by SIGKILL" in text

    def _begin(self, order: dict[str, Any]) -> int:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(order) + "\n")
        self._server.stdin.flush()
        return int(self._server.stdout.readline())

    def _trace(self, process: int, fault: str, log: Path, *, children: bool = False) -> None:
        """Attaches strace, lets the victim go, and sees strace out."""
        calls = fault.partition(":")[0]
        tracer = subprocess.Popen(
            [
                "strace", *(["-f"] if children else []), "-p", str(process), "-o", str(log),
                "-e", f"trace={calls}", "-e", f"inject={fault}",
            ],
            stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert tracer.stderr is not None
        told = tracer.stderr.readline()
        assert "attached" in told, told
        os.kill(process, signal.SIGUSR1)
        tracer.communicate(timeout=60)

    def _end(self) -> int:
        assert self._server.stdout is not None
        return int(self._server.stdout.readline())

    @staticmethod
    def _killed(status: int) -> bool:
        code = os.waitstatus_to_exitcode(status)
        assert code in (0, -signal.SIGKILL, 99), code
        return code == -signal.SIGKILL
