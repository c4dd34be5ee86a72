import type { Client } from "@modelcontextprotocol/client";

const DAY = 86_400_000;
const MOODS = ["calm", "happy", "calm", "tired", "grateful", "calm", "sad", "curious", "anxious"];
const TEXTS = [
  [
    "Morning by the river",
    "Mist over the water until nine. I walked up to the weir and back, and met nobody but a heron.",
  ],
  ["Call with mother", "She has planted tomatoes again. We talked about the house for an hour."],
  [
    "Release day",
    "It went out at four, without a single alarm. We had cake; I left early and slept.",
  ],
  ["Rain", "Nothing but rain, and the last hundred pages of the novel."],
  ["Dinner with Ana and Tom", "Too much garlic, much laughter. They are moving north in autumn."],
];

/** Writes entries over the year up to now: most days one, some none, some several. */
export async function writeYear(client: Client, { days = 365, now = Date.now() } = {}) {
  const drafts = Array.from({ length: days }, (_, n) => n).flatMap((n) => {
    const count = [1, 0, 2, 1, 1, 0, 1, 3, 0, 1, 1, 6][(n * 7 + Math.floor(n / 13)) % 12];
    return Array.from({ length: n % 31 > 24 ? 0 : count }, (_, k) => {
      const [title, content] = TEXTS[(n + k) % TEXTS.length];
      const mood = MOODS[(n * 5 + k) % MOODS.length];
      return {
        title,
        content,
        ...(n + k) % 5 > 0 && { mood },
        isFavorite: n % 17 === 0,
        tags: [["river", "walks"], ["family"], ["work"], [], ["friends"]][(n + k) % 5],
        createMissingTags: true,
        occurredAt: new Date(now - n * DAY - k * 7_200_000).toISOString(),
      };
    });
  });
  for (let n = 0; n < drafts.length; n += 10) {
    await Promise.all(drafts.slice(n, n + 10).map((draft) => write(client, draft)));
  }
}

/** Writes one entry and returns its id. */
export async function write(client: Client, draft: Record<string, unknown>): Promise<string> {
  const result = await client.callTool({ name: "create_entry", arguments: draft });
  if (result.isError) throw new Error(JSON.stringify(result.content));
  return (result.structuredContent as { entry: { id: string } }).entry.id;
}
