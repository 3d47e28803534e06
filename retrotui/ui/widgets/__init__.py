"""The parts screens are made of. They take frozen data, clean it where they draw, post messages."""
