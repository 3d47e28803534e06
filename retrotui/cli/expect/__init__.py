"""The verbs of ``retrotui expect``: listing, stating, saying what came of it."""
