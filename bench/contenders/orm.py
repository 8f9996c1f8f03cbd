"""SQLAlchemy's ORM, written by hand as its documentation shows: a session a request, a statement built a call.

`TunedOrm` is the same with what a careful hand can add: statements built once, autocommit, orjson.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectinload,
)

from tenantry.urls import DatabaseUrl


class Status(StrEnum):
    TODO = "TODO"
    DOING = "DOING"
    DONE = "DONE"
    BLOCKED = "BLOCKED"


Moment = sa.DateTime().with_variant(postgresql.TIMESTAMP(precision=3), "postgresql")
Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


class Base(DeclarativeBase):
    pass


class Tenant(Base):
    __tablename__ = "Tenant"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)


class Project(Base):
    __tablename__ = "Project"

    id: Mapped[int] = mapped_column(primary_key=True)
    tenantId: Mapped[str] = mapped_column(sa.ForeignKey("Tenant.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(sa.Text)
    createdAt: Mapped[dt.datetime] = mapped_column(Moment, server_default=sa.func.current_timestamp())
    items: Mapped[list[Item]] = relationship()


class Item(Base):
    __tablename__ = "Item"
    __table_args__ = (sa.Index("Item_tenantId_status_createdAt_idx", "tenantId", "status", "createdAt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tenantId: Mapped[str] = mapped_column(sa.ForeignKey("Tenant.id", ondelete="CASCADE"))
    projectId: Mapped[int] = mapped_column(sa.ForeignKey("Project.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(sa.Text)
    status: Mapped[Status] = mapped_column(sa.Enum(Status, name="Status"), default=Status.TODO)
    active: Mapped[bool] = mapped_column(default=True)
    priority: Mapped[int] = mapped_column(default=0)
    amount: Mapped[Decimal] = mapped_column(sa.Numeric(12, 2))
    meta: Mapped[Any] = mapped_column(Json)
    score: Mapped[float] = mapped_column(sa.Double)
    createdAt: Mapped[dt.datetime] = mapped_column(Moment, server_default=sa.func.current_timestamp())


def columns_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a hand-written program would hold: members of the enum, and UTC in naive datetimes."""
    held = dict(values)
    if "createdAt" in held:
        held["createdAt"] = held["createdAt"].replace(tzinfo=None)
    if "status" in held:
        held["status"] = Status(held["status"])
    return held


def foreign_keys_on(connection: Any, _: object) -> None:
    """SQLite checks foreign keys only when it is told to, for each connection."""
    connection.execute("PRAGMA foreign_keys = ON")


class Orm:
    """As documented."""

    name = "SQLAlchemy ORM"

    def __init__(self, address: DatabaseUrl, **options: Any) -> None:
        self.engine = sa.create_engine(address.sync, **options)
        if address.provider == "sqlite":
            sa.event.listen(self.engine, "connect", foreign_keys_on)

    def find_unique(self, tenant: str, key: int) -> Item | None:
        with Session(self.engine) as session:
            return session.scalars(sa.select(Item).where(Item.tenantId == tenant, Item.id == key)).one_or_none()

    def find_many_20(self, tenant: str, status: str, priority: int) -> Sequence[Item]:
        statement = (
            sa.select(Item)
            .where(Item.tenantId == tenant, Item.status == Status(status), Item.priority >= priority)
            .order_by(Item.createdAt.desc(), Item.id.desc())
            .limit(20)
        )
        with Session(self.engine) as session:
            return session.scalars(statement).all()

    def find_many_1000(self, tenant: str) -> Sequence[Item]:
        with Session(self.engine) as session:
            statement = sa.select(Item).where(Item.tenantId == tenant).order_by(Item.id).limit(1000)
            return session.scalars(statement).all()

    def include_20x10(self, tenant: str) -> Sequence[Project]:
        statement = (
            sa.select(Project)
            .where(Project.tenantId == tenant)
            .order_by(Project.id)
            .limit(20)
            .options(selectinload(Project.items))
        )
        with Session(self.engine) as session:
            return session.scalars(statement).all()

    def count(self, tenant: str, status: str) -> int:
        statement = (
            sa.select(sa.func.count()).select_from(Item).where(Item.tenantId == tenant, Item.status == Status(status))
        )
        with Session(self.engine) as session:
            return session.scalars(statement).one()

    def create(self, tenant: str, values: Mapping[str, Any]) -> Item:
        with Session(self.engine, expire_on_commit=False) as session:
            item = Item(tenantId=tenant, **columns_of(values))
            session.add(item)
            session.commit()
            return item

    def update(self, tenant: str, key: int, values: Mapping[str, Any]) -> Item | None:
        with Session(self.engine, expire_on_commit=False) as session:
            item = session.scalars(sa.select(Item).where(Item.tenantId == tenant, Item.id == key)).one_or_none()
            if item is not None:
                item.priority = values["priority"]
                item.status = Status(values["status"])
                session.commit()
            return item

    def create_many_10000(self, tenant: str, rows: Sequence[Mapping[str, Any]]) -> int:
        with Session(self.engine) as session:
            session.add_all([Item(tenantId=tenant, **columns_of(row)) for row in rows])
            session.commit()
        return len(rows)

    def close(self) -> None:
        self.engine.dispose()


class TunedOrm(Orm):
    """With every setting and habit that the client under test has too."""

    name = "ORM, tuned"

    _item = sa.select(Item).where(Item.tenantId == sa.bindparam("tenant"), Item.id == sa.bindparam("key"))
    _page = (
        sa.select(Item)
        .where(
            Item.tenantId == sa.bindparam("tenant"),
            Item.status == sa.bindparam("status"),
            Item.priority >= sa.bindparam("priority"),
        )
        .order_by(Item.createdAt.desc(), Item.id.desc())
        .limit(20)
    )
    _thousand = sa.select(Item).where(Item.tenantId == sa.bindparam("tenant")).order_by(Item.id).limit(1000)
    _projects = (
        sa.select(Project)
        .where(Project.tenantId == sa.bindparam("tenant"))
        .order_by(Project.id)
        .limit(20)
        .options(selectinload(Project.items))
    )
    _count = (
        sa.select(sa.func.count())
        .select_from(Item)
        .where(Item.tenantId == sa.bindparam("tenant"), Item.status == sa.bindparam("status"))
    )

    def __init__(self, address: DatabaseUrl) -> None:
        self.transactional = "SERIALIZABLE" if address.provider == "sqlite" else "READ COMMITTED"
        super().__init__(
            address,
            isolation_level="AUTOCOMMIT",
            json_deserializer=orjson.loads,
            json_serializer=lambda value: orjson.dumps(value).decode(),
        )

    def find_unique(self, tenant: str, key: int) -> Item | None:
        with Session(self.engine) as session:
            return session.scalars(self._item, {"tenant": tenant, "key": key}).one_or_none()

    def find_many_20(self, tenant: str, status: str, priority: int) -> Sequence[Item]:
        values = {"tenant": tenant, "status": Status(status), "priority": priority}
        with Session(self.engine) as session:
            return session.scalars(self._page, values).all()

    def find_many_1000(self, tenant: str) -> Sequence[Item]:
        with Session(self.engine) as session:
            return session.scalars(self._thousand, {"tenant": tenant}).all()

    def include_20x10(self, tenant: str) -> Sequence[Project]:
        with Session(self.engine) as session:
            return session.scalars(self._projects, {"tenant": tenant}).all()

    def count(self, tenant: str, status: str) -> int:
        with Session(self.engine) as session:
            return session.scalars(self._count, {"tenant": tenant, "status": Status(status)}).one()

    def create_many_10000(self, tenant: str, rows: Sequence[Mapping[str, Any]]) -> int:
        """The ORM's bulk form. In a transaction of its own: 10,000 commits are nobody's habit."""
        with Session(self.engine) as session:
            session.connection(execution_options={"isolation_level": self.transactional})
            session.execute(sa.insert(Item), [{"tenantId": tenant, **columns_of(row)} for row in rows])
            session.commit()
        return len(rows)
