import assert from "node:assert/strict";
import type { JournalPagesContext } from "../../../lib/journal_pages/context.ts";
import {
  ConflictError,
  DamagedFileError,
  InvalidError,
  NotFoundError,
} from "../../../lib/journal/errors.ts";
import { journalPagesHandler } from "../../../lib/journal_pages/handler.tsx";

const ADDRESS = "192.0.2.1";

const UNLIMITED = { take: () => 0, forgive() {} };

/** Pages of somebody who is signed in, and who has no journal that could be read. */
function contextOf(part: Partial<JournalPagesContext>): JournalPagesContext {
  return {
    origin: "http://localhost",
    now: Date.now,
    visitors: {
      find: () => Promise.resolve({ subject: "ada", session: "secret" }),
      signInAt: (path) => `/account?to=${path}`,
    },
    limits: {
      ...{ pages: UNLIMITED, files: UNLIMITED, prints: UNLIMITED },
      ...{ writes: UNLIMITED, drafts: UNLIMITED, signedOut: UNLIMITED },
    },
    isErasing: () => Promise.resolve(false),
    personOf() {
      throw new Error("The journal is read");
    },
    clientNames: () => Promise.resolve(new Map()),
    ...part,
  };
}

Deno.test("a journal that is being deleted is not read for a session that is still there", async () => {
  const handle = journalPagesHandler(contextOf({ isErasing: () => Promise.resolve(true) }));
  const response = await handle(new Request("http://localhost/journal"), ADDRESS);
  assert.equal(response.status, 410);
  assert.match(await response.text(), /being deleted/);
});

Deno.test("a fault is thrown on, to be logged, and told to nobody", async () => {
  const handle = journalPagesHandler(contextOf({}));
  const request = new Request("http://localhost/journal");
  await assert.rejects(handle(request, ADDRESS), /The journal is read/);
});

Deno.test("an error of the journal is a page with its sentence, and a damaged file a fault of ours", async () => {
  const errors = [
    [new InvalidError("It is wrong", "Give another"), 400, /It is wrong\. Give another\./],
    [new NotFoundError("entry", "x"), 404, /There is no such entry/],
    [new ConflictError("It has changed", "Look again"), 409, /It has changed/],
    [new DamagedFileError("a.png"), 500, /a\.png/],
  ] as const;
  for (const [error, status, sentence] of errors) {
    const handle = journalPagesHandler(contextOf({
      personOf() {
        throw error;
      },
    }));
    const response = await handle(new Request("http://localhost/journal/files/x"), ADDRESS);
    assert.equal(response.status, status);
    assert.match(await response.text(), sentence);
  }
});
