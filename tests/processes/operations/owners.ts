import pg from "pg";

/** Everybody of whom an index is kept. */
export async function ownersIn(
  { dataDir, databaseUrl }: { dataDir: string; databaseUrl: string },
): Promise<string[]> {
  if (databaseUrl === "") {
    const names = [...Deno.readDirSync(`${dataDir}/search`)].map(({ name }) => name);
    return names.filter((name) => name.endsWith(".sqlite"));
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ owner: string }>(
    "select owner from search_state union select owner from search_document",
  );
  await client.end();
  return rows.map(({ owner }) => owner);
}
