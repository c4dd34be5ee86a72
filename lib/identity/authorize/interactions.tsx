import { text } from "node:stream/consumers";
import { pageHeaders, renderPage } from "../../pages/mod.ts";
import type { Accounts } from "../people/accounts.ts";
import { viewClient } from "../clients/view.ts";
import type { Connections } from "../people/connections.ts";
import { consent } from "./consent.tsx";
import { forgetPreviousPerson, switchAccount } from "./change_person.ts";
import type { InteractionRequest, Outcome } from "./interaction.ts";
import type { Limits } from "../people/limits.ts";
import { errors, type KoaContextWithOIDC, type Provider } from "../storage/oidc_provider.ts";
import { ForgedPage, MessagePage } from "../../pages/message.tsx";
import { type InteractionTarget, parseInteractionPath } from "../paths.ts";
import { isSameOrigin } from "../../http/same_origin.ts";
import { signIn } from "./sign_in.tsx";
import type { SignUpPolicy } from "../people/check_sign_up.ts";
import { signUp } from "./sign_up.tsx";

/** What the pages of a person need. */
export interface InteractionContext {
  readonly provider: Provider;
  readonly accounts: Accounts;
  readonly connections: Connections;
  readonly limits: Limits;
  readonly signUp: SignUpPolicy;
  readonly resource: string;
  readonly onError: (error: unknown) => void;
}

type Next = () => Promise<unknown>;

/** Koa middleware that answers the pages under /oauth/interaction/. */
export function interactions(context: InteractionContext) {
  return async (ctx: KoaContextWithOIDC, next: Next): Promise<void> => {
    const target = parseInteractionPath(ctx.path);
    if (!target) return void await next();
    try {
      await answer(ctx, target, context);
    } catch (error) {
      respond(ctx, failure(error, context.onError));
    }
  };
}

async function answer(
  ctx: KoaContextWithOIDC,
  target: InteractionTarget,
  context: InteractionContext,
): Promise<void> {
  const { provider } = context;
  if (ctx.method === "POST" && !isSameOrigin(headersOf(ctx), provider.issuer)) {
    return respond(ctx, { page: <ForgedPage />, status: 403 });
  }
  const request = await readInteraction(ctx, target.uid, provider);
  if (target.step === "switch") return await switchAccount(ctx, request, provider);
  const outcome = await take(request, target.step, context);
  if (!("result" in outcome)) return respond(ctx, outcome);

  const result = outcome.result;
  const options = { mergeWithLastSubmission: "consent" in result };
  const next = await provider.interactionResult(ctx.req, ctx.res, result, options);
  await forgetPreviousPerson(ctx, { result, request, provider });
  ctx.status = 303;
  ctx.redirect(next);
}

/** The step that the interaction waits for; signing up is a way to sign in. */
function take(
  request: InteractionRequest,
  step: "sign-up" | undefined,
  context: InteractionContext,
): Promise<Outcome> {
  const { accounts, limits, signUp: policy } = context;
  if (request.interaction.prompt.name === "consent") return consent(request, context);
  if (step === "sign-up") return signUp(request, { accounts, limit: limits.signUps, policy });
  const signUpOffered = policy.policy !== "closed";
  return signIn(request, { accounts, limit: limits.signIns, signUpOffered });
}

async function readInteraction(
  ctx: KoaContextWithOIDC,
  uid: string,
  provider: Provider,
): Promise<InteractionRequest> {
  // Found by its signed cookie, which a browser sends to the page of this one interaction only.
  const interaction = await provider.interactionDetails(ctx.req, ctx.res);
  if (interaction.uid !== uid) throw new errors.SessionNotFound("the page and the cookie differ");
  const client = await provider.Client.find(String(interaction.params.client_id));
  if (!client) throw new Error("The client of the interaction is gone");
  return {
    interaction,
    client: viewClient(client, String(interaction.params.redirect_uri)),
    address: ctx.ip,
    ...(ctx.method === "POST" ? { form: new URLSearchParams(await text(ctx.req)) } : {}),
  };
}

function respond(ctx: KoaContextWithOIDC, outcome: Exclude<Outcome, { result: unknown }>): void {
  ctx.status = outcome.status ?? 200;
  ctx.set(pageHeaders());
  if (outcome.retryAfter) ctx.set("retry-after", String(outcome.retryAfter));
  ctx.body = renderPage(outcome.page);
}

function failure(error: unknown, onError: (error: unknown) => void) {
  if (error instanceof errors.SessionNotFound) {
    const message = "This page is no longer valid. Go back to your app and connect it again.";
    return { page: <MessagePage title="This took too long" message={message} />, status: 400 };
  }
  onError(error);
  const message = "Something went wrong on our side. Go back to your app and try again.";
  return { page: <MessagePage title="That did not work" message={message} />, status: 500 };
}

function headersOf(ctx: KoaContextWithOIDC): Headers {
  return new Headers(
    Object.entries(ctx.headers).flatMap(([name, value]): [string, string][] =>
      typeof value === "string" ? [[name, value]] : []
    ),
  );
}
