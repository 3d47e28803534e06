"""A process that forks victims: each waits to be traced, does one step, and says how it went.

It reads lines of JSON, {"path", "team", "die"} or {"argv", "team", "fail", "limit"}, and answers
each with the victim's process number, then, when the victim has ended, with its wait status.
``die`` and ``fail`` are the seam for machines on which nothing can be traced: the victim strikes
itself when it enters its Nth call that changes files. ``limit`` is the size no file may outgrow.
"""

import ctypes
import io
import json
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from retrotui.cli.main import run
from tests.support.crash_paths import PATHS, Ground

_SET_TRACER = 0x59616D61
_CALLS = (
    "chmod", "close", "fsync", "ftruncate", "mkdir", "open", "rename", "replace", "truncate",
    "unlink", "write",
)  # fmt: skip


def strike(names: Iterable[str], at: int, error: int | None, mark: Path | None = None) -> None:
    """Lets this process die, or be refused, as it enters one of its calls.

    Args:
        names: The functions of ``os`` that count.
        at: Which of the calls, from 1.
        error: The ``errno`` of the refusal; None dies.
        mark: A file that is made when it came to that.
    """
    entered: list[str] = []

    def watched(name: str, real: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            entered.append(name)
            if len(entered) != at:
                return real(*arguments, **options)
            if error is None:
                os.kill(os.getpid(), signal.SIGKILL)
            if mark is not None:
                mark.touch()
            raise OSError(error, os.strerror(error or 0))

        return call

    for name in names:
        setattr(os, name, watched(name, getattr(os, name)))


def _victim(order: dict[str, Any], ready: int) -> int:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_TRACER, -1, 0, 0, 0)
    team = Path(order["team"])
    os.chdir(team)
    if "argv" in order:
        return _command(order, team, ready)
    step = PATHS[order["path"]].step
    _wait(ready)
    if order["die"] is not None:
        strike(_CALLS, order["die"], None)
    step(team)
    return 0


def _wait(ready: int) -> None:
    os.close(ready)
    signal.sigwait([signal.SIGUSR1])


def _command(order: dict[str, Any], team: Path, ready: int) -> int:
    for stream, name in ((1, "out"), (2, "err")):
        descriptor = os.open(team / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(descriptor, stream)
        os.close(descriptor)
    _wait(ready)
    if order["fail"] is not None:
        names, at, error = order["fail"]
        strike(names, at, error, team / "struck")
    if order["limit"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["limit"], order["limit"]))
    code = run(order["argv"])
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _warm_up() -> None:
    """Does everything once, so that no victim dies while it imports."""
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        for name, path in PATHS.items():
            path.step(Ground(Path(folder) / name, name).fresh())
        with redirect_stderr(io.StringIO()):
            run(["actions", "add", "x", "--store", f"{folder}/append/1"])
            run(["actions", "add", "x", "--store", f"{folder}/nowhere"])
            run(["actions", "--store", f"{folder}/append/1"])


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def main() -> None:
    """Serves until the input ends."""
    _warm_up()
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
    for line in sys.stdin:
        told, ready = os.pipe()
        process = os.fork()
        if process == 0:
            code = 99
            try:
                code = _victim(json.loads(line), ready)
            finally:
                os._exit(code)
        os.close(ready)
        os.read(told, 1)
        os.close(told)
        _tell(process)
        _, status = os.waitpid(process, 0)
        _tell(status)


if __name__ == "__main__":
    main()
