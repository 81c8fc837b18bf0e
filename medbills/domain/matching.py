"""Which line of an insurer's paper speaks of which line of a bill."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from medbills.domain.eob_shelf import Days, EobShelf, days_overlap
from medbills.domain.facts import Facts
from medbills.domain.link import Apart, are_apart
from medbills.domain.live_eobs import live_eobs, payer_key
from medbills.domain.match_reasons import why_lines, why_whole
from medbills.domain.money import ONE_CENT, total
from medbills.domain.names import same_person
from medbills.domain.paper import Line, Paper
from medbills.domain.remembered import kept, recalled, remembered
from medbills.domain.statements import Account, accounts_of, care_days, charges_of, same_provider, total_charges

EobLine = tuple[Paper, int]
_NOTHING_TOLD: frozenset[Apart] = frozenset()


@dataclass(frozen=True, slots=True)
class LineMatch:
    """A bill line with its EOB line: the one of the insurer that processed last; `earlier` are other insurers' lines.

    `score` is 0 to 1, `reason` says in a plain sentence what agrees.
    """

    line: int
    eob: Paper
    eob_line: int
    earlier: tuple[EobLine, ...] = ()
    fallback: bool = False  # no code to compare, or a provider that is not printed
    score: float = 1.0
    reason: str = ""

    @property
    def remitted(self) -> Line:
        return self.eob.lines[self.eob_line]


@dataclass(frozen=True)
class BillMatch:
    """A bill against the insurer's papers: line by line, or as whole claims where lines do not pair.

    `score` and `reason` say how sure the whole claims are, and why.
    """

    account: Account
    bill: Paper  # the statement whose lines are compared
    lines: tuple[LineMatch, ...] = ()
    unmatched: tuple[int, ...] = ()
    ambiguous: tuple[int, ...] = ()
    claims: tuple[Paper, ...] = ()  # matched as a whole, the last insurer's
    earlier_claims: tuple[Paper, ...] = ()
    fallback: bool = False
    score: float = 1.0
    reason: str = ""

    @kept
    def complete(self) -> bool:
        """Every charge on the bill has its counterpart."""
        return bool(self.claims) or (bool(self.lines) and not self.unmatched and not self.ambiguous)

    @kept
    def found(self) -> bool:
        return bool(self.claims or self.lines)

    @kept
    def eobs(self) -> tuple[Paper, ...]:
        """The last insurer's papers that speak of this bill, in a stable order."""
        return self.claims or _unique(match.eob for match in self.lines)

    @kept
    def all_eobs(self) -> tuple[Paper, ...]:
        """The papers of every insurer that speak of this bill."""
        earlier = (eob for match in self.lines for eob, _ in match.earlier)
        return _unique((*self.eobs, *self.earlier_claims, *earlier))

    def line_match(self, index: int) -> LineMatch | None:
        return next((match for match in self.lines if match.line == index), None)


def match(line: Line, eobline: Line, *, bill_days: Days | None = None, eob_days: Days | None = None) -> bool:
    """Same day, same charge to the cent, and the same code where both print one; provider and patient are the papers' matter.

    `bill_days` and `eob_days` stand in for a line without a date where its paper is about one single day.
    """
    if line.billed is None or eobline.billed is None or abs(line.billed.cents - eobline.billed.cents) > ONE_CENT.cents:
        return False
    if line.code and eobline.code and line.code != eobline.code:
        return False
    if line.first_day is not None and line.first_day == eobline.first_day:
        return True
    return days_overlap(_days(line, bill_days), _days(eobline, eob_days))


@remembered
def bill_matches(facts: Facts) -> tuple[BillMatch, ...]:
    """Each account's bill against the live EOBs."""
    shelf = EobShelf.of(live_eobs(facts))
    return tuple(_match_bill(facts, account, shelf) for account in accounts_of(facts))


def match_of(facts: Facts, bill: Paper) -> BillMatch | None:
    """The match of the account that this statement belongs to."""
    return _match_by_bill(facts).get(bill.id)


def matches_with_eob(facts: Facts, eob: Paper) -> tuple[BillMatch, ...]:
    """The bills this EOB speaks of."""
    return tuple(_matches_by_eob(facts).get(eob.id, ()))


@remembered
def _match_by_bill(facts: Facts) -> dict[str, BillMatch]:
    return {paper.id: found for found in reversed(bill_matches(facts)) for paper in found.account.papers}


@remembered
def _matches_by_eob(facts: Facts) -> dict[str, list[BillMatch]]:
    matches: dict[str, list[BillMatch]] = {}
    for found in bill_matches(facts):
        for eob in found.all_eobs:
            matches.setdefault(eob.id, []).append(found)
    return matches


def _match_bill(facts: Facts, account: Account, shelf: EobShelf) -> BillMatch:
    ids = {paper.id for paper in account.papers} if facts.apart else ()
    apart = frozenset(pair for pair in facts.apart if pair.paper in ids or pair.other in ids)
    return _match(account, apart or _NOTHING_TOLD, *_near(account, account.itemized, shelf))


@recalled
def _match(account: Account, apart: frozenset[Apart], *near: Paper) -> BillMatch:
    """What the papers say, and what the user said of pairs with one of the account's papers: nothing else counts."""
    bill = account.itemized
    fits = [eob for eob in near if not any(are_apart(apart, paper.id, eob.id) for paper in account.papers)]
    by_provider = [(eob, same_provider(bill, eob)) for eob in fits]
    candidates = [eob for eob, provider in by_provider if provider is not False]
    named = {eob.id for eob, provider in by_provider if provider}
    by_number = _claims_by_number(account, candidates)
    by_line = _match_lines(apart, account, bill, candidates, named)
    if by_line.complete or _parted_only(apart, account, bill, candidates, named):
        return by_line
    whole = by_number or _claims_by_total(account, candidates, named)
    if whole:
        last, earlier = _last_payer(whole)
        if last:
            unnamed = not by_number and any(eob.id not in named for eob in last)
            score, reason = why_whole(bool(by_number), unnamed, len(last))
            return BillMatch(account, bill, claims=last, earlier_claims=earlier, fallback=unnamed, score=score, reason=reason)
    return by_line


def _near(account: Account, bill: Paper, shelf: EobShelf) -> list[Paper]:
    """Papers with a common day or claim number, of the same patient; looked at first, because comparing names is slow."""
    numbers = {paper.claim_number for paper in account.papers if paper.claim_number}
    days = care_days(bill) or care_days(account.latest)
    return [
        eob
        for eob in shelf.candidates(numbers, days)
        if same_person(bill.patient_name, eob.patient_name) is not False
    ]


def _match_lines(apart: frozenset[Apart], account: Account, bill: Paper, eobs: Sequence[Paper], named: set[str]) -> BillMatch:
    charges = charges_of(bill)
    bill_days = care_days(bill)
    options = _lines_by_charge(eob for eob in eobs if days_overlap(bill_days, care_days(eob)))
    twins = {index: _twin_key(bill.lines[index]) for index in charges}
    copies = Counter(twins.values())
    taken: set[tuple[str, int]] = set()
    matched: list[LineMatch] = []
    unmatched: list[int] = []
    ambiguous: list[int] = []
    for index in charges:
        line = bill.lines[index]
        found = [
            (eob, at)
            for _, eob, at in _of_that_charge(twins[index][0], options)
            if (eob.id, at) not in taken
            and match(line, eob.lines[at], bill_days=bill_days, eob_days=care_days(eob))
            and not (apart and are_apart(apart, bill.id, eob.id, index, at))
        ]
        exact = [(eob, at) for eob, at in found if eob.lines[at].code] if line.code else []
        found = exact or found
        paired = _pair(bill, charges, index, found, bool(exact))
        if paired is None:
            (ambiguous if found else unmatched).append(index)
            continue
        (eob, at), earlier = paired
        taken.update([(paper.id, number) for paper, number in ((eob, at), *earlier)])
        score, reason = why_lines(line, eob.lines[at], named=eob.id in named, copies=copies[twins[index]] > 1)
        matched.append(LineMatch(index, eob, at, earlier, fallback=not exact or eob.id not in named, score=score, reason=reason))
    return BillMatch(account, bill, tuple(matched), tuple(unmatched), tuple(ambiguous))


def _lines_by_charge(eobs: Iterable[Paper]) -> dict[int, list[tuple[int, Paper, int]]]:
    """The charges of the papers by their cents, each with its place in the order of all."""
    options: dict[int, list[tuple[int, Paper, int]]] = {}
    for place, (eob, at) in enumerate((paper, index) for paper in eobs for index in charges_of(paper)):
        options.setdefault(_cents(eob.lines[at]), []).append((place, eob, at))
    return options


def _of_that_charge(cents: int, options: Mapping[int, Sequence[tuple[int, Paper, int]]]) -> Sequence[tuple[int, Paper, int]]:
    """The lines whose charge is equal to the cent, or one cent off, in their order."""
    exact = options.get(cents, ())
    if cents - 1 not in options and cents + 1 not in options:
        return exact
    return sorted((*exact, *options.get(cents - 1, ()), *options.get(cents + 1, ())), key=lambda item: item[0])


def _cents(line: Line) -> int:
    return line.billed.cents if line.billed is not None else 0


def _parted_only(apart: frozenset[Apart], account: Account, bill: Paper, eobs: Sequence[Paper], named: set[str]) -> bool:
    """Whether every line would pair if the user had not taken some apart: then the other lines stay paired."""
    parted = any(pair.line is not None and bill.id in (pair.paper, pair.other) for pair in apart)
    return parted and _match_lines(_NOTHING_TOLD, account, bill, eobs, named).complete


def _pair(
    bill: Paper, charges: Sequence[int], index: int, found: Sequence[EobLine], exact: bool
) -> tuple[EobLine, tuple[EobLine, ...]] | None:
    """The one EOB line of each insurer, the last to process first. None: there is none, or several could be meant."""
    if exact and len(found) == 1:
        return found[0], ()
    by_payer: dict[str, list[EobLine]] = {}
    for eob, at in found:
        by_payer.setdefault(payer_key(eob), []).append((eob, at))
    picked: list[EobLine] = []
    for options in by_payer.values():
        # Lines of one claim that agree in code, day and charge are copies of each other: pair them in order. Lines without
        # a code may be different services, so they pair only when nothing else has that day and charge.
        if exact and len({eob.id for eob, _ in options}) > 1 and len(options) != _twins_left(bill, charges, index):
            return None
        if not exact and (len(options) > 1 or _alike_but_for_the_code(bill, charges, index) > 1):
            return None
        picked.append(options[0])
    if not picked:
        return None
    if len(picked) == 1:
        return picked[0], ()
    dated = [item for item in picked if item[0].processed_date]
    if len(dated) < len(picked):
        return None
    ordered = sorted(picked, key=lambda item: item[0].processed_date or datetime.date.min)
    return ordered[-1], tuple(ordered[:-1])


def _twins_left(bill: Paper, charges: Sequence[int], index: int) -> int:
    """How many lines from this one on have its day, charge and code."""
    wanted = _twin_key(bill.lines[index])
    return sum(1 for at in charges if at >= index and _twin_key(bill.lines[at]) == wanted)


def _twin_key(line: Line) -> tuple[int, datetime.date | None, str | None]:
    return (_cents(line), line.first_day, line.code)


def _alike_but_for_the_code(bill: Paper, charges: Sequence[int], index: int) -> int:
    line = bill.lines[index]
    return sum(1 for at in charges if (bill.lines[at].billed, bill.lines[at].first_day) == (line.billed, line.first_day))


def _claims_by_number(account: Account, eobs: Sequence[Paper]) -> tuple[Paper, ...]:
    numbers = {paper.claim_number for paper in account.papers if paper.claim_number}
    return tuple(eob for eob in eobs if eob.claim_number in numbers)


def _claims_by_total(account: Account, eobs: Sequence[Paper], named: set[str]) -> tuple[Paper, ...]:
    """Claims whose days and total agree with the bill: one of each insurer, or all of a provider's claims together."""
    asked = total_charges(account.latest) or total_charges(account.itemized)
    days = care_days(account.itemized) or care_days(account.latest)
    if asked is None or days is None:
        return ()
    near = [eob for eob in eobs if days_overlap(days, care_days(eob))]
    equal = [eob for eob in near if (billed := total_charges(eob)) is not None and abs(billed - asked) <= ONE_CENT]
    if equal:
        payers = [payer_key(eob) for eob in equal]
        return tuple(equal) if len(set(payers)) == len(payers) else ()
    together = [eob for eob in near if eob.id in named]
    sums = [total_charges(eob) for eob in together]
    known = [amount for amount in sums if amount is not None]
    if len(known) > 1 and len(known) == len(sums) and len({payer_key(eob) for eob in together}) == 1 and total(known) == asked:
        return tuple(together)
    return ()


def _last_payer(claims: Sequence[Paper]) -> tuple[tuple[Paper, ...], tuple[Paper, ...]]:
    """The claims of the insurer that processed last, and the others; nothing when that cannot be told."""
    payers = {payer_key(eob) for eob in claims}
    if len(payers) == 1:
        return tuple(claims), ()
    if any(eob.processed_date is None for eob in claims):
        return (), ()
    last = payer_key(max(claims, key=lambda eob: eob.processed_date or datetime.date.min))
    return tuple(eob for eob in claims if payer_key(eob) == last), tuple(eob for eob in claims if payer_key(eob) != last)


def _days(line: Line, of_paper: Days | None) -> Days | None:
    first = line.first_day
    if first:
        return (first, line.service_to or first)
    return of_paper if of_paper and of_paper[0] == of_paper[1] else None


def _unique(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    return tuple({paper.id: paper for paper in papers}.values())
