"""The middle: a freeze that did not help and was replaced, and a prediction that came true."""

from retrotui.core.records.actions import Outcome
from retrotui.core.records.cards import NoteSort
from retrotui.services.demo.model import (
    Done,
    Dropped,
    Gathering,
    Helped,
    Promise,
    Remark,
    Remarked,
    Said,
    Subject,
)
from retrotui.services.demo.story.cast import ANA, BO, CY, JUN, LENA, MIRA, OMAR, RETRO
from retrotui.services.demo.story.decisions import FLAGS, FREEZE, PAIR_ON_LEDGER

SPRINT_36 = Gathering(
    days=-112,
    hour=(15, 0),
    format="mad-sad-glad",
    title="Retro, sprint 36",
    series=RETRO,
    spent=(5, 5, 10, 7, 3, 20, 8, 4),
    people=(JUN, ANA, BO, CY, LENA, MIRA),
    absent=(OMAR,),
    check_in=(
        (ANA, "warm"),
        (BO, "calm before month end"),
        (CY, "sunny"),
        (JUN, "nervous: I have never facilitated"),
        (LENA, "grey"),
        (MIRA, "blue sky"),
    ),
    subjects=(
        Subject(
            (
                Said("mad", JUN, "Rolled back on the last day, with the books half closed"),
                Said("sad", CY, "Month end again, and I was again the only one awake"),
            ),
            title="Month ends",
            dots=10,
        ),
        Subject(
            (
                Said("mad", LENA, "I read of a new country in the release notes"),
                Said("sad", ANA, "Legal comes last, and then we wait for legal"),
            ),
            title="Legal hears of it late",
            dots=7,
        ),
        Subject((Said("sad", JUN, "People call about refunds we have already paid"),), dots=5),
        Subject(
            (Said("mad", CY, "Test cards in a spreadsheet that half the firm can open"),), dots=2
        ),
        Subject(
            (Said("glad", BO, "The page for stuck payouts. I have not opened the database since"),)
        ),
        Subject((Said("glad", MIRA, "Jun kept us on time and still let us finish our sentences"),)),
        Subject((Said("glad", CY, "Two calls at night this month. Two!"),)),
    ),
    proposals=(FREEZE,),
    promises=(
        Promise(
            "Put the month-end freeze into the release checklist",
            (BO,),
            due=7,
            tags=("release",),
            expectation="No rollback while the books are closed",
            turns=(
                Done(5),
                Remarked(24, BO, "The release after the freeze had 31 changes and broke twice."),
                Helped(28, Outcome.NO),
            ),
        ),
        Promise(
            "Keep half an hour on Tuesdays for legal, before the roadmap",
            (LENA, ANA),
            due=7,
            tags=("legal",),
            turns=(Done(6), Helped(28, Outcome.YES)),
        ),
        Promise(
            "Call ten customers who asked about a refund that had been paid",
            (JUN, MIRA),
            due=21,
            tags=("refunds",),
            expectation="Fewer than ten such calls a week",
            turns=(
                Remarked(19, MIRA, "Eight of ten looked for our name. The bank shows another one."),
                Done(19),
                Helped(28, Outcome.YES),
            ),
        ),
        Promise(
            "Move the test cards out of the shared spreadsheet",
            (CY,),
            due=10,
            tags=("security",),
            turns=(Done(24), Helped(28, Outcome.PARTLY)),
        ),
    ),
    remarks=(Remark(NoteSort.THANKS, "for the first retro that ended on time", JUN),),
    roti=(4, 4, 4, 3, 4, 5),
)


PLANNING_38 = Gathering(
    days=-97,
    hour=(10, 0),
    format="sprint-planning",
    title="Planning, sprint 38",
    spent=(6, 4, 9, 19, 8, 36, 9, 6, 3),
    people=(ANA, BO, CY, MIRA),
    absent=(JUN,),
    check_in=((ANA, "8 days"), (BO, "9 days"), (CY, "5 days, then away"), (MIRA, "7 days")),
    subjects=(
        Subject((Said("work", BO, "Write payouts to the new ledger, read from the old"),)),
        Subject((Said("work", CY, "Compare both ledgers every night and report differences"),)),
        Subject((Said("work", MIRA, "Show the fee before a payout is confirmed"),)),
        Subject((Said("unknown", BO, "Who approves bank files while Cy is away?"),)),
        Subject((Said("unknown", ANA, "May the fee be shown with tax in every country?"),)),
        Subject((Said("risk", CY, "One person knows the bank's file format"),)),
        Subject((Said("risk", BO, "A difference that nobody can explain by Friday"),)),
    ),
    proposals=(PAIR_ON_LEDGER,),
    promises=(
        Promise(
            "Cut the ledger migration into pieces that can each be turned off",
            (BO,),
            due=3,
            tags=("ledger",),
            turns=(Done(4, Outcome.YES),),
        ),
        Promise(
            "Name a second approver for bank files while Cy is away",
            (ANA,),
            due=5,
            tags=("on-call",),
            turns=(Done(5, Outcome.YES),),
        ),
    ),
    roti=(3, 4, 4, 4),
)

SPRINT_38 = Gathering(
    days=-84,
    hour=(15, 0),
    format="start-stop-continue",
    title="Retro, sprint 38",
    series=RETRO,
    spent=(4, 6, 8, 5, 3, 22, 9, 3),
    people=(MIRA, ANA, BO, CY, JUN, LENA, OMAR),
    check_in=(
        (ANA, "steady"),
        (BO, "paired"),
        (CY, "rested"),
        (JUN, "heard"),
        (LENA, "early, for once"),
        (MIRA, "in charge"),
        (OMAR, "worried"),
    ),
    subjects=(
        Subject(
            (
                Said("continue", BO, "Two on every ledger change: no night alarm in three weeks"),
                Said(
                    "continue",
                    CY,
                    "Pairing. I learned the bank's file format from Bo, not the reverse",
                ),
            ),
            title="Pairing on the ledger",
            dots=8,
        ),
        Subject(
            (
                Said("start", JUN, "Show the fee before the button, not in the receipt"),
                Said("stop", LENA, "Fees that a customer sees only afterwards"),
            ),
            title="The fee, before",
            dots=9,
        ),
        Subject((Said("stop", ANA, "Meetings that cut every morning in two"),), dots=7),
        Subject((Said("start", OMAR, "A migration guide for resellers in Polish"),), dots=4),
        Subject((Said("stop", OMAR, "Saying the v1 date as if it were weather"),), dots=4),
        Subject((Said("continue", LENA, "Half an hour on Tuesdays"),), dots=1),
    ),
    promises=(
        Promise(
            "Show the fee before the customer confirms a payout",
            (MIRA, BO),
            due=21,
            tags=("payouts",),
            expectation="Half as many questions about fees",
            turns=(
                Done(20),
                Remarked(26, JUN, "Fee questions: 41 a week before, 12 now."),
                Helped(28, Outcome.YES),
            ),
        ),
        Promise(
            "Try two weeks without internal meetings before noon",
            (ANA,),
            due=14,
            about="Meetings that cut every morning in two",
            turns=(Done(15), Helped(28, Outcome.PARTLY)),
        ),
        Promise(
            "Translate the migration guide for resellers into Polish",
            (OMAR,),
            due=21,
            tags=("resellers",),
            turns=(Dropped(25, "Both teams in Poland said the English one was fine."),),
        ),
    ),
    remarks=(
        Remark(NoteSort.THANKS, "for teaching the bank's file format without sighing", BO),
        Remark(NoteSort.PARKING, "What do we do with gift cards in a refund?"),
    ),
    roti=(4, 4, 4, 5, 4, 4, 3),
)


SPRINT_40 = Gathering(
    days=-56,
    hour=(15, 0),
    format="mad-sad-glad",
    title="Retro, sprint 40",
    series=RETRO,
    spent=(4, 5, 9, 5, 3, 18, 8, 3),
    people=(ANA, BO, CY, JUN, OMAR),
    late=(CY,),
    absent=(LENA, MIRA),
    check_in=(
        (ANA, "fresh"),
        (BO, "hail, then sun"),
        (JUN, "mild"),
        (OMAR, "a storm I had announced"),
    ),
    subjects=(
        Subject(
            (
                Said("mad", BO, "31 changes in the first release after the freeze"),
                Said("sad", CY, "We froze the calendar, not the risk"),
            ),
            title="The freeze",
            dots=9,
        ),
        Subject(
            (
                Said(
                    "sad", OMAR, "They did stop sending customers. I would rather have been wrong"
                ),
                Said("mad", ANA, "I heard “they cannot” and understood “they do not want to”"),
            ),
            title="The resellers",
            dots=7,
        ),
        Subject((Said("mad", JUN, "I need a manager's yes to give back nine euros"),), dots=4),
        Subject((Said("glad", JUN, "Twelve questions about fees a week instead of forty"),)),
        Subject((Said("glad", BO, "Mornings"),)),
    ),
    proposals=(FLAGS,),
    promises=(
        Promise(
            "Build flags that whoever is on call can turn off",
            (BO, CY),
            due=21,
            tags=("release",),
            expectation="Any change is off within a minute",
            turns=(Done(20), Helped(28, Outcome.YES)),
        ),
        Promise(
            "List what support may refund without asking",
            (JUN, LENA),
            due=7,
            tags=("refunds", "legal"),
            turns=(Done(1), Helped(28, Outcome.YES)),
        ),
        Promise(
            "Play one support call at every demo",
            (JUN,),
            due=14,
            tags=("support",),
            turns=(Done(13), Helped(28, Outcome.YES)),
        ),
    ),
    remarks=(
        Remark(NoteSort.THANKS, "for saying it early, twice, and not saying “I told you”", OMAR),
    ),
    roti=(4, 5, 4, 4, 5),
)

MEETINGS = (SPRINT_36, PLANNING_38, SPRINT_38, SPRINT_40)
