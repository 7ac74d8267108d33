import { SdkHttpError, UnauthorizedError } from '@modelcontextprotocol/client';
import { DiscoveryFailed } from './discovered.ts';
import type { ConnectionFacts } from './discovered.ts';

/** Whether a refusal of Streamable HTTP leaves room for the transport of 2024-11-05 (MCP 2025-11-25 transports, backwards compatibility). */
export function maySpeakSse(error: unknown): boolean {
  return SdkHttpError.isInstance(error) && [400, 404, 405, 406, 415].includes(error.status);
}

/** Why a discovery ended, from whatever was thrown; the text of the server is not in it. */
export function asFailure(error: unknown, connection: Partial<ConnectionFacts>, signal: AbortSignal): DiscoveryFailed {
  const chain = causes(error);
  const own = chain.find((link) => link instanceof DiscoveryFailed);
  const fail = (code: DiscoveryFailed['code'], message: string) => new DiscoveryFailed(code, message, connection, error);
  if (own instanceof DiscoveryFailed) return fail(own.code, own.message);
  if (chain.some((link) => ['Refusal', 'DialRefused', 'TargetRefused'].includes(String((link as { name?: unknown }).name))))
    return fail(
      'refused-by-us',
      'the address is not one this gateway may connect to; list a private one in allowedPrivateTargets of the project, or name another url',
    );
  if (signal.aborted) {
    return (signal.reason as { name?: unknown } | undefined)?.name === 'TimeoutError'
      ? fail('timeout', SLOW)
      : fail('cancelled', 'discovery was cancelled');
  }
  const codes = chain
    .map((link) => (link as { code?: unknown }).code)
    .filter((code) => typeof code === 'string' || typeof code === 'number');
  const status = chain.find((link) => SdkHttpError.isInstance(link)) as SdkHttpError | undefined;
  if (chain.some((link) => link instanceof UnauthorizedError) || status?.status === 401 || status?.status === 403) {
    return fail('auth-required', `the server asks for credentials (HTTP ${status?.status ?? 401}); give it one that works`);
  }
  if (codes.some((code) => /^(?:CERT_|ERR_TLS_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(String(code))))
    return fail(
      'certificate',
      "the server's TLS certificate was refused; it must be valid for the host in the url and come from an authority this machine trusts",
    );
  const lost = codes.find((code) =>
    /^E(?:NOTFOUND|CONNREFUSED|CONNRESET|HOSTUNREACH|AI_AGAIN|NOENT|ACCES|PIPE)|^UND_ERR_/.test(String(code)),
  );
  if (lost !== undefined) return fail('unreachable', `no connection (${String(lost)}); ${CHECK}`);
  if (chain.some((link) => link instanceof TypeError && /fetch failed/.test(link.message)))
    return fail('unreachable', `no connection; ${CHECK}`);
  if (codes.includes('REQUEST_TIMEOUT')) return fail('timeout', SLOW);
  if (codes.includes('CONNECTION_CLOSED')) return fail('not-mcp', 'the connection was closed before the server said what it is');
  return fail(
    'not-mcp',
    status === undefined
      ? 'the answer is not that of an MCP server; check the path of the url'
      : `the server answered HTTP ${status.status}, which is not that of an MCP server; check the path of the url`,
  );
}

const CHECK = 'check the url or command, and that the server runs and can be reached from here';
const SLOW = `the server did not answer in time; ${CHECK}`;

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (
    let link: unknown = error;
    typeof link === 'object' && link !== null && chain.length < 10;
    link = (link as { cause?: unknown }).cause
  ) {
    chain.push(link);
    if (link instanceof AggregateError) chain.push(...link.errors.slice(0, 3));
    const data = (link as { data?: { cause?: unknown } }).data;
    if (typeof data === 'object' && data !== null && 'cause' in data) chain.push(data.cause);
  }
  return chain;
}
