"""Refusals, each with the exit code of the command line's contract and a way out."""

from typing import ClassVar


class RetroError(Exception):
    """Something a person can read and act on.

    Args:
        message: One line naming the thing and the place, cleaned of control characters.
        hint: What to do next, or the nearest valid form; one line.
    """

    code: ClassVar[int] = 70

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(RetroError):
    """A bad flag, value or date, an invalid file, or a move the record's state forbids."""

    code = 2


class AmbiguousDateError(UsageError):
    """A phrase with more than one honest reading.

    Args:
        candidates: The readings, each in a form the grammar accepts.
    """

    def __init__(
        self, message: str, *, candidates: tuple[str, ...], hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.candidates = candidates


class ForbiddenMoveError(UsageError):
    """The record's state does not allow this move; the message lists the allowed ones."""


class TextTooLongError(UsageError):
    """A text above the size one field may have. The text is refused whole, never cut."""


class NotFoundError(RetroError):
    """No such record, or an id prefix that fits several."""

    code = 3


class AmbiguousIdError(NotFoundError):
    """An id prefix that fits several records; the message has a form of each that does not."""


class StoreError(RetroError):
    """The store is missing, unreadable or written by a newer version."""

    code = 4


class BusyError(RetroError):
    """Another process holds the store; a retry may work."""

    code = 6


class CannotWriteError(RetroError):
    """The disk refused: full, read-only or failing. Nothing was changed."""

    code = 7
