"""Questions to arrive with: light, for everybody, and about nothing that might hurt.

None asks for family, health, money, belief, childhood, looks, age, or where somebody lives.
"""

from collections.abc import Callable, Sequence
from typing import Final

QUESTIONS: Final = (
    "What sound would play whenever you enter a room?",
    "Which everyday object deserves a fan club?",
    "If today were a weather report, what would it say?",
    "What is the smallest thing that made you smile this week?",
    "Which word do you like the sound of?",
    "If this sprint were a dish, which one?",
    "What would you name a ship?",
    "Which tool would you never want to work without?",
    "What is a good use for a spare hour?",
    "Which colour is this week?",
    "If our product had a mascot, what would it be?",
    "What did you learn lately that was of no use at all?",
    "Which keyboard key would you miss least?",
    "What would the title of a film about this week be?",
    "Which animal would be the best at your job?",
    "What is the best thing to have on a desk?",
    "If you could add one button to the office, what would it do?",
    "Which smell should come as a candle?",
    "What makes a good sandwich?",
    "Which machine would you like to understand better?",
    "If meetings had a soundtrack, what would this one begin with?",
    "What is something ordinary that is really well designed?",
    "Which season suits this team best?",
    "What would you put on a stamp?",
    "Which fictional place would be fine for an afternoon?",
    "What is your favourite way to waste five minutes?",
    "If you were a punctuation mark today, which one?",
    "Which piece of advice turned out to be right?",
    "What would you like to be a beginner at?",
    "Which snack is underrated?",
    "If your week were a road, what would it look like?",
    "What would a robot find strange about our work?",
    "Which small change made your days easier?",
    "What is a good name for a cloud?",
    "Which tune has been in your head lately?",
    "If you could rename one thing in our code, what would it be?",
    "What would you show a visitor from a hundred years ago?",
    "Which number do you like, and why that one?",
    "What is the best view you had from a window?",
    "If you opened a shop tomorrow, what would it sell?",
    "Which board or card game would you play right now?",
    "What is a tiny victory of yours from the last days?",
    "Which vegetable has the most character?",
    "If we had a team flag, what would be on it?",
    "What would you like to hear explained in two minutes?",
    "Which emoji sums up your morning?",
    "What is something that gets better with time?",
    "If the coffee machine could talk, what would it say about us?",
    "Which planet would you visit for the view?",
    "What makes a Monday bearable?",
    "Which book, film or game would you hand to a stranger?",
    "If you could speed up one daily task, which one?",
    "What is the most satisfying thing to tidy up?",
    "Which two things go together although nobody thinks so?",
    "What would be printed on your fortune cookie today?",
    "Which invention do people take too much for granted?",
    "If this team were a band, what would you play?",
    "What would you like more of next week?",
    "Which shape is your to-do list?",
    "What is worth getting up early for?",
    "If you could have any superpower for one meeting, which one?",
    "Which error message would you like to rewrite?",
    "What is a sound that calms you?",
    "Which kind of bread would this week be?",
    "What would you plant in a garden that belongs to everybody?",
    "If you could ask our users one question, what would it be?",
)  # fmt: skip
"""What can be drawn; ours, to be shown as they are."""


Shuffle = Callable[[Sequence[str]], list[str]]
"""Puts things in a fair random order; see ``core.ports.Ids``."""


def draw(used: Sequence[str], shuffle: Shuffle) -> str:
    """A question that was asked the least so far: none comes twice until all have come.

    Args:
        used: Every question drawn before in the series, as often as it was.
        shuffle: The source of chance.
    """
    return min(shuffle(QUESTIONS), key=used.count)
