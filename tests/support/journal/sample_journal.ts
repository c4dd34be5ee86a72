import type { Journal } from "../../../lib/journal/mod.ts";

/** A picture of one pixel. */
export const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
);

/** A sound of no length. */
export const WAV = new TextEncoder().encode(
  `RIFF\x38\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0${"\0".repeat(40)}`,
);

const LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitän";

const EVERYTHING = `# By the sea

We met **Lena** at the *harbour*[^1], and https://example.com/a/very/long/path/that/does/not/end/anywhere.

![The sea](the%20sea.png) ![Elsewhere](https://elsewhere.example/x.gif)

- [x] swim
- [ ] ${LONG_WORD}

| Who | ${LONG_WORD} | ${LONG_WORD} |
|---|:--:|--:|
| Lena | in the evening, late at night, after the long walk home | 1,200 |

> A quote

\`\`\`
const line = "${"a long line of code ".repeat(10)}";
\`\`\`

היום הלכנו לים.

[^1]: It rained.`;

/** Fills a journal with an entry that has everything, and with others around it. */
export async function fillSample(journal: Journal): Promise<{ everything: string; first: string }> {
  const timeZone = "Europe/Berlin";
  await journal.setTimeZone(timeZone);
  const files = await Promise.all(
    ([["the sea.png", PNG], ["waves.wav", WAV], ["letter.txt", "Dear"]] as const)
      .map(async ([name, bytes]) => {
        const { sha256 } = await journal.addBlob({ stream: new Blob([bytes]).stream(), name });
        return { sha256, name };
      }),
  );
  const moods = ["calm", "happy", "tired", "proud", "sad", "curious", "wild"];
  const write = (n: number, more: object = {}) =>
    journal.createEntry({
      title: n % 3 === 0 ? `A walk with ${LONG_WORD}` : "Morning pages",
      content: "We went down to the *sea* and stayed until the light was gone.",
      occurredAt: `2026-${String(12 - n % 12).padStart(2, "0")}-${
        String(n % 27 + 1).padStart(2, "0")
      }T20:15`,
      ...{ timeZone, mood: moods[n % 8], isFavorite: n % 5 === 0, isPrivate: n % 7 === 0 },
      ...{ tags: [n % 2 ? "sea" : LONG_WORD], createMissingTags: true, location: "Warnemünde" },
      ...more,
    });
  const [first] = await Array.fromAsync({ length: 40 }, (_, n) => write(n));
  const { id } = await write(0, {
    ...{ title: "Everything", content: "Only this", mood: "calm", weather: "8 °C" },
    ...{ occurredAt: "2026-05-05T21:30", attachments: files },
  });
  await journal.updateEntry(id, { content: EVERYTHING, title: "Everything a text can have" });
  await journal.updateEntry(id, {
    replace: [{ find: "rained", with: "rained hard" }],
    mood: "sad",
  });
  await write(0, { title: "A year before", occurredAt: "2025-05-05" });
  await journal.trashEntry((await write(3, { title: "Thrown away" })).id);
  return { everything: id, first: first.id };
}
