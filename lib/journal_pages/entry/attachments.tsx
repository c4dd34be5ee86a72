import type { Attachment } from "../../journal/mod.ts";
import { filePath, previewPath } from "../../pages/journal_paths.ts";
import { dates, type Preferences } from "../../pages/dates.tsx";
import { previewOf } from "../text/preview.ts";

/** The files of an entry: pictures to look at, sounds and films to play, the rest to download. */
export function Attachments(
  { attachments, preferences }: {
    attachments: readonly Attachment[];
    preferences: Preferences;
  },
) {
  if (attachments.length === 0) return null;
  return (
    <section aria-labelledby="files">
      <h2 id="files">{attachments.length === 1 ? "File" : "Files"}</h2>
      <ul class="files">
        {attachments.map((attachment) => (
          <li key={attachment.id}>
            <Shown attachment={attachment} />
            <p class="quiet">
              <a href={filePath(attachment.id)}>
                <bdi>{attachment.name}</bdi>
              </a>{" "}
              {sizeOf(attachment.size, preferences)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Shown({ attachment }: { attachment: Attachment }) {
  const { id, name, type, alt } = attachment;
  switch (type.split("/")[0]) {
    case "image":
      return (
        <a href={previewPath(id, "large")}>
          <img {...previewOf(attachment, "small")} alt={alt ?? name} loading="lazy" />
        </a>
      );
    case "audio":
      return <audio controls preload="none" src={filePath(id)} aria-label={alt ?? name} />;
    case "video":
      return <video controls preload="none" src={filePath(id)} aria-label={alt ?? name} />;
    default:
      return alt ? <p dir="auto">{alt}</p> : null;
  }
}

/** Whether any of the files is played. */
export function hasMedia(attachments: readonly Attachment[] = []): boolean {
  return attachments.some(({ type }) => /^(audio|video)\//.test(type));
}

const UNITS = ["bytes", "kB", "MB", "GB"];

function sizeOf(bytes: number, preferences: Preferences): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(1, bytes)) / 3), UNITS.length - 1);
  const size = bytes / 1_000 ** step;
  const { number } = dates(preferences);
  return `${number(size < 10 ? Math.round(size * 10) / 10 : Math.round(size))} ${UNITS[step]}`;
}
