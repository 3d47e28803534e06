"""The verbs of ``retrotui dissent``: listing, raising, and moving one through its life."""
