"""Running git: by argument list, without a shell, hooks, prompts or surprising settings.

A child runs in a session of its own, so that nothing in it can ask at the terminal and all of it
can be ended together. It is given up when it says nothing for a while, not when it takes long.
"""

import errno
import os
import re
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import IO, Final, NamedTuple

from retrotui.store.gitinit import git_environment
from retrotui.sync.trouble import GitError, Trouble, classify, failure

OLDEST: Final = (2, 30)
"""The oldest git with every option used here."""
_SETTINGS: Final = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.attributesFile=/dev/null",
    "core.symlinks=false",
    "core.autocrlf=false",
    "core.fsync=all",
    "commit.gpgSign=false",
    "push.gpgSign=false",
    "submodule.recurse=false",
    "push.recurseSubmodules=no",
    "fetch.recurseSubmodules=no",
    # A hostile path in the history must not keep everybody from syncing; nothing is checked out.
    "fetch.fsckObjects=false",
    "fetch.writeCommitGraph=false",
    "protocol.ext.allow=never",
    "safe.bareRepository=explicit",
    "credential.interactive=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "color.ui=false",
    "http.lowSpeedLimit=1",
    "http.lowSpeedTime=20",
)
_SSH: Final = "ssh -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=10"
_NO_ROOM: Final = frozenset({errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM})
"""What is answered where there are too many files or processes, or too little memory."""
_POLL: Final = 0.1
_GRACE: Final = 2.0
_LONGEST: Final = 900.0


class Answer(NamedTuple):
    """What git answered.

    Attributes:
        code: Its exit code.
        out: Its output.
        err: What it said, in English.
    """

    code: int
    out: bytes
    err: str

    @property
    def said(self) -> str:
        """Both streams as text, for finding out what went wrong."""
        return f"{self.err}\n{self.out.decode(errors='replace')}"


def _never() -> bool:
    return False


class Git:
    """Git at work in one folder, never in a repository around it.

    Args:
        folder: The work tree it is asked about, such as the ``.retrotui`` folder.
        environ: The process's environment.
        patience: Seconds without any sign of life after which a child is ended.
        cancelled: Asked several times a second; True ends the child.
        program: What to run.
    """

    def __init__(
        self,
        folder: Path,
        *,
        environ: Mapping[str, str] | None = None,
        patience: float = 30.0,
        cancelled: Callable[[], bool] = _never,
        program: str = "git",
    ) -> None:
        self.folder = folder
        self._environ = dict(os.environ if environ is None else environ)
        self._patience = patience
        self._cancelled = cancelled
        self._program = program

    @cached_property
    def settings(self) -> dict[str, list[str]]:
        """Every setting of git that holds here: its name in lower case but for the middle part."""
        found: dict[str, list[str]] = {}
        for entry in self.run("config", "--list", "-z").decode(errors="replace").split("\0"):
            name, _, value = entry.partition("\n")
            if name:
                found.setdefault(name, []).append(value)
        return found

    @property
    def remotes(self) -> list[str]:
        """The names of all remotes, in order; as git has them, so not yet checked."""
        found = (re.fullmatch(r"remote\.(.+)\.url", name, re.DOTALL) for name in self.settings)
        return sorted(each[1] for each in found if each)

    def setting(self, name: str) -> str | None:
        """The value of a setting that counts; None when it is not set."""
        values = self.settings.get(name)
        return values[-1] if values else None

    def forget_settings(self) -> None:
        """Lets settings be read again, because they were changed."""
        self.__dict__.pop("settings", None)

    def check_version(self) -> None:
        """Refuses a git that lacks what is needed.

        Raises:
            NeedsPersonError: It is missing or too old.
        """
        said = self.run("version").decode(errors="replace")
        found = re.match(r"git version (\d+)\.(\d+)", said)
        if found is None or (int(found[1]), int(found[2])) < OLDEST:
            raise failure(Trouble.OLD_GIT, said=said)

    def run(self, *arguments: str, given: bytes = b"", where: str = "the remote") -> bytes:
        """What git puts out.

        Args:
            arguments: The command and its arguments.
            given: Its standard input.
            where: The remote's name, for the message when it fails.

        Raises:
            GitError: It failed; classified, with the way out.
        """
        answer = self.ask(*arguments, given=given)
        if answer.code != 0:
            raise failure(classify(answer.said), where=where, said=answer.said)
        return answer.out

    def ask(self, *arguments: str, given: bytes = b"", remote: bool = False) -> Answer:
        """What git answers, failures included.

        Args:
            arguments: The command and its arguments.
            given: Its standard input.
            remote: True when it talks to another machine.

        Raises:
            GitError: It could not be run at all, was stopped, or gave no sign of life.
        """
        environ = self._environment(remote)
        command = [self._program]
        for setting in _SETTINGS:
            command += ["-c", setting]
        with _temporary() as errors, _input(given) as source:
            process = self._begin([*command, *arguments], environ, source, errors)
            try:
                out = self._collect(process, errors)
            except OSError as error:
                _end(process)
                raise _refused(error, Trouble.OTHER) from error
            except BaseException:
                _end(process)
                raise
            errors.seek(0)
            return Answer(process.returncode, out, errors.read().decode(errors="replace"))

    def _begin(
        self, command: list[str], environ: dict[str, str], source: IO[bytes], errors: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                command,
                cwd=self.folder,
                env=environ,
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        except FileNotFoundError:
            raise failure(Trouble.NO_GIT) from None
        except OSError as error:
            raise _refused(error, Trouble.OTHER) from error

    def _environment(self, remote: bool) -> dict[str, str]:
        environ = git_environment(self._environ)
        environ["GIT_CEILING_DIRECTORIES"] = os.path.realpath(self.folder.parent)
        environ["GIT_ALLOW_PROTOCOL"] = "https:ssh:file"
        chosen = "GIT_SSH" in environ or "GIT_SSH_COMMAND" in environ
        if remote and not chosen and self.setting("core.sshcommand") is None:
            environ["GIT_SSH_COMMAND"] = _SSH
        return environ

    def _collect(self, process: subprocess.Popen[bytes], errors: IO[bytes]) -> bytes:
        assert process.stdout is not None  # noqa: S101 - opened as a pipe above
        parts: list[bytes] = []
        watch = _Watch(self._patience, errors)
        with process.stdout as stdout, selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            while True:
                if self._cancelled():
                    raise failure(Trouble.CANCELLED)
                if not selector.select(_POLL):
                    watch.look(alive=False)
                    continue
                part = os.read(stdout.fileno(), 1 << 20)
                if not part:
                    break
                parts.append(part)
                watch.look(alive=True)
        try:
            process.wait(self._patience)
        except subprocess.TimeoutExpired:
            raise failure(Trouble.HUNG) from None
        return b"".join(parts)


class _Watch:
    """Notices when a child has been silent for too long; progress on stderr counts as life."""

    def __init__(self, patience: float, errors: IO[bytes]) -> None:
        self._patience = patience
        self._errors = errors
        self._started = self._last = time.monotonic()
        self._said = 0

    def look(self, *, alive: bool) -> None:
        """Refuses to wait on when there is no sign of life.

        Raises:
            RetryLaterError: There is none.
        """
        now = time.monotonic()
        said = os.fstat(self._errors.fileno()).st_size
        if alive or said != self._said:
            self._last, self._said = now, said
        if now - self._last > self._patience or now - self._started > _LONGEST:
            raise failure(Trouble.HUNG)


def _input(given: bytes) -> IO[bytes]:
    if given:
        return _temporary(given)
    try:
        return Path(os.devnull).open("rb")
    except OSError as error:
        raise _refused(error, Trouble.OTHER) from error


def _temporary(given: bytes = b"") -> IO[bytes]:
    """A file for git to read from or write to, gone when it is closed.

    Raises:
        DiskRefusedError: Nothing can be written, such as on a full disk.
        RetryLaterError: Too many files are open.
    """
    try:
        made = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
        made.write(given)
        made.seek(0)
    except OSError as error:
        raise _refused(error, Trouble.DISK_FULL) from error
    return made


def _refused(error: OSError, otherwise: Trouble) -> GitError:
    """The refusal for what the system does not give git."""
    trouble = Trouble.OVERLOADED if error.errno in _NO_ROOM else otherwise
    what = "no temporary file" if otherwise is Trouble.DISK_FULL else "git cannot be started"
    return failure(trouble, said=f"{what}: {error.strerror}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a child and all it started; politely at first, so that git removes its lock files."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, how)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
