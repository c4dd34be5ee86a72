/**
 * JSON from the wire, whose members a test names as the contract does. Of a type of our own a test
 * would only believe what we say; here a wrong name is `undefined`, and fails what is asserted of it.
 */
// deno-lint-ignore no-explicit-any
export type Json = any;
