/**
 * Returns once `work` has ended, or after so many milliseconds, which may be Infinity. What it throws
 * in time is thrown.
 */
export async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  if (milliseconds === Infinity) {
    await work;
    return;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => timer = setTimeout(resolve, milliseconds));
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
