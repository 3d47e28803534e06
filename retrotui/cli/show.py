"""What the listing and showing commands have in common: JSON, template, table or sheet."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from retrotui.cli.output import Column, Item, Output, short_names
from retrotui.cli.session import Session
from retrotui.core.records.kinds import Kind
from retrotui.core.text import clean

_INDENT = 14


def term(text: str) -> str:
    """One of the contract's terms however it was typed: ``Disagree-and-commit``."""
    return "_".join(text.lower().replace("-", " ").replace("_", " ").split())


def list_items(
    session: Session,
    kind: str,
    items: Sequence[Item],
    columns: Sequence[Column],
    *,
    empty: str,
    counts: Mapping[str, int] | None = None,
) -> int:
    """Writes a list in the form that was asked for.

    Args:
        session: Says which form.
        kind: The envelope's ``kind``.
        items: As the contract has them.
        columns: Of the table.
        empty: Told on a terminal when there are none: how to make the first.
        counts: Further counts of the envelope.
    """
    if session.output.as_json:
        extra = {"counts": {"items": len(items), **(counts or {})}}
        session.output.envelope(kind, items, session.head(), extra)
        return 0
    session.output.listing(items, columns)
    if not items and session.output.is_table:
        session.output.note(empty)
    return 0


def id_column(session: Session, kind: Kind) -> Column:
    """Ids of a kind, as short as the store allows on a terminal."""
    short = short_names(partial(session.repo.all, kind))
    return Column("id", lambda item: short(item["id"]), plain=lambda item: item["id"])


def names_column(field: str) -> Column:
    """The names an item has in a field, which the column is called after."""
    return Column(
        field,
        lambda item: ", ".join(item[field]) or "-",
        plain=lambda item: ",".join(item[field]),
        flexible=True,
    )


def show_item(session: Session, kind: str, item: Item, facts: Iterable[tuple[str, str]]) -> int:
    """Writes one record: an envelope with one item, a template line, or a sheet of facts."""
    if session.output.as_json:
        session.output.envelope(kind, [item], session.head(), {})
    elif session.output.template is not None:
        session.output.listing([item], ())
    else:
        write_sheet(session.output, facts)
    return 0


def write_sheet(output: Output, facts: Iterable[tuple[str, str]]) -> None:
    """A name and its text per line; further lines of a text stand below its first."""
    for name, text in facts:
        lines = clean(text).splitlines()
        for index, line in enumerate(lines):
            head = name if index == 0 else ""
            output.line(f"{head:<{_INDENT}}{line}".rstrip())
