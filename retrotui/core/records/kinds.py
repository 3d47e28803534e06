"""The names of the store's tables."""

from enum import StrEnum


class Kind(StrEnum):
    """A table; its value is the name in the log. Names are never reused for something else."""

    SETTINGS = "settings"
    PEOPLE = "people"
    SERIES = "series"
    MEETINGS = "meetings"
    PARTICIPANTS = "participants"
    ITEMS = "items"
    MOVES = "moves"
    CARDS = "cards"
    GROUPS = "groups"
    VOTES = "votes"
    BALLOTS = "ballots"
    NOTES = "notes"
    ACTIONS = "actions"
    DECISIONS = "decisions"
    POSITIONS = "positions"
    DISSENTS = "dissents"
    GOALS = "goals"
    READINGS = "readings"
    ROADMAP = "roadmap"
    EXPECTATIONS = "expectations"
    FEEDBACK = "feedback"
    SCORES = "scores"
