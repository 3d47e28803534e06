"""Dialogs that ask for a record, and what their answers mean; whoever opens one saves it."""
