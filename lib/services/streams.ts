import type { Stream } from "../mcp/mod.ts";

/** The streams that clients listen to. */
export interface Streams {
  /**
   * Opens a stream of a person, which ends when `stillAllowed` rejects, or has not answered for some
   * ten seconds; undefined if they have too many. Returns at once.
   */
  open(userId: string, stillAllowed: () => Promise<unknown>): Stream | undefined;
  /** How many are open. */
  count(): number;
  /** Ends all of them. */
  endAll(): void;
}

export const STREAMS_PER_PERSON = 100;
const CHECK_EVERY_MS = 1_000;

/** Introspection gives up sooner by itself; nothing else that a check does is known to. */
const CHECK_LIMIT_MS = 10_000;

interface OpenStream {
  userId: string;
  stillAllowed: () => Promise<unknown>;
  controller: AbortController;
  /** When the check that is under way began, if one is. */
  checkingSince?: number;
}

/**
 * Keeps the open streams. A stream must not outlive its token, so each one is asked about every
 * second: that costs no introspection as long as the last one is believed. One round serves all,
 * and waits for none: whose check takes long is left out of the rounds until it has ended.
 */
export function keepStreams(): Streams {
  const open = new Set<OpenStream>();
  const perPerson = new Map<string, number>();
  let rounds: ReturnType<typeof setInterval> | undefined;

  function close(stream: OpenStream): void {
    if (!open.delete(stream)) return;
    const left = perPerson.get(stream.userId)! - 1;
    if (left > 0) perPerson.set(stream.userId, left);
    else perPerson.delete(stream.userId);
    if (open.size === 0) {
      clearInterval(rounds);
      rounds = undefined;
    }
  }

  function end(stream: OpenStream): void {
    close(stream);
    stream.controller.abort();
  }

  function checkAll(): void {
    const now = performance.now();
    for (const stream of [...open]) {
      if (stream.checkingSince === undefined) void check(stream, now);
      else if (now - stream.checkingSince > CHECK_LIMIT_MS) end(stream);
    }
  }

  /** Whatever keeps us from knowing that the token is good ends the stream, as it fails a request. */
  async function check(stream: OpenStream, now: number): Promise<void> {
    stream.checkingSince = now;
    try {
      await stream.stillAllowed();
      stream.checkingSince = undefined;
    } catch {
      end(stream);
    }
  }

  return {
    open(userId, stillAllowed) {
      const count = perPerson.get(userId) ?? 0;
      if (count >= STREAMS_PER_PERSON) return undefined;
      perPerson.set(userId, count + 1);
      const stream: OpenStream = { userId, stillAllowed, controller: new AbortController() };
      open.add(stream);
      rounds ??= setInterval(checkAll, CHECK_EVERY_MS);
      return { ends: stream.controller.signal, onEnd: () => close(stream) };
    },
    count: () => open.size,
    endAll: () => [...open].forEach(end),
  };
}
