"""Entries with their slugs, versions and concepts; versions and slugs are never changed or removed."""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "2026_11_21_entries"
down_revision = None
branch_labels = None
depends_on = None

_PERMANENT = {
    "revision": "een gepubliceerde versie verandert niet en verdwijnt niet",
    "slug": "een slug blijft altijd van dezelfde pagina",
}


def _moment(name: str) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def upgrade() -> None:
    _create_entry()
    _create_revision()
    _create_concept()
    _create_small_tables()
    with op.batch_alter_table("entry") as entry:
        entry.create_foreign_key(
            op.f("fk_entry_live_revision_id_revision"), "revision", ["live_revision_id"], ["id"]
        )
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    for statement in _guard_removals(op.get_bind().dialect.name):
        op.execute(statement)
    with op.batch_alter_table("entry") as entry:
        entry.drop_constraint(op.f("fk_entry_live_revision_id_revision"), type_="foreignkey")
    for table in ("memory", "counter", "concept", "slug", "revision", "entry"):
        op.drop_table(table)


def _create_entry() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=True),
        sa.Column("live_revision_id", sa.Integer(), nullable=True),
        sa.Column("change_number", sa.Integer(), nullable=False),
        sa.Column("loaded", sa.Text(), nullable=True),
        _moment("created_at"),
        _moment("changed_at"),
        sa.CheckConstraint(
            "state = 'concept' OR live_revision_id IS NOT NULL", name=op.f("ck_entry_public_has_text")
        ),
        sa.CheckConstraint(
            "state <> 'teruggetrokken' OR state_reason IS NOT NULL",
            name=op.f("ck_entry_withdrawn_has_reason"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("slug", name=op.f("uq_entry_slug")),
    )
    op.create_index(op.f("ix_entry_kind_state"), "entry", ["kind", "state"])
    op.create_index(op.f("ix_entry_change_number"), "entry", ["change_number"])


def _create_revision() -> None:
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        _moment("published_at"),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_revision_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("entry_id", "number", name=op.f("uq_revision_entry_id_number")),
    )


def _create_concept() -> None:
    op.create_table(
        "concept",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("base_revision_id", sa.Integer(), nullable=True),
        sa.Column("lock_version", sa.Integer(), nullable=False),
        _moment("created_at"),
        _moment("changed_at"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_concept_entry_id_entry")),
        sa.ForeignKeyConstraint(
            ["base_revision_id"], ["revision.id"], name=op.f("fk_concept_base_revision_id_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_concept_entry_id")),
    )


def _create_small_tables() -> None:
    op.create_table(
        "slug",
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_slug_entry_id_entry")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_slug")),
    )
    op.create_index(op.f("ix_slug_entry_id"), "slug", ["entry_id"])
    counter = op.create_table(
        "counter",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.bulk_insert(counter, [{"name": "wijzigingen", "value": 0}])
    op.create_table(
        "memory",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_memory")),
    )


def _guards(dialect: str) -> Iterator[str]:
    """Triggers that refuse what the program never does, whoever asks for it."""
    for table, reason in _PERMANENT.items():
        if dialect == "postgresql":
            yield (
                f"CREATE FUNCTION keep_{table}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{reason}' "
                "USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            yield (
                f"CREATE TRIGGER keep_{table} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION keep_{table}()"
            )
            continue
        for event in ("update", "delete"):
            yield (
                f"CREATE TRIGGER keep_{table}_{event} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{reason}'); END"
            )


def _guard_removals(dialect: str) -> Iterator[str]:
    for table in _PERMANENT:
        if dialect == "postgresql":
            yield f"DROP TRIGGER keep_{table} ON {table}"
            yield f"DROP FUNCTION keep_{table}()"
        else:
            yield f"DROP TRIGGER keep_{table}_update"
            yield f"DROP TRIGGER keep_{table}_delete"
