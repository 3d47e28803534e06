"""``retrotui doctor [--fix]``: looks a store over for damage; opens those that nothing else can."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from textwrap import TextWrapper
from typing import Any

from retrotui.cli.output import Column
from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.cli.width import terminal_width
from retrotui.core.doctor import Checked
from retrotui.core.errors import RetroError
from retrotui.core.text import one_line
from retrotui.services import doctor as service
from retrotui.services.settings import settings_in
from retrotui.store.doctor.patient import StorePatient
from retrotui.store.doctor.subject import find_damaged
from retrotui.sync.standing import standing


def _column(name: str) -> Column:
    return Column(name, lambda item: _cell(item[name]))


_COLUMNS = tuple(map(_column, ("finding", "path", "line", "means", "fix", "fixable", "fixed")))


def _build(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--fix", action="store_true", help="mend what can be mended; deletes nothing"
    )


def _run(session: Session, options: Namespace) -> int:
    store = find_damaged(Path.cwd(), session.explicit_store) or session.store_dir
    patient = StorePatient(store, session.clock)
    checked = service.mend(patient) if options.fix else service.examine(patient)
    if session.output.as_json:
        extra = {"status": "findings" if checked else "clean", "counts": _counts(checked)}
        head = session.head(settings_in(patient.settings()))
        session.output.envelope("doctor", [_item(each) for each in checked], head, extra)
    elif session.output.is_table and session.output.template is None:
        _show(session, checked, fixing=options.fix)
    else:
        session.output.listing([_item(each) for each in checked], _COLUMNS)
    _sum_up(session, store, checked, fixing=options.fix)
    _say_branch(session, store)
    return 0 if all(each.fixed for each in checked) else 1


def _item(checked: Checked) -> dict[str, Any]:
    found = checked.finding
    return {
        "finding": found.ill.value,
        "path": found.path,
        "line": found.line,
        "means": found.means,
        "fix": found.fix,
        "fixable": found.fixable,
        "fixed": checked.fixed,
    }


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _counts(checked: Sequence[Checked]) -> dict[str, int]:
    return {
        "items": len(checked),
        "fixable": sum(each.finding.fixable for each in checked),
        "fixed": sum(each.fixed for each in checked),
    }


def _show(session: Session, checked: Sequence[Checked], *, fixing: bool) -> None:
    output = session.output
    wrap = TextWrapper(
        width=max(terminal_width(), 40), initial_indent="  ", subsequent_indent="    "
    )
    for each in checked:
        found = each.finding
        place = one_line(found.path) + (f":{found.line}" if found.line else "")
        output.line(output.colour.paint("good" if each.fixed else "alarm", place))
        output.line(wrap.fill(one_line(found.means)))
        output.line(output.colour.paint("dim", wrap.fill(_what_next(each, fixing=fixing))))


def _what_next(checked: Checked, *, fixing: bool) -> str:
    found = checked.finding
    if not found.fixable:
        return one_line(found.fix)
    if not fixing:
        return one_line(f"--fix {found.fix}")
    return one_line(f"mended: {found.fix}" if checked.fixed else f"not mended; --fix {found.fix}")


def _sum_up(session: Session, store: Path, checked: Sequence[Checked], *, fixing: bool) -> None:
    if not checked:
        session.output.note("nothing found")
        return
    counts = _counts(checked)
    if fixing:
        session.output.note(f"{counts['items']} found in {store}, {counts['fixed']} mended")
        return
    more = f"; {counts['fixable']} can be mended: retrotui doctor --fix"
    session.output.note(f"{counts['items']} found in {store}" + (more if counts["fixable"] else ""))


def _say_branch(session: Session, store: Path) -> None:
    """Says where this clone shares, if not where everybody does."""
    with suppress(RetroError, OSError):
        known = standing(store)
        if known.branch is not None:
            where = one_line(f"{known.remote}, through the branch {known.branch}")
            session.output.note(f"this clone shares with {where} of its own")


COMMAND = Command(
    "look the store over for damage, and mend it",
    {
        "": Verb(
            "what is damaged in the store, what it means, and what --fix does about it",
            _build,
            _run,
            ("retrotui doctor", "retrotui doctor --fix", "retrotui doctor --json"),
        )
    },
)
