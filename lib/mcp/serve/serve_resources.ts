import { ResourceNotFoundError, type Server } from "@modelcontextprotocol/server";
import { NotFoundError } from "../../journal/mod.ts";
import { resourceRecord } from "../call/activity_record.ts";
import { perform } from "../call/perform.ts";
import { findResource } from "../resources/mod.ts";
import type { ServeOptions } from "./serve_options.ts";
import { listResources, listTemplates } from "./list_resources.ts";

/** Lets `server` list and read what the viewer may read (MCP, Resources). */
export function serveResources(server: Server, options: ServeOptions): void {
  const { context } = options;
  server.setRequestHandler("resources/templates/list", () => ({
    resourceTemplates: listTemplates(context),
  }));
  server.setRequestHandler("resources/list", async ({ params }) => {
    const page = await perform({
      name: "resources/list",
      // It shows what the token may read, and nothing where that is nothing.
      scopes: [],
      run: () => listResources(context, params?.cursor),
      record: (outcome) => ({ tool: "resources/list", outcome }),
    }, options);
    return { ...page };
  });
  server.setRequestHandler("resources/read", async ({ params: { uri } }) => {
    const found = findResource(uri);
    if (found === undefined) throw new ResourceNotFoundError(uri);
    const { resource, id } = found;
    const content = await perform({
      name: resource.name,
      scopes: resource.scopes,
      run: () =>
        resource.read(context, id).catch((error) => {
          throw error instanceof NotFoundError ? new ResourceNotFoundError(uri) : error;
        }),
      record: (outcome) => resourceRecord(found, outcome),
    }, options);
    return { contents: [{ uri, ...content }] };
  });
}
