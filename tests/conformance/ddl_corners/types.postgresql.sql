-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('USER', 'admin');

-- CreateEnum
CREATE TYPE "colors" AS ENUM ('RED', 'GREEN');

-- CreateTable
CREATE TABLE "User" (
    "id" SERIAL NOT NULL,
    "email" VARCHAR(200) NOT NULL,
    "name" TEXT DEFAULT 'it''s',
    "role" "Role" NOT NULL DEFAULT 'admin',
    "roles" "Role"[] DEFAULT ARRAY['USER', 'admin']::"Role"[],
    "colors" "colors"[],
    "score" DOUBLE PRECISION NOT NULL DEFAULT 1.5,
    "neg" INTEGER NOT NULL DEFAULT -5,
    "big" BIGINT NOT NULL DEFAULT 9007199254740993,
    "money" DECIMAL(65,30) NOT NULL DEFAULT 1.10,
    "bin" BYTEA DEFAULT '\x48656c6c6f',
    "js" JSONB NOT NULL DEFAULT '{"a": "it''s 100%"}',
    "at" TIMESTAMP(3) NOT NULL DEFAULT '2024-01-01 00:00:00.500 +00:00',
    "atd" DATE NOT NULL DEFAULT '2024-01-01 00:00:00 +02:00',
    "created" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated" TIMESTAMP(3) NOT NULL,
    "tags" TEXT[] DEFAULT ARRAY['a', 'b''c']::TEXT[],
    "ints" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "seq" SERIAL NOT NULL,
    "u" UUID NOT NULL DEFAULT gen_random_uuid(),
    "cu" TEXT NOT NULL,
    "flag" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posts" (
    "a" INTEGER NOT NULL,
    "b" TEXT NOT NULL,
    "title" TEXT NOT NULL DEFAULT 'a
b\c "q" :x 100%',
    "author_id" INTEGER NOT NULL,
    "secondId" INTEGER,
    "unsup" circle,
    "x" XML,
    "bit" BIT(3),
    "vb" VARBIT(5),
    "tz" TIMESTAMPTZ(3) NOT NULL,
    "tz2" TIMESTAMPTZ NOT NULL,
    "tm" TIME(3) NOT NULL,
    "tmz" TIMETZ(3) NOT NULL,
    "ts0" TIMESTAMP(0) NOT NULL,
    "d1" DECIMAL(10,2) NOT NULL,
    "d2" DECIMAL NOT NULL,
    "d4" MONEY NOT NULL,
    "si" SMALLINT NOT NULL,
    "oid" OID NOT NULL,
    "r" REAL NOT NULL,
    "dj" JSON NOT NULL,
    "dp" DOUBLE PRECISION NOT NULL,
    "vc" VARCHAR NOT NULL,
    "ch" CHAR(2) NOT NULL,
    "inet" INET NOT NULL,

    CONSTRAINT "posts_pkey" PRIMARY KEY ("a","b")
);

-- CreateTable
CREATE TABLE "Group" (
    "id" TEXT NOT NULL,

    CONSTRAINT "Group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "_Friends" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_Friends_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_GroupToUser" (
    "A" TEXT NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_GroupToUser_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "User_name_email_idx" ON "User"("name", "email" DESC);

-- CreateIndex
CREATE INDEX "User_js_idx" ON "User" USING GIN ("js" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "User_cu_idx" ON "User" USING HASH ("cu");

-- CreateIndex
CREATE UNIQUE INDEX "User_name_role_key" ON "User"("name", "role");

-- CreateIndex
CREATE INDEX "_Friends_B_index" ON "_Friends"("B");

-- CreateIndex
CREATE INDEX "_GroupToUser_B_index" ON "_GroupToUser"("B");

-- AddForeignKey
ALTER TABLE "posts" ADD CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Friends" ADD CONSTRAINT "_Friends_A_fkey" FOREIGN KEY ("A") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Friends" ADD CONSTRAINT "_Friends_B_fkey" FOREIGN KEY ("B") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_GroupToUser" ADD CONSTRAINT "_GroupToUser_A_fkey" FOREIGN KEY ("A") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_GroupToUser" ADD CONSTRAINT "_GroupToUser_B_fkey" FOREIGN KEY ("B") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
