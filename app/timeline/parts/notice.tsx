/** Says what went wrong, and offers to try again. */
export function Notice({ problem, again }: { problem: string; again?: () => void }) {
  return (
    <div class="notice" role="alert">
      <p>{problem}</p>
      {again && <button type="button" onClick={again}>Try again</button>}
    </div>
  );
}
