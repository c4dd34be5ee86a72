/** Something that happens now and then, made before those who cause it and those who wait for it. */
export interface Signal {
  emit(): void;
  /** Calls `listener` each time that it happens from now on. */
  listen(listener: () => void): void;
}

export function createSignal(): Signal {
  const listeners: (() => void)[] = [];
  return {
    emit: () => listeners.forEach((listener) => listener()),
    listen: (listener) => void listeners.push(listener),
  };
}
