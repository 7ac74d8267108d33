import { actionsOf, speaksOf } from '../actions.ts';
import type { DefinitionSubject, Evidence, RegistryCheck, RegistrySubject } from '../check.ts';
import { kindsOf } from '../parameter-kind.ts';
import { REF } from '../references.ts';
import { listParameters } from '../schema.ts';
import { C } from '../text/concepts.ts';

/** What a tool contributes to a path along which private data can leave. */
export interface FlowRoles {
  /** TF-01: brings in text that strangers can write. */
  readonly untrusted: boolean;
  /** TF-02: reads what is private. */
  readonly privateData: boolean;
  /** TF-03: carries data out, to a place the caller names. */
  readonly sink: boolean;
  /** Destroys, executes or pays. */
  readonly grave: boolean;
}

/** The roles of a tool in toxic flows, from its actions and parameters. Kept as long as the definition is. */
export function flowRoles(subject: DefinitionSubject): FlowRoles {
  let roles = kept.get(subject.definition);
  if (roles === undefined) kept.set(subject.definition, (roles = rolesOf(subject)));
  return roles;
}
const kept = new WeakMap<object, FlowRoles>();

function rolesOf(subject: DefinitionSubject): FlowRoles {
  const { named, described } = actionsOf(subject);
  const reads = named.has('read') || named.has('fetch') || (named.size === 0 && (described.has('read') || described.has('fetch')));
  const kinds = new Set(subject.parameters.flatMap((parameter) => kindsOf(subject, parameter).map(({ kind }) => kind)));
  const sends = named.has('send') || named.has('pay') || (named.has('write') && speaksOf(subject, PUBLIC));
  return {
    untrusted: (reads && speaksOf(subject, STRANGERS)) || (kinds.has('url') && (named.has('fetch') || reads)),
    privateData:
      reads && (speaksOf(subject, PRIVATE) || kinds.has('path') || kinds.has('sql') || subject.reading.nameConcepts.has(C.secret)),
    sink:
      sends ||
      (kinds.has('url') && (named.has('fetch') || named.has('write') || named.has('send') || named.has('execute'))) ||
      kinds.has('command') ||
      kinds.has('code'),
    grave: named.has('delete') || named.has('execute') || named.has('pay'),
  };
}

/** Untrusted content, private data and a way out come together in one registry. */
export const toxicFlow: RegistryCheck = {
  scope: 'registry',
  id: 'tf-04-toxic-flow',
  version: 1,
  title: 'Untrusted content, private data and a way out come together',
  class: 'exposure',
  severity: 'medium',
  references: [REF.intentSubversion, REF.contextInjection, REF.scopeCreep],
  remediation: 'Grant the three kinds of tool to different applications, or have the guardrails block on the way out.',
  run: (subject) => paths(subject, false),
};

/** A destructive or paying tool in reach of text that strangers write. */
export const graveReach: RegistryCheck = {
  scope: 'registry',
  id: 'tf-05-grave-reach',
  version: 1,
  title: 'A destructive tool in reach of untrusted content',
  class: 'exposure',
  severity: 'medium',
  references: [REF.intentSubversion, REF.scopeCreep],
  remediation: 'Require confirmation for it, or keep it from applications that read untrusted content.',
  run: (subject) => paths(subject, true),
};

/** A path is reported once, on the tool at its end, with the partners named in the note by number only. */
function paths(subject: RegistrySubject, grave: boolean): Evidence[] {
  const own = flowRoles(subject.tool);
  if (grave ? !own.grave : !own.sink) return [];
  const others = subject.peers.map((peer) => ({
    peer,
    roles: flowRoles({ kind: 'tool', definition: peer.tool, reading: peer.reading, parameters: listParameters(peer.tool), siblings: null }),
  }));
  const untrusted = own.untrusted ? subject.tool.reading.name : others.find(({ roles }) => roles.untrusted)?.peer.reading.name;
  const secret = own.privateData ? subject.tool.reading.name : others.find(({ roles }) => roles.privateData)?.peer.reading.name;
  if (untrusted === undefined || (!grave && secret === undefined)) return [];
  const whole = { path: '', start: 0, end: 0 };
  return grave
    ? [{ ...whole, confidence: 0.6, note: `reachable from untrusted content read by ${shown(untrusted)}` }]
    : [
        {
          ...whole,
          confidence: 0.6,
          note: `data read by ${shown(secret ?? '')} can leave here at the word of content read by ${shown(untrusted)}`,
        },
      ];
}

/** A tool's name as far as it is safe to show. */
function shown(name: string): string {
  return `"${name.replace(/[^\w.-]/g, '?').slice(0, 64)}"`;
}

const STRANGERS = new Set([
  'web',
  'url',
  'page',
  'website',
  'email',
  'mail',
  'inbox',
  'issue',
  'issues',
  'comment',
  'pull',
  'message',
  'messages',
  'chat',
  'slack',
  'tweet',
  'feed',
  'rss',
  'review',
  'ticket',
  'search',
  'browser',
  'news',
  'forum',
  'post',
  'notification',
  'calendar',
  'event',
  'attachment',
  'transcript',
  'internet',
]);
const PRIVATE = new Set([
  'file',
  'files',
  'email',
  'mail',
  'inbox',
  'document',
  'database',
  'customer',
  'contact',
  'contacts',
  'private',
  'repository',
  'drive',
  'note',
  'notes',
  'secret',
  'credential',
  'account',
  'patient',
  'employee',
  'invoice',
  'memory',
  'calendar',
  'user',
  'users',
  'profile',
  'wallet',
  'balance',
  'record',
  'records',
  'table',
]);
const PUBLIC = new Set([
  'issue',
  'comment',
  'post',
  'tweet',
  'page',
  'gist',
  'pull',
  'message',
  'email',
  'share',
  'webhook',
  'channel',
  'upload',
  'remote',
  'blog',
]);
