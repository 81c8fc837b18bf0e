"""What a printed label means: the words that papers use for each field of the contract."""
# ruff: noqa: E501  (one field a line: the lists of words are read and added to as lists)

from __future__ import annotations

import re
from functools import lru_cache

from medbills.layout.form_boxes import boxed
from medbills.layout.sender_labels import sender_money, sender_text
from medbills.layout.wording import canonical

NOTHING = "_nothing"  # a label that is known and is no field of ours: it keeps its value from being taken for another
TOTAL, CREDITS, PAYMENTS, BALANCE, DATE, MEMBER = "_total", "_credits", "_payments", "_balance", "_date", "_member"
PAID_BY_NAME = "_paid_by_name"  # "Meridian paid": the plan's payment, where the name is the plan's own

_US = r"(?:plan|plans|insurance|insurer|we|us|benefit|benefits|carrier|medicare|payer|program|medicaid|seguro|aseguradora|company|coverage|trust|fund)"
_YOU = r"(?:you|your|i|my|patient|member|subscriber|insured|enrollee|guarantor|beneficiary|employee|personal|self|usted|paciente|su)"

# Ordered: the first that is found in the canonical label wins.
_MONEY = [
    (
        NOTHING,
        r"enclosed|remitted|credit limit|minimum|finance charge|check amount|amount of check|eligible items|election|available"
        r"|interest rate|\b(?:\d+|no|zero|without|free of|low) interest\b|interest free|per month for|tax\b|remaining$|(?:annual|calendar year|yearly|lifetime|benefit|plan year) (?:benefit )?(?:maximum|max)(?! outofpocket)|maximum (?:benefit )?(?:used|remaining)|remaining (?:deductible|outofpocket|balance of your)|in question|savings account",
    ),
    (NOTHING, r"(?:^| )(?:over )?(?:30|60|90|120)(?: (?:to )?\d+)? days|\d+ \d+ days|past due|(?:over|plus) (?:90|120)|days old"),
    ("total_billed", r"before (?:\w+ )*(?:adjustments?|discounts?|insurance)\b|^antes de (?:ajustes|descuentos)"),
    ("instalment_due", r"instal+ment|monthly payment|payment plan amount|this month payment"),
    (
        "deductible_met",
        r"deductible.*(?:met|used|to date|so far|satisfied|ytd|year to date|accumulated)|(?:met|used|satisfied).*deductible",
    ),
    (
        "deductible_limit",
        r"(?:annual|individual|family|yearly|year|maximum|calendar|plan) deductible|deductible (?:annual |yearly |individual |family |plan |year )*(?:limit|maximum|amount for)",
    ),
    ("out_of_pocket_met", r"outofpocket.*(?:met|used|to date|so far|satisfied|ytd|accumulated)|(?:met|used|satisfied).*outofpocket"),
    ("out_of_pocket_limit", r"outofpocket.*(?:limit|max|maximum)|(?:limit|max|maximum).*outofpocket|annual outofpocket"),
    ("maximum_billable", r"maximum (?:that )?you (?:may|can) be billed|(?:may|can) be billed|maximum billable|maximum you may owe"),
    (
        "previous_balance",
        r"(?:previous|prior|beginning|opening|starting|last|old) (?:account |statement )?balance|balance (?:brought )?forward|brought forward"
        r"|balance (?:from|on) (?:last|previous|prior)|last statement|saldo anterior|amount (?:you )?owed on|balance on \d|you owed"
        r"|total (?:amount of the debt )?on|(?:debt|balance|amount) (?:as of|on) (?:the )?(?:itemization|date)|itemization date|charge off (?:balance|amount)|principal"
        r"|original (?:balance|amount|debt)|balance as of$|(?:debt|balance|amount|owed|due) (?:as of|on)$|amount placed|amount referred|as of .*you owed",
    ),
    ("interest", r"\binterest\b|intereses"),
    (
        "fees",
        r"(?<!total )\bfees\b|late fee|late charge|collection (?:fee|cost|charge)|(?:processing|convenience|transaction|portal|card|online|credit card|technology|surcharge) (?:fee|charge)|service charge|costs added|court cost|cargos por mora",
    ),
    (
        "other_insurance_paid",
        r"other insurance|secondary (?:insurance|payer|plan)?.*(?:paid|payment)|another (?:insurance|plan)|other (?:payer|carrier|plan)",
    ),
    (
        CREDITS,
        r"(?:payments?|paid|credits?) (?:and |or |y )?(?:adjustments?|credits?|discounts?)|credits?(?: applied)?$|adjustments? (?:and |or )?payments?|(?:pagos|payments) y ajustes",
    ),
    ("_shares", r"(?:deductible|copay|coinsurance).*(?:deductible|copay|coinsurance)|cost shar(?:e|ing)"),
    ("deductible", r"deductible|deducible"),
    ("copay", r"copay|copago"),
    ("coinsurance", r"coinsurance|coaseguro"),
    (
        "not_covered",
        r"(?:over|above|exceeds|excess of) (?:ucr|r c|usual|reasonable)|not covered|noncovered|ineligible|excluded|not payable|disallowed|denied|not eligible|not allowed|no cubierto|exclusions|uncovered",
    ),
    ("allowed", r"discounted (?:rate|price|charges?|fee)\b"),
    (
        "adjustment",
        r"discount|not billable|nonbillable|non billable|savings|adjustments?|writeoff|reduction|contractual|courtesy|\bsaved\b|descuento|ajustes?|rate relief|charity|price cut",
    ),
    (
        "allowed",
        r"allowed|allowable|allows|approved|\beligible|negotiated|allowance|contracted|agreed|permitido|permitida|plan fee|network (?:rate|fee|price)"
        r"|member rate|covered (?:amount|charges?|expenses?|service cost)|amount covered|considered|recognized|maximum plan|(?<!over )(?<!above )usual and customary|plan rate|repriced|accepted fee",
    ),
    (
        "plan_paid",
        rf"\b{_US}\b.*\b(?:paid|pays|pay|payments?|applied|payable|contribution|pago|pagado|pagos|credits?|covered|sent)\b|paid (?:by|from|to) .*(?:plan|insurance|\bus\b|medicare|insurer|carrier|provider|hospital|doctor)"
        r"|^(?:your |the )?(?:health )?plan responsibility$|^(?:the |your )?(?:plan|insurance|insurer|payer|carrier|medicare|our)(?: plan| company)? share(?: of .*)?$|^(?:benefits? (?:amount|paid|payable|allowed)?|benefit)$|insurance$|payments? (?:from|by) .*(?:insurance|plan)|reimbursed|reimbursement|pagos? (?:del|de su|de la|de) (?:plan|seguro|aseguradora)|plan pays|pagado por",
    ),
    (
        "patient_paid",
        rf"\b{_YOU}\b.*\b(?:paid|payments?|pagos?)\b|paid (?:by|from) {_YOU}|payments? (?:from|by|made by) {_YOU}|paid at (?:time|visit)|payments? (?:received )?from you|time of service payment|(?<!not )(?<!never )already paid|pagos? recibidos?",
    ),
    (
        "patient_responsibility",
        rf"\b{_YOU}\b.*\b(?:owe|owes|owed|responsibility|responsible|share|liability|cost|costs|balance|portion|pay|pays|payable|obligation|due|debe|paga|responsabilidad)\b"
        r"|owed by|responsibility$|lo que usted|total (?:you|patient|member)|must pay|left to pay|out of your pocket",
    ),
    ("_past", r"total paid|amount paid|^paid$|pagado"),
    ("_received", r"(?:amount|total|payment amount) received(?! from (?:insurance|plan))|charged to (?:your |the |my )?(?:(?:credit|debit|bank|checking|hsa|fsa|flex) )*(?:card|account|visa|master ?card|amex|american express|discover)\b|amount of (?:this |your )?payment|(?:amount|payments?) recibid[oa]"),
    (
        "amount_due",
        r"amount (?:now |currently |still )?(?:due|owed|owing|payable)|balance (?:now )?(?:due|owed|owing|remaining|outstanding|left)|remaining (?:account |patient )?balance(?! of your)|balance (?:on (?:your|this) account|after (?:this|your|the) payment)|total (?:now |amount |balance )?(?:due|owed|owing)|pay this amount|please pay|amount to pay|pay now"
        r"|(?:total|current|new|outstanding|account|ending|unpaid|net|full|closing|final|today) (?:account )?balance|due now|now due|now owe|currently owe|(?:amount|total) of (?:the |this |your )?(?:debt|balance)|payoff|saldo|total a pagar|^due$|due by|due on|monto a pagar|cantidad a pagar|pay (?:in full|by)|amount requested|current amount",
    ),
    (
        "total_billed",
        r"(?:total|gross|hospital|facility|provider|physician|professional|new|current|visit|all|sum of) .*charges?|total.*(?:charges?|billed|fees?|cost|submitted|services?)|(?:amount|total|dollars) (?:billed|charged|submitted)|charges?(?: total| billed| submitted)?$|charges for (?:this|your|the) "
        r"|billed(?: (?:amount|charges|total|by|to).*)?$|submitted(?: (?:amount|charges?|fee))?$|(?:expected|estimated|estimate).*(?:cost|charges?|total|amount)?|good faith|cargos?(?: totales| total)?|facturado|provider fee|doctor fee|^fee$|^cost$|asked for|list price|retail",
    ),
    (PAYMENTS, r"payments?"),
    (PAID_BY_NAME, r"^(?!.*\b(?:date|last|check|previously|amounts?|total|claim|interest|fees?|when|what|who)\b)(?:[a-z]+ ){1,4}(?:paid|pays)$"),
    (BALANCE, r"balance$"),
    (TOTAL, r"^(?:sub)?total(?: amount)?$|^grand total$|^total (?:for|of) .*"),
]
_MONEY_RULES = [(field, re.compile(form)) for field, form in _MONEY]

_BEFORE = r"(?:(?:your|the|our|this|su|primary|hospital|facility|please use|please refer to)\s)*"
_TEXT = {
    "patient_birth_date": r"(?:patient )?date of birth|born|fecha de nacimiento",
    "due_date": r"pay (?:this amount|in full|your bill|this bill|your balance|this balance) (?:by|before|on or before)|(?:payment |amount |balance |bill )?(?:is )?due(?: date| by| on| before)?|(?:please )?(?:pay|remit|payment)(?: due| in full)?(?: by| before| on or before)|date due|payment due(?: date)?|(?:past due|delinquent|late)(?: if (?:not paid|unpaid|not received))?(?: by| after| on)|pay by date|last day to pay|fecha de vencimiento|pague antes del?|fecha limite(?: de pago)?|total due by|amount due by|due upon",
    "statement_date": r"date of (?:this )?(?:good faith )?estimate|estimate date|(?:statement|bill|billing|invoice|account|print|printed|run|report|issue|closing|mailing|report|run) date|date of (?:this )?report|report (?:printed|prepared|run)(?: on)?|date (?:of )?(?:this )?(?:statement|bill|billing|invoice|prepared|printed|issued|of issue|billed)|(?:statement|bill|invoice)(?: (?:prepared|printed|issued))? (?:on|as of|dated?)|prepared on|printed on|statement dated|fecha (?:del |de )?(?:estado(?: de cuenta)?|factura|emision)|billed on|statement closing date|(?:printed|prepared|issued|date issued|created)(?: on)?|creation date|closing",
    "processed_date": r"(?:date )?(?:claim )?(?:was )?(?:processed|finalized|completed|adjudicated)(?: date| on)?|process(?:ed|ing) date|date (?:claim )?(?:was )?(?:processed|finalized|completed|paid)|(?:eob|paid|payment|check|decision|explanation) date|date of (?:this )?(?:eob|explanation|processing|payment|check|decision)|claim processed(?: on)?|fecha (?:de )?(?:proceso|procesado|procesamiento)|we processed (?:this|your) claim on|processed|paid on|date we processed(?: this| your)?(?: claim)?|claim date",
    "admission_date": r"adm(?:it|ission|itted)?(?: date| on)?|date (?:of )?(?:admission|admitted)",
    "discharge_date": r"disch(?:arged?|gd?|rg)?(?: date| on)?|date (?:of )?discharged?",
    "service_from": r"service (?:from|start|begin)(?: date)?|(?:from|start) date(?: of service)?|service (?:date )?from|first (?:date|day) of service|date of service from|statement (?:covers )?(?:period )?from",
    "service_to": r"service (?:to|through|thru|end)(?: date)?|(?:to|end|through|thru) date(?: of service)?|last (?:date|day) of service|date of service to",
    "service_span": r"period(?: covered)?|dates covered|(?:expected|anticipated|planned|scheduled|proposed|estimated) (?:date of service|service date|date of (?:care|visit|procedure|surgery)|(?:visit |procedure |surgery |appointment |care )?dates?)|(?:date )?(?:of )?service (?:date|period|dates?)|date of (?:service|care|visit|treatment|procedure|test|services)|(?:service|visit|treatment|care|encounter|procedure|appointment|stay|treatment|transport|trip|call|dispatch) date|date of (?:the )?(?:call|transport|trip|response|pick ?up)|service (?:rendered|received|provided|given)(?: on)?|date (?:service )?(?:provided|performed|rendered|seen|of your visit)|service on|seen on|visit(?: on)?|(?:statement )?covers(?: period)?(?: from(?: (?:to|through|thru))?)?|fecha (?:de |del )?servicio|visited on|date of your care|when you (?:were seen|got care)|(?:specimen |sample )?(?:collected|collection date|date collected|drawn)(?: on)?|(?:scheduled|planned|appointment)(?: for| on)?|(?:exam|study|scan|test) date|date of (?:exam|study|scan|test|your (?:visit|stay))|(?:scheduled |planned )?date of (?:scheduled |planned )?(?:service|care|procedure)",
    "itemization_date": r"itemization date|as of|date of (?:itemization|last payment|charge off)",
    "appeal_by_date": r"(?:we|our (?:claims )?office|the (?:claims office|plan)) must (?:receive|get|have) (?:your |the |an |a )?(?:written )?appeal(?: request)? (?:by|before|no later than|on or before)|(?:last day to |deadline to |deadline for |deadline for your |file )?(?:an )?appeals?(?: must be)?(?: filed| received| sent| made)?(?: by| deadline| due(?: date)?| before| no later than)|last day to (?:file an |file )?appeal|deadline (?:to|for) (?:an )?appeal|appeal (?:filing )?(?:deadline|limit)|appeal rights (?:end|expire)(?: on)?|fecha limite (?:de|para) apela(?:r|cion)|send (?:your )?appeal by|to appeal by|file by|file your appeal by",
    "respond_by_date": r"(?:please )?(?:respond|reply|answer|dispute|call|write|contact us|response due|tell us|act)(?: to us| this debt| this)?(?: in writing)?(?: by| before| no later than| on or before)|respond(?:ing)? deadline|dispute (?:deadline|date|end date)|response (?:deadline|date|due)|last day to (?:dispute|respond)|validation period ends(?: on)?|validation period end date|responder antes del?|reply due",
    "_received_on": r"(?:receipt|transaction|sale|deposit|posted|posting) date|date (?:of )?(?:posted|posting)|(?:payment )?posted(?: on)?|(?:payment|paid) (?:made|posted|received|taken) on|date of (?:receipt|transaction|sale)|payment received(?: on)?|date (?:payment )?received|received on|fecha (?:de |del )?(?:pago|payment|recibo|transaccion|venta)",
    "letter_date": r"(?:letter|notice|mail|mailed|sent|correspondence) date|date (?:of )?(?:this )?(?:letter|notice|mailed|sent)|notice (?:sent|mailed)(?: on)?|mailed(?: on)?|fecha (?:de |del )?(?:carta|aviso)|dated",
    DATE: r"date|fecha|today date",
    "statement_number": r"(?:statement|invoice|bill|billing statement)(?: (?:number|id|reference))+|invoice|factura|invoice reference|numero de factura",
    "claim_number": r"(?:claim|icn|dcn|document control|claim control|claim reference|reclamo|reclamacion|claims)(?: (?:number|id|reference|control number|de reclamo))*|internal control number|number de (?:reclamo|reclamacion)|payer claim control number|claim number s",
    "authorization_number": r"(?:prior |pre )?(?:authorization|preauthorization|precertification|request|referral|certification|review|autorizacion|case review)(?: (?:request|case))?(?: (?:number|id|reference|tracking number))+|authorization|prior authorization|request reference",
    "group_number": r"(?:(?:account|contract|client|case) (?:number )?(?:and |or )?)?(?:employer |policy |plan |rx |prescription |numero de )?(?:group|grupo)(?: (?:or |and )?account)?(?: (?:number|id|policy|name|plan))*|plan number|number de grupo",
    "member_id": r"(?:member|subscriber|insured|policy|policyholder|enrollee|contract|certificate|beneficiary|participant|medicare|insurance|cardholder|medical|health plan|miembro|afiliado|poliza|insurance policy|health insurance claim)(?: (?:id|number|card|policy))+|(?:id|policy|identification|number de miembro|id de miembro|member)(?: number)?|policy|number de (?:miembro|afiliado|poliza)|member|(?:employee|ee|alternate|alt|alternative|unique|retiree|sponsor|dependent|family|person|health plan member)(?: member)? (?:id|identification)(?: (?:number|code))?",
    "account_number": r"guarantor (?:number|id)(?: number)?|(?:patient |hospital |customer |billing |guarantor |facility |client |medical |visit |creditor |provider |clinic |practice |original )*(?:account|cuenta|visit|encounter|chart)(?: (?:number|id|reference|de paciente))*|patient (?:number|id|control number|control|account)|number de cuenta|hospital account record|har|medical record(?: number)?|mrn|account for|patient account number|account number (?:with|at) (?:the |your )?(?:original )?(?:creditor|provider)",
    "reference_number": r"(?:agency |collection |file |case |case reference |letter |notice |debt |our |receipt |document |confirmation |tracking |id |collector )*(?:reference|file|case|case reference|receipt|confirmation|referencia|tracking|agency account|agency|internal)(?: (?:number|id|code|account|account number))*|our (?:file|account|reference|account number)|number de referencia|estimate(?: (?:number|id|reference|reference number|control number))+|(?:good faith estimate|gfe) (?:number|id|reference)|agency account|rx number|collection account number|(?:your |pharmacy |prescription |mail |sales )*order(?: confirmation)? (?:number|id|reference)",
    "provider_npi": r"(?:provider |billing |rendering |facility |billing provider )*npi(?: number)?|national provider (?:id|identifier)",
    "provider_tax_id": r"(?:federal |provider |provider federal )?(?:tax(?: id)?|tin|ein|fein|tax payer id|taxpayer id|employer id)(?: (?:number|id|ein|tin))*|federal id(?: number)?",
    "type_of_bill": r"type of bill|bill type|tob",
    "network_status": r"(?:provider |plan )?(?:network(?: status| tier| level)?|participation(?: status)?|participating status|provider status|red|estado de red|benefit level|network participation)|(?:(?:is )?(?:the |this )?provider )?(?:in|participates in) (?:the |your |our |plan )+network|provider in network",
    "original_creditor": r"(?:original |current |name of original |name of the |the )?creditor(?: to whom the debt is (?:currently )?owed| name)?|originally owed to|first owed to|(?:on )?behalf of|acreedor(?: original)?|provider of (?:the )?debt|client name|our client|creditor name|original provider|debt owed to|owed to|client",
    "guarantor_name": r"guarantor(?: name)?|responsible (?:party|person)(?: name)?|garante|bill to|account holder|billed to",
    "patient_name": r"notice for|(?:name of )?(?:the )?(?:patient|paciente|customer)(?: name| nombre)?|(?:service )?(?:for|provided to|rendered to|received by)|nombre(?: del? paciente)?|patient full name|for service (?:provided|rendered) to|claim for|care for|person who got care|who got care|name|patient legal name|consumer|dependent",
    MEMBER: r"(?:member|subscriber|insured|enrollee|policyholder|policy holder|employee|beneficiary|cardholder|participant|miembro|afiliado|asegurado)(?: name)?|name of (?:insured|subscriber|member)",
    "provider_name": r"(?:rendering |requesting |ordering |referring |billing |servicing |service |treating |attending |performing |name of |health care |healthcare |medical |place of )*(?:provider|facility|hospital|physician|doctor|dentist|clinic|professional|practitioner|proveedor|medico|dr)(?: (?:name|of service|or facility|facility))*|service (?:provided |performed |rendered |given )?by|provided by|seen by|care (?:by|from|provided by)|provider of service|who gave care|where you got care|facility or provider|facility provider|provider facility|performed by|servicing facility|prescriber(?: name)?|prescribed by|prescribing (?:provider|doctor|physician|practitioner|clinician)|(?:requested|ordered|referred|rendered|treated|treatment) by|(?:dental|doctor|physician|medical|treating|dentist) office|location|lugar",
    "payer_name": r"(?:primary |name of |your |health )*(?:insurance|insurer|payer|payor|carrier|aseguradora|seguro)(?: (?:company|carrier|name|plan|billed|1|company name|on file|provider))*|health plan(?: name)?|claims administrator|underwritten by|administered by|insurance coverage",
    "plan_name": r"plan(?: name| type)?|(?:trust )?fund(?: name)?|health (?:and welfare )?(?:fund|trust)|benefit plan|product|coverage|plan de salud|group name|your plan",
    "denial_reason": r"(?:reason|reasons|rationale|basis)(?: for (?:the |our |this )?(?:denial|decision|determination|adverse determination|refusal))?|denial reason|reason for not (?:approving|covering|paying)|why (?:we |was |is |did we |have we )?(?:(?:your|this|the|my) (?:claim|request|service|care|coverage|payment) )?(?:was |is |were )?(?:denied|did not (?:approve|cover|pay)|deny|not (?:approved|covered|paid)|made this decision|said no|cannot (?:approve|cover|pay)|could not (?:approve|cover|pay))(?: for)?(?: this| it| your| the)?(?: claim| request| service| care| payment| coverage)?|our reason|explanation of (?:our |the )?decision|motivo|razon|clinical rationale|the reason for our decision is|reason denied",
    "denial_codes": r"(?:denial|reason|remark|rejection)(?: reason)? code|code",
    "place_of_service": r"place of service|pos",
    "diagnosis_codes": r"(?:patient |primary |admitting |principal |other |secondary |tertiary |additional |second |third )*diagnosis(?: code)?|icd 10|icd 10 code",
    "requested_service": r"(?:requested |denied |proposed |type of )?(?:service|treatment|procedure|services?)(?: requested| denied| at issue| in question| description| reviewed| type)?|(?:item|drug|medication)(?: requested| denied)?|service you asked for|what was requested|request(?: for)?|description of service|servicio",
    "_nothing": r"(?:(?:secondary|tertiary|supplemental|additional) (?:insurance|insurer|payer|payor|carrier|plan|coverage)(?: (?:company|name|plan|billed))?|page|(?:benefit|plan|coverage|contract|eligibility) (?:period|year)|phone|telephone|fax|(?:customer|member|patient) service|questions|call|website|web|online|hours|office hours|status|email|address|city|state|zip(?: code)?|postal code|card number|exp date|expiration date|signature|amount enclosed|check number|make checks payable to|remit to|payable to|bin|pcn|rx bin|rx pcn|pin|relationship|employer|effective date|sex|gender|age|prepared for|statement type|time|store|refills|quantity|result|to|from|subject|re|federal|payment options|mail to|pay online|cvv|security code|payee|check eft number|check|eft number|plan year)",
}
_TEXT_RULES = [(field, re.compile(_BEFORE + "(?:" + form + ")")) for field, form in _TEXT.items()]


@lru_cache(maxsize=20_000)
def money_field(label: str) -> str | None:
    """The field that an amount with this label fills; a name with an underscore is no field of the contract."""
    words = canonical(label)
    if not words:
        return None
    return sender_money(words) or next((field for field, form in _MONEY_RULES if form.search(words)), None)


@lru_cache(maxsize=20_000)
def text_field(label: str) -> str | None:
    """The field that a day, a number or a name with exactly this label fills."""
    words = canonical(label)
    if not words:
        return None
    return _text_field(words) or boxed(words, _text_field)


def _text_field(words: str) -> str | None:
    return sender_text(words) or next((field for field, form in _TEXT_RULES if form.fullmatch(words)), None)
