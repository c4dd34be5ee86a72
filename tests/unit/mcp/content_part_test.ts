import assert from "node:assert/strict";
import { partOf, type PartQuery } from "../../../lib/mcp/answers/content_part.ts";

/** All parts of a text, each from where the one before has said. */
function partsOf(content: string, query: Omit<PartQuery, "offset">): string[] {
  const parts: string[] = [];
  let offset: number | undefined = 0;
  while (offset !== undefined) {
    const part: ReturnType<typeof partOf> = partOf(content, { ...query, offset });
    assert.equal(part.offset, offset);
    parts.push(part.text);
    offset = part.next;
  }
  return parts;
}

const FAMILY = "👨‍👩‍👧‍👦";
const TEXTS = [FAMILY, "e\u0301", "🇩🇪", "\r\n", "日", '"', "\u0001", "a"];

Deno.test("the parts of a text are the text, each as long as there is room for", () => {
  for (const text of TEXTS) {
    const content = text.repeat(400);
    for (const bytes of [30, 97, 1_000]) {
      const parts = partsOf(content, { bytes });
      assert.equal(parts.join(""), content);
      const sizes = parts.map((part) => new TextEncoder().encode(JSON.stringify(part)).length - 2);
      assert(Math.max(...sizes) <= bytes, `${JSON.stringify(text)}: ${sizes}`);
    }
  }
});

Deno.test("no part begins or ends within what people read as one character", () => {
  for (const text of TEXTS) {
    for (const query of [{ bytes: 97 }, { bytes: 97, length: 2 }, { bytes: 1 }]) {
      for (const part of partsOf(text.repeat(50), query)) {
        assert.equal(part.replaceAll(text, ""), "", JSON.stringify(part));
      }
    }
  }
});

Deno.test("an offset within such a character goes back to its start, and says so", () => {
  const { text, offset, total } = partOf(`ab${FAMILY}c`, { offset: 5, bytes: 100 });
  assert.deepEqual({ text, offset, total }, { text: `${FAMILY}c`, offset: 2, total: 10 });
});

Deno.test("a mark that never ends is cut, so that everybody gets on", () => {
  const content = "a" + "\u0301".repeat(5_000);
  const parts = partsOf(content, { bytes: 1_000 });
  assert.equal(parts.join(""), content);
  assert(parts.length < 15);
});

Deno.test("an offset behind the end is an error that names the length", () => {
  assert.throws(() => partOf("🦊🦊", { offset: 2, bytes: 100 }), /content has 2 characters/);
  assert.deepEqual(partOf("🦊🦊", { offset: 1, bytes: 100 }).text, "🦊");
});
