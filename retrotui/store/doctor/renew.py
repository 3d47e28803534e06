"""Making the store's own git repository anew, whole or in part; what was there goes aside."""

import os
import shutil
from pathlib import Path
from typing import Final

from retrotui.core.doctor import Finding
from retrotui.store.disk import make_private_folder
from retrotui.store.doctor.aside import Aside
from retrotui.store.doctor.asking import ask
from retrotui.store.doctor.repository import INDEX, OBJECTS, REFS
from retrotui.store.doctor.subject import Subject
from retrotui.store.gitinit import init_git
from retrotui.store.placement import LOCAL, exclude

_RESTING_ON: Final = {
    OBJECTS: (REFS, "packed-refs", INDEX, "logs", "shallow"),
    REFS: (INDEX,),
}
"""What makes no sense without another part; the index says what is staged beside a commit."""


def renew_part(subject: Subject, aside: Aside, found: Finding) -> None:
    """Puts a damaged part of the repository aside, and lets git make an empty one.

    Raises:
        OSError: The disk refused.
        RetroError: Git could not do it.
    """
    damaged = subject.path(found.path)
    for name in (damaged.name, *_RESTING_ON.get(damaged.name, ())):
        path = damaged.with_name(name)
        if os.path.lexists(path):
            aside.move(path, subject.name(path), found.ill.value)
    init_git(subject.store)
    if damaged.name in {INDEX, REFS}:
        ask(subject.store, "read-tree", "HEAD")


def renew_all(subject: Subject, aside: Aside, found: Finding) -> None:
    """Makes the repository of a store that lost it; the private part moves into it.

    Raises:
        OSError: The disk refused.
        RetroError: Git could not do it.
    """
    remnant = subject.path(found.path)
    if os.path.lexists(remnant):
        aside.move(remnant, found.path, found.ill.value)
    init_git(subject.store)
    exclude(subject.store)
    _move_in(subject.local, remnant / LOCAL)


def _move_in(local: Path | None, place: Path) -> None:
    if local is not None and local.is_dir() and not place.exists():
        shutil.move(local, place)
    make_private_folder(place)
