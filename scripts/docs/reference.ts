import { type JournalErrorCode, LIMITS } from "../../lib/journal/mod.ts";
import { CLIENT_KEYS, ERROR_CODE_KEY, PROMPTS, RESOURCES, TOOLS } from "../../lib/mcp/mod.ts";
import { RATE_LIMITS } from "../../lib/identity/people/limits.ts";
import { STREAMS_PER_PERSON } from "../../lib/services/streams.ts";
import { MAX_BATCH, MAX_BODY_BYTES, TIME_LIMIT_MS } from "../../routes/mcp.ts";
import { code, table } from "./markdown.ts";

type ToolErrorCode = JournalErrorCode | "not_asked" | "declined" | "read_only";

const TOOL_ERRORS: Record<ToolErrorCode, [meaning: string, what: string]> = {
  invalid: ["an argument is missing or wrong", "mend the argument that the text names"],
  limit_exceeded: ["a value is over a limit", "stay within the limit that the text names"],
  not_found: ["nothing of that id or name exists for this connection", "list what exists"],
  conflict: [
    "what is there is not what the call expects: a newer version, another text, the same name or key",
    "read again, then repeat",
  ],
  trashed: ["the entry is in the trash, where it is not changed", "restore it first"],
  busy: ["other writers kept coming first", "try again in a moment"],
  damaged: [
    "the bytes of a file are not those that were kept",
    "tell the person; whoever runs the server can restore them from a backup",
  ],
  being_deleted: [
    "everything of the person is being deleted",
    "nothing: it is what they asked for",
  ],
  not_asked: ["the person has to agree, and this client cannot ask", "do as the text says"],
  read_only: [
    "the disk of the server is full or read-only: nothing can be written now",
    "tell the person, and try again later; reading works",
  ],
  declined: ["the person did not agree, and nothing was done", "do not try again by yourself"],
};

const STATUSES: [status: string, code: string, meaning: string, what: string][] = [
  ["400", "JSON-RPC -32700, -32600", "the body is no JSON, or too long a batch", "mend the body"],
  ["401", "none", "no access token was sent", "authorize, as the challenge says"],
  ["401", code("invalid_token"), "the token is not good here", "get another one"],
  ["403", code("insufficient_scope"), "the token lacks scopes", "ask for those that are named"],
  ["403", code("forbidden"), "a web origin or host that is not allowed", "see ALLOWED_ORIGINS"],
  ["404", code("not_found"), "nothing is at this address", "see the home page"],
  ["405", "JSON-RPC -32000", "only POST is served at /mcp", "POST"],
  ["409", "JSON-RPC -32000", "everything of the person is being deleted", "wait: Retry-After"],
  [
    "413",
    "JSON-RPC -32000",
    "the body is too large",
    "send less; a whole journal comes in at a page",
  ],
  ["415", "JSON-RPC -32000", "the body is not JSON by its Content-Type", "say application/json"],
  ["429", "JSON-RPC -32000", "too many requests or streams", "wait: Retry-After"],
  ["503", code("temporarily_unavailable"), "the authorization server is away", "wait: Retry-After"],
];

const LIMIT_NAMES: Record<keyof typeof LIMITS, string> = {
  titleCharacters: "title, characters",
  contentBytes: "content, bytes of UTF-8",
  labelCharacters: "mood, location and weather, characters each",
  tagNameCharacters: "name of a tag, characters",
  tagDescriptionCharacters: "description of a tag, characters",
  replacementsPerUpdate: "passages that one update replaces",
  tagsPerEntry: "tags of an entry",
  tagsPerUser: "tags of a person",
  attachmentsPerEntry: "attachments of an entry",
  fileNameCharacters: "name of a file, characters",
  altCharacters: "alt text, characters",
  attachmentTextBytes: "names and alt texts of an entry's attachments, bytes of UTF-16",
  attachmentBytes: "one attachment, bytes",
  uploadMinutes: "minutes for which an address of a file is good",
  idempotencyKeyCharacters: "idempotency key, characters",
  idempotencyKeyHours: "hours for which an idempotency key belongs to what it has made",
  draftBytes: "draft in a browser, bytes of UTF-8",
  draftsPerUser: "drafts of a person",
  draftDays: "days for which a draft is kept",
  pageSize: "entries of a page",
  queryCharacters: "search text, characters",
  trashDays: "days in the trash",
  revisionsPerEntry: "revisions of an entry; the newest are kept",
  tombstoneDays: "days for which the change feed remembers that an entry is gone",
};

const RATE_NAMES: Record<keyof typeof RATE_LIMITS, string> = {
  registrations: "client registrations of a network",
  authorizations: "authorization requests of a network",
  tokens: "token requests of a network, for each grant type",
  signUps: "sign-ups of a network",
  resets: "links to new passwords that a network asks for or opens",
  logins: "ways to the provider that people sign in with, of a network",
  challenges: "challenges for passkeys, of a network",
  passkeys: "answers of passkeys, of a network",
  signInsOfAddress: "wrong passwords of a network",
  signInsOfAddressAndAccount: "wrong passwords of a network for one account",
  signInsOfAccount: "wrong passwords for one account; each attempt takes two seconds after that",
  dataVisits: "account pages that read the journal, of a person",
  downloads: "downloads of the journal, of a person",
  imports: "imports of a file at the account page, of a person",
  mails: "mails about one account; its page tells the rest",
  resetMails: "links to a new password by mail, for one e-mail address",
};

/** docs/reference.md, made of the code. */
export function referencePage(): string {
  return `# Reference

Made of the code by \`deno task docs\`. Snapshots of what clients get are in
[tests/docs/face/snapshots](../tests/docs/face/snapshots).

## Tools

${
    table(
      ["Tool", "Needs", "What it does"],
      TOOLS.map(({ name, scopes, description }) => [code(name), needs(scopes), first(description)]),
    )
  }

A tool that takes \`createMissingTags\` needs \`tags:write\` too where that is true, or where a tag is
missing and it is not false. \`replace\` needs \`entries:read\` too.

## Arguments

They are read as clients write them, before anything is checked:

- null, an empty text and what is absent are the same. Null alone changes nothing: what is to be empty
  is named in \`clear\`. Members of \`params\` that are null are absent, too.
- Numbers, true and false, lists, and the arguments as a whole may be written as text: \`"10"\`,
  \`"true"\`, \`"[\\"work\\"]"\`.
- A tool that takes nothing takes anything.
- What clients add for themselves is left out, in any spelling (\`toolCallId\`, \`tool_call_id\`), and
  so is what begins with an underscore:

${
    table(
      ["Client", "Keys"],
      Object.entries(CLIENT_KEYS).map(([client, keys]) => [client, keys.map(code).join(", ")]),
    )
  }

Any other key is an error, which names the argument that is nearest to it.

## Resources

${
    table(
      ["Resource", "Needs", "What it is"],
      RESOURCES.map(({ uri, scopes, description }) => [
        code(uri),
        needs(scopes),
        first(description),
      ]),
    )
  }

## Prompts

${
    table(
      ["Prompt", "Needs", "What it does"],
      PROMPTS.map(({ name, scopes, description }) => [
        code(name),
        needs(scopes),
        first(description),
      ]),
    )
  }

## Errors of tools

A failed call has \`isError: true\`, a text for the model (one sentence on what is wrong, one on what
to do), and a code for programs in \`_meta\` under \`${ERROR_CODE_KEY}\`. The text may change, the code
does not. Prompts and resources that fail have the same code in the \`data\` of the JSON-RPC error, as
\`errorCode\`.

${
    table(
      ["Code", "Meaning", "What to do"],
      Object.entries(TOOL_ERRORS).map(([name, [meaning, what]]) => [code(name), meaning, what]),
    )
  }

## Answers of the endpoint

${table(["Status", "Code", "Meaning", "What to do"], STATUSES)}

## Limits

Over a limit is an error that names the limit and the actual size, and nothing is written.

${
    table(
      ["What", "Limit"],
      [
        ...Object.entries(LIMIT_NAMES).map(([name, what]) => [
          what,
          LIMITS[name as keyof typeof LIMITS].toLocaleString("en"),
        ]),
        ["body of a request, bytes", MAX_BODY_BYTES.toLocaleString("en")],
        ["messages of a batch", String(MAX_BATCH)],
        ["seconds for a request that does not stream", String(TIME_LIMIT_MS / 1000)],
        ["streams of a person, in each process", String(STREAMS_PER_PERSON)],
      ],
    )
  }

## Rates

Beyond a rate the answer is 429 with \`Retry-After\`. A network is an IPv4 address or an IPv6 /64.
Requests to \`/mcp\` are limited by \`RATE_LIMIT_PER_MINUTE\`. Each process counts by itself.

${
    table(
      ["What", "Limit", "Seconds"],
      Object.entries(RATE_NAMES).map(([name, what]) => {
        const { limit, seconds } = RATE_LIMITS[name as keyof typeof RATE_LIMITS];
        return [what, String(limit), String(seconds)];
      }),
    )
  }
`;
}

function needs(scopes: readonly string[]): string {
  return scopes.map(code).join(" ") || "no scope";
}

/** The first sentence. */
function first(description: string): string {
  return description.split(/(?<=\.)\s/)[0].replace(/\.$/, "");
}
