"""The verbs of ``retrotui actions``: listing them, writing them, moving them through their life."""
