"""How much two papers have in common when a few of their values may be misread."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from medbills.domain.money import ONE_CENT
from medbills.domain.names import same_organization, same_person
from medbills.domain.paper import Line, Paper

# Letters that a scan takes for figures, each read as the figure.
_LOOK_ALIKE = str.maketrans("OQDILSBZGT", "0001158267")
_NUMBERS = {
    "account_number": "account", "claim_number": "claim number", "statement_number": "statement number", "reference_number": "reference",
    "authorization_number": "request number",
}  # fmt: skip
_DATES = ("statement_date", "letter_date", "processed_date", "due_date", "respond_by_date")
_TOTALS = {
    "amount_due": "amount due", "total_billed": "charges", "patient_responsibility": "share", "plan_paid": "plan payment",
    "total_allowed": "allowed sum", "patient_paid": "payment", "total_adjustments": "discount", "previous_balance": "previous balance",
    "deductible": "deductible", "coinsurance": "coinsurance", "copay": "copay",
}  # fmt: skip
_NEAR = 0.85  # one or two misread letters in a name
_MOST_SAID = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """`points` is how much there is to go by, `same` names it; `lines` agree; `differ` counts values that read differently."""

    points: int
    score: float
    same: tuple[str, ...]
    lines: int
    differ: int


def plain_number(number: str) -> str:
    """A printed number without marks, letters that look like figures taken for figures ("7741-O2" is "774102")."""
    return "".join(sign for sign in number.upper() if sign.isalnum()).translate(_LOOK_ALIKE)


def same_number(one: str | None, other: str | None) -> bool:
    """Whether two printed numbers are the same but for marks and letters that look like figures."""
    return bool(one) and bool(other) and plain_number(one or "") == plain_number(other or "")


def close_numbers(one: str, other: str) -> bool:
    """Whether one sign is misread, missing or added in a number of six signs or more."""
    first, second = plain_number(one), plain_number(other)
    if min(len(first), len(second)) < 6 or abs(len(first) - len(second)) > 1:
        return False
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return max(len(first), len(second)) - sum(block.size for block in blocks) <= 1


def sums_that_differ(paper: Paper, other: Paper) -> tuple[str, ...]:
    """The sums that both papers print and that are not the same, in words."""
    return tuple(
        words
        for name, words in _TOTALS.items()
        if (one := getattr(paper, name)) is not None and (two := getattr(other, name)) is not None and abs(one - two) > ONE_CENT
    )


def likeness(paper: Paper, other: Paper, *, exact: bool = False) -> Likeness | None:
    """None where the papers contradict each other, so that they cannot be two pictures of one.

    `exact` says that they came as data, where no sign of a number is misread.
    """
    tally = _Tally()
    _numbers(tally, paper, other, exact)
    _dates(tally, paper, other)
    _sums(tally, paper, other)
    _lines(tally, paper, other)
    _names(tally, paper, other)
    if tally.against:
        return None
    score = min(0.7 + 0.05 * tally.points, 1.0) * tally.factor
    return Likeness(tally.points, round(score, 3), tuple(tally.same[:_MOST_SAID]), tally.lines, tally.differ)


class _Tally:
    """Counts while the papers are compared."""

    def __init__(self) -> None:
        self.points = 0
        self.factor = 1.0
        self.same: list[str] = []
        self.lines = 0
        self.differ = 0
        self.against = False

    def agree(self, words: str, points: int = 1) -> None:
        self.points += points
        self.same.append(words)

    def doubt(self, factor: float, count: int = 1) -> None:
        self.factor *= factor
        self.differ += count


def _numbers(tally: _Tally, paper: Paper, other: Paper, exact: bool) -> None:
    for name, words in _NUMBERS.items():
        one, two = getattr(paper, name), getattr(other, name)
        if not one or not two:
            continue
        if same_number(one, two):
            tally.agree(words, 2)
        elif not exact and close_numbers(one, two):
            tally.doubt(0.9)
        else:
            tally.against = True


def _dates(tally: _Tally, paper: Paper, other: Paper) -> None:
    """Two statements a month apart have no date in common; one paper read twice may have one date misread."""
    pairs = [(getattr(paper, name), getattr(other, name)) for name in _DATES]
    both = [one == two for one, two in pairs if one and two]
    if not both:
        return
    agree, differ = both.count(True), both.count(False)
    misread = all(one == two or _one_sign_off(one.isoformat(), two.isoformat()) for one, two in pairs if one and two)
    if differ > 1 or (differ and not agree) or not misread:
        tally.against = True
    elif differ:
        tally.doubt(0.85)
    if agree:
        tally.agree("date", min(agree, 2))


def _sums(tally: _Tally, paper: Paper, other: Paper) -> None:
    differ = sums_that_differ(paper, other)
    same = [
        words
        for name, words in _TOTALS.items()
        if words not in differ and (one := getattr(paper, name)) is not None and getattr(other, name) is not None and one.cents
    ]
    if len(differ) > 1 or (differ and not same):
        tally.against = True
    elif differ:
        tally.doubt(0.85)
    if same:
        tally.agree(same[0], min(len(same), 2))


def _lines(tally: _Tally, paper: Paper, other: Paper) -> None:
    """A line may be missed or misread, but most of them must agree."""
    first, second = (Counter(_key(line) for line in one.lines if line.billed is not None) for one in (paper, other))
    if bool(first) != bool(second):
        tally.against = tally.against or paper.kind is not other.kind
        tally.doubt(0.9, 0)
        return
    if not first:
        return
    common = (first & second).total()
    most = max(first.total(), second.total())
    if common < most * 0.6 and most - common > 1:
        tally.against = True
        return
    tally.lines = common
    tally.points += min(common, 2)
    if common < most:
        tally.doubt(0.85 if common < most - 1 else 0.9, most - common)


def _names(tally: _Tally, paper: Paper, other: Paper) -> None:
    patients = same_person(paper.patient_name, other.patient_name)
    if patients is False:
        if _near(paper.patient_name, other.patient_name):
            tally.doubt(0.9)
        else:
            tally.against = True
    senders = same_organization(paper.issuer_name or paper.payer_name, other.issuer_name or other.payer_name)
    if senders:
        tally.agree("sender")
    elif senders is False:
        tally.doubt(0.85)
        tally.against = tally.against or tally.points < 2


def _key(line: Line) -> tuple[object, ...]:
    return (line.first_day, plain_number(line.code) if line.code else None, line.billed)


def _one_sign_off(one: str, other: str) -> bool:
    return sum(first != second for first, second in zip(one, other, strict=True)) == 1


def _near(one: str | None, other: str | None) -> bool:
    return SequenceMatcher(None, (one or "").casefold(), (other or "").casefold()).ratio() >= _NEAR
