import assert from "node:assert/strict";
import { emptyValues, type FormValues } from "../../../../lib/journal_pages/form/form_values.ts";
import { bothTexts, onTopOf } from "../../../../lib/journal_pages/write/bring_together.ts";

Deno.test("two texts come together line by line, and where both changed a line they have both", () => {
  const base = "One\n\nTwo\n\nThree";
  const cases: [string, string, string][] = [
    ["First\n\nTwo\n\nThree", "One\n\nTwo\n\nThird", "First\n\nTwo\n\nThird"],
    [base, "One\n\nTwo", "One\n\nTwo"],
    [`${base}\n\nFour`, `Zero\n\n${base}`, `Zero\n\n${base}\n\nFour`],
    ["One\n\nTwo!\n\nThree", "One\n\nTwo?\n\nThree", "One\n\nTwo!\nTwo?\n\nThree"],
    ["One\n\nTwo!\n\nThree", "One\n\nTwo!\n\nThree", "One\n\nTwo!\n\nThree"],
  ];
  for (const [theirs, mine, both] of cases) {
    assert.equal(bothTexts({ base, theirs, mine }), both);
  }
  const lines = "a\n".repeat(4_000);
  assert.equal(bothTexts({ base: lines, theirs: lines, mine: "b" }), undefined);
});

Deno.test("a field that was left alone follows the entry, and one that was written in does not", () => {
  const base: FormValues = {
    ...emptyValues({ day: "2026-11-30", time: "09:30", offset: "" }),
    ...{ title: "Title", content: "Text", mood: "calm", tags: "sea" },
  };
  const theirs = { ...base, mood: "merry", tags: "sea, sun", time: "10:00", content: "Theirs" };
  const mine = { ...base, title: "Mine", tags: "sea, wind", day: "2026-11-29" };
  assert.deepEqual(onTopOf({ base, theirs, mine }), {
    ...{ ...base, title: "Mine", mood: "merry", tags: "sea, wind", content: "Theirs" },
    // A day and its time belong together.
    ...{ day: "2026-11-29", time: "09:30" },
  });
});
