#!/usr/bin/env node
import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../data-plane/lib/package-root.ts';

/**
 * The `portcullis` command. Each sub-command loads only the plane it needs, when it runs.
 *
 * Exit codes: 0 done; 1 an expected failure, said on standard error; 2 bad usage or environment.
 */
async function main(argv: readonly string[]): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  const program = new Command('portcullis')
    .description('MCP security gateway: registries, credentials, guardrails and a record of every call')
    .version(version)
    .showHelpAfterError('(portcullis --help lists the commands)')
    .exitOverride((stop) => process.exit(stop.exitCode === 0 ? 0 : 2));

  program
    .command('standalone')
    .description('both planes in this process, on an embedded PostgreSQL unless DATABASE_URL is set')
    .action(async () => (await import('./standalone.ts')).runStandalone());
  program
    .command('control-plane')
    .description('GraphQL, console and the config stream; needs DATABASE_URL and PORTCULLIS_MASTER_KEY in production')
    .action(async () => (await import('./run-control-plane.ts')).runControlPlane());
  program
    .command('data-plane')
    .description('one node that serves agents; needs PORTCULLIS_CONTROL_PLANE and PORTCULLIS_JOIN_TOKEN or a certificate')
    .action(async () => (await import('./run-data-plane.ts')).runDataPlane());
  program
    .command('demo')
    .description('the main job on a real MCP server, narrated; against what is running, or all by itself')
    .action(async () => (await import('./demo.ts')).runDemo());
  program
    .command('admin-token')
    .description('prints a short-lived administrator token, made with the master key of this machine')
    .option('--minutes <n>', 'lifetime, at most 60', '15')
    .action(async (options: { minutes: string }) => (await import('./admin-token.ts')).runAdminToken(options));
  program.addCommand((await import('./scan.ts')).scanCommand());

  await program.parseAsync([...argv]);
}

main(process.argv).catch(async (failure: unknown) => {
  const { explainFailure } = await import('./explain.ts');
  const { text, exitCode } = explainFailure(failure);
  process.stderr.write(`portcullis: ${text}\n`);
  process.exit(exitCode);
});
