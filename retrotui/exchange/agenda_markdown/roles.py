"""What a heading says of the lines below it: the agenda, or something that is none."""

import re

_BEFORE = r"(?:(?:today'?s|meeting|council|team|proposed|draft|tentative|weekly|our|the) )*"
_TOPICS = r"(?:discussion )?(?:topics?|items?)(?: (?:for|to|of) (?:discuss(?:ion)?|today|the day))?"
_AGENDA = re.compile(rf"{_BEFORE}(?:agenda(?: (?:items?|topics?))?|{_TOPICS}|schedule of topics)")
_AGENDA_OF = re.compile(rf"{_BEFORE}agenda(?: (?:for|of) .*| ?[-–—:,(] ?.*| [\d(].*)?")
_MINUTES = re.compile(r"(?:the )?(?:(?:meeting|discussion|raw|running) )?(?:minutes|notes)")
_GROUP = re.compile(
    r"(?:(?:any )?(?:old|new|other|unfinished|ongoing|current|open) (?:business|items?|topics?)"
    r"|agenda(?: items?| topics?)?|if (?:there is )?time(?: permits| allows)?|topics?|items"
    r"|(?:regular|standing|recurring|carried over) (?:items|topics|business)"
    r"|(?:day|part|session|block) \w+|morning|afternoon|overflow\b.*)"
)
_TOTAL = re.compile(
    r"(?:grand )?(?:total|overall|sum|subtotal)(?: (?:time|duration|minutes|length))?"
    r"\s*(?:[:=(|–—-].*|\d.*)?"
)
_DATE = re.compile(r"[\d./-]{6,10}|(?:\w+ )?\d{1,2}(?:st|nd|rd|th)?[ ,]+(?:\w+[ ,]+)?\d{4}")
_CLOCK_LINE = re.compile(r"\d{1,2}[:.]\d{2}\s?(?:[ap]m)?\s?(?:[-–—]|to)\s?\d{1,2}[:.]\d{2}")

_NUMBERING = re.compile(r"(?:[\d.]{1,9}[.)] +|[^\w(]+)(?=\S)")
_NO_AGENDA = {
    "attendance": re.compile(
        r"(?:attend(?:ance|ees?|ing)|present|participants?|people|apologies|regrets|absen\w*"
        r"|invite\w*|roll call)\b.*"
    ),
    "a schedule": re.compile(
        r".*\bconstraints?|(?:schedule|timetable|logistics|when|where|location)"
        r"|(?:dates?|times?) and .*|(?:future|next|upcoming) meetings?.*"
    ),
    "rules of the meeting": re.compile(
        r".*\b(?:rules|guidelines|key|legend|conventions|etiquette|template|code of conduct)"
        r"|how to .*"
    ),
    "roles in the meeting": re.compile(r"(?:meeting )?roles"),
    "outcomes, not items": re.compile(
        r"(?:action (?:items?|points?)|actions|to-?dos?|follow[- ]?ups?|next steps|outcomes?"
        r"|(?:\w+ )?decisions?(?: made)?|conclusions?|resolutions?|summary)"
    ),
    "references": re.compile(
        r"(?:references?|links|background|resources|materials|appendix|see also|further reading)"
    ),
}
_LONGEST_HEADING = 200


def plain(text: str) -> str:
    """A heading in small letters without numbering, signs at its ends, or a colon."""
    heading = text[:_LONGEST_HEADING].casefold().rstrip(" :*_.!?")
    return heading[numbering.end() :] if (numbering := _NUMBERING.match(heading)) else heading


def is_agenda(text: str) -> bool:
    """Is it the heading of an agenda?"""
    return _AGENDA.fullmatch(plain(text)) is not None


def is_agenda_of(text: str) -> bool:
    """Is it the heading of some agenda, such as "Agenda for Monday"?"""
    return why_not(text) is None and _AGENDA_OF.fullmatch(plain(text)) is not None


def is_minutes(text: str) -> bool:
    """Is it the heading over what was said?"""
    return _MINUTES.fullmatch(plain(text)) is not None


def is_group(text: str) -> bool:
    """Does it only gather the items below it, as "Old business" does?"""
    return _GROUP.fullmatch(plain(text)) is not None


def is_total(text: str) -> bool:
    """Is it a sum of timeboxes?"""
    return _TOTAL.fullmatch(plain(text)) is not None


def is_date(text: str) -> bool:
    """Is it a date and nothing else?"""
    return _DATE.fullmatch(plain(text)) is not None


def is_schedule(text: str) -> bool:
    """Does it begin with from when to when?"""
    return _CLOCK_LINE.match(text.strip()) is not None


def why_not(text: str) -> str | None:
    """Why the lines below such a heading are no agenda; None when they may be one."""
    heading = plain(text)
    return next((why for why, pattern in _NO_AGENDA.items() if pattern.fullmatch(heading)), None)
