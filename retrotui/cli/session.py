"""What one command line works with: store, clock, who is acting, and where output goes."""

from __future__ import annotations

import sys
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrotui.cli.output import Output
from retrotui.core.errors import StoreError, UsageError
from retrotui.core.instants import rfc3339
from retrotui.core.text import one_line
from retrotui.store.system import SystemClock, SystemIds

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Mapping
    from types import TracebackType

    from retrotui.core.dates import Calendar
    from retrotui.core.dates.calendar import Steady
    from retrotui.core.records.kinds import Kind
    from retrotui.core.settings import TeamSettings
    from retrotui.services.desk import Desk
    from retrotui.store.followup import FollowUp
    from retrotui.store.repository import StoreRepository


class Session:
    """One run of the command line. The store opens on first use and is closed at the end.

    Args:
        output: Where results go.
        environ: The environment.
        store_option: What ``--store`` says.
        user_option: What ``--user`` says.
        no_input: Never ask.
        clock: The machine's clock by default, standing still.
        ids: Names what is made.
    """

    def __init__(
        self,
        output: Output,
        environ: Mapping[str, str],
        *,
        store_option: str | None = None,
        user_option: str | None = None,
        no_input: bool = False,
        clock: SystemClock | None = None,
        ids: SystemIds | None = None,
    ) -> None:
        self.output = output
        self.environ = environ
        self.store_option = store_option
        self.user_option = user_option
        self.no_input = no_input
        self.clock = clock or SystemClock(runs=False)
        self.ids = ids or SystemIds()
        self._opened: StoreRepository | None = None
        self._reported = False
        self._said_newer = False

    @classmethod
    def from_options(cls, options: Namespace, environ: Mapping[str, str]) -> Session:
        """A session as the global options want it."""
        output = Output(
            as_json=options.json,
            plain=options.plain,
            template=options.format,
            color=options.color,
            environ=environ,
        )
        return cls(
            output=output,
            environ=environ,
            store_option=options.store,
            user_option=options.user,
            no_input=options.no_input,
        )

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._opened is not None:
            self._opened.close()

    @property
    def explicit_store(self) -> Path | None:
        """The store named by ``--store`` or ``RETROTUI_STORE``."""
        named = self.store_option or self.environ.get("RETROTUI_STORE")
        return Path(named).expanduser() if named else None

    @cached_property
    def store_dir(self) -> Path:
        """The store's folder.

        Raises:
            StoreError: There is none; says where was looked and how to make or join one.
        """
        from retrotui.store.finding import (  # noqa: PLC0415 - `when` needs no store
            find_pointer,
            find_store,
            stray,
        )
        from retrotui.store.placement import FOLDER, refuse_headless  # noqa: PLC0415 - as above

        found = find_store(Path.cwd(), self.explicit_store)
        if found is not None:
            if strayed := stray(found):
                self.output.note(f"retrotui: {strayed}")
            return found
        if pointer := find_pointer(Path.cwd(), self.explicit_store):
            from retrotui.store.pointer import not_here  # noqa: PLC0415 - few stores are away

            raise not_here(pointer)
        where = self.explicit_store or Path.cwd()
        for folder in (where, where / FOLDER):
            refuse_headless(folder.absolute())
        raise StoreError(
            f"no store found {'at' if self.explicit_store else 'here or above'} {where}",
            hint="make one with: retrotui init   (or look around first: retrotui demo)",
        )

    @property
    def repo(self) -> StoreRepository:
        """The store's records, opened on first use."""
        if self._opened is None:
            from retrotui.store.repository import (  # noqa: PLC0415 - `check` reads the cache
                open_repository,
            )

            self._opened = open_repository(self.store_dir, clock=self.clock, ids=self.ids)
            self._report(len(self._opened.problems()))
            self._say_newer(self._opened.format)
        return self._opened

    @cached_property
    def desk(self) -> Desk:
        """The acting person's desk; who is new through what is done at it is said on stderr."""
        from retrotui.cli.echo import echo_new_people  # noqa: PLC0415 - reading names nobody new
        from retrotui.services.desk import Desk  # noqa: PLC0415 - reading needs no desk

        told = partial(echo_new_people, self.output, self.repo)
        return Desk(self.repo, self.clock, self.ids, self.acting_name, told)

    @cached_property
    def acting_name(self) -> str:
        """Who is acting: ``--user``, ``RETROTUI_USER``, git's user.name, the login."""
        for named in (self.user_option, self.environ.get("RETROTUI_USER")):
            if named and one_line(named):
                return one_line(named)
        from retrotui.cli.whoami import git_user_name, login  # noqa: PLC0415 - starts a process

        return git_user_name() or login(self.environ)

    @cached_property
    def settings(self) -> TeamSettings:
        """The team's settings."""
        from retrotui.services.settings import read_settings  # noqa: PLC0415 - the app paints first

        if self._opened is not None:
            return read_settings(self._opened)
        return read_settings(self.open_work, self._steady and self._steady.zone)

    @cached_property
    def _steady(self) -> Steady | None:
        """What an earlier command found out about the team's zone."""
        from retrotui.store.steady import recall  # noqa: PLC0415 - as open_work

        return recall(self.open_work.local, self.clock.now().utc)

    @cached_property
    def open_work(self) -> FollowUp:
        """Open actions, unsettled dissents and the like, without loading the rest."""
        from retrotui.store.followup import followup  # noqa: PLC0415 - writing has no use for it

        found = followup(self.store_dir)
        self._report(found.problems)
        self._say_newer(found.format)
        return found

    def known_ids(self, kind: Kind) -> Iterable[str]:
        """The ids of every record of a kind that an id typed may mean, closed ones too."""
        return self.open_work.ids(kind) if self._opened is None else self._opened.all(kind)

    def _report(self, problems: int) -> None:
        """Says once that lines of the log are left out: never fatal, never in silence."""
        if problems and not self._reported:
            self._reported = True
            lines, make = ("1 line", "makes") if problems == 1 else (f"{problems} lines", "make")
            self.output.note(
                f"retrotui: {lines} of the log {make} no sense; kept, and left out "
                "(see: retrotui doctor)"
            )

    def _say_newer(self, format_: int) -> None:
        """Says once that the store is from a newer version, which this one only reads."""
        from retrotui.store.placement import FORMAT  # noqa: PLC0415 - see store_dir

        if format_ > FORMAT and not self._said_newer:
            self._said_newer = True
            self.output.note(
                f"retrotui: the store is in format {format_}; this version reads it as far as it "
                f"knows it and writes format {FORMAT} only: update retrotui to change anything"
            )

    @cached_property
    def calendar(self) -> Calendar:
        """Today, the team's zone and its conventions, for reading and showing dates."""
        from retrotui.services.settings import calendar_of  # noqa: PLC0415 - as `settings`

        if self._opened is not None:
            return calendar_of(self.clock, self.settings)
        calendar = calendar_of(self.clock, self.settings, self._steady)
        if self._steady is None or self._steady.zone != calendar.timezone:
            self._remember(calendar)
        return calendar

    def _remember(self, calendar: Calendar) -> None:
        from retrotui.core.dates.zones import steady_at  # noqa: PLC0415 - once a day
        from retrotui.store.steady import remember  # noqa: PLC0415 - once a day

        steady = steady_at(calendar.zone, calendar.now)
        if steady is not None:
            remember(self.open_work.local, steady)

    def any_calendar(self) -> Calendar:
        """The team's calendar, or this machine's where there is no store."""
        from retrotui.store.finding import find_store  # noqa: PLC0415 - see store_dir

        if self.explicit_store or find_store(Path.cwd(), None):
            return self.calendar
        from retrotui.cli.zone import system_zone  # noqa: PLC0415 - a store has a zone of its own
        from retrotui.core.settings import TeamSettings  # noqa: PLC0415 - as above
        from retrotui.services.settings import calendar_of  # noqa: PLC0415 - as above

        return calendar_of(self.clock, TeamSettings(timezone=system_zone(self.environ)))

    @property
    def can_ask(self) -> bool:
        """True when a person is there to answer."""
        return not self.no_input and sys.stdin.isatty() and sys.stderr.isatty()

    def head(self, settings: TeamSettings | None = None) -> dict[str, Any]:
        """The envelope's ``now`` and ``tz``."""
        zone = (settings or self.settings).timezone
        return {"now": rfc3339(self.clock.now().utc), "tz": zone}

    def require_app(self, instead: str) -> None:
        """Refuses where no full-screen program can run.

        Raises:
            UsageError: Not a terminal; names the command that does the job without one.
        """
        dumb = self.environ.get("TERM", "") in ("", "dumb")
        if dumb or not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise UsageError("this needs a terminal", hint=f"without one: {instead}")
