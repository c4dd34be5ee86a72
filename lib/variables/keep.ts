import { z } from "zod";
import { secureUrl, wholeNumber } from "./values.ts";
import type { VariableDocs } from "./variable_docs.ts";

const GROUP = "Where it keeps what is written";

const blobUrl = secureUrl.refine(
  (value) => {
    const { username, password, pathname } = URL.parse(value) ?? {};
    return Boolean(username && password) && /^\/[\w.-]+(\/[\w.\/-]*)?$/.test(pathname ?? "");
  },
  "Expected https://access-key:secret@host/bucket",
);

const BLOB_KEY_BYTES = 32;

const blobKey = z.base64("Expected 32 bytes in base64").transform((value) =>
  Uint8Array.fromBase64(value)
).refine(({ length }) => length === BLOB_KEY_BYTES, "Expected 32 bytes in base64");

/** Where journals, the search index and attachments are. */
export const KEEP_VARIABLES = {
  DATA_DIR: z.string().default("./data").meta(
    {
      group: GROUP,
      description:
        "The directory of the journals (journal.kv), of the search index and of attachments; " +
        "it is made for its owner only (mode 0700)",
      default: "./data",
    } satisfies VariableDocs,
  ),
  KV_URL: z.union([z.literal(":memory:"), secureUrl], "Expected :memory: or a KV Connect URL")
    .optional().meta(
      {
        group: GROUP,
        description:
          "A KV Connect URL, with DENO_KV_ACCESS_TOKEN, or :memory:, instead of a file. " +
          "On Deno Deploy the database that is assigned to the app is used, and nothing needs to be set",
        example: "https://kv.example.com",
      } satisfies VariableDocs,
    ),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "Expected a postgres:// URL" })
    .optional().meta(
      {
        group: GROUP,
        description: "PostgreSQL for the search index, for several instances, instead of SQLite " +
          "files in DATA_DIR. The index can be lost at any time: it is built again from the journals",
        example: "postgres://user:password@host/database",
      } satisfies VariableDocs,
    ),
  BLOB_URL: blobUrl.optional().meta(
    {
      group: GROUP,
      description: "An S3-compatible store for attachments, for several instances and for Deno " +
        "Deploy, instead of files in DATA_DIR: its endpoint with the access key, the secret and the " +
        "bucket, and ?region= unless that is auto. Only this server may use what is below it",
      example: "https://access-key:secret@s3.example.com/bucket?region=eu-central-1",
    } satisfies VariableDocs,
  ),
  BLOB_KEY: blobKey.optional().meta(
    {
      group: GROUP,
      description:
        "32 random bytes in base64 (`openssl rand -base64 32`), with which attachments " +
        "are encrypted from then on. Keep a copy elsewhere: without it they are lost, and a server " +
        "that has encrypted files does not start without it",
    } satisfies VariableDocs,
  ),
  ATTACHMENTS_MAX_MB: wholeNumber(0, 10_000_000).default(5_000).meta(
    {
      group: GROUP,
      description: "How many mebibytes of attachments a person may have; 0 takes none",
      default: "5000",
    } satisfies VariableDocs,
  ),
};
