"""Who sent a paper: the letterhead, else the address to pay to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from medbills.domain.page import Word
from medbills.layout.columns import column_field
from medbills.layout.days import day_of
from medbills.layout.facts import Fact
from medbills.layout.labels import money_field, text_field
from medbills.layout.rows import Phrase
from medbills.layout.sheet import Sheet
from medbills.layout.tokens import MONEY
from medbills.layout.wording import canonical

_TITLE = re.compile(
    r"statement|explanation|benefits?\b|\beob\b|not a bill|invoice|\bbill\b|notice|receipt|summary|itemi[sz]|"
    r"account\b|amount|payment|page\b|dear |determination|denial|letter|important"
    r"|detail of|patient (?:information|name|copy|ledger)|insurance information|ledger|charges|services|estimate|claim|"
    r"confidential|return service|please|thank|questions|collection of|past due|final"
    r"|coverage decision|estado de cuenta|factura|explicaci[oó]n|aviso|resumen|carta\b|recibo|notificaci[oó]n|denegaci[oó]n|"
    r"estimaci[oó]n|estimado|presupuesto|esto no es|paciente|cargos|pagos?\b|cuenta\b|debt\b|validation|prepared for|report|"
    r"information$|dates?\b|history|remit|decision|your |processed|transaction",
    re.I,
)
_ORGANIZATION = re.compile(
    r"hospital|clinic|medical|medicine|health|care\b|center|centre|dental|dentist|physicians?|associates|group|insurance|"
    r"assurance|mutual|plan\b|systems?\b|services|laborator|\blab\b|labs\b|imaging|radiology|surgery|surgical|orthop|"
    r"pediatric|therapy|pharmacy|recovery|collections?|credit|receivables|llc|inc\b|l\.l\.c|p\.?c\.?\b|pllc|corp|"
    r"company|blue|shield|partners|practice|institute|ambulance|emergency|anesthesia|cardio|eye|vision|smile|wellness|"
    r"memorial|regional|community|drug|\brx\b|apothecary|cl[ií]nica|centro|m[eé]dic[oa]s?\b|laboratorio|seguros?\b|salud|farmacia|"
    r"cobranzas?|"
    r"consultorio|odontol|radiolog[ií]a|ambulancia|cardiolog[ií]a|ortop|pediatr[ií]a|asociados|"
    r"benefit|administrators|solutions|network|university|saint|st\.|urgent|capital|financial|bureau|agency|law|md\b|dds|dmd",
    re.I,
)
_CREDENTIALS = re.compile(
    r"[,\s]+(?:m\.?d|d\.?o|d\.?d\.?s|d\.?m\.?d|d\.?p\.?m|o\.?d|d\.?c|n\.?p|p\.?a-?c?|ph\.?d|p\.?t)\.?$", re.I
)
_BRANCH = re.compile(r",? (?:(?:store|branch|location|no\.?|unit) ?)?#? ?\d{1,6}$", re.I)  # the number of a chain's shop
_HEAD = 0.2  # of the page's height
_UNDER_LOGO = 1.6  # of its type's size
_BESIDE = 2  # phrases in a row of the head
_LEAST = 0.6  # weight under which a phrase is no letterhead
_PAY_TO = re.compile(
    r"(?:make (?:checks?|payments?) payable to|(?:please )?remit(?: payments?)? to|send payments? to|pay to|payable to|"
    r"mail payments? to|remit to|env[ií]e (?:su pago|sus pagos|el pago) a|(?:cheques? )?(?:pagaderos?|a nombre de|"
    r"a la orden de))\s*:?\s*(.*)$",
    re.I,
)


def is_organization(name: str) -> bool:
    """Whether a name has a word that a hospital's, practice's or plan's name has and a person's has not."""
    return _ORGANIZATION.search(name) is not None


def senders(sheets: Sequence[Sheet], values: Iterable[Word] = ()) -> list[Fact]:
    """Candidates for the sender's name, named `issuer_name`, from the first page's head and the address to pay to.

    Words among `values` stand beside labels of their own: they name the patient or the provider, not the sender.
    """
    first = next((sheet for sheet in sheets if sheet.rows), None)
    if first is None:
        return []
    taken = frozenset(values)
    found = [fact for fact in _heads(first) if not taken.intersection(fact.words)]
    for sheet in sheets:
        found += _pay_to(sheet)
    return found


def is_physician(name: str) -> bool:
    """Whether a name is one person's by its title: "Dr. Tran", "Aisha Quigley MD"."""
    bare = _CREDENTIALS.sub("", name)
    return (bare != name or re.match(r"dr\b", name, re.I) is not None) and not _ORGANIZATION.search(bare)


def _heads(sheet: Sheet) -> list[Fact]:
    height = sheet.page.height
    body = _body_size(sheet)
    first = sheet.rows[0].top
    made: list[Fact] = []
    for phrase in sheet.phrases:
        if phrase.top > first + 0.22 * height or phrase.top > 0.45 * height:
            continue
        phrase = _after_from(phrase)
        if not _name_like(phrase):
            continue
        large = phrase.size / body
        weight = 0.5 + 0.18 * min(large - 1, 1.0) if large > 1.04 else 0.45
        weight += 0.15 if _ORGANIZATION.search(phrase.text) else 0.0
        weight += 0.06 if phrase.bold else 0.0
        weight += 0.14 * (1 - min((phrase.top - first) / (0.2 * height), 1))
        named = _in_full(sheet, phrase) if weight >= _LEAST else None
        if named is not None:
            made.append(Fact("issuer_name", named.text.strip(" ,;:"), sheet.page.number, named.words, round(weight, 3)))
        elif weight >= _LEAST:
            made.append(Fact("issuer_name", phrase.text.strip(" ,;:"), sheet.page.number, phrase.words, round(weight, 3)))
    return made


def _in_full(sheet: Sheet, logo: Phrase) -> Phrase | None:
    """The full name that stands in smaller type right under a logo, over an address: "Arbor Mutual Life & Health" under "arbor mutual"."""
    short = canonical(logo.text).split()
    for under in sheet.phrases:
        near = 0 <= under.top - logo.bottom < _UNDER_LOGO * logo.size and under.size < 0.9 * logo.size
        full = canonical(under.text).split()
        if near and len(full) > len(short) and full[: len(short)] == short and _name_like(under) and is_organization(under.text):
            below = sheet.below(under, 1.6 * under.size)
            if below and any(c.isdigit() for c in below[0].text):
                return under
    return None


def _after_from(phrase: Phrase) -> Phrase:
    """ "Statement from Riverside Medical Center" without its first two words."""
    texts = [word.text.lower() for word in phrase.words]
    if len(texts) > 2 and texts[0] in {"statement", "bill", "invoice", "receipt"} and texts[1] in {"from", "of:"}:
        return Phrase(phrase.page, phrase.words[2:])
    return phrase


def _name_like(phrase: Phrase) -> bool:
    text = phrase.text
    if not 3 <= len(text) <= 70 or text.rstrip().endswith(":") or ":" in text:
        return False
    bare = _BRANCH.sub("", text)
    letters = sum(c.isalpha() for c in bare)
    if letters < 0.6 * len(bare.replace(" ", "")) or any(c.isdigit() for c in bare):
        return False
    words = canonical(text)
    if text_field(text) or (money_field(text) and len(words.split()) < 4 and not _ORGANIZATION.search(text)):
        return False
    if (text.endswith((".", ",")) and not re.search(r"(?:inc|llc|p\.c|l\.l\.c|co|corp|ltd|m\.d|d\.d\.s|p\.a)\.$", text, re.I)) or (
        column_field(text) and not _ORGANIZATION.search(text)
    ):
        return False
    if _TITLE.search(text) and not (
        _ORGANIZATION.search(text)
        and not re.search(
            r"statement|explanation|itemi[sz]|notice|receipt|summary|not a bill|invoice|determination|denial|medical bill|information$|"
            r"\bbill\b|receipt|estimate|your |estado de cuenta|factura|explicaci[oó]n|aviso|recibo|estimaci[oó]n|estimado|denegaci[oó]n",
            text,
            re.I,
        )
    ):
        return False
    if re.search(r",\s*PA$", text) and _ORGANIZATION.search(text[:-2]):
        return True  # a professional association, not Pennsylvania
    return not re.search(
        r"p\.? ?o\.? box|,\s*(?!MD$|DO$|OD$|PT$|NP$|PC$|LP$)[A-Z]{2}$|www\.|@|\.com|\bsuite \d|\bthis is\b|tax id|^page", text, re.I
    )


def _body_size(sheet: Sheet) -> float:
    sizes = sorted(word.size for row in sheet.rows for word in row.words)
    return max(sizes[len(sizes) // 2], 1.0)


def _pay_to(sheet: Sheet) -> list[Fact]:
    made: list[Fact] = []
    for phrase in sheet.phrases:
        found = _PAY_TO.search(phrase.text)
        if not found:
            continue
        words: tuple[Word, ...] = ()
        if found[1]:
            words = phrase.words[len(phrase.text[: found.start(1)].split()) :]
        else:
            under = sheet.below(phrase, 1.6 * phrase.size)
            if under and _name_like(under[0]):
                words = under[0].words
        text = " ".join(word.text for word in words).strip(" .,;:")
        if words and text[0].isupper() and 3 <= len(text) <= 60 and not any(c.isdigit() for c in text):
            made.append(Fact("issuer_name", text, sheet.page.number, tuple(words), 0.62))
    return made


def head_day(sheets: Sequence[Sheet], field: str) -> list[Fact]:
    """The one day that stands without a label in the head of the first page: a paper's date, as `field`."""
    sheet = next((sheet for sheet in sheets if sheet.rows), None)
    if sheet is None:
        return []
    top = sheet.rows[0].top + _HEAD * sheet.page.height
    found = []
    for row, tokens in zip(sheet.rows, sheet.tokens, strict=True):
        if row.top > top or len(row.phrases) > _BESIDE or any(token.kind == MONEY for token in tokens):
            continue  # below the head, or a row of a table
        for place, phrase in enumerate(row.phrases):
            day = day_of(phrase.text)
            over = sheet.above(phrase.x0, phrase.x1, phrase.top, 1.6 * phrase.size)
            near = [row.phrases[place - 1]] if place else []
            if day is not None and not any(_labels(other) for other in (*over[:1], *near)):
                found.append(Fact(field, day, sheet.page.number, phrase.words, 0.88))
    return found if len(found) == 1 else []


def _labels(phrase: Phrase) -> bool:
    return phrase.text.endswith(":") or text_field(phrase.text) is not None
