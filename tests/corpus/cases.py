"""Made-up care of made-up people: the figures that test papers print, consistent to the cent, from a seed."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass, field

PEOPLE = (
    "Ruth Calloway",
    "Walter Brennan",
    "Maria Delgado-Ruiz",
    "Anh T. Nguyen",
    "Louise O'Hara",
    "Tobias Lindqvist",
    "Priya Raman",
    "Harold J. Whitcomb",
    "Keisha Monroe",
    "Stephen Abara",
)
HOSPITALS = (
    "Riverbend General Hospital",
    "St. Aldwin Medical Center",
    "Cedar Hollow Regional Hospital",
    "Marlow County Memorial Hospital",
    "Northgate University Hospital",
)
DOCTORS = (
    "Juniper Valley Family Physicians",
    "Harbor Orthopedic Associates",
    "Blue Mesa Radiology Group",
    "Elmwood Pediatrics, P.C.",
    "Osprey Physical Therapy LLC",
)
DENTISTS = ("Maple Street Dental Care", "Bright Harbor Dentistry", "Dr. Lena Ortiz, DDS")
PAYERS = (
    "Lakeshore Health Plan",
    "Summit Mutual Insurance",
    "Prairie Blue Health",
    "Unity Benefit Administrators",
    "Granite State Health Assurance",
)
COLLECTORS = ("Harrow & Pike Recovery, LLC", "Meridian Receivables Group", "Stonebridge Credit Services, Inc.")
SERVICES = (
    ("99284", "0450", "Emergency department visit, high severity", 1240, ("25",)),
    ("71046", "0324", "X-ray chest 2 views", 205, ()),
    ("80053", "0301", "Comprehensive metabolic panel", 148, ()),
    ("85025", "0305", "Complete blood count with differential", 92, ()),
    ("96374", "0450", "IV push, single or initial substance", 310, ("59",)),
    ("J1885", "0636", "Injection ketorolac tromethamine 15 mg", 44, ()),
    ("70450", "0351", "CT head or brain without contrast", 1985, ()),
    ("93005", "0730", "Electrocardiogram tracing", 264, ("TC",)),
    ("36415", "0300", "Venipuncture routine", 31, ()),
    ("99213", "0510", "Office visit established patient", 175, ()),
    ("97110", "0420", "Therapeutic exercises 15 minutes", 82, ("GP",)),
    ("73030", "0320", "X-ray shoulder complete, minimum of two views with interpretation", 231, ("RT",)),
    ("A4550", "0270", "Surgical tray", 57, ()),
    ("20610", "0361", "Drain or inject major joint or bursa", 388, ("LT", "51")),
)
DENTAL = (
    ("D0120", "Periodic oral evaluation", 62, "", ""),
    ("D1110", "Prophylaxis adult", 118, "", ""),
    ("D2392", "Resin composite two surfaces posterior", 275, "30", "MO"),
    ("D2740", "Crown porcelain ceramic", 1240, "14", ""),
    ("D0274", "Bitewings four films", 74, "", ""),
    ("D4341", "Scaling and root planing", 265, "", ""),
)


@dataclass
class Service:
    """One line; money in cents."""

    day: datetime.date
    code: str
    revenue: str
    text: str
    modifiers: tuple[str, ...]
    units: int
    billed: int
    discount: int = 0
    allowed: int = 0
    deductible: int = 0
    copay: int = 0
    coinsurance: int = 0
    not_covered: int = 0
    paid: int = 0
    owes: int = 0
    notes: tuple[str, ...] = ()
    tooth: str = ""
    surface: str = ""
    paid_as: str = ""


@dataclass
class Case:
    """One episode with its parties, references and services."""

    rng: random.Random
    patient: str
    provider: str
    payer: str
    collector: str
    account: str
    statement: str
    claim: str
    member: str
    group: str
    reference: str
    day: datetime.date
    birth: datetime.date
    services: list[Service] = field(default_factory=list)

    def total(self, name: str) -> int:
        return sum(getattr(service, name) for service in self.services)

    def later(self, days: int) -> datetime.date:
        return self.day + datetime.timedelta(days=days)


def make_case(seed: int, *, lines: int = 5, kind: str = "hospital") -> Case:
    """A case from a seed: `kind` is hospital, doctor or dental."""
    rng = random.Random(seed)
    day = datetime.date(2026, 1, 4) + datetime.timedelta(days=rng.randrange(240))
    provider = rng.choice({"hospital": HOSPITALS, "doctor": DOCTORS, "dental": DENTISTS}[kind])
    case = Case(
        rng,
        rng.choice(PEOPLE),
        provider,
        rng.choice(PAYERS),
        rng.choice(COLLECTORS),
        f"{rng.randrange(1000, 9999)}-{rng.randrange(10, 99)}" if rng.random() < 0.5 else str(rng.randrange(10**7, 10**9)),
        f"S{rng.randrange(10**6, 10**7)}",
        f"{rng.choice('EHC')}{rng.randrange(10**9, 10**10)}",
        f"{rng.choice(('XHK', 'LHP', 'U'))}{rng.randrange(10**8, 10**9)}",
        f"{rng.randrange(10000, 99999)}-{rng.randrange(10, 99)}",
        f"{rng.randrange(10**6, 10**8)}",
        day,
        datetime.date(rng.randrange(1938, 2015), rng.randrange(1, 13), rng.randrange(1, 28)),
    )
    pool = DENTAL if kind == "dental" else SERVICES
    for _ in range(lines):
        case.services.append(_dental(rng, day) if pool is DENTAL else _service(rng, day))
    return case


def _service(rng: random.Random, day: datetime.date) -> Service:
    code, revenue, text, price, modifiers = rng.choice(SERVICES)
    units = rng.choice((1, 1, 1, 1, 2, 3))
    made = Service(
        day + datetime.timedelta(days=rng.choice((0, 0, 0, 1, 2))),
        code,
        revenue,
        text,
        modifiers if rng.random() < 0.6 else (),
        units,
        units * price * 100 + rng.randrange(0, 100),
    )
    return _adjudicated(rng, made)


def _dental(rng: random.Random, day: datetime.date) -> Service:
    code, text, price, tooth, surface = rng.choice(DENTAL)
    made = Service(day, code, "", text, (), 1, price * 100, tooth=tooth, surface=surface, paid_as="D2150" if code == "D2392" else "")
    return _adjudicated(rng, made)


def _adjudicated(rng: random.Random, made: Service) -> Service:
    if rng.random() < 0.12:
        made.not_covered, made.owes, made.notes = made.billed, made.billed, (rng.choice(("N130", "CO-50", "PR-96")),)
        return made
    made.allowed = made.billed * rng.randrange(30, 80) // 100
    made.discount = made.billed - made.allowed
    left = made.allowed
    if rng.random() < 0.3:
        made.deductible = min(left, rng.randrange(1000, 15000))
        left -= made.deductible
    if rng.random() < 0.25:
        made.copay = min(left, rng.choice((2000, 3000, 5000)))
        left -= made.copay
    made.coinsurance = left * 20 // 100
    made.paid = left - made.coinsurance
    made.owes = made.deductible + made.copay + made.coinsurance
    made.notes = rng.choice(((), ("CO-45",), ("CO-45", "PR-2")))
    return made


def plain(cents: int) -> str:
    """The contract's form of an amount."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def usd(cents: int, sign: str = "$") -> str:
    """The usual printed form."""
    return f"{'-' if cents < 0 else ''}{sign}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def mdy(day: datetime.date) -> str:
    return day.strftime("%m/%d/%Y")


def mdyy(day: datetime.date) -> str:
    return day.strftime("%m/%d/%y")


def long(day: datetime.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def mon(day: datetime.date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


def dmy(day: datetime.date) -> str:
    return f"{day.day:02d}-{day:%b}-{day.year}".upper()
