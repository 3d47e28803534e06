"""What can be wrong when git is asked, told apart, and what a person can do about each.

Git has no error codes, so its words decide. They are matched at the start of its own lines: "403"
or "denied" also occur inside object ids and titles. A lost race looks like many other failures,
so it is looked for first.
"""

import re
from enum import StrEnum
from typing import ClassVar, Final

from retrotui.core.errors import RetroError
from retrotui.core.text import one_line
from retrotui.store.gitinit import BRANCH

TOO_MANY_OPEN: Final = "too many files are open: close something, or raise ulimit -n"
_LONGEST: Final = 200
_SECRET: Final = re.compile(r"(?<=://)[^/\s]+@")


class Trouble(StrEnum):
    """A class of failure; its value is the word used in state files and JSON."""

    STALE = "stale"
    """Somebody else pushed first; fetching and trying again helps."""
    NO_GIT = "no git"
    OLD_GIT = "old git"
    NO_REMOTE = "no remote"
    BRANCH_MISSING = "branch missing"
    HOST_KEY = "host key"
    CREDENTIALS = "credentials"
    PROTECTED = "protected"
    CHECKED_OUT = "checked out"
    CLOSED_DISK = "closed disk"
    DAMAGED = "damaged"
    SHALLOW = "shallow"
    UNREACHABLE = "unreachable"
    HUNG = "hung"
    CANCELLED = "cancelled"
    DISK_FULL = "disk full"
    LOCKED = "locked"
    OVERLOADED = "overloaded"
    NOT_A_REPOSITORY = "not a repository"
    FORBIDDEN_TRANSPORT = "forbidden transport"
    OTHER = "other"


_Words = tuple[Trouble, str]
_LINE: Final = r"(?m)^(?:error|fatal|remote|warning|ssh|ERROR): (?:fatal: |error: )?"
_ACCESS: Final = _LINE + r"unable to access '[^\n]*': "
_DROPPED: Final = r"(?m)^(?:kex_exchange_identification|Connection (?:closed|reset|timed out))"
_PHRASES: Final[tuple[_Words, ...]] = (
    (Trouble.STALE, r"(?m)\((?:fetch first|non-fast-forward|stale info)\)\s*$"),
    (Trouble.STALE, r"(?m)\((?:incorrect old value provided|failed to update ref)\)\s*$"),
    (Trouble.STALE, r"(?m)\(cannot lock ref [^\n]*\)\s*$"),
    (Trouble.STALE, _LINE + r"cannot lock ref [^\n]* but expected"),
    (Trouble.DISK_FULL, r"(?m)(?:No space left on device|Disk quota exceeded)\s*$"),
    (Trouble.DISK_FULL, _LINE + r"cannot update ref [^\n]*: couldn't write '"),
    (Trouble.LOCKED, r"(?m)Unable to create '[^\n]*\.lock': File exists"),
    (Trouble.SHALLOW, r"(?m)\(shallow update not allowed\)\s*$"),
    (Trouble.CHECKED_OUT, r"(?m)\(branch is currently checked out\)\s*$"),
    (
        Trouble.DAMAGED,
        r"(?m)^(?:error|fatal): (?:inflate: data stream error|object file .* is empty)",
    ),
    (Trouble.DAMAGED, r"(?m)^(?:error|fatal): loose object .* is corrupt"),
    (Trouble.CLOSED_DISK, r"(?m)^remote: (?:error|fatal): (?:insufficient permission|unable to )"),
    (Trouble.CLOSED_DISK, _LINE + r"remote unpack failed: "),
    (Trouble.PROTECTED, r"(?m)\((?:[a-z -]*hook declined|prohibited by [^\n]*)\)\s*$"),
    (Trouble.PROTECTED, r"(?m)\((?:protected branch[^\n]*|push declined[^\n]*)\)\s*$"),
    (Trouble.PROTECTED, _LINE + r"(?:GH\d{3}: |GitLab: You are not allowed)"),
    (Trouble.HOST_KEY, r"(?m)^Host key verification failed\.|REMOTE HOST IDENTIFICATION HAS"),
    (Trouble.HOST_KEY, _ACCESS + r"[^\n]*(?:certificate|SSL)"),
    (Trouble.CREDENTIALS, r"(?m)^(?:\S*: ?)?Permission denied \([a-z,-]+\)\.?\s*$"),
    (Trouble.CREDENTIALS, _LINE + r"Authentication failed for "),
    (Trouble.CREDENTIALS, _LINE + r"could not read (?:Username|Password) for "),
    (Trouble.CREDENTIALS, _LINE + r"unable to get password from user"),
    (Trouble.CREDENTIALS, _LINE + r"Invalid username or (?:password|token)"),
    (Trouble.CREDENTIALS, _LINE + r"Permission to \S+ denied to "),
    (Trouble.CREDENTIALS, _ACCESS + r"The requested URL returned error: 40[13]"),
    (Trouble.CREDENTIALS, _LINE + r"Support for password authentication"),
    (Trouble.CREDENTIALS, _LINE + r"(?:repository '[^\n]*' not found|Repository not found)"),
    (Trouble.BRANCH_MISSING, _LINE + r"[Cc]ouldn't find remote ref "),
    (Trouble.UNREACHABLE, r"(?m)^ssh: (?:Could not resolve|connect to host) "),
    (Trouble.UNREACHABLE, _DROPPED),
    (Trouble.UNREACHABLE, _LINE + r"unable to (?:access|connect|look up)"),
    (Trouble.UNREACHABLE, _LINE + r"(?:Could not resolve host|Failed to connect)"),
    (Trouble.UNREACHABLE, _LINE + r"(?:early EOF|RPC failed|the remote end hung up)"),
    (Trouble.FORBIDDEN_TRANSPORT, _LINE + r"transport '[^\n]*' not allowed"),
    (Trouble.NOT_A_REPOSITORY, r"(?m)^fatal: not a git repository"),
    (Trouble.NOT_A_REPOSITORY, r"(?m)^fatal: detected dubious ownership"),
    (Trouble.NO_REMOTE, _LINE + r"'[^\n]*' does not appear to be a git repository"),
    (Trouble.NO_REMOTE, _LINE + r"No such remote"),
    (Trouble.UNREACHABLE, _LINE + r"Could not read from remote repository"),
)
_PROGRESS: Final = re.compile(r"remote: (?:Enumerating|Counting|Compressing|Resolving|Total)\b")
_OF_THE_HOST: Final = re.compile(r"remote: .*\w")
_COMPILED: Final = [(trouble, re.compile(phrase)) for trouble, phrase in _PHRASES]


def classify(said: str) -> Trouble:
    """The class of failure that git's words tell of.

    Args:
        said: What git wrote to stderr, and to stdout with ``--porcelain``, in English.
    """
    return next((trouble for trouble, phrase in _COMPILED if phrase.search(said)), Trouble.OTHER)


def without_secrets(text: str) -> str:
    """The text with user names and passwords taken out of every URL."""
    return _SECRET.sub("", text)


def reason_in(said: str, trouble: Trouble = Trouble.OTHER) -> str:
    """The most telling line of git's words, cleaned, short and without secrets.

    Of a refused push that is what the host says, since only it knows the rule; else the line that
    told the class of failure, since git ends with a line that fits every failure.
    """
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    lines = [line for line in lines if not _PROGRESS.match(line)]
    told = [line for line in lines if line.startswith(("!", "fatal:", "error:", "remote: error:"))]
    host = [line for line in lines if _OF_THE_HOST.match(line)]
    deciding = host if trouble is Trouble.PROTECTED else []
    chosen = [*deciding, *_deciding(said, trouble), *told, *lines, "no reason given"][0]
    return without_secrets(one_line(chosen))[:_LONGEST]


def _deciding(said: str, trouble: Trouble) -> list[str]:
    """The line by which a class of failure was told; none for a failure that git did not name."""
    for kind, phrase in _COMPILED:
        found = phrase.search(said) if kind is trouble else None
        if found is not None:
            around = said[: found.start()].rpartition("\n")[2] + said[found.start() :]
            return [around.partition("\n")[0].strip()]
    return []


class GitError(RetroError):
    """Git could not do what was asked.

    Args:
        trouble: The class of failure.
        message: One line for people.
        hint: The way out.
    """

    code: ClassVar[int] = 5

    def __init__(self, trouble: Trouble, message: str, *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.trouble = trouble


class NeedsPersonError(GitError):
    """Only a person can settle it; trying again does not help."""


class RetryLaterError(GitError):
    """The remote could not be reached, or somebody was faster; a retry may work."""

    code: ClassVar[int] = 6


class DiskRefusedError(GitError):
    """The disk is full; nothing that was acknowledged is lost."""

    code: ClassVar[int] = 7


_RETRY: Final = frozenset(
    {
        Trouble.STALE,
        Trouble.UNREACHABLE,
        Trouble.HUNG,
        Trouble.CANCELLED,
        Trouble.LOCKED,
        Trouble.OVERLOADED,
    }
)
_WORDS: Final[dict[Trouble, tuple[str, str | None]]] = {
    Trouble.STALE: (
        "others kept sharing to {where} at the same moment",
        "nothing is lost; sync again in a moment",
    ),
    Trouble.NO_GIT: ("git is not installed", "install git, or share the store's folder by hand"),
    Trouble.OLD_GIT: ("this git is too old; sync needs 2.30 or newer", "update git"),
    Trouble.NO_REMOTE: (
        "there is no repository at {where}",
        "check its address: git -C .retrotui remote -v; entries wait here",
    ),
    Trouble.BRANCH_MISSING: ("{where} has no branch for the store", None),
    Trouble.HOST_KEY: (
        "the identity of {where} could not be verified",
        "connect once by hand: git -C .retrotui fetch",
    ),
    Trouble.CREDENTIALS: (
        "{where} did not let you in",
        "sign in once by hand: git -C .retrotui fetch",
    ),
    Trouble.PROTECTED: (
        "{where} refuses pushes to its branch {branch}",
        "allow pushes to that branch there, or use one of your own: retrotui sync --own-branch",
    ),
    Trouble.CHECKED_OUT: (
        "{where} has the branch retrotui checked out",
        "check out another branch there, or share through a bare repository",
    ),
    Trouble.CLOSED_DISK: (
        "{where} could not write what was sent",
        "it is read-only there, or not yours to write; entries wait here",
    ),
    Trouble.DAMAGED: (
        "the store's own git repository is damaged",
        "nothing that was entered is lost: retrotui doctor --fix makes it anew, then sync",
    ),
    Trouble.SHALLOW: (
        "{where} takes no history from a shallow clone",
        "complete it: git -C .retrotui fetch --unshallow",
    ),
    Trouble.UNREACHABLE: ("{where} cannot be reached", "nothing is lost; sync again when online"),
    Trouble.HUNG: ("{where} does not answer", "nothing is lost; sync again when online"),
    Trouble.CANCELLED: ("the sync was stopped", "nothing is lost; sync again"),
    Trouble.DISK_FULL: ("the disk is full, here or at {where}", "make room and sync again"),
    Trouble.LOCKED: (
        "another git works in the store, or one died in it",
        "if none is running: retrotui doctor --fix moves the lock away that it left",
    ),
    Trouble.OVERLOADED: (
        "this machine has no room to run git",
        "nothing is lost; close something and sync again",
    ),
    Trouble.NOT_A_REPOSITORY: (
        "git does not take the store for a repository of yours",
        "to see what is wrong: retrotui doctor",
    ),
    Trouble.FORBIDDEN_TRANSPORT: (
        "{where} is reached in a way that is not allowed",
        "use an https or ssh address, or a path",
    ),
    Trouble.OTHER: ("git failed", "to see what is wrong: retrotui doctor"),
}
_NO_BRANCH_AT_ALL: Final = (
    "allow pushes to that branch there, or keep the store in a repository of its own"
)
_SELF_EXPLAINING: Final = frozenset(
    {Trouble.NO_GIT, Trouble.OLD_GIT, Trouble.HUNG, Trouble.CANCELLED, Trouble.STALE}
)


def failure(
    trouble: Trouble, *, where: str = "the remote", said: str = "", branch: str = BRANCH
) -> GitError:
    """The refusal for a class of failure, with its way out.

    Args:
        trouble: What went wrong.
        where: The remote as people know it.
        said: Git's own words, of which the most telling line is shown.
        branch: The branch that was pushed to.
    """
    message, hint = _WORDS[trouble]
    message = message.format(where=one_line(where), branch=branch)
    if trouble is Trouble.PROTECTED and branch != BRANCH:
        hint = _NO_BRANCH_AT_ALL
    if said.strip() and trouble not in _SELF_EXPLAINING:
        message = f"{message}: {reason_in(said, trouble)}"
    if trouble in _RETRY:
        return RetryLaterError(trouble, message, hint=hint)
    if trouble is Trouble.DISK_FULL:
        return DiskRefusedError(trouble, message, hint=hint)
    return NeedsPersonError(trouble, message, hint=hint)
