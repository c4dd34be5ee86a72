/** What has just been done, read out by a screen reader; nothing if nothing was. */
export function Notice({ message }: { message?: string }) {
  return message ? <p class="notice" role="status">{message}</p> : null;
}
