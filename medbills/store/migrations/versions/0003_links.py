"""Links between papers, and the version of the reader that read each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("paper_id", sa.Text, nullable=False, index=True),
        sa.Column("other_id", sa.Text, nullable=False, index=True), sa.Column("relation", sa.Text, nullable=False),
        sa.Column("score", sa.Text, nullable=False), sa.Column("reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False), sa.Column("line", sa.Integer), sa.Column("other_line", sa.Integer),
    )  # fmt: skip
    op.create_table(
        "reader_mark",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("version", sa.Integer, nullable=False),
    )  # fmt: skip
