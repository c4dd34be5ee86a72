import type { DataContext, DataRequest } from "./context.ts";
import type { Reply } from "./reply.ts";

/** Shows or does something about a person's data, wherever the person signs in. */
export type DataAction<Context = DataContext> = (
  request: DataRequest,
  context: Context,
) => Promise<Reply>;
