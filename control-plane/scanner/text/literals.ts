import { C } from './concepts.ts';
import type { Concept } from './concepts.ts';
import { lexicon } from './lexicon.ts';

/**
 * What an address, a path or an identifier stands for: `https://…` a URL, `~/.ssh/…` a secret's place,
 * `send_email` an identifier made of words.
 *
 * Sensitive places are known by what their segments say, not by a list of whole paths.
 */
export function literalConcepts(token: string): Concept[] {
  const lower = token.toLowerCase();
  if (lower.includes('@') && EMAIL.test(lower)) return [C.email, C.outside];
  const scheme = /^([a-z][a-z0-9+.-]{1,20}):\/\//.exec(lower)?.[1];
  if (scheme !== undefined) {
    if (WEB.has(scheme)) return ADVERSARIAL.test(lower) ? [C.url, C.outside, C.attacker] : [C.url, C.outside];
    return SENSITIVE_SEGMENT.test(lower) || /admin|config|system|internal/.test(lower) ? [C.secretPath, C.file] : [C.file];
  }
  if (/^\$\{?[a-z0-9_]*(?:token|key|secret|password|passwd|credentials?)\}?$/.test(lower)) return [C.secretPath];
  if (/^\d{4,6}-\d{4,8}$/.test(lower)) return [C.phone, C.payment];
  if (/^\+?\d[\d() -]{7,18}\d$/.test(lower)) return lower.startsWith('+') ? [C.phone, C.outside] : [C.phone];
  if (/^\d{1,3}(?:\.\d{1,3}){3}/.test(lower)) return [C.ip, C.outside];
  if (/^0x[0-9a-f]{40}$/.test(lower) || /^(?:bc1[a-z0-9]{20,80}|[a-z]{2}\d{2}[a-z0-9]{11,30})$/.test(lower)) return [C.phone, C.payment];
  const concepts: Concept[] = [];
  const isPath = /[\\/]/.test(lower) || /^\.[a-z]/.test(lower) || FILE_NAME.test(lower);
  if (isPath) {
    concepts.push(C.file);
    if (SENSITIVE_SEGMENT.test(lower) || SENSITIVE_PLACE.test(lower)) concepts.push(C.secretPath);
    if (STARTUP.test(lower)) concepts.push(C.startup);
  } else if (KEY_FILE.test(lower)) concepts.push(C.secretPath, C.file);
  if (/_|[a-z][A-Z]/.test(token) && !isPath) concepts.push(C.identifier);
  if (concepts.includes(C.secretPath)) return concepts;
  const parts = token
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
  if (parts.length < 2 || parts.length > 8) return concepts;
  const { phrases } = lexicon();
  for (let index = 0; index < parts.length; index += 1) {
    for (const option of phrases.get(parts[index] as string) ?? []) {
      if (option.rest.every((part, offset) => parts[index + 1 + offset] === part))
        for (const concept of option.entry.concepts) if (NAMED.has(concept)) concepts.push(concept);
    }
  }
  return concepts;
}

const EMAIL = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/;
const WEB = new Set(['http', 'https', 'ftp', 'ftps', 'ws', 'wss']);
const ADVERSARIAL = /evil|attack|malicious|exfil|hack|pwn|steal|c2\b/;
const FILE_NAME =
  /^[\w-]{1,60}\.(?:txt|json|ya?ml|toml|ini|conf|cfg|env|pem|key|p12|pfx|crt|cer|log|sh|bash|py|js|ts|md|csv|db|sqlite3?|dat|kdbx|ppk|keystore|jks|xml|bak|zip|tar|gz|exe|dll|bat|ps1|service|plist|html?|pdf|docx?|xlsx?)$/;
/** Segments that name credentials wherever they stand. */
const SENSITIVE_SEGMENT =
  /(?:^|[\\/._:-])(?:secrets?|credentials?|creds?|passwd|passwords?|shadow|confidential|ssh|gnupg|env|envrc|environ|keychains?|keystore|netrc|npmrc|pypirc|pgpass|htpasswd|dockercfg|git-credentials|bash_history|zsh_history|id_[a-z0-9]+|authorized_keys|known_hosts|sudoers|login data|mcp\.json|claude_desktop_config\.json|terraform\.tfstate|tfvars|service-account|apikeys?|api[_-]keys?|backup_codes|mnemonic)(?=$|[\\/._:*-])|\.(?:pem|key|p12|pfx|ppk|kdbx|jks|keystore|env)$/;
const SENSITIVE_PLACE =
  /^(?:~|%userprofile%|%appdata%|\$home|\/home\/[^/]+|\/root|\/users\/[^/]+)?[\\/]\.(?:ssh|aws|gnupg|kube|docker|config|cursor|claude|mozilla|azure)(?=[\\/]|$)|^\/(?:etc|proc|root|var\/run\/secrets|sys\/kernel)(?=\/|$)|\/docker\.sock$/;
const STARTUP =
  /(?:bashrc|zshrc|bash_profile|profile|authorized_keys|crontab|cron\.d|launchagents|rc\.local|systemd|autostart|startup|\.git[\\/]hooks)/;
const KEY_FILE = /^(?:id_(?:rsa|dsa|ecdsa|ed25519)|wallet\.dat|authorized_keys|known_hosts|\.env(?:\.\w+)?|\.netrc|\.npmrc|\.pgpass)$/;
/** Ideas that keep their meaning inside an identifier. */
const NAMED: ReadonlySet<Concept> = new Set<Concept>([C.secret, C.systemPrompt, C.conversation, C.startup]);
