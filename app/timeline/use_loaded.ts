import { useEffect, useState } from "preact/hooks";

/** Something that is loaded, or could not be. */
export interface Loaded<T> {
  /** Of the newest key that has been loaded: it stays while the next one is under way. */
  value?: T;
  problem?: string;
  isLoading: boolean;
  again(): void;
}

/** Loads what belongs to `key`, once for each; without a key nothing. */
export function useLoaded<T>(key: string | undefined, load: () => T | Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ key?: string; value?: T; problem?: string }>({});
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (key === undefined) return;
    let isWanted = true;
    const settle = (news: { value?: T; problem?: string }) => {
      // What comes after something else was asked for is dropped.
      if (isWanted) setState((old) => ({ ...old, problem: undefined, ...news, key }));
    };
    Promise.resolve().then(load).then(
      (value) => settle({ value }),
      (error: unknown) => settle({ problem: messageOf(error) }),
    );
    return () => void (isWanted = false);
  }, [key, attempt]);
  return {
    ...state,
    isLoading: key !== undefined && key !== state.key,
    again() {
      setState((old) => ({ ...old, key: undefined, problem: undefined }));
      setAttempt((count) => count + 1);
    },
  };
}

/** What went wrong, for the person. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "Something went wrong.";
}
