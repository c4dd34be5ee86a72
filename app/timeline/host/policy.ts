/**
 * Puts our own policy into force where the client has put this page into the body of another one:
 * a browser ignores a policy outside the head (HTML, Content security policy state), until it is
 * inserted there.
 */
export function enforcePolicy(): void {
  const policy = document.querySelector("body meta[http-equiv='content-security-policy']");
  if (policy) document.head.append(policy);
}
