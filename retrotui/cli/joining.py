"""``init --branch`` and ``init --join``: a store that a team shares, made or brought here."""

import os
import shlex
from argparse import Namespace
from pathlib import Path

from retrotui.cli.commands.init import make_store, team_folder
from retrotui.cli.session import Session
from retrotui.core.errors import RetroError, StoreError, UsageError
from retrotui.services.settings import read_settings
from retrotui.store.finding import POINTER, find_pointer, find_store
from retrotui.store.gitinit import BRANCH
from retrotui.store.placement import FOLDER, code_repository, is_store, read_meta
from retrotui.store.pointer import Pointer, target, write_pointer
from retrotui.store.repository import open_repository
from retrotui.sync.addresses import Address, address_of, code_address
from retrotui.sync.git import Git
from retrotui.sync.joining import join_store
from retrotui.sync.remote_store import find_branch, no_branch
from retrotui.sync.setting_up import set_up
from retrotui.sync.synchronise import synchronise
from retrotui.sync.trouble import NeedsPersonError, RetryLaterError, Trouble, without_secrets


def join(session: Session, options: Namespace) -> int:
    """Brings a team's store here, from a given address or from where a pointer says."""
    if options.team or options.timezone:
        raise UsageError(
            "--team and --timezone are for a new store; a joined one brings its own",
            hint="change them afterwards: retrotui settings set team NAME",
        )
    named = options.dir or session.explicit_store
    folder = team_folder(session, options)
    pointer = find_pointer(folder, folder if named else None)
    if pointer is None:
        _refuse_unsaid(folder, options)
        return _join(session, folder, address_of(options.join, folder / FOLDER, Path.cwd()), None)
    _refuse_other_branch(pointer)
    folder = _folder_of(pointer)
    address = _address(pointer, options.join, folder / FOLDER)
    return _join(session, folder, address, pointer.store)


def _refuse_unsaid(folder: Path, options: Namespace) -> None:
    """Refuses ``--join`` alone where nothing says which store is meant."""
    if options.join:
        return
    store = find_store(folder, folder if options.dir else None)
    if store is not None:
        raise StoreError(
            f"there is a store already: {store}", hint="bring it up to date with: retrotui sync"
        )
    raise UsageError(
        f"no {POINTER} {'at' if options.dir else 'here or above'} {folder} says where the store is",
        hint="say it: retrotui init --join URL; or pull first, if a colleague committed one",
    )


def _refuse_other_branch(pointer: Pointer) -> None:
    if pointer.path is None and pointer.branch != BRANCH:
        raise UsageError(
            f"{pointer.file} says branch {pointer.branch}, and stores are kept on {BRANCH}",
            hint=f"correct the pointer's branch to {BRANCH}",
        )


def _folder_of(pointer: Pointer) -> Path:
    if pointer.path is None:
        return pointer.file.parent
    led = target(pointer)
    return led.parent if led.name == FOLDER else led


def _address(pointer: Pointer, given: str, store: Path) -> Address:
    if given:
        return address_of(given, store, Path.cwd())
    if pointer.url is not None:
        return address_of(pointer.url, store, store.parent)
    if pointer.remote is None:
        raise UsageError(
            f"{pointer.file} says where the store belongs, not where to get it",
            hint="say it: retrotui init --join URL",
        )
    try:
        return code_address(store, pointer.remote)
    except UsageError as error:
        error.hint = f"{error.hint}; join through any with: retrotui init --join NAME-OR-URL"
        raise


def _join(session: Session, folder: Path, address: Address, expected: str | None) -> int:
    session.output.note(f"joining through {address.shown} …")
    store = join_store(
        folder, address, fill=lambda copy: _synchronise(session, copy), expected=expected
    )
    with open_repository(store, clock=session.clock, ids=session.ids) as repo:
        team = read_settings(repo).team
    session.output.line(str(store))
    session.output.note(f"joined the store of {team}; next: retrotui. What you add: retrotui sync")
    return 0


def share_beside_code(session: Session, options: Namespace) -> int:
    """Makes a store on a branch of the code repository's remote, or joins the one there."""
    folder = team_folder(session, options)
    if not options.dir and session.explicit_store is None:
        folder = code_repository(folder / FOLDER) or folder
    store = folder / FOLDER
    if is_store(store):
        raise StoreError(
            f"there is a store already: {store}",
            hint=f"share it with: retrotui sync --setup {options.remote or 'origin'}",
        )
    address = code_address(store, options.remote)
    pointer = find_pointer(folder, folder)
    branch = find_branch(Git(code_repository(store) or folder), address)
    if branch is not None:
        session.output.note(f"{address.remote} has a branch {branch} already: joining its store")
        expected = None if pointer is None else pointer.store
        code = _join(session, folder, address, expected)
        point_to(session, store, address)
        return code
    if pointer is not None:
        refusal = no_branch(address)
        refusal.hint = f"{refusal.hint}; to start anew, remove {pointer.file}"
        raise refusal
    make_store(session, options, folder)
    set_up(store, address, adopt=False)
    point_to(session, store, address)
    try:
        _synchronise(session, store)
    except RetroError:
        session.output.note("the store is made, and not shared yet; retrotui sync shares it")
        raise
    session.output.note(f"shared on branch {BRANCH} of {address.shown}; from now on: retrotui sync")
    return 0


def set_up_remote(session: Session, given: str, *, adopt: bool) -> None:
    """Gives the session's store its remote, for ``sync --setup``; the sync itself comes after.

    Args:
        session: Whose store it is.
        given: A URL, a path, or a remote of the code repository by name.
        adopt: Another store there shall become one with this.
    """
    store = session.store_dir
    address = address_of(given, store, Path.cwd())
    there = set_up(store, address, adopt=adopt)
    session.output.note(f"{'joining the copy at' if there else 'publishing to'} {address.shown}")
    if address.remote is None:
        url = shlex.quote(without_secrets(address.url))
        session.output.note(f"a colleague joins with: retrotui init --join {url}")
    point_to(session, store, address)


def point_to(session: Session, store: Path, address: Address) -> None:
    """Writes the pointer beside a store that lives on the code's remote, and says what to do."""
    file = store.parent / POINTER
    if address.remote is None or file.exists():
        return
    write_pointer(Pointer(file, read_meta(store)["store"], BRANCH, address.remote))
    shown = shlex.quote(os.path.relpath(file))
    session.output.note(
        f"wrote {file}; commit it, so that colleagues find the store:\n"
        f'  git add {shown} && git commit -m "Where our team\'s store is" && git push\n'
        "a colleague then: git pull && retrotui init --join"
    )


def _synchronise(session: Session, store: Path) -> None:
    """Shares a store and takes in what is shared.

    Raises:
        RetroError: It did not come to that.
    """
    with open_repository(store, clock=session.clock, ids=session.ids) as repo:
        outcome = synchronise(repo, git=Git(store), clock=session.clock)
    for each in outcome.problems:
        session.output.note(each)
    if outcome.code:
        kind = RetryLaterError if outcome.code == RetryLaterError.code else NeedsPersonError
        raise kind(Trouble.OTHER, outcome.message, hint=outcome.hint)
