"""Text that the tests of this room share."""

from __future__ import annotations

from datetime import date

TODAY = date(2026, 6, 30)

STORY = (
    "Examplia and Sampleland resume talks\n"
    "\n"
    "The foreign ministers of Examplia and Sampleland met on Tuesday and agreed to reopen the border crossing at Mid "
    "River, which had been shut since the spring.\n"
    "\n"
    "“We will let trucks pass from Monday,” the Examplian minister said after the meeting.\n"
)

FRENCH = (
    "Les ministres des Affaires étrangères des deux pays se sont rencontrés mardi et ont décidé de rouvrir le poste "
    "frontière, fermé depuis le printemps. Les camions pourront passer dès lundi, a déclaré la ministre.\n"
)


def page(body: str, head: str = "") -> str:
    """A web page with an article between a menu and a foot."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>"
        f"<article>{body}</article><footer><p>All rights reserved.</p></footer></body></html>"
    )


PARAGRAPHS = [
    "The foreign ministers of Examplia and Sampleland met on Tuesday and agreed to reopen the crossing at Mid River.",
    "The crossing had been shut since the spring, when Sampleland accused its neighbour of letting smugglers through.",
    "“We will let trucks pass from Monday,” the Examplian minister said after the meeting in the border town.",
    "Traders on both sides said that they had lost a third of their income while the road was closed to goods.",
]
ARTICLE = "<h1>Examplia and Sampleland resume talks</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
