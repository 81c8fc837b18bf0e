"""Labels with their values: to the right of the label, in the same phrase, or below it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from medbills.domain.page import Word
from medbills.layout.boxed_days import day_below
from medbills.layout.broken_values import before_sentence, cell_end, day_end, label_end, name_end, span_end
from medbills.layout.captions import beside_money, heads_an_amount, in_a_sentence, names_someone
from medbills.layout.columns import named_column
from medbills.layout.days import Span, packed_day, packed_span
from medbills.layout.labels import DATE, MEMBER, NOTHING, text_field
from medbills.layout.name_words import in_a_name
from medbills.layout.number_runs import ID, ID_MORE, code_run, number_run
from medbills.layout.rows import Phrase, Row, text_of, without_marks
from medbills.layout.sheet import Sheet
from medbills.layout.tokens import DAY, SPAN, tokens_of
from medbills.layout.wording import canonical

_DAYS = frozenset(
    {
        "patient_birth_date",
        "due_date", "statement_date", "processed_date",
        "admission_date", "discharge_date",
        "service_from", "service_to", "service_span",
        "itemization_date", "appeal_by_date",
        "respond_by_date",
        "letter_date",
        "_received_on",
        DATE,
    }
)
_NUMBERS = frozenset(
    {
        "statement_number", "claim_number", "authorization_number", "group_number", "member_id", "account_number", "reference_number",
        "provider_npi", "provider_tax_id", "type_of_bill", "denial_codes", "diagnosis_codes",
    }
)
_CODES = frozenset({"denial_codes", "diagnosis_codes"})
_NAMED = frozenset({"patient_name", "guarantor_name", "payer_name", "provider_name"})
_LONG_NAMES = frozenset({"payer_name", "provider_name", "plan_name", "original_creditor"})
_SENTENCES = frozenset({"denial_reason", "requested_service"})
_PHONE = re.compile(r"1-\d{3}-\d{3}-\d{4}|\d{3}-\d{3}-\d{4}")
_BOX = re.compile(r"\d{1,2}[a-j]?\.?", re.I)  # the number of a box on a claim form, before its caption
_PHARMACY_GROUP = re.compile(r"[A-Z]{3,15}")  # a pharmacy's group may be letters alone
_FOLIO = re.compile(r"(?:page|pg\.?|p[aá]gina|sheet|hoja) ?\d{1,3}(?: ?(?:of|de|/) ?\d{1,3})?$", re.I)
_LETTERS = re.compile(r"[A-Z]{1,4}")  # that open a number
_LONGEST_LABEL = 9
_STOPPED = re.compile(r"\b[a-z]{5,}\.$")  # a whole word with a full stop: "the original creditor."
_SENTENCE_END = re.compile(r"[A-Za-z]{6,}\.$")  # longer than an abbreviation: "Health Insurance Assistance Program."
_JOINED = 0.93  # weight of a name put together from two rows
_PACKED = 0.93  # weight of a day printed as bare digits


@dataclass(frozen=True, slots=True)
class Pair:
    """A field's value as found beside its label. `weight` is 0 to 1: how surely the two belong together."""

    field: str
    value: Any
    page: int
    words: tuple[Word, ...]
    label: str
    weight: float
    order: int  # of its row on the page


def text_pairs(sheet: Sheet, skip: Collection[int] = ()) -> list[Pair]:
    """Days, numbers and names with their labels; `skip` holds indices of rows that belong to tables."""
    made: list[Pair] = []
    for order, row in enumerate(sheet.rows):
        if order not in skip:
            for place in range(len(row.phrases)):
                made += [_whole(sheet, pair) for pair in _phrase_pairs(sheet, row, place, order)]
    return made


def _phrase_pairs(sheet: Sheet, row: Row, place: int, order: int) -> list[Pair]:
    words = row.phrases[place].words
    made: list[Pair] = []
    start = 0
    while start < len(words):
        found = _label_at(words, start)
        if found is None and start == 0 and place + 1 < len(row.phrases):
            whole = label_end(sheet, row, place)
            pair = _beside(sheet, row, place, *whole, order) if whole else None
            if pair is not None:
                return [pair]
        if found is None:
            if start == 0:
                start = _next_label(words, 1)
                continue
            break
        field, end = found
        if start == 0 and in_a_sentence(row, place, words[end - 1]):
            break
        stop = _next_label(words, end)
        label = text_of(words[start:end])
        if end < stop:
            pair = _made(field, words[end:stop], row.page, label, 1.0 if words[end - 1].text[-1] in ":#" else 0.96, order)
        else:
            pair = _beside_whole(sheet, row, place, field, label, order) if end == len(words) else None
            if pair is None and end == len(words):
                pair = _under(sheet, Phrase(row.page, tuple(words[start:end])), field, label, order)
        if pair is not None:
            made.append(pair)
        start = stop
    return made


def _whole(sheet: Sheet, pair: Pair) -> Pair:
    """The pair with what its cell broke off."""
    if pair.field == "service_span" and not isinstance(pair.value, Span) and (found := span_end(sheet, pair.words)) is not None:
        span, words = found
        return replace(pair, value=span, words=words) if span else replace(pair, field="service_from")
    if pair.field in _DAYS and (day := day_end(sheet, pair.page, pair.words)) is not None:
        return replace(pair, value=day[0], words=day[1])
    if pair.field in _NAMED | _LONG_NAMES and (rest := cell_end(sheet, pair.words)):
        return _joined(pair, rest)
    if pair.field in _LONG_NAMES and (rest := name_end(sheet, pair.words)):
        return _joined(pair, rest)
    return pair


def _joined(pair: Pair, rest: tuple[Word, ...]) -> Pair:
    """A name with its rest; the comma before a "PLLC" that stands in the next row is part of it."""
    comma = "," if pair.words[-1].text.endswith(",") else ""
    return replace(pair, value=f"{pair.value}{comma} {text_of(rest)}", words=(*pair.words, *rest), weight=min(pair.weight, _JOINED))


def _label_at(words: Sequence[Word], start: int) -> tuple[str, int] | None:
    """The longest label that starts here, with the index after it; the end of a sentence is none."""
    for end in range(min(start + _LONGEST_LABEL, len(words)), start, -1):
        text = text_of(words[start:end])
        if ":" in text[:-1] and ":" in "".join(word.text for word in words[start : end - 1]):
            continue
        field = None if _STOPPED.search(text) else text_field(text)
        if field is not None and _ends_label(words, start, end, field):
            return field, end
    return None


def _ends_label(words: Sequence[Word], start: int, end: int, field: str) -> bool:
    """Whether the label ends here: a colon, the phrase's end, other type, or a value that fits the field follows."""
    if words[end - 1].text[-1] in ":#":
        return True
    if text_of(words[start:end]).lower() == "for":
        return False  # no label without a colon
    if end == len(words):
        return True
    after = words[end]
    if after.text[0] == "#" or after.text in {":", "-", "–"}:
        return True
    if words[end - 1].bold and not after.bold:
        return True
    if field in _DAYS:
        return tokens_of(words[end : end + 7])[0].kind in (DAY, SPAN) or packed_day(words[end].text) is not None
    if field in _NAMED and end - start > 1 and start == 0 and not _SENTENCE_END.search(words[-1].text):
        return 2 <= len(words) - end <= 6 and all(in_a_name(word) for word in words[end:])
    if field in _NUMBERS and end - start > 1 and _LETTERS.fullmatch(after.text) and end + 1 < len(words):
        return ID_MORE.fullmatch(words[end + 1].text) is not None  # "File number TFR 2604-1187"
    if field in _NUMBERS:
        return any(c.isdigit() for c in after.text) and ID.fullmatch(after.text.strip(".,;#")) is not None
    return False


def _next_label(words: Sequence[Word], start: int) -> int:
    """The index of the next word at which a label with a colon starts, or the end."""
    colons = [index for index, word in enumerate(words) if word.text[-1] == ":"]
    for index in range(max(start, 1), len(words)):
        if not any(index <= colon < index + _LONGEST_LABEL for colon in colons):
            continue
        found = None if ":" in words[index].text[:-1] else _label_at(words, index)
        if found is not None and words[found[1] - 1].text[-1] == ":":
            return index
    return len(words)


def _beside_whole(sheet: Sheet, row: Row, place: int, field: str, label: str, order: int) -> Pair | None:
    """What stands beside a label; where figures stand beside one of a name, it may go on in the next row: "Hospital" over "account"."""
    pair = _beside(sheet, row, place, field, label, order)
    named = field in _NAMED or field == "original_creditor"
    if not named or place + 1 >= len(row.phrases) or not any(c.isdigit() for c in row.phrases[place + 1].text):
        return pair
    whole = label_end(sheet, row, place)
    return (_beside(sheet, row, place, *whole, order) if whole and whole[0] in _NUMBERS | _DAYS else None) or pair


def _beside(sheet: Sheet, row: Row, place: int, field: str, label: str, order: int) -> Pair | None:
    if place + 1 >= len(row.phrases):
        return None
    words = row.phrases[place + 1].words
    if field in _CODES:
        words = tuple(word for phrase in row.phrases[place + 1 :] for word in phrase.words)
    first = _label_at(words, 0)
    if first is not None and first[1] == len(words) and _reads_as_label(words, first[0]):
        return None
    if field in _NAMED and heads_an_amount(sheet, row.phrases[place + 1]):
        return None
    stop = _next_label(words, 1)
    return _made(field, words[:stop], row.page, label, 0.98, order)


def _reads_as_label(words: Sequence[Word], field: str) -> bool:
    digits = [any(c.isdigit() for c in word.text) for word in words]
    return field is not None and (not any(digits) or (len(words) > 1 and not any(digits[1:]) and _BOX.fullmatch(words[0].text) is not None))


def _under(sheet: Sheet, label: Phrase, field: str, text: str, order: int) -> Pair | None:
    under = sheet.below(label, 1.6 * label.size)
    if not under:
        token = day_below(sheet, label) if field in _DAYS else None
        return Pair(field, token.value, label.page, token.words, text, 0.93, order) if token else None
    nearest = under[0]
    for other in under:
        if other.top - nearest.top > 0.6 * nearest.size:
            break
        first = _label_at(other.words, 0)
        if (
            first is not None
            and (first[1] == len(other.words) or other.words[first[1] - 1].text.endswith(":"))
            and _reads_as_label(other.words[: first[1]], first[0])
        ):
            continue
        if field not in _DAYS and field not in _NUMBERS and beside_money(sheet, other):
            continue
        if field in _NAMED and named_column(other.text) is not None:
            continue  # the head of a column
        words = _with_codes(under, other) if field in _CODES else other.words
        stop = _next_label(words, 1)
        pair = _made(field, words[:stop], label.page, text, 0.94 if not text.endswith(":") else 0.96, order)
        if pair is not None:
            return pair
    return None


def _with_codes(under: Sequence[Phrase], first: Phrase) -> tuple[Word, ...]:
    """A code with those that stand beside it under the same label."""
    beside = [other for other in under if abs(other.top - first.top) < 2 and other.x0 >= first.x0]
    return tuple(word for other in beside for word in other.words)


def _made(field: str, words: Sequence[Word], page: int, label: str, weight: float, order: int) -> Pair | None:
    """The pair, when the words hold a value of the field's type."""
    spoken = before_sentence(words) if field in _LONG_NAMES else words
    words, stopped = without_marks(spoken), len(spoken) < len(words)
    if not words or field == NOTHING:
        return None
    if field == "service_from" and names_someone(words):
        field = "provider_name"
    if field in _DAYS:
        return _day_pair(field, words, page, label, weight, order)
    if field in _NUMBERS:
        run = code_run(words) if field in _CODES else number_run(words)
        if run is not None and _FOLIO.match(text_of(run)):
            return None  # "INVOICE" over "Page 1"
        if run is not None and _PHONE.fullmatch(run[0].text) and (len(run[0].text) > 12 or not _says_number(label)):
            return None
        if run is not None:
            return Pair(field, text_of(run).strip("#:.,; "), page, run, label, weight, order)
        if field == "group_number" and _PHARMACY_GROUP.fullmatch(words[0].text) and "rx" in canonical(label).split():
            return Pair(field, words[0].text, page, tuple(words[:1]), label, weight, order)
        if field != "member_id" or _says_number(label):
            return None
        field = MEMBER
    name = text_of(words).strip(" ,;").removesuffix("." if stopped else "")
    coded = field == "place_of_service" and re.fullmatch(r"\d\d", name)
    if not (coded or any(c.isalpha() for c in name)) or "$" in name or len(words) > 40 or name.endswith(":"):
        return None
    if field not in _SENTENCES and (len(words) > 10 or (name.endswith(".") and len(words) > 5)):
        return None
    return Pair(field, name, page, tuple(words), label, weight, order)


def _says_number(label: str) -> bool:
    return not {"id", "number", "card"}.isdisjoint(canonical(label).split())


def _day_pair(field: str, words: Sequence[Word], page: int, label: str, weight: float, order: int) -> Pair | None:
    token = tokens_of(words)[0]
    if token.kind == DAY or (token.kind == SPAN and field == "service_span"):
        after = len(words) - len(token.words)
        return Pair(field, token.value, page, token.words, label, weight if after < 4 else weight * 0.9, order)
    if field == "service_span" and (span := packed_span(text_of(words[:3]))) is not None:
        return Pair(field, span, page, tuple(words[:3]), label, _PACKED, order)
    packed = packed_day(token.text)
    if packed is not None and (field != "patient_birth_date" or len(token.text.strip(" .,;")) == 8):
        return Pair(field, packed, page, token.words, label, min(weight, _PACKED), order)
    return None


def as_span(value: Any) -> Span:
    """A day or a span of days as a span."""
    return value if isinstance(value, Span) else Span(value, value)
