import { C } from './concepts.ts';
import type { Concept } from './concepts.ts';
import { inflect } from './inflect.ts';

/** How a verb stands: as one orders, as one describes, as one continues, as one tells of the past. Null for other words. */
export type Form = 'base' | 'third' | 'ing' | 'past' | null;

/** What a word or phrase can mean. */
export interface Entry {
  readonly concepts: readonly Concept[];
  readonly form: Form;
}

/** Words by their lower-case spelling; phrases by their first word, longest first. */
export interface Lexicon {
  readonly words: ReadonlyMap<string, Entry>;
  readonly phrases: ReadonlyMap<string, readonly { readonly rest: readonly string[]; readonly entry: Entry }[]>;
}

let built: Lexicon | null = null;

/** The lexicon, built on first use and kept. Cost: about 5 ms once. */
export function lexicon(): Lexicon {
  return (built ??= build());
}

/** Verbs by concept, in their base form; the other forms are made. Irregular ones carry theirs: `send/sent`. */
const VERBS: readonly (readonly [Concept, string])[] = [
  [
    C.read,
    'read/read access open load fetch retrieve extract dump collect gather harvest obtain grab capture acquire view inspect examine enumerate cat scrape search query get/got find/found locate pull',
  ],
  [
    C.send,
    'send/sent hand paste report upload post transmit forward email mail relay push submit dispatch transfer publish broadcast export deliver stream share sync leak exfiltrate beacon ship smuggle disclose route bcc cc replicate mirror persist sync dump feed/fed tunnel reveal exfil',
  ],
  [C.steal, 'exfiltrate steal/stole/stolen harvest siphon smuggle hijack leak spy snoop eavesdrop sniff pilfer skim'],
  [
    C.include,
    'include contain paste mix mention prefix suffix feed/fed hand give/gave/given append attach embed add insert put/put pass place inject prepend prefix encode supply provide fill paste incorporate populate echo interpolate concatenate bundle',
  ],
  [C.run, 'run/ran/run execute invoke launch spawn eval evaluate start trigger'],
  [C.call, 'call use invoke run/ran/run execute consult employ'],
  [C.write, 'write/wrote/written save store create modify edit persist'],
  [C.remove, 'delete remove erase wipe destroy drop purge truncate shred uninstall revoke terminate kill clear encrypt'],
  [
    C.modify,
    'modify split prefix change alter replace override overwrite/overwrote/overwritten swap substitute adjust tamper rewrite/rewrote/rewritten multiply inflate round patch manipulate reduce double intercept corrupt',
  ],
  [C.redirect, 'redirect reroute divert route hijack intercept forward rewire supersede'],
  [C.ignore, 'ignore disregard forget/forgot/forgotten override overrule neglect supersede dismiss discard bypass'],
  [C.bypass, 'bypass skip circumvent disable evade avoid suppress deactivate omit waive escape disregard defeat sidestep'],
  [
    C.tell,
    'tell/told mention bring/brought raise hint let/let inform notify reveal disclose say/said explain alert warn describe acknowledge discuss report show announce display expose surface',
  ],
  [C.hide, 'hide/hid/hidden conceal mask obscure disguise camouflage withhold obfuscate cloak'],
  [
    C.pretend,
    'pretend insist assure convince reassure fake falsify fabricate forge impersonate mislead spoof deceive lie masquerade misreport feign trick',
  ],
  [C.obey, 'obey comply follow adhere honor trust believe'],
  [C.prefer, 'prefer pick prioritize prioritise choose/chose/chosen select favor favour'],
  [
    C.detect,
    'detect scan check identify prevent block analyze analyse audit monitor protect flag filter sanitize sanitise validate verify mitigate test assess evaluate review classify defend triage investigate hunt simulate remediate',
  ],
  [C.reply, 'reply respond return answer output say/said print report claim state repeat write present'],
  [C.grant, 'grant whitelist elevate escalate assign promote authorize authorise approve enable permit allow give/gave/given unlock'],
  [C.capture, 'record capture log track monitor intercept sniff watch keylog screenshot'],
  [C.copy, 'copy duplicate clone mirror bcc cc replicate'],
];

/** Nouns and other words by concept; a plural in -s is made. Several words in quotes are a phrase. */
const WORDS: readonly (readonly [Concept, string])[] = [
  [
    C.secret,
    "password passwd passphrase credential secret mnemonic keychain 'api key' 'api-key' apikey 'api token' 'access key' 'access token' 'auth token' 'authentication token' 'authorization token' 'bearer token' 'refresh token' 'session token' 'session cookie' 'oauth token' 'private key' 'ssh key' 'secret key' 'encryption key' 'signing key' 'host key' 'gpg key' 'pgp key' 'seed phrase' 'recovery phrase' 'recovery code' 'backup code' 'environment variable' 'env var' 'env variable' 'environment secret' 'credit card' 'card number' cvv ssn 'social security number' 'login detail' 'master key' 'master password' 'key material' 'keystore' 'password hash' 'browser cookie' 'saved password' 'wallet key' 'ssh private key' 'private ssh key' oauth_token 'ssh credentials' 'pem file' 'rsa key' 'kubeconfig' 'known_hosts' 'clipboard content' clipboard 'one-time password' 'one-time code' '2fa code' 'mfa code' otp jwt 'bank detail' 'bank account number' 'account credential' 'user credential' 'personal access token' 'service account key' 'browsing history' 'browser history' 'id rsa' 'dot ssh' 'dot env' 'etc passwd' 'etc shadow' 'aws credentials' 'address book' 'auth cookie' 'auth state' 'crypto wallet' 'wallet'",
  ],
  [C.weakSecret, 'token key cookie certificate pin cert auth session hash pii'],
  [
    C.file,
    "file document folder directory filesystem 'file system' codebase 'source code' repository workspace disk 'home directory' config configuration database",
  ],
  [
    C.conversation,
    "'conversation history' 'chat history' 'message history' 'conversation context' 'entire conversation' 'full conversation' 'whole conversation' 'all conversations' 'complete conversation' 'current conversation' 'conversation so far' 'conversation transcript' 'chat transcript' 'chat log' 'chat so far' 'dialog so far' 'dialogue so far' 'session so far' 'discussed so far' 'said so far' 'earlier in the session' 'earlier in the conversation' 'earlier in this conversation' 'earlier in this session' 'complete chat' 'entire chat' 'full chat' 'whole chat' 'conversation log' 'previous message' 'prior message' 'earlier message' 'last message' 'recent message' 'user prompt' 'original prompt' 'prompt history' 'session history' 'all messages' 'every message' 'user conversation' 'conversation content' 'conversation data' 'conversation metadata' 'chat metadata' 'chat content' 'chat data' 'chat session' 'user interactions' 'chat context' 'full context' 'entire context' 'context window' 'session context' ",
  ],
  [
    C.systemPrompt,
    "'system prompt' 'system message' 'system instruction' 'initial instruction' 'initial prompt' 'hidden instruction' 'hidden prompt' 'developer message' 'developer prompt' 'your prompt' 'your instruction' 'system context' 'base prompt' preamble 'you were started with' 'you were given' 'you were initialized' 'your configuration' 'your guidelines' 'your rules' 'system_prompt' 'internal instruction' 'original instruction' 'own instruction' 'meta prompt' 'preprompt'",
  ],
  [
    C.instructions,
    'instruction guidance directive rule guideline constraint prompt policy policies programming restriction limitation directions command training principle',
  ],
  [
    C.safety,
    "safety guardrail 'guard rail' moderation 'content policy' 'content filter' 'security check' 'security policy' 'security control' 'security filter' 'security restriction' 'security measure' 'security protocol' 'security setting' sandbox sandboxing restriction safeguard ethical ethics alignment 'access control' 'access check' 'permission check' 'rate limit' 'two-factor check' 'two-factor authentication' 'mfa check' 'input validation' 'content restriction' 'usage policy' oversight censorship 'safety check' 'safety filter' 'safety policy' 'safety guideline' 'safety rule' 'safety protocol' 'policy check' 'authorization check' 'authentication check' authentication firewall antivirus edr dlp amsi selinux sanitization sanitisation 'content filtering' 'security validation' validation verification 'security filtering' 'security layer' 'security feature'",
  ],
  [
    C.approval,
    "confirmation approval consent permission authorization authorisation 'user review' 'human review' 'human approval' 'manual review' prompting asking confirming sign-off signoff 'confirmation dialog' 'confirmation prompt' 'user interaction' 'user input' 'double-check' 'permission prompts' 'permission prompt' 'usual review' 'code review' 'human-in-the-loop' 'human in the loop' 'user confirmation' 'user consent' 'user approval' 'review'",
  ],
  [C.audit, "log logging audit 'audit trail' 'audit log' trace history monitoring 'security log' 'event log' detection"],
  [
    C.user,
    "user human operator customer owner person anyone people 'end user' end-user admin client somebody someone 'the person' stakeholder them",
  ],
  [
    C.model,
    "assistant agent ai model llm claude gpt chatgpt copilot gemini 'language model' chatbot bot 'ai model' 'ai assistant' 'ai agent' 'large language model' llms",
  ],
  [C.you, 'you your yourself'],
  [
    C.otherTool,
    "'other tool' 'any tool' 'all tools' 'another tool' 'every tool' 'existing tool' 'other function' 'any other' 'all other' 'every other' 'other mcp' 'other server' 'any function' 'all functions' 'each tool' 'other available tool' 'alternative tool' 'similar tool' 'built-in tool' 'native tool' 'default tool' 'competing tool' 'other tools' 'subsequent tool' 'rest of the tools' 'built-in' builtin 'another one' 'any alternative' 'the alternative' 'alternatives' 'other converter' 'other one' 'other plugin' 'other plugins' 'other integrations' 'any file operation' 'every file operation' 'every write' 'every query' 'every statement' 'every command' 'tool call' 'every call' 'tool invocation' 'every interaction' 'every request' 'every response' 'every action' 'any action' 'each request' 'each response' 'any operation' 'every operation' 'any request' 'every message' 'every conversation' 'every session' 'agent session' 'every turn' 'each turn' 'a tool is used' 'tool is used' 'tool is called' 'tools are used' 'any other action' 'every other action' 'another operation'",
  ],
  [
    C.thisTool,
    "'this tool' 'this function' 'this server' 'this plugin' 'this service' 'this operation' 'the tool' 'this endpoint' 'this extension' 'this helper' 'this utility' 'this one' 'this gateway' 'this check' 'this step'",
  ],
  [C.tool, 'tool function plugin server mcp'],
  [
    C.outside,
    "external attacker adversary 'remote server' 'remote host' 'remote endpoint' 'third party' 'third-party' 'third parties' offsite webhook collector 'our server' 'our endpoint' 'our backend' 'our api' 'our cloud' 'our partner' 'partner endpoint' 'analytics endpoint' 'telemetry endpoint' 'logging endpoint' 'monitoring endpoint' 'analytics service' 'analytics server' endpoint server c2 c&c 'command and control' 'drop zone' 'external endpoint' 'external service' 'external server' pastebin 'public bucket' 'remote url' 'remote location' 'collection point' telemetry 'external host' 'external analytics' 'outside server' callback upstream partner vendor developers 'tool author' 'tool provider' 'external address' maintainers maintainer 'analytics backend' backend 'partner storage' 'second destination' 'secondary destination' 'another destination' 'audit service' 'compliance service' 'backup server' 'external system'",
  ],
  [
    C.attacker,
    "attacker adversary hacker intruder malicious evil rogue threat-actor 'threat actor' 'bad actor' pwned p0wned pwnd 'red team' exfil c2 exfiltration infiltration",
  ],
  [C.result, 'response output result answer reply report summary completion'],
  [
    C.payment,
    'amount recipient account address price payment balance destination payee iban transaction currency invoice beneficiary fund transfer fee withdrawal deposit order quantity payout cent bcc',
  ],
  [C.argument, 'argument parameter field input value param property header metadata sidenote attribute'],
  [
    C.command,
    "command 'shell command' script 'system command' powershell bash shell terminal subprocess 'os command' 'bash command' 'bash script' executable binary installer payload",
  ],
  [
    C.startup,
    "crontab cron authorized_keys bashrc zshrc bash_profile launchagent 'startup script' 'startup file' 'startup folder' 'registry key' 'registry run' autorun rc.local systemd 'scheduled task' 'login item' 'git hook' 'post-commit hook' persistence",
  ],
  [
    C.malware,
    "backdoor keylogger ransomware rootkit trojan malware botnet worm spyware 'reverse shell' 'web shell' webshell 'bind shell' shellcode 'privilege escalation' 'lateral movement' mimikatz phishing 'brute force' bruteforce 'fork bomb' ddos cryptominer cryptojacking 'zero-day' 'buffer overflow' 'heap spray' 'dll hijacking' 'dll injection' 'process injection' 'process hollowing' 'credential stuffing' 'password spraying' 'password spray' 'pass the hash' 'pass-the-hash' 'golden ticket' 'silver ticket' kerberoasting kerberoast 'as-rep' 'ntlm relay' 'ntlm hash' dcsync 'container escape' 'sandbox escape' 'jail escape' 'chroot escape' 'path traversal' 'sql injection' 'command injection' 'code injection' 'ldap injection' 'xpath injection' 'template injection' 'log injection' 'header injection' 'xxe' ssrf 'remote code execution' rce exploit exploitation 'dns tunneling' 'dns tunnel' 'covert channel' 'dirty cow' 'token impersonation' 'sam database' 'sam hive' lsass 'shadow file' 'symlink attack' 'race condition' toctou 'zip bomb' 'slow loris' steganography 'data theft' 'credential theft' 'identity theft' 'arp poisoning' 'arp spoofing' 'dns poisoning' 'dns spoofing' 'cache poisoning' 'session hijacking' 'clickjacking' 'deserialization attack' 'prototype pollution' 'uac bypass'",
  ],
  [C.everything, 'everything all entire full complete whole every contents content verbatim any'],
  [
    C.context,
    "'conversation' dialogue inbox 'message thread' 'user request' 'user question' 'user query' 'chat message' context reasoning 'chain of thought' thought 'tool list' 'list of tools' 'available tools' 'tool names' 'model name' 'internal state' 'internal reasoning'",
  ],
  [
    C.deprecated,
    "deprecated stale faulty flawed buggy wrong incorrect broken insecure unsafe obsolete unreliable outdated vulnerable 'no longer' compromised untrusted inaccurate incomplete defunct malfunctioning inferior unmaintained disabled 'does not work'",
  ],
  [
    C.privilege,
    "admin administrator root superuser sudo 'full access' 'full system access' 'unrestricted access' 'elevated privilege' 'elevated permission' privilege 'admin access' 'root access' 'admin right' 'administrative access' unrestricted unlimited 'admin mode' 'unfiltered' uncensored",
  ],
  [C.device, 'screen microphone webcam camera keystroke clipboard'],
  [C.not, "not never no don't dont doesn't cannot can't won't shouldn't mustn't nor neither nobody avoid refrain"],
  [C.without, 'without'],
  [C.always, 'always every each whenever everytime all any automatically constantly'],
  [
    C.must,
    "must should shall 'need to' 'needs to' 'have to' 'has to' required mandatory require requires essential ensure important critical please mandated obliged compulsory necessary remember 'make sure' 'be sure' 'supposed to'",
  ],
  [
    C.urgent,
    'important critical urgent mandatory crucial vital required immediately warning attention caution essential priority compliance',
  ],
  [
    C.silent,
    "silently secretly quietly covertly discreetly stealthily invisibly surreptitiously unnoticed stealth covert hidden stealthy 'behind the scenes' 'in the background' 'without notice' clandestinely undetected undetectable unobtrusively privately imperceptibly 'without a trace'",
  ],
  [C.before, 'before prior first beforehand initially'],
  [C.after, 'after then afterwards afterward finally subsequently once following'],
  [C.when, "when whenever if once upon unless while during 'in case' 'as soon as' 'every time'"],
  [C.also, "also additionally 'in addition' furthermore moreover plus 'as well' simultaneously 'along with' 'at the same time' besides"],
  [C.instead, "instead 'rather than' 'in place of' 'in lieu of' 'instead of'"],
  [
    C.prior,
    'previous prior earlier above preceding existing original former other any all default current normal usual standard your initial own',
  ],
  [
    C.roleChange,
    "'you are now' 'you are no longer' 'act as' 'acting as' 'from now on' 'new role' 'developer mode' 'god mode' 'debug mode' 'admin mode' 'maintenance mode' 'root mode' jailbreak jailbroken 'from this point' 'real task' 'true task' 'actual task' 'real goal' 'true goal' 'real purpose' 'true purpose' 'real job' 'actual goal' 'new task' 'new goal' 'primary directive' 'new objective' 'true objective' 'real objective' 'no restrictions' 'without restrictions' 'without restriction' 'no limits' 'no limitations' 'without limitations' 'unrestricted mode' 'new persona' 'new identity' 'new instructions' 'new instruction' 'new system' 'override mode' 'system override' 'admin override' 'henceforth' 'do anything now' 'adopt the persona' 'adopt a persona' 'assume the persona' 'adopt the role' 'your new' 'assume the role' 'take on the role'",
  ],
  [
    C.authority,
    "'has authorized' 'has authorised' 'has approved' 'have approved' 'already authorized' 'already authorised' 'already approved' 'pre-approved' preapproved 'pre-authorized' preauthorized 'explicitly authorized' 'explicitly authorised' 'has consented' 'has already' 'already agreed' 'agreed to everything' 'already consented' 'already accepted' 'compliance requirement' 'required by policy' 'security requirement' 'regulatory requirement' 'company policy' 'security team' 'it department' 'administrator has' 'compliance purposes' 'required for compliance' 'legal requirement' 'gdpr compliance' 'implementation detail' 'certified' 'officially approved' 'security audited' 'mandated by' 'audit requirement' 'standard procedure' 'security protocol' 'for security purposes' 'for compliance' 'for verification' 'for debugging purposes' 'regulatory' 'officially verified'",
  ],
  [C.sensitive, 'sensitive confidential private personal proprietary internal classified secret restricted'],
  [C.example, "example e.g eg sample 'such as' fixture mock documentation documented demo illustration quoted readme"],
  [C.only, "only exclusively solely 'one and only' sole single"],
  [
    C.best,
    "best superior fastest 'most reliable' 'most accurate' 'more reliable' 'more accurate' 'more secure' 'most secure' official trusted recommended preferred authoritative verified optimal 'highest quality' 'highest-rated' 'number one' 'world-class' 'only correct' 'only reliable' 'only trusted' 'more trustworthy' better safest 'most trusted' 'most advanced' 'enhanced' 'state-of-the-art' 'most popular' 'industry-leading' 'industry standard' 'primary tool' flagship",
  ],
  [
    C.failure,
    "fail fails crash malfunction 'will fail' 'not work' 'data loss' 'be lost' error terminated penalty penalized punished 'shut down' consequences otherwise",
  ],
  [C.success, 'success successful successfully succeeded completed normal normally usual legitimate ok fine safe clean passed'],
  [
    C.firstStep,
    "'first step' 'first tool' 'call first' 'called first' 'call this first' 'use this first' 'at the start' 'at the beginning' 'start of every' 'start of each' 'beginning of every' 'beginning of each' 'before any' 'before using' 'before calling' 'before every' 'before each' 'before all' 'before executing' 'before running' 'before invoking' 'before answering' 'before responding' 'before proceeding' 'before doing' 'before performing' 'before you' 'before providing' 'before returning' 'prior to any' 'prior to using' 'prior to calling'",
  ],
  [
    C.trigger,
    "'trigger phrase' 'magic word' 'activation phrase' 'secret phrase' 'special command' 'exact phrase' keyword passphrase 'contains the word' 'contains the phrase' 'starts with' 'th call' 'third call' 'second call' 'after the first' 'days after' 'next time' 'once approved' 'once trusted' 'later version' 'once activated' 'after approval' 'sleeper' 'dormant'",
  ],
];

/** The same ideas in other languages, where one word decides little and a combination much. */
const FOREIGN: readonly (readonly [Concept, string])[] = [
  [
    C.ignore,
    'ignora ignore ignorez ignorer ignoriere ignorieren ignorar ignorieren missachte vergiss oublie oubliez olvida olvide esquece desconsidere negeer dimentica игнорируй игнорируйте игнорировать забудь abaikan unut',
  ],
  [
    C.instructions,
    'anweisung instruction instrucciones instrucción instructions anweisungen anweisung regeln instruções istruzioni instructies reglas règles regras regole consignes инструкции инструкций правила указания talimatları',
  ],
  [
    C.prior,
    'toutes toute tous todas todos alle tutte tutti anteriores anterior previas précédentes précédente vorherigen vorherige bisherigen précedentes precedenti eerdere предыдущие предыдущих sebelumnya önceki',
  ],
  [
    C.send,
    'envía envíe enviar envoie envoyez envoyer sende senden schicke schicken envie invia inviare invii stuur verzend отправь отправьте отправить gönder kirim',
  ],
  [C.read, 'lee leer lire lis lisez lies lesen lese leia ler leggi leggere lees прочитай прочитайте читать'],
  [
    C.secret,
    "'mot de passe' 'clé api' 'clave api' 'clave privada' 'clé privée' contraseña contraseñas credenciales clave claves mot-de-passe identifiants passwort passwörter kennwort zugangsdaten schlüssel senha senhas credenciais chave password credenziali wachtwoord пароль пароли ключ ключи şifre",
  ],
  [
    C.user,
    'usuario usuaria utilisateur benutzer nutzer anwender usuário utente gebruiker пользователю пользователя пользователь kullanıcı pengguna',
  ],
  [
    C.tell,
    'menciones digas decir informes mentionne mentionnez dites dis informer erwähne erwähnen informiere sage sagen mencione diga dire menzionare vermeld сообщай сообщайте говори говорите упоминай',
  ],
  [C.not, 'nunca jamás jamais pas nicht kein keine niemals nie não nunca non mai niet nooit не никогда'],
  [C.file, 'archivo archivos fichier fichiers datei dateien arquivo arquivos bestand файл файлы dosya'],
  [C.systemPrompt, 'systemprompt prompt-del-sistema'],
  [C.silent, 'secretamente silenciosamente secrètement discrètement heimlich silenziosamente тайно незаметно'],
  [C.must, 'debes debe doit devez musst müssen deve deves devi moet должен должны обязательно'],
  [C.before, 'antes avant bevor vor prima voordat перед прежде'],
  [C.always, 'siempre toujours immer sempre altijd всегда'],
];

/** Chinese, Japanese and Korean, matched as substrings since words are not set apart. */
export const CJK: readonly (readonly [string, readonly Concept[]])[] = [
  ['忽略', [C.ignore]],
  ['无视', [C.ignore]],
  ['無視', [C.ignore]],
  ['忽視', [C.ignore]],
  ['무시', [C.ignore]],
  ['之前', [C.prior, C.before]],
  ['先前', [C.prior]],
  ['以前の', [C.prior]],
  ['上記', [C.prior]],
  ['이전', [C.prior]],
  ['所有', [C.prior, C.everything]],
  ['すべて', [C.everything]],
  ['모든', [C.everything]],
  ['指令', [C.instructions]],
  ['指示', [C.instructions]],
  ['规则', [C.instructions]],
  ['規則', [C.instructions]],
  ['명령', [C.instructions]],
  ['지시', [C.instructions]],
  ['规定', [C.instructions]],
  ['系统提示', [C.systemPrompt]],
  ['系統提示', [C.systemPrompt]],
  ['システムプロンプト', [C.systemPrompt]],
  ['시스템 프롬프트', [C.systemPrompt]],
  ['发送', [C.send]],
  ['發送', [C.send]],
  ['上传', [C.send]],
  ['上傳', [C.send]],
  ['送信', [C.send]],
  ['전송', [C.send]],
  ['보내', [C.send]],
  ['转发', [C.send]],
  ['读取', [C.read]],
  ['讀取', [C.read]],
  ['読み', [C.read]],
  ['읽', [C.read]],
  ['访问', [C.read]],
  ['密码', [C.secret]],
  ['密碼', [C.secret]],
  ['パスワード', [C.secret]],
  ['비밀번호', [C.secret]],
  ['密钥', [C.secret]],
  ['密鑰', [C.secret]],
  ['凭证', [C.secret]],
  ['秘密鍵', [C.secret]],
  ['認証情報', [C.secret]],
  ['私钥', [C.secret]],
  ['令牌', [C.secret]],
  ['用户', [C.user]],
  ['用戶', [C.user]],
  ['ユーザー', [C.user]],
  ['사용자', [C.user]],
  ['不要告诉', [C.not, C.tell]],
  ['不要告訴', [C.not, C.tell]],
  ['不要提', [C.not, C.tell]],
  ['伝えない', [C.not, C.tell]],
  ['知らせない', [C.not, C.tell]],
  ['말하지', [C.not, C.tell]],
  ['알리지', [C.not, C.tell]],
  ['不要透露', [C.not, C.tell]],
  ['言わない', [C.not, C.tell]],
  ['必须', [C.must]],
  ['必須', [C.must]],
  ['务必', [C.must]],
  ['반드시', [C.must]],
  ['文件', [C.file]],
  ['ファイル', [C.file]],
  ['파일', [C.file]],
  ['静默', [C.silent]],
  ['偷偷', [C.silent]],
  ['秘密地', [C.silent]],
  ['密かに', [C.silent]],
  ['몰래', [C.silent]],
  ['对话', [C.conversation]],
  ['對話', [C.conversation]],
  ['会話', [C.conversation]],
  ['대화', [C.conversation]],
  ['服务器', [C.outside]],
  ['サーバー', [C.outside]],
  ['서버', [C.outside]],
];

function build(): Lexicon {
  const words = new Map<string, { concepts: Set<Concept>; form: Form }>();
  const phrases = new Map<string, { rest: string[]; concepts: Set<Concept> }[]>();
  const addWord = (word: string, concept: Concept, form: Form): void => {
    const known = words.get(word);
    if (known === undefined) words.set(word, { concepts: new Set([concept]), form });
    else {
      known.concepts.add(concept);
      known.form ??= form;
    }
  };
  const addPhrase = (phrase: string, concept: Concept): void => {
    const [first, ...rest] = phrase.split(' ') as [string, ...string[]];
    const list = phrases.get(first) ?? [];
    phrases.set(first, list);
    const known = list.find((item) => item.rest.join(' ') === rest.join(' '));
    if (known === undefined) list.push({ rest, concepts: new Set([concept]) });
    else known.concepts.add(concept);
  };
  for (const [concept, verbs] of VERBS) {
    for (const spec of verbs.split(' ')) for (const [word, form] of inflect(spec)) addWord(word, concept, form);
  }
  for (const [concept, list, foreign] of [
    ...WORDS.map(([concept, list]) => [concept, list, false] as const),
    ...FOREIGN.map(([concept, list]) => [concept, list, true] as const),
  ]) {
    for (const match of list.matchAll(/'([^']+(?:'[a-z]+)?)'|(\S+)/g)) {
      const [, phrase, word] = match;
      if (phrase !== undefined && /[ ]/.test(phrase)) {
        addPhrase(phrase, concept);
        if (/[a-z]$/.test(phrase) && !phrase.endsWith('s')) addPhrase(plural(phrase), concept);
      } else {
        const single = (phrase ?? word) as string;
        addWord(single, concept, foreign && ACTS.has(concept) ? 'base' : null);
        if (NOUNS.has(concept) && !single.endsWith('s')) addWord(plural(single), concept, null);
      }
    }
  }
  const frozenPhrases = new Map(
    [...phrases].map(([first, list]) => [
      first,
      list
        .sort((a, b) => b.rest.length - a.rest.length)
        .map((item) => ({ rest: item.rest, entry: { concepts: [...item.concepts], form: null as Form } })),
    ]),
  );
  return {
    words: new Map([...words].map(([word, entry]) => [word, { concepts: [...entry.concepts], form: entry.form }])),
    phrases: frozenPhrases,
  };
}

/** Concepts whose foreign words are orders. */
const ACTS: ReadonlySet<Concept> = new Set<Concept>([C.ignore, C.send, C.read, C.tell]);

/** Concepts whose words are countable. */
const NOUNS: ReadonlySet<Concept> = new Set<Concept>([
  C.secret,
  C.weakSecret,
  C.file,
  C.instructions,
  C.safety,
  C.user,
  C.model,
  C.tool,
  C.outside,
  C.attacker,
  C.result,
  C.payment,
  C.argument,
  C.command,
  C.malware,
  C.device,
  C.audit,
  C.privilege,
  C.conversation,
  C.systemPrompt,
  C.context,
  C.approval,
]);

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}
