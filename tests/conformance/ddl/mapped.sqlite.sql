-- CreateTable
CREATE TABLE "libraries" (
    "library_id" TEXT NOT NULL PRIMARY KEY,
    "library_name" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "members" (
    "member_id" TEXT NOT NULL PRIMARY KEY,
    "library_fk" TEXT NOT NULL,
    "email_address" TEXT NOT NULL,
    "class_name" TEXT NOT NULL DEFAULT 'reader',
    "metadata" JSONB NOT NULL DEFAULT {},
    "settings" JSONB,
    "photo_bytes" BLOB,
    "fee" DECIMAL NOT NULL DEFAULT 12.50,
    "balance_cents" BIGINT NOT NULL DEFAULT 0,
    "mentor_fk" TEXT,
    "partner_fk" TEXT,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" DATETIME NOT NULL,
    CONSTRAINT "members_library_fk_fkey" FOREIGN KEY ("library_fk") REFERENCES "libraries" ("library_id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "members_mentor_fk_fkey" FOREIGN KEY ("mentor_fk") REFERENCES "members" ("member_id") ON DELETE SET NULL ON UPDATE NO ACTION,
    CONSTRAINT "members_partner_fk_fkey" FOREIGN KEY ("partner_fk") REFERENCES "members" ("member_id") ON DELETE SET NULL ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "member_fk" TEXT NOT NULL,
    "from_time" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "schema" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "session_member_fk_fkey" FOREIGN KEY ("member_fk") REFERENCES "members" ("member_id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "notes" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "session_fk" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    CONSTRAINT "notes_session_fk_fkey" FOREIGN KEY ("session_fk") REFERENCES "session" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "books" (
    "library_fk" TEXT NOT NULL,
    "shelf_mark" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "shelf" TEXT NOT NULL DEFAULT 'open-shelf',
    "rating" REAL,
    "in_print" BOOLEAN DEFAULT true,

    PRIMARY KEY ("library_fk", "shelf_mark"),
    CONSTRAINT "books_library_fk_fkey" FOREIGN KEY ("library_fk") REFERENCES "libraries" ("library_id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "orders" (
    "order_no" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "library_fk" TEXT NOT NULL,
    "book_mark" INTEGER NOT NULL,
    "placed_by" TEXT NOT NULL,
    "approved_by" TEXT,
    "order" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "orders_library_fk_fkey" FOREIGN KEY ("library_fk") REFERENCES "libraries" ("library_id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "orders_library_fk_book_mark_fkey" FOREIGN KEY ("library_fk", "book_mark") REFERENCES "books" ("library_fk", "shelf_mark") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "orders_placed_by_fkey" FOREIGN KEY ("placed_by") REFERENCES "members" ("member_id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "orders_approved_by_fkey" FOREIGN KEY ("approved_by") REFERENCES "members" ("member_id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "tags" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "library_fk" TEXT,
    "word" TEXT NOT NULL,
    CONSTRAINT "tags_library_fk_fkey" FOREIGN KEY ("library_fk") REFERENCES "libraries" ("library_id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "event" (
    "id" BIGINT NOT NULL PRIMARY KEY,
    "library_fk" TEXT NOT NULL,
    "registry" TEXT NOT NULL,
    "class" TEXT,
    "payload" JSONB NOT NULL,
    CONSTRAINT "event_library_fk_fkey" FOREIGN KEY ("library_fk") REFERENCES "libraries" ("library_id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "countries" (
    "code" TEXT NOT NULL PRIMARY KEY,
    "token" TEXT NOT NULL,
    "country name" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "_Friends" (
    "A" TEXT NOT NULL,
    "B" TEXT NOT NULL,
    CONSTRAINT "_Friends_A_fkey" FOREIGN KEY ("A") REFERENCES "members" ("member_id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_Friends_B_fkey" FOREIGN KEY ("B") REFERENCES "members" ("member_id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_OrderToTag" (
    "A" INTEGER NOT NULL,
    "B" TEXT NOT NULL,
    CONSTRAINT "_OrderToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "orders" ("order_no") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_OrderToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "tags" ("id") ON DELETE CASCADE ON UPDATE CASCADE
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
CREATE UNIQUE INDEX "_Friends_AB_unique" ON "_Friends"("A", "B");

-- CreateIndex
CREATE INDEX "_Friends_B_index" ON "_Friends"("B");

-- CreateIndex
CREATE UNIQUE INDEX "_OrderToTag_AB_unique" ON "_OrderToTag"("A", "B");

-- CreateIndex
CREATE INDEX "_OrderToTag_B_index" ON "_OrderToTag"("B");
