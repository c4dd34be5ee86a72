import type { Revision } from "./suite.ts";

/** What is to become of a scenario. */
export interface Outcome {
  passes: boolean;
  /** What it says where it would need fixtures: `nothing` if it passes for want of them. */
  proves?: "part" | "nothing";
  /** Why it cannot pass, or proves less than it should. */
  note?: string;
  /** The checks that miss, where only some of them do. */
  missed?: string[];
}

export interface Expectation {
  required: boolean;
  /** With the suite's own tools, resources and prompts behind our HTTP path. */
  fixtures: Outcome;
  /** With the journal there, as people use it. */
  journal: Outcome;
}

const PASSES: Outcome = { passes: true };
/** It asks for a tool, a resource or a prompt that only the suite's fixtures have. */
export const FIXTURES_ONLY = cannot("needs the suite's fixtures");

const EVERYWHERE: Expectation = { required: true, fixtures: PASSES, journal: PASSES };
const WITH_FIXTURES: Expectation = { ...EVERYWHERE, journal: FIXTURES_ONLY };

const HOLLOW = withFixtures({
  passes: true,
  proves: "nothing",
  note: "passes on the journal only because the tool that it calls is unknown",
});

const QUESTION = nowhere(
  "the server would send a request of its own, but only a session remembers from `initialize` " +
    "what the client understands, and the answer may reach another instance; 2026-07-28 asks " +
    "with `input_required`",
);
const PUSH = nowhere(
  "changes would be pushed on the GET stream of a session, so no subscription is accepted; " +
    "2026-07-28 has `subscriptions/listen`",
);
const TASKS = optional(nowhere("an extension that neither SDK 2.4.0 nor the journal has"));

/** What is to become of every scenario that the suite has for servers. */
export const EXPECTATIONS: Record<Revision, Record<string, Expectation>> = {
  "2026-07-28": {
    "server-stateless": withFixtures({
      passes: false,
      proves: "part",
      note: "on the journal all checks pass but the four that call tools of the suite",
      missed: [
        "sep-2575-http-server-no-independent-requests-on-stream",
        "sep-2575-missing-capability-http-400",
        "sep-2575-server-no-log-without-loglevel",
        "sep-2575-server-rejects-undeclared-capability",
      ],
    }),
    "completion-complete": WITH_FIXTURES,
    "tools-list": EVERYWHERE,
    "tools-call-simple-text": WITH_FIXTURES,
    "tools-call-image": WITH_FIXTURES,
    "tools-call-audio": WITH_FIXTURES,
    "tools-call-embedded-resource": WITH_FIXTURES,
    "tools-call-mixed-content": WITH_FIXTURES,
    "tools-call-error": WITH_FIXTURES,
    "tools-call-with-progress": WITH_FIXTURES,
    "server-sse-multiple-streams": EVERYWHERE,
    "resources-list": EVERYWHERE,
    "resources-read-text": WITH_FIXTURES,
    "resources-read-binary": WITH_FIXTURES,
    "resources-templates-read": WITH_FIXTURES,
    "sep-2164-resource-not-found": EVERYWHERE,
    "prompts-list": EVERYWHERE,
    "prompts-get-simple": WITH_FIXTURES,
    "prompts-get-with-args": WITH_FIXTURES,
    "prompts-get-embedded-resource": WITH_FIXTURES,
    "prompts-get-with-image": WITH_FIXTURES,
    "dns-rebinding-protection": EVERYWHERE,
    "caching": EVERYWHERE,
    "input-required-result-basic-elicitation": WITH_FIXTURES,
    "input-required-result-basic-sampling": WITH_FIXTURES,
    "input-required-result-basic-list-roots": WITH_FIXTURES,
    "input-required-result-request-state": WITH_FIXTURES,
    "input-required-result-multiple-input-requests": WITH_FIXTURES,
    "input-required-result-multi-round": WITH_FIXTURES,
    "input-required-result-missing-input-response": WITH_FIXTURES,
    "input-required-result-non-tool-request": WITH_FIXTURES,
    "input-required-result-result-type": WITH_FIXTURES,
    "input-required-result-unsupported-methods": EVERYWHERE,
    "input-required-result-tampered-state": WITH_FIXTURES,
    "input-required-result-capability-check": WITH_FIXTURES,
    "input-required-result-ignore-extra-params": WITH_FIXTURES,
    "input-required-result-validate-input": HOLLOW,
    "json-schema-2020-12": optional(WITH_FIXTURES),
    "http-header-validation": optional(EVERYWHERE),
    "http-custom-header-server-validation": optional(WITH_FIXTURES),
    "tasks-lifecycle": TASKS,
    "tasks-capability-negotiation": TASKS,
    "tasks-wire-fields": TASKS,
    "tasks-request-state-removal": TASKS,
    "tasks-mrtr-input": TASKS,
    "tasks-request-headers": TASKS,
    "tasks-dispatch-and-envelope": TASKS,
    "tasks-status-notifications": optional(nowhere("the suite itself skips it")),
    "tasks-required-task-error": TASKS,
    "tasks-mrtr-composition": TASKS,
  },
  "2025-11-25": {
    "server-initialize": EVERYWHERE,
    "logging-set-level": withFixtures(cannot("the journal sends no log messages")),
    "ping": EVERYWHERE,
    "completion-complete": WITH_FIXTURES,
    "tools-list": EVERYWHERE,
    "tools-call-simple-text": WITH_FIXTURES,
    "tools-call-image": WITH_FIXTURES,
    "tools-call-audio": WITH_FIXTURES,
    "tools-call-embedded-resource": WITH_FIXTURES,
    "tools-call-mixed-content": WITH_FIXTURES,
    "tools-call-with-logging": WITH_FIXTURES,
    "tools-call-error": WITH_FIXTURES,
    "tools-call-with-progress": WITH_FIXTURES,
    "tools-call-sampling": QUESTION,
    "tools-call-elicitation": QUESTION,
    "elicitation-sep1034-defaults": QUESTION,
    "server-sse-multiple-streams": nowhere(
      "it stops unless `initialize` gives it a session id; the same requests without one are " +
        "answered",
    ),
    "elicitation-sep1330-enums": QUESTION,
    "resources-list": EVERYWHERE,
    "resources-read-text": WITH_FIXTURES,
    "resources-read-binary": WITH_FIXTURES,
    "resources-templates-read": WITH_FIXTURES,
    "resources-subscribe": PUSH,
    "resources-unsubscribe": PUSH,
    "prompts-list": EVERYWHERE,
    "prompts-get-simple": WITH_FIXTURES,
    "prompts-get-with-args": WITH_FIXTURES,
    "prompts-get-embedded-resource": WITH_FIXTURES,
    "prompts-get-with-image": WITH_FIXTURES,
    "dns-rebinding-protection": EVERYWHERE,
    "json-schema-2020-12": optional(WITH_FIXTURES),
    "server-session-lifecycle": optional(nowhere("the suite skips it, because no session begins")),
    "server-sse-polling": optional(
      nowhere("a stream that broke is resumed from the events that a session has kept"),
    ),
  },
};

function cannot(note: string): Outcome {
  return { passes: false, note };
}

function withFixtures(journal: Outcome): Expectation {
  return { required: true, fixtures: PASSES, journal };
}

function nowhere(note: string): Expectation {
  return { required: true, fixtures: cannot(note), journal: cannot(note) };
}

function optional(expectation: Expectation): Expectation {
  return { ...expectation, required: false };
}

/** What the suite has for authorization servers, all passed by the embedded one. */
export const AUTHORIZATION = ["authorization-server-metadata-endpoint", "authorization-code-grant"];
