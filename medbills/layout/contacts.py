"""How to reach the sender of a paper, and whom it was mailed to: addresses, phones, and the numbers of a provider."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medbills.domain.code_formats import is_npi
from medbills.domain.names import same_organization
from medbills.domain.page import Word
from medbills.layout.facts import Fact, Facts
from medbills.layout.labels import MEMBER, text_field
from medbills.layout.prose import blocks_of
from medbills.layout.rows import Phrase, Row, words_at
from medbills.layout.said_phones import OF_OTHERS, of_a_form, of_the_patient, said_phones
from medbills.layout.sheet import Sheet

_NUMBER = r"(?:\d+[\w/-]*|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|one hundred)\b)"
_DESK = r"(?:(?!\d)[\w&.'/ -]{3,34}, )?"  # "EMS Billing, 118 Civic Plaza": the department the mail goes to
_STREET = (
    rf"(?:{_NUMBER}(?: [\w.'#&-]+){{1,7}}|(?:P\.? ?O\.? ?Box|Apartado|Apdo\.?) \w+|"
    r"(?:Calle|Avenida|Ave\.?|Carretera|Carr\.?|Urb\.?) (?:[\w.'#&-]+ ?){1,6}(?:,? (?:Suite|Ste\.?|Piso|#) ?\w+)?)"
)
_STREET_WORD = (
    r"street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|way|court|ct|place|pl|square|sq|parkway|pkwy|highway|hwy|"
    r"circle|terrace|trail|plaza|broadway|turnpike|pike|row|walk|alley|box|suite|ste|floor|route"
)
_CITY = r"[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){0,3},? +[A-Z]{2}\.? +\d{5}(?:-\d{4})?"
_ONE_LINE = re.compile(
    rf"({_STREET}(?:,? (?:(?:suite|ste|apt|unit|floor|fl|room|rm)\b\.? ?[\w-]+|#\w+))?)(?:,? +| [-–—·•|] )({_CITY})",
    re.I,
)
_STREET_LINE = re.compile(rf"^{_DESK}{_STREET}(?:, .*)?$", re.I)
_HAS_STREET_WORD = re.compile(rf"\b(?:{_STREET_WORD})\b", re.I)
_CITY_LINE = re.compile(rf"^{_CITY}$", re.I)
_PHONE = re.compile(
    r"(?<![\w.-])(?:(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])?\d{3}[-.]\d{4}|(?<!\d )(?:1 )?\d{3} \d{3} \d{4}(?! \d))(?!\d|-\d)"
)
_TORN_PHONE = re.compile(r"(?<![\w.-])(?:1- ?)?\d{3}- ?\d{3}- ?\d{4}(?![\d-])")
_NPI = re.compile(r"(?<!\d)[12]\d{9}(?!\d)")
_TAX_ID = re.compile(r"(?<![\d-])\d{2}-\d{7}(?!\d)")
_TAX_WORD = re.compile(r"\b(?:tax ?(?:id|payer|identification)|t\.?i\.?n|f?e\.?i\.?n|federal id)\b", re.I)
_HELP_LINE = re.compile(
    r"question|billing|customer (?:service|care)|member services|patient (?:accounts|financial)|call us|phone|telephone|tel\b|help|"
    r"preguntas?|ll[aá]m[ea]|tel[eé]fono|facturaci[oó]n|ayuda|"
    r"servicios? (?:al|para|de) (?:el )?(?:cliente|miembro|afiliado|asegurado|paciente)",
    re.I,
)
_OTHER_LINE = re.compile(r"employee benefits|\bebsa\b|department of|medicare\.gov|no surprises|cfpb|poison|attorney|fraud", re.I)
_NOT_A_NAME = re.compile(r"\d|statement|account|bill to|patient|guarantor|return|service|please|page|dear|insured|\bto\b|invoice|:", re.I)
_BODY_OF = re.compile(
    r"hospital|clinic|cent(?:er|re)|medical|medicine|health|dental|group|associates|llc|inc\b|p\.?c\.?$|lab\b|labs\b|plan\b|recovery|"
    r"services|department|company|box|management|utilization|review|appeals|billing|accounts|radiology|surgery|pediatrics|cardiology|"
    r"imaging|therapy|pharmacy|insurance|benefits|office|unit|explanation|notice|md$|dds$|do$",
    re.I,
)
# What may stand before a number in its cell: "Call us:".
_OPENS = re.compile(r"(?:please )?(?:call|phone|tel\.?|at|ll[aá]m[ea]\w*)?(?: us| al)?:? *", re.I)
_OF_A_PERSON = frozenset({"patient_name", "guarantor_name", "member_id", MEMBER})
_MARKS = (["-"], ["–"], ["—"], ["·"], ["•"])  # between a street and its city
_REACH = 3.2  # line heights between a name and the address under it


@dataclass(frozen=True)
class Address:
    """An address on a page. `name` is the phrase over it, where there is one."""

    page: int
    text: str
    words: tuple[Word, ...]
    top: float
    x0: float
    name: Phrase | None


def add_contacts(facts: Facts, sheets: Sequence[Sheet], party: str) -> None:
    """Adds what is missing about the sender under `party` ("provider" or "payer"), and the person it was mailed to."""
    issuer = facts.best("issuer_name") or facts.best(f"{party}_name")
    if not facts.has(f"{party}_address"):
        for address in [address for sheet in sheets for address in addresses(sheet)]:
            weight = _of_sender(address, issuer)
            if weight:
                facts.add(Fact(f"{party}_address", address.text, address.page, address.words, weight))
    if not facts.has(f"{party}_phone"):
        for fact in [*_phones(sheets, f"{party}_phone", issuer), *said_phones(sheets, f"{party}_phone")]:
            facts.add(fact)
    for fact in _numbers(sheets):
        if not any(other.weight > fact.weight for other in facts.all(fact.field)):
            facts.add(fact)
    add_addressee(facts, sheets)


def add_addressee(facts: Facts, sheets: Sequence[Sheet]) -> None:
    """Adds the person in the address window as the patient, where nothing says who that is."""
    if facts.has("patient_name"):
        return
    issuer = facts.best("issuer_name")
    for fact in addressee(sheets, str(issuer.value) if issuer else None):
        facts.add(fact)


def addressee(sheets: Sequence[Sheet], sender: str | None) -> Iterator[Fact]:
    """The person in the address window, as `patient_name`: who that is, most of the time."""
    return _mailed_to([address for sheet in sheets for address in addresses(sheet)], sender)


def addresses(sheet: Sheet) -> Iterator[Address]:
    """The addresses of a page: on one line, or a street over a city."""
    for phrase in sheet.phrases:
        match = _ONE_LINE.search(phrase.text)
        if match:
            yield _on_one_line(sheet, phrase, match)
        elif _CITY_LINE.match(phrase.text):
            street = _street_over(sheet, phrase)
            if street is not None:
                text = _tidy(street.text, phrase.text)
                yield Address(sheet.page.number, text, (*street.words, *phrase.words), street.top, street.x0, _name_over(sheet, street))
        elif _STREET_LINE.match(phrase.text) and _HAS_STREET_WORD.search(phrase.text) and _alone(sheet, phrase):
            gone_on = _with_the_next(sheet, phrase)
            match = _ONE_LINE.search(gone_on.text) if gone_on else None
            if gone_on and match:
                yield _on_one_line(sheet, gone_on, match)
            else:
                yield Address(sheet.page.number, phrase.text.strip(" ,"), phrase.words, phrase.top, phrase.x0, _name_over(sheet, phrase))


def _on_one_line(sheet: Sheet, phrase: Phrase, match: re.Match[str]) -> Address:
    words = words_at(phrase.words, match.start(), match.end())
    before = phrase.text[: match.start()].strip(" ,|·-")
    name = Phrase(phrase.page, words_at(phrase.words, 0, len(before))) if before else _name_over(sheet, phrase)
    return Address(sheet.page.number, _tidy(match[1], match[2]), words, phrase.top, phrase.x0, name)


def _with_the_next(sheet: Sheet, street: Phrase) -> Phrase | None:
    """A street and the phrase beside it, which may be its city set apart by wide spaces."""
    for row in sheet.rows:
        if street in row.phrases:
            at = row.phrases.index(street)
            beside = row.phrases[at + 1 : at + (3 if [p.text for p in row.phrases[at + 1 : at + 2]] in _MARKS else 2)]
            if beside:
                return Phrase(street.page, (*street.words, *(word for phrase in beside for word in phrase.words)))
    return None


def _alone(sheet: Sheet, street: Phrase) -> bool:
    """A street without city and code under it: the whole address where the paper prints no more."""
    return not any(_CITY_LINE.match(below.text) for below in sheet.below(street, _REACH * street.size))


def _street_over(sheet: Sheet, city: Phrase) -> Phrase | None:
    for above in sheet.above(city.x0, city.x1, city.top, 1.6 * city.size):
        if _STREET_LINE.match(above.text):
            return above
    return None


def _name_over(sheet: Sheet, street: Phrase) -> Phrase | None:
    """The nearest line over an address that could be a name; a line such as a specialty may stand between."""
    above = [
        phrase
        for phrase in sheet.above(street.x0, street.x1, street.top, _REACH * street.size)
        if not any(c.isdigit() for c in phrase.text)
    ]
    return above[0] if above else None


def _of_sender(address: Address, issuer: Fact | None) -> float:
    """How surely an address is the sender's: under or beside its name, and not a letter's addressee."""
    if issuer is None:
        return 0.0
    name = address.name.text if address.name else None
    if name and re.search(r"appeals?\b|grievance", name, re.I):
        return 0.0
    if name and same_organization(name, str(issuer.value)):
        return 0.92
    if issuer.page != address.page or (name and (_is_person(name) or _names_a_person(name))):
        return 0.0
    first, height = issuer.words[0], max(issuer.words[0].size, 10)
    if 0 <= address.top - first.top < 4.5 * height and abs(address.x0 - first.x0) < 140:
        return 0.86
    # A letterhead may set its name at the left and its address at the right.
    return 0.8 if abs(address.top - first.top) < 2.2 * height else 0.0


def _mailed_to(found: Sequence[Address], sender: str | None) -> Iterator[Fact]:
    """The person in the address window: the patient, most of the time."""
    for address in found:
        name = _without_to(address.name)
        if name is not None and _is_person(name.text) and not same_organization(name.text, sender):
            yield Fact("patient_name", name.text, address.page, name.words, 0.82)
            return


def _without_to(name: Phrase | None) -> Phrase | None:
    """ "To: Ruth Calloway" without its first word."""
    if name is not None and len(name.words) > 2 and name.words[0].text.lower() in {"to:", "to", "for:"}:
        return Phrase(name.page, name.words[1:])
    return name


def _is_person(text: str) -> bool:
    words = text.replace(".", "").split()
    return 2 <= len(words) <= 4 and not _NOT_A_NAME.search(text) and not _BODY_OF.search(text) and all(word[0].isupper() for word in words)


def _names_a_person(text: str) -> bool:
    """Whether a line over an address says whose it is: "Subscriber: Everett Lindqvist"."""
    label, colon, _ = text.partition(":")
    return bool(colon) and text_field(label) in _OF_A_PERSON


def _phones(sheets: Sequence[Sheet], field: str, issuer: Fact | None) -> Iterator[Fact]:
    """Numbers beside words that offer help, then those of the letterhead."""
    for sheet in sheets:
        yield from _torn_phones(sheet, field)
        for order, row in enumerate(sheet.rows):
            for phrase in row.phrases:
                match = _own_phone(phrase.text)
                if not match or _OTHER_LINE.search(row.text) or of_the_patient(sheet, order, phrase.text):
                    continue
                weight = 0.88 if _HELP_LINE.search(phrase.text) else 0.8 if _in_letterhead(sheet, phrase, issuer) else 0.0
                if not weight and _OPENS.fullmatch(phrase.text[: match.start()]) and _offered_before(sheet, order, phrase):
                    weight = 0.86
                elif not weight and match[0] == phrase.text.strip():
                    weight = 0.84 if _offered_above(sheet, phrase) else 0.0
                if weight:
                    yield Fact(field, match[0], sheet.page.number, words_at(phrase.words, match.start(), match.end()), weight)


def _offered_before(sheet: Sheet, order: int, phone: Phrase) -> bool:
    """Whether a number alone in its cell stands to the right of words that offer help: "Questions? Call:"."""
    row = sheet.rows[order]
    at = row.phrases.index(phone)
    label = row.phrases[at - 1].text if at else ""
    if of_a_form(sheet, order, label):
        return False
    return _HELP_LINE.search(label) is not None and not re.search(r"\bfax\b", label, re.I)


def _offered_above(sheet: Sheet, phone: Phrase) -> bool:
    """Whether a number alone on its line stands right under words that offer help: "Questions? Call us Mon-Fri"."""
    above = sheet.above(phone.x0, phone.x1, phone.top, 1.5 * phone.size)
    return bool(above) and _HELP_LINE.search(above[0].text) is not None and not _OTHER_LINE.search(above[0].text)


def _torn_phones(sheet: Sheet, field: str) -> Iterator[Fact]:
    """Numbers in running text that a line's end breaks after a hyphen."""
    for block in blocks_of(sheet):
        for match in _TORN_PHONE.finditer(block.text):
            before = block.text[max(match.start() - 60, 0) : match.start()]
            sentence = re.split(r"[.;] ", block.text[max(match.start() - 160, 0) : match.start()])[-1]
            if OF_OTHERS.search(sentence):
                continue
            offered = re.search(r"\b(?:call|phone|tel\w*|at)\b", before, re.I) and not re.search(r"\bfax\b", before[-12:], re.I)
            if " " in match[0] and offered:
                yield Fact(field, match[0].replace(" ", ""), sheet.page.number, block.words_at(match.start(), match.end()), 0.89)


def _own_phone(text: str) -> re.Match[str] | None:
    """The first number of a text that no "fax" or "TTY" stands before."""
    start = 0
    for match in _PHONE.finditer(text):
        if not re.search(r"\bfax\b|\b(?:tty|tdd|ttd)\b\D*(?:\b1)?$", text[start : match.start()], re.I):
            return match
        start = match.end()
    return None


def _in_letterhead(sheet: Sheet, phrase: Phrase, issuer: Fact | None) -> bool:
    if issuer is None or issuer.page != sheet.page.number:
        return False
    return -2 <= phrase.top - issuer.words[0].top < 6 * max(issuer.words[0].size, 9)


def _numbers(sheets: Sequence[Sheet]) -> Iterator[Fact]:
    """NPI and tax number in a line that says so; the NPI's check digit must hold."""
    for sheet in sheets:
        for row in sheet.rows:
            if re.search(r"\bNPI\b|national provider", row.text, re.I):
                yield from (Fact("provider_npi", word, sheet.page.number, words, 0.9) for word, words in _found(row, _NPI) if is_npi(word))
            if _TAX_WORD.search(row.text):
                yield from (Fact("provider_tax_id", word, sheet.page.number, words, 0.9) for word, words in _found(row, _TAX_ID))


def _found(row: Row, pattern: re.Pattern[str]) -> Iterator[tuple[str, tuple[Word, ...]]]:
    for word in row.words:
        match = pattern.search(word.text)
        if match:
            yield match[0], (word,)


def _tidy(street: str, city: str) -> str:
    return f"{street.strip(' ,-–—·•|')}, {' '.join(city.split())}"
