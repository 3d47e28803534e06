"""What ``doctor`` finds in a store: what each finding means, and what mending does about it."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple, Protocol


class Ill(StrEnum):
    """The kinds of findings, gravest first: what leaks or loses, what misleads, what is untidy."""

    PRIVATE_TRACKED = "private_tracked"
    PRIVATE_SHARED = "private_shared"
    PRIVATE_VISIBLE = "private_visible"
    RETRO_MISSING = "retro_missing"
    RETRO_BROKEN = "retro_broken"
    RETRO_REPLACED = "retro_replaced"
    RETRO_NEWER = "retro_newer"
    HEAD_MISSING = "head_missing"
    GIT_GONE = "git_gone"
    GIT_LOCKED = "git_locked"
    GIT_DAMAGED = "git_damaged"
    LEFT_BEHIND = "left_behind"
    UNPUBLISHED = "unpublished"
    LOG_MISSING = "log_missing"
    NO_SPACE = "no_space"
    UNWRITABLE = "unwritable"
    NO_LOCK = "no_lock"
    UNREADABLE = "unreadable"
    ID_CLASH = "id_clash"
    CONFLICT_MARKER = "conflict_marker"
    BAD_LINE = "bad_line"
    TORN_TAIL = "torn_tail"
    UNFINISHED_LINE = "unfinished_line"
    OVERSIZED = "oversized"
    JOURNAL_LINE = "journal_line"
    JOURNAL_TORN = "journal_torn"
    CACHE_WRONG = "cache_wrong"
    CACHE_OTHER = "cache_other"
    CACHE_DAMAGED = "cache_damaged"
    BOOKKEEPING = "bookkeeping"
    WRITER_COPIED = "writer_copied"
    TRACKED_BY_CODE = "tracked_by_code"
    NOT_EXCLUDED = "not_excluded"
    OWNERSHIP = "ownership"
    REMOTE_ODD = "remote_odd"
    UNFINISHED_GIT = "unfinished_git"
    GIT_HOLES = "git_holes"
    GIT_OLD = "git_old"
    GIT_MISSING = "git_missing"
    OPEN_TO_OTHERS = "open_to_others"
    SYMLINK = "symlink"
    SPECIAL = "special"
    CASE_CLASH = "case_clash"
    ODD_NAME = "odd_name"
    FOREIGN = "foreign"
    CLOCK_AHEAD = "clock_ahead"
    CLOCK_BEHIND = "clock_behind"
    BAD_RECORD = "bad_record"
    DANGLING = "dangling"
    ATTRIBUTES = "attributes"
    README = "readme"
    EXECUTABLE = "executable"
    SET_ASIDE = "set_aside"
    LEFTOVER = "leftover"


class Wording(NamedTuple):
    """How a kind of finding reads.

    Attributes:
        means: What it is and what follows from it; ``{}`` is the finding's detail.
        mends: What mending does; None when it never does anything about it.
        leaves: What a person can do where mending does nothing.
    """

    means: str
    mends: str | None
    leaves: str = "nothing to be done by hand"


class Finding(NamedTuple):
    """One thing that is not as it should be.

    Attributes:
        ill: Its kind.
        path: The file or folder: inside the store relative to it, elsewhere absolute.
        line: From 1, where it is about one line.
        detail: What the wording leaves open.
        mendable: False where this one cannot be mended though its kind can.
    """

    ill: Ill
    path: str
    line: int | None = None
    detail: str = ""
    mendable: bool = True

    @property
    def fixable(self) -> bool:
        """True when mending does something about it."""
        return self.mendable and WORDING[self.ill].mends is not None

    @property
    def means(self) -> str:
        """What it is, in plain words."""
        return WORDING[self.ill].means.format(self.detail)

    @property
    def fix(self) -> str:
        """What mending does about it, or what a person can do where it does nothing."""
        wording = WORDING[self.ill]
        if self.fixable and wording.mends is not None:
            return wording.mends
        return wording.leaves

    @property
    def key(self) -> tuple[Ill, str, int | None]:
        """What makes it the same finding after another look."""
        return self.ill, self.path, self.line


class Patient(Protocol):
    """A store that may be damaged in any way."""

    def inspect(self) -> Sequence[Finding]:
        """Looks at everything and writes nothing."""
        ...

    def mend(self, findings: Sequence[Finding]) -> None:
        """Does what the findings' ``fix`` says; what the disk refuses is left as it is.

        Raises:
            BusyError: Another process keeps the store.
            CannotWriteError: There is no place to put anything aside.
        """
        ...


class Checked(NamedTuple):
    """A finding and what became of it."""

    finding: Finding
    fixed: bool


_GRAVITY: Final = {ill: place for place, ill in enumerate(Ill)}


def by_gravity(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without repetitions, gravest first, then by place."""
    return sorted(
        dict.fromkeys(findings),
        key=lambda each: (_GRAVITY[each.ill], each.path, each.line or 0, each.detail),
    )


def outcome(before: Iterable[Finding], after: Iterable[Finding]) -> list[Checked]:
    """What was found before mending or after it; fixed is what a second look no longer finds."""
    left = list(after)
    still = {each.key for each in left}
    gone = [each for each in before if each.key not in still]
    fixed = set(gone)
    return [Checked(each, each in fixed) for each in by_gravity([*gone, *left])]


_ASIDE: Final = "moves it into a dated folder of the private part"
_REBUILD: Final = "moves it aside and builds it anew from the log"

WORDING: Final[dict[Ill, Wording]] = {
    Ill.PRIVATE_TRACKED: Wording(
        "git tracks this, and it holds what must stay on this machine",
        None,
        "by hand: git rm -r --cached it and commit; what was pushed stays in git's history",
    ),
    Ill.PRIVATE_SHARED: Wording(
        "an event of the private part also stands in the shared log: {}",
        None,
        "by hand: find out who copied it there; the next sync carries it to everybody",
    ),
    Ill.PRIVATE_VISIBLE: Wording(
        "the private part lies where git could add it, and nothing keeps git out",
        "writes the .gitignore that keeps git out of it",
    ),
    Ill.RETRO_MISSING: Wording(
        "the file that makes this folder a store is missing",
        "puts back the copy that git keeps",
        "by hand: copy it from another clone; nothing else is mended before",
    ),
    Ill.RETRO_BROKEN: Wording(
        "the file that makes this folder a store {}",
        "moves it aside and puts back the copy that git keeps",
        "by hand: copy it from another clone; nothing else is mended before",
    ),
    Ill.RETRO_REPLACED: Wording(
        "it names another store than the copy in git: {}",
        None,
        "by hand: find out which is this team's; a sync under the wrong one mixes two teams",
    ),
    Ill.RETRO_NEWER: Wording(
        "a newer retrotui made this store (format {}); this one can only read it",
        None,
        "by hand: update retrotui; nothing is mended before",
    ),
    Ill.HEAD_MISSING: Wording(
        "the store's own git lost its HEAD: private and unpublished work is out of reach",
        "writes HEAD again, naming the branch retrotui",
    ),
    Ill.GIT_GONE: Wording(
        "the store's own git repository is gone, and what only its private part held with it; "
        "nothing is shared",
        "makes it anew, empty; then share it again: retrotui sync --setup ADDRESS",
        "by hand: install git and mend again, or git init -b retrotui in the store",
    ),
    Ill.GIT_LOCKED: Wording(
        "a git that died left this lock behind, and git refuses to work before it is gone",
        _ASIDE,
        "by hand: move it away",
    ),
    Ill.GIT_DAMAGED: Wording(
        "the store's own git repository is damaged, so sync stops: {}",
        "moves it aside and makes it anew; what was entered is in the log, and sync fetches the "
        "rest",
        "by hand: nothing is mended before retro.json can be read by this version",
    ),
    Ill.LEFT_BEHIND: Wording(
        "an older private part lies here, and since the store moved into another git repository "
        "nobody reads it",
        None,
        "by hand: move held and private from here to where the private part is now",
    ),
    Ill.UNPUBLISHED: Wording(
        "{} in the journal, acknowledged, that the log lacks",
        "appends them to this clone's own log",
    ),
    Ill.LOG_MISSING: Wording(
        "git keeps this log, and it is not here: what it says is out of sight",
        None,
        "by hand: retrotui sync puts it back; in a code tree: git checkout it",
    ),
    Ill.NO_SPACE: Wording(
        "the disk is full: {}", None, "by hand: make room; until then nothing can be written"
    ),
    Ill.UNWRITABLE: Wording(
        "nothing can be written here: {}", None, "by hand: mount or own it so that you may write"
    ),
    Ill.NO_LOCK: Wording(
        "this file system cannot lock: {}",
        None,
        "by hand: keep the store on a local disk and share it with sync",
    ),
    Ill.UNREADABLE: Wording(
        "it cannot be read: {}",
        "lets its owner read it",
        "by hand: ask its owner, or look at the disk",
    ),
    Ill.ID_CLASH: Wording(
        "two different events carry one id: {}",
        None,
        "nothing is lost: both stay, and every clone shows the same one",
    ),
    Ill.CONFLICT_MARKER: Wording(
        "a conflict marker that somebody committed; not quarantined, left out when reading",
        None,
        "nothing is lost: the lines around it count; by hand: delete it, then sync",
    ),
    Ill.BAD_LINE: Wording(
        "no event ({}); not quarantined, left out when reading",
        None,
        "nothing mends it here: a log is never rewritten; another clone may have it whole",
    ),
    Ill.TORN_TAIL: Wording(
        "the last line was cut off in the middle; this clone wrote it",
        "puts the half line into quarantine and writes it whole where the journal has it",
    ),
    Ill.UNFINISHED_LINE: Wording(
        "the last line is cut off; another clone wrote it",
        None,
        "nothing mends it here: it comes whole when that clone's file is fetched again",
    ),
    Ill.OVERSIZED: Wording(
        "larger than 8 MiB, so it is not read; no version of retrotui writes such a file",
        None,
        "by hand: find out where it came from",
    ),
    Ill.JOURNAL_LINE: Wording(
        "a line of the journal makes no sense: {}",
        None,
        "nothing mends it: it stays for whoever can read it",
    ),
    Ill.JOURNAL_TORN: Wording(
        "the journal ends in half a line, never acknowledged", "puts the half line into quarantine"
    ),
    Ill.CACHE_WRONG: Wording("the cache shows something else than the log", _REBUILD),
    Ill.CACHE_OTHER: Wording("the cache belongs to another store: {}", _REBUILD),
    Ill.CACHE_DAMAGED: Wording("a damaged cache; it is passed over, so starts are slow", _REBUILD),
    Ill.BOOKKEEPING: Wording(
        "the notes on what this clone wrote do not fit: {}",
        "moves them aside and compares the journal with the log again",
    ),
    Ill.WRITER_COPIED: Wording(
        "this clone's name was made for another place: {}",
        "moves it aside and takes a new name, so that two clones never write one file",
    ),
    Ill.TRACKED_BY_CODE: Wording(
        "the code repository around it tracks the store, which has a repository of its own",
        None,
        "by hand: git rm -r --cached it there and commit",
    ),
    Ill.NOT_EXCLUDED: Wording(
        "git add in the repository around it would take the store in",
        "adds the store to that repository's info/exclude",
    ),
    Ill.OWNERSHIP: Wording(
        "git refuses this folder because somebody else owns it",
        None,
        "by hand: chown it, or git config --global --add safe.directory with its path",
    ),
    Ill.REMOTE_ODD: Wording(
        "the address of the remote {}",
        None,
        "by hand: git remote set-url, with an address you trust",
    ),
    Ill.UNFINISHED_GIT: Wording(
        "a {} in the store's repository was begun and not finished",
        None,
        "by hand: finish or abort it with git; sync does not depend on it",
    ),
    Ill.GIT_HOLES: Wording("this git has known holes: {}", None, "by hand: update git"),
    Ill.GIT_OLD: Wording(
        "this git is too old for sync: {}, and 2.30 is needed", None, "by hand: update git"
    ),
    Ill.GIT_MISSING: Wording(
        "git is not installed; init and sync need it", None, "by hand: install git"
    ),
    Ill.OPEN_TO_OTHERS: Wording(
        "others on this machine may {} it, and it belongs to the private part",
        "lets only its owner in",
    ),
    Ill.SYMLINK: Wording(
        "a symbolic link; links are not followed",
        _ASIDE,
        "by hand: put a real folder there; git carries the link, not what it points to",
    ),
    Ill.SPECIAL: Wording("neither a file nor a folder but a {}", _ASIDE),
    Ill.CASE_CLASH: Wording(
        "its name differs from {} only in case; some disks cannot hold both", _ASIDE
    ),
    Ill.ODD_NAME: Wording("a name with characters that act on a terminal", _ASIDE),
    Ill.FOREIGN: Wording(
        "not part of a store: {}",
        _ASIDE,
        "by hand: move it away",
    ),
    Ill.CLOCK_AHEAD: Wording(
        "this clone's clock was more than a day ahead: its changes sort too late",
        None,
        "by hand: set that machine's clock; what it wrote stays",
    ),
    Ill.CLOCK_BEHIND: Wording(
        "it holds an event from {} in the future: is this machine's clock behind?",
        None,
        "by hand: check this machine's clock",
    ),
    Ill.BAD_RECORD: Wording(
        "{}", None, "nothing is lost: the log keeps it; the field can be set again"
    ),
    Ill.DANGLING: Wording(
        "{}", None, "nothing is lost: it may come with the next sync, or its log is damaged"
    ),
    Ill.ATTRIBUTES: Wording(
        "the rules that keep git from changing the log are {}",
        "moves it aside where it differs, and writes it as init does",
    ),
    Ill.README: Wording("the note for people who find the folder is missing", "writes it again"),
    Ill.EXECUTABLE: Wording("a log that could be run as a program", "takes that right away"),
    Ill.SET_ASIDE: Wording(
        "cut off earlier: {}", "moves the quarantine into a dated folder; after that it is quiet"
    ),
    Ill.LEFTOVER: Wording("a half written file that a crash left behind", _ASIDE),
}
