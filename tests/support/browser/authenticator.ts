import type { CDPSession, Page } from "playwright-core";

/** An authenticator that Chromium plays, with the passkeys of one person. */
export interface Authenticator {
  readonly cdp: CDPSession;
  readonly id: string;
  /** Whether its person is there and lets it be used. */
  setPresent(isPresent: boolean): Promise<void>;
  credentials(): Promise<{ credentialId: string; signCount: number; privateKey: string }[]>;
}

/** Gives a tab an authenticator that verifies its person, as a telephone does. */
export async function addAuthenticator(page: Page): Promise<Authenticator> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId: id } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    cdp,
    id,
    async setPresent(isPresent) {
      await cdp.send("WebAuthn.setAutomaticPresenceSimulation", {
        authenticatorId: id,
        enabled: isPresent,
      });
    },
    async credentials() {
      const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId: id });
      return credentials;
    },
  };
}
