"""The team: seven people, each speaking for something."""

from retrotui.services.demo.model import Member

ANA = "Ana"
BO = "Bo"
CY = "Cy"
JUN = "Jun"
LENA = "Lena"
MIRA = "Mira"
OMAR = "Omar"

TEAM = "Payments"
CAST = (
    Member(ANA, "product"),
    Member(BO, "engineering"),
    Member(CY, "engineering"),
    Member(JUN, "support"),
    Member(LENA, "legal"),
    Member(MIRA, "design"),
    Member(OMAR, "sales"),
)
RETRO = "Sprint retro"
ROADMAP = "Roadmap review"
HEALTH = "Health check"
