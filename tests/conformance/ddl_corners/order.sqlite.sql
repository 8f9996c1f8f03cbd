-- CreateTable
CREATE TABLE "zz" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "b" INTEGER,
    "c" INTEGER NOT NULL,
    "f" REAL NOT NULL DEFAULT 1000,
    "g" REAL NOT NULL DEFAULT 100000000000000000000.0,
    "h" REAL NOT NULL DEFAULT 1.0,
    "h2" REAL NOT NULL DEFAULT -0.50,
    "h3" REAL NOT NULL DEFAULT 3,
    "d" DECIMAL NOT NULL DEFAULT 1.0,
    "d2" DECIMAL NOT NULL DEFAULT 10000000000000000000000,
    "dt" DATETIME NOT NULL DEFAULT '2024-01-01 00:00:00.123456 +00:00',
    "dt2" DATETIME NOT NULL DEFAULT '2024-01-01 00:00:00.120000789 -05:30',
    "tm" DATETIME NOT NULL DEFAULT '2024-01-01 12:00:00 +00:00',
    "s" TEXT NOT NULL DEFAULT '',
    "h4" INTEGER,
    CONSTRAINT "zz_c_fkey" FOREIGN KEY ("c") REFERENCES "Alpha" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "zz_b_fkey" FOREIGN KEY ("b") REFERENCES "Alpha" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "zz_h4_fkey" FOREIGN KEY ("h4") REFERENCES "zz" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Alpha" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "Beta" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "aaa" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "_Xrel" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_Xrel_A_fkey" FOREIGN KEY ("A") REFERENCES "Alpha" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_Xrel_B_fkey" FOREIGN KEY ("B") REFERENCES "zz" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_Mrel" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_Mrel_A_fkey" FOREIGN KEY ("A") REFERENCES "Alpha" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_Mrel_B_fkey" FOREIGN KEY ("B") REFERENCES "zz" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_AlphaToBeta" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_AlphaToBeta_A_fkey" FOREIGN KEY ("A") REFERENCES "Alpha" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_AlphaToBeta_B_fkey" FOREIGN KEY ("B") REFERENCES "Beta" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_BetaToGamma" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_BetaToGamma_A_fkey" FOREIGN KEY ("A") REFERENCES "Beta" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_BetaToGamma_B_fkey" FOREIGN KEY ("B") REFERENCES "aaa" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "zz_b_key" ON "zz"("b");

-- CreateIndex
CREATE UNIQUE INDEX "c_uq" ON "zz"("c");

-- CreateIndex
CREATE INDEX "zz_c_idx" ON "zz"("c");

-- CreateIndex
CREATE INDEX "zz_b_c_idx" ON "zz"("b", "c");

-- CreateIndex
CREATE UNIQUE INDEX "zz_b_c_key" ON "zz"("b", "c");

-- CreateIndex
CREATE INDEX "foo" ON "Alpha"("id");

-- CreateIndex
CREATE UNIQUE INDEX "_Xrel_AB_unique" ON "_Xrel"("A", "B");

-- CreateIndex
CREATE INDEX "_Xrel_B_index" ON "_Xrel"("B");

-- CreateIndex
CREATE UNIQUE INDEX "_Mrel_AB_unique" ON "_Mrel"("A", "B");

-- CreateIndex
CREATE INDEX "_Mrel_B_index" ON "_Mrel"("B");

-- CreateIndex
CREATE UNIQUE INDEX "_AlphaToBeta_AB_unique" ON "_AlphaToBeta"("A", "B");

-- CreateIndex
CREATE INDEX "_AlphaToBeta_B_index" ON "_AlphaToBeta"("B");

-- CreateIndex
CREATE UNIQUE INDEX "_BetaToGamma_AB_unique" ON "_BetaToGamma"("A", "B");

-- CreateIndex
CREATE INDEX "_BetaToGamma_B_index" ON "_BetaToGamma"("B");
