import { type Attachment, LIMITS } from "../../journal/mod.ts";
import { previewPath } from "../../pages/journal_paths.ts";
import { FIELD } from "./read_form.ts";

/** The files that the form has, and a way to bring more. */
export function FilesField({ files }: { files: readonly Attachment[] }) {
  const places = files.length;
  return (
    <fieldset class="files-field" id="files-field">
      <legend>Pictures and files</legend>
      <ol id="files" class="written-files">
        {files.map((file, n) => (
          <FileItem
            key={file.id}
            file={file}
            place={n + 1}
            places={places}
          />
        ))}
      </ol>
      <template id="file-item">
        <FileItem file={EMPTY} place={0} places={LIMITS.attachmentsPerEntry} />
      </template>
      <p id="files-status" class="quiet" role="status"></p>
      <div class="field">
        <label for={FIELD.newFile}>Add pictures or other files</label>
        <input
          id={FIELD.newFile}
          name={FIELD.newFile}
          type="file"
          multiple
          aria-describedby="new-files-hint"
        />
        <small id="new-files-hint">
          {`At most ${LIMITS.attachmentsPerEntry} an entry, of ${
            LIMITS.attachmentBytes / 2 ** 20
          } MB each.`}
          <span id="drop-hint" hidden>
            <br />
            You can also drop or paste them anywhere on this page.
          </span>
        </small>
      </div>
    </fieldset>
  );
}

/** What a script fills in. */
const EMPTY: Attachment = { id: "", sha256: "", name: "", type: "image/png", size: 0 };

function FileItem(
  { file: { id, sha256, name, type, alt }, place, places }: {
    file: Attachment;
    place: number;
    places: number;
  },
) {
  const of = name === "" ? "" : ` of ${name}`;
  const isPicture = type.startsWith("image/");
  return (
    <li class="written-file">
      <input type="hidden" name={FIELD.file} value={sha256} />
      {isPicture && (
        <img src={id === "" ? undefined : previewPath(id, "small")} alt="" loading="lazy" />
      )}
      <div class="about-file">
        <label class="field">
          Name
          <input
            name={FIELD.fileName}
            value={name}
            dir="auto"
            autocomplete="off"
            aria-label={`Name${of}`}
          />
        </label>
        <label class="field">
          What it shows
          <input
            name={FIELD.fileAlt}
            value={alt ?? ""}
            dir="auto"
            autocomplete="off"
            aria-label={`What it shows${of}`}
          />
        </label>
        <div class="place-of-file">
          <label class="field">
            Position
            <input
              name={FIELD.filePlace}
              type="number"
              min={1}
              max={Math.max(places, 1)}
              value={String(place)}
              aria-label={`Position${of}`}
            />
          </label>
          <label class="choice">
            <input
              type="checkbox"
              name={FIELD.fileRemoved}
              value={sha256}
              aria-label={`Remove${of}`}
            />
            <span>Remove</span>
          </label>
        </div>
      </div>
    </li>
  );
}
