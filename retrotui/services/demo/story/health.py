"""How the team is doing, asked twice: nights got better, learning did not, and one is left out."""

from retrotui.core.records.actions import Outcome
from retrotui.core.records.cards import NoteSort
from retrotui.services.demo.model import Done, Gathering, Helped, Promise, Remark, Said, Subject
from retrotui.services.demo.story.cast import ANA, BO, CY, HEALTH, JUN, LENA, MIRA, OMAR

FIRST_CHECK = Gathering(
    days=-125,
    hour=(11, 0),
    format="team-health-check",
    title="Health check after sprint 34",
    series=HEALTH,
    spent=(5, 11, 1, 12, 9, 2, 13, 6, 3),
    people=(MIRA, ANA, BO, CY, JUN, OMAR),
    absent=(LENA,),
    check_in=(
        (ANA, "stretched"),
        (BO, "asleep"),
        (CY, "on call"),
        (JUN, "busy"),
        (OMAR, "outside"),
    ),
    answers=(
        (3, 2, 1, 2, 1, 3, 2, 3, 2),
        (3, 3, 1, 2, 2, 2, 2, 2, 2),
        (2, 2, 2, 1, 1, 3, 2, 2, 3),
        (3, 2, 1, 2, 1, 2, 1, 2, 2),
        (3, 3, 2, 2, 2, 3, 2, 3, 3),
        (2, 3, 1, 1, 1, 2, 2, 1, 1),
    ),
    comments=(("speed", "We wait for the bank, and then for each other"),),
    subjects=(
        Subject((Said("why", BO, "After a night on call there is no head left to learn"),), dots=6),
        Subject((Said("why", CY, "Whoever knows the ledger is asked, so nobody else learns it"),)),
        Subject((Said("try", JUN, "One afternoon a week without meetings"),), dots=8),
        Subject((Said("try", MIRA, "Two on every change of the ledger"),), dots=3),
    ),
    promises=(
        Promise(
            "Keep one afternoon a week free of meetings, to try things out",
            (ANA,),
            due=14,
            tags=("learning",),
            expectation="Learning is yellow next time",
            turns=(Done(12), Helped(91, Outcome.PARTLY)),
        ),
    ),
    remarks=(Remark(NoteSort.THANKS, "for saying red out loud", BO),),
    roti=(4, 3, 4, 4, 3, 4),
)

SECOND_CHECK = Gathering(
    days=-34,
    hour=(11, 0),
    format="team-health-check",
    title="Health check after sprint 41",
    series=HEALTH,
    spent=(4, 9, 3, 10, 8, 2, 14, 5, 3),
    people=(MIRA, ANA, BO, CY, JUN, LENA, OMAR),
    check_in=(
        (ANA, "lighter"),
        (BO, "rested"),
        (CY, "steady"),
        (JUN, "heard"),
        (LENA, "curious"),
        (OMAR, "far away"),
    ),
    answers=(
        (2, 3, 2, 3, 1, 3, 3, 3, 3),
        (3, 3, 3, 2, 2, 3, 3, 3, 3),
        (2, 2, 2, 3, 1, 3, 2, 3, 2),
        (2, 3, 2, 2, 1, 2, 3, 3, 3),
        (3, 3, 3, 3, 2, 3, 3, 2, 3),
        (2, 3, 2, 2, 1, 3, 3, 3, 2),
        (3, 3, 3, 2, 2, 1, 3, 1, 3),
    ),
    comments=(
        ("learning", "The free afternoon is the first thing we give away"),
        ("safe", "In the room yes. In front of customers I still hear it last"),
    ),
    subjects=(
        Subject((Said("why", OMAR, "I ask in the chat and somebody answers on Thursday"),), dots=7),
        Subject((Said("why", JUN, "The free afternoon is free until somebody needs a slot"),)),
        Subject((Said("try", CY, "Half a day each sprint that only the team may cancel"),), dots=9),
        Subject((Said("try", LENA, "One person a week who answers sales the same day"),), dots=5),
    ),
    promises=(
        Promise(
            "Answer whoever is not in the office on the same day, in turns",
            (CY, OMAR),
            due=10,
            tags=("sales",),
            expectation="Nobody is red on getting help",
            turns=(Done(8),),
        ),
        Promise(
            "Half a day each sprint to learn, which only the whole team may cancel",
            (MIRA,),
            due_in=18,
            tags=("learning",),
        ),
    ),
    roti=(4, 4, 5, 4, 4, 4, 4),
)

MEETINGS = (FIRST_CHECK, SECOND_CHECK)
