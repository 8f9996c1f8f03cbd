"""init

Revision ID: 20261122053847
Revises:
Create Date: 2026-11-22 05:38:47
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "20261122053847"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None
# Of the file beside this one, which holds the schema as this revision leaves it.
snapshot: str = "864a36130b1cdaaaf7d63327f9d1505f8664e3326012bb9bba4095091efd30cd"


class DatabaseType(sa.types.UserDefinedType[object]):
    """A type that SQLAlchemy has no word for, as the database writes it."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: object) -> str:
        return self.name


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("authorizerId", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("firstName", sa.Text(), nullable=True),
        sa.Column("lastName", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False, server_default=sa.text("'VIEWER'")),
        sa.Column("status", sa.Text(), nullable=False, server_default=sa.text("'ACTIVE'")),
        sa.Column(
            "permissions",
            DatabaseType("JSONB"),
            nullable=False,
            server_default=sa.text("'{}'"),
        ),
        sa.Column("clientId", sa.Text(), nullable=True),
        sa.Column("lastLoginAt", sa.DateTime(), nullable=True),
        sa.Column(
            "createdAt",
            sa.DateTime(),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        ),
        sa.Column("updatedAt", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["clientId"],
            ["clients.id"],
            name="users_clientId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "clients",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False, server_default=sa.text("'FREE'")),
        sa.Column("status", sa.Text(), nullable=False, server_default=sa.text("'TRIAL'")),
        sa.Column(
            "settings",
            DatabaseType("JSONB"),
            nullable=False,
            server_default=sa.text("'{}'"),
        ),
        sa.Column("maxUsers", sa.Integer(), nullable=False, server_default=sa.text("5")),
        sa.Column("maxWorkflows", sa.Integer(), nullable=False, server_default=sa.text("10")),
        sa.Column("maxAdAccounts", sa.Integer(), nullable=False, server_default=sa.text("3")),
        sa.Column("trialEndsAt", sa.DateTime(), nullable=True),
        sa.Column(
            "createdAt",
            sa.DateTime(),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        ),
        sa.Column("updatedAt", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "ad_accounts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("clientId", sa.Text(), nullable=False),
        sa.Column("metaAdAccountId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False, server_default=sa.text("'USD'")),
        sa.Column("timezone", sa.Text(), nullable=False, server_default=sa.text("'UTC'")),
        sa.Column("accessToken", sa.Text(), nullable=False),
        sa.Column("tokenExpiresAt", sa.DateTime(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False, server_default=sa.text("'ACTIVE'")),
        sa.Column("rateLimitUsed", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("rateLimitMax", sa.Integer(), nullable=False, server_default=sa.text("200")),
        sa.Column("rateLimitResetAt", sa.DateTime(), nullable=True),
        sa.Column(
            "createdAt",
            sa.DateTime(),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        ),
        sa.Column("updatedAt", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["clientId"],
            ["clients.id"],
            name="ad_accounts_clientId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "workflows",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("clientId", sa.Text(), nullable=False),
        sa.Column("adAccountId", sa.Text(), nullable=True),
        sa.Column("createdBy", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False, server_default=sa.text("'CUSTOM'")),
        sa.Column("status", sa.Text(), nullable=False, server_default=sa.text("'DRAFT'")),
        sa.Column("n8nWorkflowId", sa.Text(), nullable=True),
        sa.Column("schedule", sa.Text(), nullable=True),
        sa.Column(
            "config",
            DatabaseType("JSONB"),
            nullable=False,
            server_default=sa.text("'{}'"),
        ),
        sa.Column("lastExecutedAt", sa.DateTime(), nullable=True),
        sa.Column(
            "createdAt",
            sa.DateTime(),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        ),
        sa.Column("updatedAt", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["clientId"],
            ["clients.id"],
            name="workflows_clientId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["adAccountId"],
            ["ad_accounts.id"],
            name="workflows_adAccountId_fkey",
            onupdate="CASCADE",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["createdBy"],
            ["users.id"],
            name="workflows_createdBy_fkey",
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
    )
    op.create_table(
        "execution_logs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("clientId", sa.Text(), nullable=False),
        sa.Column("workflowId", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False, server_default=sa.text("'RUNNING'")),
        sa.Column(
            "startedAt",
            sa.DateTime(),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        ),
        sa.Column("finishedAt", sa.DateTime(), nullable=True),
        sa.Column("duration", sa.Integer(), nullable=True),
        sa.Column("apiCallsUsed", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("inputData", DatabaseType("JSONB"), nullable=True),
        sa.Column("outputData", DatabaseType("JSONB"), nullable=True),
        sa.Column("errorMessage", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["clientId"],
            ["clients.id"],
            name="execution_logs_clientId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workflowId"],
            ["workflows.id"],
            name="execution_logs_workflowId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("clientId", sa.Text(), nullable=False),
        sa.Column("workflowId", sa.Text(), nullable=True),
        sa.Column("executionLogId", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False, server_default=sa.text("'WEEKLY'")),
        sa.Column("status", sa.Text(), nullable=False, server_default=sa.text("'GENERATING'")),
        sa.Column("periodStart", sa.DateTime(), nullable=False),
        sa.Column("periodEnd", sa.DateTime(), nullable=False),
        sa.Column(
            "metrics",
            DatabaseType("JSONB"),
            nullable=False,
            server_default=sa.text("'{}'"),
        ),
        sa.Column("htmlContent", sa.Text(), nullable=True),
        sa.Column(
            "recipients",
            DatabaseType("JSONB"),
            nullable=False,
            server_default=sa.text("'[]'"),
        ),
        sa.Column("sentAt", sa.DateTime(), nullable=True),
        sa.Column(
            "createdAt",
            sa.DateTime(),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        ),
        sa.Column("updatedAt", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["clientId"],
            ["clients.id"],
            name="reports_clientId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workflowId"],
            ["workflows.id"],
            name="reports_workflowId_fkey",
            onupdate="CASCADE",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["executionLogId"],
            ["execution_logs.id"],
            name="reports_executionLogId_fkey",
            onupdate="CASCADE",
            ondelete="SET NULL",
        ),
    )
    op.create_index("users_authorizerId_key", "users", ["authorizerId"], unique=True)
    op.create_index("users_email_key", "users", ["email"], unique=True)
    op.create_index("users_email_idx", "users", ["email"], unique=False)
    op.create_index("users_authorizerId_idx", "users", ["authorizerId"], unique=False)
    op.create_index("users_clientId_idx", "users", ["clientId"], unique=False)
    op.create_index("clients_slug_key", "clients", ["slug"], unique=True)
    op.create_index("clients_slug_idx", "clients", ["slug"], unique=False)
    op.create_index("clients_status_idx", "clients", ["status"], unique=False)
    op.create_index(
        "ad_accounts_metaAdAccountId_key",
        "ad_accounts",
        ["metaAdAccountId"],
        unique=True,
    )
    op.create_index("ad_accounts_clientId_idx", "ad_accounts", ["clientId"], unique=False)
    op.create_index(
        "ad_accounts_metaAdAccountId_idx",
        "ad_accounts",
        ["metaAdAccountId"],
        unique=False,
    )
    op.create_index("workflows_n8nWorkflowId_key", "workflows", ["n8nWorkflowId"], unique=True)
    op.create_index(
        "workflows_clientId_status_idx",
        "workflows",
        ["clientId", "status"],
        unique=False,
    )
    op.create_index("workflows_adAccountId_idx", "workflows", ["adAccountId"], unique=False)
    op.create_index(
        "execution_logs_clientId_startedAt_idx",
        "execution_logs",
        ["clientId", sa.text('"startedAt" DESC')],
        unique=False,
    )
    op.create_index(
        "execution_logs_workflowId_startedAt_idx",
        "execution_logs",
        ["workflowId", "startedAt"],
        unique=False,
    )
    op.create_index("execution_logs_status_idx", "execution_logs", ["status"], unique=False)
    op.create_index("reports_executionLogId_key", "reports", ["executionLogId"], unique=True)
    op.create_index(
        "reports_clientId_periodStart_periodEnd_idx",
        "reports",
        ["clientId", "periodStart", "periodEnd"],
        unique=False,
    )
    op.create_index("reports_workflowId_idx", "reports", ["workflowId"], unique=False)


def downgrade() -> None:
    op.drop_index("reports_workflowId_idx", table_name="reports")
    op.drop_index("reports_clientId_periodStart_periodEnd_idx", table_name="reports")
    op.drop_index("reports_executionLogId_key", table_name="reports")
    op.drop_index("execution_logs_status_idx", table_name="execution_logs")
    op.drop_index("execution_logs_workflowId_startedAt_idx", table_name="execution_logs")
    op.drop_index("execution_logs_clientId_startedAt_idx", table_name="execution_logs")
    op.drop_index("workflows_adAccountId_idx", table_name="workflows")
    op.drop_index("workflows_clientId_status_idx", table_name="workflows")
    op.drop_index("workflows_n8nWorkflowId_key", table_name="workflows")
    op.drop_index("ad_accounts_metaAdAccountId_idx", table_name="ad_accounts")
    op.drop_index("ad_accounts_clientId_idx", table_name="ad_accounts")
    op.drop_index("ad_accounts_metaAdAccountId_key", table_name="ad_accounts")
    op.drop_index("clients_status_idx", table_name="clients")
    op.drop_index("clients_slug_idx", table_name="clients")
    op.drop_index("clients_slug_key", table_name="clients")
    op.drop_index("users_clientId_idx", table_name="users")
    op.drop_index("users_authorizerId_idx", table_name="users")
    op.drop_index("users_email_idx", table_name="users")
    op.drop_index("users_email_key", table_name="users")
    op.drop_index("users_authorizerId_key", table_name="users")
    op.drop_table("reports")
    op.drop_table("execution_logs")
    op.drop_table("workflows")
    op.drop_table("ad_accounts")
    op.drop_table("clients")
    op.drop_table("users")
