"""Letters in which a plan refuses care or payment, and says how and until when to appeal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from medbills.domain.importing import Importer, Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.layout.contacts import add_contacts
from medbills.layout.denial_codes import codes_of_lines, codes_said
from medbills.layout.doubts import doubt_undated
from medbills.layout.evidence import Clue, weighed
from medbills.layout.facts import Fact, Facts
from medbills.layout.laid import Laid, add_totals, facts_of, laid_out
from medbills.layout.letterhead import senders
from medbills.layout.network import network_told
from medbills.layout.requested import ordered_by, requested_line
from medbills.layout.said_under import under_headings
from medbills.layout.sentences import amounts_said, days_said, lone_day, sentence, words_said
from medbills.layout.table_line import Cell, TableLine

_CLUES = (
    Clue(
        r"notice of (?:denial|adverse|non-?coverage|action)|adverse (?:benefit )?determination|denial (?:letter|notice|"
        r"of (?:coverage|benefits|services|payment|your))|coverage decision|(?:claim|request) (?:was |has been |"
        r"is )?denied|denegaci[oó]n|aviso de (?:decisi[oó]n|determinaci[oó]n) adversa|determinaci[oó]n adversa",
        0.4,
    ),
    Clue(
        r"(?:we|has|have|been|was|were|is|are|cannot|not able to|unable to) (?:denied|deny|not approved?|decided not to|"
        r"not (?:cover|pay|authorize)|disapproved)|did not approve|not medically necessary|will not (?:pay|cover|"
        r"approve)|cannot (?:approve|cover|pay)|unable to (?:approve|cover|authorize)|(?:hemos |fue |ha sido )(?:denega|nega|rechaza)do|"
        r"no (?:podemos|aprobamos|hemos aprobado|pagaremos|cubriremos)|no es m[eé]dicamente necesari",
        0.25,
    ),
    Clue(
        r"right to (?:an )?appeal|your appeal|appeal rights|file an appeal|request an? (?:internal |"
        r"external )?(?:appeal|review)|external review|apelaci[oó]n",
        0.25,
    ),
    Clue(r"\bdear\b|estimad[oa]", 0.12),
    Clue(
        r"prior authorization|pre-?service|utilization (?:review|management)|medical director|clinical (?:rationale|"
        r"reason|criteria)|medical necessity",
        0.12,
    ),
    Clue(r"explanation of benefits|\beob\b", -0.35, head=True),
    Clue(r"medicare summary notice|resumen de medicare", -1.5, head=True),  # it tells of refused services and of appeals, too
    Clue(r"amount due|pay this amount|remit to|debt collector|account balance", -0.3),
    Clue(r"plan paid|plan discount|amount billed.{0,60}allowed", -0.12),
)
_APPEAL = [
    sentence(r"(?:appeal|review|reconsideration|grievance)[^.]{0,160}? (?:by|before|until|on or before|no later than|than|is|ends on) DAY"),
    sentence(r"(?:by|before|until|on or before|no later than) DAY[^.]{0,90}?(?:appeal|review|reconsider)"),
    sentence(r"(?:deadline|last day)[^.]{0,60}? DAY"),
]
_APPEAL.append(sentence(r"\bapel[^.]{0,160}? (?:antes del?|a m[aá]s tardar(?: el)?|hasta el|para el|es el|vence el) DAY"))
_APPEAL.append(sentence(r"\b(?:antes del?|a m[aá]s tardar(?: el)?|hasta el) DAY[^.]{0,90}?\bapel"))
_RESPOND = [
    sentence(
        r"(?:peer.to.peer|additional information|more information|call us|respond|reply|doctor may|physician may|"
        r"provider may)[^.]{0,120}? (?:by|before|until|no later than) DAY"
    )
]
_RESPOND.append(sentence(r"\b(?:call|phone|speak with us|contact us)(?: us)? (?:by|before|until|no later than|on or before) DAY"))
_SERVICE = [
    sentence(
        r"(?:date of service|service(?:s)? (?:on|of|provided on|received on|dated)|received on|provided on|performed on|"
        r"scheduled for|care (?:on|received on)) DAY"
    )
]
_SERVICE.append(sentence(r"\b(?:fecha de servicio|servicios? (?:recibid|prestad|del)\w*(?: el)?|atenci[oó]n (?:del|recibida el)) DAY"))
_LETTER = [sentence(r"(?:date of (?:this )?(?:notice|letter)|notice date|letter date|date):? DAY")]
_IN = r"(?:[^.]|\.(?=\w))"  # within a sentence: the point of "2.11" ends none
_REASON = [
    sentence(
        r"(?:the )?(?:(?:specific|clinical|main) )?(?:reasons?|basis|rationale) (?:for (?:the |our |this )?(?:denial|"
        r"decision|determination)|we (?:denied|made this decision))(?: is| are|:)*(?: because|"
        rf" that)? ?(?P<said>[A-Z\"“a-z]{_IN}{{12,400}}\.)"
    ),
    sentence(
        r"(?:denied|not approved?|not (?:be )?cover(?:ed)?|not (?:be )?pa(?:y|id)|did not approve|cannot approve|"
        rf"decided not to){_IN}{{0,140}}? because:? (?P<said>(?-i:[A-Z]){_IN}{{8,400}}\.)"
    ),
    sentence(rf"(?P<said>{_IN}{{0,200}}\bbecause (?:it|the|this|your|not|we)\b{_IN}{{12,300}}\.)"),
    sentence(
        rf"(?P<said>{_IN}{{0,160}}(?:not medically necessary|experimental|investigational|not a covered benefit|"
        rf"no prior authorization|out[- ]of[- ]network){_IN}{{0,160}}\.)"
    ),
]
_REASON.append(
    sentence(
        rf"(?:denega(?:do|mos)|nega(?:do|mos)|rechaza(?:do|mos)|"
        rf"no (?:podemos|aprobamos|hemos aprobado|pagaremos|cubriremos)){_IN}{{0,140}}? "
        rf"(?:porque|debido a que|ya que):? (?P<said>{_IN}{{8,400}}\.)"
    )
)
_REASON.append(
    sentence(rf"(?P<said>{_IN}{{0,160}}(?:no es m[eé]dicamente necesari|experimental|no es un beneficio cubierto){_IN}{{0,160}}\.)")
)
_BILLED = [
    sentence(
        r"(?:billed|charges?|charged|submitted|amount (?:of|billed)|in the amount of|total(?:ing)?|cost|denied amount)[^.$]{0,50}? AMOUNT"
    ),
    sentence(r"AMOUNT (?:claim|bill|charge|service|for)"),
]
_PROVIDER = [
    sentence(
        r"\b(?:provided|performed|given|rendered|billed|submitted|requested|ordered|received) (?:by|from|at) (?:your doctor,? )?"
        r"(?P<said>(?-i:[A-Z])[\w&.,' -]{2,60}?)(?:,? (?:on|for|in|is|was|were|has|dated)\b|\. |\.$|$)"
    )
]
_SUMS = ("total_billed", "not_covered", "patient_responsibility")
_LABELED = 0.9  # weight from which an amount has a label of its own, and no mere sentence
_DEAR = re.compile(r"dear\b|to whom|estimad[oa]s?\b", re.I)
_ONWARD = re.compile(
    r"(?<=[.!?]) (?=(?:You(?! (?:reached|used|exceeded|had|did|were|met|received|already|"
    r"have (?:reached|used|met|had|received|already))\b)|"
    r"Your|If|To|Please|Enclosed|How|For|Call|Attached|Dear|Sincerely|We (?:used|based|will)|"
    r"This (?:decision|letter))\b)"
)


def score(source: Source) -> float:
    return weighed(source, _CLUES)


def parse(source: Source) -> tuple[ReadDocument, ...]:
    if source.sheets is None:
        return ()
    laid = laid_out(source.sheets)
    facts = facts_of(laid.pairs)
    for fact in [
        *senders(laid.sheets, laid.labelled_words),
        *days_said(laid.blocks, "appeal_by_date", _APPEAL),
        *days_said(laid.blocks, "respond_by_date", _RESPOND, 0.88),
        *network_told(laid.blocks),
    ]:
        facts.add(fact)
    listed = {word for table in laid.tables for row in table.rows for word in row.row.words}  # the days of lines are the lines' own
    for fact in [*days_said(laid.blocks, "service_from", _SERVICE, 0.85), *days_said(laid.blocks, "letter_date", _LETTER, 0.9)]:
        if not listed.intersection(fact.words):
            facts.add(fact)
    totals = Facts()
    add_totals(totals, laid.tables)
    for name in _SUMS:  # of a list of the care that was refused
        for fact in totals.all(name):
            facts.add(fact)
    _settle(facts, laid)
    add_contacts(facts, laid.sheets, "payer")
    if not facts.has("provider_name"):
        for fact in [*ordered_by(laid.sheets), *words_said(laid.blocks, "provider_name", _PROVIDER, 0.85)]:
            facts.add(fact)
    found = [line for _, lines_found in laid.lines for line in lines_found]
    _denial_codes(facts, found, laid)
    listed_lines = [line for line in found if line.cells.keys() & {"code", "description"}]
    _of_the_day(listed_lines, facts)
    _only_charge(listed_lines, facts)
    doubt_undated(listed_lines, len({fact.words for fact in facts.all("service_from")}))
    lines = tuple(line.finished() for line in listed_lines)
    service = facts.best("requested_service")
    if service and not lines:
        lines = (requested_line(service, facts.best("total_billed")),)
    return (ReadDocument(kind=Kind.DENIAL_LETTER, pages=laid.pages, fields=facts.settled(), lines=lines),)


def _denial_codes(facts: Facts, lines: Sequence[TableLine], laid: Laid) -> None:
    """The codes of the refusal: beside a label, of the lines, or in a sentence, which may name more than its first."""
    said = list(codes_said(laid.blocks))
    labelled = facts.best("denial_codes")
    if labelled is None:
        for fact in [*codes_of_lines(lines), *said][:1]:
            facts.add(fact)
        return
    for fact in said:
        if set(fact.value) > set(labelled.value):
            facts.drop("denial_codes")
            facts.add(fact)
            return


def _of_the_day(lines: Sequence[TableLine], facts: Facts) -> None:
    """The one day of service that a letter tells in its head is that of its lines, where none of them has a day of its own."""
    first, last = facts.best("service_from"), facts.best("service_to")
    if first is None or (last is not None and last.value != first.value) or len({fact.value for fact in facts.all("service_from")}) > 1:
        return
    if not any(line.cells.keys() & {"service_date", "service_from"} for line in lines):
        for line in lines:
            line.cells["service_date"] = Cell(first.value, first.words, first.page, 0.9)


def _only_charge(lines: Sequence[TableLine], facts: Facts) -> None:
    """The charge of the only line that a letter lists is what was billed in all."""
    cell = lines[0].cells.get("billed") if len(lines) == 1 else None
    if cell is not None and (not facts.has("total_billed") or cell.value in {fact.value for fact in facts.all("total_billed")}):
        facts.add(Fact("total_billed", cell.value, cell.page, cell.words, 0.9))


def _settle(facts: Facts, laid: Laid) -> None:
    facts.rename("_date", "letter_date", 0.98)
    if not facts.has("patient_responsibility"):
        facts.rename("maximum_billable", "patient_responsibility")  # a field of Medicare's notices alone
    facts.drop("maximum_billable")
    for fact in lone_day(laid.blocks, "letter_date"):
        if not facts.has("letter_date") and _over_salutation(fact, laid):
            facts.add(replace(fact, weight=0.93))
    for name in ("statement_date", "processed_date"):
        if not facts.has("letter_date"):
            facts.rename(name, "letter_date", 0.9)
    if not facts.has("letter_date"):
        for fact in lone_day(laid.blocks, "letter_date"):
            facts.add(fact)
    if not facts.has("respond_by_date"):
        facts.rename("due_date", "respond_by_date", 0.8)
    if not facts.has("patient_name"):
        facts.rename("_member", "patient_name", 0.9)
    _reason(facts, laid)
    if not facts.has("total_billed"):
        for name in ("not_covered", "_total", "patient_responsibility", "amount_due"):
            if facts.has(name) and not facts.has("total_billed"):
                facts.rename(name, "total_billed", 0.7)
        if not facts.has("total_billed"):
            for fact in amounts_said(laid.blocks, "total_billed", _BILLED, 0.8):
                facts.add(fact)
    issuer = facts.best("issuer_name")
    if issuer is not None and issuer.weight > 0.6 and not facts.has("payer_name"):
        facts.add(Fact("payer_name", issuer.value, issuer.page, issuer.words, issuer.weight))
    for name in ("not_covered", "patient_responsibility"):
        facts.keep_heavy(name, _LABELED)
    for foreign in (
        "amount_due",
        "due_date",
        "previous_balance",
        "interest",
        "fees",
        "itemization_date",
        "original_creditor",
        "statement_date",
    ):
        facts.drop(foreign)


def _over_salutation(day: Fact, laid: Laid) -> bool:
    """Whether a day stands over "Dear Ms. Sloane:" on its page, as the day of a letter does."""
    sheet = next(sheet for sheet in laid.sheets if sheet.page.number == day.page)
    return any(phrase.top > day.words[0].top and _DEAR.match(phrase.text) for phrase in sheet.phrases)


def _reason(facts: Facts, laid: Laid) -> None:
    """The reason as the letter words it: what stands beside its label, gone on to the end of its paragraph."""
    labelled = facts.best("denial_reason")
    facts.drop("denial_reason")
    if labelled is not None and len(str(labelled.value)) > 6:
        facts.add(_whole(labelled, laid))
        return
    for fact in [*under_headings(laid.blocks, "denial_reason", _ONWARD), *words_said(laid.blocks, "denial_reason", _REASON, 0.85)]:
        facts.add(fact)


def _whole(fact: Fact, laid: Laid) -> Fact:
    for block in laid.blocks:
        if block.page != fact.page or fact.words[0] not in block.words:
            continue
        first = block.words.index(fact.words[0])
        words = block.words[first:]
        text = " ".join(word.text for word in words)
        if re.search(r"\b[A-Z][\w ]{2,30}:\s", text):
            break
        count = len(_ONWARD.split(text, maxsplit=1)[0].split())
        return Fact(fact.field, " ".join(word.text for word in words[:count]), fact.page, words[:count], fact.weight)
    return fact


IMPORTER = Importer(slug="denial_letter", title="A letter that refuses care or payment", score=score, parse=parse)
