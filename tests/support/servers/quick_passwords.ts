/**
 * Cheap to hash, because nearly every test signs somebody up. The program has no such choice: see
 * trap 9 of docs/authorization.md and tests/processes/start_test.ts.
 */
export const QUICK_PASSWORDS = { N: 2, r: 8, p: 1 };

/**
 * For a test in which passwords are tried at once: it is the work that holds the attempts side by
 * side, and a quarter of the real one does.
 */
export const SLOW_PASSWORDS = { N: 2 ** 12, r: 8, p: 5 };
