"""Hand-written SQLAlchemy over the table classes: relationships both ways, and rows shared with repositories."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, configure_mappers

from generated.automation import tables as automation
from generated.kitchen_sink import tables as kitchen_sink
from generated.mapped import Client, enums
from generated.mapped import tables as mapped
from generated.metabuilder import tables as metabuilder
from tests.cases.implicit_many_to_many.expected import tables as zoo
from tests.cases.shared_columns.expected import tables as companies
from tests.cases.without_foreign_keys.expected import tables as trees

MOMENT = dt.datetime(2024, 2, 29, 12, 30, 15, 250_000, tzinfo=dt.UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def session(url: str) -> Iterator[Session]:
    """A session on a database with the tables of `mapped`, foreign keys enforced."""
    engine = sa.create_engine(url)

    @sa.event.listens_for(engine, "connect")
    def enforce(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
        connection.cursor().execute("PRAGMA foreign_keys = ON")

    for package in (mapped, zoo, companies, trees):
        package.Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def library(session: Session) -> mapped.Library:
    library = mapped.Library(name="City")
    session.add(library)
    session.commit()
    return library


def test_every_package_can_be_mapped() -> None:
    configure_mappers()
    packages = (automation, kitchen_sink, mapped, metabuilder)
    assert [len(package.Base.registry.mappers) for package in packages] == [6, 15, 9, 26]


def test_a_relationship_to_its_own_table_leads_both_ways(session: Session, library: mapped.Library) -> None:
    old = mapped.Member(library=library, email="old@x.io")
    young = mapped.Member(library=library, email="young@x.io", mentor=old, partner=old, friends=[old])
    session.add(young)
    session.commit()
    session.expire_all()
    assert (young.mentor, young.partner, young.friends) == (old, old, [old])
    assert (old.mentees, old.partnerOf, old.friendOf) == ([young], young, [young])
    assert (old.mentor, old.partner, old.friends) == (None, None, [])


def test_two_relationships_to_one_table_stay_apart(session: Session, library: mapped.Library) -> None:
    placer, approver = (mapped.Member(library=library, email=f"{name}@x.io") for name in "pa")
    book = mapped.Model(library=library, mark=1, title="T")
    order = mapped.Order(library=library, book=book, placedBy=placer, approvedBy=approver)
    session.add(order)
    session.commit()
    session.expire_all()
    assert (order.placedBy, order.approvedBy, order.bookMark) == (placer, approver, 1)
    assert (placer.placed, placer.approved, approver.placed, approver.approved) == ([order], [], [], [order])
    assert book.orders == library.orders == [order]


def test_foreign_keys_that_share_a_column_are_set_together(session: Session) -> None:
    company = companies.Company(id=1)
    boss = companies.Person(no=1, company=company)
    clerk = companies.Person(no=2, company=company, boss=boss, mentor=boss)
    session.add_all([company, boss, clerk])
    session.commit()
    session.expire_all()
    assert (clerk.companyId, clerk.bossNo, clerk.mentorNo) == (1, 1, 1)
    assert (boss.staff, boss.pupils, company.staff) == ([clerk], [clerk], [boss, clerk])


def test_rows_may_refer_to_each_other(session: Session, library: mapped.Library) -> None:
    company = companies.Company(id=1)
    company.chief = companies.Person(no=1, company=company)
    one, two = (mapped.Member(library=library, email=f"{name}@x.io") for name in "ab")
    one.partner, two.partner = two, one
    session.add_all([company, one, two])
    session.commit()
    session.expire_all()
    assert (company.chief.no, company.chief.chiefOf, one.partner, one.partnerOf) == (1, company, two, two)


def test_many_to_many_leads_both_ways(session: Session) -> None:
    marty, gloria = zoo.Zebra(), zoo.Zebra()
    herd = zoo.Herd(name="plains", zebras=[marty, gloria], visitors=[gloria], grounds=[zoo.Ground()])
    marty.friends.append(gloria)
    session.add(herd)
    session.commit()
    session.expire_all()
    assert (marty.herds, marty.visited, gloria.visited) == ([herd], [], [herd])
    assert (marty.friends, marty.known, gloria.friends, gloria.known) == ([gloria], [], [], [marty])
    assert herd.grounds[0].herds == [herd]


def test_relations_work_without_foreign_keys(session: Session) -> None:
    root = trees.Node(tree=1, id=1)
    leaf = trees.Node(tree=1, id=2, parent=root, leaves=[trees.Leaf(id=1)])
    tag = trees.Tag(id=1, leaf=[trees.Bloom(id=1)])
    session.add_all([leaf, tag])
    session.commit()
    session.expire_all()
    assert (leaf.parent, leaf.parentId, root.children, leaf.leaves[0].node) == (root, 1, [leaf], leaf)
    assert tag.leaf[0].tags == [tag]


def test_deleting_leaves_children_to_the_database(session: Session, library: mapped.Library) -> None:
    member = mapped.Member(library=library, email="a@x.io", sessions=[mapped.Session(notes=[mapped.Note(text="n")])])
    session.add(member)
    session.commit()
    session.delete(library)
    session.commit()
    assert session.scalar(sa.select(sa.func.count()).select_from(mapped.Note)) == 0


def test_repositories_read_what_sqlalchemy_wrote(session: Session, library: mapped.Library, url: str) -> None:
    photo, settings = b"\0\xff", {"theme": ["dark", None]}
    member = mapped.Member(
        library=library, email="a@x.io", photo=photo, settings=settings, fee=Decimal("9.95"), createdAt=MOMENT
    )
    session.add_all([member, mapped.Event(library=library, registry_="r", class_=enums.Shelf.open, payload=[1])])
    session.commit()
    with Client(datasource={"url": url}) as db:
        tenant = db.tenant(library.id)
        read = tenant.member.find_first({"createdAt": MOMENT, "fee": Decimal("9.95")})
        assert read is not None
        assert (read.photo, read.settings, read.metadata, read.class_) == (photo, settings, {}, "reader")
        (event,) = tenant.event.find_many({"class": enums.Shelf.open})
        assert (event.id, event.payload) == (1, [1])


def test_sqlalchemy_reads_what_repositories_wrote(session: Session, library: mapped.Library, url: str) -> None:
    with Client(datasource={"url": url}) as db:
        tenant = db.tenant(library.id)
        written = tenant.member.create({"email": "a@x.io", "settings": None, "metadata": 3, "createdAt": MOMENT})
        tenant.event.create({"registry": "r", "class": enums.Shelf.None_, "payload": {"a": 1}})
    read = session.scalars(sa.select(mapped.Member).where(mapped.Member.createdAt == MOMENT)).one()
    assert (read.id, read.createdAt, read.updatedAt) == (written.id, MOMENT, written.updatedAt)
    assert (read.settings, read.metadata_, read.fee, read.balance) == (None, 3, Decimal("12.5"), 0)
    event = session.scalars(sa.select(mapped.Event).where(mapped.Event.class_ == enums.Shelf.None_)).one()
    assert event.payload == {"a": 1}


def test_an_update_moves_the_time_of_the_change(session: Session, library: mapped.Library) -> None:
    member = mapped.Member(library=library, email="a@x.io", updatedAt=MOMENT)
    session.add(member)
    session.commit()
    member.email = "b@x.io"
    session.commit()
    assert member.updatedAt > MOMENT
