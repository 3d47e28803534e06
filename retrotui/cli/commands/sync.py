"""``retrotui sync``: shares the store through git, and takes in what others shared."""

from argparse import ArgumentParser, Namespace

from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.core.errors import UsageError
from retrotui.core.sharing import SyncOutcome
from retrotui.sync.git import Git
from retrotui.sync.synchronise import Request, synchronise


def _build(parser: ArgumentParser) -> None:
    parser.add_argument("--remote", metavar="NAME", help="which remote (default: the usual one)")
    parser.add_argument(
        "--setup", metavar="URL", help="share the store there from now on, and do so now"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would travel")
    parser.add_argument(
        "--adopt", action="store_true", help="become one store with another one at the remote"
    )
    parser.add_argument(
        "--recreate", action="store_true", help="put the branch back that was deleted there"
    )
    parser.add_argument(
        "--own-branch",
        action="store_true",
        help="from now on share through a branch of this clone's own, where the host protects "
        "the store's",
    )


def _run(session: Session, options: Namespace) -> int:
    if options.own_branch and options.dry_run:
        raise UsageError("--own-branch is remembered, and --dry-run changes nothing")
    if options.setup is not None:
        _set_up(session, options)
    request = Request(
        remote=options.remote,
        dry_run=options.dry_run,
        adopt=options.adopt,
        recreate=options.recreate,
        own_branch=options.own_branch,
    )
    git = Git(session.store_dir, environ=session.environ)
    outcome = synchronise(session.repo, request, git=git, clock=session.clock)
    if session.output.as_json:
        session.output.envelope("sync", [_item(outcome)], session.head(), {})
    _tell(session, outcome)
    return outcome.code


def _set_up(session: Session, options: Namespace) -> None:
    if options.dry_run or options.remote is not None:
        raise UsageError("--setup goes with neither --dry-run nor --remote")
    from retrotui.cli.joining import set_up_remote  # noqa: PLC0415 - once in a store's life

    set_up_remote(session, options.setup, adopt=options.adopt)


def _item(outcome: SyncOutcome) -> dict[str, object]:
    return {
        "state": outcome.state.value,
        "message": outcome.message,
        "hint": outcome.hint,
        "remote": outcome.remote,
        "branch": outcome.branch,
        "sent": outcome.sent,
        "received": outcome.received,
        "unshared": outcome.unshared,
        "conflicts": outcome.conflicts,
        "problems": list(outcome.problems),
        "commit": outcome.commit,
    }


def _tell(session: Session, outcome: SyncOutcome) -> None:
    note = session.output.note
    if not session.output.as_json:
        note(f"retrotui: {outcome.message}" if outcome.code else outcome.message)
        if outcome.hint:
            note(f"  {outcome.hint}")
    for problem in outcome.problems:
        note(f"retrotui: {problem}")
    if outcome.conflicts:
        fields = "1 field" if outcome.conflicts == 1 else f"{outcome.conflicts} fields"
        note(f"retrotui: {fields} with two versions, both kept; see: retrotui conflicts")


COMMAND = Command(
    "share the store through git",
    {
        "": Verb(
            "share the store through git, and take in what others shared",
            _build,
            _run,
            (
                "retrotui sync",
                "retrotui sync --setup git@example.org:payments/notes.git   # the first time",
                "retrotui sync --own-branch   # once, where the host protects the store's branch",
                "retrotui sync --dry-run",
                "*/15 * * * *  retrotui --store ~/team sync   # in a crontab",
            ),
        )
    },
)
