/** What a client must know about itself to register. */
export interface ClientMetadata {
  client_name: string;
  redirect_uris: string[];
  grant_types: string[];
  token_endpoint_auth_method: string;
}

/**
 * What an OAuth client keeps between its requests, in memory. The SDKs agree on the methods and
 * differ in what they keep, so each names its own types.
 */
export abstract class MemoryProvider<
  Registration,
  Tokens extends { access_token: string },
  Discovery,
> {
  registration?: Registration;
  kept?: Tokens;
  /** Where the client publishes its metadata document, if it has one. */
  clientMetadataUrl?: string;
  #redirect?: URL;
  #verifier?: string;
  #discovery?: Discovery;

  readonly redirectUrl: string;

  /** By default nothing listens for the redirect: whoever plays the person reads it. */
  constructor(redirectUrl = "http://127.0.0.1:33419/callback") {
    this.redirectUrl = redirectUrl;
  }

  get clientMetadata(): ClientMetadata {
    return {
      client_name: "A client with an SDK",
      redirect_uris: [this.redirectUrl],
      grant_types: ["authorization_code", "refresh_token"],
      token_endpoint_auth_method: "none",
    };
  }

  /** Where the client wants to send its person, once. */
  takeRedirect(): URL {
    const redirect = this.#redirect;
    if (!redirect) throw new Error("The client sent its person nowhere");
    this.#redirect = undefined;
    return redirect;
  }

  state(): string {
    return crypto.randomUUID();
  }
  clientInformation(): Registration | undefined {
    return this.registration;
  }
  saveClientInformation(registration: Registration): void {
    this.registration = registration;
  }
  tokens(): Tokens | undefined {
    return this.kept;
  }
  saveTokens(tokens: Tokens): void {
    this.kept = tokens;
  }
  /** Replaces the access token with one that the server does not know. */
  spoilAccessToken(): void {
    if (!this.kept) throw new Error("There are no tokens to spoil");
    this.kept = { ...this.kept, access_token: "expired" };
  }
  redirectToAuthorization(url: URL): void {
    this.#redirect = url;
  }
  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }
  codeVerifier(): string {
    if (!this.#verifier) throw new Error("No code verifier was saved");
    return this.#verifier;
  }
  saveDiscoveryState(state: Discovery): void {
    this.#discovery = state;
  }
  discoveryState(): Discovery | undefined {
    return this.#discovery;
  }
  invalidateCredentials(what: "all" | "client" | "tokens" | "verifier" | "discovery"): void {
    if (what === "all" || what === "client") this.registration = undefined;
    if (what === "all" || what === "tokens") this.kept = undefined;
    if (what === "all" || what === "verifier") this.#verifier = undefined;
    if (what === "all" || what === "discovery") this.#discovery = undefined;
  }
}
