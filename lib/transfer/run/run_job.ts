import { setImmediate } from "node:timers/promises";
import { FormatError } from "../../formats/errors.ts";
import { isAnswering, untilAnswered } from "../../http/requests_under_way.ts";
import { BeingErasedError, JournalError } from "../../journal/mod.ts";
import type { Pacer } from "../../search/pacer.ts";
import { HOUR_MS } from "../../time.ts";
import { failJob, type JobParts, type RunJob } from "../job_parts.ts";
import { JobLostError } from "../jobs.ts";
import type { ImportJob, LeftOut } from "../model.ts";
import { openSource } from "../sources/open_source.ts";
import { type Source, UnknownFileError } from "../sources/source.ts";
import { look } from "./look.ts";
import { take } from "./take.ts";
import { undo } from "./undo.ts";

/** A process that says nothing for so long is dead, and another one takes its work. */
const LEASE_MS = 20_000;

/** A file that no process has found for so long is gone with its machine. */
const LOST_AFTER_MS = HOUR_MS;

/** As long as work goes on that nobody waits for. */
const SLICE_MS = 2;

/** Returns what does jobs in this thread. */
export function jobRunner(parts: JobParts): RunJob {
  const { jobs, uploads, journalOf, now } = parts;
  return async (held, { by, signal }) => {
    const { job } = held;
    let current = held;
    let source: Source | undefined;
    const save = async (next: ImportJob, told: readonly LeftOut[] = []) => {
      const lease = { by, until: now() + LEASE_MS };
      current = await jobs.save(current, { ...next, lease, touchedAt: now() }, told);
      return current.job;
    };
    try {
      if (job.state !== "undoing" && await uploads.sizeOf(job.upload) === undefined) {
        // It may be on another machine, whose process is only slow.
        if (now() - job.touchedAt < LOST_AFTER_MS) return undefined;
        return await failJob(
          held,
          "The file is not on this server any more. Give it once more",
          parts,
        );
      }
      const taken = await save(job);
      const journal = journalOf(job.userId);
      const shared = { journal, pacer: turns(), signal };
      if (job.state === "undoing") {
        const undone = await undo(taken, { ...shared, save });
        await jobs.end(current, { ...undone, state: "undone", finishedAt: now() });
        return undefined;
      }
      const { timeZone } = job.choices ?? {};
      const options = { journal, timeZone, name: job.name, mapping: job.mapping };
      source = await openSource(await uploads.pathOf(job.upload), options);
      if (job.state === "waiting") {
        const found = await look(source, shared);
        const { table } = source;
        await save({
          ...{ ...taken, state: "ready", look: found.look, total: found.look.entries },
          ...{ table, mapping: table?.mapping },
        }, found.leftOut);
        return undefined;
      }
      const done = await take(source, taken, { ...shared, save });
      await jobs.end(current, { ...done, state: "done", finishedAt: now() });
      await uploads.remove(job.upload);
      return "done";
    } catch (error) {
      if (signal.aborted || error instanceof JobLostError) return undefined;
      if (error instanceof BeingErasedError) return undefined;
      const problem = problemOf(error);
      if (problem === undefined) throw error;
      try {
        return await failJob(current, problem, parts);
      } catch (lost) {
        if (lost instanceof JobLostError) return undefined;
        throw lost;
      }
    } finally {
      await source?.close();
    }
  };
}

/**
 * Everybody else has a turn after some milliseconds of work, and is answered to the end: each answer
 * takes several turns. Where nobody asks, a turn costs next to nothing.
 */
function turns(): Pacer {
  let since = performance.now();
  return {
    async pause() {
      if (!isAnswering() && performance.now() - since < SLICE_MS) return;
      await setImmediate();
      await untilAnswered();
      since = performance.now();
    },
  };
}

/** What can never work, as a sentence; undefined for what is tried again. */
function problemOf(error: unknown): string | undefined {
  if (error instanceof UnknownFileError) return error.message;
  if (error instanceof FormatError) return `${error.message}. ${error.advice}`;
  if (error instanceof JournalError && error.code !== "busy") {
    return error.advice ? `${error.message}. ${error.advice}` : error.message;
  }
  return undefined;
}
