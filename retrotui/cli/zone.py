"""The machine's time zone by its IANA name."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

_MARKER = "zoneinfo/"


def system_zone(environ: Mapping[str, str]) -> str:
    """The zone of ``TZ``, ``/etc/timezone`` or the ``/etc/localtime`` link; else ``UTC``."""
    for name in (environ.get("TZ", "").lstrip(":"), _from_file(), _from_link()):
        if name and is_zone(name):
            return name
    return "UTC"


def is_zone(name: str) -> bool:
    """True for a zone this machine knows."""
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True


def _from_file() -> str:
    try:
        return Path("/etc/timezone").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _from_link() -> str:
    try:
        target = str(Path("/etc/localtime").readlink())
    except OSError:
        return ""
    return target.partition(_MARKER)[2]
