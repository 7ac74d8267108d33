import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';

/** A target that may not be reached from here. The message names the host, never a credential. */
export class TargetRefused extends Error {
  override readonly name = 'TargetRefused';
  readonly code = 'PORTCULLIS_TARGET_REFUSED';
}

/**
 * Whether an address may be connected to.
 *
 * Public unicast only, unless `allowed` names the host (as written in the URL) or a CIDR that holds the address.
 * IPv4 inside IPv6 (mapped, NAT64, 6to4) is judged by the IPv4 address.
 * Source: RFC 6890; RFC 8215; OWASP SSRF prevention.
 */
export function addressAllowed(host: string, address: string, allowed: readonly string[]): boolean {
  let parsed: ipaddr.IPv4 | ipaddr.IPv6;
  try {
    parsed = ipaddr.process(address);
  } catch {
    return false;
  }
  if (isPublic(parsed)) return true;
  const bare = unbracketed(host).toLowerCase();
  for (const entry of allowed) {
    if (entry.toLowerCase() === bare) return true;
    if (entry.includes('/') && inCidr(parsed, entry)) return true;
    if (isIP(entry) !== 0 && ipaddr.process(entry).toString() === parsed.toString()) return true;
  }
  return false;
}

/**
 * A connector for undici that resolves a host once, checks every address and connects to the one it checked.
 *
 * The name is never resolved a second time, so an answer that changes in between reaches nothing (DNS rebinding).
 * Throws: TargetRefused (through the callback) when no address of the host is allowed.
 */
export function guardedConnector(allowed: readonly string[], connectTimeoutMs: number): buildConnector.connector {
  const connect = buildConnector({ timeout: connectTimeoutMs, keepAlive: true, allowH2: false });
  return (options, callback) => {
    const host = unbracketed(options.hostname);
    void dial(host);

    async function dial(name: string): Promise<void> {
      let address: string;
      try {
        address = await resolveAllowed(name, allowed);
      } catch (error) {
        return callback(error instanceof Error ? error : new Error(String(error)), null);
      }
      connect({ ...options, hostname: address, servername: isIP(name) === 0 ? name : (options.servername ?? '') }, callback);
    }
  };
}

/** The address of a host that may be connected to. Throws TargetRefused, or the resolver's error. */
export async function resolveAllowed(host: string, allowed: readonly string[]): Promise<string> {
  const addresses = isIP(host) !== 0 ? [host] : await resolveAll(host);
  for (const address of addresses) if (addressAllowed(host, address, allowed)) return address;
  throw new TargetRefused(
    `"${host}" is in private, loopback or reserved address space; add the host or its range to the project's allowed private targets if it is meant to be reached`,
  );
}

function resolveAll(host: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    lookup(host, { all: true, verbatim: false }, (error, found) => {
      if (error !== null) reject(error);
      else resolve(found.map(({ address }) => address));
    });
  });
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const range = address.range();
  if (range === 'unicast') return true;
  if (address.kind() === 'ipv6' && (range === 'rfc6052' || range === '6to4')) {
    const bytes = address.toByteArray();
    const embedded = range === '6to4' ? bytes.slice(2, 6) : bytes.slice(12, 16);
    return ipaddr.fromByteArray(embedded).range() === 'unicast';
  }
  return false;
}

function inCidr(address: ipaddr.IPv4 | ipaddr.IPv6, cidr: string): boolean {
  try {
    const [range, bits] = ipaddr.parseCIDR(cidr);
    return range.kind() === address.kind() && address.match(range as never, bits as never);
  } catch {
    return false;
  }
}

const unbracketed = (host: string): string => (host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host);
