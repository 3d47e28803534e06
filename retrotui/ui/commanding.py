"""What obeys the registry's commands: widgets, screens, and what a screen lends its keys to."""

from collections.abc import Iterable
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, cast

from textual.binding import Binding, BindingsMap
from textual.keys import key_to_character
from textual.message import Message

from retrotui.core.errors import RetroError
from retrotui.ui.commands import REGISTRY, Command

if TYPE_CHECKING:
    from textual.widget import Widget

    from retrotui.ui.app import RetroApp

    _Node = Widget
else:
    _Node = object


class Commander(Protocol):
    """Obeys the commands of its contexts by methods ``cmd_<verb>``."""

    def contexts(self) -> tuple[str, ...]:
        """The contexts it answers for now, the nearest first."""
        ...

    def why_not(self, command_id: str) -> str | None:
        """Why a command does not work now, as a sentence for a person; None when it does."""
        ...

    def offered(self, command_id: str) -> bool:
        """False where the phase rules a command out: its hint is not in the hint line at all."""
        ...


class Hint(NamedTuple):
    """A command as the hint line draws it; with a reason it is grey."""

    command_id: str
    key: str
    title: str
    weight: int = 0
    reason: str | None = None


async def obey(commander: Commander, command: Command, app: "RetroApp") -> None:
    """Does a command, or says why not. A refusal becomes a toast."""
    reason = commander.why_not(command.id)
    if reason is not None:
        app.notify(reason, severity="warning")
        return
    try:
        result = getattr(commander, command.handler)()
        if isawaitable(result):
            await result
    except RetroError as error:
        app.tell(error)


def hints_of(commanders: Iterable[Commander]) -> tuple[Hint, ...]:
    """The hints of every active context, nearest first.

    Left out are keys taken by a nearer one, and commands that are not offered in this phase.
    """
    taken: set[str] = set()
    hints = []
    for commander in commanders:
        for context in commander.contexts():
            for command in REGISTRY.in_context(context):
                keys = [key for key in REGISTRY.keys(command.id) if key not in taken]
                taken.update(keys)
                if command.hint and keys and commander.offered(command.id):
                    reason = commander.why_not(command.id)
                    hints.append(Hint(command.id, keys[0], command.title, command.weight, reason))
    return tuple(hints)


def bindings_for(contexts: Iterable[str]) -> BindingsMap:
    """Textual's bindings for the commands of some contexts; the first one wins a key."""
    found: dict[str, Binding] = {}
    for context in contexts:
        for command in REGISTRY.in_context(context):
            for key in REGISTRY.keys(command.id):
                action = f"command({command.id!r})"
                binding = Binding(key, action, command.title, show=False, priority=command.urgent)
                found.setdefault(key, binding)
    return BindingsMap(found.values())


class Refusals(_Node):
    """Turns a refused move anywhere in a node's handlers into a toast instead of a crash."""

    @property
    def retro(self) -> "RetroApp":
        """The app, as what it is."""
        return cast("RetroApp", self.app)

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except RetroError as error:
            self.retro.tell(error)


class Obedient(Refusals):
    """A widget or screen that obeys the registry: bindings, dispatch and reasons.

    Put it first among the bases. Say the contexts in ``CONTEXTS`` and write a ``cmd_<verb>`` for
    each of their commands.
    """

    CONTEXTS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rebind()

    def contexts(self) -> tuple[str, ...]:
        """The contexts it answers for now, the nearest first."""
        return self.CONTEXTS

    def why_not(self, _command_id: str, /) -> str | None:
        """Why a command does not work now; None when it does."""
        return None

    def offered(self, _command_id: str, /) -> bool:
        """Whether a command can work at all in this phase; see ``docs/ui.md``, A command.

        Only what lasts may count: the phase of the item or of the meeting, never the selection,
        what was typed, or how much is there. Where it is False, ``why_not`` has a reason.
        """
        return True

    def rebind(self) -> None:
        """Reads the keys again, after the contexts or the keys people chose changed."""
        self._bindings = bindings_for(self.contexts())

    async def action_command(self, command_id: str) -> None:
        """Does a command of one of its contexts."""
        await obey(self, REGISTRY[command_id], self.retro)


def typed_away(widget: "Widget | None", hint: Hint) -> bool:
    """True when the focused widget takes the hint's key as text."""
    if widget is None:
        return False
    character = hint.key if len(hint.key) == 1 else key_to_character(hint.key)
    return widget.check_consume_key(hint.key, character)
