"""The last weeks: refunds, a second factor, and a retrospective that was left half way."""

from retrotui.core.records.actions import Outcome
from retrotui.core.records.cards import NoteSort
from retrotui.services.demo.model import (
    Blocked,
    Done,
    Gathering,
    Helped,
    Moved,
    Promise,
    Remark,
    Remarked,
    Said,
    Subject,
    Weighing,
)
from retrotui.services.demo.story.cast import ANA, BO, CY, JUN, LENA, MIRA, OMAR, RETRO, ROADMAP
from retrotui.services.demo.story.decisions import SECOND_FACTOR, SUPPORT_REFUNDS, V1_READABLE
from retrotui.services.demo.story.plan import SLOW_BANKS, V1_GONE

SECOND_ROADMAP = Gathering(
    days=-54,
    hour=(10, 0),
    format="quarterly-roadmap-review",
    title="Roadmap review: resellers and refunds",
    series=ROADMAP,
    spent=(4, 13, 8, 3, 5, 9, 9, 6, 4, 33, 24, 3, 8, 5),
    people=(ANA, BO, CY, JUN, LENA, MIRA, OMAR),
    check_in=(
        (ANA, "for the plan, and against my own date"),
        (JUN, "for 240 callers a week, 60 fewer than last time"),
        (LENA, "for whoever reads the small print"),
        (OMAR, "for two resellers who still talk to us"),
    ),
    weighing=Weighing(
        "Weigh what is open",
        minutes=10,
        index=5,
        values=(
            ("Payouts run every day of the week", ("5", "4", "4", "5")),
            ("A payout opens before you look away", ("4", "3", "5", "4")),
            (SLOW_BANKS, ("4", "3", "2", "4")),
            ("Support gives small refunds back at once", ("5", "3", "4", "5")),
            (V1_GONE, ("1", "4", "3", "3")),
            ("There is one ledger", ("2", "4", "2", "3")),
        ),
    ),
    subjects=(
        Subject((Said("change", OMAR, "Keep v1 readable until both have moved"),), dots=11),
        Subject((Said("change", JUN, "Let support give back small amounts at once"),), dots=10),
        Subject(
            (
                Said("risk", CY, "One payout in thirty fails at the first try"),
                Said("risk", JUN, "When a bank is slow, customers tell us first"),
            ),
            title="Payouts that fail at first",
            dots=9,
        ),
        Subject(
            (Said("risk", LENA, "A second factor will be asked of us within the year"),), dots=6
        ),
        Subject(
            (Said("keep", BO, "Instant payouts at the bank's cap: 40 seconds behind at worst"),)
        ),
        Subject((Said("drop", MIRA, "The second design of the dashboard. The first one will do"),)),
    ),
    proposals=(V1_READABLE, SUPPORT_REFUNDS),
    promises=(
        Promise(
            "Tell both resellers that reading stays until they have moved",
            (OMAR,),
            due=5,
            tags=("resellers",),
            expectation="Sign-ups come back",
            turns=(Done(3, Outcome.YES),),
        ),
        Promise(
            "Measure which payouts fail at the first try, by bank",
            (CY,),
            due=21,
            tags=("payouts",),
            turns=(
                Moved(20, due_in=-9),
                Remarked(38, CY, "Two banks give no reason codes. Asking them."),
            ),
        ),
        Promise(
            "Get the bank's figures on refund disputes",
            (LENA,),
            due_in=12,
            tags=("refunds", "legal"),
            turns=(
                Blocked(22, "The bank wants a data agreement first; it lies with their lawyers."),
            ),
        ),
    ),
    remarks=(Remark(NoteSort.PARKING, "Prices per country, once payouts are stable"),),
    roti=(4, 4, 5, 4, 4, 4, 5),
)

SPRINT_42 = Gathering(
    days=-28,
    hour=(15, 0),
    format="start-stop-continue",
    title="Retro, sprint 42",
    series=RETRO,
    spent=(4, 5, 8, 5, 3, 21, 9, 4),
    people=(CY, ANA, BO, JUN, MIRA, OMAR),
    absent=(LENA,),
    check_in=(
        (ANA, "light"),
        (BO, "deleting"),
        (CY, "facilitating"),
        (JUN, "trusted"),
        (MIRA, "proud"),
        (OMAR, "relieved"),
    ),
    subjects=(
        Subject(
            (
                Said("stop", BO, "Flags that are on for everybody and still there"),
                Said("start", CY, "Delete a flag in the same sprint it is on for all"),
            ),
            title="Old flags",
            dots=8,
        ),
        Subject((Said("start", JUN, "Tell me that a bank is slow before callers do"),), dots=8),
        Subject(
            (Said("start", MIRA, "A page for a failed payout that says what happens now"),), dots=7
        ),
        Subject((Said("start", OMAR, "An afternoon with Bo for each reseller"),), dots=5),
        Subject(
            (Said("continue", JUN, "One support call at every demo, even when it hurts"),), dots=2
        ),
        Subject((Said("continue", OMAR, "Asking who says no, and writing it down"),)),
    ),
    promises=(
        Promise(
            "Delete the flags that have been on for everybody for a month",
            (BO,),
            due_in=-4,
            tags=("release",),
            turns=(Remarked(9, BO, "14 of 22 gone. The rest touch the ledger, so it takes two."),),
        ),
        Promise(
            "Spend an afternoon with each of the two resellers on their move",
            (OMAR, BO),
            due=12,
            tags=("resellers",),
            turns=(Done(10), Helped(14, Outcome.YES)),
        ),
        Promise(
            "Warn support when a bank answers slowly, before customers call",
            (CY, JUN),
            due_in=10,
            priority=2,
            tags=("payouts", "support"),
            expectation="Support knows first, three times out of four",
        ),
        Promise(
            "Say on the page of a failed payout what happens now, and whom to call",
            (MIRA,),
            due_in=1,
            tags=("payouts",),
        ),
    ),
    remarks=(
        Remark(NoteSort.THANKS, "for the afternoon in which a reseller laughed again", BO),
        Remark(NoteSort.PARKING, "Is one facilitator per quarter better than one per sprint?"),
    ),
    roti=(5, 4, 4, 4, 5, 4),
)


SPRINT_43 = Gathering(
    days=-14,
    hour=(15, 0),
    format="mad-sad-glad",
    title="Retro, sprint 43",
    series=RETRO,
    spent=(4, 4, 9, 5, 3, 17, 7, 4),
    people=(ANA, BO, CY, JUN, LENA, MIRA, OMAR),
    check_in=(
        (ANA, "clear sky"),
        (BO, "sunny"),
        (CY, "sunny, with a bank on the horizon"),
        (JUN, "mild"),
        (LENA, "wind"),
        (MIRA, "counting days: twelve"),
        (OMAR, "thunder, small"),
    ),
    subjects=(
        Subject(
            (
                Said("mad", JUN, "Three customers lost their account, and I had to tell them"),
                Said("sad", CY, "A second factor would have stopped all three"),
            ),
            title="Accounts taken over",
            dots=13,
        ),
        Subject(
            (Said("mad", OMAR, "Security is decided as if sign-ups grew by themselves"),), dots=7
        ),
        Subject(
            (
                Said(
                    "sad",
                    MIRA,
                    "My leave begins in twelve working days and the release notes have no heir",
                ),
            ),
            dots=5,
        ),
        Subject((Said("sad", ANA, "Now meetings cut every afternoon in two"),), dots=3),
        Subject((Said("glad", OMAR, "Sign-ups through the resellers are back where they were"),)),
        Subject((Said("glad", JUN, "A nine-euro refund took nine seconds"),)),
        Subject((Said("glad", BO, "We end on time and nobody mentions it any more"),)),
    ),
    proposals=(SECOND_FACTOR,),
    promises=(
        Promise("Find who keeps the release notes going while Mira is away", not_yet=True),
        Promise(
            "Word the second factor so that a tired person understands it",
            (JUN, MIRA),
            due_in=6,
            tags=("security",),
        ),
        Promise(
            "Keep one afternoon a week free of meetings, and say which",
            (ANA,),
            due_in=15,
            about="Now meetings cut every afternoon in two",
        ),
        Promise(
            "Bring the bank's night shift a cake",
            (OMAR,),
            due=9,
            turns=(Done(9), Helped(14, Outcome.YES)),
        ),
    ),
    remarks=(
        Remark(NoteSort.THANKS, "for telling three customers in person", JUN),
        Remark(NoteSort.PARKING, "What do we tell customers about the account takeovers?"),
    ),
    roti=(4, 5, 4, 5, 4, 4, 5),
)

PLANNING_44 = Gathering(
    days=-12,
    hour=(10, 0),
    format="sprint-planning",
    title="Planning, sprint 44",
    spent=(5, 3, 9, 14, 9, 24, 8, 6, 3),
    people=(ANA, BO, CY, JUN, MIRA),
    check_in=(
        (ANA, "7 days"),
        (BO, "9 days"),
        (CY, "8 days"),
        (JUN, "2 days for us"),
        (MIRA, "8 days, then leave"),
    ),
    subjects=(
        Subject((Said("work", CY, "Record how long each bank takes, and show it"),)),
        Subject((Said("work", BO, "Take the last writes of v1 out"),)),
        Subject((Said("work", MIRA, "Failed payout page, with the phone number"),)),
        Subject((Said("unknown", ANA, "When can the bank try a second factor with us?"),)),
        Subject((Said("unknown", JUN, "Why are forty refund tickets older than a week?"),)),
        Subject((Said("risk", MIRA, "Ten working days until I am on leave"),)),
    ),
    promises=(
        Promise(
            "Agree with the bank on a date for the second-factor trial",
            (LENA,),
            due_in=3,
            priority=1,
            tags=("security", "legal"),
        ),
        Promise(
            "Sort the forty open refund tickets by cause",
            (JUN,),
            due_in=-1,
            tags=("refunds", "support"),
        ),
    ),
    roti=(4, 4, 4, 5, 4),
)

ONE_ON_ONE = Gathering(
    days=-6,
    hour=(11, 0),
    format="one-on-one",
    title="Ana and Bo",
    series="Ana and Bo",
    spent=(6, 3, 14, 7, 3, 1),
    people=(ANA, BO),
    check_in=((BO, "Better than half a year ago. I sleep, and I am a little bored."),),
    promises=(
        Promise("Let Bo lead the next incident review, and only listen", (ANA,), due_in=16),
        Promise("Look for two courses on databases to choose from", (BO,), due_in=9),
    ),
    remarks=(
        Remark(NoteSort.NOTE, "Wants the ledger after the migration, not another migration."),
    ),
)

LEFT_HALF_WAY = Gathering(
    days=0,
    hour=(15, 0),
    format="start-stop-continue",
    title="Retro, sprint 44",
    series=RETRO,
    spent=(4, 7, 5),
    people=(ANA, BO, CY, JUN, MIRA, OMAR),
    late=(OMAR,),
    absent=(LENA,),
    check_in=(
        (ANA, "scattered"),
        (BO, "close"),
        (CY, "waiting"),
        (JUN, "busy"),
        (MIRA, "packing"),
    ),
    subjects=(
        Subject((Said("start", CY, "Ask each bank for its slow hours instead of measuring them"),)),
        Subject((Said("start", JUN, "Sort tickets by cause on the day they come in"),)),
        Subject((Said("start", MIRA, "Refund tickets, sorted by cause as they come in"),)),
        Subject((Said("stop", BO, "Promising dates that hang on one bank's lawyers"),)),
        Subject(
            (Said("stop", ANA, "Meetings that cut mornings and afternoons in two, mine first"),)
        ),
        Subject((Said("continue", MIRA, "Nine-second refunds. I have that card on my wall"),)),
        Subject((Said("continue", BO, "Asking who disagrees before we say “agreed”"),)),
    ),
    remarks=(Remark(NoteSort.THANKS, "for six months of drawings. Come back soon", MIRA),),
)

MEETINGS = (SECOND_ROADMAP, SPRINT_42, SPRINT_43, PLANNING_44, ONE_ON_ONE, LEFT_HALF_WAY)
