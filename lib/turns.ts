const lastTurns = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Runs `work` after all earlier work of the same `name` in the same `scope`, and returns its
 * result. Writers of this process wait for each other instead of failing each other's checks.
 */
export async function inTurn<T>(
  { scope, name }: { scope: object; name: string },
  work: () => Promise<T>,
): Promise<T> {
  const turns = lastTurns.get(scope) ?? new Map<string, Promise<unknown>>();
  lastTurns.set(scope, turns);
  const turn = (turns.get(name) ?? Promise.resolve()).then(work);
  const settled = turn.catch(() => {});
  turns.set(name, settled);
  try {
    return await turn;
  } finally {
    // The map keeps nobody who has nothing to do.
    if (turns.get(name) === settled) turns.delete(name);
  }
}
