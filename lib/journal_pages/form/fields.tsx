import type { FormValues } from "./form_values.ts";
import type { Proposals } from "./proposals.ts";
import { FIELD } from "./read_form.ts";

/** What an entry says, to be filled in. */
export function Fields({ values, proposals }: { values: FormValues; proposals: Proposals }) {
  return (
    <>
      <div class="field">
        <label for="title">Title</label>
        <input
          id="title"
          name={FIELD.title}
          value={values.title}
          dir="auto"
          autocomplete="off"
          aria-describedby="title-hint"
        />
        <small id="title-hint">Without one, the first words of the text are the title.</small>
      </div>
      <div class="field">
        <label for="text">Text</label>
        {/* A browser leaves out the first line break. */}
        <textarea id="text" name={FIELD.content} rows={14} dir="auto" aria-describedby="text-hint">
          {"\n" + values.content}
        </textarea>
        <small id="text-hint">
          Markdown works: **strong**, *emphasis*, # heading, - list, - [ ] task, [link](https://…).
        </small>
      </div>
      <fieldset class="filters when">
        <legend>When and where</legend>
        <div class="field">
          <label for="day">Day</label>
          <input id="day" name={FIELD.day} type="date" value={values.day} />
        </div>
        <div class="field">
          <label for="time">Time</label>
          <input id="time" name={FIELD.time} type="time" value={values.time} />
        </div>
        {values.offset !== "" && <OffsetField offset={values.offset} />}
        <Line name="Place" field={FIELD.location} value={values.location} />
        <Line name="Weather" field={FIELD.weather} value={values.weather} />
      </fieldset>
      <fieldset class="filters">
        <legend>What it is about</legend>
        <Line name="Mood" field={FIELD.mood} value={values.mood} options={proposals.moods} />
        <Line
          name="Tags"
          field={FIELD.tags}
          value={values.tags}
          options={proposals.tags}
          hint="With commas between them. New ones are made."
        />
      </fieldset>
      <fieldset class="ticks">
        <legend class="unseen">Favourite and private</legend>
        <Tick name="Favourite" field={FIELD.isFavorite} isOn={values.isFavorite} />
        <Tick
          name="Private"
          field={FIELD.isPrivate}
          isOn={values.isPrivate}
          hint="only you see it here, and apps that may see private entries"
        />
      </fieldset>
    </>
  );
}

/** An entry keeps the clock of where it was written, unless somebody wants their own. */
function OffsetField({ offset }: { offset: string }) {
  return (
    <div class="field">
      <label for="offset">Clock</label>
      <select id="offset" name={FIELD.offset}>
        <option value={offset} selected>UTC{offset}</option>
        <option value="">your own</option>
      </select>
    </div>
  );
}

function Line(
  { name, field, value, options = [], hint }: {
    name: string;
    field: string;
    value: string;
    /** What is proposed, by the browser. */
    options?: readonly string[];
    hint?: string;
  },
) {
  const [list, hintId] = [`${field}-list`, `${field}-hint`];
  return (
    <div class="field">
      <label for={field}>{name}</label>
      <input
        id={field}
        name={field}
        value={value}
        dir="auto"
        autocomplete="off"
        list={options.length > 0 ? list : undefined}
        aria-describedby={hint && hintId}
      />
      {options.length > 0 && (
        <datalist id={list}>
          {options.map((option) => <option key={option} value={option} />)}
        </datalist>
      )}
      {hint && <small id={hintId}>{hint}</small>}
    </div>
  );
}

function Tick(
  { name, field, isOn, hint }: { name: string; field: string; isOn: boolean; hint?: string },
) {
  return (
    <label class="choice">
      <input type="checkbox" name={field} value="yes" checked={isOn} />
      <span>{name}{hint && <small>: {hint}</small>}</span>
    </label>
  );
}
