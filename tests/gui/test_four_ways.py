"""Four troubles from the reviewed papers to a packet on the disk, by the mouse, in at most twelve clicks each."""

from __future__ import annotations

import datetime
import hashlib
import io
import shutil

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from medbills import keys
from medbills.domain.paper import LINE_FIELDS, PAPER_FIELDS, Kind
from medbills.domain.person import Person
from medbills.domain.plan import Plan
from medbills.domain.planned_care import NetworkEvidence, PlannedCare
from medbills.domain.reading import ReadDocument, Reading, SourceFile, values_from_json
from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.jobs import Jobs, Lane
from medbills.gui.main_window import MainWindow
from medbills.gui.parts.answers import CardAnswer
from medbills.gui.parts.letter_end import LetterEnd
from medbills.gui.settings import Settings
from medbills.gui.wizards.letter import LetterTask
from medbills.gui.wizards.packet import PacketTask
from medbills.services.confirm_paper import confirm_paper
from medbills.services.keep_paper import keep_paper
from medbills.services.open_vault import create_vault
from medbills.services.read_paper import ReadFile
from medbills.store import Vault

TODAY = datetime.date(2026, 11, 17)
NOON = datetime.datetime(2026, 11, 17, 12, 0, tzinfo=datetime.UTC)
PASSPHRASE = "gray heron 7"
MOST_CLICKS = 12
ME = Person(id="ruth", name="Ruth Calloway", called="Me", address="12 Orchard Street\nEaston, PA 18042", phone="555-0103",
            email="ruth@example.org", is_me=True, state="PA", plan_ids=("plan",), birth_date=datetime.date(1961, 4, 2))  # fmt: skip
PLAN = Plan(id="plan", type="employer_self_funded_erisa", payer_name="Lakeshore Health", member_id="LH4471902",
            payer_address="P.O. Box 7100, Millbrook, PA 18099")  # fmt: skip


# The paper maker: a page that prints what a perfect reader then reads.


def paper(kind, lines=(), **fields):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    told = [kind.replace("_", " ").upper(), *(f"{name.replace('_', ' ')}: {value}" for name, value in fields.items())]
    told += ["  ".join(str(value) for value in line.values()) for line in lines]
    for place, text in enumerate(told):
        canvas.drawString(60, 730 - 18 * place, text)
    canvas.save()
    data = out.getvalue()
    found = ReadDocument(kind=Kind(kind), pages=(1, 1), fields=values_from_json(PAPER_FIELDS, fields),
                         lines=tuple(values_from_json(LINE_FIELDS, line) for line in lines))  # fmt: skip
    file = SourceFile(name=f"{kind}.pdf", sha256=hashlib.sha256(data).hexdigest(), bytes=len(data), pages=1, media_type="application/pdf")
    return ReadFile(data, Reading(file=file, documents=(found,)))


DAY = "2026-09-09"
HOSPITAL = {"issuer_name": "Riverbend General Hospital", "provider_name": "Riverbend General Hospital", "account_number": "7741-22",
            "provider_address": "P.O. Box 2200, Easton, PA 18042", "patient_name": "Ruth Calloway"}  # fmt: skip
INSURER = {"issuer_name": "Lakeshore Health", "payer_name": "Lakeshore Health", "patient_name": "Ruth Calloway", "member_id": "LH4471902",
           "payer_address": "P.O. Box 7100, Millbrook, PA 18099"}  # fmt: skip


def refused():
    """Prior authorization denied."""
    yield paper("denial_letter", **INSURER, authorization_number="PA-88213", provider_name="Grace A. Osei, MD", letter_date="2026-10-28",
                appeal_by_date="2027-04-26", denial_reason="No 6 weeks of therapy on file.", total_billed="1150.00",
                lines=[{"service_date": "2026-12-03", "code": "72148", "description": "MRI of the back", "billed": "1150.00"}])  # fmt: skip


def out_of_network():
    """Paid as out of network, though the plan had said it is in."""
    line = {"service_date": DAY, "code": "99213", "billed": "500.00"}
    who = {"provider_name": "Osprey Clinic", "account_number": "OC-55"}
    yield paper("itemized_bill", [line], **{**HOSPITAL, **who, "issuer_name": "Osprey Clinic"}, statement_date="2026-10-30",
                due_date="2026-12-01", total_billed="500.00", plan_paid="120.00", amount_due="380.00")  # fmt: skip
    yield paper("eob", [{**line, "allowed": "500.00", "plan_paid": "120.00", "patient_owes": "380.00"}], **{**INSURER, **who},
                claim_number="26-2840-11937", statement_date="2026-10-15", network_status="out", total_billed="500.00",
                plan_paid="120.00", patient_responsibility="380.00")  # fmt: skip


def large_bill():
    """A large hospital bill that does not fit the insurer's statement."""
    care = [{"service_date": DAY, "code": "99284", "description": "Emergency visit, level 4", "billed": "9180.00"}]
    xray = {"service_date": DAY, "code": "71045", "description": "Chest X-ray, one view", "billed": "410.00"}
    yield paper("itemized_bill", [*care, xray, xray], **HOSPITAL, statement_date="2026-10-30", due_date="2026-12-01",
                total_billed="10000.00", plan_paid="0.00", total_adjustments="0.00", amount_due="10000.00")  # fmt: skip
    split = {"adjustment": "7710.00", "allowed": "1470.00", "plan_paid": "1176.00", "coinsurance": "294.00", "patient_owes": "294.00"}
    eob = [{**care[0], **split, "remark_codes": ["CO-45", "PR-2"]},
           {**xray, "allowed": "130.00", "adjustment": "280.00", "plan_paid": "104.00", "coinsurance": "26.00", "patient_owes": "26.00"},
           {**xray, "allowed": "0.00", "not_covered": "410.00", "plan_paid": "0.00", "patient_owes": "0.00", "remark_codes": ["CO-18"]}]
    yield paper("eob", eob, **INSURER, provider_name=HOSPITAL["provider_name"], account_number="7741-22", claim_number="26-2840-11937",
                statement_date="2026-10-15", total_billed="10000.00", plan_paid="1280.00", patient_responsibility="320.00")  # fmt: skip


def collected():
    """A collector asks for a debt."""
    yield paper("collection_notice", issuer_name="Harrow & Pike Recovery", original_creditor="Cedar Lab", reference_number="HP-66031",
                account_number="CL-9", patient_name="Ruth Calloway", letter_date="2026-11-06", itemization_date="2026-10-31",
                previous_balance="220.00", fees="32.40", amount_due="252.40", respond_by_date="2026-12-10",
                provider_address="P.O. Box 418, Millbrook, PA 18099")  # fmt: skip


class Hand:
    """Somebody at the real window, with a mouse that is counted."""

    def __init__(self, qtbot, jobs, vault):
        self.qtbot, self.jobs, self.count = qtbot, jobs, 0
        self.desk = Desk(jobs, vault, lambda: TODAY)
        self.window = MainWindow(self.desk, Settings(dark=False))
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.settle()

    def settle(self):
        self.qtbot.waitUntil(lambda: not self.jobs.busy, timeout=30_000)
        QApplication.processEvents()

    def click(self, target):
        """One click, on something that can be seen and pressed."""
        assert target.isVisible() and target.isEnabled(), target
        self.count += 1
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
        self.settle()

    @property
    def task(self):
        return self.window.task


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A vault with the user's own record and plan in it, and the key that opens it without the slow passphrase."""
    folder = tmp_path_factory.mktemp("ways") / "Ruth.medbills"
    vault, _ = create_vault(folder, "Ruth", PASSPHRASE)
    with vault.change("Set up") as change:
        change.plans.add(PLAN)
        change.people.add(ME)
    vault.close()
    return folder, keys.unlock(folder, PASSPHRASE)


@pytest.fixture
def hand(qtbot, empty, tmp_path, monkeypatch):
    made = []

    def begin(papers, *told):
        folder = tmp_path / "Ruth.medbills"
        shutil.copytree(empty[0], folder)

        def work(_job):
            vault = Vault.open(folder, empty[1])
            with vault.change("Told") as change:
                for value in told:
                    (change.planned_cares if isinstance(value, PlannedCare) else change.network_evidence).add(value)
            for read in papers():
                for kept in keep_paper(vault, read, now=NOON).papers:
                    confirm_paper(vault, kept.id, today=TODAY)
            return vault

        jobs, opened = Jobs(), []
        jobs.run(Lane.VAULT, work, opened.append)
        qtbot.waitUntil(lambda: bool(opened), timeout=30_000)
        monkeypatch.setattr(dialogs, "save_file", lambda _parent, _title, name, _kinds: tmp_path / name)
        hand = Hand(qtbot, jobs, opened[0])
        made.append((hand, opened[0]))
        return hand

    yield begin
    for hand, vault in made:
        hand.window.close()
        hand.settle()
        closed = []
        hand.desk.vault_job(lambda _vault, vault=vault: vault.close() or True, closed.append)
        qtbot.waitUntil(lambda closed=closed: bool(closed), timeout=30_000)
        hand.jobs.shut_down()



def write_letter(hand, wanted):
    """Through the wizard: the wanted answer of a choice, else the first; what is asked for typed, Next. Gives the facts asked."""
    task, asked = hand.task, []
    assert isinstance(task, LetterTask)
    if task.guard is not None:
        hand.click(task.guard.go_on)
    while not isinstance(task.page, LetterEnd):
        asked += [answer.question.fact for answer in task.page.answers]
        assert len(asked) < 20, asked
        for answer in task.page.answers:
            if isinstance(answer, CardAnswer):
                choice = wanted.get(answer.question.fact)
                if answer.blank or choice:
                    card = next(card for card in answer.cards if choice in (None, card.key))
                    if not card.isChecked():
                        hand.click(card)
            elif answer.blank:
                assert hand.window.focusWidget() is answer.field.editor, "typing needs no click first"
                QTest.keyClicks(answer.field.editor, answer.question.example.replace("\n", " ") or "As the papers show.")
                if answer is not task.page.answers[-1]:
                    QTest.keyClick(answer.field.editor, Qt.Key.Key_Return)
                    assert not any(other.field.problem for other in task.page.answers)
        hand.click(task.page.next)
    assert task.state.rendered.final, (asked, task.state.rendered.missing)
    return asked


def build_packet(hand):
    """From the letter to the packet on the disk; gives its text."""
    hand.click(hand.task.page.packet)
    task = hand.task
    assert isinstance(task, PacketTask)
    hand.qtbot.waitUntil(task.save.isEnabled, timeout=30_000)
    hand.settle()
    assert task.made.held == ()
    hand.click(task.save)
    assert task.kept is not None and task.kept.sha256 == hashlib.sha256(task.made.pdf).hexdigest()
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(task.made.pdf))


def first_card(hand):
    hand.desk.go("today")
    hand.settle()
    return hand.window._made["today"].cards[0]


SAFE = {"court_papers": "no", "mention_regulator": "no"}
WAYS = {  # papers, letter, what stands in the packet, answers that are not the first choice
    "prior authorization denied": (refused, "internal_appeal", "Lakeshore Health", SAFE),
    "paid as out of network": (out_of_network, "directory_error_claim", "in-network cost sharing", SAFE),
    "large hospital bill": (large_bill, "billing_dispute", "Riverbend General Hospital", SAFE),
    "collections": (collected, "debt_validation_request", "Harrow & Pike Recovery", SAFE | {"paid": "nothing"}),
    "collections, I paid my share": (collected, "debt_validation_request", "Harrow & Pike Recovery", SAFE | {"paid": "share"}),
    "collections, I paid a part": (collected, "debt_validation_request", "Harrow & Pike Recovery", SAFE | {"paid": "other"}),
    "collections, I dispute a part": (collected, "debt_validation_request", "Harrow & Pike Recovery",
                                      SAFE | {"paid": "nothing", "dispute_scope": "part"}),
}  # fmt: skip
TOLD = {
    "paid as out of network": (
        PlannedCare(id="care", title="Visit", provider="Osprey Clinic", person_id="ruth", care_on=datetime.date(2026, 9, 9)),
        NetworkEvidence(id="told", care_id="care", told_on=datetime.date(2026, 9, 1), in_network=True, about="Osprey Clinic",
                        said_by="the plan's directory"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_from_the_reviewed_paper_to_the_packet_in_twelve_clicks(hand, way):
    papers, slug, said, wanted = WAYS[way]
    at = hand(papers, *TOLD.get(way, ()))
    card = first_card(at)
    assert card.step.letter == slug, card.step
    at.click(card.button)
    asked = write_letter(at, wanted)
    told = build_packet(at)
    print(way, at.count, asked)
    assert said in told
    assert at.count <= MOST_CLICKS, (at.count, asked)
