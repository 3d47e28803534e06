"""Talk: a timebox with a title, for everything that needs no tool."""

from retrotui.core.activities.activity import Activity, always, no_settings

ACTIVITY = Activity(
    name="talk",
    title="Talk",
    about="People talk; cards, actions and decisions can be captured as always.",
    minutes=10,
    settings=no_settings,
    ready=always,
    unfinished=always,
)
