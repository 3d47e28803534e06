"""``retrotui init [DIR]``: makes a team's store, and never touches one that is there."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.cli.zone import system_zone
from retrotui.core.dates import zone_named
from retrotui.core.text import one_line
from retrotui.services import settings as setting_service
from retrotui.services.desk import Desk
from retrotui.store.placement import create_store
from retrotui.store.repository import open_repository


def _build(parser: ArgumentParser) -> None:
    parser.add_argument("dir", nargs="?", metavar="DIR", help="where (default: here)")
    parser.add_argument("--team", metavar="NAME", help="the team's name (default: the folder's)")
    parser.add_argument("--timezone", metavar="TZ", help="such as Europe/Berlin (default: yours)")
    parser.add_argument(
        "--in-tree",
        action="store_true",
        help="plain files in the surrounding repository; you commit them yourself",
    )


def _run(session: Session, options: Namespace) -> int:
    zone = options.timezone or system_zone(session.environ)
    zone_named(zone)
    folder = Path(options.dir or session.explicit_store or ".").expanduser().resolve()
    if folder.name == ".retrotui":
        folder = folder.parent
    team = one_line(options.team or "") or one_line(folder.name) or "Team"
    store = create_store(folder, in_tree=options.in_tree, clock=session.clock, ids=session.ids)
    with open_repository(store, clock=session.clock, ids=session.ids) as repo:
        desk = Desk(repo, session.clock, session.ids, session.acting_name)
        setting_service.set_setting(desk, "team", team)
        setting_service.set_setting(desk, "timezone", zone)
    session.output.line(str(store))
    session.output.note(f"made the store of {team} ({zone}); next: retrotui, or retrotui run")
    return 0


COMMAND = Command(
    "make the team's store here",
    {
        "": Verb(
            "make the team's store here",
            _build,
            _run,
            ("retrotui init", "retrotui init ~/teams/payments --team Payments --timezone UTC"),
        )
    },
)
