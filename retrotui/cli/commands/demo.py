"""``retrotui demo``: a believable team with six months of history, to look around in."""

import shutil
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.cli.zone import system_zone
from retrotui.core.errors import UsageError
from retrotui.core.instants import rfc3339
from retrotui.core.text import one_line
from retrotui.exchange.format_files import shipped_formats
from retrotui.services.demo import (
    NARRATOR,
    ScriptedClock,
    SeededIds,
    beginning_of,
    build_demo,
)
from retrotui.store.disk import explained
from retrotui.store.placement import FOLDER, create_store
from retrotui.store.repository import open_repository

_INSTEAD = "retrotui demo --no-ui"
_PREFIX = "retrotui-demo-"


def _build(parser: ArgumentParser) -> None:
    parser.add_argument("--keep", metavar="DIR", help="make it in DIR, which must be new or empty")
    parser.add_argument(
        "--no-ui", action="store_true", help="only make it, and print the path that --store takes"
    )


def _run(session: Session, options: Namespace) -> int:
    if not options.no_ui:
        session.require_app(_INSTEAD)
    if options.keep is not None:
        return _keep(session, Path(options.keep).expanduser().absolute(), no_ui=options.no_ui)
    if options.no_ui:
        return _tell(session, _make(session, Path(tempfile.mkdtemp(prefix=_PREFIX)), is_ours=True))
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as folder:
        return _open(session, _make(session, Path(folder), is_ours=False))


def _keep(session: Session, folder: Path, *, no_ui: bool) -> int:
    if folder.name == FOLDER:
        folder = folder.parent
    store = _make(session, folder, is_ours=_is_new(folder))
    if no_ui:
        return _tell(session, store)
    code = _open(session, store)
    session.output.note(f"kept; open it again: retrotui --store {folder} --user {NARRATOR}")
    return code


def _tell(session: Session, store: Path) -> int:
    session.output.line(str(store))
    return 0


def _is_new(folder: Path) -> bool:
    """True when the folder is not there yet, and refuses one with anything in it."""
    with explained("look into", folder):
        if not folder.exists():
            return True
        if folder.is_dir() and not any(folder.iterdir()):
            return False
    raise UsageError(
        f"--keep: {one_line(str(folder))} is there already, and is not an empty folder",
        hint="name a folder that does not exist yet",
    )


def _make(session: Session, folder: Path, *, is_ours: bool) -> Path:
    """Builds the demo in a folder, which goes too when that fails, if it is ours; its store."""
    try:
        return _build_in(session, folder)
    except BaseException:
        # Half a history would open as if it were whole.
        shutil.rmtree(folder if is_ours else folder / FOLDER, ignore_errors=True)
        raise


def _build_in(session: Session, folder: Path) -> Path:
    now, timezone = session.clock.now().utc, system_zone(session.environ)
    try:
        clock = ScriptedClock(beginning_of(now))
        ids = SeededIds(clock)
        has_git = shutil.which("git") is not None
        store = create_store(folder, in_tree=not has_git, clock=clock, ids=ids)
        with open_repository(store, clock=clock, ids=ids) as repo:
            build_demo(
                repo, clock=clock, ids=ids, now=now, timezone=timezone, formats=shipped_formats()
            )
    except OverflowError as error:
        raise UsageError(
            f"there is not half a year of calendar around {rfc3339(now)}",
            hint="set RETROTUI_NOW to a moment in this century, or not at all",
        ) from error
    return store


def _open(session: Session, store: Path) -> int:
    """Opens the app on the demo, as the person whose machine it is."""
    from retrotui.cli.opening import open_app  # noqa: PLC0415 - the app is opened last, or not

    demo = Session(
        session.output,
        session.environ,
        store_option=str(store),
        user_option=session.user_option or NARRATOR,
        no_input=session.no_input,
        clock=session.clock,
        ids=session.ids,
    )
    with demo:
        return open_app(demo, shares=False)


COMMAND = Command(
    "a believable team with six months of history",
    {
        "": Verb(
            "open a believable team with six months of history, and throw it away afterwards",
            _build,
            _run,
            (
                "retrotui demo",
                "retrotui demo --keep ~/demo",
                'retrotui check --store "$(retrotui demo --no-ui)"',
            ),
        )
    },
)
