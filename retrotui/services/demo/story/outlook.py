"""What people said between meetings, and what the team foresaw."""

from retrotui.core.records.expectations import Came
from retrotui.services.demo.model import Foreseen, Heard
from retrotui.services.demo.story.cast import ANA, BO, CY, JUN, LENA, MIRA, OMAR
from retrotui.services.demo.story.decisions import PAYOUTS_FIRST, SECOND_FACTOR, SUPPORT_REFUNDS

HEARD = (
    Heard(-24, "A caller waited eleven minutes and was told at once what to do. She wrote to say "
          "thank you.", by=JUN, triaged=-14, whom=MIRA),
    Heard(-20, "Could the monthly report be a spreadsheet as well?", source="the tax adviser",
          triaged=-14),
    Heard(-10, "We refund by hand on Mondays because the button is off at the weekend.",
          source="Kranich GmbH, on the phone"),
    Heard(-9, "The word “pending” means three different things on one page.", by=MIRA),
    Heard(-7, "Our bank's test system is closed in the last week of the year.", by=CY),
    Heard(-5, "Two customers asked where they can see who changed an account number.", by=OMAR,
          link="https://example.org/tickets/8127"),
    Heard(-3, "The second factor locks out people who share one phone in the office.",
          source="forum"),
    Heard(-1, "The export lost the last two rows of October.", by=JUN,
          link="https://example.org/tickets/8140"),
)  # fmt: skip

FORESEEN = (
    Foreseen(-150, "The first reseller has moved to v2 within six weeks", 0.8, -105, by=OMAR,
             resolved=-104, came=Came.FALSE, evidence="Their developer left in the third week."),
    Foreseen(-140, "No release is rolled back in the month after the freeze", 0.7, -110, by=BO,
             resolved=-109, came=Came.TRUE, evidence="Four releases, none taken back."),
    Foreseen(-135, "Instant payouts are live before the quarter ends", 0.6, -90,
             about=PAYOUTS_FIRST.title, again=0.75, resolved=-89, came=Came.TRUE,
             evidence="Live three days before."),
    Foreseen(-120, "The pager rings less than once a night", 0.65, -80, by=CY, resolved=-79,
             came=Came.TRUE, evidence="17 calls in 30 nights."),
    Foreseen(-112, "Questions about fees fall by half", 0.5, -70, by=MIRA, resolved=-69,
             came=Came.FALSE, evidence="From 61 to 44 a week."),
    Foreseen(-100, "The bank answers every night within a second", 0.3, -60, by=CY, resolved=-59,
             came=Came.FALSE, evidence="11 nights above, three above ten seconds."),
    Foreseen(-98, "Legal signs the new terms without changes", 0.2, -75, by=LENA, resolved=-74,
             came=Came.FALSE, evidence="Two paragraphs came back."),
    Foreseen(-84, "Both resellers have moved to v2", 0.4, -30, by=OMAR, again=0.55, resolved=-29,
             came=Came.FALSE, evidence="One has; the other begins in the new year."),
    Foreseen(-70, "Fewer than 250 callers a week", 0.75, -30, by=JUN, resolved=-28,
             came=Came.TRUE, evidence="240 in the last week."),
    Foreseen(-50, "Support gives back less than 4,000 euros a month without asking", 0.8, -25,
             about=SUPPORT_REFUNDS.title, by=ANA, resolved=-24, came=Came.TRUE,
             evidence="2,870 euros in 96 refunds."),
    Foreseen(-55, "The dashboard opens in two seconds on the old phones", 0.6, -20, by=MIRA,
             resolved=-19, came=Came.VOID, evidence="The test phones were sold."),
    Foreseen(-40, "No account is taken over in a month", 0.7, -9, by=LENA),
    Foreseen(-11, "Sign-ups come back to what they were", 0.55, 25, about=SECOND_FACTOR.title,
             by=ANA),
    Foreseen(-6, "Payouts that fail at the first try stay below one in fifty", 0.65, 40, by=CY),
)  # fmt: skip
