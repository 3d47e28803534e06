"""``retrotui actions …``: who does what by when, and whether it helped."""

from retrotui.cli.actions import listing, moving, writing
from retrotui.cli.spec import Command, Verb

COMMAND = Command(
    "who does what by when",
    {
        "list": Verb(
            "the open ones, by due date",
            listing.build_list,
            listing.run_list,
            (
                "retrotui actions",
                "retrotui actions --overdue --owner ana",
                "retrotui actions list --due-by eow --json",
            ),
        ),
        "add": Verb(
            "promise something",
            writing.build_add,
            writing.run_add,
            (
                'retrotui actions add "Fix the flaky deploy @ana due:fri #ci"',
                'retrotui actions add "Ask legal" --owner bo --due "in 2 weeks"',
            ),
        ),
        "edit": Verb("change its fields", writing.build_edit, writing.run_edit),
        "done": Verb(
            "it is done",
            moving.build_done,
            moving.run_done,
            ("retrotui actions done k3f9 --helped yes",),
        ),
        "helped": Verb("did it help?", moving.build_helped, moving.run_helped),
        "move": Verb("give it another date", moving.build_move, moving.run_move),
        "assign": Verb("hand it over", moving.build_assign, moving.run_assign),
        "block": Verb("it is stuck, and why", moving.build_why, moving.run_block),
        "unblock": Verb("it goes on", moving.build_ids, moving.run_unblock),
        "drop": Verb("nobody will do it, and why", moving.build_why, moving.run_drop),
        "reopen": Verb("it is open after all", moving.build_ids, moving.run_reopen),
        "note": Verb("add a remark", writing.build_note, writing.run_note),
        "show": Verb("everything about one", listing.build_one, listing.run_show),
        "log": Verb("who changed what and when", listing.build_one, listing.run_log),
    },
    default="list",
)
