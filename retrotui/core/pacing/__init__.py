"""How long agenda items really take, learned from a team's own past; see ``docs/agenda-clock.md``.

``samples`` takes it from ended meetings, ``learning`` weighs what is near an item to come, and
``forecast`` puts items together into when a meeting ends and what will not fit.
"""

from retrotui.core.pacing.forecast import Forecast, Part, forecast
from retrotui.core.pacing.learning import LEAST_SAMPLES, ComingItem, Learned, coming, learn
from retrotui.core.pacing.live import Outlook, outlook
from retrotui.core.pacing.samples import Held, Sample, samples_of
from retrotui.core.pacing.spread import Spread
from retrotui.core.pacing.timeboxes import Suggestion, suggest

__all__ = [
    "LEAST_SAMPLES",
    "ComingItem",
    "Forecast",
    "Held",
    "Learned",
    "Outlook",
    "Part",
    "Sample",
    "Spread",
    "Suggestion",
    "coming",
    "forecast",
    "learn",
    "outlook",
    "samples_of",
    "suggest",
]
