import { render } from "preact";
import { connectHost } from "./host/connect.ts";
import { enforcePolicy } from "./host/policy.ts";
import { applyTheme } from "./host/theme.ts";
import { Notice } from "./parts/notice.tsx";
import { Timeline } from "./parts/timeline.tsx";

enforcePolicy();

const root = document.getElementById("app")!;

try {
  if (parent === window) throw new Error("This page belongs into an MCP client.");
  connectHost(parent, (host, told) => {
    applyTheme(told.context);
    render(<Timeline host={host} told={told} />, root);
  }).catch(fail);
} catch (error) {
  fail(error);
}

function fail(error: unknown): void {
  const problem = error instanceof Error ? error.message : "The client did not answer.";
  render(<Notice problem={problem} />, root);
}
