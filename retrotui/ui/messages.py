"""Messages that concern every screen."""

from textual.message import Message


class SharingChanged(Message):
    """How far the store is shared changed. Posted to every screen on the stack."""


class StoreChanged(Message):
    """The records changed: by this person, by another process, or by a sync.

    Posted to every screen on the stack, so that one below a dialog is fresh when it returns.
    """

    def __init__(self, *, own: bool) -> None:
        super().__init__()
        self.own = own
