"""The first weeks: Friday releases, a loud pager, and a date that two resellers could not meet."""

from retrotui.core.records.actions import Outcome
from retrotui.core.records.cards import NoteSort
from retrotui.services.demo.model import (
    Blocked,
    Done,
    Dropped,
    Gathering,
    Helped,
    Moved,
    Promise,
    Remark,
    Remarked,
    Said,
    Subject,
)
from retrotui.services.demo.story.cast import ANA, BO, CY, JUN, LENA, MIRA, OMAR, RETRO, ROADMAP
from retrotui.services.demo.story.decisions import END_OF_V1, PAYOUTS_FIRST

SPRINT_31 = Gathering(
    days=-182,
    hour=(15, 0),
    format="start-stop-continue",
    title="Retro, sprint 31",
    series=RETRO,
    spent=(7, 3, 10, 9, 4, 31, 12, 4),
    people=(ANA, BO, CY, JUN, MIRA, OMAR),
    absent=(LENA,),
    check_in=(
        (ANA, "hopeful"),
        (BO, "tired"),
        (CY, "on call, so: tired"),
        (JUN, "surprised, again"),
        (MIRA, "curious"),
        (OMAR, "rushed"),
    ),
    subjects=(
        Subject(
            (
                Said("stop", BO, "Releasing on Fridays after three"),
                Said("start", JUN, "Tell support the day before a release, not an hour after"),
                Said("stop", CY, "“It is only a small change” at 16:40"),
            ),
            title="Releases, and who knows of them",
            dots=11,
        ),
        Subject(
            (
                Said("stop", ANA, "Merging while the ledger tests are red"),
                Said("start", CY, "Fix the rounding test or delete it"),
            ),
            title="Red ledger tests",
            dots=7,
        ),
        Subject((Said("start", JUN, "Say who is on call before the week begins"),), dots=5),
        Subject((Said("stop", CY, "Repairing payouts by hand in the database"),), dots=4),
        Subject((Said("start", MIRA, "Watch one customer a month use what we built"),), dots=3),
        Subject((Said("continue", OMAR, "Lena on the contract calls: two went through at once"),)),
        Subject((Said("continue", MIRA, "Demos with real payments instead of slides"),)),
        Subject((Said("continue", BO, "Lunch on Wednesdays"),)),
    ),
    promises=(
        Promise(
            "Let the deploy bot refuse releases after 15:00 on Fridays",
            (BO,),
            due=10,
            tags=("release",),
            expectation="No release is rolled back on a weekend",
            turns=(Done(8), Helped(28, Outcome.YES)),
        ),
        Promise(
            "Send support three plain lines the day before a release",
            (MIRA,),
            due=14,
            tags=("release", "support"),
            turns=(
                Done(13),
                Remarked(20, JUN, "Good when they come. Two of the last five had none."),
                Helped(28, Outcome.PARTLY),
            ),
        ),
        Promise(
            "Put the name of who is on call into the channel topic on Mondays",
            (JUN,),
            due=7,
            tags=("on-call",),
            turns=(Done(7), Helped(28, Outcome.YES)),
        ),
        Promise(
            "Find out why the ledger rounding test fails one time in nine",
            (CY,),
            due=14,
            tags=("ledger",),
            turns=(
                Moved(13, due=21),
                Remarked(18, CY, "It is the time zone of the build machine, not the rounding."),
                Done(20),
                Helped(28, Outcome.YES),
            ),
        ),
    ),
    remarks=(
        Remark(NoteSort.THANKS, "for staying with the bank on the phone until ten", OMAR),
        Remark(NoteSort.PARKING, "Do we still need the monthly numbers by email?", closed_after=42),
        Remark(NoteSort.NOTE, "Twenty minutes over. Ask for fewer topics next time."),
    ),
    roti=(3, 3, 2, 3, 4, 3),
)

SPRINT_33 = Gathering(
    days=-154,
    hour=(15, 0),
    format="mad-sad-glad",
    title="Retro, sprint 33, with the one we missed",
    series=RETRO,
    spent=(6, 9, 11, 6, 3, 24, 9, 5),
    people=(ANA, BO, CY, JUN, LENA, MIRA, OMAR),
    late=(OMAR,),
    check_in=(
        (ANA, "fog, lifting"),
        (BO, "drizzle"),
        (CY, "thunder at three in the morning"),
        (JUN, "wind from all sides"),
        (LENA, "clear"),
        (MIRA, "sunny spells"),
        (OMAR, "ask me after the call"),
    ),
    subjects=(
        Subject(
            (
                Said("mad", CY, "Eleven calls in one week of nights, and one of them mattered"),
                Said("sad", BO, "I have stopped reading alerts, and that scares me"),
            ),
            title="The pager",
            dots=12,
        ),
        Subject(
            (
                Said("mad", JUN, "Customers knew before we did that refunds were late"),
                Said("sad", MIRA, "Nobody could draw for me what a customer sees after a refund"),
            ),
            title="Refunds from outside",
            dots=8,
        ),
        Subject((Said("sad", OMAR, "The large resellers hear of our plans last"),), dots=5),
        Subject((Said("mad", ANA, "Stand-ups that take half an hour"),), dots=3),
        Subject((Said("glad", JUN, "The channel topic! I no longer have to ask who is on call"),)),
        Subject((Said("glad", LENA, "Asked before the contract was signed, for once"),)),
        Subject((Said("glad", BO, "No Friday releases, and nobody missed them"),)),
    ),
    promises=(
        Promise(
            "Cut the pager rules down to those somebody must act on at night",
            (CY, BO),
            due=14,
            priority=1,
            tags=("on-call",),
            expectation="At most two calls a week outside working hours",
            turns=(
                Moved(12, due=28),
                Remarked(15, BO, "From 64 rules to 19. The rest became a morning report."),
                Done(26, Outcome.YES),
            ),
        ),
        Promise(
            "Ask the two large resellers when they can leave payout API v1",
            (OMAR,),
            due=7,
            tags=("resellers",),
            turns=(
                Done(8),
                Remarked(8, OMAR, "One says two quarters. The other has not begun."),
                Helped(14, Outcome.PARTLY),
            ),
        ),
        Promise(
            "Draw the refund as a customer sees it, with every email they get",
            (MIRA,),
            due=14,
            tags=("refunds",),
            turns=(Done(11), Helped(14, Outcome.YES)),
        ),
        Promise(
            "Try the stand-up in writing on Wednesdays",
            (ANA,),
            due=14,
            turns=(
                Done(13),
                Helped(14, Outcome.NO),
                Remarked(14, CY, "Nobody read the others' lines. Talking was faster."),
            ),
        ),
    ),
    remarks=(
        Remark(NoteSort.THANKS, "for the drawing that made three of us stop talking at once", MIRA),
        Remark(NoteSort.PARKING, "Who may see the refund figures?", closed_after=42),
    ),
    roti=(3, 4, 3, 3, 3, 4, 4),
)


FIRST_ROADMAP = Gathering(
    days=-145,
    hour=(10, 0),
    format="quarterly-roadmap-review",
    title="Roadmap review: payouts and the old API",
    series=ROADMAP,
    spent=(5, 2, 12, 5, 7, 11, 6, 4, 41, 31, 3, 9, 4),
    people=(ANA, BO, CY, JUN, LENA, MIRA, OMAR),
    check_in=(
        (BO, "for whoever is woken at night"),
        (JUN, "for 300 callers a week"),
        (LENA, "for the contracts we have signed"),
        (OMAR, "for four resellers and two lost tenders"),
    ),
    subjects=(
        Subject((Said("change", OMAR, "Payout speed: we lost two tenders on it"),), dots=12),
        Subject((Said("drop", BO, "Payout API v1, and the second ledger with it"),), dots=10),
        Subject((Said("risk", CY, "Nights: the ledger was never built to run through"),), dots=6),
        Subject(
            (Said("change", JUN, "The dashboard takes nine seconds to open a payout"),), dots=6
        ),
        Subject((Said("risk", LENA, "Ninety days' notice in one reseller's contract"),), dots=3),
        Subject((Said("keep", MIRA, "One flow for all countries"),), dots=1),
    ),
    proposals=(PAYOUTS_FIRST, END_OF_V1),
    promises=(
        Promise(
            "Tell resellers in writing when v1 ends, with a test account",
            (OMAR, LENA),
            due=10,
            tags=("resellers",),
            turns=(Done(9), Helped(91, Outcome.PARTLY)),
        ),
        Promise(
            "Work out what a thousand instant payouts cost us, fees included",
            (ANA,),
            due=14,
            tags=("payouts",),
            turns=(Done(15, Outcome.YES),),
        ),
        Promise(
            "Ask the bank whether instant payouts may run at weekends",
            (LENA,),
            due=21,
            tags=("payouts", "legal"),
            turns=(
                Blocked(10, "Our contact at the bank is away for three weeks."),
                Done(33, Outcome.YES),
            ),
        ),
    ),
    remarks=(Remark(NoteSort.PARKING, "Prices for instant payouts", closed_after=91),),
    roti=(3, 4, 3, 3, 4, 3, 4),
)

SPRINT_34 = Gathering(
    days=-140,
    hour=(15, 0),
    format="start-stop-continue",
    title="Retro, sprint 34",
    series=RETRO,
    spent=(4, 8, 8, 6, 3, 23, 9, 3),
    people=(ANA, BO, CY, JUN, MIRA),
    absent=(LENA, OMAR),
    check_in=((ANA, "busy"), (BO, "quieter"), (CY, "slept"), (JUN, "loud"), (MIRA, "focused")),
    subjects=(
        Subject(
            (
                Said("stop", CY, "Asking the database where a payout is stuck"),
                Said("start", BO, "A page for stuck payouts that support can open too"),
            ),
            title="Stuck payouts",
            dots=9,
        ),
        Subject((Said("start", JUN, "Answers to the five refund questions we get daily"),), dots=7),
        Subject((Said("start", ANA, "Let somebody else facilitate now and then"),), dots=4),
        Subject((Said("start", BO, "Record demos for those who travel"),), dots=3),
        Subject((Said("stop", MIRA, "Written stand-ups. We tried."),), dots=1),
        Subject((Said("continue", CY, "Nineteen pager rules, two calls, seven hours of sleep"),)),
        Subject((Said("continue", JUN, "Three lines before a release"),)),
    ),
    promises=(
        Promise(
            "Put the five refund answers we give most into the support tool",
            (JUN,),
            due=14,
            tags=("refunds", "support"),
            turns=(Done(10), Helped(28, Outcome.YES)),
        ),
        Promise(
            "Build a page that shows stuck payouts",
            (CY,),
            due=21,
            tags=("payouts",),
            expectation="Nobody but the two on call opens the production database",
            turns=(Moved(20, due=35), Done(33, Outcome.YES)),
        ),
        Promise(
            "Rotate who facilitates, Jun first",
            (ANA,),
            due=28,
            turns=(Done(27), Helped(28, Outcome.YES)),
        ),
        Promise(
            "Record demos for whoever is travelling",
            (BO,),
            due=14,
            turns=(Dropped(27, "Two recordings, no views. We send the notes instead."),),
        ),
    ),
    remarks=(Remark(NoteSort.THANKS, "for answering the phone on Sunday", CY),),
    roti=(4, 4, 3, 4, 4),
)

MEETINGS = (SPRINT_31, SPRINT_33, FIRST_ROADMAP, SPRINT_34)
