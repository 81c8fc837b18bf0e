"""The whole path on the sample papers, each step with its figures, held against what the papers were made to show."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medbills.domain.call import Call
from medbills.domain.matter import Matter
from medbills.domain.money import Money
from medbills.domain.wording import counted, days_left, long_day
from medbills.errors import UnusableInput
from medbills.services.care_for_vault import verify_vault
from medbills.services.keep_backups import back_up
from medbills.services.keep_paper import Kept, new_id
from medbills.services.load_matters import load_matters
from medbills.services.log_call import end_call
from medbills.services.make_packet import keep_packet, make_packet
from medbills.services.open_vault import create_vault, empty_folder
from medbills.services.overview import Overview, overview
from medbills.services.sample_family import NAME, family, fill_with_samples, sample_vault_folder
from medbills.services.write_file import write_file
from medbills.services.write_letter import answer_letter, begin_letter, finish_letter, letter_state
from medbills.store import Vault

PASSPHRASE = "sample family papers"  # noqa: S105 - opens invented papers only, and is printed
Say = Callable[[str], None]


@dataclass(kw_only=True)
class Journey:
    """What the journey made and found. `wrong` are the steps whose figures are not those of the papers."""

    vault_folder: Path
    files: list[Path] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    passphrase: str = PASSPHRASE

    @property
    def complete(self) -> bool:
        return not self.wrong

    def to_json(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "schema": 1,
            "complete": self.complete,
            "vault": str(self.vault_folder),
            "passphrase": self.passphrase,
            "files": [str(path) for path in self.files],
            "figures": self.figures,
            "wrong": self.wrong,
        }


def sample_journey(out: Path, *, say: Say) -> Journey:
    """Makes a vault of the sample family under `out` and takes it all the way to a packet and a verified backup.

    Raises UnusableInput when `out` holds something else already: nothing is written over.
    """
    folder = sample_vault_folder(out)
    empty_folder(out)
    journey = Journey(vault_folder=folder)
    say(f"1. A new vault: {folder}")
    vault, recovery_key = create_vault(folder, NAME, PASSPHRASE)
    say(f'   Passphrase: "{PASSPHRASE}" (these people are invented). Recovery key: {recovery_key}')
    try:
        _papers(vault, say, journey)
        today = datetime.date.fromisoformat(family()["today"])
        say(f"   From here on it is {long_day(today)}.")
        matters = _checked(vault, today, say, journey)
        _owed(overview(matters, today=today), say, journey)
        _steps(overview(matters, today=today), today, say)
        _letters(vault, matters, out, today, say, journey)
        _call(vault, matters, today, say, journey)
        _packet(vault, matters, out, today, say, journey)
        _backup(vault, say)
    finally:
        vault.close()
    _sealed(folder, say, journey)
    say("")
    say("All of it worked." if journey.complete else f"Not as it should be: {'; '.join(journey.wrong)}")
    return journey


def _papers(vault: Vault, say: Say, journey: Journey) -> None:
    kept = fill_with_samples(vault)
    say(f"2. Read and kept: {counted(len(kept), 'paper')}")
    for one in kept:
        say(f"   {one.document.name:<44} {_described(vault, one)}")
    _expect(journey, "papers", len(kept), len(family()["papers"]))


def _described(vault: Vault, kept: Kept) -> str:
    words = []
    for one in kept.papers:
        paper = (vault.papers.get(one.id) or one).paper
        amount = paper.amount_due if paper.amount_due is not None else paper.patient_responsibility
        parts = [paper.kind.value.replace("_", " "), counted(len(paper.lines), "line") if paper.lines else ""]
        words.append(", ".join(part for part in (*parts, amount.text() if amount is not None else "") if part))
    return "; ".join(words)


def _checked(vault: Vault, today: datetime.date, say: Say, journey: Journey) -> Sequence[Matter]:
    matters = load_matters(vault, today=today)
    found = [kept for matter in matters for kept in matter.in_question]
    say(f"3. Checked: {counted(len(found), 'thing')} to ask about. In brackets what counts when the same dollars count once.")
    for matter in matters:
        for kept in matter.in_question:
            finding = kept.finding
            say(f"   {matter.case.title}: {kept.title}: {finding.amount_at_stake} [{kept.counted}] ({finding.certainty.value})")
    expected = {(case["title"], case["in_question"]["total"]) for case in family()["cases"] if "in_question" in case}
    got = {(matter.case.title, matter.at_stake.plain()) for matter in matters if matter.in_question}
    _expect(journey, "in question", sorted(got), sorted(expected))
    return matters


def _owed(view: Overview, say: Say, journey: Journey) -> None:
    owed = view.owed
    say(f"4. The papers ask for {owed.asked}: {owed.sure} yours, {owed.disputed} in dispute, {owed.waiting} waiting for insurance.")
    say(f"   Saved so far, proved by papers: {view.saved} in {counted(view.saved_cases, 'case')}.")
    figures = family()["figures"]
    for name, amount in (
        ("asked", owed.asked),
        ("yours", owed.sure),
        ("in_dispute", owed.disputed),
        ("waiting", owed.waiting),
        ("saved", view.saved),
    ):
        _expect(journey, name, amount.plain(), figures[name])


def _steps(view: Overview, today: datetime.date, say: Say) -> None:
    say("5. What to do next:")
    for step in view.steps:
        when = f", {days_left(step.by, today)}" if step.by else ""
        say(f"   {step.heading}: {step.sentence} {step.at_stake} at stake{when}.")
    for item in view.upcoming:
        deadline = item.kept.deadline
        turn = "your turn" if deadline.yours else "their turn"
        say(f"   {deadline.acts_on}: {deadline.title} ({turn}; {deadline.citation})")


def _letters(vault: Vault, matters: Sequence[Matter], out: Path, today: datetime.date, say: Say, journey: Journey) -> None:
    say("6. Letters:")
    for title, slug, answers in (
        ("ER visit at Riverbend", "billing_dispute", {}),
        ("Cedar Lab debt at Harrow & Pike", "debt_validation_request", {"court_papers": False, "dispute_scope": "all"}),
    ):
        matter = _matter(matters, title)
        letter = begin_letter(vault, matter.id, slug, today=today)
        for name, value in answers.items():
            answer_letter(vault, letter.id, name, value, position=0, today=today)
        state = letter_state(vault, letter.id, today=today)
        pdf = finish_letter(vault, letter.id, now=_noon(today))
        place = out / f"{slug.replace('_', '-')}.pdf"
        _write(place, pdf, journey)
        sources = counted(len(state.rendered.sources), "source")
        say(f"   {state.template.id} {state.template.title}: {place.name}, to {state.facts['addressee'].value}, facts from {sources}")


def _call(vault: Vault, matters: Sequence[Matter], today: datetime.date, say: Say, journey: Journey) -> None:
    matter = _matter(matters, "MRI of the back")
    call = Call(
        id=new_id(),
        case_id=matter.id,
        at=_noon(today).replace(hour=10, minute=42, tzinfo=None),
        minutes=4,
        number="555-0172",
        organization="Dr. Osei\N{RIGHT SINGLE QUOTATION MARK}s office",
        person="Tanya R.",
        role="Nurse, referrals",
        line="555-0172, ext. 4",
        notes="Dr. Osei has a gap tomorrow at noon. Tanya has the number and the request number.",
        they_will="Call the insurer\N{RIGHT SINGLE QUOTATION MARK}s doctor",
        they_will_by=today + datetime.timedelta(days=1),
        you_will="Send Osprey\N{RIGHT SINGLE QUOTATION MARK}s visit notes",
        you_will_by=today,
    )
    end_call(vault, call, today=today)
    logged = vault.calls.get(call.id)
    _expect(journey, "call", logged is not None and logged.ended, True)
    say(f"7. Logged a call: {call.person}, {call.organization}. Promised: {call.they_will}, by {call.they_will_by}.")


def _packet(vault: Vault, matters: Sequence[Matter], out: Path, today: datetime.date, say: Say, journey: Journey) -> None:
    matter = _matter(matters, "ER visit at Riverbend")
    made = make_packet(vault, matter.id, today=today)
    packet = keep_packet(vault, matter.id, made, now=_noon(today))
    place = out / "dispute-packet.pdf"
    _write(place, made.pdf, journey)
    frozen = vault.documents.get(packet.document_id)
    _expect(journey, "packet", hashlib.sha256(vault.paper_files.read(frozen.key) if frozen else b"").hexdigest(), packet.sha256)
    say(f"8. Dispute packet: {place.name}, {counted(packet.pages, 'page')}, {counted(len(made.plan.exhibits), 'exhibit')}")
    say(f"   {made.plan.asks} Frozen in the vault, sha256 {packet.sha256[:16]}…")


def _backup(vault: Vault, say: Say) -> None:
    report = back_up(vault)
    say(f"9. Backed up, opened again and compared: {counted(report.papers, 'paper')} in {report.folder.name}")


def _sealed(folder: Path, say: Say, journey: Journey) -> None:
    health = verify_vault(folder, PASSPHRASE)
    _expect(journey, "vault", health.problems, ())
    names = ("Calloway", "Riverbend", "7741-22", "Harrow")
    clear = [path.name for path in folder.rglob("*") if path.is_file() and _readable(path, names)]
    _expect(journey, "nothing readable", clear, [])
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    say(f"10. The vault is whole: {counted(health.papers, 'paper')} read back; {size // 1024} kB on the disk, no name readable in it.")


def _readable(path: Path, names: Sequence[str]) -> bool:
    data = path.read_bytes()
    return any(name.encode(coding) in data for name in names for coding in ("utf-8", "utf-16-le"))


def _matter(matters: Sequence[Matter], title: str) -> Matter:
    """The case of that name; UnusableInput when the papers did not make one."""
    for matter in matters:
        if matter.case.title == title:
            return matter
    raise UnusableInput(f"The sample papers made no case called {title}. The set-up of Medbills is not whole; set it up anew.")


def _write(path: Path, data: bytes, journey: Journey) -> None:
    write_file(path, data)
    journey.files.append(path)


def _expect(journey: Journey, name: str, got: Any, expected: Any) -> None:
    journey.figures[name] = got.plain() if isinstance(got, Money) else got
    if got != expected:
        journey.wrong.append(f"{name}: {got} instead of {expected}")


def _noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12, 0), tzinfo=datetime.UTC)
