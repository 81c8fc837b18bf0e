"""The first schema, with its tables as they were: this file never follows later changes of the schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _paper_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("issuer_name", sa.Text), sa.Column("provider_name", sa.Text), sa.Column("provider_npi", sa.Text),
        sa.Column("provider_tax_id", sa.Text), sa.Column("provider_phone", sa.Text), sa.Column("provider_address", sa.Text),
        sa.Column("payer_name", sa.Text), sa.Column("payer_phone", sa.Text), sa.Column("payer_address", sa.Text),
        sa.Column("patient_name", sa.Text), sa.Column("guarantor_name", sa.Text), sa.Column("network_status", sa.Text),
        sa.Column("account_number", sa.Text), sa.Column("statement_number", sa.Text), sa.Column("claim_number", sa.Text),
        sa.Column("member_id", sa.Text), sa.Column("group_number", sa.Text), sa.Column("reference_number", sa.Text),
        sa.Column("original_creditor", sa.Text), sa.Column("authorization_number", sa.Text), sa.Column("statement_date", sa.Text),
        sa.Column("due_date", sa.Text), sa.Column("processed_date", sa.Text), sa.Column("service_from", sa.Text),
        sa.Column("service_to", sa.Text), sa.Column("letter_date", sa.Text), sa.Column("respond_by_date", sa.Text),
        sa.Column("appeal_by_date", sa.Text), sa.Column("itemization_date", sa.Text), sa.Column("patient_birth_date", sa.Text),
        sa.Column("admission_date", sa.Text), sa.Column("discharge_date", sa.Text), sa.Column("total_billed", sa.BigInteger),
        sa.Column("total_adjustments", sa.BigInteger), sa.Column("total_allowed", sa.BigInteger), sa.Column("plan_paid", sa.BigInteger),
        sa.Column("patient_paid", sa.BigInteger), sa.Column("deductible", sa.BigInteger), sa.Column("copay", sa.BigInteger),
        sa.Column("coinsurance", sa.BigInteger), sa.Column("not_covered", sa.BigInteger),
        sa.Column("patient_responsibility", sa.BigInteger), sa.Column("amount_due", sa.BigInteger),
        sa.Column("previous_balance", sa.BigInteger), sa.Column("interest", sa.BigInteger), sa.Column("fees", sa.BigInteger),
        sa.Column("instalment_due", sa.BigInteger), sa.Column("other_insurance_paid", sa.BigInteger),
        sa.Column("maximum_billable", sa.BigInteger), sa.Column("deductible_met", sa.BigInteger),
        sa.Column("deductible_limit", sa.BigInteger), sa.Column("out_of_pocket_met", sa.BigInteger),
        sa.Column("out_of_pocket_limit", sa.BigInteger), sa.Column("denial_reason", sa.Text), sa.Column("denial_codes", sa.Text),
        sa.Column("type_of_bill", sa.Text), sa.Column("place_of_service", sa.Text), sa.Column("plan_name", sa.Text),
        sa.Column("diagnosis_codes", sa.Text), sa.Column("claim_version", sa.Text), sa.Column("replaces_claim_number", sa.Text),
        sa.Column("assignment", sa.Text), sa.Column("aging", sa.Text),
    ]  # fmt: skip


def _line_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("service_date", sa.Text), sa.Column("service_from", sa.Text), sa.Column("service_to", sa.Text),
        sa.Column("code", sa.Text), sa.Column("code_system", sa.Text), sa.Column("paid_as_code", sa.Text),
        sa.Column("revenue_code", sa.Text), sa.Column("modifiers", sa.Text), sa.Column("description", sa.Text),
        sa.Column("units", sa.Text), sa.Column("tooth", sa.Text), sa.Column("surface", sa.Text), sa.Column("quadrant", sa.Text),
        sa.Column("billed", sa.BigInteger), sa.Column("adjustment", sa.BigInteger), sa.Column("allowed", sa.BigInteger),
        sa.Column("plan_paid", sa.BigInteger), sa.Column("deductible", sa.BigInteger), sa.Column("copay", sa.BigInteger),
        sa.Column("coinsurance", sa.BigInteger), sa.Column("not_covered", sa.BigInteger), sa.Column("patient_owes", sa.BigInteger),
        sa.Column("remark_codes", sa.Text), sa.Column("adjustments", sa.Text), sa.Column("patient_paid", sa.BigInteger),
        sa.Column("unit_price", sa.BigInteger), sa.Column("ndc", sa.Text), sa.Column("rendering_npi", sa.Text),
        sa.Column("place_of_service", sa.Text), sa.Column("diagnosis_codes", sa.Text),
    ]  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False), sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("bytes", sa.Integer, nullable=False), sa.Column("pages", sa.Integer), sa.Column("kept_at", sa.Text, nullable=False),
    )  # fmt: skip
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer, primary_key=True), sa.Column("change_id", sa.Text, nullable=False, index=True),
        sa.Column("at", sa.Text, nullable=False), sa.Column("what", sa.Text, nullable=False), sa.Column("undoes", sa.Text, index=True),
        sa.Column("table_name", sa.Text, nullable=False), sa.Column("row_id", sa.Text, nullable=False, index=True),
        sa.Column("before", sa.Text), sa.Column("after", sa.Text), sa.Column("hash", sa.Text, nullable=False),
    )  # fmt: skip
    op.create_table(
        "meta",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False),
    )  # fmt: skip
    op.create_table(
        "person",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("name", sa.Text, nullable=False),
        sa.Column("called", sa.Text, nullable=False), sa.Column("birth_date", sa.Text), sa.Column("address", sa.Text, nullable=False),
        sa.Column("state", sa.Text), sa.Column("phone", sa.Text, nullable=False), sa.Column("email", sa.Text, nullable=False),
        sa.Column("is_me", sa.Boolean, nullable=False), sa.Column("helped_as", sa.Text, nullable=False),
        sa.Column("plan_ids", sa.Text, nullable=False),
    )  # fmt: skip
    op.create_table(
        "plan",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("name", sa.Text), sa.Column("type", sa.Text),
        sa.Column("payer_name", sa.Text), sa.Column("payer_address", sa.Text, nullable=False),
        sa.Column("payer_phone", sa.Text, nullable=False), sa.Column("member_id", sa.Text), sa.Column("group_number", sa.Text),
        sa.Column("employer", sa.Text), sa.Column("covered_from", sa.Text), sa.Column("covered_to", sa.Text),
        sa.Column("deductible_individual", sa.BigInteger), sa.Column("deductible_family", sa.BigInteger),
        sa.Column("out_of_pocket_max_individual", sa.BigInteger), sa.Column("out_of_pocket_max_family", sa.BigInteger),
        sa.Column("coinsurance_in", sa.Text), sa.Column("coinsurance_out", sa.Text), sa.Column("copays", sa.Text, nullable=False),
        sa.Column("exclusions", sa.Text, nullable=False), sa.Column("has_dental", sa.Boolean, nullable=False),
        sa.Column("dental_annual_maximum", sa.BigInteger), sa.Column("dental_annual_maximum_left", sa.BigInteger),
        sa.Column("dental_frequency", sa.Text), sa.Column("dental_network_fees", sa.Text), sa.Column("dental_alternate_fees", sa.Text),
        sa.Column("dental_alternate_fees_asked", sa.Text), sa.Column("dental_rates", sa.Text),
        sa.Column("dental_deductible_left", sa.BigInteger), sa.Column("dental_contract_permission", sa.Text),
    )  # fmt: skip
    op.create_table(
        "provider",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("name", sa.Text, nullable=False), sa.Column("npi", sa.Text),
        sa.Column("tax_id", sa.Text), sa.Column("phone", sa.Text, nullable=False), sa.Column("address", sa.Text, nullable=False),
        sa.Column("nonprofit", sa.Boolean),
    )  # fmt: skip
    op.create_table(
        "setting",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False),
    )  # fmt: skip
    op.create_table(
        "case_",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False), sa.Column("person_id", sa.Text, sa.ForeignKey("person.id"), index=True),
        sa.Column("plan_id", sa.Text, sa.ForeignKey("plan.id"), index=True), sa.Column("stage", sa.Text, nullable=False),
        sa.Column("opened_on", sa.Text, nullable=False), sa.Column("closed_on", sa.Text), sa.Column("saved", sa.BigInteger),
        sa.Column("saved_proof", sa.Text, nullable=False),
    )  # fmt: skip
    op.create_table(
        "call",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("case_id", sa.Text, sa.ForeignKey("case_.id"), index=True),
        sa.Column("at", sa.Text, nullable=False), sa.Column("minutes", sa.Integer), sa.Column("number", sa.Text, nullable=False),
        sa.Column("organization", sa.Text, nullable=False), sa.Column("person", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False), sa.Column("reference", sa.Text, nullable=False),
        sa.Column("line", sa.Text, nullable=False), sa.Column("notes", sa.Text, nullable=False),
        sa.Column("they_will", sa.Text, nullable=False), sa.Column("they_will_by", sa.Text),
        sa.Column("you_will", sa.Text, nullable=False), sa.Column("you_will_by", sa.Text), sa.Column("follow_up_on", sa.Text),
        sa.Column("ended", sa.Boolean, nullable=False),
    )  # fmt: skip
    op.create_table(
        "deadline",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("case_id", sa.Text, sa.ForeignKey("case_.id"), nullable=False, index=True),
        sa.Column("rule", sa.Text, nullable=False), sa.Column("event", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False), sa.Column("whose", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False), sa.Column("date", sa.Text), sa.Column("cautious_date", sa.Text),
        sa.Column("safe_mailing_date", sa.Text), sa.Column("computed", sa.Text, nullable=False),
        sa.Column("consequence", sa.Text, nullable=False), sa.Column("citation", sa.Text, nullable=False),
        sa.Column("checked_on", sa.Text, nullable=False), sa.Column("confidence", sa.Text, nullable=False),
        sa.Column("notes", sa.Text, nullable=False), sa.Column("receipt", sa.Text, nullable=False), sa.Column("done_on", sa.Text),
    )  # fmt: skip
    op.create_table(
        "event",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("case_id", sa.Text, sa.ForeignKey("case_.id"), index=True),
        sa.Column("event", sa.Text, nullable=False), sa.Column("date", sa.Text, nullable=False), sa.Column("printed", sa.Text),
        sa.Column("printed_rule", sa.Text), sa.Column("statuses", sa.Text, nullable=False), sa.Column("source", sa.Text, nullable=False),
        sa.Column("document", sa.Text), sa.Column("spot", sa.Text),
    )  # fmt: skip
    op.create_table(
        "finding",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("case_id", sa.Text, sa.ForeignKey("case_.id"), nullable=False, index=True),
        sa.Column("check_name", sa.Text, nullable=False), sa.Column("severity", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False), sa.Column("explanation", sa.Text, nullable=False),
        sa.Column("amount_at_stake", sa.BigInteger, nullable=False), sa.Column("documents", sa.Text, nullable=False),
        sa.Column("lines", sa.Text, nullable=False), sa.Column("certainty", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False), sa.Column("remedy", sa.Text, nullable=False),
        sa.Column("letter", sa.Text, nullable=False), sa.Column("authority", sa.Text, nullable=False),
        sa.Column("checked_on", sa.Text, nullable=False), sa.Column("reason", sa.Text, nullable=False),
        sa.Column("rest_title", sa.Text, nullable=False), sa.Column("part_of", sa.Text),
        sa.Column("counted", sa.BigInteger, nullable=False), sa.Column("state", sa.Text, nullable=False), sa.Column("asked_on", sa.Text),
    )  # fmt: skip
    op.create_table(
        "letter",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("case_id", sa.Text, sa.ForeignKey("case_.id"), index=True),
        sa.Column("template_id", sa.Text, nullable=False), sa.Column("slug", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False), sa.Column("answers", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False), sa.Column("written_on", sa.Text), sa.Column("reply_by", sa.Text),
        sa.Column("sent_on", sa.Text), sa.Column("method", sa.Text, nullable=False), sa.Column("tracking", sa.Text, nullable=False),
        sa.Column("arrived_on", sa.Text), sa.Column("document_id", sa.Text, sa.ForeignKey("document.id"), index=True),
        sa.Column("sha256", sa.Text, nullable=False),
    )  # fmt: skip
    op.create_table(
        "packet",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("case_id", sa.Text, sa.ForeignKey("case_.id"), nullable=False, index=True),
        sa.Column("title", sa.Text, nullable=False), sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("made_on", sa.Text, nullable=False), sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("document_id", sa.Text, sa.ForeignKey("document.id"), nullable=False, index=True), sa.Column("sent_on", sa.Text),
        sa.Column("method", sa.Text, nullable=False),
    )  # fmt: skip
    op.create_table(
        "payment",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("date", sa.Text, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False), sa.Column("what", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, sa.ForeignKey("person.id"), index=True),
        sa.Column("case_id", sa.Text, sa.ForeignKey("case_.id"), index=True), sa.Column("payer_from", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False), sa.Column("proof", sa.Text, nullable=False),
        sa.Column("document_id", sa.Text, sa.ForeignKey("document.id"), index=True),
    )  # fmt: skip
    for name in ("bill", "eob", "notice"):
        op.create_table(
            name,
            sa.Column("id", sa.Text, primary_key=True), sa.Column("kind", sa.Text, nullable=False),
            sa.Column("document_id", sa.Text, sa.ForeignKey("document.id"), nullable=False, index=True),
            sa.Column("first_page", sa.Integer, nullable=False), sa.Column("last_page", sa.Integer, nullable=False),
            sa.Column("confirmed", sa.Boolean, nullable=False), sa.Column("person_id", sa.Text, sa.ForeignKey("person.id"), index=True),
            sa.Column("provider_id", sa.Text, sa.ForeignKey("provider.id"), index=True),
            sa.Column("case_id", sa.Text, sa.ForeignKey("case_.id"), index=True), sa.Column("warnings", sa.Text, nullable=False),
            sa.Column("kept_at", sa.Text), *_paper_columns(), sa.Column("spots", sa.Text, nullable=False),
        )  # fmt: skip
        op.create_table(
            f"{name}_line",
            sa.Column("id", sa.Text, primary_key=True),
            sa.Column(f"{name}_id", sa.Text, sa.ForeignKey(f"{name}.id"), nullable=False, index=True),
            sa.Column("position", sa.Integer, nullable=False), *_line_columns(), sa.Column("spots", sa.Text, nullable=False),
        )  # fmt: skip
