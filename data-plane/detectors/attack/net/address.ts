/**
 * Says where an address or a host name really points, in any of the notations that clients accept.
 */
import ipaddr from 'ipaddr.js';

/** What kind of place a host is. */
export type Place = 'metadata' | 'loopback' | 'private' | 'rebinding' | 'callback' | 'public';

const METADATA_ADDRESSES: ReadonlySet<string> = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  'fd00:ec2::254',
  'fd20:ce::254',
  'fe80::a9fe:a9fe',
]);
const METADATA_NAMES =
  /^(?:metadata(?:\.google\.internal|\.goog|\.azure\.(?:com|internal)|\.tencentyun\.com|\.packet\.net|\.platformequinix\.com|\.oraclecloud\.com|\.internal)?|instance-data(?:\.ec2\.internal)?|rancher-metadata|computemetadata|aws-metadata)$/;
const LOOPBACK_NAMES =
  /^(?:localhost|localhost6|ip6-localhost|ip6-loopback|loopback|broadcasthost|(?:.+\.)?localhost(?:\.localdomain)?|localhost4)$/;
const INTERNAL_NAMES =
  /^(?:kubernetes(?:\.default(?:\.svc(?:\.cluster\.local)?)?)?|.+\.(?:internal|local|localdomain|intranet|corp|lan|home\.arpa|svc|cluster\.local)|host\.docker\.internal|gateway\.docker\.internal|docker\.for\.mac\.localhost)$/;
/** Public names that resolve to whatever address is written in them, or to a private one, or to two in turn. */
const REBINDING_NAMES =
  /(?:^|\.)(?:nip\.io|sslip\.io|xip\.io|xip\.name|traefik\.me|backname\.io|localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|yoogle\.com|fuf\.me|fbi\.com\.localtest\.me|bugbounty\.dod\.network|rbndr\.us|1u\.ms|rebind\.it|rebind\.network|r3dir\.me|localdomain\.pw|127-0-0-1\.org\.uk|local\.sisteminha\.com|domaincontrol\.com\.localtest\.me|spoofed\.burpcollaborator\.net|mail\.ebc\.apple\.com|customer\d*\.app\.localhost\.my\.company\.127\.0\.0\.1\.nip\.io)$/;
const CALLBACK_NAMES =
  /(?:^|\.)(?:burpcollaborator\.net|oastify\.com|oast\.(?:pro|live|site|online|fun|me)|interact\.sh|interactsh\.com|dnslog\.cn|ceye\.io|requestbin\.net|webhook\.site|pipedream\.net|canarytokens\.com)$/;

/** The place a host from a parsed URL points to; brackets around IPv6 allowed. */
export function placeOf(host: string): Place {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.+$/, '')
    .replace(/%.*$/, '');
  if (name === '') return 'public';
  const address = parseAddress(name);
  if (address !== null) return placeOfAddress(address);
  if (METADATA_NAMES.test(name)) return 'metadata';
  if (LOOPBACK_NAMES.test(name)) return 'loopback';
  if (REBINDING_NAMES.test(name)) return 'rebinding';
  if (INTERNAL_NAMES.test(name)) return 'private';
  if (CALLBACK_NAMES.test(name)) return 'callback';
  return 'public';
}

/** Reads an address in any notation `inet_aton` takes, and four parts that overflow a byte. */
function parseAddress(name: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (/^[0-9a-fx.]+$/.test(name)) {
    if (ipaddr.IPv4.isValid(name)) return ipaddr.IPv4.parse(name);
    const parts = name.split('.');
    if (parts.length === 4 && parts.every((part) => /^\d{1,6}$/.test(part)))
      return new ipaddr.IPv4(parts.map((part) => Number.parseInt(part, /^0\d/.test(part) ? 8 : 10) % 256));
    return null;
  }
  return name.includes(':') && ipaddr.IPv6.isValid(name) ? ipaddr.IPv6.parse(name) : null;
}

function placeOfAddress(address: ipaddr.IPv4 | ipaddr.IPv6): Place {
  const inner = address instanceof ipaddr.IPv6 ? embedded(address) : null;
  if (inner !== null) return placeOfAddress(inner);
  if (METADATA_ADDRESSES.has(address.toString())) return 'metadata';
  const range = address.range();
  if (range === 'unicast') return 'public';
  return range === 'loopback' || range === 'unspecified' ? 'loopback' : 'private';
}

/** The IPv4 address inside a mapped, compatible, NAT64 or 6to4 address. */
function embedded(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  const parts = address.parts;
  const fromParts = (high: number, low: number): ipaddr.IPv4 => new ipaddr.IPv4([high >> 8, high & 255, low >> 8, low & 255]);
  const [p0 = 0, p1 = 0, p2 = 0, p3 = 0, p4 = 0, p5 = 0, p6 = 0, p7 = 0] = parts;
  const zeroStart = p0 === 0 && p1 === 0 && p2 === 0 && p3 === 0;
  if (zeroStart && p4 === 0 && p5 === 0xffff) return fromParts(p6, p7);
  if (zeroStart && p4 === 0 && p5 === 0 && p6 !== 0) return fromParts(p6, p7);
  if (zeroStart && p4 === 0xffff && p5 === 0) return fromParts(p6, p7);
  if (p0 === 0x64 && p1 === 0xff9b) return fromParts(p6, p7);
  if (p0 === 0x2002) return fromParts(p1, p2);
  return null;
}
