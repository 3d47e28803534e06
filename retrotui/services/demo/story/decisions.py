"""What the team decided, who stood where, and who disagreed."""

from retrotui.core.records.decisions import Method, Option, Stance, Verdict
from retrotui.services.demo.model import (
    Answered,
    Judged,
    Objection,
    Proposal,
    Stand,
    Sustained,
    Withdrawn,
)
from retrotui.services.demo.story.cast import ANA, BO, CY, JUN, LENA, MIRA, OMAR

PAYOUTS_FIRST = Proposal(
    "payouts-first",
    title="Instant payouts come before the new dashboard",
    method=Method.GRADIENTS,
    context="There are people for one of the two this quarter. Customers ask for both.",
    drivers=("two lost tenders named payout speed", "the dashboard is slow but it works"),
    options=(
        Option(
            "Instant payouts first",
            pros=("answers the tenders", "the bank is ready now"),
            cons=("more load at night", "the dashboard stays slow for support"),
        ),
        Option(
            "The dashboard first",
            pros=("support gains an hour a day",),
            cons=("the bank's offer ends with the quarter",),
        ),
    ),
    deciders=(ANA, BO, OMAR),
    consulted=(LENA, JUN),
    informed=(MIRA,),
    stands=(
        Stand(ANA, Stance.SUPPORT),
        Stand(BO, Stance.OBJECT, "two people on call cannot carry a ledger that never sleeps"),
        Stand(CY, Stance.RESERVATIONS, "not before the pager is quiet"),
        Stand(JUN, Stance.DISAGREE_AND_COMMIT, "support waits for the dashboard once more"),
        Stand(LENA, Stance.SUPPORT, "the bank's terms are fine"),
        Stand(MIRA, Stance.SUPPORT),
        Stand(OMAR, Stance.SUPPORT, "I can sell this tomorrow"),
    ),
    outcome="Instant payouts this quarter, at the bank's cap; the dashboard is first in the next.",
    rationale="The offer of the bank does not wait, the dashboard can.",
    review_in=-2,
    objections=(
        Objection(
            "Payouts at night double the load on the ledger, and two of us are on call.",
            by=BO,
            stance=Stance.OBJECT,
            would_resolve="A load test at twice the cap, and a pager that rings less",
            predicts="The ledger falls behind for more than ten minutes in the first month",
            probability=0.4,
            follow_up_after=60,
            replies=(
                Answered(
                    16,
                    CY,
                    "Ran it at three times the cap for a night: 40 seconds behind at worst. "
                    "The pager rules are down to 19.",
                ),
                Withdrawn(
                    18, BO, Stance.RESERVATIONS, "quiet enough; I keep looking at the nights"
                ),
            ),
        ),
    ),
)

END_OF_V1 = Proposal(
    "end-of-v1",
    title="Switch payout API v1 off",
    method=Method.GRADIENTS,
    context="v1 is the last part that writes to the old ledger. Four resellers still use it.",
    drivers=("every change to the ledger is made twice", "v1 cannot do instant payouts"),
    options=(
        Option("Off at the end of the quarter", pros=("one ledger",), cons=("short notice",)),
        Option("Off when the last reseller has moved", cons=("no end in sight",)),
    ),
    deciders=(ANA, BO, CY),
    consulted=(OMAR, LENA),
    stands=(
        Stand(ANA, Stance.SUPPORT),
        Stand(BO, Stance.SUPPORT, "half of my week goes into the second ledger"),
        Stand(CY, Stance.SUPPORT),
        Stand(JUN, Stance.ABSTAIN),
        Stand(LENA, Stance.RESERVATIONS, "one contract asks for ninety days in writing"),
        Stand(MIRA, Stance.STAND_ASIDE),
        Stand(OMAR, Stance.OBJECT, "the two largest cannot do it in a quarter"),
    ),
    outcome="v1 goes off on the last day of the quarter, for everybody.",
    rationale="Two ledgers cost more than what the four resellers bring.",
    objections=(
        Objection(
            "The two largest resellers cannot move in one quarter, and they will not wait for us.",
            by=OMAR,
            stance=Stance.OBJECT,
            would_resolve="Read access until each has moved, or a date that they agreed to",
            predicts="One of the two stops sending us new customers before v1 is off",
            probability=0.7,
            follow_up_after=68,
            replies=(
                Answered(2, ANA, "They get the date, a test account and a person to call."),
                Sustained(3),
                Judged(
                    70,
                    OMAR,
                    Verdict.VINDICATED,
                    "One of them paused sign-ups in week nine and named v1 as the reason: "
                    "31 new customers fewer than the month before.",
                    reopens="A reseller stopped sending customers because of the date. "
                    "Keeping v1 readable costs two days, not a quarter.",
                ),
            ),
        ),
    ),
)

FREEZE = Proposal(
    "freeze",
    title="No releases on the last two days of a month",
    context="Two of the last three month ends had a rollback while the books were being closed.",
    options=(Option("Freeze for two days"), Option("Release as always, with more tests")),
    deciders=(BO, CY, JUN),
    stands=(
        Stand(ANA, Stance.SUPPORT),
        Stand(BO, Stance.RESERVATIONS, "the first release after a freeze is the largest"),
        Stand(CY, Stance.SUPPORT),
        Stand(JUN, Stance.SUPPORT, "month ends are when people call"),
        Stand(LENA, Stance.STAND_ASIDE),
        Stand(MIRA, Stance.ABSTAIN),
    ),
    outcome="No releases on the last two working days of a month, fixes by two people excepted.",
    rationale="Good enough for now and easy to take back.",
)

PAIR_ON_LEDGER = Proposal(
    "pair-on-ledger",
    title="Nobody changes the ledger alone until the migration is over",
    context="Three of the last four ledger faults were seen by the second pair of eyes, too late.",
    deciders=(BO, CY),
    informed=(OMAR,),
    stands=(
        Stand(ANA, Stance.SUPPORT, "the plan has room for it"),
        Stand(BO, Stance.SUPPORT),
        Stand(CY, Stance.SUPPORT),
        Stand(MIRA, Stance.SUPPORT),
    ),
    outcome="Ledger changes are written by two, until the old ledger is switched off.",
    rationale="Costs a day a week, and the last fault cost four.",
)

FLAGS = Proposal(
    "flags",
    title="Release behind flags, on any working day",
    method=Method.ROUGH_CONSENSUS,
    context="The freeze moved the risk to the first of the month. 31 changes at once broke twice.",
    drivers=("small releases are easy to take back", "whoever is on call must be able to do it"),
    options=(
        Option("Flags that anyone on call can turn off", cons=("old flags pile up",)),
        Option("A shorter freeze", cons=("the same, smaller",)),
    ),
    deciders=(BO, CY, ANA),
    consulted=(JUN,),
    stands=(
        Stand(ANA, Stance.SUPPORT),
        Stand(BO, Stance.SUPPORT),
        Stand(CY, Stance.SUPPORT, "off in seconds, without a deploy"),
        Stand(JUN, Stance.RESERVATIONS, "support must see which flags are on"),
        Stand(OMAR, Stance.SUPPORT),
    ),
    outcome="Every change that customers notice ships behind a flag; the month-end freeze ends.",
    rationale="The freeze was tried for two months and made the releases after it worse.",
    review_in=60,
    supersedes="freeze",
    objections=(
        Objection(
            "Flags get forgotten. In a year nobody will know which of them still matter.",
            would_resolve="A date on every flag, and somebody who counts the old ones",
            predicts="More than twenty flags older than two months by then",
            probability=0.6,
            follow_up_in=24,
            replies=(
                Answered(
                    3, BO, "Each flag carries its date. I count those over a month in planning."
                ),
            ),
        ),
    ),
)

V1_READABLE = Proposal(
    "v1-readable",
    again="end-of-v1",
    stands=(
        Stand(BO, Stance.SUPPORT, "reading costs us two days, writing cost us half my week"),
        Stand(JUN, Stance.SUPPORT),
        Stand(LENA, Stance.SUPPORT, "keeps the ninety days we signed"),
        Stand(MIRA, Stance.SUPPORT),
        Stand(OMAR, Stance.SUPPORT, "I have told both. One starts sending customers again"),
    ),
    outcome="v1 takes no new payouts; reading stays until each reseller has moved.",
    rationale="The date cost us a reseller's trust. Reading costs two days.",
    review_in=31,
)

SUPPORT_REFUNDS = Proposal(
    "support-refunds",
    title="Support refunds up to 50 euros without asking",
    method=Method.GRADIENTS,
    context="Jun's list: nine of ten refunds that wait for a yes are below 50 euros.",
    drivers=("a small refund waits two days", "a manager's yes was never a no"),
    options=(
        Option("Up to 50 euros per case", pros=("nine of ten at once",), cons=("can be milked",)),
        Option("Up to 20 euros per case", cons=("still half of them wait",)),
        Option("As it is"),
    ),
    deciders=(ANA, JUN),
    consulted=(LENA, OMAR),
    informed=(BO, CY),
    stands=(
        Stand(ANA, Stance.SUPPORT),
        Stand(BO, Stance.ABSTAIN),
        Stand(CY, Stance.SUPPORT),
        Stand(JUN, Stance.SUPPORT, "two days less for 200 people a month"),
        Stand(LENA, Stance.DISAGREE_AND_COMMIT, "nobody would see the same customer ten times"),
        Stand(MIRA, Stance.SUPPORT),
        Stand(OMAR, Stance.RESERVATIONS, "resellers will ask for the same"),
    ),
    outcome="Support refunds up to 50 euros per case alone; above that, Ana says yes or no.",
    rationale="What it may cost in a month is less than what waiting costs in a week.",
    review_in=45,
    objections=(
        Objection(
            "A limit per case says nothing about ten cases of one customer. "
            "We would not see somebody milking it.",
            by=LENA,
            stance=Stance.DISAGREE_AND_COMMIT,
            would_resolve="A monthly count per customer, read by somebody outside support",
            predicts="More than three customers get over 200 euros back in two months",
            probability=0.4,
            follow_up_in=0,
            replies=(
                Answered(4, JUN, "I look through the list on Fridays and would notice."),
                Sustained(6),
            ),
        ),
    ),
)

SECOND_FACTOR = Proposal(
    "second-factor",
    title="Ask for a second factor before a customer's first payout",
    context="The bank asks for it within the year. Three accounts were taken over this quarter.",
    drivers=("three accounts were taken over", "the bank will ask for it anyway"),
    options=(
        Option("Before the first payout", pros=("stops what happened to all three",)),
        Option("Above 500 euros only", cons=("two of the three were below",)),
        Option("Wait until the bank insists"),
    ),
    deciders=(ANA, LENA),
    consulted=(OMAR, JUN, MIRA),
    stands=(
        Stand(BO, Stance.SUPPORT),
        Stand(CY, Stance.SUPPORT),
        Stand(LENA, Stance.SUPPORT, "better now than with a deadline"),
        Stand(OMAR, Stance.OBJECT, "new customers leave at exactly this step"),
    ),
    objections=(
        Objection(
            "New customers leave at the first payout already. One more step costs us sign-ups.",
            by=OMAR,
            stance=Stance.OBJECT,
            would_resolve="A trial with every tenth new customer, for two weeks",
            predicts="One new customer in twelve does not finish the first payout",
            probability=0.65,
            follow_up_in=40,
        ),
    ),
)
