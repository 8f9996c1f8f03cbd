-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrstuvwxyz" (
    "ключ первичный с пробелом и ещё" INTEGER NOT NULL,
    "ένα μεγάλο όνομα στήλης που κόβεται" INTEGER NOT NULL,
    "третий" INTEGER,

    CONSTRAINT "Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrstuv_pkey" PRIMARY KEY ("ключ первичный с пробелом и ещё")
);

-- CreateTable
CREATE TABLE "таблица с именем, которое длиннее, чем можно" (
    "id" TEXT NOT NULL,

    CONSTRAINT "таблица с именем, которое длинн_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "_Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrstuvwxyz" (
    "A" INTEGER NOT NULL,
    "B" TEXT NOT NULL,

    CONSTRAINT "_Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqr_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE UNIQUE INDEX "Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrstuvw_key" ON "Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrstuvwxyz"("ένα μεγάλο όνομα στήλης που κόβεται");

-- CreateIndex
CREATE INDEX "Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrstuvw_idx" ON "Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrstuvwxyz"("ένα μεγάλο όνομα στήλης που κόβεται", "третий");

-- CreateIndex
CREATE INDEX "_Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqr_B_index" ON "_Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrstuvwxyz"("B");

-- AddForeignKey
ALTER TABLE "Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrstuvwxyz" ADD CONSTRAINT "Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrstuv_fkey" FOREIGN KEY ("третий") REFERENCES "Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrstuvwxyz"("ключ первичный с пробелом и ещё") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrstuvwxyz" ADD CONSTRAINT "_Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrs_A_fkey" FOREIGN KEY ("A") REFERENCES "Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrstuvwxyz"("ключ первичный с пробелом и ещё") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrstuvwxyz" ADD CONSTRAINT "_Abcdefghijklmnopqrstuvwxyz0123456789Abcdefghijklmnopqrs_B_fkey" FOREIGN KEY ("B") REFERENCES "таблица с именем, которое длиннее, чем можно"("id") ON DELETE CASCADE ON UPDATE CASCADE;
