"""The words of each page of a paper, so that they can be searched; the index itself is made when it is first needed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "page_words",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("key", sa.Text, nullable=False, index=True),
        sa.Column("number", sa.Integer, nullable=False), sa.Column("text", sa.Text, nullable=False),
    )  # fmt: skip
