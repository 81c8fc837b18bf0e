"""The days of a case's payment plans: instalments that were missed, and those of the next weeks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from medbills.domain.agreement import Agreement
from medbills.domain.case import Case
from medbills.domain.deadline import Deadline, ReceiptLine
from medbills.domain.instalments import State, standing
from medbills.domain.names import same_organization
from medbills.domain.payment import Payment
from medbills.domain.wording import long_day
from medbills.services.name_case import short_name
from medbills.store import Vault

RULE = "payment_plan"
WEEKS_AHEAD = 9


def instalment_days(vault: Vault, case: Case, *, today: datetime.date) -> Iterator[Deadline]:
    """A day for each instalment that no payment covers, until nine weeks from today."""
    last = today + datetime.timedelta(weeks=WEEKS_AHEAD)
    for agreement in vault.agreements.of_case(case.id):
        stands = standing(agreement, payments_toward(vault, agreement), today)
        who = short_name(agreement.with_whom) or agreement.with_whom
        for row in stands.rows:
            due = row.instalment.due
            if row.state is State.PAID or due > last:
                continue
            said = f"Instalment {row.instalment.number} of {agreement.count}, by your plan of {long_day(agreement.agreed_on)}."
            yield Deadline(
                rule=RULE, event=f"instalment:{agreement.id}:{row.instalment.number}", kind="deadline", whose="patient",
                title=f"Pay {row.open} to {who}", date=due, computed=said, citation=f"Payment plan with {agreement.with_whom}",
                checked_on=agreement.agreed_on, confidence="well_known", receipt=(ReceiptLine(says="Your notes say", what=said),),
            )  # fmt: skip


def payments_toward(vault: Vault, agreement: Agreement) -> Iterator[Payment]:
    """The payments for the plan's bill; where payment or plan names no bill, those to whom it was agreed with."""
    for payment in vault.payments.all():
        if agreement.case_id is not None and payment.case_id is not None:
            if payment.case_id == agreement.case_id:
                yield payment
        elif payment.person_id == agreement.person_id and same_organization(payment.what, agreement.with_whom):
            yield payment
