import { Page } from "../../pages/mod.ts";
import type { LoginProblem, LoginProblemKind } from "../login/problem.ts";

/** What the page of a problem says: what happened, and what to do. */
interface Words {
  readonly title: string;
  readonly message: string;
  readonly status: number;
}

const TELL = "tell the person who runs this server";

/** By kind; `name` is what people call the provider, `who` what it calls the person. */
const WORDS: Record<LoginProblemKind, (name: string, who: string) => Words> = {
  unreachable: (name) => ({
    title: `${name} does not answer`,
    message: `Nobody can sign in with ${name} at the moment. Try again in a minute. ` +
      `If it stays like this, ${TELL}.`,
    status: 503,
  }),
  refused: (name) => ({
    title: `${name} did not sign you in`,
    message: `Perhaps you cancelled there, or ${name} does not let you use this server. ` +
      `Try again, or ask whoever looks after your account at ${name}.`,
    status: 403,
  }),
  misconfigured: (name) => ({
    title: `${name} does not know this server`,
    message:
      `This server is not set up right for signing in with ${name}. You cannot do anything ` +
      `about it: ${TELL}. Its log says what is wrong.`,
    status: 502,
  }),
  clock: (name) => ({
    title: "The clocks do not agree",
    message: `The answer of ${name} looks too old or too new here, so the clock of this server ` +
      `or that of ${name} is wrong. Try again. If it happens again, ${TELL}.`,
    status: 502,
  }),
  keys: (name) => ({
    title: `${name} has changed its keys`,
    message: `Its new keys are not known here yet. Try again in a minute. ` +
      `If it stays like this, ${TELL}.`,
    status: 503,
  }),
  untrusted: (name) => ({
    title: "This answer was not accepted",
    message:
      `Nothing proves that it comes from ${name} and is meant for you, so nobody is signed ` +
      `in. Try again. If it happens again, ${TELL}.`,
    status: 502,
  }),
  expired: (name) => ({
    title: "This took too long",
    message: `Signing in with ${name} works once, within ten minutes and in the browser in which ` +
      "it began. Begin again here.",
    status: 400,
  }),
  not_allowed: (name, who) => ({
    title: "This server is not open to you",
    message:
      `${name} says that you are ${who}, and this server lets in others only. Sign in with ` +
      `another account of ${name}, or ask the person who runs this server.`,
    status: 403,
  }),
  unverified: (name, who) => ({
    title: "Your e-mail address is not confirmed",
    message:
      `${name} does not know yet that the address ${who} is yours. Confirm it there, then sign ` +
      "in again.",
    status: 403,
  }),
  not_fresh: (name) => ({
    title: `${name} did not ask who you are`,
    message: `It signed you in as before, and that is not enough for this. Sign out at ${name}, ` +
      "then try again.",
    status: 403,
  }),
  other_person: (name, who) => ({
    title: "This is somebody else",
    message: `You signed in at ${name} as ${who}, and this is somebody else's account. ` +
      "Nothing was changed.",
    status: 403,
  }),
  person_taken: (name) => ({
    title: "You have another account here",
    message: `Whoever you are at ${name} signs in to another account on this server. Nothing was ` +
      "changed. To use this account instead, delete the other one first.",
    status: 409,
  }),
  account_taken: (name) => ({
    title: "This account is linked already",
    message:
      `It belongs to somebody else at ${name}. Nothing was changed. Sign in to it with its ` +
      "password and unlink it first.",
    status: 409,
  }),
  disabled: () => ({
    title: "Your account is disabled",
    message: "Whoever runs this server has disabled it. Nothing of it is deleted. Ask them.",
    status: 403,
  }),
  too_often: () => ({
    title: "Not so fast",
    message: "Too many sign-ins began at your address. Wait a minute, then try again.",
    status: 429,
  }),
};

/** The page for somebody whom the provider did not sign in. */
export function LoginProblemPage(
  { problem, name, back }: {
    problem: LoginProblem;
    /** What people call the provider. */
    name: string;
    /** Where they can begin again. */
    back: string;
  },
) {
  const { title, message } = WORDS[problem.kind](name, problem.label ?? "somebody without a name");
  return (
    <Page title={title}>
      <p role="alert">{message}</p>
      <p>
        <a href={back}>Back to signing in</a>
      </p>
      {problem.code && (
        <p class="quiet">
          Error code: <code>{problem.code}</code>
        </p>
      )}
    </Page>
  );
}

/** The status of that page. */
export function statusOf(problem: LoginProblem): number {
  return WORDS[problem.kind]("", "").status;
}
