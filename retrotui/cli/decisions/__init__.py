"""The verbs of ``retrotui decisions``: listing, writing, and moving one through its life."""
