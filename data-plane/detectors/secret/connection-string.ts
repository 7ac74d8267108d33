import type { Detector, Finding } from '../detector.ts';
import { entropyOf } from './entropy.ts';
import { secretKeywords } from './keywords.ts';
import { isPlaceholder } from './placeholder.ts';

/**
 * Keys and passwords in `name=value;` connection strings: Azure services, ADO.NET, ODBC, AMQP and the like.
 *
 * Shape: `AccountKey=`, `SharedAccessKey=`, `Secret=`, `Password=`, `Pwd=` or `sig=` beside another field of such a string.
 * Cost: one automaton pass; at most 400 characters around each hit.
 * Misses: values with a semicolon inside quotes.
 * Source: Microsoft's documentation of connection strings.
 */
export const secretConnectionString: Detector = {
  id: 'secret.connection-string',
  family: 'secret',
  version: 1,
  severity: 'critical',
  surfaces: ['tool-arguments', 'tool-result', 'definition', 'notification', 'server-request'],
  detect(text) {
    const hits = secretKeywords.hits('connection', text);
    const findings: Finding[] = [];
    let covered = 0;
    for (let i = 0; i < hits.length; i += 2) {
      const start = hits[i + 1] as number;
      if (start < covered) continue;
      const finding = valueAt(text, start, FIELDS[hits[i] as number] as Field);
      if (finding === null) continue;
      findings.push(finding);
      covered = finding.end;
    }
    return findings;
  },
};

type Field = readonly [value: RegExp, company: RegExp | null, entropy: number, label: string];

const ADO =
  /(?:data source|server|host|address|addr|initial catalog|database|user id|uid|user|username|driver|dsn|provider|trusted_connection|integrated security|port)\s{0,2}=/i;
/** In the order of `CONNECTION_FIELDS`. */
const FIELDS: readonly Field[] = [
  [/[A-Za-z0-9+/]{40,120}={0,2}/y, null, 3.6, 'azure-account-key'],
  [/[A-Za-z0-9+/]{40,90}={0,2}/y, null, 3.6, 'azure-shared-access-key'],
  [/[A-Za-z0-9+/]{40,90}={0,2}/y, null, 3.6, 'azure-shared-secret'],
  [/[A-Za-z0-9+/]{40,90}={0,2}/y, /endpoint=|azconfig\.io|Id=/i, 3.6, 'azure-app-configuration-key'],
  [/[A-Za-z0-9%+/=]{40,120}/y, /[?&]s[vepr]=/, 3.6, 'azure-sas-signature'],
  [/[A-Za-z0-9%+/=]{40,120}/y, /[?&]s[vepr]=/, 3.6, 'azure-sas-signature'],
  [/[^;"'\s<>&{}]{4,128}/y, ADO, 2, 'database-password'],
  [/[^;"'\s<>&{}]{4,128}/y, ADO, 2, 'database-password'],
];
const BEFORE = 240;
const AFTER = 200;

function valueAt(text: string, start: number, field: Field): Finding | null {
  const [value, company, entropy, label] = field;
  value.lastIndex = start;
  const match = value.exec(text);
  if (match === null || entropyOf(match[0]) < entropy || isPlaceholder(match[0])) return null;
  const end = start + match[0].length;
  if (company !== null) {
    if (
      label === 'database-password' &&
      text.charCodeAt(end) !== SEMICOLON &&
      !/;\s{0,2}$/.test(text.slice(Math.max(0, start - 16), start).replace(/[A-Za-z]{1,9}=$/, ''))
    )
      return null;
    const around = text.slice(Math.max(0, start - BEFORE), start) + text.slice(end, end + AFTER);
    if (!company.test(around) || !around.includes(';')) {
      if (label !== 'azure-sas-signature' || !company.test(around)) return null;
    }
    if (/^(?:password|secret|\w{1,3}|true|false|null|none|env\.\w+|\$.*|%.*|@.*)$/i.test(match[0])) return null;
  }
  return { detectorId: secretConnectionString.id, start, end, confidence: label === 'database-password' ? 0.85 : 0.96, label };
}

const SEMICOLON = 59;
