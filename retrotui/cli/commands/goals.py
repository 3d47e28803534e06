"""``retrotui goals …``: what is to be reached, and how far it is."""

from retrotui.cli.spec import (
    Command,
    Verb,
    about_one,
    build_dropped,
    build_several_titled,
    build_titled,
    later,
)

_LISTING = "retrotui.cli.goals.listing"
_WRITING = "retrotui.cli.goals.writing"
_MOVING = "retrotui.cli.goals.moving"

COMMAND = Command(
    "what is to be reached, and how far it is",
    {
        "list": Verb(
            "the open ones, by due date",
            later(_LISTING, "build_list"),
            later(_LISTING, "run_list"),
            ("retrotui goals", "retrotui goals --standing off", "retrotui goals --all --json"),
        ),
        "add": Verb(
            "set a goal",
            later(_WRITING, "build_add"),
            later(_WRITING, "run_add"),
            (
                'retrotui goals add "Weekly active teams" --baseline 20% --target 60% --due eoq',
                'retrotui goals add "Pages open fast" --baseline 900ms --target 350ms --owner ana',
            ),
        ),
        "read": Verb(
            "note its value today, or on another day",
            later(_WRITING, "build_read"),
            later(_WRITING, "run_read"),
            (
                "retrotui goals read k3f9 41%",
                'retrotui goals read "weekly active" 1.2k --on fri --note "without trials"',
            ),
        ),
        "edit": Verb(
            "change its fields", later(_WRITING, "build_edit"), later(_WRITING, "run_edit")
        ),
        "met": Verb("it is reached", build_several_titled, later(_MOVING, "run_met")),
        "missed": Verb(
            "it was not reached in time",
            later(_MOVING, "build_missed"),
            later(_MOVING, "run_missed"),
        ),
        "drop": Verb(
            "nobody wants it any more, and why",
            build_dropped,
            later(_MOVING, "run_drop"),
        ),
        "reopen": Verb(
            "it is to be reached after all",
            build_several_titled,
            later(_MOVING, "run_reopen"),
        ),
        **about_one(_LISTING, build_titled),
    },
    default="list",
)
