/** The keywords of the detectors that read assignments, in one automaton. */
import { keywordGroups } from '../keyword-groups.ts';
import { serviceRules } from './rules/index.ts';

/** Names of services, in the order in which `service-credential.ts` numbers them. */
export function serviceNames(): readonly string[] {
  return [...new Set(serviceRules.flatMap((rule) => rule.names))];
}

/** Names of fields in connection strings. */
export const CONNECTION_FIELDS: readonly string[] = [
  'accountkey=',
  'sharedaccesskey=',
  'sharedsecretvalue=',
  'secret=',
  '&sig=',
  '?sig=',
  'password=',
  'pwd=',
];

/** Words in names of secrets. */
export const SECRET_WORDS: readonly string[] = [
  'key',
  'token',
  'secret',
  'passw',
  'pwd',
  'passphrase',
  'credential',
  'auth',
  '_pat',
  'bearer',
];

/** One pass over a text for all three. */
export const secretKeywords = keywordGroups(() => ({ service: serviceNames(), connection: CONNECTION_FIELDS, word: SECRET_WORDS }));
