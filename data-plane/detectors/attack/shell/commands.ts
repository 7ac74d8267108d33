/**
 * Which words are programs, and which of their arguments give an attack away.
 */

/** Programs that have no other meaning in a sentence. */
const PROGRAMS: ReadonlySet<string> = new Set(
  (
    'id ls uname whoami pwd ifconfig ipconfig netstat ping ping6 nslookup dig curl wget nc ncat netcat nc.exe nc.traditional bash sh zsh ksh dash csh fish busybox python python2 python3 perl ruby php lua node ' +
    'printf rm cp mv chmod chown chattr killall pkill ps env printenv hostname del systeminfo sysinfo tasklist taskkill reg sc schtasks powershell powershell.exe pwsh cmd cmd.exe certutil certutil.exe bitsadmin wmic rundll32 ' +
    'mshta regsvr32 cscript wscript tftp ftp ssh scp sftp rsync telnet socat awk gawk sed grep egrep xargs tee base64 base32 xxd od nl tac dd mkfifo mknod crontab nohup sudo su passwd useradd adduser usermod groupadd visudo ' +
    'lsof df du tar gzip gunzip unzip zip git docker kubectl nmap sqlmap msfvenom iptables arp traceroute tracert getent vi vim nano shutdown reboot halt poweroff systemctl dnf apt apt-get yum apk pip pip3 npm npx gcc make ' +
    'ipconfig.exe net.exe net1 whoami.exe ping.exe tasklist.exe attrib icacls takeown vssadmin bcdedit wbadmin fsutil osascript launchctl defaults openssl gpg strace gdb ld lsblk blkid fdisk mkfs useradd chroot netsh nsenter unshare setcap busybox aws gcloud az terraform helm'
  ).split(' '),
);

/** Programs whose names are ordinary words; they need an argument that no sentence has. */
const AMBIGUOUS: ReadonlySet<string> = new Set(
  'cat more less find type sort date time who w last top head tail set net host free at kill touch copy move dir echo sleep source eval exec export route finger strings service mount cut join split test more rev init start ver wait trap alias command install watch look write wall screen expr uniq tree file which where whereis locate env diff cmp comm true false yes read'.split(
    ' ',
  ),
);

/** How a word in command position reads: 2 a program and nothing else, 1 perhaps one, 0 none. */
export function programRank(word: string): 0 | 1 | 2 {
  const name = plainWord(word);
  if (/^(?:[A-Za-z]:)?[\\/](?:[\w.-]{1,30}[\\/]){1,6}[\w.-]{1,40}$/.test(name) && BINARY_PATH.test(name)) return 2;
  if (/^(?:bin|usr\/bin|usr\/local\/bin|usr\/sbin|sbin)\/[\w.-]+$/.test(name)) return 2;
  const lower = name.toLowerCase();
  if (PROGRAMS.has(lower)) return 2;
  return AMBIGUOUS.has(lower) ? 1 : 0;
}

const BINARY_PATH = /^\/(?:usr\/)?(?:local\/)?s?bin\/|^\/(?:tmp|dev\/shm|var\/tmp)\/[\w.-]+$|^[A-Za-z]:[\\/]windows[\\/]|\.exe$/i;

/** Second words that make `net` a program. */
export const NET_VERBS = /^(?:view|user|users|localgroup|group|share|use|start|stop|accounts|session|config|time|statistics)$/i;

/** A word without the noise that shells ignore: empty quotes, backslashes before letters, `$@`, `$IFS`. */
export function plainWord(word: string): string {
  return (
    word
      .replace(/\$\{?(?:IFS|@|\*|[0-9])\}?(?:\$[0-9])?/g, ' ')
      .trim()
      .split(' ')[0]
      ?.replace(/["'`]|\\(?=[a-z])(?![a-z]*\\[A-Za-z]+\\)/g, '') ?? ''
  );
}

/** Says whether an argument looks like one: a flag, path, address, URL, variable, glob or file name. */
export function isTechnicalArgument(word: string): boolean {
  return /^--?[A-Za-z0-9]|^[~.]?\/[\w.*?-]|^\/$|^[A-Za-z]:[\\/]|:\/\/|^\$|\$\{?\w|^%\w+%|[*?]\.|^\d{1,3}(?:\.\d{1,3}){3}|^\/[a-z?]{1,10}$|\w\.(?:sh|py|php|txt|conf|ini|log|exe|pl|js|cgi|html?|json|ya?ml|sql|bak|pem|key|db|xml|cfg|env)$|^@|^>|\\/.test(
    word,
  );
}

/** Files that attacks read first. */
export const SENSITIVE_FILE =
  /\/etc\/(?:passwd|shadow|hosts|group|issue|sudoers|crontab|ssh)|\/proc\/(?:self|version|\d+)|\.ssh\/(?:id_|authorized_keys)|\.aws\/credentials|\.kube\/config|\.bash_history|\/var\/log\/|boot\.ini|win\.ini|\\repair\\(?:sam|system)|system32\\(?:config|drivers)|\/root\/|\.env\b|id_rsa|wp-config\.php/i;
