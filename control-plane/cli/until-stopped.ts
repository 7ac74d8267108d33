/**
 * Waits for SIGINT or SIGTERM, then runs `stop` once; a second signal ends the process at once.
 *
 * Returns: when `stop` is done. The caller then lets the process end by itself.
 */
export async function untilStopped(stop: () => Promise<void>): Promise<void> {
  const keepAlive = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => {
    let signals = 0;
    const onSignal = (): void => {
      signals += 1;
      if (signals > 1) process.exit(130);
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
  clearInterval(keepAlive);
  process.stderr.write('portcullis: finishing the calls in flight (signal again to stop at once)\n');
  await stop();
}
