"""The event log, its fold and its TinyDB view."""
