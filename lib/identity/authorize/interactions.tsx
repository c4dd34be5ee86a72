import { pageHeaders, renderPage } from "../../pages/mod.ts";
import type { Store } from "../../kv/store.ts";
import type { Accounts } from "../people/accounts.ts";
import type { Connections } from "../people/connections.ts";
import { consent } from "./consent.tsx";
import { endSession, startOverPath } from "./change_person.ts";
import type { InteractionRequest, Outcome, PageOutcome } from "./interaction.ts";
import { keepResult } from "./keep_result.ts";
import type { Login } from "../login/login.ts";
import { startLogin } from "./start_login.tsx";
import type { Invitations } from "../people/invitations.ts";
import type { People } from "../people/people.ts";
import type { Limits } from "../people/limits.ts";
import { goOnIn } from "./go_on.ts";
import { answeredAlready, personChanged } from "./interrupted.tsx";
import type { KoaContextWithOIDC, Provider } from "../storage/oidc_provider.ts";
import { ForgedPage, MessagePage } from "../../pages/message.tsx";
import { type InteractionTarget, parseInteractionPath, parseResumePath } from "../paths.ts";
import { readInteraction } from "./read_interaction.ts";
import { prepareResume, redirect } from "./resume.ts";
import { isSameOrigin } from "../../http/same_origin.ts";
import { signIn } from "./sign_in.tsx";
import type { SignUpPolicy } from "../people/check_sign_up.ts";
import { signUp } from "./sign_up.tsx";
import { inTurn } from "../../turns.ts";

/** What the pages of a person need. */
export interface InteractionContext {
  readonly provider: Provider;
  readonly store: Store;
  readonly now: () => number;
  readonly accounts: Accounts;
  readonly connections: Connections;
  readonly passkeys: People["passkeys"];
  readonly signIns: People["signIns"];
  readonly limits: Limits;
  readonly signUp: SignUpPolicy;
  readonly invitations: Invitations;
  readonly told: People["told"];
  readonly proposeTimeZone: People["proposeTimeZone"];
  /** The provider that people sign in with, if there is one. */
  readonly login?: Login;
  readonly resource: string;
  readonly onError: (error: unknown) => void;
}

type Next = () => Promise<unknown>;

/** Koa middleware that answers the pages under /oauth/interaction/, and prepares what follows them. */
export function interactions(context: InteractionContext) {
  const { provider, onError } = context;
  return async (ctx: KoaContextWithOIDC, next: Next): Promise<void> => {
    try {
      const target = parseInteractionPath(ctx.path);
      if (target) return await answerInTurn(ctx, target, context);
      const uid = parseResumePath(ctx.path);
      if (uid === undefined) return void await next();
      await inTurn({ scope: provider, name: uid }, async () => {
        if (await prepareResume(ctx, { uid, provider })) await next();
      });
    } catch (error) {
      onError(error);
      respond(ctx, FAILED);
    }
  };
}

/**
 * Answers a page. Of two sign-ups with one form the second waits for the first, whose account it would
 * find to be somebody else's. Nothing else waits: a guess at a password is refused at once.
 */
async function answerInTurn(
  ctx: KoaContextWithOIDC,
  target: InteractionTarget,
  context: InteractionContext,
): Promise<void> {
  if (target.step !== "sign-up") return await answer(ctx, target, context);
  const turn = { scope: context.provider, name: `sign-up ${target.uid}` };
  await inTurn(turn, () => answer(ctx, target, context));
}

async function answer(
  ctx: KoaContextWithOIDC,
  target: InteractionTarget,
  context: InteractionContext,
): Promise<void> {
  const { provider, store, now } = context;
  const { uid, step } = target;
  if (ctx.method === "POST" && !isSameOrigin(headersOf(ctx), provider.issuer)) {
    return respond(ctx, { page: <ForgedPage />, status: 403 });
  }
  const found = await readInteraction(ctx, { uid, provider, store, now: now() });
  if (!found) return respond(ctx, EXPIRED);
  const { params } = "open" in found ? found.open.interaction : found.answered;
  if (step === "again") return redirect(ctx, startOverPath(params));
  if ("answered" in found) {
    const { next } = found.answered;
    return next ? goOnIn(ctx, next, provider) : respond(ctx, answeredAlready(uid));
  }
  if (step === "switch") {
    await endSession(ctx, provider);
    // Whoever is signed in at the provider must be asked there, too, or comes back at once.
    return redirect(ctx, startOverPath({ ...params, prompt: "login" }));
  }
  if (step === "login") return await goToProvider(ctx, found.open, context);
  const outcome = await take(ctx, { request: found.open, step, context });
  if (!("result" in outcome)) return respond(ctx, outcome);
  redirect(ctx, await keepResult(found.open, { result: outcome.result, provider }));
}

/** Sends the person to the provider; an address that somebody opens leads to the page. */
async function goToProvider(
  ctx: KoaContextWithOIDC,
  request: InteractionRequest,
  { login }: InteractionContext,
): Promise<void> {
  const started = await startLogin(request, { login, cookies: ctx.get("cookie") });
  if ("page" in started) return respond(ctx, started);
  if (started.cookie) ctx.append("set-cookie", started.cookie);
  redirect(ctx, started.to);
}

/** The step that the interaction waits for; signing up is a way to sign in. */
async function take(
  ctx: KoaContextWithOIDC,
  { request, step, context }: {
    request: InteractionRequest;
    step: "sign-up" | "passkey" | undefined;
    context: InteractionContext;
  },
): Promise<Outcome> {
  const { provider, accounts, limits, signUp: policy, proposeTimeZone } = context;
  if (request.interaction.prompt.name === "consent") {
    const session = await provider.Session.get(ctx);
    return await personChanged(request, { session, accounts }) ?? await consent(request, context);
  }
  if (step === "sign-up") {
    const { signIns, invitations } = context;
    const options = { policy, invitations, signIns, proposeTimeZone };
    return await signUp(request, { accounts, limit: limits.signUps, ...options });
  }
  const signUpOffered = policy.policy !== "closed";
  return await signIn(request, { ...context, signUpOffered, isPasskey: step === "passkey" });
}

function respond(ctx: KoaContextWithOIDC, outcome: PageOutcome): void {
  ctx.status = outcome.status ?? 200;
  ctx.set(pageHeaders(outcome));
  if (outcome.retryAfter) ctx.set("retry-after", String(outcome.retryAfter));
  ctx.body = renderPage(outcome.page);
}

const EXPIRED = {
  page: (
    <MessagePage
      title="This took too long"
      message="This page is no longer valid. Go back to your app and connect it again."
    />
  ),
  status: 400,
};

const FAILED = {
  page: (
    <MessagePage
      title="That did not work"
      message="Something went wrong on our side. Go back to your app and try again."
    />
  ),
  status: 500,
};

function headersOf(ctx: KoaContextWithOIDC): Headers {
  return new Headers(
    Object.entries(ctx.headers).flatMap(([name, value]): [string, string][] =>
      typeof value === "string" ? [[name, value]] : []
    ),
  );
}
