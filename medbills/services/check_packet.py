"""Looks over a packet before it is sent: what is proved, whether the numbers agree, what is missing, what the reader will see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from medbills.domain.case import KeptPaper
from medbills.domain.matter import Matter
from medbills.domain.names import same_person
from medbills.domain.packet import PacketPlan
from medbills.domain.paper import Kind
from medbills.domain.wording import counted, listed
from medbills.services.letter_facts import paper_words

_SHOWN = (
    ("patient_name", "the patient's name"),
    ("patient_birth_date", "the date of birth"),
    ("account_number", "the account number"),
    ("claim_number", "the claim number"),
    ("member_id", "the member number"),
)

_COVER_WORDS = {"Sent by": "who sends it", "For": "the first creditor", "Your reference": "their reference"}


@dataclass(frozen=True, slots=True)
class PacketNote:
    """One thing to know before sending. `good` is None where there is nothing to judge."""

    title: str
    detail: str
    good: bool | None = None


def check_packet(matter: Matter, plan: PacketPlan, inside: Sequence[KeptPaper], outside: Sequence[KeptPaper]) -> tuple[PacketNote, ...]:
    """Proof, sums, names, and what is missing; the good ones first only where they are good."""
    return (_proved(plan), _sums(matter), _names(matter, inside), *_missing(matter, inside, outside))


def what_they_see(plan: PacketPlan, inside: Sequence[KeptPaper]) -> tuple[PacketNote, ...]:
    """What stands in the packet, told plainly: nothing on an exhibit is taken away."""
    cover = listed([_COVER_WORDS.get(name, name.lower()) for name, _ in plan.particulars])
    printed = [words for field, words in _SHOWN if any(getattr(kept.paper, field, None) for kept in inside)]
    notes = [PacketNote(f"On the cover: {cover}" if cover else "On the cover: what you ask", "They need these to find the account.")]
    shown = f"We read there: {listed(printed)}. " if printed else ""
    notes.append(
        PacketNote(
            "Every page as it is",
            f"{shown}Nothing on a page is hidden or taken away. Look through the pages. Leave a paper out if it shows too much.",
        )
    )
    if plan.calls:
        notes.append(PacketNote("Your call notes", f"{counted(len(plan.calls), 'call')}, word for word, on the last pages."))
    return tuple(notes)


def _proved(plan: PacketPlan) -> PacketNote:
    if not plan.reasons:
        return PacketNote("No amounts in question", "The packet asks without naming a sum.")
    bare = [reason for reason in plan.reasons if not reason.proof]
    if not bare:
        return PacketNote("Every amount has its proof", f"{counted(len(plan.reasons), 'amount')}, each tied to a paper", True)
    return PacketNote(f"{counted(len(bare), 'amount')} without proof", f"{bare[0].why}. Put the paper back that shows it.", False)


def _sums(matter: Matter) -> PacketNote:
    """What is left of the bill, against what the insurer's statement says."""
    notice = matter.latest(Kind.COLLECTION_NOTICE)
    if notice is not None and notice.paper.amount_due is not None:
        left = notice.paper.amount_due - matter.at_stake
        return PacketNote("What the collector asks", f"{notice.paper.amount_due}. Your points leave {left} of it.")
    bill, eob = matter.bill, matter.eob
    due = bill.paper.amount_due if bill else None
    share = eob.paper.patient_responsibility if eob else None
    if due is None or share is None:
        return PacketNote("The numbers stand alone", "There is no bill and insurer's statement to compare.")
    left = due - matter.at_stake
    if left == share:
        return PacketNote("The numbers agree", f"{due} less {matter.at_stake} leaves {left}, as the insurer says.", True)
    return PacketNote("The numbers differ", f"The bill less your points leaves {left}. The insurer says {share}.", False)


def _names(matter: Matter, inside: Sequence[KeptPaper]) -> PacketNote:
    named = matter.person.name if matter.person else None
    strange = next((kept for kept in inside if same_person(kept.paper.patient_name, named) is False), None)
    if strange is not None:
        return PacketNote("Another name on a paper", f"{paper_words(strange)} names {strange.paper.patient_name}.", False)
    return PacketNote("The names match", "No paper names somebody else.", True)


def _missing(matter: Matter, inside: Sequence[KeptPaper], outside: Sequence[KeptPaper]) -> tuple[PacketNote, ...]:
    kinds = {kept.paper.kind for kept in inside}
    notes = []
    collector = matter.latest(Kind.COLLECTION_NOTICE) is not None
    if collector and any(kept.paper.is_bill or kept.paper.is_eob for kept in inside):
        says = "A collector does not need to know about care. Leave out what you do not want to show."
        notes.append(PacketNote("Papers about care are in it", says, False))
    needed = {document for kept in matter.in_question if kept.counted and not collector for document in kept.finding.documents}
    gone = [kept for kept in outside if kept.id in needed]
    notes += [PacketNote("A paper is left out", f"{paper_words(kept)} shows a sum in question.", False) for kept in gone]
    helped = matter.person is not None and not matter.person.is_me
    if helped and Kind.CONSENT_FORM not in kinds and not collector:
        notes.append(PacketNote("The signed form is missing", "They may not answer you without it. You can send the packet anyway.", False))
    if matter.bill is not None and matter.eob is None and not collector:
        notes.append(PacketNote("The insurer's statement is missing", "You can send the packet without it.", False))
    return tuple(notes)
