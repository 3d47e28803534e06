"""``retrotui roadmap …``: outcomes now, next and later."""

from retrotui.cli.spec import (
    Command,
    Verb,
    about_one,
    build_dropped,
    build_several_titled,
    build_titled,
    later,
)

_LISTING = "retrotui.cli.roadmap.listing"
_WRITING = "retrotui.cli.roadmap.writing"
_MOVING = "retrotui.cli.roadmap.moving"

COMMAND = Command(
    "outcomes now, next and later",
    {
        "list": Verb(
            "the open ones, by horizon and order",
            later(_LISTING, "build_list"),
            later(_LISTING, "run_list"),
            ("retrotui roadmap", "retrotui roadmap --horizon now", "retrotui roadmap --all --json"),
        ),
        "add": Verb(
            "put an outcome on the roadmap",
            later(_WRITING, "build_add"),
            later(_WRITING, "run_add"),
            (
                'retrotui roadmap add "Resellers onboard alone" --horizon next --confidence 60%',
                'retrotui roadmap add "Refunds in a day" --goal refunds --stakeholder Jun',
            ),
        ),
        "edit": Verb(
            "change its fields and links",
            later(_WRITING, "build_edit"),
            later(_WRITING, "run_edit"),
        ),
        "move": Verb(
            "to another horizon, or another place in it",
            later(_MOVING, "build_move"),
            later(_MOVING, "run_move"),
            ("retrotui roadmap move k3f9 next", "retrotui roadmap move k3f9 now --place 1"),
        ),
        "done": Verb("the outcome is there", build_several_titled, later(_MOVING, "run_done")),
        "drop": Verb(
            "nobody works towards it any more, and why",
            build_dropped,
            later(_MOVING, "run_drop"),
        ),
        "reopen": Verb(
            "it is worked towards after all",
            build_several_titled,
            later(_MOVING, "run_reopen"),
        ),
        **about_one(_LISTING, build_titled),
    },
    default="list",
)
