"""``retrotui actions …``: who does what by when, and whether it helped."""

from retrotui.cli.spec import Command, Verb, later

_LISTING = "retrotui.cli.actions.listing"
_SHOWING = "retrotui.cli.actions.showing"
_MOVING = "retrotui.cli.actions.moving"
_WRITING = "retrotui.cli.actions.writing"

COMMAND = Command(
    "who does what by when",
    {
        "list": Verb(
            "the open ones, by due date",
            later(_LISTING, "build_list"),
            later(_LISTING, "run_list"),
            (
                "retrotui actions",
                "retrotui actions --overdue --owner ana",
                "retrotui actions list --due-by eow --json",
            ),
        ),
        "add": Verb(
            "promise something",
            later(_WRITING, "build_add"),
            later(_WRITING, "run_add"),
            (
                'retrotui actions add "Fix the flaky deploy @ana due:fri #ci"',
                'retrotui actions add "Ask legal" --owner bo --due "in 2 weeks"',
            ),
        ),
        "edit": Verb(
            "change its fields", later(_WRITING, "build_edit"), later(_WRITING, "run_edit")
        ),
        "done": Verb(
            "it is done",
            later(_MOVING, "build_done"),
            later(_MOVING, "run_done"),
            ("retrotui actions done k3f9 --helped yes",),
        ),
        "helped": Verb(
            "did it help?", later(_MOVING, "build_helped"), later(_MOVING, "run_helped")
        ),
        "move": Verb(
            "give it another date", later(_MOVING, "build_move"), later(_MOVING, "run_move")
        ),
        "assign": Verb(
            "hand it over", later(_MOVING, "build_assign"), later(_MOVING, "run_assign")
        ),
        "block": Verb(
            "it is stuck, and why", later(_MOVING, "build_why"), later(_MOVING, "run_block")
        ),
        "unblock": Verb("it goes on", later(_MOVING, "build_ids"), later(_MOVING, "run_unblock")),
        "drop": Verb(
            "nobody will do it, and why", later(_MOVING, "build_why"), later(_MOVING, "run_drop")
        ),
        "reopen": Verb(
            "it is open after all", later(_MOVING, "build_ids"), later(_MOVING, "run_reopen")
        ),
        "note": Verb("add a remark", later(_WRITING, "build_note"), later(_WRITING, "run_note")),
        "show": Verb(
            "everything about one", later(_SHOWING, "build_one"), later(_SHOWING, "run_show")
        ),
        "log": Verb(
            "who changed what and when", later(_SHOWING, "build_one"), later(_SHOWING, "run_log")
        ),
    },
    default="list",
)
