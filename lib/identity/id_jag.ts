/** How an ID-JAG is redeemed (RFC 7523, section 2.1). */
export const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** How the metadata say it (draft-ietf-oauth-identity-assertion-authz-grant, section 6). */
export const ID_JAG_PROFILE = "urn:ietf:params:oauth:grant-profile:id-jag";

/** The `typ` of an ID-JAG; no other JWT of the provider can be taken for one (RFC 8725, 3.11). */
export const ID_JAG_TYPE = "oauth-id-jag+jwt";
