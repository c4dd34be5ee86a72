/** The clock of this process, which a test sets forward. Disposing of it sets it right. */
export interface Clock extends Disposable {
  pass(seconds: number): void;
}

/** Takes hold of the clock. oidc-provider takes none as an option, so it is that of everything. */
export function takeClock(): Clock {
  const { now } = Date;
  let ahead = 0;
  Date.now = () => now() + ahead;
  return {
    pass: (seconds) => void (ahead += seconds * 1000),
    [Symbol.dispose]: () => void (Date.now = now),
  };
}
