import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Browser } from "../../../scripts/browser/browser.ts";
import { newPerson, sameOrigin, textOf } from "../../support/people/account.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { accountOf, EVERYTHING, person } from "../../support/people/person.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

/** The time zone that whoami tells of somebody. */
async function timeZoneOf(server: TestServer, name: string): Promise<string> {
  const token = await person(server, name).token(...EVERYTHING);
  const { body } = await callTool(server.resource, { era: "2026-07-28", token, tool: "whoami" });
  const { timeZone } = body.result.structuredContent;
  assert.match(body.result.content[0].text, new RegExp(`time zone ${timeZone};`));
  return timeZone;
}

Deno.test("a person sets their time zone on the account page, and whoami tells it", async () => {
  await using server = await startServer();
  const { browser, page } = await newPerson(server, "Ada");
  await newPerson(server, "Ben");
  assert.match(page.html, /<option value="UTC" selected="">UTC<\/option>/);
  assert.equal(await timeZoneOf(server, "Ada"), "UTC");
  const changed = await browser.submit(page, {
    having: "time_zone",
    fill: { time_zone: "Pacific/Pago_Pago" },
  });
  assert.equal(textOf("status", changed), "Your time zone is set.");
  assert.match(changed.html, /<option value="Pacific\/Pago_Pago" selected="">Pacific\/Pago Pago</);
  assert.equal(await timeZoneOf(server, "Ada"), "Pacific/Pago_Pago");
  assert.equal(await timeZoneOf(server, "Ben"), "UTC");

  for (const time_zone of ["Mars/Base", "", "x".repeat(9_000), "<b>"]) {
    const refused = await browser.submit(changed, { having: "time_zone", fill: { time_zone } });
    assert.match(textOf("status", refused)!, /^There is no such time zone/);
  }
  const body = new URLSearchParams({ time_zone: "Asia/Tokyo" });
  const stranger = new Browser(server.url);
  const headers = sameOrigin(server);
  await stranger.go("/account/time-zone", { method: "POST", body, headers });
  const elsewhere = { origin: "https://elsewhere.example" };
  const forged = await browser.go("/account/time-zone", {
    ...{ method: "POST", body },
    headers: elsewhere,
  });
  assert.equal(forged.response?.status, 403);
  assert.equal(await timeZoneOf(server, "Ada"), "Pacific/Pago_Pago");
});

Deno.test("a browser proposes its time zone where somebody signs up or in, and nothing more", async () => {
  await using server = await startServer();
  const browser = new Browser(server.url);
  const form = await browser.go("/account/sign-up");
  await browser.submit(form, { fill: { ...accountOf("Ada"), time_zone: "Asia/Tokyo" } });
  assert.equal(await timeZoneOf(server, "Ada"), "Asia/Tokyo");

  // Somebody who had an account before there were time zones.
  await newPerson(server, "Ben");
  const entrance = await new Browser(server.url).go("/account");
  const signInAs = (name: string, time_zone: string) => {
    const { email, password } = accountOf(name);
    return new Browser(server.url).submit(entrance, { fill: { email, password, time_zone } });
  };
  for (const proposal of ["", "Nowhere", "x".repeat(9_000), "UTC"]) {
    const page = await signInAs("Ben", proposal);
    assert.match(page.html, /<h1>Your account<\/h1>/);
    assert.equal(await timeZoneOf(server, "Ben"), "UTC");
  }
  await signInAs("Ben", "America/Los_Angeles");
  await signInAs("Ben", "Europe/Berlin");
  await signInAs("Ada", "Europe/Berlin");
  assert.equal(await timeZoneOf(server, "Ben"), "America/Los_Angeles");
  assert.equal(await timeZoneOf(server, "Ada"), "Asia/Tokyo");
  assert.deepEqual(server.log.errors, []);
});

Deno.test("the sign-in and sign-up pages run their one script, and no other page runs any", async () => {
  await using server = await startServer();
  const { browser, page } = await newPerson(server, "Ada");
  const scripted = ["/account/sign-up", "/account"];
  for (const path of scripted) {
    const { html, response } = await new Browser(server.url).go(path);
    const script = /<script>(.*?)<\/script>/s.exec(html)![1];
    const hash = createHash("sha256").update(script).digest("base64");
    const policy = response!.headers.get("content-security-policy")!;
    assert(policy.includes(`script-src 'sha256-${hash}'`), path);
    assert.match(html, /<input type="hidden" name="time_zone" value=""\/>/);
  }
  for (const shown of [page, await browser.go("/account/activity")]) {
    assert.doesNotMatch(shown.html, /<script/);
    assert.doesNotMatch(shown.response!.headers.get("content-security-policy")!, /script-src/);
  }
});

Deno.test("pages show times in the person's time zone and language of dates", async () => {
  await using server = await startServer();
  const { browser, page } = await newPerson(server, "Ada");
  await timeZoneOf(server, "Ada");
  const times = async (path: string) =>
    [...(await browser.go(path)).html.matchAll(/datetime="([^"]*)"[^>]*>([^<]*)<\/time>/g)]
      .map(([, moment, shown]) => [Date.parse(moment), shown] as const);
  const inZone = (at: number, timeZone: string) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  for (
    const [timeZone, language, at] of [
      ["UTC", "en-GB", " at "],
      ["Pacific/Kiritimati", "de-DE", " um "],
    ]
  ) {
    await browser.submit(page, { having: "time_zone", fill: { time_zone: timeZone } });
    const profile = await browser.go("/account/profile");
    await browser.submit(profile, { having: "language", fill: { language } });
    // What happened is written down within a second.
    for (let tries = 0; (await times("/account/activity")).length === 0 && tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const [[moment, shown]] = await times("/account/activity");
    const there = inZone(moment, timeZone);
    assert.equal(
      shown,
      [
        there.toLocaleString(language, { dateStyle: "long" }),
        there.toPlainTime().toString({ smallestUnit: "minute" }),
      ].join(at),
    );
    // After the time of what the person is told.
    const [, [connectedAt, day]] = await times("/account");
    assert.equal(
      day,
      inZone(connectedAt, timeZone).toLocaleString(language, { dateStyle: "long" }),
    );
  }
});
