"""The parts of the meeting's screen: its commands, rail, clock face, capture kinds and dialogs."""
