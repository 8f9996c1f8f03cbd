"""One Prisma schema in, a tenant-safe Python data layer out."""
