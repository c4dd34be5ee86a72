/**
 * Cheap to hash, because nearly every test signs somebody up. The program has no such choice: see
 * trap 9 of docs/authorization.md and tests/processes/start_test.ts. A test in which passwords are tried at once takes
 * the real cost, since it is the work that holds the attempts side by side.
 */
export const QUICK_PASSWORDS = { N: 2, r: 8, p: 1 };
