/** Loaded into programs that a test sets the clock of: a file says how many milliseconds it is ahead. */
const file = Deno.env.get("EPICME_TEST_CLOCK");

if (file) {
  const { now } = Date;
  Date.now = () => now() + Number(Deno.readTextFileSync(file));
}
