/** Reading a file of 32 MB at once takes a second or two; a thread that is silent for so long is dead. */
const SILENT_MS = 30_000;

/** Questions are counted, not time: a process that was held up itself has asked nothing meanwhile. */
const QUESTIONS = 10;

/**
 * Asks a thread again and again for a sign of life. Deno says nothing of one that had no more memory: it
 * is just silent. Returns what ends that.
 *
 * @param ping asks the thread once, and resolves as soon as it answers
 * @param onSilence called once, when nothing was answered for half a minute, or `silentMs` milliseconds
 */
export function watchPulse(
  ping: () => Promise<unknown>,
  { onSilence, silentMs = SILENT_MS }: { onSilence: () => void; silentMs?: number },
): () => void {
  let unanswered = 0;
  const timer = setInterval(() => {
    if (unanswered++ === QUESTIONS) {
      clearInterval(timer);
      return onSilence();
    }
    ping().then(() => unanswered = 0, () => {});
  }, silentMs / QUESTIONS);
  return () => clearInterval(timer);
}
