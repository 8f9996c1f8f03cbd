-- CreateTable
CREATE TABLE "User" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "P" (
    "id" INTEGER NOT NULL,
    "a" INTEGER NOT NULL,

    PRIMARY KEY ("id", "a")
);

-- CreateTable
CREATE TABLE "U" (
    "id" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "BigA" (
    "id" BIGINT NOT NULL PRIMARY KEY
);

-- CreateIndex
CREATE UNIQUE INDEX "U_id_key" ON "U"("id");
