-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "loudness_level" AS ENUM ('0-quiet', 'normal', 'LOUD!', 'None');

-- CreateEnum
CREATE TYPE "Color" AS ENUM ('red', 'green', 'blue');

-- CreateTable
CREATE TABLE "orgs" (
    "org_no" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "orgs_pkey" PRIMARY KEY ("org_no")
);

-- CreateTable
CREATE TABLE "people" (
    "person_id" UUID NOT NULL,
    "org_fk" INTEGER NOT NULL,
    "full name" VARCHAR(120) NOT NULL,
    "spouse_fk" UUID,
    "boss_fk" UUID,

    CONSTRAINT "people_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "Post" (
    "id" BIGSERIAL NOT NULL,
    "orgId" INTEGER NOT NULL,
    "author_fk" UUID NOT NULL,
    "reviewer_fk" UUID DEFAULT gen_random_uuid(),
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT 'It''s "quoted" \ and
broken',
    "words" INTEGER NOT NULL DEFAULT -1,
    "loudness" "loudness_level" NOT NULL DEFAULT 'normal',
    "meta" JSONB NOT NULL DEFAULT '{"tags": ["it''s"]}',

    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Label" (
    "id" TEXT NOT NULL,
    "orgId" INTEGER NOT NULL,
    "word" CHAR(8) NOT NULL,

    CONSTRAINT "Label_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "badges" (
    "person_fk" UUID NOT NULL,
    "badge_kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "badge_key" PRIMARY KEY ("person_fk","badge_kind")
);

-- CreateTable
CREATE TABLE "BadgePin" (
    "id" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "BadgePin_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Parcel" (
    "id" TEXT NOT NULL,
    "orgId" INTEGER NOT NULL,
    "senderId" UUID NOT NULL,
    "receiverId" UUID NOT NULL,
    "grams" DECIMAL(12,4) NOT NULL DEFAULT 0.25,
    "dropped" TIMESTAMP(3) NOT NULL DEFAULT '2024-02-29 12:30:00 +00:00',

    CONSTRAINT "Parcel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AllTypes" (
    "id" TEXT NOT NULL,
    "orgId" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "textMaybe" TEXT,
    "flag" BOOLEAN NOT NULL,
    "flagMaybe" BOOLEAN,
    "whole" INTEGER NOT NULL,
    "wholeMaybe" INTEGER,
    "large" BIGINT NOT NULL,
    "largeMaybe" BIGINT,
    "real" DOUBLE PRECISION NOT NULL,
    "realMaybe" DOUBLE PRECISION,
    "exact" DECIMAL(65,30) NOT NULL,
    "exactMaybe" DECIMAL(65,30),
    "moment" TIMESTAMP(3) NOT NULL,
    "momentMaybe" TIMESTAMP(3),
    "json" JSONB NOT NULL,
    "jsonMaybe" JSONB,
    "bytes" BYTEA NOT NULL,
    "bytesMaybe" BYTEA,
    "color" "Color" NOT NULL,
    "colorMaybe" "Color",
    "position" point,
    "secret" TEXT,

    CONSTRAINT "AllTypes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lists" (
    "id" TEXT NOT NULL,
    "orgId" INTEGER NOT NULL,
    "texts" TEXT[] DEFAULT ARRAY['a', 'it''s b']::TEXT[],
    "numbers" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "larges" BIGINT[],
    "reals" DOUBLE PRECISION[],
    "exacts" DECIMAL(65,30)[],
    "flags" BOOLEAN[] DEFAULT ARRAY[true, false]::BOOLEAN[],
    "moments" TIMESTAMP(3)[],
    "jsons" JSONB[],
    "blobs" BYTEA[],
    "colors" "Color"[] DEFAULT ARRAY['red', 'green']::"Color"[],
    "loudness_levels" "loudness_level"[],

    CONSTRAINT "Lists_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NativeTypes" (
    "id" SERIAL NOT NULL,
    "orgId" INTEGER NOT NULL,
    "aText" TEXT NOT NULL,
    "aChar" CHAR(4) NOT NULL,
    "aVarChar" VARCHAR(40) NOT NULL,
    "aVarCharMax" VARCHAR NOT NULL,
    "aBit" BIT(8) NOT NULL,
    "aVarBit" VARBIT(16) NOT NULL,
    "aUuid" UUID NOT NULL,
    "aXml" XML NOT NULL,
    "aInet" INET NOT NULL,
    "aBoolean" BOOLEAN NOT NULL,
    "aSmall" SMALLINT NOT NULL,
    "anInteger" INTEGER NOT NULL,
    "anOid" OID NOT NULL,
    "aBig" BIGINT NOT NULL,
    "aReal" REAL NOT NULL,
    "aDouble" DOUBLE PRECISION NOT NULL,
    "aDecimal" DECIMAL(10,2) NOT NULL,
    "aMoney" MONEY NOT NULL,
    "aTimestamp" TIMESTAMP(6) NOT NULL,
    "aTimestampZ" TIMESTAMPTZ(3) NOT NULL,
    "aDate" DATE NOT NULL,
    "aTime" TIME(3) NOT NULL,
    "aTimeZ" TIMETZ(6) NOT NULL,
    "aJson" JSON NOT NULL,
    "aJsonB" JSONB NOT NULL,
    "aByteA" BYTEA NOT NULL,

    CONSTRAINT "NativeTypes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Defaults" (
    "id" TEXT NOT NULL DEFAULT md5(random()::text),
    "orgId" INTEGER NOT NULL DEFAULT 1,
    "serial" SERIAL NOT NULL,
    "text" TEXT NOT NULL DEFAULT 'text',
    "empty" TEXT NOT NULL DEFAULT '',
    "flag" BOOLEAN NOT NULL DEFAULT true,
    "flagMaybe" BOOLEAN DEFAULT false,
    "whole" INTEGER NOT NULL DEFAULT 42,
    "large" BIGINT NOT NULL DEFAULT 9007199254740993,
    "real" DOUBLE PRECISION NOT NULL DEFAULT 1.5,
    "realWhole" DOUBLE PRECISION NOT NULL DEFAULT 2,
    "exact" DECIMAL(65,30) NOT NULL DEFAULT 3.1400,
    "now" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "moment" TIMESTAMP(3) NOT NULL DEFAULT '2020-01-01 00:00:00 +00:00',
    "json" JSONB NOT NULL DEFAULT '[1, null, "x"]',
    "bytes" BYTEA NOT NULL DEFAULT '\x48656c6c6f',
    "color" "Color" NOT NULL DEFAULT 'blue',
    "loud" "loudness_level" NOT NULL DEFAULT 'LOUD!',
    "cuid1" TEXT NOT NULL,
    "cuid2" TEXT NOT NULL,
    "uuid4" TEXT NOT NULL,
    "uuid7" TEXT NOT NULL,
    "nano" TEXT NOT NULL,
    "ulid" TEXT NOT NULL,
    "today" DATE NOT NULL DEFAULT CURRENT_DATE,
    "touched" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Defaults_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "select" (
    "id" INTEGER NOT NULL,
    "orgId" INTEGER NOT NULL,
    "from" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "import" TEXT,
    "def" TEXT,
    "None" TEXT,
    "self" TEXT,
    "metadata" JSONB,
    "registry" TEXT,
    "schema" TEXT,
    "copy" TEXT,
    "json" TEXT,
    "dict" TEXT,
    "order" INTEGER NOT NULL DEFAULT 0,
    "select" TEXT,
    "table" TEXT,
    "user" TEXT,
    "key" TEXT,
    "model_name" TEXT,

    CONSTRAINT "select_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" INTEGER NOT NULL,
    "lockId" INTEGER NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Currency" (
    "code" CHAR(3) NOT NULL,
    "symbol" TEXT NOT NULL,

    CONSTRAINT "Currency_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "Rate" (
    "base" CHAR(3) NOT NULL,
    "quote" CHAR(3) NOT NULL,
    "day" DATE NOT NULL,
    "rate" DECIMAL(65,30) NOT NULL
);

-- CreateTable
CREATE TABLE "_Following" (
    "A" UUID NOT NULL,
    "B" UUID NOT NULL,

    CONSTRAINT "_Following_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_LabelToPost" (
    "A" TEXT NOT NULL,
    "B" BIGINT NOT NULL,

    CONSTRAINT "_LabelToPost_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE UNIQUE INDEX "org_name_once" ON "orgs"("name");

-- CreateIndex
CREATE UNIQUE INDEX "people_spouse_fk_key" ON "people"("spouse_fk");

-- CreateIndex
CREATE INDEX "person_name_prefix" ON "people"("full name" varchar_pattern_ops);

-- CreateIndex
CREATE INDEX "Post_author_fk_words_idx" ON "Post"("author_fk", "words" DESC);

-- CreateIndex
CREATE INDEX "Post_title_idx" ON "Post" USING HASH ("title");

-- CreateIndex
CREATE INDEX "Post_meta_idx" ON "Post" USING GIN ("meta" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "Post_id_idx" ON "Post" USING BRIN ("id");

-- CreateIndex
CREATE UNIQUE INDEX "Post_orgId_title_key" ON "Post"("orgId", "title");

-- CreateIndex
CREATE UNIQUE INDEX "one_word_each" ON "Label"("orgId", "word");

-- CreateIndex
CREATE UNIQUE INDEX "BadgePin_personId_kind_key" ON "BadgePin"("personId", "kind");

-- CreateIndex
CREATE INDEX "Lists_texts_idx" ON "Lists" USING GIN ("texts");

-- CreateIndex
CREATE INDEX "Lists_numbers_idx" ON "Lists" USING GIN ("numbers" array_ops);

-- CreateIndex
CREATE UNIQUE INDEX "select_key_key" ON "select"("key");

-- CreateIndex
CREATE UNIQUE INDEX "Session_lockId_key" ON "Session"("lockId");

-- CreateIndex
CREATE UNIQUE INDEX "Rate_base_quote_day_key" ON "Rate"("base", "quote", "day");

-- CreateIndex
CREATE INDEX "_Following_B_index" ON "_Following"("B");

-- CreateIndex
CREATE INDEX "_LabelToPost_B_index" ON "_LabelToPost"("B");

-- AddForeignKey
ALTER TABLE "people" ADD CONSTRAINT "people_org_fk_fkey" FOREIGN KEY ("org_fk") REFERENCES "orgs"("org_no") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people" ADD CONSTRAINT "people_spouse_fk_fkey" FOREIGN KEY ("spouse_fk") REFERENCES "people"("person_id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people" ADD CONSTRAINT "person_boss" FOREIGN KEY ("boss_fk") REFERENCES "people"("person_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_orgId_fkey" FOREIGN KEY ("orgId") REFERENCES "orgs"("org_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_author_fk_fkey" FOREIGN KEY ("author_fk") REFERENCES "people"("person_id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_reviewer_fk_fkey" FOREIGN KEY ("reviewer_fk") REFERENCES "people"("person_id") ON DELETE SET DEFAULT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Label" ADD CONSTRAINT "Label_orgId_fkey" FOREIGN KEY ("orgId") REFERENCES "orgs"("org_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "badges" ADD CONSTRAINT "badges_person_fk_fkey" FOREIGN KEY ("person_fk") REFERENCES "people"("person_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BadgePin" ADD CONSTRAINT "BadgePin_personId_kind_fkey" FOREIGN KEY ("personId", "kind") REFERENCES "badges"("person_fk", "badge_kind") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Parcel" ADD CONSTRAINT "Parcel_orgId_fkey" FOREIGN KEY ("orgId") REFERENCES "orgs"("org_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Parcel" ADD CONSTRAINT "Parcel_senderId_fkey" FOREIGN KEY ("senderId") REFERENCES "people"("person_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Parcel" ADD CONSTRAINT "Parcel_receiverId_fkey" FOREIGN KEY ("receiverId") REFERENCES "people"("person_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AllTypes" ADD CONSTRAINT "AllTypes_orgId_fkey" FOREIGN KEY ("orgId") REFERENCES "orgs"("org_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lists" ADD CONSTRAINT "Lists_orgId_fkey" FOREIGN KEY ("orgId") REFERENCES "orgs"("org_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NativeTypes" ADD CONSTRAINT "NativeTypes_orgId_fkey" FOREIGN KEY ("orgId") REFERENCES "orgs"("org_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Defaults" ADD CONSTRAINT "Defaults_orgId_fkey" FOREIGN KEY ("orgId") REFERENCES "orgs"("org_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "select" ADD CONSTRAINT "select_orgId_fkey" FOREIGN KEY ("orgId") REFERENCES "orgs"("org_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_lockId_fkey" FOREIGN KEY ("lockId") REFERENCES "select"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Following" ADD CONSTRAINT "_Following_A_fkey" FOREIGN KEY ("A") REFERENCES "people"("person_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Following" ADD CONSTRAINT "_Following_B_fkey" FOREIGN KEY ("B") REFERENCES "people"("person_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_LabelToPost" ADD CONSTRAINT "_LabelToPost_A_fkey" FOREIGN KEY ("A") REFERENCES "Label"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_LabelToPost" ADD CONSTRAINT "_LabelToPost_B_fkey" FOREIGN KEY ("B") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;
