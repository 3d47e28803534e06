"""``retrotui init [DIR]``: makes a team's store or joins it; one that is there is never touched."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.cli.zone import system_zone
from retrotui.core.dates.zones import zone_named
from retrotui.core.errors import UsageError
from retrotui.core.text import one_line
from retrotui.services import settings as setting_service
from retrotui.services.desk import Desk
from retrotui.store.finding import find_pointer
from retrotui.store.placement import FOLDER, create_store
from retrotui.store.pointer import not_here
from retrotui.store.repository import open_repository


def _build(parser: ArgumentParser) -> None:
    parser.add_argument("dir", nargs="?", metavar="DIR", help="where (default: here)")
    parser.add_argument("--team", metavar="NAME", help="the team's name (default: the folder's)")
    parser.add_argument("--timezone", metavar="TZ", help="such as Europe/Berlin (default: yours)")
    placement = parser.add_mutually_exclusive_group()
    placement.add_argument(
        "--branch",
        action="store_true",
        help="share it on branch retrotui of the surrounding code repository's remote",
    )
    placement.add_argument(
        "--in-tree",
        action="store_true",
        help="plain files in the surrounding repository; you commit them yourself",
    )
    placement.add_argument(
        "--join",
        nargs="?",
        const="",
        metavar="URL",
        help="bring the team's store here, from URL or where .retrotui.json says",
    )
    parser.add_argument(
        "--remote", metavar="NAME", help="with --branch: which remote (default: origin)"
    )


def _run(session: Session, options: Namespace) -> int:
    if options.remote is not None and not options.branch:
        raise UsageError(
            "--remote goes with --branch",
            hint="to join through another remote: retrotui init --join NAME",
        )
    if options.join is not None:
        from retrotui.cli.joining import join  # noqa: PLC0415 - runs git

        return join(session, options)
    if options.branch:
        from retrotui.cli.joining import share_beside_code  # noqa: PLC0415 - runs git

        return share_beside_code(session, options)
    folder = team_folder(session, options)
    pointer = find_pointer(folder, folder if options.dir else None)
    if pointer is not None:
        raise not_here(pointer)
    make_store(session, options, folder)
    session.output.note("next: retrotui, or retrotui run; to share it: retrotui sync --setup URL")
    return 0


def team_folder(session: Session, options: Namespace) -> Path:
    """The folder that a store is to be made in."""
    folder = Path(options.dir or session.explicit_store or ".").expanduser().resolve()
    return folder.parent if folder.name == FOLDER else folder


def make_store(session: Session, options: Namespace, folder: Path) -> Path:
    """Makes a store with the team's name and zone, and prints where."""
    zone = options.timezone or system_zone(session.environ)
    zone_named(zone)
    team = one_line(options.team or "") or one_line(folder.name) or "Team"
    store = create_store(folder, in_tree=options.in_tree, clock=session.clock, ids=session.ids)
    with open_repository(store, clock=session.clock, ids=session.ids) as repo:
        desk = Desk(repo, session.clock, session.ids, session.acting_name)
        setting_service.set_setting(desk, "team", team)
        setting_service.set_setting(desk, "timezone", zone)
    session.output.line(str(store))
    session.output.note(f"made the store of {team} ({zone})")
    return store


COMMAND = Command(
    "make the team's store here, or join it",
    {
        "": Verb(
            "make the team's store here, or join it",
            _build,
            _run,
            (
                "retrotui init",
                "retrotui init ~/teams/payments --team Payments --timezone UTC",
                "retrotui init --branch    # beside the code, shared through its remote",
                "retrotui init --join      # a colleague made it: bring it here",
                "retrotui init ~/teams/payments --join git@example.org:payments/notes.git",
            ),
        )
    },
)
