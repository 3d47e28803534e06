"""``retrotui decisions …``: what was decided, how, and who stood where."""

from retrotui.cli.decisions import listing, moving, writing
from retrotui.cli.spec import Command, Verb

COMMAND = Command(
    "what was decided, how, and who stood where",
    {
        "list": Verb(
            "all of them, by review date",
            listing.build_list,
            listing.run_list,
            ("retrotui decisions", "retrotui decisions --due", "retrotui decisions list --json"),
        ),
        "add": Verb(
            "put a proposal forward",
            writing.build_add,
            writing.run_add,
            (
                'retrotui decisions add "Move billing to Q1" --method consent --decider Ana',
                'retrotui decisions add "Ship profiling" --option now --option "after consent"',
            ),
        ),
        "edit": Verb("change its fields", writing.build_edit, writing.run_edit),
        "position": Verb(
            "where somebody stands",
            moving.build_position,
            moving.run_position,
            ('retrotui decisions position k3f9 Lena object --why "nobody asked legal"',),
        ),
        "decide": Verb(
            "accept or reject it",
            moving.build_decide,
            moving.run_decide,
            (
                'retrotui decisions decide k3f9 --outcome "We move it to Q1"',
                'retrotui decisions decide k3f9 --reject --why "too early"',
            ),
        ),
        "review": Verb(
            "does it stand?",
            moving.build_review,
            moving.run_review,
            (
                "retrotui decisions review k3f9 --keep",
                'retrotui decisions review k3f9 --reopen "the vendor raised the price"',
            ),
        ),
        "deprecate": Verb(
            "out of force, with nothing in its place",
            listing.build_one,
            moving.run_deprecate,
            ("retrotui decisions deprecate k3f9",),
        ),
        "show": Verb("everything about one", listing.build_one, listing.run_show),
    },
    default="list",
)
