"""init

Revision ID: 20261122053847
Revises:
Create Date: 2026-11-22 05:38:47
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "20261122053847"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None
# Of the file beside this one, which holds the schema as this revision leaves it.
snapshot: str = "9db7abfe71056be35c1573a8591ff196b0954b237237e782cbe0b5c222dc92ae"

user_role_enum = postgresql.ENUM("SUPER_ADMIN", "ADMIN", "MANAGER", "VIEWER", name="UserRole", create_type=False)

user_status_enum = postgresql.ENUM("ACTIVE", "INACTIVE", "SUSPENDED", "PENDING", name="UserStatus", create_type=False)

client_tier_enum = postgresql.ENUM(
    "FREE",
    "STARTER",
    "PROFESSIONAL",
    "ENTERPRISE",
    name="ClientTier",
    create_type=False,
)

client_status_enum = postgresql.ENUM(
    "TRIAL", "ACTIVE", "SUSPENDED", "CANCELLED", name="ClientStatus", create_type=False
)

ad_account_status_enum = postgresql.ENUM(
    "ACTIVE",
    "PAUSED",
    "DISCONNECTED",
    "ERROR",
    name="AdAccountStatus",
    create_type=False,
)

workflow_type_enum = postgresql.ENUM(
    "WEEKLY_REPORT",
    "BUDGET_ALERT",
    "CREATIVE_SYNC",
    "CUSTOM",
    name="WorkflowType",
    create_type=False,
)

workflow_status_enum = postgresql.ENUM(
    "DRAFT",
    "ACTIVE",
    "PAUSED",
    "ERROR",
    "ARCHIVED",
    name="WorkflowStatus",
    create_type=False,
)

execution_status_enum = postgresql.ENUM(
    "RUNNING",
    "SUCCESS",
    "FAILED",
    "TIMEOUT",
    "CANCELLED",
    name="ExecutionStatus",
    create_type=False,
)

report_type_enum = postgresql.ENUM("WEEKLY", "MONTHLY", "CAMPAIGN", "CUSTOM", name="ReportType", create_type=False)

report_status_enum = postgresql.ENUM("GENERATING", "READY", "SENT", "FAILED", name="ReportStatus", create_type=False)


def upgrade() -> None:
    user_role_enum.create(op.get_bind(), checkfirst=False)
    user_status_enum.create(op.get_bind(), checkfirst=False)
    client_tier_enum.create(op.get_bind(), checkfirst=False)
    client_status_enum.create(op.get_bind(), checkfirst=False)
    ad_account_status_enum.create(op.get_bind(), checkfirst=False)
    workflow_type_enum.create(op.get_bind(), checkfirst=False)
    workflow_status_enum.create(op.get_bind(), checkfirst=False)
    execution_status_enum.create(op.get_bind(), checkfirst=False)
    report_type_enum.create(op.get_bind(), checkfirst=False)
    report_status_enum.create(op.get_bind(), checkfirst=False)
    op.create_table(
        "users",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("authorizerId", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("firstName", sa.Text(), nullable=True),
        sa.Column("lastName", sa.Text(), nullable=True),
        sa.Column("role", user_role_enum, nullable=False, server_default=sa.text("'VIEWER'")),
        sa.Column(
            "status",
            user_status_enum,
            nullable=False,
            server_default=sa.text("'ACTIVE'"),
        ),
        sa.Column(
            "permissions",
            postgresql.JSONB(),
            nullable=False,
            server_default=sa.text("'{}'"),
        ),
        sa.Column("clientId", sa.Text(), nullable=True),
        sa.Column("lastLoginAt", postgresql.TIMESTAMP(precision=3), nullable=True),
        sa.Column(
            "createdAt",
            postgresql.TIMESTAMP(precision=3),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        ),
        sa.Column("updatedAt", postgresql.TIMESTAMP(precision=3), nullable=False),
        sa.PrimaryKeyConstraint("id", name="users_pkey"),
    )
    op.create_table(
        "clients",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("tier", client_tier_enum, nullable=False, server_default=sa.text("'FREE'")),
        sa.Column(
            "status",
            client_status_enum,
            nullable=False,
            server_default=sa.text("'TRIAL'"),
        ),
        sa.Column(
            "settings",
            postgresql.JSONB(),
            nullable=False,
            server_default=sa.text("'{}'"),
        ),
        sa.Column("maxUsers", sa.Integer(), nullable=False, server_default=sa.text("5")),
        sa.Column("maxWorkflows", sa.Integer(), nullable=False, server_default=sa.text("10")),
        sa.Column("maxAdAccounts", sa.Integer(), nullable=False, server_default=sa.text("3")),
        sa.Column("trialEndsAt", postgresql.TIMESTAMP(precision=3), nullable=True),
        sa.Column(
            "createdAt",
            postgresql.TIMESTAMP(precision=3),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        ),
        sa.Column("updatedAt", postgresql.TIMESTAMP(precision=3), nullable=False),
        sa.PrimaryKeyConstraint("id", name="clients_pkey"),
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
        sa.Column("tokenExpiresAt", postgresql.TIMESTAMP(precision=3), nullable=True),
        sa.Column(
            "status",
            ad_account_status_enum,
            nullable=False,
            server_default=sa.text("'ACTIVE'"),
        ),
        sa.Column("rateLimitUsed", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("rateLimitMax", sa.Integer(), nullable=False, server_default=sa.text("200")),
        sa.Column("rateLimitResetAt", postgresql.TIMESTAMP(precision=3), nullable=True),
        sa.Column(
            "createdAt",
            postgresql.TIMESTAMP(precision=3),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        ),
        sa.Column("updatedAt", postgresql.TIMESTAMP(precision=3), nullable=False),
        sa.PrimaryKeyConstraint("id", name="ad_accounts_pkey"),
    )
    op.create_table(
        "workflows",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("clientId", sa.Text(), nullable=False),
        sa.Column("adAccountId", sa.Text(), nullable=True),
        sa.Column("createdBy", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column(
            "type",
            workflow_type_enum,
            nullable=False,
            server_default=sa.text("'CUSTOM'"),
        ),
        sa.Column(
            "status",
            workflow_status_enum,
            nullable=False,
            server_default=sa.text("'DRAFT'"),
        ),
        sa.Column("n8nWorkflowId", sa.Text(), nullable=True),
        sa.Column("schedule", sa.Text(), nullable=True),
        sa.Column("config", postgresql.JSONB(), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("lastExecutedAt", postgresql.TIMESTAMP(precision=3), nullable=True),
        sa.Column(
            "createdAt",
            postgresql.TIMESTAMP(precision=3),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        ),
        sa.Column("updatedAt", postgresql.TIMESTAMP(precision=3), nullable=False),
        sa.PrimaryKeyConstraint("id", name="workflows_pkey"),
    )
    op.create_table(
        "execution_logs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("clientId", sa.Text(), nullable=False),
        sa.Column("workflowId", sa.Text(), nullable=False),
        sa.Column(
            "status",
            execution_status_enum,
            nullable=False,
            server_default=sa.text("'RUNNING'"),
        ),
        sa.Column(
            "startedAt",
            postgresql.TIMESTAMP(precision=3),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        ),
        sa.Column("finishedAt", postgresql.TIMESTAMP(precision=3), nullable=True),
        sa.Column("duration", sa.Integer(), nullable=True),
        sa.Column("apiCallsUsed", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("inputData", postgresql.JSONB(), nullable=True),
        sa.Column("outputData", postgresql.JSONB(), nullable=True),
        sa.Column("errorMessage", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="execution_logs_pkey"),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("clientId", sa.Text(), nullable=False),
        sa.Column("workflowId", sa.Text(), nullable=True),
        sa.Column("executionLogId", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("type", report_type_enum, nullable=False, server_default=sa.text("'WEEKLY'")),
        sa.Column(
            "status",
            report_status_enum,
            nullable=False,
            server_default=sa.text("'GENERATING'"),
        ),
        sa.Column("periodStart", postgresql.TIMESTAMP(precision=3), nullable=False),
        sa.Column("periodEnd", postgresql.TIMESTAMP(precision=3), nullable=False),
        sa.Column(
            "metrics",
            postgresql.JSONB(),
            nullable=False,
            server_default=sa.text("'{}'"),
        ),
        sa.Column("htmlContent", sa.Text(), nullable=True),
        sa.Column(
            "recipients",
            postgresql.JSONB(),
            nullable=False,
            server_default=sa.text("'[]'"),
        ),
        sa.Column("sentAt", postgresql.TIMESTAMP(precision=3), nullable=True),
        sa.Column(
            "createdAt",
            postgresql.TIMESTAMP(precision=3),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        ),
        sa.Column("updatedAt", postgresql.TIMESTAMP(precision=3), nullable=False),
        sa.PrimaryKeyConstraint("id", name="reports_pkey"),
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
    op.create_foreign_key(
        "users_clientId_fkey",
        "users",
        "clients",
        ["clientId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
    op.create_foreign_key(
        "ad_accounts_clientId_fkey",
        "ad_accounts",
        "clients",
        ["clientId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
    op.create_foreign_key(
        "workflows_clientId_fkey",
        "workflows",
        "clients",
        ["clientId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
    op.create_foreign_key(
        "workflows_adAccountId_fkey",
        "workflows",
        "ad_accounts",
        ["adAccountId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="SET NULL",
    )
    op.create_foreign_key(
        "workflows_createdBy_fkey",
        "workflows",
        "users",
        ["createdBy"],
        ["id"],
        onupdate="CASCADE",
        ondelete="RESTRICT",
    )
    op.create_foreign_key(
        "execution_logs_clientId_fkey",
        "execution_logs",
        "clients",
        ["clientId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
    op.create_foreign_key(
        "execution_logs_workflowId_fkey",
        "execution_logs",
        "workflows",
        ["workflowId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
    op.create_foreign_key(
        "reports_clientId_fkey",
        "reports",
        "clients",
        ["clientId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
    op.create_foreign_key(
        "reports_workflowId_fkey",
        "reports",
        "workflows",
        ["workflowId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="SET NULL",
    )
    op.create_foreign_key(
        "reports_executionLogId_fkey",
        "reports",
        "execution_logs",
        ["executionLogId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="SET NULL",
    )


def downgrade() -> None:
    op.drop_constraint("reports_executionLogId_fkey", "reports", type_="foreignkey")
    op.drop_constraint("reports_workflowId_fkey", "reports", type_="foreignkey")
    op.drop_constraint("reports_clientId_fkey", "reports", type_="foreignkey")
    op.drop_constraint("execution_logs_workflowId_fkey", "execution_logs", type_="foreignkey")
    op.drop_constraint("execution_logs_clientId_fkey", "execution_logs", type_="foreignkey")
    op.drop_constraint("workflows_createdBy_fkey", "workflows", type_="foreignkey")
    op.drop_constraint("workflows_adAccountId_fkey", "workflows", type_="foreignkey")
    op.drop_constraint("workflows_clientId_fkey", "workflows", type_="foreignkey")
    op.drop_constraint("ad_accounts_clientId_fkey", "ad_accounts", type_="foreignkey")
    op.drop_constraint("users_clientId_fkey", "users", type_="foreignkey")
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
    report_status_enum.drop(op.get_bind(), checkfirst=False)
    report_type_enum.drop(op.get_bind(), checkfirst=False)
    execution_status_enum.drop(op.get_bind(), checkfirst=False)
    workflow_status_enum.drop(op.get_bind(), checkfirst=False)
    workflow_type_enum.drop(op.get_bind(), checkfirst=False)
    ad_account_status_enum.drop(op.get_bind(), checkfirst=False)
    client_status_enum.drop(op.get_bind(), checkfirst=False)
    client_tier_enum.drop(op.get_bind(), checkfirst=False)
    user_status_enum.drop(op.get_bind(), checkfirst=False)
    user_role_enum.drop(op.get_bind(), checkfirst=False)
