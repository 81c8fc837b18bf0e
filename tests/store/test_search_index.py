"""The search index: in step with every change, undo, trash and merge; nothing that is gone for good is found; no text breaks it."""

from __future__ import annotations

import dataclasses
import datetime
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from medbills import keys
from medbills.domain.call import Call
from medbills.domain.person import Person
from medbills.domain.search_entry import Shelf, Sort
from medbills.store import SearchIndex, Trash, Vault, content_hash, erase, keep_words, unread_files, verify
from medbills.store.backup_list import backup_at

AT = datetime.datetime(2026, 11, 17, 10, 15, tzinfo=datetime.UTC)
CHEAP = keys.Cost(memory_kib=64, passes=1, lanes=1)
Fill = Callable[..., None]


def ready(vault: Vault) -> SearchIndex:
    while not vault.search.fill().finished:
        continue
    return vault.search


def found(vault: Vault, expression: str) -> set[tuple[Sort, str, int]]:
    return {(match.sort, match.row, match.part) for shelf in Shelf for match in vault.search.matching(expression, shelf, 50)}


def remade(vault: Vault) -> list[tuple[object, ...]]:
    """What an index made from nothing holds, in memory beside the kept one's lane."""
    fresh = SearchIndex(vault.lane, vault.journal, apart=True)
    while not fresh.fill().finished:
        continue
    content = fresh.content()
    for name in ("trigram", "term", "vocabulary", "words", "entry", "stamp"):
        vault.lane.connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.search_{name}")
    return content


def test_people_bills_lines_and_sums_are_found(vault: Vault, fill: Fill) -> None:
    fill(vault)
    ready(vault)
    assert found(vault, '"dad"') == {(Sort.PERSON, "walter", 0)}
    assert (Sort.LINE, "bill1", 1) in found(vault, '"xray"* AND "sumof41000"')
    assert (Sort.PAPER, "bill1", 0) in found(vault, '"dayof20261117" AND "riverbend"')
    assert found(vault, '"sumof41001"') == set()


def test_the_index_follows_each_change_undo_and_removal(vault: Vault, fill: Fill) -> None:
    fill(vault)
    index = ready(vault)
    before = index.content()
    with vault.change("Removed the bill") as change:
        change.papers.remove("bill1")
    assert not found(vault, '"riverbend"') & {(Sort.PAPER, "bill1", 0)} and index.is_current
    vault.undo_last()
    assert index.content() == before
    fill(vault, b"%PDF-1.7 another", 2)
    assert (Sort.LINE, "bill2", 1) in found(vault, '"xray"*')
    assert index.content() == remade(vault)


def test_a_change_that_fails_leaves_no_trace(vault: Vault, fill: Fill) -> None:
    fill(vault)
    before = ready(vault).content()
    with pytest.raises(ZeroDivisionError), vault.change("Added somebody") as change:
        change.people.add(Person(id="x", name="Zebulon Quark"))
        raise ZeroDivisionError
    assert vault.search.is_current and vault.search.content() == before


def test_words_on_pages_are_found_and_gone_for_good_with_their_paper(vault: Vault, fill: Fill) -> None:
    fill(vault)
    document = vault.documents.all()[0]
    assert unread_files(vault.lane) == (document,)
    keep_words(vault, document, ("Page one says zymurgy.", "", "The third: perspicacious"))
    ready(vault)
    assert not unread_files(vault.lane)
    assert found(vault, '"zymurgy"') == {(Sort.PAGE, "doc1", 1)} and found(vault, '"perspic"*') == {(Sort.PAGE, "doc1", 3)}
    with vault.change("Removed the bill") as change:
        change.papers.remove("bill1")
        change.documents.remove("doc1")
    assert not found(vault, '"zymurgy"')
    vault.undo_last()
    assert found(vault, '"zymurgy"'), "brought back with the paper"
    with vault.change("Removed the bill") as change:
        change.papers.remove("bill1")
        change.documents.remove("doc1")
    erase(vault, Trash(vault).items())
    assert not found(vault, '"zymurgy"') and not vault.search.words_with("zymurgy") and vault.search.is_current
    tables = [row[0] for row in vault.lane.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name LIKE 'search_%'").all()]
    for table in [name for name in [*tables, "page_words"] if name not in {"search_vocabulary", "search_entry_source"}]:
        rows = vault.lane.connection.exec_driver_sql(f"SELECT * FROM {table}").all()
        assert b"zymurgy" not in b" ".join(part if isinstance(part, bytes) else str(part).encode() for row in rows for part in row), table


def test_the_index_is_no_part_of_what_the_vault_holds(vault: Vault, fill: Fill) -> None:
    fill(vault)
    before = content_hash(vault)
    ready(vault)
    assert content_hash(vault) == before and verify(vault).ok
    assert not vault.backup().missing


def test_an_index_that_missed_a_change_is_never_asked_and_made_anew(vault: Vault, fill: Fill) -> None:
    fill(vault)
    index = ready(vault)
    vault.lane.connection.exec_driver_sql("UPDATE search_stamp SET value = 'other' WHERE id = 'head'")
    assert not index.is_current and found(vault, '"riverbend"') == set() and not index.begins_a_word("riverbend")
    with vault.change("Added somebody") as change:
        change.people.add(Person(id="x", name="Zebulon Quark"))
    assert not index.is_current
    ready(vault)
    assert found(vault, '"zebulon"') and index.content() == remade(vault)


def test_a_backup_is_searched_without_being_altered(made: Any, fill: Fill) -> None:
    with made.open() as vault:
        fill(vault)
        folder = vault.backup().folder
    assert backup_at(folder)
    before = (folder / "vault.db").read_bytes()
    with Vault.open_backup(folder, made.data_key) as opened:
        ready(opened)
        assert found(opened, '"riverbend"')
    assert (folder / "vault.db").read_bytes() == before


def test_a_vault_is_still_searched_after_its_key_was_changed(made: Any, fill: Fill) -> None:
    with made.open() as vault:
        fill(vault)
        ready(vault)
        before = vault.search.content()
    with made.open() as vault:
        assert vault.search.is_finished and vault.search.content() == before


HOSTILE = (
    "Smith & Sons <Billing>", "<b>unclosed", "=1+2", "@SUM(A1)", "a\rb", 'say "hi"; x', "%_", '" OR 1=1 --', "nul\x00byte", "\u202egnp.exe",
    "שלום hello", "名前 ł ñ ő", "emoji \U0001f600 end", "NEAR(a b)", "a* AND", "col:x", "-x", "^x", "(", ")", "''", "x" * 10_000,
    "word " * 2_000, "\ud800 half", "ß ǆ ﬁ İ", "1/1/1", "99/99/9999", "$,", "$999999999999999999999.99",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_kept_and_looked_for_literally(hostile_vault: Vault, text: str) -> None:
    vault = hostile_vault
    keep_words(vault, vault.documents.all()[0], (text, text))
    index = vault.search
    for word in (text[:50], text[:200]):
        quoted = '"' + word.replace("\x00", " ").encode("utf-8", "replace").decode().replace('"', '""') + '"'
        for shelf in Shelf:
            index.matching(f'"nothing" OR {quoted}', shelf, 5)
        index.begins_a_word(word[:40].encode("utf-8", "replace").decode())
    assert index.is_current


@pytest.fixture(scope="module")
def hostile_vault(tmp_path_factory: pytest.TempPathFactory, fill: Fill) -> Any:
    folder = tmp_path_factory.mktemp("hostile") / "V.medbills"
    data_key, _ = keys.create_keys(folder, "gray heron 7", cost=CHEAP)
    with Vault.create(folder, "V", data_key, clock=lambda: AT) as vault:
        fill(vault)
        ready(vault)
        yield vault


@pytest.fixture(scope="module")
def fill() -> Fill:
    import importlib.util

    spec = importlib.util.spec_from_file_location("family_of_store", Path(__file__).with_name("conftest.py"))
    assert spec is not None and spec.loader is not None
    import sys

    module = sys.modules.setdefault("family_of_store", importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module.filled  # type: ignore[no-any-return]


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["add", "rename", "remove", "undo", "call", "words"]), st.integers(0, 3),
        st.text("abcxyz é-.$1290 /", max_size=24),
    ),
    max_size=10,
)  # fmt: skip


@given(EDITS)
@settings(
    max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_whatever_is_edited_the_index_is_what_a_fresh_one_is(vault_template: Path, edits: list[tuple[str, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder) / "V.medbills"
        shutil.copytree(vault_template, here)
        with Vault.open(here, (here / "key").read_bytes(), clock=lambda: AT) as vault:
            ready(vault)
            for edit, number, text in edits:
                _edit(vault, edit, str(number), text)
            assert vault.search.is_current
            assert vault.search.content() == remade(vault)


def _edit(vault: Vault, edit: str, row: str, text: str) -> None:
    person = vault.people.get(row)
    if edit == "undo":
        vault.undo_last()
    elif edit == "words" and vault.documents.all():
        keep_words(vault, vault.documents.all()[0], (text, text[::-1]))
    elif edit == "call":
        with vault.change("Called") as change:
            change.calls.add(Call(id=f"{row}{len(vault.calls.all())}", case_id=None, at=AT, notes=text, organization=text[:5]))
    elif edit == "add" and person is None:
        with vault.change("Added") as change:
            change.people.add(Person(id=row, name=text or "somebody"))
    elif person is not None:
        with vault.change("Changed") as change:
            if edit == "remove":
                change.people.remove(row)
            else:
                change.people.update(dataclasses.replace(person, name=text or "nobody"))


@pytest.fixture(scope="module")
def vault_template(tmp_path_factory: pytest.TempPathFactory, fill: Fill) -> Path:
    folder = tmp_path_factory.mktemp("template") / "V.medbills"
    data_key, _ = keys.create_keys(folder, "gray heron 7", cost=CHEAP)
    with Vault.create(folder, "V", data_key, clock=lambda: AT) as vault:
        fill(vault)
    (folder / "key").write_bytes(data_key)
    return folder
