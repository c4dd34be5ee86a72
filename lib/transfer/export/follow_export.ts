import type { ExportProgress, TellExport } from "../exports.ts";

/** How often somebody who looks is told something new, in milliseconds. */
const EVERY_MS = 1_000;

/** Where nothing moves, as while a browser waits, so many turns go by in between. */
const QUIET_TURNS = 10;

type Bytes = Uint8Array<ArrayBuffer>;

/** What only those know who make the file. */
export type Reached = Pick<ExportProgress, "entries" | "of">;

/**
 * Returns `file` as it is, and tells how far it is while it is read, and how that ended. It waits for
 * what it tells at its beginning and its end only, and never fails by it: a server that can only be
 * read still hands out journals.
 */
export function followExport(
  file: ReadableStream<Bytes>,
  { tell, reached, onFault }: {
    tell: TellExport;
    /** How far it is by now. */
    reached: () => Reached;
    /** Told why it could not be read to its end. */
    onFault: (error: unknown) => void;
  },
): ReadableStream<Bytes> {
  const reader = file.getReader();
  let bytes = 0;
  let telling = Promise.resolve();
  const say = (state: Parameters<TellExport>[0]["state"]) => {
    telling = telling.then(() => tell({ state, bytes, ...reached() })).catch(() => {});
    return telling;
  };
  // What is counted meanwhile is news, too.
  const moving = () => bytes + (reached().of?.entries ?? 0);
  const timer = startTurns(moving, { onTurn: () => say("running") });
  let hasEnded = false;
  // Once: a read that waits is done, too, when whoever reads has gone.
  const end = async (state: "done" | "stopped" | "failed") => {
    if (hasEnded) return;
    hasEnded = true;
    timer.stop();
    await say(state);
  };
  return new ReadableStream<Bytes>({
    async start() {
      await say("running");
    },
    async pull(controller) {
      timer.start();
      const read = await reader.read().catch(async (error) => {
        if (!hasEnded) onFault(error);
        await end("failed");
        throw error;
      });
      if (read.done) {
        if (hasEnded) return;
        await end("done");
        return controller.close();
      }
      bytes += read.value.length;
      controller.enqueue(read.value);
    },
    async cancel(reason) {
      await end("stopped");
      await reader.cancel(reason);
    },
  }, { highWaterMark: 0 });
}

/** Calls `onTurn` again and again, less often while `moving` stays what it was. */
function startTurns(moving: () => number, { onTurn }: { onTurn: () => Promise<void> }) {
  let timer: ReturnType<typeof setInterval> | undefined;
  let [last, quiet, isBusy] = [0, 0, false];
  const turn = async () => {
    if (isBusy || moving() === last && ++quiet < QUIET_TURNS) return;
    [last, quiet, isBusy] = [moving(), 0, true];
    await onTurn();
    isBusy = false;
  };
  return {
    start: () => void (timer ??= setInterval(turn, EVERY_MS)),
    stop: () => clearInterval(timer),
  };
}
