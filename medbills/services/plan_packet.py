"""Plans a dispute packet of a case: what is asked, what happened, the exhibits with their spots lit."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from medbills.audits import checks
from medbills.domain.belonging import service_days
from medbills.domain.case import KeptPaper
from medbills.domain.correction import Correction
from medbills.domain.finding import KeptFinding
from medbills.domain.letter import Letter
from medbills.domain.matter import Matter
from medbills.domain.money import total
from medbills.domain.names import same_organization
from medbills.domain.packet import CallNote, Happening, Mailing, PacketChoices, PacketPlan, Reason
from medbills.domain.paper import Kind, Paper
from medbills.domain.person import Person
from medbills.domain.wording import long_day, time_of_day
from medbills.errors import UnusableInput
from medbills.rules import rules_of
from medbills.services.aim_packet import aim_of
from medbills.services.call_words import promise_in_words, said_in_call
from medbills.services.case_timeline import case_timeline
from medbills.services.check_signer import paper_of_form
from medbills.services.correct_record import corrections_by_record
from medbills.services.draw_limits import drawn_limits
from medbills.services.exhibit_papers import (
    QuotedPage,
    letter_exhibit,
    offered_letters,
    offered_papers,
    offered_quotes,
    paper_exhibit,
    quote_exhibit,
    usual_letters,
    usual_papers,
    usual_quotes,
)
from medbills.services.find_contradictions import otherwise
from medbills.services.letter_facts import days_in_words
from medbills.services.light_disputed import lights_of
from medbills.services.load_matters import load_matter
from medbills.services.mask_numbers import mask_plan
from medbills.services.name_case import short_name
from medbills.services.packet_criteria import criteria_of
from medbills.store import Vault

USUAL = PacketChoices()
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def plan_packet(
    vault: Vault, case_id: str, *, today: datetime.date, papers: Sequence[str] | None = None, choices: PacketChoices = USUAL
) -> PacketPlan:
    """What the packet says, before it is printed; `papers` are ids of papers and sent letters, in the order of the exhibits.

    Raises UnusableInput when the case has nothing to show.
    """
    matter = load_matter(vault, case_id, today=today)
    chosen = _chosen(vault, matter, papers, today)
    kept_papers = [one for one in chosen if isinstance(one, KeptPaper)]
    if not kept_papers:
        raise UnusableInput("This case has no papers yet. Add the bill first, then build the packet.")
    labels = {one.id: _label(index) for index, one in enumerate(chosen)}
    aim = aim_of(matter, kept_papers)
    main = aim.main
    titles = _titles_for(matter, main)
    lights = {kept.id: lights_of(kept, matter, titles) for kept in kept_papers}
    exhibits = tuple(
        letter_exhibit(vault, one, labels[one.id]) if isinstance(one, Letter)
        else quote_exhibit(vault, one, labels[one.id]) if isinstance(one, QuotedPage)
        else paper_exhibit(vault, one, labels[one.id], lights[one.id].lit)
        for one in chosen
    )  # fmt: skip
    me = next((person for person in vault.people.all() if person.is_me), None)
    form = paper_of_form(vault, matter, on=today)
    consent = labels.get(form.id) if form else None
    sender = me or matter.person
    plan = PacketPlan(
        title=aim.title,
        recipient=aim.recipient,
        particulars=_particulars(matter, main, me, consent),
        asks=aim.asks,
        reasons=_reasons(matter, titles, labels, {kept.id: (kept.pages, lights[kept.id].shown) for kept in kept_papers}),
        happenings=_happenings(matter, main, labels, today),
        exhibits=exhibits,
        calls=_calls(matter, main, corrections_by_record(vault)),
        footer=_footer(matter, today),
        rules_version=rules_of(matter).version,
        printed_on=today,
        criteria=criteria_of(matter, {exhibit.label: exhibit.title for exhibit in exhibits}) if main.kind is Kind.DENIAL_LETTER else (),
        mailing=Mailing(sender=sender.name if sender else "", tracking=choices.tracking) if choices.certificate else None,
        lists_files=choices.fingerprints,
        draws_time=choices.in_time,
        limits=drawn_limits(vault, matter, labels, today=today) if choices.limits else (),
    )
    return plan if choices.full_numbers else mask_plan(plan, _account_numbers(matter, main))


def _chosen(
    vault: Vault, matter: Matter, wanted: Sequence[str] | None, today: datetime.date
) -> list[KeptPaper | Letter | QuotedPage]:
    """The exhibits: the papers, letters and quoted pages named, in that order, else the usual ones."""
    if wanted is None:
        return [*usual_papers(vault, matter, today=today), *usual_letters(vault, matter), *usual_quotes(vault, matter)]
    by_id: dict[str, KeptPaper | Letter | QuotedPage] = {kept.id: kept for kept in offered_papers(vault, matter, today=today)}
    by_id |= {letter.id: letter for letter in offered_letters(vault, matter)}
    by_id |= {page.id: page for page in offered_quotes(vault, matter)}
    return [by_id[one] for one in wanted if one in by_id]


def _label(index: int) -> str:
    return _LETTERS[index] if index < len(_LETTERS) else f"{_LETTERS[index // len(_LETTERS) - 1]}{_LETTERS[index % len(_LETTERS)]}"


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


def _titles_for(matter: Matter, main: Paper) -> dict[str, str]:
    """What each finding is called: its own title may name the care; to a collector the check's title does."""
    plain = {check.slug: check.title for check in checks()} if main.kind is Kind.COLLECTION_NOTICE else {}
    return {kept.id: plain.get(kept.finding.check, kept.title_in_letters) for kept in matter.in_question}


def _reasons(
    matter: Matter,
    titles: Mapping[str, str],
    labels: dict[str, str],
    shown: Mapping[str, tuple[tuple[int, int], frozenset[tuple[str, int]]]],
) -> tuple[Reason, ...]:
    """`shown` has by paper the pages it has, and the findings with the pages where they are lit."""
    return tuple(
        Reason(
            why=titles[kept.id], amount=kept.counted, proof=_proof(kept, labels),
            at=tuple(
                (labels[paper], page - max(first, 1) + 1)
                for paper, ((first, last), found) in shown.items()
                for finding, page in sorted(found)
                if finding == kept.id and first <= page <= last
            ),
        )
        for kept in matter.in_question
        if kept.counted
    )  # fmt: skip


def _account_numbers(matter: Matter, main: Paper) -> set[str]:
    """Every account number on the papers, but not the reference by which a collector knows this debt."""
    numbers = {kept.paper.account_number for kept in matter.papers if kept.paper.account_number}
    own = {main.reference_number, main.account_number if not main.reference_number else None}
    return {number for number in numbers if number} - ({one for one in own if one} if main.kind is Kind.COLLECTION_NOTICE else set())


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
        Happening(day=moment.day, what=moment.title, detail=moment.detail, proof=labels.get(moment.item_id, ""), group=moment.group)
        for moment in sorted(shown, key=lambda moment: moment.day)
    )


def _first_line(text: str) -> str:
    return text.splitlines()[0] if text else ""


def _calls(matter: Matter, main: Paper, corrections: Mapping[str, Sequence[Correction]]) -> tuple[CallNote, ...]:
    """Calls with a hospital or an insurer are none of a collector's affairs. A correction stands after the notes it corrects."""
    notes = []
    for call in sorted(matter.calls, key=lambda call: call.at):
        elsewhere = main.kind is Kind.COLLECTION_NOTICE and not same_organization(call.organization, main.issuer_name)
        if not call.ended or elsewhere:
            continue
        notes.append(
            CallNote(
                day=call.at.date(),
                time=time_of_day(call.at),
                who=", ".join(part for part in (call.person, call.organization) if part),
                reference=call.reference,
                said=" ".join([said_in_call(call), *otherwise(matter, call), *map(_corrected, corrections.get(call.id, ()))]).strip(),
                promised="; ".join(promise_in_words(made) for made in call.promised),
            )
        )
    return tuple(notes)


def _corrected(correction: Correction) -> str:
    return f"Corrected on {long_day(correction.at.date())}: {correction.text}"


def _footer(matter: Matter, today: datetime.date) -> str:
    family = matter.person.name.split()[-1] if matter.person else ""
    where = short_name(matter.provider.name) if matter.provider else matter.case.title
    return f"{', '.join(part for part in (family, where) if part)} {today.year}"


def together(plan: PacketPlan) -> str:
    """The sum of the cover's table."""
    return total(reason.amount for reason in plan.reasons).text()
