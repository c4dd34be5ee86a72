import assert from "node:assert/strict";
import { CORPUS, QUESTIONS } from "../corpus.ts";
import { type Backend, openDesk } from "../helpers.ts";

export function quality(backend: Backend): void {
  Deno.test(`${backend.name} finds in a journal of many years what a person means`, {
    ignore: backend.isMissing,
  }, async () => {
    await using desk = await openDesk(backend);
    for (const [day, title, content] of CORPUS) {
      await desk.write({ title, content, occurredAt: Date.parse(day) });
    }
    for (const { query, titles, inOrder } of QUESTIONS) {
      const found = (await desk.find(query)).slice(0, titles.length);
      assert.deepEqual(inOrder ? found : found.sort(), inOrder ? titles : titles.toSorted(), query);
    }
  });
}
