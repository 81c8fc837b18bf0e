"""The insurer's letter that refuses the MRI: two pages in a serif face."""

from __future__ import annotations

from pathlib import Path

from press import family as f
from press.sheet import GREY, SERIF, SERIF_BOLD, SERIF_ITALIC, Sheet

TEAL = "#0b5d57"
LEFT, WIDTH = 72, 468


def _head(sheet: Sheet, page: int) -> None:
    sheet.text(LEFT, 62, "Lakeshore Health", 19, SERIF_BOLD, color=TEAL)
    sheet.text(540, 54, "Utilization Management", 9.5, SERIF_ITALIC, "r", GREY)
    sheet.text(540, 66, ", ".join(f.LAKESHORE_ADDRESS), 9.5, SERIF_ITALIC, "r", GREY)
    sheet.rule(LEFT, 76, 540, 0.8, TEAL)
    sheet.text(306, 764, f"Request PA-88213   |   Page {page} of 2", 8.5, SERIF, "c", GREY)


def _section(sheet: Sheet, y: float, title: str, words: str) -> float:
    sheet.text(LEFT, y, title, 11, SERIF_BOLD)
    return sheet.paragraph(LEFT, y + 15, WIDTH, words, 10.5, SERIF) + 7


def mri_refusal(path: Path) -> None:
    """Refuses prior authorization; the doctor-to-doctor call stands on page 2."""
    sheet = Sheet(path, "Notice of adverse benefit determination", "Lakeshore Health")
    _head(sheet, 1)
    sheet.text(LEFT, 106, "October 28, 2026", 10.5, SERIF)
    sheet.lines(LEFT, 132, (f.WALTER, *f.WALTER_ADDRESS), 10.5, SERIF)
    facts = (("Member", f.WALTER), ("Birth date", "March 8, 1963"), ("Member ID", f.MEMBER), ("Group number", f.GROUP), ("Plan", f.PLAN),
             ("Request number", "PA-88213"), ("Request received", "October 27, 2026"), ("Service", "MRI of the lower back (code 72148)"),
             ("Ordered by", f.OSEI), ("Estimated cost", "$1,150.00"))  # fmt: skip
    sheet.pairs(LEFT, 190, 190, facts, 10.5, SERIF, step=15.5, align="l")
    sheet.text(LEFT, 366, "Notice of denial of prior authorization", 13, SERIF_BOLD)
    sheet.text(LEFT, 390, "Dear Walter Calloway:", 10.5, SERIF)
    y = sheet.paragraph(LEFT, 410, WIDTH,
        "Your doctor asked us to approve the service named above before it is done. We have reviewed the request. We cannot approve "
        "it at this time.", 10.5, SERIF)  # fmt: skip
    y = _section(sheet, y + 6, "Reason for this decision", "No 6 weeks of therapy on file.")
    y = _section(sheet, y, "The rule we used",
        "Imaging guideline LH-MSK 14 asks for 6 weeks of care by a doctor or therapist before an MRI of the lower back, unless there "
        "are warning signs such as weakness, fever, cancer, or loss of bladder control. The plan covers only care that is medically "
        "necessary (plan booklet, page 38).")  # fmt: skip
    y = _section(sheet, y, "What could change it",
        "Visit notes that show 6 weeks of therapy or home exercise, or notes of a warning sign. Your doctor may send them to us with "
        f"the request number. Fax 555-0121, phone {f.LAKESHORE_PHONE}.")  # fmt: skip
    sheet.paragraph(LEFT, y, WIDTH,
        "This letter is about payment. It does not say what care you should have. That is for you and your doctor to decide.", 10.5, SERIF)
    sheet.page()

    _head(sheet, 2)
    y = _section(sheet, 108, "Doctor-to-doctor call",
        "Your doctor may speak with the doctor who made this decision. Call by 11/20/2026. Doctor line: 555-0139. Have the request "
        "number ready. This call is not an appeal and does not change your time to appeal.")  # fmt: skip
    y = _section(sheet, y, "Your right to appeal",
        "You have 180 days from the date of this letter to appeal. Your appeal must reach us by April 26, 2027. You may appeal "
        "yourself, or name someone to do it for you in writing. Send it to Lakeshore Health Appeals, P.O. Box 7145, Millbrook, PA "
        "18099, or fax 555-0122. A doctor who had no part in this decision will review it. We answer within 30 days, or within 60 "
        "days if the care was already given (plan booklet, pages 61 and 63).")  # fmt: skip
    y = _section(sheet, y, "If waiting could harm you",
        "Your doctor may ask for an urgent appeal by phone. We answer an urgent appeal within 72 hours. You may ask for an outside "
        "review at the same time.")  # fmt: skip
    y = _section(sheet, y, "Your file",
        "On request and free of charge, we send copies of all papers, records and other information about this decision, the "
        "guideline we used, the name of any expert we asked, and the diagnosis and treatment codes with their meaning.")  # fmt: skip
    y = _section(sheet, y, "Outside review and court",
        "If we deny your appeal, you may ask for a review by an independent review organization within 4 months of our answer. You "
        "also have the right to bring a civil action under section 502(a) of ERISA after the appeal.")  # fmt: skip
    y = _section(sheet, y, "Where to get help",
        f"Member services {f.LAKESHORE_PHONE}. Employee Benefits Security Administration 1-866-444-3272 or www.askebsa.dol.gov. Para "
        f"obtener asistencia en espa\u00f1ol, llame al {f.LAKESHORE_PHONE}.")  # fmt: skip
    sheet.text(LEFT, y + 16, "Sincerely,", 10.5, SERIF)
    sheet.lines(LEFT, y + 52, ("Helen Marsh, MD", "Medical Director, Lakeshore Health"), 10.5, SERIF)
    sheet.text(LEFT, y + 92, f"cc: {f.OSEI}", 9.5, SERIF, color=GREY)
    sheet.save()
