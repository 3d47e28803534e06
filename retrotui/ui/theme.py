"""Themes are files: read, checked key by key, and completed with inks that can be read.

A theme gives the broad colours. The inks that screens use (``MADE``) are derived from them, so
that every theme, a team's own included, keeps WCAG's contrast on every ground text is put on.
"""

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from textual.color import Color, ColorParseError
from textual.theme import Theme

from retrotui.core.errors import UsageError
from retrotui.core.text import one_line
from retrotui.ui.contrast import MARK_RATIO, TEXT_RATIO, ratio, readable

DARK, LIGHT, PLAIN = "calm-dark", "calm-light", "plain"

COLOURS = (
    "primary",
    "secondary",
    "warning",
    "error",
    "success",
    "accent",
    "foreground",
    "background",
    "surface",
    "panel",
    "boost",
)
REQUIRED = ("name", "primary", "foreground", "background", "surface")
ALLOWED = (*COLOURS, "name", "dark", "variables")

MADE = (
    "hairline",
    "outline",
    "muted",
    "faint",
    "selected",
    "ink-accent",
    "ink-warning",
    "ink-error",
    "ink-success",
    "on-accent",
    "on-error",
)
"""The variables screens use beside Textual's own; a theme may set them under ``variables``."""

_MUTED_RATIO = 6.0
_LIGHT_BACKGROUNDS = frozenset({"7", "9", "10", "11", "12", "13", "14", "15"})


class ThemeProblem(NamedTuple):
    """A theme that was skipped, and why."""

    source: str
    message: str
    hint: str | None = None


class ThemeShelf(NamedTuple):
    """The themes that can be used and those that could not."""

    themes: tuple[Theme, ...]
    problems: tuple[ThemeProblem, ...]


def parse_theme(text: str, source: str) -> Theme:
    """Reads one theme file.

    Args:
        text: TOML.
        source: The file's name, for messages.

    Raises:
        UsageError: Not TOML, an unknown or missing key, a bad colour, or text that could not be
            read on its background.
    """
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{source}: not valid TOML: {one_line(str(error))}") from error
    _check_words(data, ALLOWED, f"{source}: unknown key")
    for key in REQUIRED:
        if key not in data:
            raise UsageError(f"{source}: the key {key!r} is missing")
    for key in COLOURS:
        if key in data:
            _colour(data[key], f"{source}: {key}")
    theme = Theme(
        name=_name(data["name"], source),
        dark=_dark(data.get("dark", True), source),
        variables=_variables(data.get("variables", {}), source),
        **{key: data[key] for key in COLOURS if key in data},
    )
    _check_contrast(theme, source)
    return theme


def load_themes(extra: Iterable[Path] = ()) -> ThemeShelf:
    """Our themes and the ones in other folders; a bad one is reported and skipped.

    Args:
        extra: Folders with a clone's own ``*.toml``; a theme replaces an earlier of its name.
    """
    themes: dict[str, Theme] = {}
    problems: list[ThemeProblem] = []
    for file in [*_shipped(), *(each for folder in extra for each in _tomls(folder))]:
        try:
            theme = parse_theme(file.read_text(encoding="utf-8"), file.name)
        except UsageError as error:
            problems.append(ThemeProblem(file.name, error.message, error.hint))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(ThemeProblem(file.name, f"{file.name}: {one_line(str(error))}"))
        else:
            themes[theme.name] = theme
    return ThemeShelf((*themes.values(), plain_theme()), tuple(problems))


def plain_theme() -> Theme:
    """The terminal's own sixteen colours on its own background; what NO_COLOR starts from."""
    default = "ansi_default"
    return Theme(
        name=PLAIN,
        primary="ansi_blue",
        secondary="ansi_cyan",
        warning="ansi_yellow",
        error="ansi_red",
        success="ansi_green",
        accent="ansi_cyan",
        foreground=default,
        background=default,
        surface=default,
        panel=default,
        boost=default,
        variables={"ansi-background": default, "ansi-foreground": default},
        ansi=True,
    )


def pick_theme(names: Iterable[str], wanted: str | None, env: Mapping[str, str]) -> str:
    """The theme to start with: as asked, else by NO_COLOR, else by the terminal's background.

    Args:
        names: The themes there are.
        wanted: A name from the command line or the settings; None for no wish.
        env: The environment.

    Raises:
        UsageError: No theme has the name wanted.
    """
    known = tuple(names)
    if env.get("NO_COLOR"):
        return PLAIN
    if wanted is not None:
        if wanted in known:
            return wanted
        raise UsageError(f"no theme is called {wanted!r}", hint=_nearest(wanted, known))
    background = env.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if background in _LIGHT_BACKGROUNDS else DARK


def made_variables(theme: Theme) -> dict[str, str]:
    """The inks and grounds of ``MADE`` for a theme, each readable where it is used."""
    if theme.ansi:
        return _plain_variables()
    base = {key: Color.parse(value) for key, value in theme.to_color_system().generate().items()
            if key in COLOURS}  # fmt: skip
    ink, ground, raised = base["foreground"], base["background"], base["surface"]
    accent = _given(theme, "ink-accent", base["accent"])
    selected = _given(theme, "selected", ground.blend(accent, 0.22, alpha=1.0))
    selected = readable(selected, (ink,), ground, TEXT_RATIO + 1.0)
    grounds = (ground, raised, selected)

    def text(name: str, wish: Color, least: float = TEXT_RATIO) -> str:
        return readable(_given(theme, name, wish), grounds, ink, least).hex

    return {
        "hairline": _given(theme, "hairline", ground.blend(ink, 0.22, alpha=1.0)).hex,
        "outline": text("outline", ground.blend(ink, 0.4, alpha=1.0), MARK_RATIO),
        "muted": text("muted", ground.blend(ink, 0.55, alpha=1.0), _MUTED_RATIO),
        "faint": text("faint", ground.blend(ink, 0.35, alpha=1.0)),
        "selected": selected.hex,
        "ink-accent": text("ink-accent", accent),
        "ink-warning": text("ink-warning", base["warning"]),
        "ink-error": text("ink-error", base["error"]),
        "ink-success": text("ink-success", base["success"]),
        "on-accent": _on(Color.parse(text("ink-accent", accent)), ground, ink).hex,
        "on-error": _on(Color.parse(text("ink-error", base["error"])), ground, ink).hex,
    }


def _plain_variables() -> dict[str, str]:
    inks = dict.fromkeys(MADE, "ansi_default")
    return inks | {
        "hairline": "ansi_bright_black",
        "ink-accent": "ansi_cyan",
        "ink-warning": "ansi_yellow",
        "ink-error": "ansi_red",
        "ink-success": "ansi_green",
        "on-accent": "ansi_black",
        "on-error": "ansi_black",
    }


def _on(fill: Color, ground: Color, ink: Color) -> Color:
    best = max((ground, ink), key=lambda each: ratio(each, fill))
    extreme = max((Color.parse("#000000"), Color.parse("#ffffff")), key=lambda c: ratio(c, fill))
    return readable(best, (fill,), extreme, TEXT_RATIO)


def _given(theme: Theme, name: str, otherwise: Color) -> Color:
    value = theme.variables.get(name)
    return otherwise if value is None else Color.parse(value)


def _shipped() -> list[Path]:
    """The wheel keeps them beside the package's modules, a source tree beside the package."""
    package = Path(__file__).parents[1]
    packed = package / "_themes"
    return _tomls(packed if packed.is_dir() else package.parent / "themes")


def _tomls(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    found = [each for each in folder.iterdir() if each.name.endswith(".toml")]
    return sorted(found, key=lambda each: each.name)


def _name(value: Any, source: str) -> str:
    if not isinstance(value, str) or not value.strip() or one_line(value) != value:
        raise UsageError(f"{source}: name must be a short text on one line")
    if value == PLAIN:
        raise UsageError(f"{source}: the name {PLAIN!r} is taken by the terminal's own colours")
    return value


def _dark(value: Any, source: str) -> bool:
    if not isinstance(value, bool):
        raise UsageError(f"{source}: dark must be true or false")
    return value


def _variables(value: Any, source: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise UsageError(f"{source}: variables must be a table")
    _check_words(value, MADE, f"{source}: unknown variable")
    for name, colour in value.items():
        _colour(colour, f"{source}: variables.{name}")
    return dict(value)


def _colour(value: Any, where: str) -> None:
    example = "write it as #rrggbb, such as #1e2030"
    if not isinstance(value, str) or not value.startswith(("#", "rgb(", "hsl(")):
        raise UsageError(f"{where}: {one_line(str(value))!r} is not a colour", hint=example)
    try:
        colour = Color.parse(value)
    except ColorParseError as error:
        raise UsageError(f"{where}: {one_line(value)!r} is not a colour", hint=example) from error
    if colour.a < 1:
        raise UsageError(f"{where}: a colour must be opaque", hint=example)


def _check_words(data: Mapping[str, Any], known: tuple[str, ...], what: str) -> None:
    for word in data:
        if word not in known:
            raise UsageError(f"{what} {one_line(word)!r}", hint=_nearest(word, known))


def _nearest(word: str, known: Iterable[str]) -> str:
    words = tuple(known)
    close = get_close_matches(word, words, n=1)
    return f"did you mean {close[0]!r}?" if close else f"known are {', '.join(words)}"


def _check_contrast(theme: Theme, source: str) -> None:
    # As Textual makes them: passing through another colour space moves a value by one or two.
    drawn = theme.to_color_system().generate()
    ink = Color.parse(drawn["foreground"])
    for ground in ("background", "surface"):
        found = ratio(ink, Color.parse(drawn[ground]))
        if found < TEXT_RATIO:
            raise UsageError(
                f"{source}: foreground on {ground} has a contrast of {found:.1f}",
                hint=f"text needs at least {TEXT_RATIO} (WCAG AA)",
            )
