"""The tables, as the newest migration leaves them.

pages       the bytes as they came, once for each hash
reports     one row an id; its newest version is the one that is shown
versions    what a report said at one time: text, metadata, the map back to its page
readings    what was read in a version, by which makers; the newest is the one in force
marks       places, times, statements and events of readings in force, one row each, for queries
events      events of readings in force, as people have judged them, with what their roles name, for the overview
appearances who is told of in a version, one row each: by the actor list's id, by a name, or as described
roles       who acts, is acted on or is cited in which event or statement
presences   who has how many people or what equipment where, as of when, according to whom
judgements  edges between stored things; never changed, only retracted by another; those given at once are a batch
edges       who has whose text: two versions, how they are related, with the passages; never changed
prints      what is kept of a version to compare new ones with it, and who made it
progress    how far consolidation has come: the last judgement that it knows of, and the reports that it settled
members     which story and which context a report belongs to, as the judgements say now
topics      what a version counts and tells of, by which contexts are found
items       claims, incidents, conflicts and series as the judgements say now; made anew where these change
item_reports  the reports that an item cites
parts       the events that are one incident, and how many origins that has
accounts    who may log in, with the hash of a password
sessions    who is logged in: the hash of what the browser holds, and until when
feed_keys   the hash of the key that opens the feed of a saved search, and who made it
searches    filters of the overview that were saved under a name; what was deleted can come back
looks       up to which version somebody has looked at what a saved search finds
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

events = Table(
    "events",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("version", ForeignKey("versions.key"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("mode", String),
    Column("quad", String, nullable=False),
    Column("status", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("source", String),
    Column("told", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("whom", Text, nullable=False),
    Column("place_name", Text),
    Column("place_kind", String),
    Column("place_geonames", Integer),
    Column("country", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("radius_km", Float),
    Column("earliest", String),
    Column("latest", String),
    Column("judgement", ForeignKey("judgements.key"), index=True),
)

appearances = Table(
    "appearances",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("version", ForeignKey("versions.key"), nullable=False, index=True),
    Column("actor", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("fresh", Integer, nullable=False),
    Column("country", String),
    Column("sector", String),
    Column("mentions", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Index("appearances_actor", "actor", "version"),
)

roles = Table(
    "roles",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("version", ForeignKey("versions.key"), nullable=False),
    Column("list", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("role", String, nullable=False),
    Column("actor", Text),
    Column("name", Text, nullable=False),
    Index("roles_version", "version", "list", "position"),
    Index("roles_actor", "actor", "list", "version"),
)

presences = Table(
    "presences",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("version", ForeignKey("versions.key"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("actor", Text),
    Column("holder", Text),
    Column("name", Text),
    Column("place", Text),
    Column("place_name", Text),
    Column("place_kind", String),
    Column("country", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("radius_km", Float),
    Column("area", String),
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
    Column("approximate", Integer, nullable=False),
    Column("unit", String),
    Column("counts", Text),
    Column("earliest", String),
    Column("latest", String),
    Column("day", String),
    Column("dated", String, nullable=False),
    Column("source", String),
    Column("said_by", Text),
    Column("told", Integer, nullable=False),
    Index("presences_day", "day"),
    Index("presences_holder", "holder", "place", "kind"),
    Index("presences_actor", "actor"),
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
    Column("retracts", ForeignKey("judgements.key"), index=True),
    Column("batch", ForeignKey("judgements.key"), index=True),
)

parts = Table(
    "parts",
    metadata,
    Column("item", ForeignKey("items.key"), primary_key=True),
    Column("version", ForeignKey("versions.key"), primary_key=True, index=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("origins", Integer, nullable=False),
)

edges = Table(
    "edges",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("a", ForeignKey("versions.key"), nullable=False, index=True),
    Column("b", ForeignKey("versions.key"), nullable=False, index=True),
    Column("relation", String, nullable=False),
    Column("direction", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("body", Text, nullable=False),
    Column("maker", String, nullable=False),
    Column("at", String, nullable=False),
)

prints = Table(
    "prints",
    metadata,
    Column("version", ForeignKey("versions.key"), primary_key=True),
    Column("maker", String, nullable=False),
    Column("reading", ForeignKey("readings.key"), nullable=False),
    Column("body", LargeBinary, nullable=False),
)

progress = Table(
    "progress",
    metadata,
    Column("name", String, primary_key=True),
    Column("number", Integer, nullable=False),
)

members = Table(
    "members",
    metadata,
    Column("report", ForeignKey("reports.key"), primary_key=True),
    Column("story", String, nullable=False, index=True),
    Column("context", String, nullable=False, index=True),
)

topics = Table(
    "topics",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("version", ForeignKey("versions.key"), nullable=False, index=True),
    Column("name", String, nullable=False, index=True),
)

items = Table(
    "items",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("context", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("maker", String, nullable=False),
    Column("day", String),
    Index("items_kind", "kind", "position"),
)

item_reports = Table(
    "item_reports",
    metadata,
    Column("item", ForeignKey("items.key"), primary_key=True),
    Column("report", ForeignKey("reports.key"), primary_key=True, index=True),
)

accounts = Table(
    "accounts",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("password", String, nullable=False),
    Column("active", Integer, nullable=False),
    Column("passing", Integer, nullable=False),
    Column("created", String, nullable=False),
    Column("seen", String),
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("account", ForeignKey("accounts.key"), nullable=False, index=True),
    Column("created", String, nullable=False),
    Column("seen", String, nullable=False),
)

feed_keys = Table(
    "feed_keys",
    metadata,
    Column("search", String, primary_key=True),
    Column("account", ForeignKey("accounts.key"), primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("created", String, nullable=False),
)

searches = Table(
    "searches",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("by", String),
    Column("at", String, nullable=False),
    Column("removed", String),
)

looks = Table(
    "looks",
    metadata,
    Column("search", ForeignKey("searches.key"), primary_key=True),
    Column("who", String, primary_key=True),
    Column("version", Integer, nullable=False),
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
