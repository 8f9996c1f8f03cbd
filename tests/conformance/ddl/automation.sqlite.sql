-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "authorizerId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "firstName" TEXT,
    "lastName" TEXT,
    "role" TEXT NOT NULL DEFAULT 'VIEWER',
    "status" TEXT NOT NULL DEFAULT 'ACTIVE',
    "permissions" JSONB NOT NULL DEFAULT {},
    "clientId" TEXT,
    "lastLoginAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "users_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "clients" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "clients" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "tier" TEXT NOT NULL DEFAULT 'FREE',
    "status" TEXT NOT NULL DEFAULT 'TRIAL',
    "settings" JSONB NOT NULL DEFAULT {},
    "maxUsers" INTEGER NOT NULL DEFAULT 5,
    "maxWorkflows" INTEGER NOT NULL DEFAULT 10,
    "maxAdAccounts" INTEGER NOT NULL DEFAULT 3,
    "trialEndsAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ad_accounts" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "metaAdAccountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "accessToken" TEXT NOT NULL,
    "tokenExpiresAt" DATETIME,
    "status" TEXT NOT NULL DEFAULT 'ACTIVE',
    "rateLimitUsed" INTEGER NOT NULL DEFAULT 0,
    "rateLimitMax" INTEGER NOT NULL DEFAULT 200,
    "rateLimitResetAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "ad_accounts_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "clients" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "workflows" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "adAccountId" TEXT,
    "createdBy" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "type" TEXT NOT NULL DEFAULT 'CUSTOM',
    "status" TEXT NOT NULL DEFAULT 'DRAFT',
    "n8nWorkflowId" TEXT,
    "schedule" TEXT,
    "config" JSONB NOT NULL DEFAULT {},
    "lastExecutedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "workflows_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "clients" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "workflows_adAccountId_fkey" FOREIGN KEY ("adAccountId") REFERENCES "ad_accounts" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "workflows_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES "users" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "execution_logs" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "workflowId" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'RUNNING',
    "startedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" DATETIME,
    "duration" INTEGER,
    "apiCallsUsed" INTEGER NOT NULL DEFAULT 0,
    "inputData" JSONB,
    "outputData" JSONB,
    "errorMessage" TEXT,
    CONSTRAINT "execution_logs_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "clients" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "execution_logs_workflowId_fkey" FOREIGN KEY ("workflowId") REFERENCES "workflows" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "reports" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "clientId" TEXT NOT NULL,
    "workflowId" TEXT,
    "executionLogId" TEXT,
    "title" TEXT NOT NULL,
    "type" TEXT NOT NULL DEFAULT 'WEEKLY',
    "status" TEXT NOT NULL DEFAULT 'GENERATING',
    "periodStart" DATETIME NOT NULL,
    "periodEnd" DATETIME NOT NULL,
    "metrics" JSONB NOT NULL DEFAULT {},
    "htmlContent" TEXT,
    "recipients" JSONB NOT NULL DEFAULT [],
    "sentAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "reports_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "clients" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "reports_workflowId_fkey" FOREIGN KEY ("workflowId") REFERENCES "workflows" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "reports_executionLogId_fkey" FOREIGN KEY ("executionLogId") REFERENCES "execution_logs" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "users_authorizerId_key" ON "users"("authorizerId");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "users_email_idx" ON "users"("email");

-- CreateIndex
CREATE INDEX "users_authorizerId_idx" ON "users"("authorizerId");

-- CreateIndex
CREATE INDEX "users_clientId_idx" ON "users"("clientId");

-- CreateIndex
CREATE UNIQUE INDEX "clients_slug_key" ON "clients"("slug");

-- CreateIndex
CREATE INDEX "clients_slug_idx" ON "clients"("slug");

-- CreateIndex
CREATE INDEX "clients_status_idx" ON "clients"("status");

-- CreateIndex
CREATE UNIQUE INDEX "ad_accounts_metaAdAccountId_key" ON "ad_accounts"("metaAdAccountId");

-- CreateIndex
CREATE INDEX "ad_accounts_clientId_idx" ON "ad_accounts"("clientId");

-- CreateIndex
CREATE INDEX "ad_accounts_metaAdAccountId_idx" ON "ad_accounts"("metaAdAccountId");

-- CreateIndex
CREATE UNIQUE INDEX "workflows_n8nWorkflowId_key" ON "workflows"("n8nWorkflowId");

-- CreateIndex
CREATE INDEX "workflows_clientId_status_idx" ON "workflows"("clientId", "status");

-- CreateIndex
CREATE INDEX "workflows_adAccountId_idx" ON "workflows"("adAccountId");

-- CreateIndex
CREATE INDEX "execution_logs_clientId_startedAt_idx" ON "execution_logs"("clientId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "execution_logs_workflowId_startedAt_idx" ON "execution_logs"("workflowId", "startedAt");

-- CreateIndex
CREATE INDEX "execution_logs_status_idx" ON "execution_logs"("status");

-- CreateIndex
CREATE UNIQUE INDEX "reports_executionLogId_key" ON "reports"("executionLogId");

-- CreateIndex
CREATE INDEX "reports_clientId_periodStart_periodEnd_idx" ON "reports"("clientId", "periodStart", "periodEnd");

-- CreateIndex
CREATE INDEX "reports_workflowId_idx" ON "reports"("workflowId");
