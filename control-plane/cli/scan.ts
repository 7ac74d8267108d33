import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { packageRoot } from '../../data-plane/lib/package-root.ts';
import { discoverCommand, discoverServer } from '../discovery/discover.ts';
import { DiscoveryFailed } from '../discovery/discovered.ts';
import type { Discovered } from '../discovery/discovered.ts';
import { rank, SEVERITIES } from '../scanner/check.ts';
import type { CheckClass, Severity } from '../scanner/check.ts';
import { readClientConfig } from '../scanner/client-config.ts';
import type { ConfiguredServer } from '../scanner/client-config.ts';
import { judgeDefinition } from '../scanner/judge.ts';
import type { JudgeOptions } from '../scanner/judge.ts';
import { forTerminal } from '../scanner/report/escape.ts';
import { asJson } from '../scanner/report/json.ts';
import { asMarkdown } from '../scanner/report/markdown.ts';
import { asSarif } from '../scanner/report/sarif.ts';
import { findingsOf } from '../scanner/report/subject.ts';
import type { ReportEntry } from '../scanner/report/subject.ts';
import { asTable } from '../scanner/report/table.ts';
import { subjectOf } from '../scanner/run.ts';
import { peerOf, scanServer, withFindings } from '../scanner/scan-server.ts';

interface ScanFlags {
  readonly config?: string;
  readonly format: 'table' | 'json' | 'markdown' | 'sarif';
  readonly output?: string;
  readonly failOn: Severity | 'none';
  readonly only: readonly CheckClass[];
  readonly header: readonly string[];
  readonly env: readonly string[];
  readonly timeout: number;
  readonly quiet: boolean;
  readonly judgeUrl?: string;
  readonly judgeModel?: string;
}

/**
 * `portcullis scan <url | -- command args>`: reads what a server lists, calls no tool, reports what is risky about it.
 *
 * Exit codes: 0 nothing at or above `--fail-on`; 1 findings at or above it; 2 a server could not be scanned, or not whole.
 */
export function scanCommand(): Command {
  const collect = (value: string, all: readonly string[]): string[] => [...all, value];
  return new Command('scan')
    .description('scan an MCP server, or every server of a client’s configuration, without a control plane')
    .argument('[target...]', 'a URL, or after "--" the command that starts a server on stdio')
    .option(
      '--config <file>',
      'scan every server in a client’s configuration (mcp.json, claude_desktop_config.json, …); starts its commands',
    )
    .option('--format <format>', 'table, json, markdown or sarif', oneOf(['table', 'json', 'markdown', 'sarif'] as const), 'table')
    .option('--output <file>', 'write the report to a file instead of standard output')
    .option('--fail-on <severity>', 'info, low, medium, high, critical or none', oneOf([...SEVERITIES, 'none'] as const), 'high')
    .option('--only <classes>', 'classes that count and are shown: attack, exposure, hygiene', classes, [
      'attack',
      'exposure',
      'hygiene',
    ] as readonly CheckClass[])
    .option('--header <name:value>', 'sent to the server; may be repeated', collect, [] as readonly string[])
    .option(
      '--env <name[=value]>',
      'given to the command; without a value the present one is passed on; may be repeated',
      collect,
      [] as readonly string[],
    )
    .option('--timeout <seconds>', 'for one server', seconds, 60)
    .option('--quiet', 'no progress on standard error', false)
    .option(
      '--judge-url <url>',
      'an OpenAI-compatible endpoint that reviews definitions as well; the key is read from PORTCULLIS_JUDGE_KEY',
    )
    .option('--judge-model <name>', 'the model to ask there')
    .action(async (target: readonly string[], flags: ScanFlags) => {
      process.exitCode = await runScan(target, flags);
    });
}

async function runScan(target: readonly string[], flags: ScanFlags): Promise<number> {
  const say = (line: string): void => void (flags.quiet || process.stderr.write(`${line}\n`));
  let servers: ConfiguredServer[];
  let judge: JudgeOptions | null;
  try {
    servers = serversOf(target, flags);
    judge = judgeOf(flags);
  } catch (error) {
    process.stderr.write(`portcullis scan: ${error instanceof Error ? error.message : 'bad arguments'}\n`);
    return 2;
  }
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const entries = await scanAll(servers, flags, judge, say, abort.signal);
    const shown = entries.map((entry) =>
      entry.kind === 'failed' ? entry : { ...entry, report: withFindings(entry.report, (finding) => flags.only.includes(finding.class)) },
    );
    const report = render(shown, flags);
    if (flags.output === undefined) process.stdout.write(report);
    else writeFileSync(flags.output, report);
    return exitCode(shown, flags.failOn);
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
  }
}

async function scanAll(
  servers: readonly ConfiguredServer[],
  flags: ScanFlags,
  judge: JudgeOptions | null,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<ReportEntry[]> {
  const found = new Map<string, Discovered>();
  const entries: ReportEntry[] = [];
  for (const server of servers) {
    say(`${forTerminal(server.name)}: connecting …`);
    try {
      const discovered = await discover(server, flags, signal);
      found.set(server.name, discovered);
      say(
        `${forTerminal(server.name)}: ${discovered.era} server, ${discovered.tools.length} tools, ${discovered.prompts.length} prompts, ${discovered.resources.length + discovered.resourceTemplates.length} resources`,
      );
    } catch (error) {
      const reason = error instanceof DiscoveryFailed || error instanceof Error ? error.message : 'it could not be read';
      say(`${forTerminal(server.name)}: could not be read: ${forTerminal(reason, 300)}`);
      entries.push({ kind: 'failed', server: server.name, reason });
    }
  }
  for (const [name, discovered] of found) {
    const peers = [...found].filter(([other]) => other !== name).flatMap(([other, { tools }]) => tools.map((tool) => peerOf(other, tool)));
    let report = await scanServer(name, discovered, {
      peers,
      signal,
      onProgress: (done, total) => done % 64 === 0 && total > 64 && say(`${forTerminal(name)}: ${done} of ${total} definitions`),
    });
    if (judge !== null) {
      for (const [index, tool] of discovered.tools.entries()) {
        say(`${forTerminal(name)}: the judge reads tool ${index + 1} of ${discovered.tools.length}`);
        const outcome = await judgeDefinition(subjectOf('tool', tool), judge, signal);
        if (outcome.status === 'failed') say(`${forTerminal(name)}: not judged: ${outcome.reason}`);
        if (outcome.status === 'suspicious') report = withFindings(report, () => true, { index, finding: outcome.finding });
      }
    }
    entries.push({ kind: 'scanned', report });
  }
  return entries;
}

async function discover({ target, name }: ConfiguredServer, flags: ScanFlags, signal: AbortSignal): Promise<Discovered> {
  const limits = { totalMs: flags.timeout * 1_000 };
  if (target.kind === 'unreadable') throw new Error(`"${name}" in the configuration: ${target.reason}`);
  if (target.kind === 'url') return discoverServer({ url: target.url, headers: target.headers, limits, signal });
  return discoverCommand({
    command: target.command,
    args: target.args,
    env: target.env,
    limits,
    signal,
    ...(target.cwd === null ? {} : { cwd: target.cwd }),
  });
}

function serversOf(target: readonly string[], flags: ScanFlags): ConfiguredServer[] {
  const headers = Object.fromEntries(flags.header.map(headerOf));
  const env = Object.fromEntries(flags.env.map(environmentOf));
  if (flags.config !== undefined) {
    if (target.length > 0) throw new Error('give either a target or --config, not both');
    let text: string;
    try {
      text = readFileSync(flags.config, 'utf8');
    } catch {
      throw new Error(`the configuration ${flags.config} cannot be read`);
    }
    return readClientConfig(text, process.env);
  }
  const [first, ...rest] = target;
  if (first === undefined) throw new Error('what is to be scanned? A URL, "-- command args", or --config FILE');
  if (/^https?:\/\//i.test(first)) {
    if (rest.length > 0) throw new Error('one URL at a time; use --config for several servers');
    if (!URL.canParse(first)) throw new Error('the URL cannot be read');
    const url = new URL(first);
    return [{ name: `${url.host}${url.pathname === '/' ? '' : url.pathname}`, target: { kind: 'url', url: first, headers } }];
  }
  if (!process.argv.includes('--')) throw new Error('a command is given after "--": portcullis scan -- node server.js');
  return [{ name: [first, ...rest].join(' ').slice(0, 80), target: { kind: 'command', command: first, args: rest, env, cwd: null } }];
}

function judgeOf(flags: ScanFlags): JudgeOptions | null {
  if (flags.judgeUrl === undefined) return null;
  if (flags.judgeModel === undefined) throw new Error('--judge-url needs --judge-model');
  if (!URL.canParse(flags.judgeUrl)) throw new Error('--judge-url is not a URL');
  return { endpoint: flags.judgeUrl, model: flags.judgeModel, apiKey: process.env['PORTCULLIS_JUDGE_KEY'] ?? null };
}

function render(entries: readonly ReportEntry[], flags: ScanFlags): string {
  switch (flags.format) {
    case 'json':
      return asJson(entries);
    case 'markdown':
      return asMarkdown(entries);
    case 'sarif':
      return asSarif(entries, version());
    case 'table':
      return asTable(entries, {
        color: flags.output === undefined && process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
      });
  }
}

function exitCode(entries: readonly ReportEntry[], failOn: Severity | 'none'): number {
  const reports = entries.flatMap((entry) => (entry.kind === 'scanned' ? [entry.report] : []));
  if (failOn !== 'none' && reports.some((report) => findingsOf(report).some(({ severity }) => rank(severity) >= rank(failOn)))) return 1;
  const whole = reports.every(
    ({ coverage }) =>
      coverage.surfaces.every(({ status }) => status === 'read' || status === 'not-offered') &&
      coverage.checks.every(({ status }) => status !== 'failed'),
  );
  return entries.length > 0 && entries.length === reports.length && whole ? 0 : 2;
}

function version(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version;
}

function oneOf<const T extends string>(allowed: readonly T[]): (value: string) => T {
  return (value) => {
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw new InvalidArgumentError(`It is one of ${allowed.join(', ')}.`);
    return found;
  };
}

function classes(value: string): CheckClass[] {
  return value.split(',').map((part) => oneOf(['attack', 'exposure', 'hygiene'] as const)(part.trim()));
}

function seconds(value: string): number {
  const number = Number(value);
  if (!Number.isFinite(number) || number <= 0 || number > 3_600)
    throw new InvalidArgumentError('It is a number of seconds from 1 to 3600.');
  return number;
}

function headerOf(text: string): [string, string] {
  const colon = text.indexOf(':');
  if (colon <= 0 || !/^[\w!#$%&'*+.^`|~-]+$/.test(text.slice(0, colon))) throw new Error('--header is written "Name: value"');
  return [text.slice(0, colon), text.slice(colon + 1).trim()];
}

function environmentOf(text: string): [string, string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, process.env[text] ?? ''] : [text.slice(0, equals), text.slice(equals + 1)];
}
