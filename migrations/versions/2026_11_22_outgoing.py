"""Work that a change brings along outside the database, and roles that one process has at a time."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_outgoing"
down_revision = "2026_11_21_entries"
branch_labels = None
depends_on = None

_COUNTERS = ("uitgaand_gedaan", "uitgaand_mislukt")


def upgrade() -> None:
    _create_outgoing()
    lease = op.create_table(
        "lease",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("holder", sa.String(120), nullable=True),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("beats", sa.Integer(), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.bulk_insert(lease, [{"name": name, "token": 0, "beats": 0} for name in ("werker", "herbouw")])
    counter = sa.table("counter", sa.column("name", sa.String), sa.column("value", sa.Integer))
    op.bulk_insert(counter, [{"name": name, "value": 0} for name in _COUNTERS])


def downgrade() -> None:
    counter = sa.table("counter", sa.column("name", sa.String))
    op.execute(counter.delete().where(counter.c.name.in_(_COUNTERS)))
    op.drop_table("lease")
    op.drop_table("outgoing")


def _create_outgoing() -> None:
    op.create_table(
        "outgoing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(40), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(80), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing")),
    )
    waiting = sa.text("done_at IS NULL")
    for name, columns in (("ix_outgoing_waiting", ["task", "id"]), ("ix_outgoing_subject", ["subject"])):
        op.create_index(name, "outgoing", columns, sqlite_where=waiting, postgresql_where=waiting)
    op.create_index(op.f("ix_outgoing_done_at"), "outgoing", ["done_at"])
