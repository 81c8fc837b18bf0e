"""A copy of one person's records holds nothing of anybody else: no row, no file, no page, whatever tables there are."""

from __future__ import annotations

import datetime
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from medbills import keys
from medbills.errors import ReadOnlyVault, UnusableInput, WrongPassphrase
from medbills.services.hand_over import hand_over, handed_over, preview_copy
from medbills.services.open_vault import create_vault, open_vault
from medbills.store import Vault, content_hash, verify
from medbills.store.columns import Shaped
from medbills.store.schema import KEPT

TODAY = datetime.date(2026, 11, 17)
SECRET = "four plain words here"
BY_ID = {"paper_id": "bill", "other_id": "eob", "sent_id": "letter", "owner_id": "case_", "about_id": "call"}
SAME_AS_PAPER = ("reader_mark", "arrival")
NOBODYS = {"provider", "document", "plan"}  # they come along only where something names them


def canary(who: str) -> str:
    return f"CANARY-{who}-7741"


def pdf(*pages: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 300), invariant=1)
    for words in pages:
        canvas.bookmarkPage(words)
        canvas.addOutlineEntry(words, words)
        canvas.drawString(40, 200, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def plain_value(column: Any, who: str) -> Any:
    """Some value of this column in its plain form, with the canary wherever words go."""
    if not isinstance(column.type, Shaped):
        kind = column.type.python_type
        return canary(who) if kind is str else False if kind is bool else 1
    build = column.type.build
    tries: list[Any] = [member.value for member in build] if isinstance(build, type) and hasattr(build, "__members__") else []
    tries += ["2026-11-17", "2026-11-17T10:00:00", f'["{canary(who)}"]', f'{{"x":"{canary(who)}"}}', "[]", "{}", "0.5", 1]
    for plain in tries:
        try:
            column.type.process_result_value(plain)
        except Exception:
            continue
        return plain
    return None


def row_of(table: Any, who: str) -> dict[str, Any]:
    row: dict[str, Any] = {"id": f"bill-{who}" if table.name in SAME_AS_PAPER else f"{table.name}-{who}"}
    for column in table.columns:
        if column.name == "id":
            continue
        target = next((key.column.table.name for key in column.foreign_keys), BY_ID.get(column.name))
        row[column.name] = f"{target}-{who}" if target else plain_value(column, who)
    if table.name == "person":
        row |= {"plan_ids": f'["plan-{who}"]', "name": f"{who} {canary(who)}", "is_me": who == "B"}
    if table.name == "finding":
        row |= {"documents": f'["bill-{who}"]', "lines": "[]"}
    if table.name == "letter":
        row |= {"answers": f'{{"told":"{canary(who)}"}}', "slug": "billing_dispute", "template_id": "L02"}
    if table.name == "authority":
        row["acts"] = '["talk"]'
    if table.name == "told_fact":
        row["owner"] = "case"
    if table.name in ("bill", "eob", "notice"):
        row |= {"first_page": 1, "last_page": 1, "document_id": f"document-{who}"}
    return row


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A vault with a row of each of two people in every table, and a file that holds a page of both."""
    folder = tmp_path_factory.mktemp("two") / "Two.medbills"
    vault, _ = create_vault(folder, "Two people", SECRET)
    with vault:
        files = {who: vault.paper_files.add(pdf(f"{canary(who)} own file")) for who in "AB"}
        both = vault.paper_files.add(pdf(f"{canary('A')} page", f"{canary('B')} page"))
        text = vault.paper_files.add(f"{canary('A')},{canary('B')}\n".encode())
        with vault.written("Filled", "first", None) as rows:
            for table in KEPT:
                if table.name in ("setting", "own_pair"):
                    continue
                for who in "AB":
                    row = row_of(table, who)
                    if table.name == "document":
                        row |= {"key": files[who], "media_type": "application/pdf", "name": f"{canary(who)}.pdf"}
                    rows.insert(table, {name: value for name, value in row.items() if value is not None})
            document = next(table for table in KEPT if table.name == "document")
            bill = next(table for table in KEPT if table.name == "bill")
            for name, key, kind in (("both", both, "application/pdf"), ("text", text, "text/csv")):
                row = {**row_of(document, "A"), "id": name, "key": key, "media_type": kind, "name": f"{canary('B')} {name}"}
                rows.insert(document, row)
                for who, page in (("A", 1), ("B", 2)):
                    mine = {**row_of(bill, who), "id": f"{name}-{who}", "document_id": name, "first_page": page, "last_page": page}
                    rows.insert(bill, mine)
        with vault.change("Told") as change:
            change.settings.set("note", canary("B"))
    return folder, keys.unlock(folder, SECRET)


@pytest.fixture
def two(made: tuple[Path, bytes], tmp_path: Path) -> Iterator[Vault]:
    folder = tmp_path / "Two.medbills"
    shutil.copytree(made[0], folder)
    with Vault.open(folder, made[1]) as vault:
        yield vault


def everything_in(vault: Vault) -> str:
    """Every row of every table of the database, and the words of every file."""
    connection = vault.lane.connection
    names = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all()]
    found = [str(list(row)) for name in names for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()]
    for document in vault.documents.all():
        data = vault.paper_files.read(document.key)
        found.append(data.decode("latin-1"))
        if document.media_type == "application/pdf":
            found += [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    return "\n".join(found)


def test_the_copy_holds_no_word_of_the_other_person(two: Vault, tmp_path: Path) -> None:
    before = content_hash(two)
    done = hand_over(two, "person-A", tmp_path / "A.medbills", "gray heron 7 lake", today=TODAY)
    assert content_hash(two) == before, "our own is not changed"
    words = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(done.briefing))
    assert len(pypdfium2.PdfDocument(done.briefing)) == 1 and canary("A") in words and canary("B") not in words
    with open_vault(done.folder, "gray heron 7 lake") as copy:
        held = everything_in(copy)
        assert canary("B") not in held and "person-B" not in held
        assert canary("A") in held and verify(copy).ok
        assert [person.is_me for person in copy.people.all()] == [False]
        tied = {table.name for table in KEPT if any(column.foreign_keys for column in table.columns)}
        empty = {table.name for table in KEPT if table.name in tied and not list(copy.lane.connection.execute(table.select()))}
        assert empty == set(), "every table that refers to the person comes along"
        shared = copy.documents.get("both")
        assert shared is not None and shared.name == "papers.pdf"
        pages = [page.get_textpage().get_text_range().strip() for page in pypdfium2.PdfDocument(copy.paper_files.read(shared.key))]
        assert pages == [f"{canary('A')} page", ""], "numbers of pages stay as they were"
        note = copy.documents.get("text")
        assert note is not None and b"could not be divided" in copy.paper_files.read(note.key)
        assert not copy.read_only and handed_over(copy) is not None
        with copy.change("Wrote") as change:
            change.settings.set("x", 1)
    raw = b"".join(path.read_bytes() for path in done.folder.rglob("*") if path.is_file())
    assert b"CANARY" not in raw
    open_vault(done.folder, done.recovery_key).close()
    with pytest.raises(WrongPassphrase):
        open_vault(done.folder, SECRET)


def test_a_copy_of_chosen_cases_is_for_reading_only(two: Vault, tmp_path: Path) -> None:
    case = next(table for table in KEPT if table.name == "case_")
    call = next(table for table in KEPT if table.name == "call")
    with two.written("Another case", "second", None) as rows:
        rows.insert(case, {**_given(case, "A"), "id": "other", "title": "CANARY-OTHER"})
        rows.insert(call, {**_given(call, "A"), "id": "c2", "case_id": "other", "notes": "CANARY-OTHER"})
    done = hand_over(two, "person-A", tmp_path / "A.medbills", "gray heron 7 lake", today=TODAY, case_ids=["case_-A"], read_only=True)
    with open_vault(done.folder, "gray heron 7 lake") as copy:
        held = everything_in(copy)
        assert "CANARY-OTHER" not in held and canary("B") not in held and canary("A") in held
        assert copy.read_only and [one.id for one in copy.cases.all()] == ["case_-A"]
        assert two.walk_aways.all() and not copy.walk_aways.all(), "who only looks is not to learn where one would walk away"
        before = content_hash(copy)
        with pytest.raises(ReadOnlyVault, match="for reading only"), copy.change("Wrote") as change:
            change.settings.set("x", 1)
        with pytest.raises(ReadOnlyVault):
            copy.undo_last()
        assert content_hash(copy) == before and verify(copy).ok


def test_the_preview_tells_what_comes_and_what_stays(two: Vault) -> None:
    told = preview_copy(two, "person-A")
    assert told.holds[0].endswith("name, birth date and address.") and "1 case" in told.holds[1] and "1 signed form" in told.holds[1]
    assert told.shared_files == 2 and told.stays[0].startswith("Everything of")
    assert "Every case you did not choose." in preview_copy(two, "person-A", case_ids=["case_-A"]).stays


def test_nothing_is_written_over_and_nothing_is_left_of_a_copy_that_failed(two: Vault, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine")
    with pytest.raises(UnusableInput, match="already something"):
        hand_over(two, "person-A", tmp_path / "full", "gray heron 7 lake", today=TODAY)
    for wrong in ({"passphrase": "short"}, {"case_ids": ["case_-B"]}, {"case_ids": []}):
        with pytest.raises(UnusableInput):
            hand_over(two, "person-A", tmp_path / "new", **{"passphrase": "gray heron 7 lake", "today": TODAY, **wrong})  # type: ignore[arg-type]
    key = two.documents.get("document-A")
    assert key is not None
    path = two.paper_files.path_of(key.key)
    assert path is not None
    path.write_bytes(b"damaged")
    with pytest.raises(Exception, match="damaged"):
        hand_over(two, "person-A", tmp_path / "new", "gray heron 7 lake", today=TODAY)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["Two.medbills", "full"]


def _given(table: Any, who: str) -> dict[str, Any]:
    return {name: value for name, value in row_of(table, who).items() if value is not None and name in table.columns}


