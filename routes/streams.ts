import type { Stream } from "../lib/mcp/mod.ts";

/** The streams that clients listen to. */
export interface Streams {
  /**
   * Opens a stream of a person, which ends when `stillAllowed` rejects; undefined if they have too
   * many. Returns at once.
   */
  open(userId: string, stillAllowed: () => Promise<unknown>): Stream | undefined;
  /** Ends all of them. */
  endAll(): void;
}

const PER_PERSON = 100;
const CHECK_EVERY_MS = 2_000;

interface OpenStream {
  userId: string;
  stillAllowed: () => Promise<unknown>;
  controller: AbortController;
}

/**
 * Keeps the open streams. A stream must not outlive its token, so each one is asked about every two
 * seconds: that costs no introspection as long as the last one is believed.
 */
export function keepStreams(): Streams {
  const open = new Set<OpenStream>();
  const perPerson = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function close(stream: OpenStream): void {
    if (!open.delete(stream)) return;
    const left = perPerson.get(stream.userId)! - 1;
    if (left > 0) perPerson.set(stream.userId, left);
    else perPerson.delete(stream.userId);
    if (open.size === 0) {
      clearTimeout(timer);
      timer = undefined;
    }
  }

  function end(stream: OpenStream): void {
    close(stream);
    stream.controller.abort();
  }

  async function check(): Promise<void> {
    // Whatever keeps us from knowing that the token is good ends the stream, as it fails a request.
    await Promise.all([...open].map((each) => each.stillAllowed().catch(() => end(each))));
    // While this was under way all may have ended, and the first of others begun another round.
    clearTimeout(timer);
    timer = open.size > 0 ? setTimeout(check, CHECK_EVERY_MS) : undefined;
  }

  return {
    open(userId, stillAllowed) {
      const count = perPerson.get(userId) ?? 0;
      if (count >= PER_PERSON) return undefined;
      perPerson.set(userId, count + 1);
      const stream = { userId, stillAllowed, controller: new AbortController() };
      open.add(stream);
      timer ??= setTimeout(check, CHECK_EVERY_MS);
      return { ends: stream.controller.signal, onEnd: () => close(stream) };
    },
    endAll: () => [...open].forEach(end),
  };
}
