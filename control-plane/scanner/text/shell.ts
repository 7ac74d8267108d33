/** A piece of command language in a text. Offsets are those of the text given. */
export interface ShellSyntax {
  readonly start: number;
  readonly end: number;
  /** It downloads and runs, destroys, opens a way in, or reads credentials. */
  readonly grave: boolean;
}

/**
 * Looks for command language in prose: what a shell would do something with.
 *
 * Cost: linear; every repetition is bounded.
 */
export function shellSyntax(text: string): ShellSyntax | null {
  for (const pattern of GRAVE) {
    const match = pattern.exec(text);
    if (match !== null) return { start: match.index, end: match.index + match[0].length, grave: true };
  }
  for (const pattern of PLAIN) {
    const match = pattern.exec(text);
    if (match !== null) return { start: match.index, end: match.index + match[0].length, grave: false };
  }
  return null;
}

/** Whether a decoded blob is command language. */
export function looksLikeCommand(text: string): boolean {
  return (
    shellSyntax(text) !== null ||
    /^(?:#!\/|(?:\/usr)?\/bin\/(?:ba|z)?sh\b|(?:sudo|curl|wget|nc|ncat|python3?|perl|ruby|node|powershell|cmd(?:\.exe)?|chmod|rm|ssh|scp|eval|exec|bash|sh)\s)/.test(
      text.trim(),
    )
  );
}

const GRAVE: readonly RegExp[] = [
  /\b(?:curl|wget|fetch|iwr|invoke-webrequest)\b[^\n|;]{0,200}\|\s{0,5}(?:sudo\s)?(?:ba|z|da|k)?sh\b/i,
  /\b(?:curl|wget)\b[^\n|;]{0,200}\|\s{0,5}(?:sudo\s)?(?:python3?|perl|ruby|node|php)\b/i,
  /\b(?:curl|wget)\s[^\n]{0,120}(?:-d|--data(?:-\w+)?|-F|-T|--upload-file|--post-file)\s?[=@'"$]/i,
  /\b(?:curl|wget)\s[^\n]{0,160}\$[({]/i,
  /\brm\s+-(?:[a-z]*r[a-z]*f|[a-z]*f[a-z]*r)\b/i,
  /\/dev\/tcp\/|\bbash\s+-i\b|\bnc(?:at)?\s[^\n]{0,40}-e\b|\bmkfifo\s/i,
  /\bchmod\s+(?:\+x|[0-7]{3,4})\s[^\n]{0,80}(?:&&|;)\s{0,5}\S/i,
  /\bbase64\s+(?:-d|--decode)\b[^\n]{0,60}\|/i,
  /\b(?:powershell|pwsh)(?:\.exe)?\s[^\n]{0,60}-(?:e|ec|enc|encodedcommand|nop|w\s+hidden)\b/i,
  /\b(?:iex|invoke-expression)\s?\(/i,
  /\b(?:cat|cp|tar|zip|less|head|type)\s+[^\n]{0,40}(?:~\/\.|\/etc\/(?:passwd|shadow)|id_rsa|\.env\b|\.aws|\.ssh)/i,
  /(?:>>?|tee(?:\s-a)?)\s{0,3}(?:~\/|\/root\/|\/home\/[^/\s]{1,40}\/)?\.?(?:bashrc|zshrc|profile|ssh\/authorized_keys)\b/i,
  /\bcrontab\s+-|\bdd\s+if=|\bmkfs\.|:\(\)\s?\{\s?:\|:&\s?\};:/i,
  /\b(?:os\.system|subprocess\.(?:run|call|popen|check_output)|child_process|__import__)\s?\(/i,
];

const PLAIN: readonly RegExp[] = [
  /\$\((?:whoami|id|cat|curl|hostname|env|uname|ls)\b/i,
  /(?:^|[\s;`"'(])(?:curl|wget)\s+(?:-{1,2}[\w-]{1,20}\s+){0,4}["']?https?:\/\//i,
  /(?:;|&&|\|\|)\s{0,3}(?:cat|curl|wget|rm|nc|bash|sh|python3?|chmod|whoami|id)\s/i,
  /(?:^|[\s`"'])(?:ba|z)?sh\s+-c\s/i,
  /(?:^|[\s`"'])sudo\s+[a-z]/i,
  /\b(?:npm|pip3?|gem|cargo|apt(?:-get)?|brew)\s+install\s+[\w@-]/i,
];
