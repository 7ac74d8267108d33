import type { DefinitionKind } from '../../data-plane/lib/definition.ts';
import type { Definition, Discovered, ListName } from '../discovery/discovered.ts';
import { rank } from './check.ts';
import type { CheckMeta, DefinitionSubject, Peer, ScanFinding, Severity } from './check.ts';
import { allChecks, definitionChecks, registryChecks, serverChecks } from './checks/index.ts';
import { raiseTogether } from './combine.ts';
import { bySeverity, findingOf, scanDefinition, subjectOf } from './run.ts';
import { textOf } from './schema.ts';
import { attackGrade, riskScore } from './score.ts';
import type { RiskScore } from './score.ts';
import { readDefinition } from './text/reading.ts';

/** One definition with its findings, grade and score. */
export interface ScannedDefinition {
  readonly kind: DefinitionKind | 'server';
  readonly name: string;
  readonly findings: readonly ScanFinding[];
  readonly grade: Severity | 'none';
  readonly risk: RiskScore;
}

/** What was asked and of what: a scan that did not see everything is never called clean. */
export interface ScanCoverage {
  /** The version of the set of checks; a new one is a reason to scan again. */
  readonly checksVersion: string;
  readonly checks: readonly {
    readonly id: string;
    readonly version: number;
    readonly status: 'ran' | 'failed' | 'untestable';
    readonly detail: string | null;
  }[];
  readonly surfaces: readonly {
    readonly name: ListName | 'instructions';
    readonly status: 'read' | 'not-offered' | 'truncated' | 'failed';
    readonly count: number;
    readonly detail: string | null;
  }[];
  /** Places in definitions that were too large to be read whole. */
  readonly truncated: readonly { readonly definition: string; readonly path: string }[];
}

/** One assessment of a server. */
export interface ServerReport {
  readonly server: string;
  /** `clean` only if every check ran over every surface and no attack finding is medium or above; lower ones are listed all the same. */
  readonly verdict: 'clean' | 'findings' | 'incomplete';
  readonly grade: Severity | 'none';
  readonly risk: RiskScore;
  readonly definitions: readonly ScannedDefinition[];
  /** Findings about the server itself and its connection. */
  readonly findings: readonly ScanFinding[];
  readonly coverage: ScanCoverage;
}

/** What a scan may be told. */
export interface ScanOptions {
  /** Tools of the other servers in the same registry; none means there are none. */
  readonly peers?: readonly Peer[];
  /** Fingerprints of findings that were waived: they stay in the report of no one but the control plane. */
  readonly waived?: ReadonlySet<string>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** The version of the whole set: ids and versions of all checks. Rises with any of them. */
export function checksVersion(): string {
  return `${allChecks.length}.${allChecks.reduce((sum, check) => sum + check.version, 0)}`;
}

/** A tool of another server, ready to be compared with. */
export function peerOf(server: string, tool: Definition): Peer {
  return { server, tool, reading: readDefinition(tool) };
}

/**
 * Asks every check of everything a server listed. Contacts nothing.
 *
 * Lets the event loop go between definitions. Throws: the signal's reason when it is aborted.
 * Cost: about 0.7 ms per definition.
 */
export async function scanServer(server: string, discovered: Discovered, options: ScanOptions = {}): Promise<ServerReport> {
  const waived = options.waived ?? new Set<string>();
  const failed = new Map<string, string>();
  const untestable = new Map<string, string>();
  const truncated: { definition: string; path: string }[] = [];
  const siblings = new Set(discovered.tools.map((tool) => String(tool['name'])));
  const subjects = subjectsOf(server, discovered, siblings);
  const definitions: ScannedDefinition[] = [];
  let done = 0;
  for (const make of subjects) {
    if (done % 16 === 0) {
      options.onProgress?.(done, subjects.length);
      await new Promise((resolve) => setImmediate(resolve));
      options.signal?.throwIfAborted();
    }
    const subject = make();
    const report = scanDefinition(subject);
    report.failed.forEach((id) => failed.set(id, `failed on ${subject.kind} ${done}`));
    report.truncated.forEach((path) => truncated.length < 100 && truncated.push({ definition: report.name, path }));
    const extra = subject.kind === 'tool' ? registryFindings(server, subject, options.peers ?? [], failed) : [];
    const findings = bySeverity(raiseTogether([...report.findings, ...extra])).filter((finding) => !waived.has(finding.fingerprint));
    definitions.push({ kind: subject.kind, name: report.name, findings, grade: attackGrade(findings), risk: riskScore(findings) });
    done += 1;
  }
  options.onProgress?.(done, subjects.length);
  const own = connectionFindings(server, discovered, subjects, failed, untestable).filter((finding) => !waived.has(finding.fingerprint));
  const all = [...own, ...definitions.flatMap(({ findings }) => findings)];
  const coverage = coverageOf(discovered, failed, untestable, truncated);
  const attacked = all.some((finding) => finding.class === 'attack' && rank(finding.severity) >= 2);
  return {
    server,
    verdict: attacked ? 'findings' : isComplete(coverage) ? 'clean' : 'incomplete',
    grade: attackGrade(all),
    risk: riskScore(all),
    definitions,
    findings: bySeverity(own),
    coverage,
  };
}

/** Every definition of a server as a subject, made when its turn comes. */
function subjectsOf(server: string, discovered: Discovered, siblings: ReadonlySet<string>): (() => DefinitionSubject)[] {
  const lists: [DefinitionKind, readonly Definition[]][] = [
    ['tool', discovered.tools],
    ['prompt', discovered.prompts],
    ['resource', discovered.resources],
    ['resource-template', discovered.resourceTemplates],
  ];
  const subjects = lists.flatMap(([kind, list]) => list.map((definition) => () => subjectOf(kind, definition, siblings)));
  const { serverInfo, instructions } = discovered;
  if (instructions !== null || serverInfo !== null) {
    const { version: _, ...shown } = serverInfo ?? {};
    subjects.push(() =>
      subjectOf(
        'server',
        { ...shown, name: textOf(serverInfo ?? {}, 'name') || server, ...(instructions === null ? {} : { instructions }) },
        siblings,
      ),
    );
  }
  return subjects;
}

function registryFindings(server: string, tool: DefinitionSubject, peers: readonly Peer[], failed: Map<string, string>): ScanFinding[] {
  return registryChecks.flatMap((check) => {
    try {
      return check.run({ server, tool, peers }).map((evidence) => findingOf(check, tool, evidence));
    } catch {
      failed.set(check.id, `failed on tool ${tool.reading.name.slice(0, 64)}`);
      return [];
    }
  });
}

function connectionFindings(
  server: string,
  discovered: Discovered,
  subjects: readonly (() => DefinitionSubject)[],
  failed: Map<string, string>,
  untestable: Map<string, string>,
): ScanFinding[] {
  const tools = subjects.slice(0, discovered.tools.length).map((make) => make());
  const subject = { kind: 'server' as const, definition: discovered as unknown as Definition, reading: readDefinition({ name: server }) };
  return serverChecks.flatMap((check) => {
    try {
      const result = check.run({ name: server, discovered, tools });
      if ('missing' in result) {
        untestable.set(check.id, result.missing);
        return [];
      }
      return result.map((evidence) => findingOf(check, subject, evidence));
    } catch {
      failed.set(check.id, 'failed on the connection');
      return [];
    }
  });
}

function coverageOf(
  discovered: Discovered,
  failed: ReadonlyMap<string, string>,
  untestable: ReadonlyMap<string, string>,
  truncated: ScanCoverage['truncated'],
): ScanCoverage {
  const meta: readonly CheckMeta[] = [...definitionChecks, ...serverChecks, ...registryChecks];
  const checks = meta.map(({ id, version }) => ({
    id,
    version,
    status: failed.has(id) ? ('failed' as const) : untestable.has(id) ? ('untestable' as const) : ('ran' as const),
    detail: failed.get(id) ?? untestable.get(id) ?? null,
  }));
  const names: readonly ListName[] = ['tools', 'prompts', 'resources', 'resourceTemplates'];
  const surfaces = names.map((name) => {
    const { status, reason } = discovered.lists[name];
    return {
      name: name as ListName | 'instructions',
      status: status === 'complete' ? ('read' as const) : status,
      count: discovered[name].length,
      detail: reason,
    };
  });
  surfaces.push({
    name: 'instructions',
    status: discovered.instructions === null ? 'not-offered' : 'read',
    count: discovered.instructions === null ? 0 : 1,
    detail: null,
  });
  return { checksVersion: checksVersion(), checks, surfaces, truncated };
}

/**
 * A report with findings left out, or one added to a definition, its grades and verdict made anew.
 *
 * Adding can only worsen a report; what is left out stays counted in nothing, so a caller that filters says so.
 */
export function withFindings(
  report: ServerReport,
  keep: (finding: ScanFinding) => boolean,
  added?: { readonly index: number; readonly finding: ScanFinding },
): ServerReport {
  const definitions = report.definitions.map((definition, index) => {
    const kept = definition.findings.filter(keep);
    const findings = added?.index === index ? bySeverity([...kept, added.finding]) : kept;
    return { ...definition, findings, grade: attackGrade(findings), risk: riskScore(findings) };
  });
  const findings = report.findings.filter(keep);
  const all = [...findings, ...definitions.flatMap((definition) => definition.findings)];
  const attacked = all.some((finding) => finding.class === 'attack' && rank(finding.severity) >= 2);
  const verdict = attacked
    ? 'findings'
    : report.verdict === 'findings'
      ? isComplete(report.coverage)
        ? 'clean'
        : 'incomplete'
      : report.verdict;
  return { ...report, verdict, grade: attackGrade(all), risk: riskScore(all), definitions, findings };
}

/** Whether every check ran over every surface. */
export function isComplete(coverage: ScanCoverage): boolean {
  return (
    coverage.checks.every(({ status }) => status === 'ran') &&
    coverage.surfaces.every(({ status }) => status === 'read' || status === 'not-offered') &&
    coverage.truncated.length === 0
  );
}
