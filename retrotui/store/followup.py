"""Reading only what following up needs, fast: for ``check`` and the list of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retrotui.core.errors import StoreError
from retrotui.store import cache
from retrotui.store.logs import Logs
from retrotui.store.own import count_bad, load_bookkeeping
from retrotui.store.partial import KINDS, Partial, StaleError
from retrotui.store.placement import local_folder, read_meta
from retrotui.store.system import boot_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from retrotui.core.changes import Row
    from retrotui.core.records.columns import Columns
    from retrotui.store.engine import Engine


class FollowUp:
    """Open work with everything it refers to: a ``Reader`` of a few kinds only.

    Those are ``actions`` that are open or blocked, ``dissents`` neither withdrawn nor with a
    verdict, ``decisions`` proposed or accepted with a date of review, all ``meetings``,
    ``people`` and ``settings``.

    Args:
        partial: The state.
        problems: How many lines of the logs make no sense.
        format: The version of the log's meaning that the store is in.
        afresh: Reads the state anew, for when another process has replaced a part of the cache.
        local: The local part of the store.
    """

    def __init__(
        self,
        partial: Partial,
        problems: int,
        format: int,  # noqa: A002 - the store's own word
        afresh: Callable[[], Partial],
        local: Path,
    ) -> None:
        self._partial = partial
        self._afresh = afresh
        self.local = local
        self.problems = problems
        self.format = format

    def get(self, kind: str, id: str) -> Row | None:  # noqa: A002 - the port's own name
        """One record, or None when there is none or it is not open."""
        return self._rows(_held(kind)).get(id)

    def all(self, kind: str) -> Mapping[str, Row]:
        """Every record held of a kind by id, in id order."""
        return dict(self._rows(_held(kind)))

    def columns(self) -> Columns:
        """The actions held, as columns of the fields that lists look at, in id order."""
        return self._partial.columns("actions")

    def brief(self, field: str, passes: Callable[[Any], bool]) -> Mapping[str, Row]:
        """The actions held, with those fields only, of which one field's value passes.

        Args:
            field: One of ``core.records.columns.LISTED``.
            passes: Asked of values in the form that is stored, once for many rows.
        """
        return self._partial.brief("actions", field, passes)

    def search(self, kind: str, **equals: Any) -> Mapping[str, Row]:
        """The records held whose fields equal all the values, by id, in id order."""
        return {
            id_: row
            for id_, row in self._rows(_held(kind)).items()
            if all(field in row and row[field] == value for field, value in equals.items())
        }

    def _rows(self, kind: str) -> Mapping[str, Row]:
        try:
            return self._partial.rows(kind)
        except StaleError:
            self._partial = self._afresh()
            return self._partial.rows(kind)

    def ids(self, kind: str) -> tuple[str, ...]:
        """Every id ever seen of a kind held, closed and dropped records among them; maybe twice."""
        return self._partial.ids(_held(kind))

    def title(self, kind: str, id: str) -> str | None:  # noqa: A002 - the port's own name
        """The title of any live record of ``decisions`` or ``meetings``."""
        return self._partial.title(kind, id)


def followup(store: Path) -> FollowUp:
    """Opens a store for following up.

    Args:
        store: The ``.retrotui`` folder.

    Raises:
        StoreError: It cannot be read.
    """
    with cache.no_collection():
        return _from_cache(store) or _from_scratch(store)


def _from_cache(store: Path) -> FollowUp | None:
    meta = read_meta(store)
    store_id = meta["store"]
    local = local_folder(store, store_id)
    packed = cache.load(local, cache.FOLLOW_UP, store_id)
    if packed is None:
        return None

    def part(name: str, key: str) -> dict[str, Any]:
        try:
            return cache.load_part(local, name, packed[key])
        except (OSError, ValueError) as error:
            raise StaleError from error

    try:
        logs = Logs(store, local, packed["marks"], packed["problems"])
        partial = Partial(
            packed,
            whole=lambda: part(cache.FOLLOW_UP_ROWS, "whole"),
            records=lambda: part(cache.FOLLOW_UP_RECORDS, "records"),
        )
        if logs.tail(partial.apply) is None or not _settled(local, logs):
            return None
    except (StaleError, KeyError, TypeError, AttributeError, ValueError):
        return None
    except OSError as error:
        raise StoreError(f"cannot read {store}: {error.strerror}") from error
    problems = len(logs.all_problems()) + len(partial.clashing)
    return FollowUp(partial, problems, meta["format"], lambda: _scratch(store)[0], local)


def _settled(local: Path, logs: Logs) -> bool:
    """False when there may be journaled events that the logs lack."""
    try:
        journal_size = (local / "journal.jsonl").stat().st_size
    except FileNotFoundError:
        return True
    books = load_bookkeeping(local)
    return books.settled(logs.marks, journal_size, boot_id(), count_bad(logs.problems, books))


def _from_scratch(store: Path) -> FollowUp:
    partial, engine = _scratch(store)
    problems = len(engine.logs.all_problems()) + len(engine.fold.clashing)
    return FollowUp(partial, problems, engine.format, lambda: partial, engine.local)


def _scratch(store: Path) -> tuple[Partial, Engine]:
    """The part to follow up, from everything read."""
    from retrotui.store.engine import Engine  # noqa: PLC0415 - not needed when the cache serves

    engine = Engine(store)
    packed, whole, records = engine.snapshot_follow_up()
    return Partial(packed, lambda: whole, lambda: records), engine


def _held(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError(f"a follow-up does not hold {kind}")
    return kind
