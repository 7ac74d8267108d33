/** Resolves once a claim holds, looking again every few milliseconds. Throws when it does not within the deadline. */
export async function until(claim: () => boolean | Promise<boolean>, what = 'the condition', deadlineMs = 30_000): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!(await claim())) {
    if (performance.now() > end) throw new Error(`${what} did not come about within ${deadlineMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
