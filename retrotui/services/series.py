"""Series: meetings that belong together, and what "last time" means."""

from retrotui.core.changes import Change, Put, Row
from retrotui.core.errors import NotFoundError
from retrotui.core.ids import resolve_id
from retrotui.core.ports import Reader
from retrotui.core.records.codec import decode_all
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting, MeetingStatus
from retrotui.core.records.people import Series, series_id
from retrotui.core.text import admit, one_line


def everything(reader: Reader) -> tuple[Series, ...]:
    """Every series by title."""
    known = decode_all(Series, reader.all(Kind.SERIES))
    return tuple(sorted(known, key=lambda each: (each.title.casefold(), each.id)))


def ensure(
    reader: Reader,
    title: str,
    format: str | None = None,  # noqa: A002 - the field's own name
) -> tuple[str, tuple[Change, ...]]:
    """The id of the series with a title, whatever its case, and what makes it when it is new.

    Raises:
        UsageError: The title is empty.
        TextTooLongError: The title is above what one field may hold.
    """
    admitted = admit(title, "the series", lines=False)
    wanted = series_id(admitted)
    if reader.get(Kind.SERIES, wanted) is not None:
        return wanted, ()
    fields = {"title": admitted} if format is None else {"title": admitted, "format": format}
    return wanted, (Put(Kind.SERIES, wanted, fields),)


def resolve(reader: Reader, typed: str) -> str:
    """The id of the series meant by a title, a full id or a prefix of one.

    Raises:
        NotFoundError: Nothing fits, or several do; the hint names the series there are.
    """
    known = reader.all(Kind.SERIES)
    by_title = series_id(one_line(typed))
    if by_title in known:
        return by_title
    try:
        return resolve_id(typed, known, "series")
    except NotFoundError as refused:
        titles = [one_line(each.title) for each in everything(reader)]
        hint = "the series are: " + ", ".join(titles[:8]) if titles else "there is no series yet"
        raise NotFoundError(refused.message, hint=hint) from refused


def meetings(reader: Reader, series: str) -> tuple[Meeting, ...]:
    """The meetings of a series that were not discarded, the oldest first."""
    held = decode_all(Meeting, reader.search(Kind.MEETINGS, series=series))
    kept = (each for each in held if each.status is not MeetingStatus.DISCARDED)
    return tuple(sorted(kept, key=lambda each: (each.started, each.id)))


def items(reader: Reader, series: str, having: str) -> dict[str, Row]:
    """The agenda items of a series' meetings that have something recorded, by id.

    Args:
        reader: Where to look.
        series: Id of the series.
        having: The field they have.
    """
    ids = {each.id for each in meetings(reader, series)}
    rows = reader.all(Kind.ITEMS).items()
    return {id_: row for id_, row in rows if row.get(having) and row.get("meeting") in ids}


def last_finished(reader: Reader, series: str) -> Meeting | None:
    """The meeting of a series that ended last: what "last time" refers to."""
    ended = [each for each in meetings(reader, series) if each.status is MeetingStatus.ENDED]
    return max(ended, key=lambda each: (each.ended or each.started, each.id), default=None)


def title(reader: Reader, series: str | None) -> str | None:
    """The title to show for a series' id; None when there is none."""
    row = reader.get(Kind.SERIES, series) if series is not None else None
    found = row.get("title") if row is not None else None
    return one_line(found) if isinstance(found, str) else None
