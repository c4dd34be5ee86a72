import { z } from "zod";
import { defineTool, READS } from "../../define/tool.ts";

export const whoami = defineTool({
  name: "whoami",
  title: "Who am I",
  description: "Tells whose journal this is and which scopes this connection has.",
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
    scopes: z.array(z.string()),
  }),
  async run(_input, context) {
    const user = await context.profile();
    const scopes = [...context.scopes];
    const name = user.name ?? user.email ?? user.id;
    return { structured: { user, scopes }, text: `${name}; scopes: ${scopes.join(" ")}` };
  },
});
