"""The full-screen app, drawn with Textual."""
