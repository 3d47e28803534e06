"""``retrotui expect …``: what is expected, how surely, and what came of it."""

from retrotui.cli.spec import Command, Verb, about_one, build_one, later

_LISTING = "retrotui.cli.expect.listing"
_WRITING = "retrotui.cli.expect.writing"
_MOVING = "retrotui.cli.expect.moving"

COMMAND = Command(
    "what is expected, how surely, and what came of it",
    {
        "list": Verb(
            "what is not resolved yet, by day",
            later(_LISTING, "build_list"),
            later(_LISTING, "run_list"),
            ("retrotui expect", "retrotui expect --due", "retrotui expect --all --json"),
        ),
        "add": Verb(
            "state an expectation",
            later(_WRITING, "build_add"),
            later(_WRITING, "run_add"),
            (
                'retrotui expect add "Refunds take a day" --probability 70% --resolve-on eoq',
                'retrotui expect add "Both have moved" --probability 6/10 --about k3f9',
            ),
        ),
        "edit": Verb(
            "change its fields, while it is not resolved",
            later(_WRITING, "build_edit"),
            later(_WRITING, "run_edit"),
        ),
        "resolve": Verb(
            "it came true, or it did not",
            later(_MOVING, "build_resolve"),
            later(_MOVING, "run_resolve"),
            ('retrotui expect resolve k3f9 true --evidence "median 21 hours in May"',),
        ),
        "void": Verb(
            "it cannot be told any more",
            later(_MOVING, "build_void"),
            later(_MOVING, "run_void"),
        ),
        "reopen": Verb(
            "it is not known after all",
            later(_MOVING, "build_ids"),
            later(_MOVING, "run_reopen"),
        ),
        **about_one(_LISTING, build_one),
    },
    default="list",
)
