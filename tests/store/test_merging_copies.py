"""Merging two copies of a vault that went apart: the same answer in either order, and nothing that was reviewed is lost."""

from __future__ import annotations

import dataclasses
import datetime
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from medbills import keys
from medbills.domain.call import Call
from medbills.domain.case import Case, CaseKind, Document
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line
from medbills.domain.payment import Payment
from medbills.domain.person import Person
from medbills.errors import UnusableInput
from medbills.store import Trash, Vault, conflicts_of, content_hash, merge, settle, verify, what_comes_in
from medbills.store.columns import canonical
from medbills.store.merge_copies import WHAT
from medbills.store.merge_history import Side
from medbills.store.merge_plan import Merged, merged
from medbills.store.merge_records import PAPER, Records, as_records
from medbills.store.verify import kept_rows

TODAY = datetime.date(2026, 11, 17)
START = datetime.datetime(2026, 11, 17, 10, 15, tzinfo=datetime.UTC)


PLACE = ("case_id", "person_id", "document_id", "kept_at", "warnings", "confirmed")  # where a paper lies, and nothing it says


class Clock:
    """A second later each time it is asked; two of them never tell the same time."""

    def __init__(self, offset: int) -> None:
        self.ticks = offset

    def __call__(self) -> datetime.datetime:
        self.ticks += 2
        return START + datetime.timedelta(seconds=self.ticks)


@dataclasses.dataclass
class Two:
    """A laptop's and a desktop's copy of one vault."""

    one: Vault
    other: Vault
    base: Records


@contextmanager
def apart(made: Any, folder: Path, before: Callable[[Vault], None]) -> Iterator[Two]:
    """Both open, with a history in common."""
    here, there = folder / "one.medbills", folder / "other.medbills"
    for place in (here, there):
        shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(made.folder, here)
    with Vault.open(here, made.data_key, clock=Clock(0)) as vault:
        before(vault)
        base = as_records(kept_rows(vault.lane))
    shutil.copytree(here, there)
    with Vault.open(here, made.data_key, clock=Clock(1000)) as one, Vault.open(there, made.data_key, clock=Clock(1001)) as other:
        yield Two(one, other, base)


def change(vault: Vault, write: Callable[[Any], object], what: str = "Changed something") -> None:
    with vault.change(what) as opened:
        write(opened)


def edit(vault: Vault, paper_id: str = "bill1", **fields: Any) -> None:
    kept = vault.papers.get(paper_id)
    assert kept is not None
    outer = {name: fields.pop(name) for name in ("confirmed", "case_id", "person_id") if name in fields}
    paper = dataclasses.replace(kept.paper, **fields)
    change(vault, lambda opened: opened.papers.update(dataclasses.replace(kept, paper=paper, **outer)))


@pytest.fixture
def two(made: Any, tmp_path: Path, fill: Any) -> Iterator[Two]:
    with apart(made, tmp_path, fill) as found:
        yield found


def both_ways(two: Two) -> str:
    """The content that either order gives, and the one copy merged at the end."""
    before = content_hash(two.one), content_hash(two.other)
    merge(two.one, two.other, today=TODAY)
    merged = content_hash(two.one)
    if merged != before[0]:
        two.one.undo_last()
    assert content_hash(two.one) == before[0], "a merge is undone as a whole"
    merge(two.other, two.one, today=TODAY)
    assert content_hash(two.other) == merged, "the order does not matter"
    if merged != before[0]:
        two.one.redo_last()
    assert content_hash(two.one) == merged
    return merged


def test_what_each_added_and_changed_is_in_both(two: Two) -> None:
    change(two.one, lambda opened: opened.people.add(Person(id="ruth", name="Ruth")))
    edit(two.one, amount_due=Money(490000))
    change(two.other, lambda opened: opened.people.update(dataclasses.replace(two.other.people.all()[0], phone="555-0100")))
    edit(two.other, account_number="7741-22")
    coming = what_comes_in(two.one, two.other)
    assert not coming.plan.conflicts and {key[0] for key in coming.altered} == {"person", "bill"}
    both_ways(two)
    paper = two.one.papers.get("bill1")
    assert paper is not None and (paper.paper.amount_due, paper.paper.account_number) == (Money(490000), "7741-22")
    assert {person.id: person.phone for person in two.one.people.all()} == {"ruth": "", "walter": "555-0100"}
    assert verify(two.one).ok and verify(two.other).ok
    assert what_comes_in(two.one, two.other).nothing and what_comes_in(two.other, two.one).nothing


def test_a_paper_s_file_comes_along_and_one_added_twice_is_one(two: Two) -> None:
    pdf = b"%PDF-1.7 a statement of Lakeshore"
    for vault, name in ((two.one, "a"), (two.other, "b")):
        key = vault.paper_files.add(pdf)
        document = Document(id=f"doc {name}", key=key, name=name, media_type="application/pdf", bytes=len(pdf), pages=1, kept_at=START)
        change(vault, lambda opened, document=document: opened.documents.add(document))
        kept = two.one.papers.get("bill1")
        assert kept is not None
        paper = dataclasses.replace(kept.paper, id=f"paper {name}", amount_due=Money(700 if name == "a" else 800))
        change(vault, lambda opened, name=name, paper=paper, kept=kept: opened.papers.add(dataclasses.replace(
            kept, paper=paper, document_id=f"doc {name}", confirmed=name == "b")))  # fmt: skip
    only = two.other.paper_files.add(b"%PDF-1.7 only there")
    change(two.other, lambda opened: opened.documents.add(
        Document(id="doc2", key=only, name="only.pdf", media_type="application/pdf", bytes=1, pages=1, kept_at=START)))  # fmt: skip
    both_ways(two)
    assert two.one.paper_files.read(only) == b"%PDF-1.7 only there"
    assert len(two.one.documents.all()) == 3
    (twin,) = [kept for kept in two.one.papers.all() if kept.id != "bill1"]
    assert twin.confirmed and twin.paper.amount_due == Money(800), "the reading that was looked at stands"
    assert verify(two.one).ok and verify(two.other).ok and conflicts_of(two.one) == ()
    for vault in (two.one, two.other):
        for item in Trash(vault).items():
            with Trash(vault).bringing_back(item.change_id):
                pass
        assert verify(vault).ok, "a reading that became another one comes back with the file that both are of"
        assert all(vault.paper_files.read(document.key) for document in vault.documents.all())


def test_two_words_for_one_value_are_both_kept_and_the_user_decides(two: Two) -> None:
    edit(two.other, amount_due=Money(100))
    edit(two.one, amount_due=Money(200))
    both_ways(two)
    (conflict,) = conflicts_of(two.one)
    assert (conflict.noun, conflict.row, conflict.field) == (PAPER, "bill1", "amount_due")
    assert [conflict.one[0], conflict.other[0]] == [200, 100] and not conflict.kept_one, "the newer word stands at first"
    assert two.one.papers.get("bill1").paper.amount_due == Money(100)  # type: ignore[union-attr]
    with two.one.written("Decided", "decided", None) as rows:
        settle(rows, conflict, True, today=TODAY)
    assert two.one.papers.get("bill1").paper.amount_due == Money(200)  # type: ignore[union-attr]
    assert conflicts_of(two.one) == () and two.one.conflicts.all()[0].settled_on == TODAY
    merge(two.other, two.one, today=TODAY)
    assert content_hash(two.other) == content_hash(two.one), "the decision is taken over"
    assert verify(two.other).ok


def test_choices_count_in_the_same_change(two: Two) -> None:
    edit(two.one, amount_due=Money(100))
    edit(two.other, amount_due=Money(200))
    before = content_hash(two.one)
    (conflict,) = what_comes_in(two.one, two.other).plan.conflicts
    merge(two.one, two.other, today=TODAY, choices={conflict.id: conflict.one[0] == 100})
    assert two.one.papers.get("bill1").paper.amount_due == Money(100)  # type: ignore[union-attr]
    two.one.undo_last()
    assert content_hash(two.one) == before


def test_a_reviewed_value_stands_before_a_newer_one_that_was_not(two: Two) -> None:
    edit(two.one, amount_due=Money(100))
    edit(two.other, amount_due=Money(200), confirmed=False)
    both_ways(two)
    kept = two.one.papers.get("bill1")
    assert kept is not None and kept.paper.amount_due == Money(100)
    assert [conflict.other[0] for conflict in conflicts_of(two.one)] == [200]


def test_what_one_removed_and_the_other_changed_stays_with_its_owners(two: Two) -> None:
    change(two.one, lambda opened: (opened.papers.remove("bill1"), opened.documents.remove("doc1"), opened.cases.remove("er")))
    edit(two.other, amount_due=Money(300))
    both_ways(two)
    kept = two.one.papers.get("bill1")
    assert kept is not None and kept.paper.amount_due == Money(300) and kept.case_id == "er"
    assert two.one.cases.get("er") is not None and verify(two.one).ok
    about = {(conflict.noun, conflict.field) for conflict in conflicts_of(two.one)}
    assert (PAPER, "") in about and ("case_", "") in about
    whole = next(conflict for conflict in conflicts_of(two.one) if conflict.noun == PAPER)
    with two.one.written("Left it removed", "left", None) as rows:
        settle(rows, whole, whole.one is None, today=TODAY)
    assert two.one.papers.get("bill1") is None and verify(two.one).ok


def test_a_removal_the_other_knew_nothing_of_lies_in_the_trash(two: Two) -> None:
    change(two.one, lambda opened: opened.papers.remove("bill1"), "Removed the bill")
    change(two.other, lambda opened: opened.people.add(Person(id="ruth", name="Ruth")))
    merge(two.other, two.one, today=TODAY)
    assert two.other.papers.get("bill1") is None
    assert "bill1" in Trash(two.other).items()[0].rows


def test_copies_that_meet_again_and_again_do_not_argue_about_the_past(two: Two) -> None:
    edit(two.one, amount_due=Money(100))
    edit(two.other, account_number="A")
    merge(two.one, two.other, today=TODAY)
    edit(two.one, account_number="B")  # later than what it knows
    edit(two.other, amount_due=Money(5))
    coming = what_comes_in(two.one, two.other)
    assert [conflict.field for conflict in coming.plan.conflicts] == ["amount_due"], "the account number was known when it was changed"
    both_ways(two)
    edit(two.other, amount_due=Money(6))
    edit(two.one, account_number="C")
    both_ways(two)
    assert two.one.papers.get("bill1").paper.account_number == "C"  # type: ignore[union-attr]
    assert len(conflicts_of(two.one)) == 1, "no new conflict came of it"


def test_a_merge_that_was_undone_can_be_made_again(two: Two) -> None:
    change(two.other, lambda opened: opened.people.add(Person(id="ruth", name="Ruth")))
    merge(two.one, two.other, today=TODAY)
    two.one.undo_last()
    assert not what_comes_in(two.one, two.other).nothing


def test_another_vault_is_refused(two: Two, tmp_path: Path) -> None:
    folder = tmp_path / "Another.medbills"
    data_key, _ = keys.create_keys(folder, "gray heron 7", cost=keys.Cost(memory_kib=64, passes=1, lanes=1))
    with Vault.create(folder, "Another", data_key) as another, pytest.raises(UnusableInput, match="another vault"):
        merge(two.one, another, today=TODAY)


# any two histories

STEP = st.tuples(
    st.sampled_from(["amount", "account", "lines", "kind", "confirm", "paper", "unpaper", "person", "unperson", "case", "call", "pay",
                     "uncase", "file", "setting", "undo", "back"]),
    st.integers(0, 3),
)  # fmt: skip
STEPS = st.lists(STEP, max_size=7)


def do(vault: Vault, steps: list[tuple[str, int]], side: str, kept_bill: Any) -> None:
    for step, number in steps:
        _STEPS[step](vault, number, side, kept_bill)


def _paper_of(vault: Vault, number: int) -> str | None:
    papers = vault.papers.all()
    return papers[number % len(papers)].id if papers else None


def _on_paper(**fields: Callable[[int, str], Any]) -> Callable[..., None]:
    def act(vault: Vault, number: int, side: str, _bill: Any) -> None:
        if paper := _paper_of(vault, number):
            edit(vault, paper, **{name: value(number, side) for name, value in fields.items()})

    return act


def _file(vault: Vault, number: int, side: str, kept_bill: Any) -> None:
    """The same few files on both sides, under ids of their own."""
    key = vault.paper_files.add(b"%%PDF file %d" % number)
    if vault.documents.by_key(key) is None:
        document = Document(id=f"doc{side}{number}", key=key, name="x.pdf", media_type="application/pdf", bytes=1, pages=1, kept_at=START)
        kept = kept_bill(1)
        paper = dataclasses.replace(kept.paper, id=f"paper{side}{number}", amount_due=Money(number + len(side)))
        person = vault.people.all()[0].id if vault.people.all() else None
        kept = dataclasses.replace(kept, paper=paper, document_id=document.id, person_id=person, case_id=None, confirmed=number % 2 == 0)
        change(vault, lambda opened: (opened.documents.add(document), opened.papers.add(kept)))


def _person(vault: Vault, number: int, side: str, _bill: Any) -> None:
    change(vault, lambda opened: opened.people.put(Person(id=f"p{number}", name=f"{side} {len(list(vault.journal.entries())) % 3}")))


def _case(vault: Vault, number: int, side: str, _bill: Any) -> None:
    person = vault.people.all()[-1].id if vault.people.all() else None
    change(vault, lambda opened: opened.cases.put(
        Case(id=f"c{number}", title=f"{side}", kind=CaseKind.BILL, person_id=person, opened_on=TODAY)))  # fmt: skip


def _of_case(noun: str, make: Callable[[str, str | None, str], Any]) -> Callable[..., None]:
    def act(vault: Vault, number: int, side: str, _bill: Any) -> None:
        case = vault.cases.all()[0].id if vault.cases.all() else None
        change(vault, lambda opened: getattr(opened, noun).put(make(f"{noun}{number}", case, side)))

    return act


def _remove(noun: str) -> Callable[..., None]:
    def act(vault: Vault, number: int, _side: str, _bill: Any) -> None:
        found = getattr(vault, noun).all()
        if found:
            change(vault, lambda opened: getattr(opened, noun).remove(found[number % len(found)].id), f"Removed of {noun}")

    return act


def _back(vault: Vault, number: int, _side: str, _bill: Any) -> None:
    items = Trash(vault).items()
    if items:
        try:
            with Trash(vault).bringing_back(items[number % len(items)].change_id):
                pass
        except UnusableInput:
            pass


_STEPS: dict[str, Callable[..., None]] = {
    "amount": _on_paper(amount_due=lambda number, side: Money(number + 10 * len(side))),
    "account": _on_paper(account_number=lambda number, side: f"{side}{number}"),
    "lines": _on_paper(lines=lambda number, side: tuple(Line(code=f"{side}{at}") for at in range(number))),
    "kind": _on_paper(kind=lambda number, side: (Kind.EOB, Kind.BILL, Kind.DENIAL_LETTER, Kind.ITEMIZED_BILL)[number]),
    "confirm": _on_paper(confirmed=lambda number, side: number % 2 == 0),
    "paper": _file, "file": _file, "unpaper": _remove("papers"), "person": _person, "unperson": _remove("people"), "case": _case,
    "uncase": _remove("cases"),
    "call": _of_case("calls", lambda row, case, side: Call(id=row, case_id=case, at=START, notes=side)),
    "pay": _of_case("payments", lambda row, case, side: Payment(id=row, date=TODAY, amount=Money(len(side)), what="x", case_id=case)),
    "setting": lambda vault, number, side, _bill: change(vault, lambda opened: opened.settings.set(f"s{number}", side)),
    "undo": lambda vault, *_: None if vault.last_change() == WHAT else vault.undo_last(),  # without a merge, its news comes anew
    "back": _back,
}  # fmt: skip


def check(two: Two) -> None:
    """The three promises of a merge."""
    sides = [as_records(kept_rows(vault.lane)) for vault in (two.one, two.other)]
    both_ways(two)
    result = as_records(kept_rows(two.one.lane))
    spelled = {(key[0], name, canonical(value)) for side in sides for key, record in side.items() for name, value in record.items()}
    for (noun, row), record in result.items():
        if noun != "conflict":
            for name, value in record.items():
                known = (noun, name, canonical(value)) in spelled or _same_file(sides, (noun, row), name, value)
                assert known, f"{noun} {row}: {name} is in neither copy"
    told = {canonical(word) for conflict in two.one.conflicts.all() for word in (conflict.one, conflict.other)}
    told |= {canonical(value) for conflict in two.one.conflicts.all() for word in (conflict.one, conflict.other)
             if isinstance(word, dict) for value in word.values()}  # fmt: skip
    found = {(noun, name, canonical(value)) for (noun, _), record in result.items() for name, value in record.items()}
    for mine, theirs in (sides, reversed(sides)):
        for key, record in mine.items():
            if key[0] == PAPER and record["confirmed"]:
                _check_kept(key, record, theirs.get(key), two.base.get(key), found, told)


def _same_file(sides: list[Any], key: Any, name: str, value: Any) -> bool:
    """Whether a file that came in on both sides goes by its other id."""
    files = {row: record["key"] for side in sides for (noun, row), record in side.items() if noun == "document"}
    named = [side[key].get(name) for side in sides if key in side]
    return name == "document_id" and value in files and any(files.get(other) == files[value] for other in named)


def _check_kept(key: Any, record: Any, theirs: Any, base: Any, found: Any, told: Any) -> None:
    """A reviewed value stands, or lies beside in a conflict; unless the other copy changed it on purpose while this one did not."""
    for name, value in record.items():
        known = base is not None and canonical(base.get(name)) == canonical(value)
        changed_there = known and (theirs is None or canonical(theirs.get(name)) != canonical(value))
        kept = (PAPER, name, canonical(value)) in found or canonical(value) in told
        assert kept or changed_there or name in PLACE, (key, name, value)


def test_any_two_histories_merge_to_the_same_in_either_order(
    made: Any, tmp_path: Path, fill: Any, kept_bill: Any, long_form: bool
) -> None:
    @settings(max_examples=1500 if long_form else 4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(before=STEPS, here=STEPS, there=STEPS, later=STEPS)
    @example(before=[("paper", 0)], here=[("undo", 0), ("paper", 0)], there=[], later=[("unpaper", 0)])  # one file, then under two ids
    @example(
        before=[("unpaper", 0), ("amount", 0), ("amount", 0), ("unperson", 0), ("uncase", 0), ("paper", 0), ("unperson", 0)],
        here=[("undo", 0), ("amount", 0), ("amount", 0), ("amount", 0), ("amount", 0), ("paper", 0)], there=[], later=[("unpaper", 0)],
    )  # fmt: skip
    def check_any(before: Any, here: Any, there: Any, later: Any) -> None:
        def begin(vault: Vault) -> None:
            fill(vault)
            do(vault, before, "z", kept_bill)

        with apart(made, tmp_path, begin) as two:
            do(two.one, here, "a", kept_bill)
            do(two.other, there, "bb", kept_bill)
            check(two)
            two.base = as_records(kept_rows(two.one.lane))
            do(two.one, later, "c", kept_bill)
            do(two.other, here, "dd", kept_bill)
            check(two)
            for vault in (two.one, two.other):
                assert verify(vault).ok, verify(vault).problems

    check_any()


ROWS = st.dictionaries(
    st.tuples(st.sampled_from(["person", "case_", "call"]), st.sampled_from("xyz")),
    st.tuples(st.integers(0, 2), st.sampled_from(["", *"xyz"])),
)  # fmt: skip


def _side(rows: Any, at: int) -> Side:
    """A person, a person's case, a case's call; what refers to nothing is let go."""
    owner = {"case_": ("person_id", "person"), "call": ("case_id", "case_")}
    found: dict[Any, Any] = {}
    for (table, row), (value, other) in sorted(rows.items(), key=lambda item: ["person", "case_", "call"].index(item[0][0])):
        found[table, row] = {"id": row, "notes" if table == "call" else "title" if table == "case_" else "name": value}
        if table in owner and (owner[table][1], other) in rows:
            found[table, row][owner[table][0]] = other
    return Side(found, {key: f"{at + len(str(row))}" for key, row in found.items()})


@settings(max_examples=150, deadline=None)
@given(before=ROWS, one=ROWS, other=ROWS)
def test_the_plan_is_the_same_from_either_side_and_refers_to_what_is_there(before: Any, one: Any, other: Any) -> None:
    base, mine, theirs = _side(before, 0).rows, _side(one, 10), _side(other, 20)
    found, mirrored = merged(base, mine, theirs), merged(base, theirs, mine)
    assert found == mirrored
    assert merged(base, Side(found.rows, {}), Side(mirrored.rows, {})).rows == found.rows
    for (table, row), values in found.rows.items():
        for name, owner in (("person_id", "person"), ("case_id", "case_")):
            assert not (table in ("case_", "call") and name in values) or (owner, values[name]) in found.rows, (table, row, values)
    for key in mine.rows.keys() & theirs.rows.keys():
        assert key in found.rows, "what both have stays"


def test_the_property_fails_for_a_merge_where_the_last_writer_wins(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control."""

    def last_writer(before: Any, one: Side, other: Side) -> Merged:
        newest = max((one, other), key=lambda side: max(side.written.values()))
        return Merged({**one.rows, **other.rows} | newest.rows, ())

    monkeypatch.setattr("medbills.store.merge_copies.merged", last_writer)
    edit(two.one, amount_due=Money(100))
    edit(two.other, amount_due=Money(200))
    with pytest.raises(AssertionError, match="amount_due"):
        check(two)
