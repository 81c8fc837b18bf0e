"""The kind of a case: proposed by what the papers show, the user's to change, and followed by what is asked for and needed."""

import dataclasses
import datetime

import pytest

from medbills.audits import checks
from medbills.domain.case import Case, CaseKind
from medbills.domain.closing import ClosingItem
from medbills.domain.finding import Certainty, Finding, KeptFinding, Severity
from medbills.domain.letter import Letter
from medbills.domain.matter import Matter, Owed
from medbills.domain.money import ZERO, Money
from medbills.paths import resource
from medbills.services.case_kinds import kinds_of_case, other_kind, proposed_kind
from medbills.services.case_proof import Standing, case_proof
from medbills.services.case_signs import SIGNS, case_signs
from medbills.services.case_tracks import aim_of
from medbills.services.check_closing import closing_list
from medbills.services.choose_kind import choose_kind
from medbills.services.load_matters import load_matters

TODAY = datetime.date(2026, 11, 17)


def matter(kind=CaseKind.BILL, asked=ZERO, **parts):
    """A case without papers."""
    values = dict.fromkeys(("papers", "findings", "deadlines", "calls", "letters", "packets", "payments"), ())
    case = Case(id="c", title="Care", kind=kind, opened_on=TODAY)
    return Matter(case=case, person=None, provider=None, plan=None, owed=Owed(sure=asked), **(values | parts))


def found(check, dollars=100_00):
    finding = Finding(
        check=check, severity=Severity.HIGH, title="t", explanation="e", amount_at_stake=Money(dollars), documents=(), lines=(),
        certainty=Certainty.LIKELY, question="q", remedy="r", letter=None, authority="a", checked_on=TODAY,
    )  # fmt: skip
    return KeptFinding(id=check, case_id="c", finding=finding, counted=Money(dollars))


def test_every_kind_names_checks_letters_and_signs_that_there_are():
    known = {check.slug for check in checks()}
    for kind in kinds_of_case().values():
        assert kind.checks | kind.lead_checks <= known, kind.kind
        assert all(resource("letters", "en", f"{slug}.md").is_file() for slug in kind.letters)
        assert not kind.sign or kind.sign in SIGNS
        assert kind.name and kind.about.endswith(".") and len(kind.about.split()) <= 15


@pytest.mark.parametrize(("check", "kind"), [
    ("oon_processed_but_directory_in", CaseKind.OUT_OF_NETWORK), ("nsa_emergency_oon", CaseKind.OUT_OF_NETWORK),
    ("double_payment_refund", CaseKind.REFUND), ("lab_panel_unbundled", CaseKind.CODING), ("exact_duplicate_line", CaseKind.BILL),
])  # fmt: skip
def test_a_finding_proposes_its_kind(check, kind):
    assert proposed_kind(matter(findings=(found(check),))).kind is kind


def test_a_question_about_codes_is_one_only_where_it_is_about_most_of_the_money():
    both = (found("lab_panel_unbundled", 50_00), found("exact_duplicate_line", 100_00))
    assert proposed_kind(matter(findings=both)).kind is CaseKind.BILL
    assert proposed_kind(matter(findings=both[::-1])).kind is CaseKind.BILL


def test_a_large_sum_and_a_letter_that_was_sent_propose_theirs():
    assert proposed_kind(matter(asked=Money(9_999_99))).kind is CaseKind.BILL
    assert proposed_kind(matter(asked=Money(10_000_00))).kind is CaseKind.LARGE_BALANCE
    asked = Letter(id="l", case_id="c", template_id="L10", slug="financial_assistance_cover", title="t", recipient="", sent_on=TODAY)
    assert proposed_kind(matter(asked=Money(10_000_00), letters=(asked,))).kind is CaseKind.CHARITY
    assert proposed_kind(matter(letters=(dataclasses.replace(asked, sent_on=None),))).kind is CaseKind.BILL


def test_the_kinds_of_the_family_stand_and_nothing_else_is_offered(family_vault):
    for one in load_matters(family_vault, today=TODAY):
        assert other_kind(one) is None, one.case.title
        assert proposed_kind(one).kind in (one.case.kind, CaseKind.BILL), one.case.title


def test_what_is_asked_for_needed_and_offered_follows_the_kind(family_vault):
    er = next(one for one in load_matters(family_vault, today=TODAY) if one.case.title.startswith("ER visit"))
    assert "correct its bill" in aim_of(er)

    def as_(kind):
        choose_kind(family_vault, er.id, kind, today=TODAY)
        return next(one for one in load_matters(family_vault, today=TODAY) if one.id == er.id)

    charity = as_(CaseKind.CHARITY)
    assert aim_of(charity) == "We ask the hospital for financial help."
    needed = {line.item: line for line in closing_list(family_vault, charity)}
    assert not needed[ClosingItem.AID_DECISION].settled and needed[ClosingItem.AID_DECISION].letter
    missing = [proof.what for proof in case_proof(charity) if proof.standing is Standing.MISSING]
    assert "Answer about financial help" in missing
    refund = as_(CaseKind.REFUND)
    assert not {line.item: line for line in closing_list(family_vault, refund)}[ClosingItem.REFUND].settled
    assert "paid_too_much" in case_signs(refund, TODAY).names
    network = as_(CaseKind.OUT_OF_NETWORK)
    assert aim_of(network) == "We ask the insurer to count this as in-network care."
    assert "out_of_network" in case_signs(network, TODAY).names
    assert other_kind(network) is None, "the user has chosen"
    family_vault.undo_last()
    assert family_vault.cases.get(er.id).kind is CaseKind.REFUND
