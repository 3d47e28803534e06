"""Which fields of which records hold several values that people are to choose among."""

from collections.abc import Iterator

from retrotui.core.ports import Repository, Version
from retrotui.core.telling.fields import is_told


def open_fields(repo: Repository) -> Iterator[tuple[str, str, str, tuple[Version, ...]]]:
    """Kind, id, field and versions of each; bookkeeping such as stamps settles itself.

    Nearly free when there are none.
    """
    for kind, id_ in repo.conflicts():
        for field, versions in repo.versions(kind, id_).items():
            if is_told(kind, field):
                yield kind, id_, field, versions


def count_open(repo: Repository) -> int:
    """How many there are: the one figure that lists, badges and a sync give."""
    return sum(1 for _ in open_fields(repo))
