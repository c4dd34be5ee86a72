/** Reading a file of 32 MB at once takes a second or two; a thread that is silent for so long is dead. */
const SILENT_MS = 30_000;

/**
 * Asks a thread again and again for a sign of life. Deno says nothing of one that had no more memory: it
 * is just silent. Returns what ends that.
 *
 * @param onSilence called once nothing was answered for half a minute
 */
export function watchPulse(
  ping: () => Promise<unknown>,
  { onSilence, silentMs = SILENT_MS }: { onSilence: () => void; silentMs?: number },
): () => void {
  let heardAt = performance.now();
  const timer = setInterval(() => {
    if (performance.now() - heardAt > silentMs) {
      clearInterval(timer);
      return onSilence();
    }
    ping().then(() => heardAt = performance.now(), () => {});
  }, silentMs / 10);
  return () => clearInterval(timer);
}
