"""Makes a vault of the sample family: its papers go the same way as anybody's, from the PDF to the findings."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from medbills import plain_yaml
from medbills.domain.authority import KINDS, Act, Authority, Form
from medbills.domain.call import Call
from medbills.domain.case import Case, CaseKind
from medbills.domain.letter import Letter
from medbills.domain.money import Money
from medbills.domain.payment import Payment
from medbills.domain.person import Person, Provider
from medbills.domain.plan import Dental, Plan
from medbills.letters import catalogue
from medbills.paths import resource
from medbills.services.check_closing import closing_list, missing_of, set_aside
from medbills.services.close_case import close_case
from medbills.services.confirm_paper import confirm_paper
from medbills.services.keep_paper import Kept, keep_paper, new_id
from medbills.services.load_matters import load_matter
from medbills.services.log_call import end_call
from medbills.services.read_paper import read_paper
from medbills.store import Vault

NAME = "Calloway family (sample)"
TODAY_SETTING = "sample_today"  # in a vault of the sample family the calendar stands still on this day
Progress = Callable[[int, int, str], None]


def family() -> dict[str, Any]:
    """The facts of the sample family that stand on no paper."""
    data: dict[str, Any] = plain_yaml.load(resource("samples", "family.yaml").read_text(encoding="utf-8"))
    return data


@cache
def sample_today() -> datetime.date:
    """The day on which the sample family's papers are looked at."""
    return _day(family()["today"])


def fill_with_samples(vault: Vault, *, progress: Progress | None = None) -> tuple[Kept, ...]:
    """Reads, keeps and checks the sample papers in an empty vault. `progress` gets papers done, papers in all, and a name."""
    data = family()
    _keep_people(vault, data)
    papers = sorted(data["papers"], key=lambda paper: (str(paper["arrived_on"]), paper["file"]))
    cases: dict[str, str] = {}
    kept = []
    for done, paper in enumerate(papers):
        if progress:
            progress(done, len(papers), paper["file"])
        kept.append(_keep_paper(vault, paper, cases))
    for paper, one in zip(papers, kept, strict=True):
        _put_into_case(vault, paper, one, data, cases)
    _keep_forms(vault, data)
    _keep_payments(vault, data, cases)
    _keep_letters(vault, data, cases)
    _keep_calls(vault, data, cases)
    for case in data["cases"]:
        if case.get("closed_on") and case["id"] in cases:
            _close(vault, cases[case["id"]], _day(case["closed_on"]))
    with vault.change("Marked as the sample family") as change:
        change.settings.set(TODAY_SETTING, data["today"])
    return tuple(kept)


def _close(vault: Vault, case_id: str, day: datetime.date) -> None:
    """Closed with the papers there are; the family says why the rest does not apply."""
    for line in missing_of(closing_list(vault, load_matter(vault, case_id, today=day))):
        set_aside(vault, case_id, line.item, "The corrected bill was paid in full.", today=day)
    close_case(vault, case_id, today=day)


def _keep_people(vault: Vault, data: Mapping[str, Any]) -> None:
    with vault.change("Added the sample family") as change:
        for plan in data["plans"]:
            change.plans.add(_plan(plan))
        for person in data["people"]:
            plans = tuple(plan["id"] for plan in data["plans"] if plan["person"] == person["id"])
            change.people.add(Person(**{**person, "birth_date": _day(person["birth_date"])}, plan_ids=plans, helped_as=_helped_as(person)))
        for provider in data["providers"]:
            change.providers.add(Provider(**provider))


def _helped_as(person: Mapping[str, Any]) -> str:
    return "" if person.get("is_me") else "daughter"


def _plan(data: Mapping[str, Any]) -> Plan:
    """A plan from its plain form; what the domain has no place for stays in the file."""
    names = {field.name for field in dataclasses.fields(Plan)}
    values: dict[str, Any] = {name: value for name, value in data.items() if name in names and value is not None}
    for name in ("covered_from", "covered_to"):
        if name in values:
            values[name] = _day(values[name])
    for name in ("deductible_individual", "deductible_family", "out_of_pocket_max_individual", "out_of_pocket_max_family"):
        if name in values:
            values[name] = Money.of(values[name])
    for name in ("coinsurance_in", "coinsurance_out"):
        if name in values:
            values[name] = Decimal(values[name])
    values["copays"] = _amounts(values.get("copays"))
    if "dental" in values:
        dental = values["dental"]
        values["dental"] = Dental(
            annual_maximum=Money.of(dental["annual_maximum"]),
            network_fees=_amounts(dental.get("network_fees")),
            alternate_fees=_amounts(dental.get("alternate_fees")),
            alternate_fees_asked=_amounts(dental.get("alternate_fees_asked")),
            rates={code: Decimal(rate) for code, rate in dental.get("rates", {}).items()},
        )
    return Plan(**values)


def _keep_paper(vault: Vault, paper: Mapping[str, Any], cases: dict[str, str]) -> Kept:
    """One sample paper, on the day it arrived."""
    arrived = _day(paper["arrived_on"])
    kept = keep_paper(vault, read_paper(resource("samples", paper["file"])), now=_at(arrived))
    for one in kept.papers:
        confirm_paper(vault, one.id, today=arrived, person_id=paper["person"])
        filed = vault.papers.get(one.id)
        if filed and filed.case_id and paper.get("case"):
            cases.setdefault(paper["case"], filed.case_id)
    return kept


def _put_into_case(vault: Vault, paper: Mapping[str, Any], kept: Kept, data: Mapping[str, Any], cases: dict[str, str]) -> None:
    """A paper that found no case by itself goes into the one it belongs to, once all papers are here."""
    name = paper.get("case")
    loose = [filed for one in kept.papers if (filed := vault.papers.get(one.id)) and not filed.case_id]
    if not name or not loose:
        return
    with vault.change("Put a paper into its case") as change:
        if name not in cases:
            cases[name] = new_id()
            change.cases.add(_case(cases[name], next(case for case in data["cases"] if case["id"] == name)))
        for filed in loose:
            change.papers.update(dataclasses.replace(filed, case_id=cases[name]))


def _case(case_id: str, data: Mapping[str, Any]) -> Case:
    return Case(
        id=case_id,
        title=data["title"],
        kind=CaseKind(data["kind"]),
        person_id=data["person"],
        plan_id=data["plan"],
        opened_on=_day(data["opened_on"]),
    )


def _keep_payments(vault: Vault, data: Mapping[str, Any], cases: Mapping[str, str]) -> None:
    documents = {document.name: document.id for document in vault.documents.all()}
    with vault.change("Added the payments") as change:
        for payment in data["payments"]:
            change.payments.add(
                Payment(
                    id=new_id(),
                    date=_day(payment["date"]),
                    amount=Money.of(payment["amount"]),
                    what=payment["what"],
                    person_id=payment["person"],
                    case_id=cases.get(payment.get("case", "")),
                    payer_from=payment["payer_from"],
                    reference=payment.get("reference", ""),
                    proof=payment.get("proof", ""),
                    document_id=documents.get(payment.get("paper", "")),
                )
            )


def _keep_forms(vault: Vault, data: Mapping[str, Any]) -> None:
    """Who may speak for whom, with the copy on file."""
    documents = {document.name: document.id for document in vault.documents.all()}
    names = {person["id"]: person["name"] for person in data["people"]}
    with vault.change("Added the signed forms") as change:
        for form in data["authorities"]:
            kind = Form(form["kind"])
            change.authorities.add(
                Authority(
                    id=new_id(), person_id=form["person"], form=kind, holder=names[form["helper"]],
                    towards="" if form["with"] == "everyone" else form["with"], acts=tuple(act for act in Act if act in KINDS[kind].usual),
                    signed_on=_day(form["signed_on"]), ends_on=_optional_day(form["ends_on"]),
                    document_id=documents.get(form.get("paper", "")),
                )
            )  # fmt: skip


def _keep_letters(vault: Vault, data: Mapping[str, Any], cases: Mapping[str, str]) -> None:
    providers = {provider["id"]: provider["name"] for provider in data["providers"]} | {
        plan["id"]: plan["payer_name"] for plan in data["plans"]
    }
    numbers = {template.slug: template.id for template in catalogue()}
    with vault.change("Added the letters") as change:
        for letter in data["letters"]:
            change.letters.add(
                Letter(
                    id=new_id(),
                    case_id=cases.get(letter["case"]),
                    template_id=numbers.get(letter["purpose"], ""),
                    slug=letter["purpose"],
                    title=letter["title"],
                    recipient=providers.get(letter["to"], letter["to"]),
                    written_on=_day(letter["written_on"]),
                    sent_on=_day(letter["sent_on"]),
                    method=letter["method"],
                    arrived_on=_optional_day(letter.get("arrived_on")),
                    reply_by=_optional_day(letter.get("answer_by")),
                )
            )


def _keep_calls(vault: Vault, data: Mapping[str, Any], cases: Mapping[str, str]) -> None:
    """The calls, in order; the second X-ray was asked about in the call that speaks of it."""
    today = _day(data["today"])
    names = {field.name for field in dataclasses.fields(Call)}
    for row in data["calls"]:
        values: dict[str, Any] = {name: value for name, value in row.items() if name in names}
        case_id = cases.get(row["case"])
        values["at"] = datetime.datetime.fromisoformat(str(row["at"]))
        for name in ("they_will_by", "you_will_by", "follow_up_on"):
            values[name] = _optional_day(row.get(name))
        call = Call(**values, id=new_id(), case_id=case_id)
        about = [kept.id for kept in vault.findings.of_case(case_id or "") if kept.finding.check == "exact_duplicate_line"]
        end_call(vault, call, today=today, asked=tuple(about) if "x-ray" in call.notes.lower() else ())


def _amounts(data: Mapping[str, str] | None) -> dict[str, Money]:
    return {name: Money.of(amount) for name, amount in (data or {}).items()}


def _day(value: Any) -> datetime.date:
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))


def _optional_day(value: Any) -> datetime.date | None:
    return _day(value) if value else None


def _at(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(9, 0), tzinfo=datetime.UTC)


def sample_vault_folder(root: Path) -> Path:
    """Where the sample family's vault lies under a folder."""
    return root / "Calloway family.medbills"
