import { z } from "zod";
import { confirm } from "../../define/confirm.ts";
import { counted } from "../../answers/counted.ts";
import type { RequestContext } from "../../define/request_context.ts";
import { CHANGES, defineTool } from "../../define/tool.ts";

/** The confirmation is for all there is, whatever is added before it arrives. */
const TARGET = "everything";

export const deleteMyData = defineTool({
  name: "delete_my_data",
  title: "Delete my data",
  description:
    "Deletes the whole journal, its history and the account for ever, after asking the " +
    "person. Only if they want that themselves.",
  annotations: CHANGES,
  scopes: ["user:write"],
  input: z.strictObject({}),
  output: z.object({
    erased: z.literal(true),
    account: z.enum(["deleted", "kept elsewhere"]),
  }),
  async run(_input, context) {
    const { erasure } = context;
    if (!context.isConfirmed(TARGET)) {
      const message = await describe(context);
      return confirm({ message, target: TARGET, instead });
    }
    await erasure.begin();
    const account = erasure.endsAccount ? "deleted" as const : "kept elsewhere" as const;
    return { structured: { erased: true as const, account }, text: OUTCOMES[account] };
  },
});

const OUTCOMES = {
  deleted: "Everything is being deleted, and nothing of it can be reached any more: the account " +
    "is closed, and every app has lost its access, this one too.",
  "kept elsewhere": "Everything that was kept here is being deleted. The account is kept by " +
    "another server and stays there. For some minutes nothing can be read or written; after that " +
    "an app that is still signed in begins an empty journal.",
};

function instead(accountPage: string | undefined): string {
  return accountPage === undefined
    ? "Only whoever runs this server can do it then: the person can ask them"
    : `They can do it themselves at ${accountPage}/delete`;
}

/** What goes, in words for the person. Numbers are of what the token may see anyway. */
async function describe({ journal, scopes, erasure }: RequestContext): Promise<string> {
  const [entries, tags, apps] = await Promise.all([
    scopes.has("entries:read") ? journal.stats().then(({ entryCount }) => entryCount) : undefined,
    scopes.has("tags:read") ? journal.listTags().then(({ length }) => length) : undefined,
    scopes.has("user:read") ? erasure.connectedApps() : undefined,
  ]);
  const seen = [seenCount(entries, "entry", "entries"), seenCount(tags, "tag", "tags")]
    .filter((part) => part !== undefined).join(" and ");
  const account =
    "Your account goes, too, with its name, e-mail address and password, and so does " +
    `the access of ${seenCount(apps, "connected app", "connected apps") ?? "every connected app"}.`;
  return [
    "Delete everything that is kept of you here, for ever?",
    seen && `This app sees ${seen} of yours.`,
    "The whole journal goes: every entry, also private ones and those in the trash, everything " +
    "they said before, all tags, the search index and the record of what your apps did.",
    erasure.endsAccount ? account : "Your account is kept by another server and stays there.",
    "This cannot be undone. To keep a copy, say no now and export your journal first.",
  ].filter(Boolean).join(" ");
}

function seenCount(count: number | undefined, one: string, many: string): string | undefined {
  return count === undefined ? undefined : counted(count, one, many);
}
