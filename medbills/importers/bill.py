"""Bills: statements of hospitals, doctors and dentists, with or without their charges line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from medbills.domain.importing import Importer, Source
from medbills.domain.money import Money
from medbills.domain.page import Page, Sheets
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.layout.account_rows import lists_accounts
from medbills.layout.addressees import guarantor_addressed
from medbills.layout.aging import aging
from medbills.layout.charges import Charges, charges_of
from medbills.layout.claim_headings import claims_in_tables
from medbills.layout.contacts import add_contacts
from medbills.layout.debt_letters import AGENCY
from medbills.layout.departments import by_department
from medbills.layout.evidence import Clue, weighed
from medbills.layout.facts import Fact, Facts
from medbills.layout.laid import Laid, add_totals, facts_of, laid_out
from medbills.layout.letterhead import is_physician, senders
from medbills.layout.loose_payments import lone_payments, loose_payments
from medbills.layout.pairs import Pair
from medbills.layout.payers_in_rows import payers_in_rows
from medbills.layout.payments_beside import name_payments_beside
from medbills.layout.sentences import amounts_said, days_said, sentence
from medbills.layout.sums import check_sums, sum_of
from medbills.layout.table_line import TableLine
from medbills.layout.visit_days import over_all_visits
from medbills.layout.visit_details import with_visit_details
from medbills.layout.wording import canonical

_CLUES = (
    Clue(
        r"(?:patient|billing|account|hospital|medical|physician|dental|itemi[sz]ed|detailed?|monthly|"
        r"summary) (?:billing )?statement|statement of (?:account|charges|services)|statement date",
        0.35,
    ),
    Clue(
        r"\bmedical bill\b|\binvoice\b|\bbill(?:ing)? (?:date|summary|number)\b|itemi[sz](?:ed|ation)|"
        r"detail of (?:your )?(?:charges|services)|charge detail|estado de cuenta|"
        r"(?<!una )factura\b|fecha de facturaci[oó]n|statement from",
        0.3,
    ),
    Clue(
        r"(?:amount|balance|total|payment)(?: now)? due|pay this amount|please (?:pay|remit)|new balance|"
        r"current balance|account balance|patient (?:responsibility|portion)|total a pagar|saldo|(?:cantidad|monto) (?:a pagar|"
        r"adeudad[oa])|usted debe",
        0.25,
    ),
    Clue(r"account (?:number|no|#)|acct|patient(?: name)?:?|guarantor|mrn|n[uú]mero de cuenta|paciente", 0.1),
    Clue(r"charges?\b|procedures?\b|services? (?:rendered|provided)|description|cargos?\b|descripci[oó]n|procedimiento", 0.15),
    Clue(
        r"remit to|make checks? payable|amount enclosed|payment (?:coupon|stub|options)|detach|env[ií]e su pago|planes de pago|"
        r"desprenda", 0.15),
    Clue(r"date of service|dates? of service|service date|\bdos\b|fecha de servicio", 0.1),
    Clue(  # a hospital's detail, in which a pharmacy is one department
        r"\brev(?:enue)?\b\.?(?: (?:cd|code))?\.?(?: \w+)? (?:hcpcs|cpt)\b|\broom (?:and|&) board\b|"
        r"detail of (?:all )?(?:hospital )?charges", 0.3),
    Clue(r"\$\s?\d", 0.05),
    Clue(r"explanation of benefits|\beob\b|explicaci[oó]n de (?:sus )?beneficios", -0.6, head=True),
    Clue(
        rf"good faith estimate|medicare summary notice|collection notice|{AGENCY}|debt collector|notice of (?:denial|"
        r"adverse)|buena fe|cobrador de deudas|agencia de cobr|apelaci[oó]n|claim history|flexible spending|dear (?:mr|ms|mrs)",
        -0.4,
    ),
    Clue(
        r"(?:original|current) creditor|\bcreditor:|dispute (?:the|this|all or (?:any )?part of (?:the|this)) debt|"
        r"verification of (?:the|this) debt|attempt to collect a debt", -0.6
    ),
    Clue(r"this is not a bill|esto no es una factura|benefits? statement", -0.5, head=True),
    Clue(r"pharmacy|receipt|farmacia|recibo", -0.3, head=True),
    Clue(r"\bpayment (?:confirmation|receipt)\b(?! (?:number|no|code))|\bconfirmation of (?:your )?payment\b", -1.0, head=True),
    Clue(r"\b(?:your|this) payment (?:was|has been|is) applied\b", -0.4),
    Clue(r"lab results|findings|impression", -0.45, head=True),
    Clue(
        r"(?:visual|quick|short) guide|guide to|explanation of itemi[sz]ed|how to read|understanding your|"
        r"sample (?:bill|statement)|glossary of",
        -1.5,
        head=True,
    ),
)

_MEDICAL = (
    r"\b(?:patients?|paciente|hospital|clinic|medical|medicine|physicians?|dental|dentist|dds|md|dr|cpt|hcpcs|health|"
    r"therapy|surgery|surgical|pharmacy|"
    r"rx|prescriptions?|medications?|ndc|refills?|doctor|seguro|ambulance|ems|paramedics?|ambulancia|medicare|medicaid|dialysis|pediatrics?|radiology|x-?ray|visit|diagnosis|mrn|procedures?|treatment|copay|deductible|cl[ií]nica|m[eé]dic[oa]|"
    r"consultorio|odontol[oó]gic[oa]|laboratorio|servicios?|salud|farmacia|copago|deducible)\b"
)
_TOOK_PART = re.compile(r"\b(?:ordering|ordered|referring|referred|attending|seen by|admitting|place of (?:treatment|care))\b", re.I)
_PLACE = re.compile(r"\b(?:facility|hospital|location|surgery center|site|place)\b", re.I)
_PRACTICE = re.compile(  # those who give care in another's house and bill for themselves
    r"\banesth|\bradiolog|\bpatholog|\bhospitalists?\b|\bemergency (?:medicine|care)\b|\bphysicians?\b|\bsurgeons?\b|"
    r"\bassociates\b|\bconsultants\b|\bneonat|\bperfusion|\bpain\b|\bspecialists\b|\bimaging\b|\b(?:pllc|psc|p\.?c|p\.?a|md|do|llp)\.?$",
    re.I,
)
_ASKS_NOW = re.compile(r"\b(?:due|pay|owe|owed) now\b|\b(?:please pay|pay this amount|(?:portion|share) (?:is )?(?:due|owed))\b")
_OF_ACCOUNT = re.compile(r"^(?:(?:your|total|current|patient|full) )*(?:account )?balance$")
_OF_A_VISIT = re.compile(r"\bfor (?:this|the) (?:visit|encounter|stay|date|day|service|episode|account|claim)\b", re.I)
_NOBODY = re.compile(r"self|none\b|no\b|uninsured|unknown|n/a|not\b|pending|cash", re.I)
_LETTERHEAD = 0.6  # weight over which a name in the head of the page is the sender's
_DUE = [
    sentence(r"\b(?:due|pay(?:ment is due)?|paid|remit)(?: in full)?(?: by| on| before| on or before)? DAY"),
    sentence(r"\b(?:please|kindly|must) (?:pay|remit)\b[^.$]{0,40}? (?:by|before) DAY"),
]
_DUE.append(sentence(r"\b(?:pag(?:ue|ar|o)|vence)(?: en su totalidad)?(?: antes del?| a m[aá]s tardar(?: el)?| el) DAY"))
_MONTHLY = [
    sentence(r"\b(?:or|you (?:can|may)(?: also)?|choose to) (?:pay|make) (?:only |just )?AMOUNT ?(?:a|per|each|every|/) ?month\b"),
    sentence(r"\b(?:your|\d+|equal|pay) monthly payments? (?:is|of|will be) AMOUNT"),
]
_MADE = [sentence(r"\b(?:prepared|printed|issued|mailed|billed|sent)\b[^.:$]{0,60}? on DAY")]


def score(source: Source) -> float:
    return weighed(source, _CLUES, needs=_MEDICAL)


def parse(source: Source) -> tuple[ReadDocument, ...]:
    if source.sheets is None:
        return ()
    whole = laid_out(source.sheets)
    parts = _statements(source.sheets, whole)
    if len(parts) == 1:
        return (_document(whole),)
    return tuple(_document(laid_out(part)) for part in parts)


def _statements(sheets: Sheets, laid: Laid) -> list[Sheets]:
    """The statements in a file: one ends where a page bears another account number and asks for an amount of its own."""
    parts: list[list[Page]] = []
    account: str | None = None
    for page in sheets.pages:
        facts = facts_of([pair for pair in laid.pairs if pair.page == page.number])
        number = facts.best("account_number")
        asks = any(facts.has(name) for name in ("amount_due", "patient_responsibility", "statement_date"))
        numbers = {str(fact.value) for fact in facts.all("account_number")}  # a guarantor's page also names the accounts of visits
        own = number is not None and asks and account is not None and account not in numbers
        if own or not parts:
            parts.append([])
        parts[-1].append(page)
        account = str(number.value) if number is not None and (own or account is None) else account
    return [Sheets(sheets.name, sheets.media_type, tuple(part)) for part in parts]


def _document(laid: Laid) -> ReadDocument:
    charges = with_visit_details(charges_of(laid, laid.tables, laid.pairs), laid)
    held = {(line.anchor.page, line.anchor.order) for line in charges.lines}
    loose = loose_payments(laid.sheets, laid.tables) if charges.tables else []
    payments = [line for line in loose if (line.anchor.page, line.anchor.order) not in held]
    lines = [*charges.lines, *payments]
    told = {(line.anchor.page, line.anchor.order) for line in payments}  # these say whose money it is; as pairs they do not
    facts = _facts(laid, replace(charges, pairs=[pair for pair in charges.pairs if (pair.page, pair.order) not in told]))
    for fact in lone_payments(payments):
        if not facts.has(fact.field):
            facts.add(fact)
    name_payments_beside(lines, facts)
    if not facts.has("payer_name"):
        for fact in payers_in_rows(lines):
            facts.add(fact)
    _settle_totals(facts, lines)
    warnings = check_sums(lines, facts, ("billed", "adjustment", "plan_paid", "patient_paid"))
    charged = [line for line in lines if "billed" in line.cells]
    kind = Kind.ITEMIZED_BILL if _itemized(charged) and not lists_accounts(charges.tables, charged) else Kind.BILL
    return ReadDocument(
        kind=kind, pages=laid.pages, fields=facts.settled(), lines=tuple(line.finished() for line in lines), warnings=tuple(warnings)
    )


def _itemized(charged: Sequence[TableLine]) -> bool:
    """Whether a bill lists its services: by codes or counts, or by their days; not one row for each visit or department."""
    if any(line.cells.keys() & {"code", "units", "revenue_code", "tooth"} for line in charged):
        return any("code" in line.cells for line in charged) or len(charged) > 1
    days = [line.cells["service_date"].value for line in charged if "service_date" in line.cells]
    by_visit = len(days) == len(charged) == len(set(days))
    return len(charged) > 1 and bool(days) and not by_visit and not by_department(charged)


def _facts(laid: Laid, charges: Charges) -> Facts:
    sent_by = senders(laid.sheets, laid.labelled_words)
    billed_by_another = any(fact.weight > _LETTERHEAD and not is_physician(str(fact.value)) for fact in sent_by)
    practice = any(fact.weight > _LETTERHEAD and _PRACTICE.search(str(fact.value)) for fact in sent_by)
    pairs = [
        _by_coverage(pair)
        for pair in _of_all_visits(charges.pairs)
        if not (billed_by_another and (_only_took_part(pair) or (practice and _only_housed(pair))))
    ]
    facts = facts_of(over_all_visits(_asked_now([pair for pair in pairs if pair is not None])))
    for fact in sent_by:
        facts.add(fact)
    add_totals(facts, laid.tables)
    if not facts.has("due_date"):
        for fact in days_said(laid.blocks, "due_date", _DUE, 0.85):
            facts.add(fact)
    facts.rename("_date", "statement_date", 0.8)
    facts.rename("letter_date", "statement_date", 0.8)
    if not facts.has("statement_date"):
        for fact in days_said(laid.blocks, "statement_date", _MADE, 0.85):
            facts.add(fact)
    if not facts.has("instalment_due"):
        for fact in amounts_said(laid.blocks, "instalment_due", _MONTHLY, 0.85):
            facts.add(fact)
    facts.rename("respond_by_date", "due_date", 0.8)
    for foreign in ("appeal_by_date", "itemization_date", "denial_reason", "denial_codes", "original_creditor"):
        facts.drop(foreign)
    facts.keep("total_billed", lambda value: value.cents >= 0)
    issuer = facts.best("issuer_name")
    if issuer is not None and not facts.has("provider_name") and issuer.weight > _LETTERHEAD:
        facts.add(Fact("provider_name", issuer.value, issuer.page, issuer.words, issuer.weight))
    for fact in claims_in_tables(laid.tables):
        facts.add(fact)
    add_contacts(facts, laid.sheets, "provider")
    if not facts.has("guarantor_name"):
        patients = {str(pair.value) for pair in charges.pairs if pair.field == "patient_name"}
        for fact in guarantor_addressed(laid.sheets, laid.tables, str(issuer.value) if issuer else None, patients):
            facts.add(fact)
    for fact in aging(laid.sheets):
        facts.add(fact)
    return facts


def _of_all_visits(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs without the balances of single visits, where a bill gives one for each: by their words, or the same words again."""
    parts = [pair for pair in pairs if isinstance(pair.value, Money) and _OF_A_VISIT.search(pair.label)]
    shares = [pair for pair in pairs if pair.field in {"patient_responsibility", "_balance"}]
    for pair in shares:
        again = {other.value for other in shares if canonical(other.label) == canonical(pair.label)}
        parts += [pair] if len(again) > 2 and pair not in parts else []
    return [pair for pair in pairs if pair not in parts] if len(parts) > 1 else list(pairs)


def _by_coverage(pair: Pair) -> Pair | None:
    """"Coverage: Anthem PPO" on a bill names who was billed, not the plan's own name; "Coverage: Self-pay" names nobody."""
    if pair.field != "plan_name" or canonical(pair.label) != "coverage":
        return pair
    return None if _NOBODY.match(str(pair.value)) else replace(pair, field="payer_name", weight=0.9 * pair.weight)


def _only_took_part(pair: Pair) -> bool:
    """Whether a provider's name is only that of the physician who gave the care another one bills for, or of the place."""
    return pair.field == "provider_name" and (_TOOK_PART.search(pair.label) is not None or is_physician(str(pair.value)))


def _asked_now(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs, an account's balance weighing less where the paper asks for another amount now: what insurance is yet to pay is off."""
    asked = {pair.value for pair in pairs if pair.field == "amount_due" and _ASKS_NOW.search(canonical(pair.label))}
    return [
        replace(pair, weight=0.85 * pair.weight) if asked and pair.field == "amount_due" and _OF_ACCOUNT.search(canonical(pair.label))
        and pair.value not in asked else pair
        for pair in pairs
    ]


def _only_housed(pair: Pair) -> bool:
    """Whether a provider's name is that of the house in which a practice that bills for itself gave the care."""
    return pair.field == "provider_name" and _PLACE.search(pair.label) is not None and not _PRACTICE.search(str(pair.value))


def _settle_totals(facts: Facts, lines: list[TableLine]) -> None:
    """What a bill calls the patient's share is what it asks for, unless it asks for another amount besides."""
    if not facts.has("amount_due"):
        facts.rename("patient_responsibility", "amount_due")
    if not facts.has("amount_due"):
        facts.rename("_balance", "amount_due", 0.92)
    due, share = facts.best("amount_due"), facts.best("patient_responsibility")
    if due is not None and share is not None and due.value == share.value:
        facts.drop("patient_responsibility")
    charged: Money | None = sum_of([line for line in lines if (line.amount("billed") or Money(0)).cents > 0], "billed")
    for fact in facts.all("_total"):
        if charged is not None and fact.value == charged:
            facts.add(Fact("total_billed", fact.value, fact.page, fact.words, 0.96))
        elif not facts.has("amount_due") and not lines:
            facts.add(Fact("amount_due", fact.value, fact.page, fact.words, 0.7))
    paid = facts.best("_payments") or facts.best("_past")
    if paid is not None and not facts.has("patient_paid"):
        facts.add(Fact("patient_paid", abs(paid.value), paid.page, paid.words, 0.7))


IMPORTER = Importer(slug="bill", title="A bill or statement", score=score, parse=parse)
