import type { Evidence, ServerCheck, ServerSubject } from '../check.ts';
import { REF } from '../references.ts';

const at = (path: string, confidence: number, note: string, severity?: Evidence['severity']): Evidence => ({
  path,
  start: 0,
  end: 0,
  confidence,
  note,
  ...(severity === undefined ? {} : { severity }),
});
const remote = ({ discovered }: ServerSubject): boolean => discovered.connection.transport !== 'stdio';

/** No TLS on a connection that leaves this machine. */
export const cleartext: ServerCheck = {
  scope: 'server',
  id: 'sv-01-cleartext',
  version: 1,
  title: 'The connection is not encrypted',
  class: 'hygiene',
  severity: 'high',
  references: [REF.authentication, REF.cleartext],
  remediation: 'Use https.',
  run: (subject) => {
    const { tls, local, redirected } = subject.discovered.connection;
    if (!remote(subject)) return [];
    if (tls === null) return { missing: 'whether the connection is encrypted' };
    const evidence: Evidence[] = tls
      ? []
      : [at('/connection/tls', 1, local ? 'no TLS on a local connection' : 'no TLS', local ? 'info' : 'high')];
    if (redirected === true) evidence.push(at('/connection/redirected', 0.7, 'the endpoint redirects', 'low'));
    return evidence;
  },
};

/** A remote server answers whoever asks. */
export const noAuthentication: ServerCheck = {
  scope: 'server',
  id: 'sv-02-no-authentication',
  version: 1,
  title: 'The server asks nobody who they are',
  class: 'hygiene',
  severity: 'high',
  references: [REF.authentication, REF.missingAuthentication],
  remediation: 'Have the server demand a token; until then let nothing but the gateway reach it.',
  run: (subject) => {
    if (!remote(subject)) return [];
    const { authDemanded, local } = subject.discovered.connection;
    if (authDemanded === null) return { missing: 'a request without credentials' };
    return authDemanded ? [] : [at('/connection/authDemanded', 0.9, 'a request without credentials is served', local ? 'low' : 'high')];
  },
};

/** OAuth metadata: absent, unnamed, or for another resource. */
export const oauthMetadata: ServerCheck = {
  scope: 'server',
  id: 'sv-03-oauth-metadata',
  version: 1,
  title: 'Protected-resource metadata is missing or wrong',
  class: 'hygiene',
  severity: 'medium',
  references: [REF.authentication, 'RFC 9728'],
  remediation: 'Serve protected-resource metadata for the endpoint and name it in WWW-Authenticate.',
  run: (subject) => {
    if (!remote(subject)) return [];
    const { authDemanded, challengeNamesMetadata, resourceMetadata, url } = subject.discovered.connection;
    if (authDemanded === null) return { missing: 'a request without credentials' };
    if (!authDemanded) return [];
    const evidence: Evidence[] = [];
    if (challengeNamesMetadata === false && resourceMetadata === null)
      evidence.push(at('/connection/resourceMetadata', 0.9, 'neither metadata nor a challenge that names it'));
    if (resourceMetadata !== null) {
      if (resourceMetadata.resource === null || (url !== null && !sameResource(resourceMetadata.resource, url)))
        evidence.push(at('/connection/resourceMetadata/resource', 0.9, 'the metadata is for another resource', 'high'));
      if (resourceMetadata.authorizationServers.length === 0)
        evidence.push(at('/connection/resourceMetadata/authorizationServers', 0.9, 'no authorization server is named'));
      if (resourceMetadata.authorizationServers.some((server) => server.startsWith('http://')))
        evidence.push(at('/connection/resourceMetadata/authorizationServers', 0.9, 'an authorization server without TLS', 'high'));
      if (resourceMetadata.scopes.some((scope) => /(?:^|[:.])(?:\*|all|admin|full|root)$/i.test(scope)))
        evidence.push(at('/connection/resourceMetadata/scopes', 0.6, 'a scope for everything', 'low'));
    }
    return evidence;
  },
};

/** The metadata's resource is the endpoint, or a parent of it on the same origin (RFC 9728 §3.3, RFC 8707 §2). */
function sameResource(resource: string, endpoint: string): boolean {
  if (!URL.canParse(resource)) return false;
  const wanted = new URL(resource);
  const given = new URL(endpoint);
  const parent = wanted.pathname.endsWith('/') ? wanted.pathname : `${wanted.pathname}/`;
  return wanted.origin === given.origin && `${given.pathname}/`.startsWith(parent);
}

/** Browsers of strangers can talk to it; sessions can be guessed. */
export const originAndSession: ServerCheck = {
  scope: 'server',
  id: 'sv-04-origin-and-session',
  version: 1,
  title: 'Foreign origins are served, or sessions can be guessed',
  class: 'hygiene',
  severity: 'medium',
  references: [REF.authentication, REF.originValidation, REF.weakSession],
  remediation: 'Validate Origin and Host (MCP transports, security warning); make session ids from a secure random source.',
  run: (subject) => {
    if (!remote(subject)) return [];
    const { foreignOriginAccepted, anyOriginAllowed, local, sessionIdGuessable } = subject.discovered.connection;
    const evidence: Evidence[] = [];
    if (foreignOriginAccepted === true)
      evidence.push(at('/connection/foreignOriginAccepted', 0.9, 'a request with a foreign Origin is served', local ? 'high' : 'low'));
    if (anyOriginAllowed === true)
      evidence.push(at('/connection/anyOriginAllowed', 0.8, 'any origin is allowed to read the answers', local ? 'high' : 'medium'));
    if (sessionIdGuessable === true) evidence.push(at('/connection/sessionIdGuessable', 0.7, 'the session id is short or regular'));
    return foreignOriginAccepted === null && anyOriginAllowed === null ? { missing: 'a request with a foreign Origin' } : evidence;
  },
};

/** A start command that fetches whatever is newest, or pipes a download into a shell. */
export const startCommand: ServerCheck = {
  scope: 'server',
  id: 'sv-05-start-command',
  version: 1,
  title: 'The start command is not pinned',
  class: 'hygiene',
  severity: 'medium',
  references: [REF.supplyChain, 'CWE-494'],
  remediation: 'Name an exact version, or an image by digest; never pipe a download into a shell.',
  run: ({ discovered }) => {
    const command = discovered.connection.command;
    if (command === null) return [];
    const [program = '', ...args] = command;
    const name =
      program
        .split(/[\\/]/)
        .at(-1)
        ?.replace(/\.(?:cmd|exe)$/i, '')
        .toLowerCase() ?? '';
    if (/^(?:ba|z|da)?sh$|^cmd$|^powershell$|^pwsh$/.test(name) && args.some((arg) => /\b(?:curl|wget|iwr)\b.*\|/.test(arg)))
      return [at('/connection/command', 0.95, 'a download is piped into a shell', 'high')];
    if (
      /^(?:npx|bunx|pnpx|uvx|pipx|dlx)$/.test(name) ||
      ((name === 'npm' || name === 'pnpm' || name === 'yarn') && (args[0] === 'exec' || args[0] === 'dlx'))
    ) {
      const wanted = args.find((arg) => !arg.startsWith('-') && arg !== 'exec' && arg !== 'dlx' && arg !== 'run');
      const pinned = wanted !== undefined && (/[^@]@\d+\.\d+\.\d+/.test(wanted) || /==\d/.test(wanted));
      return pinned ? [] : [at('/connection/command', 0.9, 'a package without an exact version')];
    }
    if (name === 'docker' || name === 'podman') {
      const image = args.find(
        (arg, index) =>
          index > 0 && !arg.startsWith('-') && /[\w-]\/[\w-]|^[\w-]+(?::[\w.-]+)?$/.test(arg) && !args[index - 1]?.startsWith('-'),
      );
      const pinned = image !== undefined && image.includes('@sha256:');
      const socket = args.some((arg) => arg.includes('docker.sock') || arg === '--privileged');
      return [
        ...(pinned ? [] : [at('/connection/command', 0.7, 'an image without a digest', 'low')]),
        ...(socket ? [at('/connection/command', 0.9, 'the container is given the host', 'high')] : []),
      ];
    }
    return [];
  },
};

/** What a server does differently from what it declares. */
export const protocolBehaviour: ServerCheck = {
  scope: 'server',
  id: 'sv-09-protocol-behaviour',
  version: 1,
  title: 'It behaves otherwise than it declares',
  class: 'hygiene',
  severity: 'medium',
  references: [REF.audit, 'MCP 2026-07-28 server/tools'],
  remediation: 'Report it to the owner; the gateway refuses what is undeclared.',
  run: ({ discovered }) => {
    const evidence: Evidence[] = [];
    const { connection, lists } = discovered;
    if (connection.undeclared.length > 0)
      evidence.push(at('/connection/undeclared', 0.9, `lists served without a declared capability: ${connection.undeclared.join(', ')}`));
    if (connection.askedOfClient.length > 0)
      evidence.push(
        at(
          '/connection/askedOfClient',
          0.9,
          `asked of the client before any call: ${connection.askedOfClient
            .slice(0, 5)
            .join(', ')
            .replace(/[^\w/, ]/g, '?')}`,
        ),
      );
    for (const [name, { status, reason }] of Object.entries(lists))
      if (status === 'truncated') evidence.push(at(`/lists/${name}`, 0.9, `the list did not end: ${reason ?? ''}`));
    const seen = new Set<string>();
    discovered.tools.forEach((tool, index) => {
      const name = String(tool['name']);
      if (seen.has(name) && evidence.length < 20) evidence.push(at(`/tools/${index}/name`, 1, 'a name that was listed before'));
      seen.add(name);
      if (!/^[A-Za-z0-9_.\-/]{1,128}$/.test(name) && evidence.length < 20)
        evidence.push(at(`/tools/${index}/name`, 0.8, 'a name with characters or a length that the specification advises against', 'low'));
    });
    return evidence;
  },
};

/** More tools than anyone needs at once. */
export const excess: ServerCheck = {
  scope: 'server',
  id: 'sv-08-excess',
  version: 1,
  title: 'Very many tools',
  class: 'hygiene',
  severity: 'low',
  references: [REF.scopeCreep, REF.leastPrivilege],
  remediation: 'Enable only those that are used.',
  run: ({ discovered }) => (discovered.tools.length > 60 ? [at('/tools', 0.8, `${discovered.tools.length} tools`)] : []),
};

/** Writing a file and running one, within one server: a way to run anything. */
export const writeAndRun: ServerCheck = {
  scope: 'server',
  id: 'tf-06-write-and-run',
  version: 1,
  title: 'Files can be written and programs started',
  class: 'exposure',
  severity: 'high',
  references: [REF.commandInjection, REF.scopeCreep],
  remediation: 'Enable one of the two, or confine the place that is written to.',
  run: ({ tools }) => {
    const names = (pattern: RegExp): string | undefined => tools.find(({ reading }) => pattern.test(reading.name))?.reading.name;
    const writes = names(/(?:write|save|create|upload|download|edit|put)_?-?(?:file|script|config)/i);
    const runs = names(/(?:run|exec|execute|start|launch|spawn|shell|bash|command)/i);
    return writes !== undefined && runs !== undefined && writes !== runs
      ? [at('/tools', 0.7, 'one tool writes files, another starts programs')]
      : [];
  },
};

/** Every check of a server and its connection. */
export const serverChecks: readonly ServerCheck[] = [
  cleartext,
  noAuthentication,
  oauthMetadata,
  originAndSession,
  startCommand,
  excess,
  protocolBehaviour,
  writeAndRun,
];
