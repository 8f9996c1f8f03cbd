-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "zz" (
    "id" INTEGER NOT NULL,
    "b" INTEGER,
    "c" INTEGER NOT NULL,
    "f" DOUBLE PRECISION NOT NULL DEFAULT 1000,
    "g" DOUBLE PRECISION NOT NULL DEFAULT 100000000000000000000.0,
    "h" DOUBLE PRECISION NOT NULL DEFAULT 1.0,
    "h2" DOUBLE PRECISION NOT NULL DEFAULT -0.50,
    "h3" DOUBLE PRECISION NOT NULL DEFAULT 3,
    "d" DECIMAL(65,30) NOT NULL DEFAULT 1.0,
    "d2" DECIMAL(65,30) NOT NULL DEFAULT 10000000000000000000000,
    "dt" TIMESTAMP(3) NOT NULL DEFAULT '2024-01-01 00:00:00.123456 +00:00',
    "dt2" TIMESTAMP(3) NOT NULL DEFAULT '2024-01-01 00:00:00.120000789 -05:30',
    "tm" TIME NOT NULL DEFAULT '2024-01-01 12:00:00 +00:00',
    "s" TEXT NOT NULL DEFAULT '',
    "h4" INTEGER,

    CONSTRAINT "zz_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Alpha" (
    "id" INTEGER NOT NULL,

    CONSTRAINT "alpha_key" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Beta" (
    "id" INTEGER NOT NULL,

    CONSTRAINT "Beta_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aaa" (
    "id" INTEGER NOT NULL,

    CONSTRAINT "aaa_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "_Xrel" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_Xrel_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_Mrel" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_Mrel_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_AlphaToBeta" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_AlphaToBeta_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_BetaToGamma" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_BetaToGamma_AB_pkey" PRIMARY KEY ("A","B")
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
CREATE INDEX "_Xrel_B_index" ON "_Xrel"("B");

-- CreateIndex
CREATE INDEX "_Mrel_B_index" ON "_Mrel"("B");

-- CreateIndex
CREATE INDEX "_AlphaToBeta_B_index" ON "_AlphaToBeta"("B");

-- CreateIndex
CREATE INDEX "_BetaToGamma_B_index" ON "_BetaToGamma"("B");

-- AddForeignKey
ALTER TABLE "zz" ADD CONSTRAINT "zz_c_fkey" FOREIGN KEY ("c") REFERENCES "Alpha"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zz" ADD CONSTRAINT "zz_b_fkey" FOREIGN KEY ("b") REFERENCES "Alpha"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zz" ADD CONSTRAINT "zz_h4_fkey" FOREIGN KEY ("h4") REFERENCES "zz"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Xrel" ADD CONSTRAINT "_Xrel_A_fkey" FOREIGN KEY ("A") REFERENCES "Alpha"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Xrel" ADD CONSTRAINT "_Xrel_B_fkey" FOREIGN KEY ("B") REFERENCES "zz"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Mrel" ADD CONSTRAINT "_Mrel_A_fkey" FOREIGN KEY ("A") REFERENCES "Alpha"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Mrel" ADD CONSTRAINT "_Mrel_B_fkey" FOREIGN KEY ("B") REFERENCES "zz"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_AlphaToBeta" ADD CONSTRAINT "_AlphaToBeta_A_fkey" FOREIGN KEY ("A") REFERENCES "Alpha"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_AlphaToBeta" ADD CONSTRAINT "_AlphaToBeta_B_fkey" FOREIGN KEY ("B") REFERENCES "Beta"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_BetaToGamma" ADD CONSTRAINT "_BetaToGamma_A_fkey" FOREIGN KEY ("A") REFERENCES "Beta"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_BetaToGamma" ADD CONSTRAINT "_BetaToGamma_B_fkey" FOREIGN KEY ("B") REFERENCES "aaa"("id") ON DELETE CASCADE ON UPDATE CASCADE;
