import type { Detector, Finding } from '../detector.ts';
import { readAssignment, type Assigned } from './assignment.ts';
import { classChanges, entropyOf } from './entropy.ts';
import { secretKeywords } from './keywords.ts';
import { isPlaceholder } from './placeholder.ts';

/**
 * Values that look random and are assigned to a name that says secret: a hint, meant to be flagged rather than redacted.
 *
 * Shape: a name such as `api_key`, `clientSecret`, `DB_PASSWORD`, an operator, and a value with high entropy that is not a
 *   word, path, URL, hash of content, UUID, placeholder or reference.
 * Cost: one automaton pass; a bounded read at each name.
 * Misses: low-entropy passwords; names in other languages than English.
 */
export const secretGenericAssignment: Detector = {
  id: 'secret.generic-assignment',
  family: 'secret',
  version: 1,
  severity: 'medium',
  surfaces: ['tool-arguments', 'tool-result', 'definition', 'notification', 'server-request'],
  detect(text) {
    const hits = secretKeywords.hits('word', text);
    const findings: Finding[] = [];
    let covered = 0;
    for (let i = 0; i < hits.length; i += 2) {
      const end = hits[i + 1] as number;
      if (end <= covered) continue;
      const assigned = readAssignment(text, end, 24, MAX_VALUE);
      if (assigned === null || assigned.start < covered) continue;
      const name = text.slice(assigned.nameStart, assigned.nameEnd);
      const confidence = judge(name, text.slice(assigned.start, assigned.end), assigned);
      if (confidence === 0 || text.charCodeAt(assigned.end) === OPENING_PARENTHESIS) continue;
      findings.push({
        detectorId: secretGenericAssignment.id,
        start: assigned.start,
        end: assigned.end,
        confidence,
        label: 'generic-secret',
      });
      covered = assigned.end;
    }
    return findings;
  },
};

const OPENING_PARENTHESIS = 40;
const MAX_VALUE = 300;

const PASSWORD = /pass(?:word|wd|phrase|code)?\d{0,2}$|pwd\d{0,2}$|(?:password|passwd|pwd)[_.-]?(?:value|plain|text|clear)?$/i;
const SECRET =
  /(?:api|app|access|secret|private|auth|client|consumer|service|account|admin|master|signing|signature|encrypt(?:ion)?|decrypt(?:ion)?|shared|license|deploy|subscription|webhook|storage|rest|write|ingest|user|integration|registration|bot|channel|server|session|jwt|cookie|hmac|aes|crypto|root|api_key_|prod|production|live)[_.-]?(?:key|token|secret|password|credential)s?(?:[_.-]?(?:value|v\d|\d{1,2}|prod|dev|test|live))?$|secret(?:[_.-]?(?:key|token|value|access[_.-]?key))?s?\d{0,2}$|(?:^|[_.-]|[a-z](?=T))(?:token|auth[_.-]?token|credentials?|creds)\d{0,2}$|^[A-Z][A-Z0-9_]{2,40}_(?:KEY|TOKEN|SECRET|PAT|PASS|PWD|AUTH)$|apikey\d?$|[_.-]pat$|bearer$/i;
const HARMLESS =
  /public|publishable|foreign|primary|sort|cache|hash|partition|routing|idempoten|row|composite|unique|natural|index|keyboard|keyword|keypress|keycode|keyframe|monkey|turkey|author(?!iz)|authority|page[_-]?token|next[_-]?token|continuation|cursor|sync[_-]?token|csrf|xsrf|nonce|tokeni[sz]|token[_-]?(?:type|count|id|limit|name|uri|url|endpoint|index|length)|max[_-]?token|num[_-]?token|stop[_-]?token|pad[_-]?token|eos|bos|secret[_-]?(?:name|id|arn|ref|path|version)|key[_-]?(?:id|name|alias|path|file|type|length|size|pair|ring|vault|store|usage|code|fingerprint)|object[_-]?key|s3[_-]?key|bucket|image|translation|i18n|locale|label|attribute|prop|field|column|password[_-]?(?:hash|reset|policy|field|label|input|length|min|max|hint)|hashed|bcrypt|salt|digest|checksum|integrity|sha\d|md5|etag|fingerprint|license$|oauth[_-]?(?:url|uri)|authenticat|authoriz(?:ation)?[_-]?(?:url|uri|endpoint)/i;

function judge(name: string, value: string, assigned: Assigned): number {
  if (value.length < 8 || value.length >= MAX_VALUE) return 0;
  if (HARMLESS.test(name)) return 0;
  if (PASSWORD.test(name)) return passwordConfidence(value, assigned.quoted);
  if (!SECRET.test(name)) return 0;
  return randomConfidence(value);
}

function passwordConfidence(value: string, quoted: boolean): number {
  if (isPlaceholder(value) || /[(){}[\]<>\s]/.test(value) || isReference(value)) return 0;
  const kinds = Number(/[a-z]/.test(value)) + Number(/[A-Z]/.test(value)) + Number(/\d/.test(value)) + Number(/[^A-Za-z0-9]/.test(value));
  if (kinds < 3 || !/\d/.test(value) || entropyOf(value) < 2.8) return 0;
  return quoted ? 0.55 : 0.5;
}

function randomConfidence(value: string): number {
  if (value.length < 12 || isPlaceholder(value) || isReference(value)) return 0;
  if (!/^[A-Za-z0-9_+/=.~!@#$%^&*:|-]+$/.test(value)) return 0;
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return 0;
  const entropy = entropyOf(value);
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)) return 0.55;
  if (/^[0-9a-f]+$/i.test(value)) return value.length >= 24 && entropy >= 3 ? 0.65 : 0;
  if (entropy < 3.3 || isWordy(value)) return 0;
  return entropy >= 3.7 || classChanges(value) >= 0.3 ? 0.7 : 0.6;
}

/** A path, URL, call, variable, version, date or dotted name rather than a value. */
function isReference(value: string): boolean {
  return /:\/\/|^[./~$@%#]|^\w{1,20}\(|\.(?:[a-z]{2,4}|json|yaml|html|properties)$|^v?\d{1,4}[.-]\d|^\d{4}-\d\d-\d\d|^(?:arn|urn|ssh-[a-z0-9]+|sha\d{1,3}|md5|npm|uuid|did|cid)[:-]|^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$|^[A-Za-z]{1,14}\d{0,2}(?:[_.-][A-Za-z]{1,14}\d{0,2})+$|^\$2[aby]\$|^\$argon2|^\$pbkdf2/.test(
    value,
  );
}

/** Most letters stand in runs of five or more of one case that can be spoken, as in identifiers made of words. */
function isWordy(value: string): boolean {
  let inWords = 0;
  let letters = 0;
  for (const run of value.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? []) {
    letters += run.length;
    if (run.length >= 5 && !/[bcdfghjklmnpqrstvwxz]{5}/i.test(run)) inWords += run.length;
  }
  return letters >= 8 && inWords / letters > 0.6;
}
