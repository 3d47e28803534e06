"""``retrotui dissent …``: who disagreed, why, and what came of it."""

from retrotui.cli.dissent import listing, moving
from retrotui.cli.spec import Command, Verb

COMMAND = Command(
    "who disagreed, why, and what came of it",
    {
        "list": Verb(
            "all of it, by follow-up date",
            listing.build_list,
            listing.run_list,
            ("retrotui dissent", "retrotui dissent --due", "retrotui dissent --state sustained"),
        ),
        "add": Verb(
            "keep a disagreement",
            moving.build_add,
            moving.run_add,
            (
                'retrotui dissent add k3f9 --concern "nobody asked legal" --by Lena',
                'retrotui dissent add k3f9 --anonymous --concern "too early" --follow-up eoq',
            ),
        ),
        "edit": Verb(
            "word the concern better, while nobody answered it",
            moving.build_concern,
            moving.run_edit,
            ('retrotui dissent edit m2x7 --concern "nobody asked legal or security"',),
        ),
        "answer": Verb(
            "respond to the concern",
            moving.build_text,
            moving.run_answer,
            ('retrotui dissent answer m2x7 "legal signs off before we ship"',),
        ),
        "accept": Verb("the answer contents them", listing.build_one, moving.run_accept),
        "sustain": Verb("they uphold it", listing.build_one, moving.run_sustain),
        "withdraw": Verb(
            "they take it back",
            moving.build_withdraw,
            moving.run_withdraw,
            ('retrotui dissent withdraw m2x7 --note "withdrawn on request"',),
        ),
        "verdict": Verb(
            "what came of it",
            moving.build_verdict,
            moving.run_verdict,
            ('retrotui dissent verdict m2x7 vindicated --evidence "two complaints in March"',),
        ),
        "show": Verb("everything about one", listing.build_one, listing.run_show),
    },
    default="list",
)
