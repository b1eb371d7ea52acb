"""The tables, as the newest migration leaves them.

pages       the bytes as they came, once for each hash
reports     one row an id; its newest version is the one that is shown
versions    what a report said at one time: text, metadata, the map back to its page
readings    what was read in a version, by which makers; the newest is the one in force
marks       places, times, statements and events of readings in force, one row each, for queries
judgements  edges between stored things; never changed, only retracted by another
failures    inputs that could not be read, and why
migrations  which changes of the schema were made, and when
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

pages = Table(
    "pages",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("packed", String(8), nullable=False),
    Column("size", Integer, nullable=False),
    Column("media_type", String, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("added", String, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("report", ForeignKey("reports.key"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("added", String, nullable=False),
    Column("page", ForeignKey("pages.sha256"), nullable=False),
    Column("encoding", String, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("title", Text),
    Column("publisher", String),
    Column("published", String),
    Column("url", Text),
    Column("lang", String),
    Column("text", Text, nullable=False),
    Column("lede", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("offsets", Text, nullable=False),
    Column("current", Integer, nullable=False),
    UniqueConstraint("report", "number"),
    Index("versions_current", "current", "published"),
)

readings = Table(
    "readings",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("version", ForeignKey("versions.key"), nullable=False, index=True),
    Column("added", String, nullable=False),
    Column("makers", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

marks = Table(
    "marks",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("version", ForeignKey("versions.key"), nullable=False, index=True),
    Column("list", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String),
    Column("name", Text),
    Column("country", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("earliest", String),
    Column("latest", String),
    Column("status", String),
    Index("marks_list", "list", "kind"),
    Index("marks_when", "list", "earliest"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("left", String, nullable=False, index=True),
    Column("right", String, nullable=False, index=True),
    Column("relation", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("score", Float),
    Column("reasons", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("at", String, nullable=False),
    Column("retracts", ForeignKey("judgements.key")),
)

failures = Table(
    "failures",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("message", Text, nullable=False),
    Column("at", String, nullable=False),
)

migrations = Table(
    "migrations",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("at", String, nullable=False),
)
