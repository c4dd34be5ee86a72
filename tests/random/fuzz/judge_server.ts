import assert from "node:assert/strict";
import type { ServerProcess } from "../../support/programs/server_process.ts";
import type { Report } from "./report.ts";
import type { Victim } from "./victim.ts";

/** Far more than the heap breathes, far less than a leak of 20 KiB a request would take. */
const MOST_GROWTH = 320 * 1024 * 1024;

/** What must be so when all requests are answered. */
export async function judgeServer(
  server: ServerProcess,
  { report, victim, before, secrets }: {
    report: Report;
    victim: Victim;
    before: unknown;
    secrets: string[];
  },
): Promise<void> {
  const tell = (problem: string) => report.problems.push({ index: report.requests, problem });
  if (!server.alive()) return void tell(`the process ended: ${server.output().slice(-2_000)}`);
  for (const path of ["/health", "/ready"]) {
    const response = await fetch(server.url + path);
    await response.body?.cancel();
    if (!response.ok) tell(`${path} answers ${response.status}`);
  }
  try {
    assert.deepEqual(await victim.state(), before);
  } catch (error) {
    tell(`the victim's part has changed: ${error}`);
  }
  const { before: first, after } = report.memory;
  if (after - first > MOST_GROWTH) tell(`the process grew from ${first} to ${after} bytes`);
  await server.stop();
  const output = server.output().toLowerCase();
  for (const secret of secrets) {
    if (output.includes(secret.toLowerCase())) tell(`the log contains ${secret}`);
  }
}
