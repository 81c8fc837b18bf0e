"""What each kept row gives the search: which of its columns are its title, its words, its day and its sum."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select

from medbills.domain.money import Money
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS
from medbills.domain.search_entry import SearchEntry, Sort
from medbills.domain.search_terms import day_terms, sum_term, terms_in
from medbills.domain.wording import long_day
from medbills.store import schema
from medbills.store.lane import Lane

Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """How rows of one table are read. Sums and days among `words` are found in every way they may be typed."""

    table: Table
    sort: Sort
    title: tuple[str, ...]
    words: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    cents: str = ""


_PLAIN = (
    Source(table=schema.PERSON, sort=Sort.PERSON, title=("called", "name"), words=("address", "phone", "email", "state", "birth_date")),
    Source(
        table=schema.PLAN, sort=Sort.PLAN, title=("name", "payer_name"),
        words=("payer_address", "payer_phone", "member_id", "group_number", "employer"),
    ),
    Source(
        table=schema.CASE, sort=Sort.CASE, title=("title",), words=("saved", "saved_proof", "opened_on", "closed_on"), day=("opened_on",)
    ),
    Source(
        table=schema.FINDING, sort=Sort.FINDING, title=("title",), words=("explanation", "question", "remedy", "counted", "asked_on"),
        day=("asked_on", "checked_on"), cents="counted",
    ),
    Source(
        table=schema.CALL, sort=Sort.CALL, title=("organization", "person"),
        words=(
            "notes", "they_will", "you_will", "reference", "number", "role", "line", "at", "they_will_by", "you_will_by", "follow_up_on",
        ),
        day=("at",),
    ),
    Source(
        table=schema.LETTER, sort=Sort.LETTER, title=("title", "recipient"),
        words=("method", "tracking", "written_on", "reply_by", "sent_on", "arrived_on"), day=("sent_on", "written_on"),
    ),
    Source(
        table=schema.PACKET, sort=Sort.PACKET, title=("title", "recipient"), words=("method", "tracking", "made_on", "sent_on"),
        day=("made_on",),
    ),
    Source(
        table=schema.DEADLINE, sort=Sort.DEADLINE, title=("title",),
        words=("consequence", "notes", "date", "cautious_date", "safe_mailing_date"), day=("date",),
    ),
    Source(
        table=schema.PAYMENT, sort=Sort.PAYMENT, title=("what",), words=("payer_from", "reference", "proof", "amount", "date"),
        day=("date",), cents="amount",
    ),
    Source(
        table=schema.AGREEMENT, sort=Sort.AGREEMENT, title=("with_whom",), words=("note", "amount", "agreed_on", "first_on"),
        day=("agreed_on",), cents="amount",
    ),
    Source(
        table=schema.REFUND, sort=Sort.REFUND, title=("from_whom",), words=("amount", "since", "received_on"), day=("since",),
        cents="amount",
    ),
    Source(table=schema.OFFER, sort=Sort.OFFER, title=("note",), words=("amount", "made_on", "until"), day=("made_on",), cents="amount"),
    Source(
        table=schema.PLANNED_CARE, sort=Sort.CARE, title=("title", "provider"),
        words=("codes", "note", "authorization", "referral", "estimate", "predetermined", "care_on"), day=("care_on",), cents="estimate",
    ),
    Source(table=schema.BOOKLET, sort=Sort.BOOKLET, title=("title",), words=("added_on",), day=("added_on",)),
)  # fmt: skip
_PAPERS = {schema.BILL: schema.BILL_LINE, schema.EOB: schema.EOB_LINE, schema.NOTICE: schema.NOTICE_LINE}
_LINES = {lines.name: (papers, f"{papers.name}_id") for papers, lines in _PAPERS.items()}
_WHOSE = ("provider_name", "issuer_name", "payer_name")
_DATED = ("statement_date", "letter_date", "processed_date", "service_from")
_ASKED = ("amount_due", "patient_responsibility", "total_billed")


def source_of(table: str, row: Found) -> tuple[str, str] | None:
    """The row whose entries change with this one: a line's are its paper's. None for what is not searched."""
    if table in _LINES:
        papers, column = _LINES[table]
        return papers.name, str(row[column])
    return (table, str(row["id"])) if table in READERS else None


def all_sources(lane: Lane) -> list[tuple[str, str]]:
    """Every row that is searched."""
    return [(name, row.id) for name in READERS for row in lane.rows(select(schema.METADATA.tables[name].c.id))]


def entries_of(lane: Lane, table: str, row_id: str) -> list[SearchEntry]:
    """What a row gives; nothing where it is gone."""
    kept = schema.METADATA.tables[table]
    found = lane.rows(select(kept).where(kept.c.id == row_id))
    return list(READERS[table](lane, found[0]._asdict())) if found else []


def _plain(source: Source) -> Callable[[Lane, Found], Iterator[SearchEntry]]:
    def read(_lane: Lane, row: Found) -> Iterator[SearchEntry]:
        cents = row[source.cents] if source.cents else None
        text, also = _told([row[name] for name in source.words])
        title = " · ".join(dict.fromkeys(row[name] for name in source.title if row[name]))
        day = next((_as_day(row[name]) for name in source.day if row[name]), None)
        yield SearchEntry(
            sort=source.sort, row=row["id"], day=day, cents=cents.cents if cents is not None else None, title=title, text=text,
            also=" ".join((also, *terms_in(title))),
        )  # fmt: skip

    return read


def _paper(lines: Table, column: str) -> Callable[[Lane, Found], Iterator[SearchEntry]]:
    def read(lane: Lane, row: Found) -> Iterator[SearchEntry]:
        whose = next((row[name] for name in _WHOSE if row[name]), "")
        day = next((row[name] for name in _DATED if row[name]), None)
        asked = next((row[name] for name in _ASKED if row[name] is not None), None)
        text, also = _told([row[name] for name in PAPER_FIELDS])
        raw = _told([spot.raw for spot in row["spots"].values()])[1]
        yield SearchEntry(
            sort=Sort.PAPER, row=row["id"], day=day, cents=asked.cents if asked is not None else None, title=whose,
            text=f"{row['kind'].value.replace('_', ' ')} {text}", also=f"{also} {raw} {_every_term(whose)}",
        )  # fmt: skip
        for line in lane.rows(select(lines).where(lines.c[column] == row["id"]).order_by(lines.c.position)):
            yield _line(row, line._asdict(), f"{whose} {row['patient_name'] or ''}", day)

    return read


def _line(paper: Found, line: Found, whose: str, day: datetime.date | None) -> SearchEntry:
    text, also = _told([line[name] for name in LINE_FIELDS if name != "description"])
    title = line["description"] or line["code"] or ""
    cents = next((line[name] for name in ("billed", "patient_owes", "allowed") if line[name] is not None), None)
    return SearchEntry(
        sort=Sort.LINE, row=paper["id"], part=line["position"] + 1, day=line["service_date"] or line["service_from"] or day,
        cents=cents.cents if cents is not None else None, title=title, text=text, also=f"{also} {whose} {_every_term(title)}",
    )  # fmt: skip


def _file(lane: Lane, row: Found) -> Iterator[SearchEntry]:
    """A file by its name, and each of its pages by its words; a booklet's pages are entries of their own."""
    day = _as_day(row["kept_at"])
    yield SearchEntry(sort=Sort.FILE, row=row["id"], day=day, title=row["name"], also=_every_term(row["name"]))
    pages = schema.PAGE_WORDS
    for page in lane.rows(select(pages).where(pages.c.key == row["key"], pages.c.text != "").order_by(pages.c.number)):
        yield SearchEntry(
            sort=Sort.PAGE, row=row["id"], part=page.number, day=day, title="", text=page.text, also=_every_term(page.text)
        )


def _booklet_page(_lane: Lane, row: Found) -> Iterator[SearchEntry]:
    yield SearchEntry(
        sort=Sort.BOOKLET_PAGE, row=row["booklet_id"], part=row["number"], title="", text=row["text"], also=_every_term(row["text"])
    )


READERS: Mapping[str, Callable[[Lane, Found], Iterator[SearchEntry]]] = {
    **{source.table.name: _plain(source) for source in _PLAIN},
    **{papers.name: _paper(lines, f"{papers.name}_id") for papers, lines in _PAPERS.items()},
    schema.DOCUMENT.name: _file,
    schema.BOOKLET_PAGE.name: _booklet_page,
}


def _told(values: Sequence[Any]) -> tuple[str, str]:
    """Values as words, and what else they are found by."""
    words: list[str] = []
    terms: list[str] = []
    for value in values:
        if isinstance(value, Money):
            terms.append(sum_term(value.cents))
        elif isinstance(value, datetime.date):
            day = value.date() if isinstance(value, datetime.datetime) else value
            terms += [*day_terms(day), long_day(day)]
        elif isinstance(value, str):
            words.append(value)
            terms += terms_in(value)
        elif isinstance(value, tuple) and all(isinstance(one, str) for one in value):
            words += value
        elif isinstance(value, Mapping):
            terms += [sum_term(one.cents) for one in value.values() if isinstance(one, Money)]
    return "\n".join(word for word in words if word), " ".join(terms)


def _every_term(text: str) -> str:
    return " ".join(terms_in(text))


def _as_day(value: datetime.date) -> datetime.date:
    return value.date() if isinstance(value, datetime.datetime) else value
