import assert from "node:assert/strict";
import { jsonLog } from "../../lib/log.ts";

function written(write: () => void): Record<string, string> {
  const { error } = console;
  const lines: string[] = [];
  console.error = (line: string) => lines.push(line);
  try {
    write();
  } finally {
    console.error = error;
  }
  return JSON.parse(lines.join("\n"));
}

Deno.test("a fault is told with its stack and its causes, on one line of JSON", () => {
  const cause = new AggregateError([new Error("refused"), new Error("reset")], "both failed");
  const line = written(() => jsonLog.error("fault", new Error("No metadata", { cause })));
  assert.equal(line.level, "error");
  for (const words of ["No metadata", "log_test.ts", "both failed", "refused", "reset"]) {
    assert(line.fault.includes(words), words);
  }
});

Deno.test("what an error carries besides its words is not written: it may be somebody's token", () => {
  const cause = Object.assign(new Error("Unexpected answer"), { body: { echo: "the-token" } });
  const line = written(() => jsonLog.error("fault", new Error("Introspection failed", { cause })));
  assert(line.fault.includes("Unexpected answer"));
  assert(!line.fault.includes("the-token"));
});

Deno.test("the query of an address that a fault names is not written", () => {
  const cause = "error sending request for url (http://127.0.0.1:1/oauth/authorize?state=abc&x=1)";
  const line = written(() => jsonLog.error("fault", new Error("No answer", { cause })));
  assert(line.fault.includes("(http://127.0.0.1:1/oauth/authorize)"), line.fault);
  assert(!line.fault.includes("state"));
});
