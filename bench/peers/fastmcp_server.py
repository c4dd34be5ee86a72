"""A journal of four tools with FastMCP over SQLite, for the bench. Arguments: port, database."""

import sqlite3
import sys
import uuid

from fastmcp import FastMCP

PORT, DATABASE = int(sys.argv[1]), sys.argv[2]
HEAD = "id, title, occurredAt, mood, substr(content, 1, 200) AS excerpt"

db = sqlite3.connect(DATABASE, check_same_thread=False, isolation_level=None)
db.row_factory = sqlite3.Row
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = NORMAL")
mcp = FastMCP("journal")


def rows(sql: str, *values) -> list[dict]:
    return [dict(row) for row in db.execute(sql, values)]


# Coroutines: FastMCP would hand plain functions to a thread, which takes longer than SQLite does.
@mcp.tool
async def get_entry(id: str) -> dict:
    """Returns one entry with its content."""
    found = rows("SELECT id, title, occurredAt, mood, content FROM entry WHERE id = ?", id)
    if not found:
        raise ValueError("No entry has this id")
    return {"entry": found[0]}


@mcp.tool
async def list_entries(limit: int = 20) -> dict:
    """Lists entries, newest first, with excerpts."""
    return {"entries": rows(f"SELECT {HEAD} FROM entry ORDER BY occurredAt DESC LIMIT ?", limit)}


@mcp.tool
async def search_entries(query: str, limit: int = 10) -> dict:
    """Finds entries by any word of the query, the best match first."""
    words = " OR ".join(f'"{word}"' for word in query.replace('"', " ").split())
    return {
        "entries": rows(
            "SELECT id, title, occurredAt, mood, snippet FROM entry JOIN "
            "(SELECT rowid, snippet(entry_text, 1, '**', '**', ' ... ', 30) AS snippet, rank "
            "FROM entry_text WHERE entry_text MATCH ? ORDER BY rank LIMIT ?) AS found "
            "ON entry.rowid = found.rowid ORDER BY rank",
            words,
            limit,
        )
    }


@mcp.tool
async def create_entry(title: str, content: str, occurredAt: str, mood: str | None = None) -> dict:
    """Writes a new entry."""
    entry = {"id": uuid.uuid4().hex, "title": title, "occurredAt": occurredAt, "mood": mood}
    db.execute("BEGIN IMMEDIATE")
    written = db.execute(
        "INSERT INTO entry (id, title, occurredAt, mood, content) VALUES (?, ?, ?, ?, ?)",
        (*entry.values(), content),
    )
    db.execute("INSERT INTO entry_text (rowid, title, content) VALUES (?, ?, ?)",
               (written.lastrowid, title, content))
    db.execute("COMMIT")
    return {"entry": {**entry, "content": content}}


mcp.run(transport="http", host="127.0.0.1", port=PORT, stateless_http=True, json_response=True,
        show_banner=False, log_level="error", uvicorn_config={"access_log": False})
