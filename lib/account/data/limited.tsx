import { tooManyAttempts } from "../../identity/people/form_error.ts";
import { MessagePage } from "../../pages/message.tsx";
import type { DataContext, DataRequest } from "../context.ts";
import type { Reply, ShownPage } from "../reply.ts";
import { hasFormToken, TOKEN_FIELD } from "../transfer/form_token.ts";

type Work<R, C> = (request: R, context: C) => Promise<Reply>;

/** Pages and actions that read the journal are limited by account. */
export function limited<R extends DataRequest, C extends Pick<DataContext, "limits">>(
  work: Work<R, C>,
  limit: keyof DataContext["limits"] = "dataVisits",
): Work<R, C> {
  return async (request, context) => {
    const retryAfter = await context.limits[limit].take(request.account.subject);
    if (retryAfter > 0) return showTooOften(retryAfter);
    return await work(request, context);
  };
}

/** The form has to have the token of the session, beside the check of where it comes from. */
export function withToken<R extends DataRequest, C>(work: Work<R, C>): Work<R, C> {
  return async (request, context) =>
    hasFormToken(request, request.form.get(TOKEN_FIELD))
      ? await work(request, context)
      : { notice: "form_expired" };
}

function showTooOften(seconds: number): ShownPage {
  const { problem, ...answer } = tooManyAttempts(seconds);
  return { page: <MessagePage title="Not so fast" message={`${problem}.`} />, ...answer };
}
