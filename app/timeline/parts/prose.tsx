const ADDRESS = /(https?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}*_])/;

/**
 * What somebody wrote, as it was written: Markdown is not interpreted. A link is a button, because
 * only the host may open it; following it here would be a request.
 */
export function Prose({ text, openLink }: {
  text: string;
  openLink?: (url: string) => Promise<void>;
}) {
  return (
    <div class="prose">
      {text.split(/\n{2,}/).map((paragraph, n) => (
        <p key={n} dir="auto">
          {paragraph.split(ADDRESS).map((part, n) =>
            n % 2 === 1 && openLink
              ? (
                <button key={n} type="button" class="link" onClick={() => openLink(part)}>
                  {part}
                </button>
              )
              : part
          )}
        </p>
      ))}
    </div>
  );
}
