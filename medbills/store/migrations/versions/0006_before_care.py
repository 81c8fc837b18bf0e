"""Planned care with its estimate, authorization, referral and predetermination, and the evidence of its network."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    def text(name: str) -> sa.Column[str]:
        return sa.Column(name, sa.Text, nullable=False)

    def day(name: str) -> sa.Column[str]:
        return sa.Column(name, sa.Text)

    op.create_table(
        "planned_care",
        sa.Column("id", sa.Text, primary_key=True), text("title"), text("provider"),
        sa.Column("person_id", sa.Text, sa.ForeignKey("person.id"), index=True),
        sa.Column("case_id", sa.Text, sa.ForeignKey("case_.id"), index=True), day("care_on"), day("booked_on"), text("codes"),
        sa.Column("without_insurance", sa.Boolean, nullable=False), sa.Column("estimate", sa.BigInteger), day("estimate_on"),
        day("estimate_asked_on"), text("estimate_paper"), text("authorization"), text("authorized_units"), day("authorized_from"),
        day("authorized_to"), text("referral"), day("referral_to"), sa.Column("predetermined", sa.BigInteger), day("predetermined_on"),
        text("habits"), text("note"),
    )  # fmt: skip
    op.create_table(
        "network_evidence",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("care_id", sa.Text, sa.ForeignKey("planned_care.id"), nullable=False, index=True), text("told_on"),
        sa.Column("in_network", sa.Boolean, nullable=False), text("about"), text("said_by"), text("proof"), text("paper"),
    )  # fmt: skip
