"""Fills the facts of a letter from what the vault knows of a case; each fact keeps the paper it stands on."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from medbills.domain.belonging import service_days
from medbills.domain.case import KeptPaper
from medbills.domain.finding import KeptFinding
from medbills.domain.household import Household
from medbills.domain.letter import NARROW, STATED_BY_YOU, Evidence, Fact
from medbills.domain.matter import Matter
from medbills.domain.names import same_organization
from medbills.domain.paper import Kind, Paper
from medbills.domain.person import Person
from medbills.domain.wording import listed, long_day
from medbills.letters.blocks import typeset
from medbills.services.letter_background import letter_background

YOUR_RECORD = Evidence(source="People & plans")
COUNTED = Evidence(source="Medbills, from the papers named")
_KIND_WORDS = {Kind.CONSENT_FORM: "Signed form",
    Kind.EOB: "Insurer\N{RIGHT SINGLE QUOTATION MARK}s statement", Kind.ITEMIZED_BILL: "Itemized bill", Kind.BILL: "Bill",
    Kind.OTHER: "Other paper",
}  # fmt: skip
# Facts a letter may not carry to a collector, bureau, card issuer or employer (letters reference, section 0: privacy).
_NOT_TO_OUTSIDERS = frozenset(
    {"patient_name", "patient_dob", "patient_state", "group_number", "member_id", "dates_of_service", "findings", "phone", "email",
     "claim_no", "service", "denial_date", "denial_reason", "plan_type", "code", "paid_as_code", "fee", "plan_paid",
     "contract_fee", "alternate_fee", "estimate_total", "estimate_date"}
)  # fmt: skip


def letter_facts(
    matter: Matter, addressee: str, *, me: Person | None, authority: Fact | None = None
) -> dict[str, Fact]:
    """Every fact the vault holds for a letter of this case. `addressee` is a key of ADDRESSEES.

    `authority` is the form of the register that lets `me` act for the patient. What is not known is simply not there.
    """
    found: dict[str, Fact] = {}
    parts = (
        _people(matter, me, authority),
        _addressee(matter, addressee),
        _papers(matter, addressee),
        _money(matter),
        _paid(matter),
        _dental(matter),
        letter_background(matter, addressee),
    )
    for part in parts:
        found.update({name: fact for name, fact in part if fact.value not in (None, "", ())})
    if addressee in NARROW:
        return {name: fact for name, fact in found.items() if name not in _NOT_TO_OUTSIDERS}
    return found


def paper_words(kept: KeptPaper) -> str:
    """ "Itemized bill of October 30, 2026"."""
    paper = kept.paper
    what = _KIND_WORDS.get(paper.kind, paper.kind.value.replace("_", " ").capitalize())
    return f"{what} of {long_day(paper.dated)}" if paper.dated else what


def fact_of(kept: KeptPaper, name: str) -> Fact:
    """A field of a paper as a fact, with its spot; a value of None when the paper does not print it."""
    spot = kept.paper.spots.get(name)
    page = f", page {spot.page}" if spot and spot.page else ""
    return Fact(getattr(kept.paper, name), Evidence(source=f"{paper_words(kept)}{page}", document=kept.id, spot=spot))


def usual_name(matter: Matter, printed: str | None) -> str | None:
    """The name a paper prints, or as the case's provider is written where the paper only shouts it in capitals."""
    provider = matter.provider
    shouted = printed is not None and printed.isupper() and provider is not None and not provider.name.isupper()
    return provider.name if provider and shouted and same_organization(printed, provider.name) else printed


def days_in_words(days: frozenset[datetime.date]) -> str:
    """ "September 9, 2026", or the first and the last day."""
    if not days:
        return ""
    first, last = min(days), max(days)
    return long_day(first) if first == last else f"{long_day(first)} to {long_day(last)}"


def _people(matter: Matter, me: Person | None, authority: Fact | None) -> Iterator[tuple[str, Fact]]:
    signer = me or matter.person
    if signer is not None:
        yield "sender_name", Fact(signer.name, YOUR_RECORD)
        yield "sender_address", Fact(signer.address, YOUR_RECORD)
        yield "phone", Fact(signer.phone, YOUR_RECORD)
        yield "email", Fact(signer.email, YOUR_RECORD)
    if matter.person is not None:
        yield "patient_name", Fact(matter.person.name, YOUR_RECORD)
        yield "patient_dob", Fact(matter.person.birth_date, YOUR_RECORD)
        if signer is not None and signer.id != matter.person.id:
            yield "relationship_to_patient", Fact(matter.person.helped_as, YOUR_RECORD)
        yield "death_date", Fact(matter.person.died_on, YOUR_RECORD)
    if authority is not None:
        yield "authority", authority


def _addressee(matter: Matter, addressee: str) -> Iterator[tuple[str, Fact]]:
    if addressee not in ("provider", "insurer", "collector"):
        return  # an agency, bureau or bank: no paper of the case has its address
    denied = matter.latest(Kind.DENIAL_LETTER)
    source = (
        denied or matter.eob
        if addressee == "insurer"
        else matter.latest(Kind.COLLECTION_NOTICE)
        if addressee == "collector"
        else matter.charged
    )
    if addressee == "insurer":
        if source is not None:
            name = "payer_name" if source.paper.payer_name else "issuer_name"
            yield "addressee", fact_of(source, name)
            yield "addressee_address", fact_of(source, "payer_address")
        if matter.plan is not None and (source is None or not source.paper.payer_address):
            yield "addressee_address", Fact(matter.plan.payer_address, YOUR_RECORD)
        return
    if source is not None:
        name = "issuer_name" if source.paper.issuer_name else "provider_name"
        printed = fact_of(source, name)
        yield "addressee", dataclasses.replace(printed, value=usual_name(matter, printed.value))
        if source.paper.provider_address:
            yield "addressee_address", fact_of(source, "provider_address")
    if matter.provider is not None:
        if source is None:
            yield "addressee", Fact(matter.provider.name, YOUR_RECORD)
        # The record holds the address for questions once the user has set it; the letterhead's may be another one.
        if matter.provider.address:
            yield "addressee_address", Fact(matter.provider.address, YOUR_RECORD)


def _papers(matter: Matter, addressee: str) -> Iterator[tuple[str, Fact]]:
    bill, eob = matter.charged, matter.eob
    denied, notice = matter.latest(Kind.DENIAL_LETTER), matter.latest(Kind.COLLECTION_NOTICE)
    if bill is not None and addressee not in NARROW:
        yield "account_no", fact_of(bill, "account_number" if bill.paper.account_number else "reference_number")
        yield "bill_date", fact_of(bill, "statement_date")
        yield "dates_of_service", Fact(days_in_words(service_days(bill.paper)), Evidence(source=paper_words(bill), document=bill.id))
    if eob is not None:
        yield "claim_no", fact_of(eob, "claim_number")
        yield "payer_name", fact_of(eob, "payer_name" if eob.paper.payer_name else "issuer_name")
        yield "eob_date", fact_of(eob, "statement_date" if eob.paper.statement_date else "processed_date")
        yield "eob_share", fact_of(eob, "patient_responsibility")
        yield "member_id", fact_of(eob, "member_id")
    if notice is not None and addressee == "collector":
        yield "account_no", fact_of(notice, "reference_number" if notice.paper.reference_number else "account_number")
        yield "notice_date", fact_of(notice, "letter_date")
        yield "validation_end_date", fact_of(notice, "respond_by_date")
        yield "original_creditor", fact_of(notice, "original_creditor")
    if denied is not None:
        yield "denial_date", fact_of(denied, "letter_date")
        yield "denial_reason", fact_of(denied, "denial_reason")
        yield "claim_no", fact_of(denied, "authorization_number" if denied.paper.authorization_number else "claim_number")
        yield "member_id", fact_of(denied, "member_id")
        own = Evidence(source=paper_words(denied), document=denied.id)
        yield "service", Fact(_care(denied.paper), own)
        if bill is None:
            yield "dates_of_service", Fact(days_in_words(service_days(denied.paper)), own)
    if matter.plan is not None:
        yield "plan_type", Fact(matter.plan.type, YOUR_RECORD)
    yield "enclosures", Fact(tuple(paper_words(kept) for kept in _enclosed(matter, addressee)))


def _enclosed(matter: Matter, addressee: str) -> tuple[KeptPaper, ...]:
    """To who must not learn of the care go their own paper and the receipts only: bills and insurers' statements tell of it."""
    if addressee in NARROW:
        own = {"collector": Kind.COLLECTION_NOTICE, "bureau": Kind.CREDIT_REPORT}.get(addressee)
        return tuple(kept for kept in (matter.latest(own) if own else None, *matter.of_kind(Kind.RECEIPT)) if kept)
    letters = (matter.latest(Kind.DENIAL_LETTER), matter.latest(Kind.COLLECTION_NOTICE))
    return tuple(kept for kept in matter.counting if kept.paper.is_bill or kept.paper.is_eob or kept in letters)


def _money(matter: Matter) -> Iterator[tuple[str, Fact]]:
    asking = matter.latest(Kind.COLLECTION_NOTICE) or matter.charged
    if asking is not None:
        yield "amount_listed", fact_of(asking, "amount_due" if asking.paper.amount_due is not None else "total_billed")
    if matter.in_question:
        if matter.is_worked_out:
            yield "amount_in_question", Fact(matter.at_stake, COUNTED)
        yield "findings", Fact(tuple(_row(matter, kept) for kept in matter.in_question if kept.counted), COUNTED)
    elif (denied := matter.latest(Kind.DENIAL_LETTER)) is not None:
        yield "amount_in_question", fact_of(denied, "total_billed")
    if matter.owed.sure:
        yield "balance_accepted", Fact(matter.owed.sure, COUNTED)


def _row(matter: Matter, kept: KeptFinding) -> dict[str, Any]:
    """A line of the table of what is asked. Numbers of lines are printed from 1, as people count."""
    finding, title = kept.finding, kept.title_in_letters
    reason = finding.reason
    if kept.counted < finding.amount_at_stake and not finding.rest_title:  # the rest of its dollars stands in another row
        reason += f" This row counts {kept.counted} of it."
    row: dict[str, Any] = {"amount": kept.counted, "reason": typeset(reason), "requested_fix": typeset(finding.remedy)}
    refs = [ref for ref in finding.lines if matter.bill and ref.document == matter.bill.id]
    if matter.bill is not None and refs and len(refs) <= 3:
        lines = [matter.bill.paper.lines[ref.line] for ref in refs]
        row["line"] = listed([str(ref.line + 1) for ref in refs])
        row["date"], row["code"], row["description"] = lines[-1].first_day, lines[-1].code or "", lines[-1].description or typeset(title)
        row["charge"] = lines[-1].billed
    else:
        row["description"] = typeset(title)
    return {name: value for name, value in row.items() if value is not None}


def _paid(matter: Matter) -> Iterator[tuple[str, Fact]]:
    """What was paid before, for a collector: only what a payment on file or a receipt shows."""
    receipt = matter.latest(Kind.RECEIPT)
    payment = next((payment for payment in matter.payments if payment.amount.cents > 0), None)
    if payment is None:
        return
    proof = Evidence(source=paper_words(receipt), document=receipt.id) if receipt else STATED_BY_YOU
    share = matter.eob.paper.patient_responsibility if matter.eob else None
    yield "paid", Fact("share" if share == payment.amount else "other", proof)
    yield "paid_amount", Fact(payment.amount, proof)
    yield "paid_on", Fact(payment.date, proof)
    how = payment.payer_from[:1].lower() + payment.payer_from[1:]
    yield "paid_how", Fact(how, proof)


def _dental(matter: Matter) -> Iterator[tuple[str, Fact]]:
    eob = matter.eob
    line = next((line for line in eob.paper.lines if line.paid_as_code), None) if eob else None
    if eob is None or line is None:
        return
    source = Evidence(source=paper_words(eob), document=eob.id)
    yield "code", Fact(line.code, source)
    yield "paid_as_code", Fact(line.paid_as_code, source)
    yield "fee", Fact(line.billed, source)
    yield "plan_paid", Fact(line.plan_paid, source)
    dental = matter.plan.dental if matter.plan else None
    if dental and line.code:
        yield "contract_fee", Fact(dental.network_fees.get(line.code), YOUR_RECORD)
        yield "alternate_fee", Fact(dental.alternate_fees.get(line.paid_as_code or ""), YOUR_RECORD)


def _care(letter: Paper) -> str:
    return next((line.description for line in letter.lines if line.description), None) or ""


def household_facts(household: Household) -> dict[str, Fact]:
    """Size and income of the household, only where the user ticked that letters asking for help may show them."""
    if not household.in_letters:
        return {}
    told = {"household_size": Decimal(household.size) if household.size else None, "income": household.income}
    return {name: Fact(value, STATED_BY_YOU) for name, value in told.items() if value is not None}
