import { type ServerProcess, startProcess } from "../../support/programs/server_process.ts";
import { judge } from "./judge.ts";
import { judgeServer } from "./judge_server.ts";
import type { Report } from "./report.ts";
import { makeRequest } from "./requests/make_request.ts";
import { Random } from "./requests/random.ts";
import { sendFuzz } from "./send.ts";
import { openVictim, type Victim } from "./victim.ts";
import { attacker, type World } from "./world.ts";

export interface RunOptions {
  seed: number;
  requests: number;
  /** Told now and then how far it is. */
  onProgress?: (done: number) => void;
  /** Told of the server before anything is sent. */
  onServer?: (server: ServerProcess) => void;
}

/** What is used up is renewed after so many requests. */
const BATCH = 1_000;
const AT_ONCE = 16;

/** Starts the real server in a process of its own, and throws requests at it. */
export async function fuzz(
  { seed, requests, onProgress, onServer }: RunOptions,
): Promise<Report> {
  await using server = await startProcess({
    environment: { RATE_LIMIT_PER_MINUTE: "1000000", TRUST_PROXY: "on" },
  });
  onServer?.(server);
  const victim = await openVictim(server);
  const before = await victim.state();
  const renew = await attacker(server, victim);
  const report: Report = {
    seed,
    requests,
    counts: {},
    problems: [],
    memory: { before: 0, after: 0 },
  };

  const secrets = [...victim.canaries];
  for (let start = 0; start < requests; start += BATCH) {
    if (start >= requests / 10) report.memory.before ||= await server.residentBytes();
    const world = await renew();
    secrets.push(...world.tokens, ...world.spare.tokens, world.spare.code);
    await batch(server, { world, victim, report, start, end: Math.min(start + BATCH, requests) });
    if (!server.alive()) break;
    onProgress?.(start + BATCH);
  }
  report.memory.after = await server.residentBytes();
  await judgeServer(server, { report, victim, before, secrets });
  return report;
}

async function batch(
  server: ServerProcess,
  { world, victim, report, start, end }: {
    world: World;
    victim: Victim;
    report: Report;
    start: number;
    end: number;
  },
): Promise<void> {
  let next = start;
  async function work(): Promise<void> {
    for (let index = next++; index < end; index = next++) {
      const request = makeRequest(new Random(report.seed, index), world);
      const problems: string[] = [];
      try {
        const answer = await sendFuzz(server.url, request);
        const counts = report.counts[request.kind] ??= {};
        counts[answer.status] = (counts[answer.status] ?? 0) + 1;
        problems.push(...judge(request, answer, victim.canaries));
      } catch (error) {
        problems.push(String(error));
      }
      for (const problem of problems) report.problems.push({ index, problem, request });
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
