/**
 * Judges a text that is meant to be a command: ordinary commands pass, what no honest task needs does not.
 */

const SIGNS: readonly (readonly [RegExp, number])[] = [
  // A download handed to an interpreter unseen.
  [
    /\b(?:curl|wget|fetch|aria2c)\b[^\n;]{0,400}\|\s{0,4}(?:sudo\s{1,4}(?:-\w+\s{1,4}){0,3})?(?:\/\w+\/)?(?:(?:ba|z|k|da)?sh|python\d?|perl|ruby|node|php)\b/,
    0.9,
  ],
  [/\b(?:ba|z|k|da)?sh\s{1,4}(?:-c\s{1,4})?["']?(?:<\(|\$\()\s{0,4}(?:curl|wget)\b/, 0.9],
  [/\b(?:eval|source|\.)\s{1,4}["']?(?:<\(|\$\()\s{0,4}(?:curl|wget)\b/, 0.9],
  [/\b(?:iex|invoke-expression)\b[^\n]{0,80}(?:downloadstring|invoke-webrequest|\biwr\b|http)/i, 0.95],
  [/\bpowershell(?:\.exe)?\b[^\n]{0,80}-e(?:nc|ncodedcommand)?\s{1,4}[A-Za-z0-9+/=]{20,}/i, 0.95],
  [
    /\b(?:base64|base32|xxd|openssl)\b[^\n;]{0,80}(?:-d|-D|--decode|-r)\b[^\n;]{0,80}\|\s{0,4}(?:sudo\s{1,4})?(?:(?:ba|z|k|da)?sh|python\d?|perl)\b/,
    0.95,
  ],
  // A shell handed to the network.
  [/\/dev\/(?:tcp|udp)\/[\w.$-]{1,80}\/\d/, 0.97],
  [/\b(?:nc|ncat|netcat)(?:\.traditional)?\s(?:[^\n;|]{0,80}\s)?-[a-z]{0,6}[ec]\s{1,4}\S{0,20}(?:sh|cmd)/, 0.97],
  [/\bmkfifo\b[^\n]{0,160}\b(?:nc|ncat|netcat|telnet|openssl)\b/, 0.97],
  [/\bsocat\b[^\n]{0,160}exec:["']?\S{0,20}sh/i, 0.97],
  [
    /\b(?:python\d?|perl|ruby|php|node|lua)\s{1,4}-[a-z]{0,3}[cer]\b[^\n]{0,300}(?:socket|fsockopen|TCPSocket|net\.connect)[^\n]{0,400}(?:exec|spawn|dup2|popen|\/bin\/)/i,
    0.95,
  ],
  // Destruction.
  [/\brm\s{1,4}(?:-[a-zA-Z-]{1,24}\s{1,4}){1,4}(?:["']?(?:\/|~|\$HOME)\/?\*?["']?)(?:\s|;|&|\||$)/, 0.95],
  [/--no-preserve-root/, 0.95], // rm refuses `/` without it
  [/:\(\)\s{0,3}\{\s{0,3}:\s{0,2}\|\s{0,2}:\s{0,2}&\s{0,2}\}/, 0.97],
  [/>\s{0,4}\/dev\/(?:sd[a-z]|nvme\d|hd[a-z])\b/, 0.85],
  [/\bchmod\s{1,4}(?:-R\s{1,4})?[0-7]?777\s{1,4}\/(?:\s|$)/, 0.85],
  // Credentials read or carried away.
  [
    /\b(?:cat|less|more|head|tail|strings|base64|xxd|cp|scp|tar|grep)\b[^\n;|&]{0,160}(?:\/etc\/shadow|\.ssh\/id_(?:rsa|ed25519|ecdsa|dsa)\b(?!\.pub)|\.aws\/credentials|\.kube\/config|\.git-credentials|\.netrc|\.pgpass)/,
    0.8,
  ],
  [
    /\b(?:curl|wget)\b[^\n]{0,300}(?:-d|--data(?:-binary|-raw)?|-F|--form|-T|--upload-file|--post-file)[= ]{0,3}["']?(?:\w{1,40}=)?@?["']?(?:\/etc\/(?:passwd|shadow)|~?\/?\S{0,80}(?:\.ssh\/|\.aws\/|id_rsa|\.env\b))/,
    0.95,
  ],
  [/\b(?:curl|wget|nslookup|dig|ping|host)\b[^\n]{0,300}(?:\$\(|`)\s{0,3}(?:cat|base64|env|printenv|whoami|hostname|id|uname)\b/, 0.9],
  [/\b(?:env|printenv|set|cat\s{1,4}\S{1,80})\s{0,4}\|\s{0,4}(?:base64[^|\n]{0,20}\|\s{0,4})?(?:curl|wget|nc|ncat)\b/, 0.9],
  // Persistence.
  [/>>?\s{0,4}["']?(?:~|\$HOME|\/root|\/home\/\w{1,32})\/\.ssh\/authorized_keys/, 0.9],
  [/\(\s{0,3}crontab\s{1,4}-l[^\n]{0,300}\|\s{0,4}crontab\s{1,4}-|>>?\s{0,4}\/etc\/(?:cron|passwd|shadow|sudoers|ld\.so\.preload)/, 0.85],
  [/\bhistory\s{1,4}-c\b|\bunset\s{1,4}HISTFILE\b|HISTFILE=\/dev\/null/, 0.8],
];

/**
 * How likely a command does what no honest task needs.
 *
 * Returns: a probability, 0 for ordinary commands, pipes and redirections included.
 */
export function judgeCommandLine(text: string): number {
  let confidence = 0;
  for (const [pattern, weight] of SIGNS) if (weight > confidence && pattern.test(text)) confidence = weight;
  return confidence;
}
