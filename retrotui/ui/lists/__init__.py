"""Rows, forms and moves for actions, decisions and dissents, for the screens around the meeting."""
