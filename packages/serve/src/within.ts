// An end that waits for what runs, but not for ever.

/** Resolves when `ended` does, or once `ms` have passed and `giveUp` was called. */
export async function within(ended: Promise<void>, ms: number, giveUp: () => void): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      giveUp();
      resolve();
    }, ms);
  });
  await Promise.race([ended, passed]);
  clearTimeout(timer);
}
