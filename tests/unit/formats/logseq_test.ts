import assert from "node:assert/strict";
import { openZip, PHOTO, readAll } from "./helpers.ts";

const ID = "64b5c0de-0000-4000-8000-0123456789ab";

Deno.test("blocks of Logseq say what they refer to, without what only Logseq reads", async () => {
  const archive = await openZip({
    "logseq/config.edn": "{:meta/version 1}",
    "journals/2026_11_23.md": [
      "- ## Morning",
      "  collapsed:: true",
      `\t- Read ((${ID})) and [this](((${ID})))`,
      "\t- first",
      "\t  logseq.order-list-type:: number",
      "\t- second",
      "\t  logseq.order-list-type:: number",
      "\t- DONE a task",
      "\t  :LOGBOOK:",
      "\t  CLOCK: [2026-11-23 Mon 15:15:01]--[2026-11-23 Mon 15:16:01] =>  00:01:00",
      "\t  :END:",
      "\t  rating:: 4",
      "- ```edn",
      "  collapsed:: true",
      `  #no ((${ID}))`,
      "  ```",
      `- {{embed ((${ID}))}} after the code #yes`,
      "- ((64b5c0de-0000-4000-8000-00000000dead))",
    ].join("\n"),
    "pages/Work___Plan %3F.md": [
      "- type:: [[Idea]]",
      "  tags:: garden, [[two words]]",
      "  created-at:: 1609233475967",
      "- # The *long* way",
      `  id:: ${ID}`,
    ].join("\n"),
  });
  const { entries: [day, page], skipped } = await readAll(archive);
  assert.equal(
    day.content,
    [
      "- ## Morning",
      "\t- Read The *long* way and this",
      "\t1. first",
      "\t1. second",
      "\t- DONE a task",
      "\t  rating:: 4",
      "- ```edn",
      "  collapsed:: true",
      `  #no ((${ID}))`,
      "  ```",
      "- The *long* way after the code #yes",
      "- ((64b5c0de-0000-4000-8000-00000000dead))",
    ].join("\n"),
  );
  assert.deepEqual([day.title, day.occurredAt, day.tags], ["Morning", "2026-11-23", ["yes"]]);
  assert.deepEqual([page.title, page.occurredAt, page.tags, page.notes], [
    "Work/Plan ?",
    "2020-12-29T09:17:55.967Z",
    ["garden", "two words"],
    ["Not taken: type [[Idea]]"],
  ]);
  assert.deepEqual(skipped, []);
});

Deno.test("the days of a graph are named as its settings say, and empty ones and Org files are told", async () => {
  const archive = await openZip({
    "graph/logseq/config.edn":
      '{;; :journal/file-name-format "yyyy_MM_dd"\n :journal/file-name-format "MM-dd-yyyy"}',
    "graph/journals/11-04-2026.md": "title:: Nov 4th, 2026\n\n- Rain, see [[Home|there]]",
    "graph/journals/11-05-2026.md": "---\ntitle: Nov 5th, 2026\n---\n\n-",
    "graph/journals/Nov 6th, 2026.md": "## Sun",
    "graph/journals/2020_05_14.org": "* Old",
    "graph/assets/unused.png": PHOTO,
  });
  const { entries, skipped } = await readAll(archive);
  assert.deepEqual(entries.map(({ title, occurredAt }) => [title, occurredAt]), [
    ["Rain, see there", "2026-11-04"],
    ["Sun", "2026-11-06"],
  ]);
  assert.deepEqual(skipped.map(({ what, why }) => `${what}: ${why.split(",")[0]}`), [
    "journals/11-05-2026.md: It has neither words nor files",
    "graph/journals/2020_05_14.org: It is a text for Org mode",
    "graph/assets/unused.png: No entry refers to it",
  ]);
});
