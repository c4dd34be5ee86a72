import assert from "node:assert/strict";
import { chromiumTest } from "../../support/browser/chromium.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";
import { showApp } from "./host.ts";
import { write } from "./year.ts";

const DAY = 86_400_000;
const LONG = `Beginning ${"🦊 walked on. ".repeat(4_000)}end`;

chromiumTest(
  "what has no room in one answer is shown whole: a text, a year, memories",
  async () => {
    await using server = await startServer();
    const token = await person(server, "Kody").token(...EVERYTHING);
    const to = { resource: server.resource, token };
    const now = Date.now();
    const today = new Date(now).toISOString().slice(0, 10);
    await using host = await showApp({
      ...to,
      args: { byDay: true },
      async prepare(client) {
        await write(client, { title: "Long", content: LONG });
        // Moods so long that an answer has no room for those of a year.
        for (let n = 1; n < 80; n++) {
          const occurredAt = new Date(now - 4 * n * DAY).toISOString();
          const mood = `${n % 2} ${"🦊".repeat(190)}`;
          await write(client, { title: `Day ${n}`, content: "Day", mood, occurredAt });
        }
        for (let year = 1950; year < 2020; year++) {
          const occurredAt = `${year}${today.slice(4).replace("02-29", "02-28")}T12:00:00Z`;
          await write(client, { title: `In ${year}`, content: "🦊".repeat(250), occurredAt });
        }
      },
    });
    await host.app.getByRole("button", { name: "Long" }).click();
    const prose = host.app.locator(".reader .prose");
    await prose.waitFor();
    assert.equal(await prose.innerText(), LONG);

    const filled = host.app.locator("[data-day][aria-label*=' 1 entry, mood']");
    await filled.nth(78).waitFor();
    assert.equal(await filled.count(), 79);

    await using memories = await showApp({
      ...to,
      tool: "on_this_day",
      args: { date: today },
      beside: host,
    });
    const titles = memories.app.locator("h3");
    await titles.first().waitFor();
    const count = await titles.count();
    assert(count < 71, String(count));
    await memories.app.getByRole("button", { name: "Show more" }).click();
    await titles.nth(70).waitFor();
    assert.equal(await titles.last().innerText(), "In 1950");
  },
);
