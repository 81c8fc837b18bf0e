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
from medbills.services.find_on_pages import says
from medbills.services.hide_in_packet import HiddenPlan, exhibits_in_words
from medbills.services.letter_facts import paper_words
from medbills.services.mask_numbers import CUT
from medbills.services.values_to_hide import BANK_KEY, SOCIAL_SECURITY_KEY

_COVER_WORDS = {"Sent by": "who sends it", "For": "the first creditor", "Your reference": "their reference"}


@dataclass(frozen=True, slots=True)
class PacketNote:
    """One thing to know before sending. `good` is None where there is nothing to judge; what `stops` holds the packet back."""

    title: str
    detail: str
    good: bool | None = None
    icon: str = ""  # "": the usual one
    stops: bool = False
    paper: str = ""  # id of the paper to look at


def check_packet(matter: Matter, plan: PacketPlan, inside: Sequence[KeptPaper], outside: Sequence[KeptPaper]) -> tuple[PacketNote, ...]:
    """Proof, sums, names, and what is missing; the good ones first only where they are good."""
    return (_proved(plan), _sums(matter, inside), _names(matter, inside), *_missing(matter, inside, outside))


def what_they_see(plan: PacketPlan, inside: Sequence[KeptPaper], hidden: HiddenPlan) -> tuple[PacketNote, ...]:
    """What stands in the packet, told plainly: what is hidden, what is not, and what our own pages still say of it."""
    cover = listed([_COVER_WORDS.get(name, name.lower()) for name, _ in plan.particulars])
    notes = [PacketNote(f"On the cover: {cover}" if cover else "On the cover: what you ask", "They need these to find the account.")]
    notes += [*_hidden(hidden), *_repeated(plan, hidden)]
    printed = _read_there(inside, hidden)
    shown = f"We read there: {listed(printed)}. " if printed else ""
    if any(value.startswith(CUT) for _, value in plan.particulars):
        notes.append(PacketNote("Account numbers are cut short", "Our own pages show their last signs only."))
    if hidden.has_covers:
        told = f"{shown}Look through the pages. Leave a paper out if it shows too much."
        notes.append(PacketNote("All else on the pages", told))
    else:
        told = f"{shown}Nothing on a page is hidden or taken away. Look through the pages. Leave a paper out if it shows too much."
        notes.append(PacketNote("Every page as it is", told))
    if plan.calls:
        notes.append(PacketNote("Your call notes", f"{counted(len(plan.calls), 'call')}, word for word, on the last pages."))
    return tuple(notes)


def _read_there(inside: Sequence[KeptPaper], hidden: HiddenPlan) -> list[str]:
    """What can be read on the exhibits: the names, and every value that was found there and is not hidden."""
    names = dict.fromkeys(kept.paper.patient_name for kept in inside if kept.paper.patient_name)
    found = [value.name for value in hidden.values if value.places and not value.hidden]
    return [*(f"the name {name}" for name in names), *found]


def _hidden(hidden: HiddenPlan) -> list[PacketNote]:
    notes = []
    names = [found.name for found in hidden.hidden]
    if hidden.covered:
        names.append(f"{counted(hidden.covered, 'spot')} you covered")
    if names:
        notes.append(PacketNote(f"Hidden: {listed(names)}", "Removed from the file, not just covered.", icon="eye_off"))
    for key, name in ((SOCIAL_SECURITY_KEY, "Social Security"), (BANK_KEY, "bank or card")):
        if any(found.key == key and found.places and not found.hidden for found in hidden.values):
            notes.append(PacketNote(f"A {name} number is shown", "They rarely need it. You can hide it again."))
    by_machine = [label for label in hidden.by_machine if label not in hidden.unread]
    if names and by_machine:
        one = "It is a picture. We read it by machine, and may have missed a word."
        several = "They are pictures. We read them by machine, and may have missed a word."
        notes.append(PacketNote(f"Look at {exhibits_in_words(by_machine)} yourself", several if len(by_machine) > 1 else one))
    if hidden.unread:
        told = "We could not search it. Cover spots by hand, or leave it out."
        notes.append(PacketNote(f"Look at {exhibits_in_words(hidden.unread)} yourself", told))
    return notes


def _repeated(plan: PacketPlan, hidden: HiddenPlan) -> list[PacketNote]:
    """What is hidden on the exhibits, but stands on the pages that we print."""
    notes = []
    for found in hidden.hidden:
        where = [place for place, texts in _own_words(plan) if any(says(text, found.sought) for text in texts)]
        name = f"{found.name[0].upper()}{found.name[1:]}"
        if where == [_ON_COVER] and found.key in _NEEDED:
            notes.append(PacketNote(f"On the cover still: {found.name}", "It stays there: they need it to find the account."))
        elif where:
            notes.append(PacketNote(f"{name}: still in your own words", f"It also stands {listed(where)}. We print those as they are."))
    return notes


_ON_COVER = "on the cover"
_NEEDED = frozenset({"account_number", "claim_number", "authorization_number", "reference_number"})


def _own_words(plan: PacketPlan) -> list[tuple[str, list[str]]]:
    """What we print ourselves, by where it stands."""
    titles = [text for exhibit in plan.exhibits for text in (exhibit.title, *(lit.note for lit in exhibit.lit))]
    return [
        (_ON_COVER, [plan.title, plan.recipient, plan.asks, *(value for _, value in plan.particulars)]),
        ("in the reasons", [reason.why for reason in plan.reasons]),
        ("under What happened", [text for happening in plan.happenings for text in (happening.what, happening.detail)]),
        ("in the names of the exhibits", titles),
        ("in your call notes", [text for call in plan.calls for text in (call.who, call.reference, call.said, call.promised)]),
        ("at the foot of the pages", [plan.footer]),
    ]


def _proved(plan: PacketPlan) -> PacketNote:
    if not plan.reasons:
        return PacketNote("No amounts in question", "The packet asks without naming a sum.")
    bare = [reason for reason in plan.reasons if not reason.proof]
    if not bare:
        return PacketNote("Every amount has its proof", f"{counted(len(plan.reasons), 'amount')}, each tied to a paper", True)
    return PacketNote(f"{counted(len(bare), 'amount')} without proof", f"{bare[0].why}. Put the paper back that shows it.", False)


def _sums(matter: Matter, inside: Sequence[KeptPaper]) -> PacketNote:
    """What is left of the bill, against what the insurer's statement says. It stops where both papers are in the packet."""
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
    both = bill is not None and eob is not None and {bill.id, eob.id} <= {kept.id for kept in inside}
    told = f"The bill less your points leaves {left}. The insurer says {share}."
    return PacketNote("The numbers differ", told, False, stops=both and matter.is_worked_out, paper=bill.id if bill else "")


def _names(matter: Matter, inside: Sequence[KeptPaper]) -> PacketNote:
    named = matter.person.name if matter.person else None
    strange = next((kept for kept in inside if same_person(kept.paper.patient_name, named) is False), None)
    if strange is not None:
        return PacketNote("Another name on a paper", f"{paper_words(strange)} names {strange.paper.patient_name}.", False,
                          stops=True, paper=strange.id)
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
