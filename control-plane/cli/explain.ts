/** What a person is told when a command ends badly. Never a stack trace unless `PORTCULLIS_DEBUG` asks for it. */
export function explainFailure(failure: unknown): { text: string; exitCode: 1 | 2 } {
  if (!(failure instanceof Error)) return { text: String(failure), exitCode: 1 };
  const debug = process.env['PORTCULLIS_DEBUG'] === 'true' ? `\n${failure.stack ?? ''}` : '';
  const code = (failure as NodeJS.ErrnoException).code;
  if (failure.name === 'BadEnvironment' || failure.name === 'EnvironmentUnusable') return { text: failure.message + debug, exitCode: 2 };
  if (code === 'EADDRINUSE') {
    const { port } = failure as NodeJS.ErrnoException & { port?: number };
    return {
      text: `port ${port ?? '(unknown)'} is taken by another program; stop it, or choose another port (README, table of the environment)${debug}`,
      exitCode: 1,
    };
  }
  return { text: failure.message + debug, exitCode: 1 };
}
