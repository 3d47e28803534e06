"""``retrotui feedback …``: what was said between meetings, until one triages it."""

from retrotui.cli.spec import Command, Verb, about_one, build_one, later

_LISTING = "retrotui.cli.feedback.listing"
_WRITING = "retrotui.cli.feedback.writing"

COMMAND = Command(
    "what was said between meetings, until one triages it",
    {
        "list": Verb(
            "what waits, the oldest first",
            later(_LISTING, "build_list"),
            later(_LISTING, "run_list"),
            ("retrotui feedback", "retrotui feedback --waiting", "retrotui feedback --all --json"),
        ),
        "add": Verb(
            "take in what somebody said",
            later(_WRITING, "build_add"),
            later(_WRITING, "run_add"),
            (
                'retrotui feedback add "The export lost two rows" --by Jun',
                'retrotui feedback add "Refunds feel slow" --source "call with Kranich GmbH"',
                "pbpaste | retrotui feedback add - --link https://example.org/ticket/812",
            ),
        ),
        "edit": Verb(
            "change its fields", later(_WRITING, "build_edit"), later(_WRITING, "run_edit")
        ),
        **about_one(_LISTING, build_one),
    },
    default="list",
)
