import type { Severity } from '../../data-plane/detectors/detector.ts';
import type { DefinitionKind } from '../../data-plane/lib/definition.ts';
import type { Discovered } from '../discovery/discovered.ts';
import type { Parameter } from './schema.ts';
import type { Reading } from './text/reading.ts';

export type { Severity };

/** Attack drives quarantine, exposure drives policy suggestions, hygiene informs. */
export type CheckClass = 'attack' | 'exposure' | 'hygiene';

/** What a check found and where. */
export interface Evidence {
  /** JSON pointer in the definition or, for server facts, in the discovered server. */
  readonly path: string;
  /** UTF-16 offsets in the string at `path` (in its key, where `key` is true), end exclusive. Both 0: the place as a whole. */
  readonly start: number;
  readonly end: number;
  readonly key?: boolean;
  /** A probability from 0 to 1 that this is what the check is about. */
  readonly confidence: number;
  /** One sentence in our own words; never text of the server's. */
  readonly note: string;
  /** In place of the check's own severity. */
  readonly severity?: Severity;
  /** What an encoded or invisible text says, escaped and cut to 200 characters. */
  readonly decoded?: string;
}

/** One definition, ready to be asked. */
export interface DefinitionSubject {
  readonly kind: DefinitionKind | 'server';
  readonly definition: Readonly<Record<string, unknown>>;
  readonly reading: Reading;
  readonly parameters: readonly Parameter[];
  /** Names of the same server's other tools; null when they are not known. */
  readonly siblings: ReadonlySet<string> | null;
}

/** A tool of another server in the same registry. */
export interface Peer {
  readonly server: string;
  readonly tool: Readonly<Record<string, unknown>>;
  readonly reading: Reading;
}

/** A whole server, for checks of the connection and the lists. */
export interface ServerSubject {
  readonly name: string;
  readonly discovered: Discovered;
  readonly tools: readonly DefinitionSubject[];
}

/** A tool among the servers it will live with. */
export interface RegistrySubject {
  readonly server: string;
  readonly tool: DefinitionSubject;
  readonly peers: readonly Peer[];
}

/** What every check states about itself. */
export interface CheckMeta {
  /** Stable: findings and waivers store it. Starts with the row of the taxonomy it answers. */
  readonly id: string;
  /** Rises whenever the same definition may give other findings. */
  readonly version: number;
  readonly title: string;
  readonly class: CheckClass;
  /** Of a finding that is certain. */
  readonly severity: Severity;
  /** OWASP MCP Top 10 (2025), CWE, SAFE-MCP. */
  readonly references: readonly string[];
  readonly remediation: string;
}

/** Asks one question of one definition. Pure; linear in the definition. */
export interface DefinitionCheck extends CheckMeta {
  readonly scope: 'definition';
  run(subject: DefinitionSubject): readonly Evidence[];
}

/** Asks one question of a server and its connection. */
export interface ServerCheck extends CheckMeta {
  readonly scope: 'server';
  /** `missing` names what would have been needed; untestable is never a pass. */
  run(subject: ServerSubject): readonly Evidence[] | { readonly missing: string };
}

/** Asks one question of a tool among the other servers of its registry. */
export interface RegistryCheck extends CheckMeta {
  readonly scope: 'registry';
  run(subject: RegistrySubject): readonly Evidence[];
}

/** Any check. */
export type Check = DefinitionCheck | ServerCheck | RegistryCheck;

/** One finding: what a check says about one place of one definition. */
export interface ScanFinding {
  readonly check: string;
  readonly title: string;
  readonly class: CheckClass;
  readonly severity: Severity;
  readonly confidence: number;
  /** What was looked at. */
  readonly subject: { readonly kind: DefinitionKind | 'server'; readonly name: string };
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly note: string;
  readonly decoded: string | null;
  readonly references: readonly string[];
  readonly remediation: string;
  /** What a waiver binds to: check, path and the text at the path. A changed text raises the finding anew. */
  readonly fingerprint: string;
}

/** Severities from nothing to worst; the index is the rank. */
export const SEVERITIES: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

/** -1 for null, then 0 for `info` to 4 for `critical`. */
export function rank(severity: Severity | null): number {
  return severity === null ? -1 : SEVERITIES.indexOf(severity);
}
