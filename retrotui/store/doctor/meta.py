"""The file that makes a folder a store: whether it is there, makes sense and is this team's."""

from collections.abc import Iterator

from retrotui.core.doctor import Finding, Ill
from retrotui.store.disk import read_bytes
from retrotui.store.doctor.git import kept_meta
from retrotui.store.doctor.subject import Subject
from retrotui.store.placement import FORMAT, META, meta_of


def look(subject: Subject) -> Iterator[Finding]:
    """What is wrong with ``retro.json``."""
    kept = kept_meta(subject)
    path = subject.store / META
    try:
        meta = meta_of(read_bytes(path))
    except FileNotFoundError:
        yield Finding(Ill.RETRO_MISSING, META, mendable=kept is not None)
        return
    except (OSError, ValueError) as error:
        why = f"cannot be read: {error.strerror}" if isinstance(error, OSError) else str(error)
        yield Finding(Ill.RETRO_BROKEN, META, detail=why, mendable=kept is not None)
        return
    if meta["format"] > FORMAT:
        yield Finding(Ill.RETRO_NEWER, META, detail=str(meta["format"]))
    if kept is not None and meta_of(kept)["store"] != meta["store"]:
        told = f"{meta['store']}, and git has {meta_of(kept)['store']}"
        yield Finding(Ill.RETRO_REPLACED, META, detail=told)
