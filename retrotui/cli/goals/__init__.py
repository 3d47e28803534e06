"""The verbs of ``retrotui goals``: listing, setting, reading values, moving one on."""
