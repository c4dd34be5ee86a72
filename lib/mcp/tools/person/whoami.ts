import { z } from "zod";
import type { RequestContext } from "../../define/request_context.ts";
import { defineTool, READS } from "../../define/tool.ts";

export const whoami = defineTool({
  name: "whoami",
  title: "Who am I",
  description:
    "Tells whose journal this is, their time zone, and which scopes this connection has.",
  annotations: READS,
  scopes: ["user:read"],
  input: z.strictObject({}),
  output: z.object({
    user: z.object({
      id: z.string(),
      name: z.string().optional(),
      email: z.string().optional(),
      createdAt: z.iso.datetime().optional(),
    }),
    timeZone: z.string(),
    scopes: z.array(z.string()),
  }),
  async run(_input, context) {
    const structured = await describePerson(context);
    const { user, timeZone, scopes } = structured;
    const name = user.name ?? user.email ?? user.id;
    return {
      structured,
      text: `${name}; time zone ${timeZone}; scopes: ${scopes.join(" ")}`,
    };
  },
});

/** Returns what a connection is told of the person. */
export async function describePerson({ profile, journal, scopes }: RequestContext) {
  const [user, timeZone] = await Promise.all([profile(), journal.timeZone()]);
  return { user, timeZone, scopes: [...scopes] };
}
