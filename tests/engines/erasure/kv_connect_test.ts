import assert from "node:assert/strict";
import {
  documentOf,
  emptyJournal,
  fillAtRandom,
  importInto,
} from "../../unit/journal/portability/helpers.ts";
import { storeFor } from "../../unit/journal/helpers.ts";
import { startKvConnect } from "../../support/kv_connect/mod.ts";
import { startServer } from "../../support/servers/server.ts";
import {
  deleteMyData,
  dump,
  lasting,
  moveIn,
  rowsWith,
  settle,
} from "../../processes/erasure/helpers.ts";

Deno.test("over KV Connect nothing is left of a person with an imported journal, and all of another", async () => {
  using source = await storeFor();
  const now = await fillAtRandom(source, 7);
  const document = await documentOf(source, { now });
  await using kv = await startKvConnect();
  await using server = await startServer({ location: kv.url });
  const ada = await moveIn(server, "Adelheid");
  const bob = await moveIn(server, "Bartholomew");
  const journal = emptyJournal(server.store, now, ada.userId);
  const { created, failed } = await importInto(journal, document);
  assert.deepEqual({ created, failed }, { created: 40, failed: 0 });
  const before = await dump(server.store);
  const bobs = (rows: typeof before) => lasting(rowsWith(bob.words, rows));
  assert(rowsWith([ada.userId], before).length > 1_000);

  const [{ tokens }] = ada.connections;
  const { isError, text } = await deleteMyData(server.resource, tokens.access_token);
  assert(!isError, text);
  await settle(server);
  const after = await dump(server.store);
  assert.deepEqual(rowsWith(ada.words, after), []);
  for (const key of bobs(before)) assert.deepEqual(after.get(key), before.get(key), key);
  assert.deepEqual(bobs(after), bobs(before));
  assert.deepEqual(server.log.errors, []);
});
