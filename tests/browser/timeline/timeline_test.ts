/// <reference lib="dom" />
import assert from "node:assert/strict";
import { TIMELINE_APP } from "../../../lib/mcp/apps/timeline.ts";
import { chromiumTest, openTab } from "../../support/browser/chromium.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { setTimeZone } from "../../support/people/time_zone.ts";
import { startServer } from "../../support/servers/server.ts";
import { write, writeYear } from "./year.ts";
import { type HostOptions, showApp } from "./host.ts";

const DAY = 86_400_000;
const HOSTILE = `<img src="https://evil.example/x" onerror="document.title = 'taken'">`;

chromiumTest("a person walks through the year with the keyboard and reads an entry", async () => {
  await using world = await openWorld();
  const { app, page } = await world.show();
  const { keyboard } = page;
  const cell = (name: string) => app.getByRole("gridcell", { name, exact: true });
  await cell(`${dayName(0)}, 2 entries, mood calm`).waitFor();
  await cell(`${dayName(1)}, no entries`).waitFor();
  assert.equal(await app.locator("[data-day][tabindex='0']").count(), 1);
  assert.match(await app.locator(".figures").innerText(), /days in a row\s+1\s.*entries\s+4\s/s);

  await app.getByRole("radio", { name: "Entries" }).focus();
  // Past the names of the months.
  for (let n = 0; n < 20 && !await isOn(`${dayName(0)}, 2 entries, mood calm`); n++) {
    await keyboard.press("Tab");
  }
  await keyboard.press("ArrowLeft");
  await keyboard.press("ArrowUp");
  assert(await isOn(`${dayName(8)}, 1 entry, mood sad`));
  await keyboard.press("Enter");
  await app.getByRole("heading", { name: dayName(8) }).waitFor();
  await app.getByRole("status").filter({ hasText: `${dayName(8)}: 1 entry` }).waitFor();
  await keyboard.press("Home");
  await keyboard.press("PageUp");
  assert(await isOn(await app.locator("[data-day]").first().getAttribute("aria-label") ?? ""));

  await app.getByRole("button", { name: "Rain" }).focus();
  await keyboard.press("Enter");
  const article = app.getByRole("article", { name: "Rain" });
  await article.getByText("It rained all day.\nReally.").waitFor();
  await app.locator("h2:focus").getByText("Rain").waitFor();
  await keyboard.press("Escape");
  await article.waitFor({ state: "detached" });
  await app.locator("button:focus").getByText("Rain").waitFor();

  function isOn(label: string): Promise<boolean> {
    return app.locator(":focus").evaluateAll(
      (focused, label) => focused.some((element) => element.getAttribute("aria-label") === label),
      label,
    );
  }
});

chromiumTest("what a journal says stays text, and nothing leaves the frame", async () => {
  await using world = await openWorld();
  const host = await world.show({ context: { availableDisplayModes: ["inline", "fullscreen"] } });
  const { app, page, asked } = host;
  await app.getByRole("button", { name: HOSTILE }).click();
  const article = app.getByRole("article", { name: HOSTILE });
  await article.locator(".prose").getByText(HOSTILE).waitFor();
  await article.locator(".tag").getByText(HOSTILE).waitFor();
  assert.equal(await app.locator("img, iframe, object").count(), 0);
  await article.getByRole("button", { name: "https://example.com/a?b=c" }).click();
  await article.getByRole("button", { name: "Ask about this entry" }).click();
  await article.getByText("Your assistant has been asked.").waitFor();
  await app.getByRole("button", { name: "Full screen" }).click();
  // The frame asks the host by a message, which may come later than the click ends.
  for (let n = 0; n < 500 && asked.length < 3; n++) await page.waitForTimeout(10);
  const [link, message, mode] = asked;
  assert.deepEqual(link, { what: "link", params: { url: "https://example.com/a?b=c" } });
  assert.deepEqual(mode, { what: "mode", params: "fullscreen" });
  const [said] = (message.params as { content: { text: string }[] }).content;
  assert.match(said.text, /^Let us talk about my journal entry of .* \(id \w{26}\)\./);
  assert.doesNotMatch(said.text, /img|evil/);

  const [, frame] = page.frames();
  // Only the host is listened to.
  await frame.evaluate(() => {
    const params = { isError: true, content: [{ type: "text", text: "Not from the host" }] };
    postMessage({ jsonrpc: "2.0", method: "ui/notifications/tool-result", params }, "*");
    return new Promise((resolve) => setTimeout(resolve));
  });
  assert.equal(await app.getByText("Not from the host").count(), 0);
  assert.equal(await frame.evaluate(() => document.title), "Your journal · EpicMe");
  await frame.evaluate(() => fetch("https://evil.example/")).then(
    () => assert.fail("It reached the network"),
    () => {},
  );
  await frame.evaluate(() => void (document.body.innerHTML = "<b>markup</b>")).then(
    () => assert.fail("Text became markup"),
    () => {},
  );
  const quieter = await world.show({ capabilities: { serverTools: {}, updateModelContext: {} } });
  await quieter.app.getByRole("button", { name: "Rain" }).click();
  await quieter.app.getByRole("button", { name: "Point at this entry" }).click();
  await quieter.app.getByText("Your assistant knows: just ask.").waitFor();
  assert.deepEqual(quieter.asked.map(({ what }) => what), ["context"]);
  assert.match(JSON.stringify(quieter.asked), /points at the journal entry of .* \(id \w{26}\)/);
  const paths = host.requests.map((url) => new URL(url).pathname);
  assert.deepEqual(paths, ["/", "/app"]);
});

chromiumTest(
  "its own policy holds when a client wraps the app into a page of its own",
  async () => {
    await using tab = await openTab();
    const { page } = tab;
    // As MCP Inspector does.
    await page.setContent(`<!doctype html><head></head><body>${TIMELINE_APP.text}</body>`);
    await page.getByText("This page belongs into an MCP client.").waitFor();
    await page.evaluate(() => void (document.body.innerHTML = "<b>markup</b>")).then(
      () => assert.fail("Text became markup"),
      () => {},
    );
  },
);

chromiumTest("words are found, with the matches marked", async () => {
  await using world = await openWorld();
  const { app } = await world.show();
  await app.getByRole("searchbox", { name: "Search your journal" }).fill("rained");
  await app.getByRole("searchbox").press("Enter");
  await app.getByRole("status").filter({ hasText: "Found for “rained”: 1 entry" }).waitFor();
  assert.deepEqual(await app.locator("mark").allInnerTexts(), ["rained"]);
  await app.getByRole("searchbox").fill("raimed");
  await app.getByRole("searchbox").press("Enter");
  await app.getByText("No entry has “raimed”: looked for “rained” instead.").waitFor();
  await app.getByRole("searchbox").fill("unheard");
  await app.getByRole("button", { name: "Search", exact: true }).click();
  await app.getByRole("status").filter({ hasText: "No entries" }).waitFor();
  await app.getByRole("button", { name: "Show the latest" }).click();
  await app.getByRole("status").filter({ hasText: "Latest entries: 4 entries" }).waitFor();
});

chromiumTest(
  "a person sees moods, asks for more, and chooses a month and a year",
  async () => {
    await using world = await openWorld();
    const { app } = await world.show({
      async prepare(client) {
        await writeYear(client, { days: 20 });
        await write(client, { title: "Old", content: "Old", occurredAt: iso(500) });
      },
    });
    const count = await app.locator(".entry").first().waitFor().then(() =>
      app.locator("dd").nth(2).innerText()
    );
    await app.getByRole("radio", { name: "Moods" }).check();
    const legend = app.getByRole("list", { name: "Mood of most entries" });
    assert.match(await legend.innerText(), /^calm\s+\d+\s+days?\s/);
    await app.locator("[data-day].mood-1").first().waitFor();

    assert.equal(await app.locator(".entry").count(), 10);
    await app.getByRole("button", { name: "Show more" }).focus();
    await app.getByRole("button", { name: "Show more" }).press("Enter");
    await app.locator(".entry:nth-child(11) button:focus").waitFor();
    while (await app.getByRole("button", { name: "Show more" }).count() > 0) {
      const before = await app.locator(".entry").count();
      await app.getByRole("button", { name: "Show more" }).click();
      await app.locator(`.entry:nth-child(${before + 1})`).waitFor();
    }
    assert.equal(String(await app.locator(".entry").count()), count);

    const name = monthName("short");
    await app.getByRole("button", { name }).last().click();
    await app.getByRole("heading", { name: monthName("long"), exact: true }).waitFor();
    assert(await app.getByRole("button", { name, pressed: true }).count() > 0);
    await app.getByRole("button", { name: "Show the latest" }).press("Enter");
    await app.locator("h2:focus").getByText("Latest entries").waitFor();
    assert.equal(await app.getByRole("button", { name: "Later", disabled: true }).count(), 1);
    await app.getByRole("button", { name: "Earlier" }).press("Enter");
    await app.getByRole("gridcell", { name: `${dayName(500)}, 1 entry`, exact: true }).waitFor();
    await app.locator("button:focus").getByText("Earlier").waitFor();
    assert.equal(await app.getByRole("button", { name: "Earlier", disabled: true }).count(), 1);
    await app.getByRole("button", { name: "Later" }).click();
    await app.getByRole("gridcell", { name: dayName(0) }).waitFor();
  },
);

chromiumTest("a client that lets the app call nothing still shows what it has", async () => {
  await using world = await openWorld();
  const { app } = await world.show({ capabilities: {}, args: { byDay: true } });
  await app.getByRole("gridcell", { name: `${dayName(0)}, 2 entries, mood calm` }).waitFor();
  assert.equal(await app.getByRole("searchbox").count(), 0);
  const poorer = await world.show({ capabilities: {} });
  await poorer.app.getByText("This client does not let the calendar load its days.").waitFor();
  assert.match(await poorer.app.locator(".figures").innerText(), /entries\s+4\s/);
});

chromiumTest(
  "the range, the day or the problem that the assistant asked about is shown",
  async () => {
    await using world = await openWorld();
    const day = iso(8);
    const ranged = await world.show({ args: { from: day, to: day, timeZone: "UTC" } });
    await ranged.app.getByRole("heading", { name: "Entries of this time" }).waitFor();
    await ranged.app.getByRole("status").filter({ hasText: "1 entry" }).waitFor();
    assert.match(await ranged.app.locator("header").innerText(), new RegExp(dayName(8)));
    await ranged.app.getByRole("gridcell", { name: `${dayName(8)}, 1 entry` }).waitFor();

    const memories = await world.show({ tool: "on_this_day", args: { date: day } });
    await memories.app.getByRole("heading", { name: `On this day: ${dayName(8)}` }).waitFor();
    assert.deepEqual(await memories.app.locator("h3").allInnerTexts(), ["Rain"]);
    await memories.app.getByRole("gridcell", { name: `${dayName(0)}, 2 entries` }).waitFor();

    const failed = await world.show({ args: { timeZone: "Mars/Base" } });
    await failed.app.getByRole("alert").filter({ hasText: 'no time zone "Mars/Base"' }).waitFor();
    await failed.app.getByRole("button", { name: "Try again" }).click();
    await failed.app.getByRole("gridcell", { name: `${dayName(0)}, 2 entries` }).waitFor();
  },
);

chromiumTest(
  "the app shows days of the person, and follows its host: its theme, its end",
  async () => {
    await using world = await openWorld();
    // It is another day there than in UTC, whatever the host says.
    const timeZone = new Date(world.now).getUTCHours() < 11 ? "Pacific/Niue" : "Pacific/Kiritimati";
    await setTimeZone(world.server, { name: "Kody", timeZone });
    const host = await world.show({
      context: { timeZone: "UTC", locale: "en-US" },
      args: { byDay: true },
    });
    const { app, bridge, page } = host;
    const here = new Intl.DateTimeFormat("en-US", {
      dateStyle: "long",
      timeZone,
    }).format(world.now);
    await app.getByRole("gridcell", { name: `${here}, 2 entries, mood calm` }).waitFor();
    assert.equal(await app.getByRole("rowheader").first().textContent(), "SunSunday");
    await app.getByRole("heading", { name: "Latest entries" }).waitFor();
    const scheme = () =>
      page.frames()[1].evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    assert.equal(await scheme(), "light");
    await bridge.sendHostContextChange({ theme: "dark" });
    await app.locator(":root[style*=dark]").waitFor();
    assert.equal(await scheme(), "dark");
    const height = await page.frames()[1].evaluate(() =>
      Math.ceil(document.body.getBoundingClientRect().height)
    );
    assert.equal(host.height(), height);
    assert.deepEqual(await bridge.teardownResource({}), {});
  },
);

/** A person with a small journal, and any number of clients that show it. */
async function openWorld() {
  const server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  const now = Date.now();
  const hosts: Awaited<ReturnType<typeof showApp>>[] = [];
  return {
    server,
    now,
    async show(options: Partial<HostOptions> = {}) {
      const [beside] = hosts;
      const prepare = beside ? undefined : writeJournal;
      const host = await showApp({ resource: server.resource, token, prepare, beside, ...options });
      hosts.push(host);
      return host;
    },
    async [Symbol.asyncDispose]() {
      for (const host of hosts.reverse()) {
        await host[Symbol.asyncDispose]();
        assert.deepEqual(
          host.complaints.filter((text) => !/evil\.example|TrustedHTML/.test(text)),
          [],
        );
      }
      await server[Symbol.asyncDispose]();
    },
  };

  async function writeJournal(client: Parameters<typeof write>[0]): Promise<void> {
    const at = (days: number) => ({ occurredAt: new Date(now - days * DAY).toISOString() });
    await write(client, { title: "Now", content: "Here and now", mood: "calm", ...at(0) });
    await write(client, {
      title: HOSTILE,
      content: `${HOSTILE} at https://example.com/a?b=c.`,
      tags: [HOSTILE],
      createMissingTags: true,
      ...at(0),
    });
    await write(client, {
      title: "Rain",
      content: "It rained all day.\nReally.",
      mood: "sad",
      ...at(8),
    });
    await write(client, { title: "Long ago", content: "Once", ...at(300) });
  }
}

function iso(daysAgo: number): string {
  return new Date(Date.now() - daysAgo * DAY).toISOString().slice(0, 10);
}

function monthName(month: "long" | "short"): string {
  const form = { month, year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat("en-GB", form).format(Date.now());
}

function dayName(daysAgo: number): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" })
    .format(Date.parse(iso(daysAgo)));
}
