"""Sixty cards as teams write them, sorted by hand into what belongs together.

Some say the same in other words altogether; no comparison of words finds those, and they are here
so that the figures are honest. Some share a word and mean different things.
"""

GROUPS: tuple[tuple[str, ...], ...] = (
    (
        "Deploys take too long",
        "The deploy takes forever",
        "Deployment is slow, 40 minutes every time",
        "Slow deploys",
    ),
    (
        "Waiting on staging again",
        "We wait for staging every release",
        "Staging is always busy, so we wait",
        "Staging environment is down or taken",
    ),
    (
        "Flaky tests on the build server",
        "Tests are flaky",
        "The build fails because of flaky tests",
        "Red builds nobody believes any more",
    ),
    (
        "Code reviews take days",
        "Reviews are too slow",
        "Waiting two days for a code review",
        "Pull requests lie around until Friday",
    ),
    (
        "Too many meetings",
        "Meetings all morning",
        "Fewer meetings please",
        "No time left to work between calls",
    ),
    (
        "Support hears of releases last",
        "Tell support before we release",
        "Nobody told support about the release",
    ),
    (
        "Pair programming on hard tickets",
        "More pairing",
        "Pair on the hard tickets",
    ),
    (
        "Requirements change in the middle of the sprint",
        "The scope changed mid-sprint",
        "Requirements changed after planning",
    ),
    (
        "On-call was quiet",
        "Quiet on-call week",
    ),
    (
        "Write the runbook for payouts",
        "A runbook for failed payouts",
        "No runbooks for payouts",
    ),
    (
        "Café visit with the whole team",
        "Team visit to the cafe",
    ),
    (
        "Zu viele Meetings am Vormittag",
        "Zu viele Meetings",
    ),
    (
        "リリースが遅い",
        "リリースが遅すぎる",
    ),
    (
        "Документация устарела",
        "Устаревшая документация",
    ),
    (
        "🎉🎉",
        "🎉🎉",
    ),
    ("Merging on Friday afternoon",),
    ("Short standups",),
    ("Thanking each other in public",),
    ("Tests for the payout service",),
    ("Release notes that customers can read",),
    ("The team lunch",),
    ("Staging data is three years old",),
    ("Support answers within an hour now",),
    ("Customers love the new dashboard",),
    ("Dashboard opens in nine seconds",),
    ("Who decides on the roadmap?",),
    ("Sales promised a date without asking",),
    ("My laptop is slow",),
    ("Write things down",),
    ("Friday demos",),
    ("The build machine has no disk left",),
    ("Documentación en un solo lugar",),
    ("👍",),
)
"""Cards that one would lay together; a card alone belongs to none."""


def truly_alike() -> set[frozenset[str]]:
    """Every two texts that belong together; texts that are equal are left out."""
    return {
        frozenset((one, other))
        for group in GROUPS
        for one in group
        for other in group
        if one != other
    }


def texts() -> tuple[str, ...]:
    """All of them, as they would lie on a board."""
    return tuple(text for group in GROUPS for text in group)
