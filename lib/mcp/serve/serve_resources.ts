import { ResourceNotFoundError, type Server } from "@modelcontextprotocol/server";
import { JournalError, NotFoundError } from "../../journal/mod.ts";
import { readRecord } from "../call/activity_record.ts";
import { listResources, listTemplates } from "./list_resources.ts";
import { asProtocolError } from "./protocol_error.ts";
import { findResource } from "../resources/mod.ts";
import type { Session } from "../define/session.ts";

export interface ServeResourcesOptions {
  session: Session;
  onFault: (error: unknown) => void;
}

/** Lets `server` list and read what one person's session may read (MCP, Resources). */
export function serveResources(server: Server, options: ServeResourcesOptions): void {
  const { session } = options;
  server.setRequestHandler("resources/templates/list", () => ({
    resourceTemplates: listTemplates(session),
  }));
  server.setRequestHandler("resources/list", async ({ params }) => {
    // It shows titles and how texts begin, as `list_entries` does.
    const record = (outcome: string) =>
      session.activity.record({ tool: "resources/list", outcome });
    try {
      const page = await listResources(session, params?.cursor);
      record("ok");
      return { ...page };
    } catch (error) {
      record(error instanceof JournalError ? error.code : "fault");
      throw asProtocolError(error, options);
    }
  });
  server.setRequestHandler("resources/read", async ({ params: { uri } }) => {
    const found = findResource(uri);
    if (found === undefined) throw new ResourceNotFoundError(uri);
    const record = (outcome: string) => session.activity.record(readRecord(found, outcome));
    try {
      const { resource, id } = found;
      // The second lock: the guard has checked the same before the request came here.
      if (!resource.scopes.every((scope) => session.scopes.has(scope))) {
        throw new Error(`The guard let ${resource.name} pass without its scopes`);
      }
      const contents = [{ uri, ...await resource.read(session, id) }];
      record("ok");
      return { contents };
    } catch (error) {
      if (error instanceof NotFoundError) {
        record(error.code);
        throw new ResourceNotFoundError(uri);
      }
      record(error instanceof JournalError ? error.code : "fault");
      throw asProtocolError(error, options);
    }
  });
}
