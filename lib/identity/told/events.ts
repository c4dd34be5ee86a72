/** What a person is told of, because somebody else may have done it in their name. */
export type AccountEvent =
  | { readonly kind: "connected"; readonly app: string }
  | { readonly kind: "passkey"; readonly name?: string }
  | { readonly kind: "password" }
  /** Somebody of the provider signs in to the account from now on. */
  | { readonly kind: "linked"; readonly provider: string }
  /** The address that the account had before is told. */
  | { readonly kind: "email"; readonly before?: string }
  | { readonly kind: "export" };

/** An event that the person has not seen yet. */
export type ToldEvent = AccountEvent & {
  readonly id: string;
  /** Milliseconds. */
  readonly at: number;
};
