"""A step in words, without who took it: ``moved “Fix staging” from 20 Nov to 27 Nov``."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from retrotui.core.ports import Step, Touched
from retrotui.core.records.kinds import Kind
from retrotui.core.telling.fields import NOUNS, field_name, is_told
from retrotui.core.telling.values import NOTHING, Speech
from retrotui.core.text import one_line

_RANK: Final = (
    Kind.MEETINGS, Kind.BALLOTS, Kind.DECISIONS, Kind.DISSENTS, Kind.ACTIONS, Kind.CARDS,
    Kind.GOALS, Kind.READINGS, Kind.ROADMAP, Kind.EXPECTATIONS, Kind.FEEDBACK, Kind.SCORES,
    Kind.GROUPS, Kind.NOTES, Kind.POSITIONS, Kind.MOVES, Kind.ITEMS, Kind.PARTICIPANTS,
    Kind.SETTINGS, Kind.PEOPLE, Kind.SERIES,
)  # fmt: skip
_SHOWN: Final = 60
_MADE: Final[Mapping[str, str]] = {
    Kind.ACTIONS: "added the action",
    Kind.DECISIONS: "proposed",
    Kind.DISSENTS: "raised the dissent",
    Kind.CARDS: "wrote the card",
    Kind.GROUPS: "made the group",
    Kind.MEETINGS: "started",
    Kind.ITEMS: "put on the agenda",
    Kind.PEOPLE: "added the person",
    Kind.SERIES: "began the series",
    Kind.GOALS: "set the goal",
    Kind.READINGS: "noted the reading",
    Kind.ROADMAP: "put on the roadmap",
    Kind.EXPECTATIONS: "expected",
    Kind.FEEDBACK: "took in the feedback",
    Kind.SCORES: "scored",
}
_NOTES: Final[Mapping[str, str]] = {
    "parking": "parked",
    "comment": "commented",
    "reopened": "reopened with",
    "check-in": "checked in with",
}
_BALLOTS: Final[Mapping[str, str]] = {
    "roti": "closed the rating", "survey": "counted the answers",
}  # fmt: skip
_MOVES: Final[Mapping[str, str]] = {
    "start": "went to", "skip": "skipped", "extend": "gave more time to",
    "pause": "paused the clock", "resume": "let the clock run on", "end": "ended the meeting",
}  # fmt: skip
_IN_ITEM: Final[Mapping[str, str]] = {
    "topics": "moved on to another topic in",
    "rounds": "noted who speaks next in",
    "icebreakers": "drew a question for",
    "agreed": "agreed to begin with good faith in",
    "talking": "ended the silence in",
}
_ACTION: Final[Mapping[str, str]] = {
    "done": "finished", "dropped": "dropped", "blocked": "blocked", "open": "reopened",
}  # fmt: skip
_CAME: Final[Mapping[str, str]] = {
    "true": "came true", "false": "did not come true", "void": "cannot be told",
}  # fmt: skip
_MADE_OF: Final[Mapping[str, str]] = {
    "card": "a card", "action": "an action", "decision": "a proposal", "thanks": "thanks",
}  # fmt: skip
_MEETING: Final[Mapping[str, str]] = {
    "ended": "ended", "discarded": "discarded", "running": "resumed",
}  # fmt: skip


def tell(step: Step, speech: Speech) -> str:
    """A step in words, on one line; the record that matters most, and how much beside it."""
    if step.redacts:
        return "redacted a text"
    if not step.touched:
        return "did something that only a newer version understands"
    touched = sorted(step.touched, key=_weight)
    first = touched[0]
    said = _reveal(step, speech) or one_line(_phrase(first, speech))
    rest = 0 if first.kind == Kind.MEETINGS or said.startswith("revealed") else _others(touched)
    if rest:
        said += f" and {rest} more {'change' if rest == 1 else 'changes'}"
    return said


def tell_change(field: str, before: Any, after: Any, speech: Speech) -> str:
    """What became of one field, on one line: ``due: 20 Nov → 27 Nov``."""
    old, new = (_short(speech.value(field, each)) for each in (before, after))
    return f"{field_name(field)}: {new if old == NOTHING else f'{old} → {new}'}"


def _others(touched: list[Touched]) -> int:
    """How many more records of weight a step changed; people made by being named do not count."""
    beside = {Kind.PEOPLE, Kind.SERIES, Kind.VOTES}
    return sum(each.kind not in beside for each in touched[1:]) if len(touched) > 1 else 0


def _weight(touched: Touched) -> int:
    return _RANK.index(Kind(touched.kind)) if touched.kind in _RANK else len(_RANK)


def _reveal(step: Step, speech: Speech) -> str | None:
    """Cards that came out of the held log, in one step with the item that says so."""
    shown = [each for each in step.touched if each.kind == Kind.CARDS and each.made]
    item = next(
        (each for each in step.touched if each.kind == Kind.ITEMS and "revealed" in each.fields),
        None,
    )
    if item is None or item.fields["revealed"][1] is None:
        return None
    cards = "1 card" if len(shown) == 1 else f"{len(shown)} cards"
    return f"revealed {cards} in {speech.quoted(Kind.ITEMS, item.id)}"


def _phrase(touched: Touched, speech: Speech) -> str:
    kind = touched.kind
    new = {field: after for field, (_, after) in touched.fields.items()}
    if touched.dropped and not touched.fields:
        return _deleted(touched, speech)
    if kind == Kind.SETTINGS:
        row = speech.find(kind, touched.id) or new
        return f"set {row.get('key', 'a setting')} to {speech.value('', new.get('value'))}"
    if touched.made:
        return _made(touched, new, speech)
    special = _CHANGED.get(Kind(kind)) if kind in NOUNS else None
    said = special(touched, new, speech) if special else None
    return said or _changed(touched, speech)


def _deleted(touched: Touched, speech: Speech) -> str:
    if touched.kind == Kind.BALLOTS:
        return "reopened a vote"
    if touched.kind == Kind.MOVES:
        return "took back a move of the clock"
    noun = NOUNS.get(touched.kind, touched.kind)
    return f"deleted the {noun} {speech.quoted(touched.kind, touched.id)}"


def _made(touched: Touched, new: Mapping[str, Any], speech: Speech) -> str:
    kind, id_ = touched.kind, touched.id
    if kind == Kind.POSITIONS:
        return _position(touched, new, speech) or ""
    if kind == Kind.NOTES:
        return _note(new, speech)
    if kind == Kind.BALLOTS:
        return _ballot(id_, new, speech)
    if kind == Kind.MOVES:
        said = _MOVES.get(str(new.get("kind")), "moved the clock")
        item = new.get("item")
        return f"{said} {speech.value('item', item)}" if item else said
    if kind == Kind.PARTICIPANTS:
        return f"noted {speech.title(kind, id_, new)} as {new.get('presence', 'present')}"
    verb = _MADE.get(kind, f"added the {NOUNS.get(kind, kind)}")
    return f"{verb} {speech.quoted(kind, id_, new)}"


def _ballot(id_: str, new: Mapping[str, Any], speech: Speech) -> str:
    if new.get("title"):
        return f"counted fingers on {speech.quoted(Kind.BALLOTS, id_, new)}"
    sort, _, about = str(new.get("sort")).partition(":")
    if sort == "estimate":
        return f"revealed how surely the room expects {speech.quoted(Kind.EXPECTATIONS, about)}"
    what = _BALLOTS.get(sort, "closed the vote")
    return f"{what} in {speech.value('item', new.get('item'))}"


def _note(new: Mapping[str, Any], speech: Speech) -> str:
    text = _short(speech.value("text", new.get("text")))
    if new.get("sort") == "thanks":
        whom = new.get("person")
        return (
            f"thanked {speech.value('person', whom)}: “{text}”"
            if whom
            else f"gave thanks: “{text}”"
        )
    verb = _NOTES.get(str(new.get("sort")), "noted")
    about = new.get("about")
    on = f" on {speech.value('about', about)}" if about else ""
    return f"{verb}{on}: “{text}”" if on else f"{verb} “{text}”"


def _action(touched: Touched, new: Mapping[str, Any], speech: Speech) -> str | None:
    named = speech.quoted(touched.kind, touched.id)
    if "status" in new:
        verb = _ACTION.get(str(new["status"]), "changed")
        if new["status"] == "open" and touched.fields["status"][0] == "blocked":
            verb = "unblocked"
        why = new.get("why")
        return f"{verb} {named}: {_short(speech.value('why', why))}" if why else f"{verb} {named}"
    if "due" in new:
        return _moved(named, touched.fields["due"], speech)
    if "owners" in touched.fields:
        return _handed(named, touched.fields["owners"], speech)
    if "outcome" in new:
        return f"answered of {named} whether it helped: {speech.value('outcome', new['outcome'])}"
    return None


def _moved(named: str, due: tuple[Any, Any], speech: Speech) -> str:
    before, after = (speech.value("due", each) for each in due)
    if before == NOTHING:
        return f"gave {named} the date {after}"
    if after == NOTHING:
        return f"took the date {before} from {named}"
    return f"moved {named} from {before} to {after}"


def _handed(named: str, owners: tuple[Any, Any], speech: Speech) -> str:
    before, after = (speech.value("owners", each) for each in owners)
    if before == NOTHING:
        return f"gave {named} to {after}"
    if after == NOTHING:
        return f"took {named} from {before}"
    return f"handed {named} from {before} to {after}"


def _decision(touched: Touched, new: Mapping[str, Any], speech: Speech) -> str | None:
    if "status" not in new:
        return None
    named = speech.quoted(touched.kind, touched.id)
    if new["status"] == "proposed":
        return f"reopened {named}"
    outcome = new.get("outcome")
    said = f"{speech.value('status', new['status'])} {named}"
    return f"{said}: {_short(speech.value('', outcome))}" if outcome else said


def _dissent(touched: Touched, new: Mapping[str, Any], speech: Speech) -> str | None:
    named = speech.quoted(touched.kind, touched.id)
    if new.get("verdict"):
        return f"gave {named} the verdict {speech.value('verdict', new['verdict'])}"
    if new.get("state") == "addressed":
        return f"answered {named}: {_short(speech.value('response', new.get('response')))}"
    if new.get("state") == "withdrawn":
        return f"withdrew {named}"
    if "state" in new:
        return f"{speech.value('state', new['state'])} {named}"
    return None


def _position(touched: Touched, new: Mapping[str, Any], speech: Speech) -> str | None:
    if "stance" not in new:
        return None
    said = speech.title(touched.kind, touched.id, new if "decision" in new else None)
    return f"noted {said}: {speech.value('stance', new['stance'])}"


def _meeting(touched: Touched, new: Mapping[str, Any], speech: Speech) -> str | None:
    verb = _MEETING.get(str(new.get("status")))
    return f"{verb} {speech.quoted(touched.kind, touched.id)}" if verb else None


def _person(touched: Touched, new: Mapping[str, Any], speech: Speech) -> str | None:
    if new.get("merged_into"):
        kept = speech.value("merged_into", new["merged_into"])
        return f"merged {speech.title(touched.kind, touched.id)} into {kept}"
    return None


def _item(touched: Touched, new: Mapping[str, Any], speech: Speech) -> str | None:
    named = speech.quoted(touched.kind, touched.id)
    if "ready" in touched.fields:
        return f"noted who is ready in {named}"
    for field, phrase in _IN_ITEM.items():
        if field in new:
            return f"{phrase} {named}"
    return f"changed the settings of {named}" if "settings" in new else None


def _card(touched: Touched, new: Mapping[str, Any], speech: Speech) -> str | None:
    named = speech.quoted(touched.kind, touched.id)
    if new.get("group"):
        return f"put {named} into {speech.value('group', new['group'])}"
    return f"took {named} out of its group" if "group" in new else None


def _score(touched: Touched, new: Mapping[str, Any], speech: Speech) -> str | None:
    named = speech.quoted(touched.kind, touched.id)
    if "values" in new:
        return f"scored {named}"
    return f"changed the weights of {named}" if "weights" in new else None


def _feedback(touched: Touched, new: Mapping[str, Any], speech: Speech) -> str | None:
    if "triage" not in new:
        return None
    named = speech.quoted(touched.kind, touched.id)
    if new["triage"] == "waiting":
        return f"put {named} back into the inbox"
    made = str(new["triage"])
    return (
        f"left {named} for later"
        if made == "not_now"
        else f"made {_MADE_OF.get(made, made)} of {named}"
    )


def _expectation(touched: Touched, new: Mapping[str, Any], speech: Speech) -> str | None:
    if "came" not in new:
        return None
    named = speech.quoted(touched.kind, touched.id)
    if new["came"] is None:
        return f"reopened {named}"
    evidence = new.get("evidence")
    why = f": {_short(speech.value('evidence', evidence))}" if evidence else ""
    return f"said of {named} that it {_CAME.get(str(new['came']), 'is resolved')}{why}"


def _tick(touched: Touched, new: Mapping[str, Any], speech: Speech) -> str | None:
    if "closed" not in new:
        return None
    named = speech.quoted(touched.kind, touched.id)
    return f"dealt with {named}" if new["closed"] else f"took up {named} again"


_CHANGED: Final[Mapping[Kind, Callable[[Touched, Mapping[str, Any], Speech], str | None]]] = {
    Kind.ACTIONS: _action,
    Kind.DECISIONS: _decision,
    Kind.DISSENTS: _dissent,
    Kind.POSITIONS: _position,
    Kind.MEETINGS: _meeting,
    Kind.PEOPLE: _person,
    Kind.ITEMS: _item,
    Kind.CARDS: _card,
    Kind.NOTES: _tick,
    Kind.SCORES: _score,
    Kind.FEEDBACK: _feedback,
    Kind.EXPECTATIONS: _expectation,
}


def _changed(touched: Touched, speech: Speech) -> str:
    noun = NOUNS.get(touched.kind, touched.kind)
    told = {name: each for name, each in touched.fields.items() if is_told(touched.kind, name)}
    if not told:
        return f"changed the {noun} {speech.quoted(touched.kind, touched.id)}"
    name, (before, after) = next(iter(told.items()))
    old, new = _short(speech.value(name, before)), _short(speech.value(name, after))
    if name in ("title", "name", "text"):
        return f"reworded the {noun} “{old}” to “{new}”"
    more = f" and {len(told) - 1} more fields" if len(told) > 1 else ""
    named = speech.quoted(touched.kind, touched.id)
    return f"changed {field_name(name)} of {named} from {old} to {new}{more}"


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
