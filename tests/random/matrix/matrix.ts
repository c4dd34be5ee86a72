import { embeddedRows, externalRows, type Row, type Worth } from "./credentials.ts";
import { outcome } from "./outcome.ts";
import { ask, REQUESTS } from "./requests.ts";

/** One request with one credential: how it was answered, and how the rules want it answered. */
export interface Cell {
  server: string;
  credential: string;
  request: string;
  wanted: string;
  actual: string;
}

/** What the rules want, by what the credential is worth: in each era, GET, OPTIONS. */
const WANTED: Record<Worth, readonly [string, string, string, string]> = {
  "nothing was sent": ["401", "401", "401", "204"],
  bad: ["401 invalid_token", "401 invalid_token", "401 invalid_token", "204"],
  good: ["200", "200", "405", "204"],
  "good without scope": ["403 insufficient_scope", "403 insufficient_scope", "405", "204"],
};

/** Tries every credential with every request, at servers of its own. */
export async function runMatrix(): Promise<Cell[]> {
  await using embedded = await embeddedRows();
  await using external = await externalRows();
  return [
    ...await cellsOf("embedded", embedded.rows),
    ...await cellsOf("external", external.rows),
  ];
}

async function cellsOf(server: string, rows: Row[]): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const row of rows) {
    for (const [index, [name, request]] of Object.entries(REQUESTS).entries()) {
      const answer = await ask(row.server, request, row.credential);
      cells.push({
        server,
        credential: row.name,
        request: name,
        wanted: WANTED[row.worth][index],
        actual: outcome(answer, row.server.url),
      });
    }
  }
  return cells;
}
