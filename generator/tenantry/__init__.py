"""One Prisma schema in, a tenant-safe Python data layer out."""

__version__ = "0.1.0"
