"""The palette's entries: every active command by name, and what a screen offers beside them."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from retrotui.core.text import one_line
from retrotui.ui.command_screen import Keyed
from retrotui.ui.commands import keys_label


@dataclass(frozen=True, slots=True)
class _Offer:
    title: str
    note: str
    run: Callable[[], Awaitable[object] | object]


class CommandProvider(Provider):
    """Finds commands by any part of their title or help. Disabled ones say why when chosen."""

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for offer in self._offers():
            shown = Content.assemble(offer.title, ("  " + offer.note, "$muted"))
            yield DiscoveryHit(shown, offer.run, text=offer.title)

    async def search(self, query: str) -> Hits:
        """What fits the words typed."""
        matcher = self.matcher(query)
        for offer in self._offers():
            whole = f"{offer.title}  {offer.note}"
            score, offsets = matcher.fuzzy_search.match(query, whole)
            if score > 0:
                shown = Content(whole).stylize("$muted", len(offer.title))
                # Not Matcher.highlight: it would read people's text as markup.
                for offset in offsets:
                    shown = shown.stylize(matcher.match_style, offset, offset + 1)
                yield Hit(score, shown, offer.run, text=offer.title)

    def _offers(self) -> Iterator[_Offer]:
        screen = self.screen
        if not isinstance(screen, Keyed):
            return
        for _commander, command in screen.active_commands():
            if command.palette:
                keys = keys_label(command.id)
                note = f"{command.help}  {keys}" if keys else command.help
                run = partial(screen.run_command, command.id)
                yield _Offer(command.title.capitalize(), note, run)
        for entry in screen.palette_entries():
            yield _Offer(one_line(entry.title), one_line(entry.note), entry.run)
