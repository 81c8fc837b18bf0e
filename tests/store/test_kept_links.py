"""Links and reader marks in the vault: kept as given, undone with the change, brought into an older vault."""

from __future__ import annotations

from typing import Any

import pytest

from medbills.domain.link import Link, LinkState, Relation
from medbills.domain.reader_mark import ReaderMark
from medbills.store import Vault, cipher, upgrade

KEY = b"k" * 32
LINK = Link(paper_id="b", other_id="a", relation=Relation.SAME_PAPER, score=0.95, reason="Same account and date.")


@pytest.mark.parametrize("state", list(LinkState))
@pytest.mark.parametrize("score", [0.0, 0.722, 0.95, 1.0])
def test_a_link_is_read_back_as_it_was_kept(vault: Vault, state: LinkState, score: float) -> None:
    link = Link(
        paper_id="b", other_id="a", relation=Relation.SAME_LINE, score=score, reason="You said so.", state=state, line=2, other_line=0
    )
    with vault.change("Tied") as change:
        change.links.put(link)
        change.links.put(LINK)
    assert vault.links.get(link.id) == link
    assert vault.links.of_paper("a") == vault.links.of_paper("b") and len(vault.links.of_paper("a")) == 2
    assert vault.links.of_paper("c") == ()


def test_one_pair_has_one_link_of_a_kind_whichever_is_named_first(vault: Vault) -> None:
    turned = Link(paper_id="a", other_id="b", relation=Relation.SAME_PAPER, score=1.0, reason="Same.")
    with vault.change("Tied") as change:
        change.links.put(LINK)
        change.links.put(turned)
    assert vault.links.all() == (turned,)


def test_undo_reverts_links_and_marks_with_their_change(vault: Vault) -> None:
    with vault.change("Tied") as change:
        change.links.add(LINK)
        change.reader_marks.add(ReaderMark(id="b", version=1))
    assert change.topics == {"links", "reader_marks"}
    with vault.change("Kept apart") as change:
        change.links.put(Link(paper_id="b", other_id="a", relation=LINK.relation, score=0.95, reason="", state=LinkState.REJECTED))
    vault.undo_last()
    assert vault.links.all() == (LINK,)
    vault.undo_last()
    assert vault.links.all() == () and vault.reader_marks.all() == ()


def test_the_step_before_is_brought_up_with_its_rows(tmp_path: Any) -> None:
    lane = cipher.open_lane(tmp_path / "old.db", KEY, create=True)
    lane.begin()
    upgrade.build(lane, head="0002")
    lane.connection.exec_driver_sql("INSERT INTO setting (id, value) VALUES ('a', '1')")
    upgrade.build(lane)
    lane.commit()
    names = {name for (name,) in lane.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all()}
    assert {"link", "reader_mark"} <= names
    assert lane.connection.exec_driver_sql("SELECT count(*) FROM setting").scalar_one() == 1
    lane.close()
