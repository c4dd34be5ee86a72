import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import type { Store } from "../../kv/store.ts";
import { accountKey, passkeyOwnerKey } from "../storage/keys.ts";
import { CHALLENGE } from "../storage/lifetimes.ts";
import { readAuthentication, readRegistration } from "./answers.ts";
import { withoutStatement } from "./bare_attestation.ts";
import { type ChallengePurpose, Challenges } from "./challenges.ts";
import { hashRecoveryCode, makeRecoveryCodes } from "./recovery_codes.ts";
import { changePasskeys, readPasskeys, type StoredPasskey } from "./stored_passkeys.ts";

/** A passkey as its person sees it. Times are in milliseconds. */
export type Passkey = Pick<StoredPasskey, "id" | "name" | "addedAt" | "usedAt">;

/** What a person has set about signing in. */
export interface PasskeyOverview {
  readonly passkeys: readonly Passkey[];
  /** Whether the password alone does not suffice. */
  readonly isRequired: boolean;
  /** How many recovery codes are unused. */
  readonly codesLeft: number;
}

/** How many passkeys a person may have: all of them are in one row. */
export const MAX_PASSKEYS = 10;

/** Loaded with the first passkey: a cold start does not wait for it. */
const webauthn = () => import("@simplewebauthn/server");

/** The passkeys of people (W3C Web Authentication Level 3). */
export class Passkeys {
  readonly #store: Store;
  readonly #challenges: Challenges;
  readonly #now: () => number;
  readonly #origin: string;
  readonly #rpID: string;

  /** `origin` is that of the pages, by which browsers bind passkeys; `now` is in milliseconds. */
  constructor(store: Store, { origin, now }: { origin: string; now: () => number }) {
    this.#store = store;
    this.#challenges = new Challenges(store, now);
    this.#now = now;
    this.#origin = origin;
    this.#rpID = new URL(origin).hostname;
  }

  /** Whether browsers have passkeys for this server: never for an address without a name. */
  get isPossible(): boolean {
    return !/^[\d.]+$|^\[/.test(this.#rpID);
  }

  /** What a person has. */
  async of(subject: string): Promise<PasskeyOverview> {
    const { passkeys, isRequired, codes } = await readPasskeys(this.#store, subject);
    return {
      passkeys: passkeys.map(({ id, name, addedAt, usedAt }) => ({ id, name, addedAt, usedAt })),
      isRequired,
      codesLeft: codes.length,
    };
  }

  /** What the browser needs to make a passkey, which `add` takes within five minutes. */
  async optionsToAdd(
    subject: string,
    { label, browser }: { label: string; browser: string },
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { generateRegistrationOptions } = await webauthn();
    const { passkeys } = await readPasskeys(this.#store, subject);
    const options = await generateRegistrationOptions({
      rpName: "EpicMe",
      rpID: this.#rpID,
      userName: label,
      userDisplayName: label,
      userID: new TextEncoder().encode(subject),
      timeout: CHALLENGE * 1000,
      attestationType: "none",
      excludeCredentials: passkeys.map(({ id }) => ({ id })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    await this.#challenges.keep(options.challenge, { kind: "add", subject }, browser);
    return options;
  }

  /** Keeps a new passkey; `undefined` if the answer is no good, or there are too many already. */
  async add(
    subject: string,
    { answer: text, name, browser }: { answer: string; name: string; browser?: string },
  ): Promise<Passkey | undefined> {
    const read = readRegistration(text);
    if (!read) return undefined;
    if (!await this.#challenges.take(read.challenge, { kind: "add", subject }, browser)) {
      return undefined;
    }
    const { verifyRegistrationResponse } = await webauthn();
    const { registrationInfo } = await orNothing(async () =>
      await verifyRegistrationResponse({
        response: await withoutStatement(read.answer),
        expectedChallenge: read.challenge,
        expectedOrigin: this.#origin,
        expectedRPID: this.#rpID,
        requireUserVerification: true,
      })
    );
    if (!registrationInfo) return undefined;
    const { id, publicKey, counter } = registrationInfo.credential;
    const { transports } = read.answer.response;
    const passkey: StoredPasskey = {
      ...{ id, publicKey, counter, name, addedAt: this.#now() },
      ...(transports ? { transports } : {}),
    };
    const done = await changePasskeys(this.#store, subject, (row) => {
      const isThere = row.passkeys.some((each) => each.id === id);
      if (isThere || row.passkeys.length >= MAX_PASSKEYS) return undefined;
      return { ...row, passkeys: [...row.passkeys, passkey] };
    });
    return done ? passkey : undefined;
  }

  /** What the browser needs to use a passkey; which one, its person chooses. */
  async optionsToUse(
    purpose: ChallengePurpose,
    browser: string,
  ): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const { generateAuthenticationOptions } = await webauthn();
    const known = "subject" in purpose
      ? await readPasskeys(this.#store, purpose.subject)
      : undefined;
    const options = await generateAuthenticationOptions({
      rpID: this.#rpID,
      timeout: CHALLENGE * 1000,
      userVerification: "required",
      allowCredentials: known?.passkeys.map(({ id, transports }) => ({
        id,
        ...(transports ? { transports: [...transports] } : {}),
      })),
    });
    await this.#challenges.keep(options.challenge, purpose, browser);
    return options;
  }

  /**
   * The subject whose passkey has answered a challenge; `undefined` for anything else: a challenge
   * that was used, is too old, of another browser or purpose, another origin, nobody verified, a
   * counter that did not grow.
   */
  async use(
    text: string,
    { purpose, browser }: { purpose: ChallengePurpose; browser?: string },
  ): Promise<string | undefined> {
    const read = readAuthentication(text);
    if (!read || !await this.#challenges.take(read.challenge, purpose, browser)) return undefined;
    const owner = await this.#store.read.get<string>(passkeyOwnerKey(read.answer.id));
    const subject = owner.value;
    if (subject === null || "subject" in purpose && purpose.subject !== subject) return undefined;
    const { userHandle } = read.answer.response;
    if (userHandle !== undefined && userHandle !== handleOf(subject)) return undefined;
    const { passkeys } = await readPasskeys(this.#store, subject);
    const passkey = passkeys.find(({ id }) => id === read.answer.id);
    if (!passkey) return undefined;
    const { verifyAuthenticationResponse } = await webauthn();
    const { id, publicKey, counter } = passkey;
    const { verified, authenticationInfo } = await orNothing(() =>
      verifyAuthenticationResponse({
        response: read.answer,
        expectedChallenge: read.challenge,
        expectedOrigin: this.#origin,
        expectedRPID: this.#rpID,
        credential: { id, publicKey, counter },
        requireUserVerification: true,
      })
    );
    if (!verified || !authenticationInfo) return undefined;
    return await this.#note(subject, { id, counter: authenticationInfo.newCounter })
      ? subject
      : undefined;
  }

  /** Gives a passkey another name. */
  rename(subject: string, { id, name }: { id: string; name: string }): Promise<boolean> {
    return this.#change(subject, id, (passkey) => ({ ...passkey, name }));
  }

  /**
   * Removes a passkey; false if there is none, or if it is the last one of somebody who wants one, or
   * who has no other way in.
   */
  remove(subject: string, id: string): Promise<boolean> {
    let account: Deno.KvEntryMaybe<{ password?: string; link?: unknown }>;
    return changePasskeys(this.#store, subject, async (row) => {
      account = await this.#store.write.get(accountKey(subject));
      const hasOtherWay = account.value?.password !== undefined ||
        account.value?.link !== undefined;
      const passkeys = row.passkeys.filter((passkey) => passkey.id !== id);
      if (passkeys.length === row.passkeys.length) return undefined;
      if (passkeys.length === 0 && (row.isRequired || !hasOtherWay)) return undefined;
      return { ...row, passkeys };
    }, () => [account]);
  }

  /** Lets a passkey be required, and returns new recovery codes; `undefined` without a passkey. */
  async require(subject: string): Promise<string[] | undefined> {
    const codes = makeRecoveryCodes();
    const done = await changePasskeys(
      this.#store,
      subject,
      (row) =>
        row.passkeys.length > 0
          ? { ...row, isRequired: true, codes: codes.map(hashRecoveryCode) }
          : undefined,
    );
    return done ? codes : undefined;
  }

  /** Lets the password suffice again; the recovery codes end. */
  async requireNoLonger(subject: string): Promise<void> {
    await changePasskeys(
      this.#store,
      subject,
      (row) => row.isRequired ? { ...row, isRequired: false, codes: [] } : undefined,
    );
  }

  /** Makes new recovery codes, and ends the old ones; `undefined` where none are in use. */
  async renewCodes(subject: string): Promise<string[] | undefined> {
    const codes = makeRecoveryCodes();
    const done = await changePasskeys(
      this.#store,
      subject,
      (row) => row.isRequired ? { ...row, codes: codes.map(hashRecoveryCode) } : undefined,
    );
    return done ? codes : undefined;
  }

  /** Uses a recovery code up, and tells whether it was one. */
  useCode(subject: string, code: string): Promise<boolean> {
    const hash = hashRecoveryCode(code);
    return changePasskeys(
      this.#store,
      subject,
      (row) =>
        row.codes.includes(hash)
          ? { ...row, codes: row.codes.filter((each) => each !== hash) }
          : undefined,
    );
  }

  /** Of two answers with the same count, one comes from a copy of the key: it is refused. */
  #note(subject: string, { id, counter }: { id: string; counter: number }): Promise<boolean> {
    return this.#change(subject, id, (passkey) => {
      const isCounting = passkey.counter > 0 || counter > 0;
      if (isCounting && counter <= passkey.counter) return undefined;
      return { ...passkey, counter, usedAt: this.#now() };
    });
  }

  #change(
    subject: string,
    id: string,
    change: (passkey: StoredPasskey) => StoredPasskey | undefined,
  ): Promise<boolean> {
    return changePasskeys(this.#store, subject, (row) => {
      const passkey = row.passkeys.find((each) => each.id === id);
      const changed = passkey && change(passkey);
      if (!changed) return undefined;
      return { ...row, passkeys: row.passkeys.map((each) => each === passkey ? changed : each) };
    });
  }
}

/** The user handle of WebAuthn (section 5.4.3): it says nothing of the person. */
function handleOf(subject: string): string {
  return new TextEncoder().encode(subject).toBase64({ alphabet: "base64url", omitPadding: true });
}

/** The library throws what is wrong with an answer, which concerns nobody but who made it. */
async function orNothing<T extends object>(verify: () => Promise<T>): Promise<Partial<T>> {
  try {
    return await verify();
  } catch {
    return {};
  }
}
