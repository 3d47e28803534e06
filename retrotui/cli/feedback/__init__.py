"""The verbs of ``retrotui feedback``: taking it in, listing, showing."""
