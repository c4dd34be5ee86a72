export interface RevocationsOptions {
  /** Changes whenever tokens were ended, by whatever instance. */
  readStamp: () => Promise<string>;
  /** Called when it has changed. */
  onRevoked: () => void;
}

/** With the two looks a second, and one check of streams a second, all ends within two seconds. */
const MAX_AGE_MS = 500;

/**
 * Returns what is to be called before a token is believed because it was believed before: it looks,
 * twice a second at most, whether another instance has ended tokens. A watch would tell it sooner,
 * and one that has broken unnoticed would let a revoked token in; whoever cannot look lets nobody in.
 */
export function lookForRevocations(
  { readStamp, onRevoked }: RevocationsOptions,
): () => Promise<void> {
  let known: string | undefined;
  let lookedAt = -Infinity;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const began = performance.now();
    const stamp = await readStamp();
    if (known !== undefined && stamp !== known) onRevoked();
    known = stamp;
    lookedAt = began;
  }

  return async () => {
    if (performance.now() - lookedAt < MAX_AGE_MS) return;
    await (looking ??= look().finally(() => looking = undefined));
  };
}
