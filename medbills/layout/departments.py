"""The names by which hospitals sum up their charges: a row for each department, "EMERGENCY ROOM", "CT SCAN", is no itemized service."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medbills.layout.table_line import TableLine

_AREAS = (
    r"emergency(?: (?:room|dep(?:artmen)?t|services?))?|er|ed|room|board|room charges?|room (?:and|&) (?:board|care)|nursery|icu|ccu|"
    r"intensive care|coronary care|nursing|semi-?private|private|observation(?: (?:room|hours?))?|operating room|or|surgery|surgical|"
    r"ambulatory|recovery(?: room)?|anesthesi(?:a|ology)|delivery(?: room)?|labor|"
    r"ct(?: scans?)?|cat scan|mri?|magnetic resonance(?: imaging)?|ultrasound|imaging|radiology|x-?rays?|diagnostics?|nuclear medicine|"
    r"mammography|lab(?:oratory)?|pathology|blood(?: bank)?|chemistry|hematology|microbiology|"
    r"pharmacy|drugs?|medications?|iv (?:therapy|solutions?)|infusion(?: therapy)?|"
    r"(?:(?:medical|surgical|sterile)(?:(?: ?[\/&]| and) ?surgical)? )?supplies|supply|implants?|"
    r"medical|equipment|ekg|ecg|eeg|electrocardiogram|cardiology|cardiac|"
    r"cath(?:eterization)? lab|pulmonary|respiratory|physical|occupational|"
    r"speech|therapy|gastro(?:enterology|intestinal)|endoscopy|oncology|chemotherapy|dialysis|clinic|outpatient|inpatient|"
    r"ambulance|treatment room|professional fees?|other|miscellaneous|ancillary|general|special|hospital|"
    r"sala de emergencias?|urgencias|laboratorio|farmacia|radiolog[ií]a|suministros|habitaci[oó]n|cirug[ií]a|anestesia|terapia"
)
_ENDING = r"(?: (?:services?|charges?|care|department|dept|general))?"
_DEPARTMENT = re.compile(rf"(?:{_AREAS}){_ENDING}(?:(?:,| and| &| ?/| ?-| y)* (?:{_AREAS}){_ENDING})*[ .:]*", re.I)
_LEAST = 3  # rows: two may as well be all that a clinic did


def by_department(charged: Sequence[TableLine]) -> bool:
    """Whether a bill's charges are sums, one for each department: every row names another, and counts or codes nothing."""
    names = [str(line.cells["description"].value).strip().lower() for line in charged if "description" in line.cells]
    if len(names) < _LEAST or len(names) < len(charged) or len(set(names)) < len(names):
        return False
    return all(_DEPARTMENT.fullmatch(name) for name in names)
