-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "shelf_kind" AS ENUM ('open-shelf', 'closed shelf', 'reserved', 'None');

-- CreateTable
CREATE TABLE "libraries" (
    "library_id" TEXT NOT NULL,
    "library_name" TEXT NOT NULL,

    CONSTRAINT "libraries_pkey" PRIMARY KEY ("library_id")
);

-- CreateTable
CREATE TABLE "members" (
    "member_id" TEXT NOT NULL,
    "library_fk" TEXT NOT NULL,
    "email_address" TEXT NOT NULL,
    "class_name" TEXT NOT NULL DEFAULT 'reader',
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "settings" JSONB,
    "photo_bytes" BYTEA,
    "fee" DECIMAL(65,30) NOT NULL DEFAULT 12.50,
    "balance_cents" BIGINT NOT NULL DEFAULT 0,
    "mentor_fk" TEXT,
    "partner_fk" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "members_pkey" PRIMARY KEY ("member_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "member_fk" TEXT NOT NULL,
    "from_time" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "schema" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notes" (
    "id" TEXT NOT NULL,
    "session_fk" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "books" (
    "library_fk" TEXT NOT NULL,
    "shelf_mark" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "shelf" "shelf_kind" NOT NULL DEFAULT 'open-shelf',
    "rating" DOUBLE PRECISION,
    "in_print" BOOLEAN DEFAULT true,

    CONSTRAINT "books_pkey" PRIMARY KEY ("library_fk","shelf_mark")
);

-- CreateTable
CREATE TABLE "orders" (
    "order_no" SERIAL NOT NULL,
    "library_fk" TEXT NOT NULL,
    "book_mark" INTEGER NOT NULL,
    "placed_by" TEXT NOT NULL,
    "approved_by" TEXT,
    "order" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("order_no")
);

-- CreateTable
CREATE TABLE "tags" (
    "id" TEXT NOT NULL,
    "library_fk" TEXT,
    "word" TEXT NOT NULL,

    CONSTRAINT "tags_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL,
    "library_fk" TEXT NOT NULL,
    "registry" TEXT NOT NULL,
    "class" "shelf_kind",
    "payload" JSONB NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "countries" (
    "code" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "country name" TEXT NOT NULL,

    CONSTRAINT "countries_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "_Friends" (
    "A" TEXT NOT NULL,
    "B" TEXT NOT NULL,

    CONSTRAINT "_Friends_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "_OrderToTag" (
    "A" INTEGER NOT NULL,
    "B" TEXT NOT NULL,

    CONSTRAINT "_OrderToTag_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE UNIQUE INDEX "libraries_library_name_key" ON "libraries"("library_name");

-- CreateIndex
CREATE UNIQUE INDEX "members_partner_fk_key" ON "members"("partner_fk");

-- CreateIndex
CREATE INDEX "members_class_name_created_at_idx" ON "members"("class_name", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "members_library_email" ON "members"("library_fk", "email_address");

-- CreateIndex
CREATE INDEX "books_by_title" ON "books"("title");

-- CreateIndex
CREATE UNIQUE INDEX "tags_library_fk_word_key" ON "tags"("library_fk", "word");

-- CreateIndex
CREATE UNIQUE INDEX "countries_token_key" ON "countries"("token");

-- CreateIndex
CREATE INDEX "_Friends_B_index" ON "_Friends"("B");

-- CreateIndex
CREATE INDEX "_OrderToTag_B_index" ON "_OrderToTag"("B");

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_library_fk_fkey" FOREIGN KEY ("library_fk") REFERENCES "libraries"("library_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_mentor_fk_fkey" FOREIGN KEY ("mentor_fk") REFERENCES "members"("member_id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_partner_fk_fkey" FOREIGN KEY ("partner_fk") REFERENCES "members"("member_id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_member_fk_fkey" FOREIGN KEY ("member_fk") REFERENCES "members"("member_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notes" ADD CONSTRAINT "notes_session_fk_fkey" FOREIGN KEY ("session_fk") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "books" ADD CONSTRAINT "books_library_fk_fkey" FOREIGN KEY ("library_fk") REFERENCES "libraries"("library_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_library_fk_fkey" FOREIGN KEY ("library_fk") REFERENCES "libraries"("library_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_library_fk_book_mark_fkey" FOREIGN KEY ("library_fk", "book_mark") REFERENCES "books"("library_fk", "shelf_mark") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_placed_by_fkey" FOREIGN KEY ("placed_by") REFERENCES "members"("member_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_approved_by_fkey" FOREIGN KEY ("approved_by") REFERENCES "members"("member_id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tags" ADD CONSTRAINT "tags_library_fk_fkey" FOREIGN KEY ("library_fk") REFERENCES "libraries"("library_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_library_fk_fkey" FOREIGN KEY ("library_fk") REFERENCES "libraries"("library_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Friends" ADD CONSTRAINT "_Friends_A_fkey" FOREIGN KEY ("A") REFERENCES "members"("member_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Friends" ADD CONSTRAINT "_Friends_B_fkey" FOREIGN KEY ("B") REFERENCES "members"("member_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_OrderToTag" ADD CONSTRAINT "_OrderToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "orders"("order_no") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_OrderToTag" ADD CONSTRAINT "_OrderToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "tags"("id") ON DELETE CASCADE ON UPDATE CASCADE;
