-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Parent" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "region" TEXT NOT NULL,

    CONSTRAINT "Parent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "kids" (
    "id" BIGSERIAL NOT NULL,
    "optionalId" INTEGER,
    "requiredId" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "region" TEXT,
    "noneId" INTEGER NOT NULL DEFAULT 7,
    "defaultId" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "kids_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "by_place" ON "Parent"("code", "region");

-- CreateIndex
CREATE INDEX "kids_code_region_idx" ON "kids"("code" text_pattern_ops, "region" DESC);

-- CreateIndex
CREATE INDEX "kids_region_idx" ON "kids" USING BRIN ("region");

-- AddForeignKey
ALTER TABLE "kids" ADD CONSTRAINT "kids_optionalId_fkey" FOREIGN KEY ("optionalId") REFERENCES "Parent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kids" ADD CONSTRAINT "own name" FOREIGN KEY ("requiredId") REFERENCES "Parent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kids" ADD CONSTRAINT "kids_code_region_fkey" FOREIGN KEY ("code", "region") REFERENCES "Parent"("code", "region") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kids" ADD CONSTRAINT "kids_noneId_fkey" FOREIGN KEY ("noneId") REFERENCES "Parent"("id") ON DELETE NO ACTION ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "kids" ADD CONSTRAINT "kids_defaultId_fkey" FOREIGN KEY ("defaultId") REFERENCES "Parent"("id") ON DELETE SET DEFAULT ON UPDATE SET DEFAULT;
