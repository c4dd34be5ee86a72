import process from "node:process";
import { encryptedBlobs, fileBlobs, newBlobKey } from "../lib/blobs/mod.ts";

/* deno run -A bench/encryption.ts: what BLOB_KEY costs, as ratios to files that are not encrypted */

const MIB = 2 ** 20;
const BYTES = 64 * MIB;
const PART = MIB;
const ROUNDS = 7;

const directory = await Deno.makeTempDir({ prefix: "epicme-" });
const plain = fileBlobs(`${directory}/plain`);
const key = crypto.getRandomValues(new Uint8Array(32));
const sealed = await encryptedBlobs(fileBlobs(`${directory}/sealed`), { key, plainUntil: 0 });

/** Processor time in milliseconds: the disk is the same for both. */
function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function measure(work: () => Promise<unknown>) {
  const [time, cpu] = [performance.now(), spent()];
  await work();
  return { ms: performance.now() - time, cpu: spent() - cpu };
}

const part = crypto.getRandomValues(new Uint8Array(65_536));
function* parts() {
  const all = new Uint8Array(PART);
  for (let at = 0; at < PART; at += part.length) all.set(part, at);
  for (let n = 0; n < BYTES / PART; n++) yield all;
}

const results: Record<string, { ms: number; cpu: number }[]> = {};
try {
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, blobs] of [["plain", plain], ["encrypted", sealed]] as const) {
      const at = newBlobKey("ada", Date.now());
      const runs = {
        write: () => blobs.put(at, ReadableStream.from(parts())),
        read: async () => await (await blobs.get(at))!.pipeTo(new WritableStream()),
        "read 64 KiB in the middle": async () =>
          await (await blobs.get(at, { start: BYTES / 2, end: BYTES / 2 + 65_536 }))!
            .pipeTo(new WritableStream()),
      };
      for (const [what, run] of Object.entries(runs)) {
        (results[`${what}, ${name}`] ??= []).push(await measure(run));
      }
      await blobs.delete(at);
    }
  }
} finally {
  await Deno.remove(directory, { recursive: true });
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

for (const [name, all] of Object.entries(results)) {
  const [ms, cpu] = [median(all.map(({ ms }) => ms)), median(all.map(({ cpu }) => cpu))];
  const [what, kind] = name.split(", ");
  const base = results[`${what}, plain`];
  const ratio = kind === "plain"
    ? ""
    : `, ${(ms / median(base.map(({ ms }) => ms))).toFixed(2)} times as long, ` +
      `${(cpu / median(base.map(({ cpu }) => cpu))).toFixed(2)} times the processor time`;
  console.log(`${name}: ${ms.toFixed(1)} ms, ${cpu.toFixed(1)} ms of processor time${ratio}`);
}
