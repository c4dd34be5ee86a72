import { ACCOUNT_PATHS } from "../../../account_paths.ts";
import { describedBy } from "../../../pages/problem.tsx";
import type { ImportJob } from "../../../transfer/mod.ts";
import { megabytes, TokenField } from "./parts.tsx";

/** The form that takes a file. With script it goes on after a broken connection, without it does not. */
export function UploadForm(
  { partial, maxBytes, token, problem }: {
    /** A file of which a part is here. */
    partial?: ImportJob;
    maxBytes: number;
    token: string;
    problem?: string;
  },
) {
  return (
    <>
      <p>
        Choose the file that your app has exported, a zip as it is: Day One, Journey, Journiv, Apple
        Journal, Diarium, Daylio, Google Keep, memos, Standard Notes, Simplenote, jrnl, a zip of
        Markdown files (Obsidian, Logseq, Hugo), or EpicMe. First you are shown what is in it;
        nothing is written before you say so.
      </p>
      {partial && (
        <p class="notice">
          {`“${partial.name}” (${megabytes(partial.size)}) is not here as a whole. Choose the same
          file again, and it goes on where it broke off.`}
        </p>
      )}
      <form
        id="upload"
        method="post"
        action={ACCOUNT_PATHS.import}
        enctype="multipart/form-data"
        data-uploads={ACCOUNT_PATHS.importUpload}
        data-max={maxBytes}
        data-partial={partial && `${ACCOUNT_PATHS.importUpload}/${partial.upload}`}
        data-partial-name={partial?.name}
        data-partial-size={partial?.size}
      >
        {/* Before the file: it is looked at before the file is read. */}
        <TokenField token={token} />
        <div class="field drop">
          <label for="file">File</label>
          <input
            id="file"
            name="file"
            type="file"
            required
            {...describedBy(problem, "file-hint")}
          />
          <small id="file-hint">{`At most ${megabytes(maxBytes)}.`}</small>
        </div>
        <div id="sending" hidden>
          <label for="sent">Sending the file</label>
          <progress id="sent" max="100" value="0"></progress>
        </div>
        <p id="sending-status" role="status"></p>
        <div class="actions">
          <button type="submit">Look at the file</button>
        </div>
      </form>
    </>
  );
}
