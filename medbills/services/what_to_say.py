"""What to say on the phone about a case: the line to read aloud, the facts to have at hand, what to ask for."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from medbills.domain.matter import Matter
from medbills.domain.paper import Kind, Paper
from medbills.domain.wording import long_day, week_day
from medbills.services.name_case import short_name

ASK_FOR = ("Their name", "A reference number", "The day they will act")


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """`say` is read aloud; `facts` are label and value; `ask` are the questions of the findings; `avoid` is what not to say."""

    organization: str
    number: str
    intro: str
    say: str
    facts: tuple[tuple[str, str], ...]
    ask: tuple[tuple[str, str], ...]  # finding id, question
    avoid: str = ""
    comfort: str = ""


def what_to_say(matter: Matter, today: datetime.date) -> Script:
    """The words for the desk that can help with this case."""
    denied = matter.latest(Kind.DENIAL_LETTER)
    if denied is not None:
        return _refusal(matter, denied.paper, today)
    notice = matter.latest(Kind.COLLECTION_NOTICE)
    if notice is not None:
        return _collector(notice.paper)
    return _billing(matter)


def _refusal(matter: Matter, letter: Paper, today: datetime.date) -> Script:
    doctor = short_name(letter.provider_name) or "the doctor"
    by = letter.respond_by_date
    until = f" by {week_day(by)}" if by and by >= today else ""
    when = f" on {letter.letter_date:%B} {letter.letter_date.day}" if letter.letter_date else ""
    appeal = matter.appeal_by
    facts = [
        ("Request number", letter.authorization_number or letter.claim_number),
        ("Insurer\N{RIGHT SINGLE QUOTATION MARK}s line", letter.payer_phone),
        ("Reason they gave", letter.denial_reason),
    ]
    return Script(
        organization=f"{doctor}\N{RIGHT SINGLE QUOTATION MARK}s office",
        number=letter.provider_phone or "",
        intro=_who_calls(matter),
        say=f"The insurer refused {_care(letter, matter)}{when}. "
        f"Would {doctor} call the insurer\N{RIGHT SINGLE QUOTATION MARK}s doctor{until}?",
        facts=tuple((label, value) for label, value in facts if value),
        ask=(),
        comfort=f"You are not stuck if they say no. You can still appeal until {long_day(appeal)}." if appeal else "",
    )


def _collector(notice: Paper) -> Script:
    return Script(
        organization=notice.issuer_name or "The collector",
        number=notice.provider_phone or "",
        intro="You do not have to say anything about yourself.",
        say="Please give me your company name, mailing address and reference number. I am not confirming this account.",
        facts=tuple((label, value) for label, value in (("Their reference", notice.reference_number or notice.account_number),) if value),
        ask=(("", "Who is the original creditor?"), ("", "Please send everything in writing.")),
        avoid="Do not agree that you owe it. Do not pay, promise, or give bank or card numbers.",
        comfort="A letter is safer than a call here. It makes them stop and answer.",
    )


def _billing(matter: Matter) -> Script:
    bill = matter.bill.paper if matter.bill else None
    facts = [("Account", bill.account_number), ("Amount on the bill", bill.amount_due.text() if bill.amount_due else None)] if bill else []
    eob = matter.eob.paper if matter.eob else None
    if eob and eob.patient_responsibility is not None:
        facts.append(("Insurer says you owe", eob.patient_responsibility.text()))
    if eob and eob.claim_number:
        facts.append(("Claim", eob.claim_number))
    account = f" about account {bill.account_number}" if bill and bill.account_number else ""
    return Script(
        organization=matter.provider.name if matter.provider else "",
        number=matter.provider.phone if matter.provider else "",
        intro=_who_calls(matter),
        say=f"I am calling{account}. I want to be sure the balance is right before paying.",
        facts=tuple((label, value) for label, value in facts if value),
        ask=tuple((kept.id, kept.finding.question) for kept in matter.in_question),
        avoid="Do not give a card number, and do not agree to the balance yet.",
        comfort="Ask them to hold the account for 30 days while they look.",
    )


def _who_calls(matter: Matter) -> str:
    if matter.person is None or matter.person.is_me:
        return "Say who you are first."
    return f"Say who you are, and that you call for {matter.person.name}."


def _care(letter: Paper, matter: Matter) -> str:
    care = next((line.description for line in letter.lines if line.description), None) or short_name(matter.case.title)
    return f"the {care[:1].lower() + care[1:]}" if not care.startswith(("MRI", "CT")) else f"the {care}"
