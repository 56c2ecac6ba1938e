"""Searches without a result: per month and text how often."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_missed_search"
down_revision = "2026_11_22_outgoing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "missed_search",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("text", sa.String(60), nullable=False),
        sa.Column("found_nothing", sa.Integer(), nullable=False),
        sa.Column("found_partly", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "text", name=op.f("pk_missed_search")),
    )


def downgrade() -> None:
    op.drop_table("missed_search")
