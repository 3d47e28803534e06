"""The verbs of ``retrotui roadmap``: listing, putting outcomes there, moving them."""
