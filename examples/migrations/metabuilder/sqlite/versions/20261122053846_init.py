"""init

Revision ID: 20261122053846
Revises:
Create Date: 2026-11-22 05:38:46
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "20261122053846"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None
# Of the file beside this one, which holds the schema as this revision leaves it.
snapshot: str = "8c37e8df36119938a5708274c91644a78c337d44124d772d5020bbfcf21b05de"


class DatabaseType(sa.types.UserDefinedType[object]):
    """A type that SQLAlchemy has no word for, as the database writes it."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: object) -> str:
        return self.name


def upgrade() -> None:
    op.create_table(
        "Tenant",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("ownerId", sa.Text(), nullable=True),
        sa.Column(
            "createdAt",
            sa.DateTime(),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        ),
        sa.Column("updatedAt", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["ownerId"],
            ["User.id"],
            name="Tenant_ownerId_fkey",
            onupdate="CASCADE",
            ondelete="SET NULL",
        ),
    )
    op.create_table(
        "User",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False, server_default=sa.text("'user'")),
        sa.Column("level", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("profilePicture", sa.Text(), nullable=True),
        sa.Column("bio", sa.Text(), nullable=True),
        sa.Column("tenantId", sa.Text(), nullable=True),
        sa.Column(
            "createdAt",
            sa.DateTime(),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["tenantId"],
            ["Tenant.id"],
            name="User_tenantId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "Credential",
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("passwordHash", sa.Text(), nullable=False),
        sa.Column("firstLogin", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("updatedAt", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("username"),
    )
    op.create_table(
        "Session",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("userId", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("expiresAt", sa.BigInteger(), nullable=False),
        sa.Column("createdAt", sa.BigInteger(), nullable=False),
        sa.Column("lastActivity", sa.BigInteger(), nullable=False),
        sa.Column("ipAddress", sa.Text(), nullable=True),
        sa.Column("userAgent", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["userId"],
            ["User.id"],
            name="Session_userId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "PasswordResetToken",
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("expiresAt", sa.BigInteger(), nullable=False),
        sa.Column("createdAt", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("username"),
    )
    op.create_table(
        "APIKey",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenantId", sa.Text(), nullable=False),
        sa.Column("userId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("keyHash", sa.Text(), nullable=False),
        sa.Column("lastUsedAt", sa.BigInteger(), nullable=True),
        sa.Column("createdAt", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["tenantId"],
            ["Tenant.id"],
            name="APIKey_tenantId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["userId"],
            ["User.id"],
            name="APIKey_userId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "PowerTransferRequest",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenantId", sa.Text(), nullable=False),
        sa.Column("fromUserId", sa.Text(), nullable=False),
        sa.Column("toUserId", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False, server_default=sa.text("'pending'")),
        sa.Column("createdAt", sa.BigInteger(), nullable=False),
        sa.Column("expiresAt", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["tenantId"],
            ["Tenant.id"],
            name="PowerTransferRequest_tenantId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["fromUserId"],
            ["User.id"],
            name="PowerTransferRequest_fromUserId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["toUserId"],
            ["User.id"],
            name="PowerTransferRequest_toUserId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "Workflow",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("config", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False, server_default=sa.text("'draft'")),
        sa.Column("enabled", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("userId", sa.Text(), nullable=False),
        sa.Column("tenantId", sa.Text(), nullable=False),
        sa.Column(
            "createdAt",
            sa.DateTime(),
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP"),
        ),
        sa.Column("updatedAt", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["userId"],
            ["User.id"],
            name="Workflow_userId_fkey",
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["tenantId"],
            ["Tenant.id"],
            name="Workflow_tenantId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "LuaScript",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenantId", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("isSandboxed", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("timeoutMs", sa.Integer(), nullable=False, server_default=sa.text("5000")),
        sa.Column("createdAt", sa.BigInteger(), nullable=True),
        sa.Column("updatedAt", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["tenantId"],
            ["Tenant.id"],
            name="LuaScript_tenantId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "PageConfig",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenantId", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column(
            "requiresAuth",
            sa.Boolean(),
            nullable=False,
            server_default=sa.text("false"),
        ),
        sa.Column("isPublished", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("sortOrder", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("componentTree", sa.Text(), nullable=False, server_default=sa.text("'{}'")),
        sa.Column(
            "meta",
            DatabaseType("JSONB"),
            nullable=False,
            server_default=sa.text("'{}'"),
        ),
        sa.Column("createdAt", sa.BigInteger(), nullable=True),
        sa.Column("updatedAt", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["tenantId"],
            ["Tenant.id"],
            name="PageConfig_tenantId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "ComponentNode",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("pageId", sa.Text(), nullable=False),
        sa.Column("parentId", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column(
            "childIds",
            DatabaseType("JSONB"),
            nullable=False,
            server_default=sa.text("'[]'"),
        ),
        sa.Column("order", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["pageId"],
            ["PageConfig.id"],
            name="ComponentNode_pageId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "InstalledPackage",
        sa.Column("packageId", sa.Text(), nullable=False),
        sa.Column("tenantId", sa.Text(), nullable=True),
        sa.Column("installedAt", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("config", DatabaseType("JSONB"), nullable=True),
        sa.PrimaryKeyConstraint("packageId"),
        sa.ForeignKeyConstraint(
            ["tenantId"],
            ["Tenant.id"],
            name="InstalledPackage_tenantId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "PackageData",
        sa.Column("packageId", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("packageId"),
    )
    op.create_table(
        "PackagePermission",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenantId", sa.Text(), nullable=True),
        sa.Column("packageId", sa.Text(), nullable=False),
        sa.Column("resourceType", sa.Text(), nullable=False),
        sa.Column("resourceId", sa.Text(), nullable=False),
        sa.Column("permission", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("createdAt", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "SystemConfig",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "SMTPConfig",
        sa.Column("id", sa.Text(), nullable=False, server_default=sa.text("'default'")),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("port", sa.Integer(), nullable=False, server_default=sa.text("587")),
        sa.Column("secure", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("fromEmail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "KeyValue",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenantId", sa.Text(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("expiresAt", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "FeatureFlag",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenantId", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=True, server_default=sa.text("false")),
        sa.Column("rollout", sa.REAL(), nullable=False, server_default=sa.text("1")),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "AuditLog",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenantId", sa.Text(), nullable=False),
        sa.Column("userId", sa.Text(), nullable=True),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entityId", sa.Text(), nullable=True),
        sa.Column("oldValue", DatabaseType("JSONB"), nullable=True),
        sa.Column("newValue", DatabaseType("JSONB"), nullable=True),
        sa.Column("ipAddress", sa.Text(), nullable=True),
        sa.Column("timestamp", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "ErrorLog",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenantId", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=False, server_default=sa.text("'error'")),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("stack", sa.Text(), nullable=True),
        sa.Column("metadata", DatabaseType("JSONB"), nullable=True),
        sa.Column("resolved", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("timestamp", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "Comment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenantId", sa.Text(), nullable=True),
        sa.Column("userId", sa.Text(), nullable=False),
        sa.Column("entityType", sa.Text(), nullable=False),
        sa.Column("entityId", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("parentId", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["tenantId"],
            ["Tenant.id"],
            name="Comment_tenantId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["userId"],
            ["User.id"],
            name="Comment_userId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "Notification",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenantId", sa.Text(), nullable=False),
        sa.Column("userId", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("read", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("data", DatabaseType("JSONB"), nullable=True),
        sa.Column("createdAt", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["tenantId"],
            ["Tenant.id"],
            name="Notification_tenantId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["userId"],
            ["User.id"],
            name="Notification_userId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "EmailClient",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenantId", sa.Text(), nullable=False),
        sa.Column("accountName", sa.Text(), nullable=False),
        sa.Column("emailAddress", sa.Text(), nullable=False),
        sa.Column("syncEnabled", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("lastSyncAt", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["tenantId"],
            ["Tenant.id"],
            name="EmailClient_tenantId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "EmailMessage",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("emailClientId", sa.Text(), nullable=False),
        sa.Column("messageId", sa.Text(), nullable=False),
        sa.Column("from", sa.Text(), nullable=False),
        sa.Column("to", DatabaseType("JSONB"), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("isRead", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("receivedAt", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["emailClientId"],
            ["EmailClient.id"],
            name="EmailMessage_emailClientId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "Game",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenantId", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "config",
            DatabaseType("JSONB"),
            nullable=False,
            server_default=sa.text("'{}'"),
        ),
        sa.Column("isPublished", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("createdAt", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["tenantId"],
            ["Tenant.id"],
            name="Game_tenantId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "HighScore",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("gameId", sa.Text(), nullable=False),
        sa.Column("userId", sa.Text(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column("createdAt", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["gameId"],
            ["Game.id"],
            name="HighScore_gameId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["userId"],
            ["User.id"],
            name="HighScore_userId_fkey",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
    op.create_index("Tenant_name_key", "Tenant", ["name"], unique=True)
    op.create_index("User_email_key", "User", ["email"], unique=True)
    op.create_index("User_username_key", "User", ["username"], unique=True)
    op.create_index("User_tenantId_idx", "User", ["tenantId"], unique=False)
    op.create_index("User_role_idx", "User", ["role"], unique=False)
    op.create_index("User_email_tenantId_key", "User", ["email", "tenantId"], unique=True)
    op.create_index("Session_token_key", "Session", ["token"], unique=True)
    op.create_index("Session_userId_idx", "Session", ["userId"], unique=False)
    op.create_index("Session_expiresAt_idx", "Session", ["expiresAt"], unique=False)
    op.create_index("PasswordResetToken_token_key", "PasswordResetToken", ["token"], unique=True)
    op.create_index("APIKey_keyHash_key", "APIKey", ["keyHash"], unique=True)
    op.create_index("APIKey_tenantId_name_key", "APIKey", ["tenantId", "name"], unique=True)
    op.create_index(
        "PowerTransferRequest_tenantId_status_idx",
        "PowerTransferRequest",
        ["tenantId", "status"],
        unique=False,
    )
    op.create_index(
        "Workflow_tenantId_status_createdAt_idx",
        "Workflow",
        ["tenantId", "status", sa.text('"createdAt" DESC')],
        unique=False,
    )
    op.create_index("Workflow_userId_idx", "Workflow", ["userId"], unique=False)
    op.create_index("LuaScript_tenantId_name_idx", "LuaScript", ["tenantId", "name"], unique=False)
    op.create_index("PageConfig_level_idx", "PageConfig", ["level"], unique=False)
    op.create_index("PageConfig_tenantId_path_key", "PageConfig", ["tenantId", "path"], unique=True)
    op.create_index(
        "ComponentNode_pageId_parentId_order_idx",
        "ComponentNode",
        ["pageId", "parentId", "order"],
        unique=False,
    )
    op.create_index("InstalledPackage_tenantId_idx", "InstalledPackage", ["tenantId"], unique=False)
    op.create_index(
        "PackagePermission_tenantId_packageId_resourceType_resourceId_permission_key",
        "PackagePermission",
        ["tenantId", "packageId", "resourceType", "resourceId", "permission"],
        unique=True,
    )
    op.create_index("KeyValue_expiresAt_idx", "KeyValue", ["expiresAt"], unique=False)
    op.create_index("KeyValue_tenantId_key_key", "KeyValue", ["tenantId", "key"], unique=True)
    op.create_index(
        "FeatureFlag_tenantId_name_key",
        "FeatureFlag",
        ["tenantId", "name"],
        unique=True,
    )
    op.create_index(
        "AuditLog_tenantId_timestamp_idx",
        "AuditLog",
        ["tenantId", sa.text('"timestamp" DESC')],
        unique=False,
    )
    op.create_index(
        "AuditLog_tenantId_entity_entityId_idx",
        "AuditLog",
        ["tenantId", "entity", "entityId"],
        unique=False,
    )
    op.create_index(
        "ErrorLog_tenantId_timestamp_idx",
        "ErrorLog",
        ["tenantId", "timestamp"],
        unique=False,
    )
    op.create_index(
        "Comment_entityType_entityId_idx",
        "Comment",
        ["entityType", "entityId"],
        unique=False,
    )
    op.create_index("Notification_userId_read_idx", "Notification", ["userId", "read"], unique=False)
    op.create_index("EmailClient_emailAddress_key", "EmailClient", ["emailAddress"], unique=True)
    op.create_index(
        "EmailMessage_emailClientId_receivedAt_idx",
        "EmailMessage",
        ["emailClientId", "receivedAt"],
        unique=False,
    )
    op.create_index(
        "EmailMessage_emailClientId_messageId_key",
        "EmailMessage",
        ["emailClientId", "messageId"],
        unique=True,
    )
    op.create_index("Game_tenantId_slug_key", "Game", ["tenantId", "slug"], unique=True)
    op.create_index(
        "HighScore_gameId_score_idx",
        "HighScore",
        ["gameId", sa.text('"score" DESC')],
        unique=False,
    )
    op.create_index("HighScore_gameId_userId_key", "HighScore", ["gameId", "userId"], unique=True)


def downgrade() -> None:
    op.drop_index("HighScore_gameId_userId_key", table_name="HighScore")
    op.drop_index("HighScore_gameId_score_idx", table_name="HighScore")
    op.drop_index("Game_tenantId_slug_key", table_name="Game")
    op.drop_index("EmailMessage_emailClientId_messageId_key", table_name="EmailMessage")
    op.drop_index("EmailMessage_emailClientId_receivedAt_idx", table_name="EmailMessage")
    op.drop_index("EmailClient_emailAddress_key", table_name="EmailClient")
    op.drop_index("Notification_userId_read_idx", table_name="Notification")
    op.drop_index("Comment_entityType_entityId_idx", table_name="Comment")
    op.drop_index("ErrorLog_tenantId_timestamp_idx", table_name="ErrorLog")
    op.drop_index("AuditLog_tenantId_entity_entityId_idx", table_name="AuditLog")
    op.drop_index("AuditLog_tenantId_timestamp_idx", table_name="AuditLog")
    op.drop_index("FeatureFlag_tenantId_name_key", table_name="FeatureFlag")
    op.drop_index("KeyValue_tenantId_key_key", table_name="KeyValue")
    op.drop_index("KeyValue_expiresAt_idx", table_name="KeyValue")
    op.drop_index(
        "PackagePermission_tenantId_packageId_resourceType_resourceId_permission_key",
        table_name="PackagePermission",
    )
    op.drop_index("InstalledPackage_tenantId_idx", table_name="InstalledPackage")
    op.drop_index("ComponentNode_pageId_parentId_order_idx", table_name="ComponentNode")
    op.drop_index("PageConfig_tenantId_path_key", table_name="PageConfig")
    op.drop_index("PageConfig_level_idx", table_name="PageConfig")
    op.drop_index("LuaScript_tenantId_name_idx", table_name="LuaScript")
    op.drop_index("Workflow_userId_idx", table_name="Workflow")
    op.drop_index("Workflow_tenantId_status_createdAt_idx", table_name="Workflow")
    op.drop_index("PowerTransferRequest_tenantId_status_idx", table_name="PowerTransferRequest")
    op.drop_index("APIKey_tenantId_name_key", table_name="APIKey")
    op.drop_index("APIKey_keyHash_key", table_name="APIKey")
    op.drop_index("PasswordResetToken_token_key", table_name="PasswordResetToken")
    op.drop_index("Session_expiresAt_idx", table_name="Session")
    op.drop_index("Session_userId_idx", table_name="Session")
    op.drop_index("Session_token_key", table_name="Session")
    op.drop_index("User_email_tenantId_key", table_name="User")
    op.drop_index("User_role_idx", table_name="User")
    op.drop_index("User_tenantId_idx", table_name="User")
    op.drop_index("User_username_key", table_name="User")
    op.drop_index("User_email_key", table_name="User")
    op.drop_index("Tenant_name_key", table_name="Tenant")
    op.drop_table("HighScore")
    op.drop_table("Game")
    op.drop_table("EmailMessage")
    op.drop_table("EmailClient")
    op.drop_table("Notification")
    op.drop_table("Comment")
    op.drop_table("ErrorLog")
    op.drop_table("AuditLog")
    op.drop_table("FeatureFlag")
    op.drop_table("KeyValue")
    op.drop_table("SMTPConfig")
    op.drop_table("SystemConfig")
    op.drop_table("PackagePermission")
    op.drop_table("PackageData")
    op.drop_table("InstalledPackage")
    op.drop_table("ComponentNode")
    op.drop_table("PageConfig")
    op.drop_table("LuaScript")
    op.drop_table("Workflow")
    op.drop_table("PowerTransferRequest")
    op.drop_table("APIKey")
    op.drop_table("PasswordResetToken")
    op.drop_table("Session")
    op.drop_table("Credential")
    op.drop_table("User")
    op.drop_table("Tenant")
