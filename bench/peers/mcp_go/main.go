// A journal of four tools with mcp-go over SQLite, for the bench. Arguments: port, database.
package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"log"
	"os"
	"strings"

	"github.com/mark3labs/mcp-go/mcp"
	"github.com/mark3labs/mcp-go/server"
	_ "github.com/mattn/go-sqlite3"
)

type entry struct {
	ID         string  `json:"id"`
	Title      string  `json:"title"`
	OccurredAt string  `json:"occurredAt"`
	Mood       *string `json:"mood,omitempty"`
	Content    string  `json:"content,omitempty"`
	Excerpt    string  `json:"excerpt,omitempty"`
	Snippet    string  `json:"snippet,omitempty"`
}

var db *sql.DB

func answer(data map[string]any, err error) (*mcp.CallToolResult, error) {
	if err != nil {
		return mcp.NewToolResultError(err.Error()), nil
	}
	text, err := json.Marshal(data)
	return mcp.NewToolResultStructured(data, string(text)), err
}

// list answers with the rows of a query, whose last column goes where place says.
func list(place func(*entry) *string, query string, values ...any) (*mcp.CallToolResult, error) {
	rows, err := db.Query(query, values...)
	if err != nil {
		return answer(nil, err)
	}
	defer rows.Close()
	entries := []entry{}
	for rows.Next() {
		var e entry
		if err := rows.Scan(&e.ID, &e.Title, &e.OccurredAt, &e.Mood, place(&e)); err != nil {
			return answer(nil, err)
		}
		entries = append(entries, e)
	}
	return answer(map[string]any{"entries": entries}, rows.Err())
}

func getEntry(_ context.Context, r mcp.CallToolRequest) (*mcp.CallToolResult, error) {
	var e entry
	err := db.QueryRow("SELECT id, title, occurredAt, mood, content FROM entry WHERE id = ?",
		r.GetString("id", "")).Scan(&e.ID, &e.Title, &e.OccurredAt, &e.Mood, &e.Content)
	return answer(map[string]any{"entry": e}, err)
}

func listEntries(_ context.Context, r mcp.CallToolRequest) (*mcp.CallToolResult, error) {
	return list(func(e *entry) *string { return &e.Excerpt },
		"SELECT id, title, occurredAt, mood, substr(content, 1, 200) FROM entry "+
			"ORDER BY occurredAt DESC LIMIT ?", r.GetInt("limit", 20))
}

func searchEntries(_ context.Context, r mcp.CallToolRequest) (*mcp.CallToolResult, error) {
	words := strings.Fields(strings.ReplaceAll(r.GetString("query", ""), `"`, " "))
	return list(func(e *entry) *string { return &e.Snippet },
		"SELECT id, title, occurredAt, mood, snippet FROM entry JOIN "+
			"(SELECT rowid, snippet(entry_text, 1, '**', '**', ' ... ', 30) AS snippet, rank "+
			"FROM entry_text WHERE entry_text MATCH ? ORDER BY rank LIMIT ?) AS found "+
			"ON entry.rowid = found.rowid ORDER BY rank",
		`"`+strings.Join(words, `" OR "`)+`"`, r.GetInt("limit", 10))
}

func createEntry(_ context.Context, r mcp.CallToolRequest) (*mcp.CallToolResult, error) {
	id := make([]byte, 16)
	rand.Read(id)
	e := entry{ID: hex.EncodeToString(id), Title: r.GetString("title", ""),
		OccurredAt: r.GetString("occurredAt", ""), Content: r.GetString("content", "")}
	if mood := r.GetString("mood", ""); mood != "" {
		e.Mood = &mood
	}
	tx, err := db.Begin()
	if err != nil {
		return answer(nil, err)
	}
	defer tx.Rollback()
	written, err := tx.Exec("INSERT INTO entry (id, title, occurredAt, mood, content) "+
		"VALUES (?, ?, ?, ?, ?)", e.ID, e.Title, e.OccurredAt, e.Mood, e.Content)
	if err != nil {
		return answer(nil, err)
	}
	row, _ := written.LastInsertId()
	if _, err = tx.Exec("INSERT INTO entry_text (rowid, title, content) VALUES (?, ?, ?)",
		row, e.Title, e.Content); err != nil {
		return answer(nil, err)
	}
	return answer(map[string]any{"entry": e}, tx.Commit())
}

func main() {
	var err error
	db, err = sql.Open("sqlite3", "file:"+os.Args[2]+
		"?_journal_mode=WAL&_synchronous=NORMAL&_txlock=immediate&_busy_timeout=5000")
	if err != nil {
		log.Fatal(err)
	}
	text := func(name string) mcp.ToolOption { return mcp.WithString(name, mcp.Required()) }
	limit := mcp.WithNumber("limit")
	s := server.NewMCPServer("journal", "1.0.0")
	s.AddTool(mcp.NewTool("get_entry", text("id")), getEntry)
	s.AddTool(mcp.NewTool("list_entries", limit), listEntries)
	s.AddTool(mcp.NewTool("search_entries", text("query"), limit), searchEntries)
	s.AddTool(mcp.NewTool("create_entry", text("title"), text("content"), text("occurredAt"),
		mcp.WithString("mood")), createEntry)
	log.Fatal(server.NewStreamableHTTPServer(s, server.WithStateLess(true)).
		Start("127.0.0.1:" + os.Args[1]))
}
