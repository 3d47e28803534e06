"""What the team steered by: five goals, and outcomes of which some slipped."""

from retrotui.core.records.roadmap import Horizon
from retrotui.services.demo.plan_model import Aim, Course, GivenUp, Reached, Read, Shifted
from retrotui.services.demo.story.cast import ANA, BO, CY, JUN, LENA, MIRA, OMAR

FEWER_CALLERS = "Fewer people call about refunds"
FAST_PAYOUTS = "Payouts arrive within a minute"
FAST_DASHBOARD = "The dashboard opens fast"
FIRST_TRY = "Payouts that fail at the first try"
ALONE = "Refunds that support settles alone"

AIMS = (
    Aim(
        FEWER_CALLERS,
        days=-145,
        baseline=300,
        target=180,
        unit="",
        due_in=30,
        metric="callers a week",
        owners=(JUN,),
        readings=(
            Read(-145, 300),
            Read(-112, 290),
            Read(-84, 268, "five answers in the support tool"),
            Read(-54, 240),
            Read(-28, 221),
            Read(-7, 214),
        ),
    ),
    Aim(
        FAST_PAYOUTS,
        days=-145,
        baseline=4,
        target=90,
        unit="%",
        due_in=5,
        metric="share of payouts that arrive within 60 seconds",
        owners=(BO, CY),
        readings=(
            Read(-112, 12),
            Read(-84, 41, "weekdays only"),
            Read(-54, 77),
            Read(-28, 86),
            Read(-9, 91),
        ),
        met=-8,
    ),
    Aim(
        FAST_DASHBOARD,
        days=-145,
        baseline=9,
        target=2,
        unit="s",
        due_in=20,
        metric="to open a payout, median",
        owners=(MIRA,),
        readings=(Read(-145, 9), Read(-97, 6.5), Read(-56, 3.1), Read(-28, 2.4)),
    ),
    Aim(
        FIRST_TRY,
        days=-54,
        baseline=3.3,
        target=1,
        unit="%",
        due_in=40,
        owners=(CY,),
        readings=(
            Read(-54, 3.3),
            Read(-28, 3.4, "two banks give no reason codes"),
            Read(-12, 3.1),
        ),
    ),
    Aim(ALONE, days=-54, baseline=22, target=60, unit="%", due_in=75, owners=(JUN, ANA)),
)

V1_GONE = "Nobody uses payout API v1 any more"
SLOW_BANKS = "Slow banks are seen before callers see them"

COURSES = (
    Course(
        "Payouts run every day of the week",
        days=-145,
        horizon=Horizon.NOW,
        confidence=60,
        serves=(FAST_PAYOUTS,),
        stakeholders=(OMAR, LENA),
        effort=14,
        turns=(Reached(-27),),
    ),
    Course(
        V1_GONE,
        days=-145,
        horizon=Horizon.NOW,
        confidence=45,
        stakeholders=(OMAR, LENA),
        effort=8,
        due_in=120,
        turns=(Shifted(-97, Horizon.NEXT), Shifted(-54, Horizon.LATER)),
    ),
    Course(
        "A payout opens before you look away",
        days=-145,
        horizon=Horizon.NOW,
        confidence=80,
        serves=(FAST_DASHBOARD,),
        stakeholders=(JUN, MIRA),
        effort=5,
        due_in=20,
    ),
    Course(
        "There is one ledger",
        days=-145,
        horizon=Horizon.LATER,
        confidence=30,
        stakeholders=(BO,),
        after=(V1_GONE,),
        effort=20,
    ),
    Course(
        "A second design of the dashboard",
        days=-145,
        horizon=Horizon.NEXT,
        stakeholders=(MIRA,),
        turns=(Shifted(-97, Horizon.LATER), GivenUp(-54, "The first one will do.")),
    ),
    Course(
        "Support gives small refunds back at once",
        days=-54,
        horizon=Horizon.NEXT,
        confidence=70,
        serves=(FEWER_CALLERS, ALONE),
        stakeholders=(JUN,),
        effort=4,
        due_in=25,
        turns=(Shifted(-27, Horizon.NOW),),
    ),
    Course(
        SLOW_BANKS,
        days=-54,
        horizon=Horizon.NOW,
        confidence=40,
        serves=(FIRST_TRY, FEWER_CALLERS),
        stakeholders=(JUN, CY),
        effort=6,
        turns=(Shifted(-27, Horizon.NEXT),),
    ),
    Course(
        "Prices differ by country",
        days=-54,
        horizon=Horizon.LATER,
        stakeholders=(OMAR, ANA),
        after=(SLOW_BANKS,),
    ),
    Course(
        "A second factor that customers do not curse",
        days=-28,
        horizon=Horizon.NEXT,
        confidence=50,
        stakeholders=(LENA, MIRA),
        effort=9,
        due_in=160,
    ),
)
