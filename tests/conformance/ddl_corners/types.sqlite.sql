-- CreateTable
CREATE TABLE "User" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL,
    "name" TEXT DEFAULT 'it''s',
    "role" TEXT NOT NULL DEFAULT 'admin',
    "score" REAL NOT NULL DEFAULT 1.5,
    "neg" INTEGER NOT NULL DEFAULT -5,
    "big" BIGINT NOT NULL DEFAULT 9007199254740993,
    "money" DECIMAL NOT NULL DEFAULT 1.10,
    "bin" BLOB DEFAULT '48656c6c6f',
    "js" JSONB NOT NULL DEFAULT {"a": "it's 100%"},
    "at" DATETIME NOT NULL DEFAULT '2024-01-01 00:00:00.500 +00:00',
    "created" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated" DATETIME NOT NULL,
    "u" TEXT NOT NULL DEFAULT (hex(randomblob(4))),
    "cu" TEXT NOT NULL,
    "flag" BOOLEAN NOT NULL DEFAULT true
);

-- CreateTable
CREATE TABLE "posts" (
    "a" INTEGER NOT NULL,
    "b" TEXT NOT NULL,
    "title" TEXT NOT NULL DEFAULT 'a
b\c "q" :x 100%',
    "author_id" INTEGER NOT NULL,
    "groupId" TEXT,
    "secondId" INTEGER,

    PRIMARY KEY ("a", "b"),
    CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "posts_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Group" (
    "id" TEXT NOT NULL PRIMARY KEY
);

-- CreateTable
CREATE TABLE "NoAuto" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "b" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "BigAuto" (
    "id" BIGINT NOT NULL PRIMARY KEY
);

-- CreateTable
CREATE TABLE "_Friends" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_Friends_A_fkey" FOREIGN KEY ("A") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_Friends_B_fkey" FOREIGN KEY ("B") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_GroupToUser" (
    "A" TEXT NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_GroupToUser_A_fkey" FOREIGN KEY ("A") REFERENCES "Group" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_GroupToUser_B_fkey" FOREIGN KEY ("B") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "User_name_email_idx" ON "User"("name", "email" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "User_name_role_key" ON "User"("name", "role");

-- CreateIndex
CREATE UNIQUE INDEX "_Friends_AB_unique" ON "_Friends"("A", "B");

-- CreateIndex
CREATE INDEX "_Friends_B_index" ON "_Friends"("B");

-- CreateIndex
CREATE UNIQUE INDEX "_GroupToUser_AB_unique" ON "_GroupToUser"("A", "B");

-- CreateIndex
CREATE INDEX "_GroupToUser_B_index" ON "_GroupToUser"("B");
