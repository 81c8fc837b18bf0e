"""Plans a dispute packet of a case: what is asked, what happened, the exhibits with their spots lit."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from medbills.audits import checks
from medbills.domain.belonging import service_days
from medbills.domain.case import KeptPaper
from medbills.domain.finding import KeptFinding
from medbills.domain.matter import Matter
from medbills.domain.media import PDF, PICTURES
from medbills.domain.money import total
from medbills.domain.names import same_organization
from medbills.domain.packet import CallNote, Exhibit, Happening, Lit, PacketPlan, Reason
from medbills.domain.paper import Kind, Paper, Spot
from medbills.domain.person import Person
from medbills.domain.wording import long_day
from medbills.errors import UnusableInput
from medbills.pdf.claim_sheet import claim_sheet
from medbills.pdf.scans import picture_pdf
from medbills.services.case_timeline import case_timeline
from medbills.services.letter_facts import days_in_words, paper_words, usual_name
from medbills.services.load_matters import load_matter
from medbills.services.name_case import short_name
from medbills.services.write_letter import consent_for
from medbills.store import Vault

_TITLES = {
    Kind.COLLECTION_NOTICE: "Request to verify a debt",
    Kind.DENIAL_LETTER: "Appeal of a refusal",
}
# The order in which a stranger understands the papers.
_ORDER = (Kind.ITEMIZED_BILL, Kind.COLLECTION_NOTICE, Kind.DENIAL_LETTER, Kind.EOB, Kind.MEDICARE_SUMMARY_NOTICE, Kind.BILL, Kind.RECEIPT)
_FOR_COLLECTORS = frozenset({Kind.COLLECTION_NOTICE, Kind.RECEIPT})
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def plan_packet(vault: Vault, case_id: str, *, today: datetime.date, papers: Sequence[str] | None = None) -> PacketPlan:
    """What the packet says, before it is printed. Raises UnusableInput when the case has nothing to show."""
    matter = load_matter(vault, case_id, today=today)
    chosen = _chosen(vault, matter, papers)
    if not chosen:
        raise UnusableInput("This case has no papers yet. Add the bill first, then build the packet.")
    labels = {kept.id: _label(index) for index, kept in enumerate(chosen)}
    exhibits = tuple(_exhibit(vault, kept, labels[kept.id], matter) for kept in chosen)
    me = next((person for person in vault.people.all() if person.is_me), None)
    consent = next((labels[kept.id] for kept in chosen if kept.paper.kind is Kind.CONSENT_FORM), None)
    main = _main_paper(matter, chosen)
    return PacketPlan(
        title=_TITLES.get(main.kind, "Request to correct a bill"),
        recipient=_recipient(matter, main),
        particulars=_particulars(matter, main, me, consent),
        asks=_asks(matter, main),
        reasons=_reasons(matter, main, labels),
        happenings=_happenings(matter, main, labels, today),
        exhibits=exhibits,
        calls=_calls(matter, main),
        footer=_footer(matter, today),
        printed_on=today,
    )


def _main_paper(matter: Matter, chosen: Sequence[KeptPaper]) -> Paper:
    """The paper that the packet answers: a collector's notice before a refusal before the bill, also when it is left out."""
    for kind in (Kind.COLLECTION_NOTICE, Kind.DENIAL_LETTER):
        if (kept := matter.latest(kind)) is not None:
            return kept.paper
    return next((kept.paper for kept in chosen if kept.paper.is_bill), chosen[0].paper)


def _chosen(vault: Vault, matter: Matter, papers: Sequence[str] | None) -> list[KeptPaper]:
    """The exhibits: the papers named, in that order, else the usual ones."""
    if papers is None:
        return list(usual_papers(vault, matter))
    by_id = {kept.id: kept for kept in offered_papers(vault, matter)}
    return [by_id[paper_id] for paper_id in papers if paper_id in by_id]


def usual_papers(vault: Vault, matter: Matter) -> tuple[KeptPaper, ...]:
    """The exhibits nobody chose: all papers, but to a collector only its own letters and the receipts.

    Bills and insurers' statements tell of the care, which a collector need not know (letters reference, section 0).
    """
    offered = offered_papers(vault, matter)
    if not matter.of_kind(Kind.COLLECTION_NOTICE):
        return offered
    return tuple(kept for kept in offered if kept.paper.kind in _FOR_COLLECTORS)


def offered_papers(vault: Vault, matter: Matter) -> tuple[KeptPaper, ...]:
    """Every paper that may be an exhibit: the case's own and the signed form, in the order a stranger understands."""
    consent = consent_for(vault, matter)
    available = [*matter.papers, *([consent] if consent and consent not in matter.papers else [])]
    asking = matter.bill.id if matter.bill else None
    return tuple(
        sorted(available, key=lambda kept: (kept.id != asking, _place(kept.paper), -(kept.paper.dated or datetime.date.min).toordinal()))
    )


def _place(paper: Paper) -> int:
    return _ORDER.index(paper.kind) if paper.kind in _ORDER else len(_ORDER)


def _label(index: int) -> str:
    return _LETTERS[index] if index < len(_LETTERS) else f"{_LETTERS[index // len(_LETTERS) - 1]}{_LETTERS[index % len(_LETTERS)]}"


def _exhibit(vault: Vault, kept: KeptPaper, label: str, matter: Matter) -> Exhibit:
    document = vault.documents.get(kept.document_id)
    if document is None:
        raise UnusableInput(f"{paper_words(kept)} cannot go into a packet: its file is gone. Leave it out.")
    title = paper_words(kept)
    if document.media_type not in PICTURES | {PDF}:
        return Exhibit(label=label, title=title, pdf=claim_sheet(kept.paper, document.name))
    data = vault.paper_files.read(document.key)
    pdf = picture_pdf(data, name=document.name) if document.media_type in PICTURES else data
    return Exhibit(label=label, title=title, pdf=pdf, lit=tuple(_lit(kept, matter)), pages=kept.pages)


def _lit(kept: KeptPaper, matter: Matter) -> list[Lit]:
    """The disputed lines of this paper, and on a paper without lines the sum that is in question."""
    found: list[Lit] = []
    for one in matter.in_question:
        for ref in one.finding.lines:
            if ref.document == kept.id and one.counted and len(one.finding.lines) <= 4:
                found += _lit_spots(kept, list(kept.paper.lines[ref.line].spots.values()), one.title_in_letters)
        if kept.id in one.finding.documents and not any(ref.document == kept.id for ref in one.finding.lines):
            field = "amount_due" if kept.paper.amount_due is not None else "patient_responsibility"
            spot = kept.paper.spots.get(field)
            found += _lit_spots(kept, [spot] if spot else [], "")
    unique = {(lit.page, lit.box): lit for lit in reversed(found)}
    return sorted(unique.values(), key=lambda lit: (lit.page, lit.box))


def _lit_spots(kept: KeptPaper, spots: list[Spot], note: str) -> list[Lit]:
    """One lit band for all the values of a line."""
    boxes = [(spot.page, spot.box) for spot in spots if spot.page and spot.box]
    if not boxes:
        return []
    page = boxes[0][0] or 1
    edges = [box for where, box in boxes if where == page and box]
    band = (min(e[0] for e in edges), min(e[1] for e in edges), max(e[2] for e in edges), max(e[3] for e in edges))
    return [Lit(page=page, box=band, note=note)]


def _recipient(matter: Matter, main: Paper) -> str:
    if main.kind is Kind.DENIAL_LETTER:
        return "\n".join(part for part in (main.payer_name or main.issuer_name, main.payer_address) if part)
    name = usual_name(matter, main.issuer_name or main.provider_name) or (matter.provider.name if matter.provider else "")
    address = (matter.provider.address if matter.provider else "") or main.provider_address or ""
    return "\n".join(part for part in (name, address) if part)


def _particulars(matter: Matter, main: Paper, me: Person | None, consent: str | None) -> tuple[tuple[str, str], ...]:
    """To a collector only its own reference (letters reference, section 0)."""
    if main.kind is Kind.COLLECTION_NOTICE:
        reference = main.reference_number or main.account_number or ""
        return tuple(row for row in (("Your reference", reference), ("For", main.original_creditor or "")) if row[1])
    helper = me if me and matter.person and me.id != matter.person.id else None
    sent_by = f"{helper.name}{f', with a signed form (Exhibit {consent})' if consent else ''}" if helper else ""
    rows = (
        ("Patient", matter.person.name if matter.person else main.patient_name or ""),
        ("Account", main.account_number or ""),
        ("Request", main.authorization_number or ""),
        ("Claim", matter.eob.paper.claim_number or "" if matter.eob else main.claim_number or ""),
        ("Date of service", days_in_words(service_days(main))),
        ("Sent by", sent_by),
    )
    return tuple(row for row in rows if row[1])


def _asks(matter: Matter, main: Paper) -> str:
    if main.kind is Kind.COLLECTION_NOTICE:
        return "Please verify this debt, and stop collecting until you have answered. I do not agree that any amount is due."
    if main.kind is Kind.DENIAL_LETTER:
        return "Please change the decision and approve the care that the doctor asked for."
    stake = matter.at_stake
    if stake and main.amount_due is not None and matter.is_worked_out:
        left = main.amount_due - stake
        return f"Please correct the balance from {main.amount_due} to {left}, and send a corrected bill."
    return "Please review this account and explain each line in writing."


def _reasons(matter: Matter, main: Paper, labels: dict[str, str]) -> tuple[Reason, ...]:
    """A finding's own title may name the care; to a collector the check's title does."""
    plain = {check.slug: check.title for check in checks()} if main.kind is Kind.COLLECTION_NOTICE else {}
    return tuple(
        Reason(why=plain.get(kept.finding.check, kept.title_in_letters), amount=kept.counted, proof=_proof(kept, labels))
        for kept in matter.in_question
        if kept.counted
    )


def _proof(kept: KeptFinding, labels: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted({labels[document] for document in kept.finding.documents if document in labels}))


def _happenings(matter: Matter, main: Paper, labels: dict[str, str], today: datetime.date) -> tuple[Happening, ...]:
    """To a collector only what passed between them and the family, and what was paid."""
    told = [moment for moment in case_timeline(matter, today) if not moment.ahead and moment.day <= today and moment.item != "packet"]
    unsent = {letter.id for letter in matter.letters if not letter.sent_on}
    shown = [moment for moment in told if moment.icon != "check_circle" and moment.item_id not in unsent]
    if main.kind is Kind.COLLECTION_NOTICE:
        theirs = {letter.id for letter in matter.letters if same_organization(_first_line(letter.recipient), main.issuer_name)}
        theirs |= {call.id for call in matter.calls if same_organization(call.organization, main.issuer_name)}
        shown = [moment for moment in shown if moment.item == "payment" or moment.item_id in labels or moment.item_id in theirs]
    return tuple(
        Happening(day=moment.day, what=moment.title, detail=moment.detail, proof=labels.get(moment.item_id, ""))
        for moment in sorted(shown, key=lambda moment: moment.day)
    )


def _first_line(text: str) -> str:
    return text.splitlines()[0] if text else ""


def _calls(matter: Matter, main: Paper) -> tuple[CallNote, ...]:
    """Calls with a hospital or an insurer are none of a collector's affairs."""
    notes = []
    for call in sorted(matter.calls, key=lambda call: call.at):
        elsewhere = main.kind is Kind.COLLECTION_NOTICE and not same_organization(call.organization, main.issuer_name)
        if not call.ended or elsewhere:
            continue
        by = f" by {long_day(call.they_will_by)}" if call.they_will_by else ""
        notes.append(
            CallNote(
                day=call.at.date(),
                time=f"{call.at:%I:%M %p}".lstrip("0"),
                who=", ".join(part for part in (call.person, call.organization) if part),
                reference=call.reference,
                said=call.notes,
                promised=f"{call.they_will}{by}" if call.they_will else "",
            )
        )
    return tuple(notes)


def _footer(matter: Matter, today: datetime.date) -> str:
    family = matter.person.name.split()[-1] if matter.person else ""
    where = short_name(matter.provider.name) if matter.provider else matter.case.title
    return f"{', '.join(part for part in (family, where) if part)} {today.year}"


def together(plan: PacketPlan) -> str:
    """The sum of the cover's table."""
    return total(reason.amount for reason in plan.reasons).text()
