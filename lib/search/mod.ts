/**
 * Search in journals: an index on Kysely, in SQLite or PostgreSQL, that follows the changes of Deno
 * KV and can be thrown away. It knows nothing of HTTP, tokens or MCP.
 */
export { type IndexMaintenance, openMaintenance } from "./maintenance.ts";
export type { Correction, FoundSummary, Searcher, SearchPage, SearchQuery } from "./model.ts";
export { openSearch, type Search, type SearchOptions } from "./search.ts";
