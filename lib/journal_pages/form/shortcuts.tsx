/**
 * What keys do, where a script runs. All of them have a modifier: single keys would be pressed by
 * whoever speaks to their computer (WCAG 2.2, 2.1.4).
 */
export function Shortcuts() {
  return (
    <details id="shortcuts" class="shortcuts" hidden>
      <summary>Keyboard shortcuts</summary>
      <dl>
        <dt>
          <kbd>Ctrl</kbd> or <kbd>⌘</kbd> with <kbd>Enter</kbd>
        </dt>
        <dd>Save</dd>
        <dt>
          <kbd>Ctrl</kbd> or <kbd>⌘</kbd> with <kbd>Shift</kbd> and <kbd>Enter</kbd>
        </dt>
        <dd>Show or hide the preview</dd>
        <dt>
          <kbd>Ctrl</kbd> or <kbd>⌘</kbd> with <kbd>/</kbd> or <kbd>?</kbd>
        </dt>
        <dd>Show or hide this list</dd>
      </dl>
    </details>
  );
}
