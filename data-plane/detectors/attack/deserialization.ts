import type { Detector, Finding } from '../detector.ts';

/**
 * Serialised objects that run code when they are read, and XML that pulls in files.
 *
 * Shape: the magic of a serialisation format, plain, in hex or in base64 (Java, .NET, PHP, Python pickle, Ruby Marshal, node-serialize),
 *   type hints that name a gadget (YAML, Jackson, fastjson, Json.NET, XStream), and external entities.
 * Returns: one finding for each sign, from its first character.
 * Cost: one search per marker; bounded patterns at each.
 * Misses: gadgets hidden by compression.
 * Source: CWE-502, CWE-611; Java Object Serialization Specification chapter 6; PHP `serialize`; Python `pickle` protocols.
 */
export const attackDeserialization: Detector = {
  id: 'attack.deserialization',
  family: 'deserialization',
  version: 1,
  severity: 'high',
  surfaces: ['tool-arguments'],
  detect(text) {
    const findings: Finding[] = [];
    for (const [marker, pattern, confidence, label] of SIGNS) {
      if (!text.includes(marker)) continue;
      const match = pattern.exec(text);
      if (match !== null)
        findings.push({ detectorId: attackDeserialization.id, start: match.index, end: match.index + match[0].length, confidence, label });
    }
    return findings;
  },
};

const SIGNS: readonly (readonly [marker: string, pattern: RegExp, confidence: number, label: string])[] = [
  ['rO0AB', /(?<![A-Za-z0-9+/])rO0AB[A-Za-z0-9+/]{20,400}/, 0.95, 'java'],
  ['aced0005', /(?<![0-9a-f])aced0005[0-9a-f]{20,400}/, 0.95, 'java'],
  ['H4sIAAAA', /(?<![A-Za-z0-9+/])H4sIAAAAAAAA[A-Za-z0-9+/]{0,4}(?=[\s\S]{0,4000}rO0)/, 0.6, 'java'],
  ['AAEAAAD/////', /(?<![A-Za-z0-9+/])AAEAAAD\/{5}[A-Za-z0-9+/]{20,400}/, 0.95, 'dotnet'],
  ['O:', /(?:^|[^A-Za-z0-9])O:\d{1,4}:"[A-Za-z_\\][\w\\]{0,120}":\d{1,4}:\{/, 0.92, 'php'],
  ['phar://', /phar:\/\/[\w./-]{1,200}/, 0.85, 'php'],
  ['gASV', /(?<![A-Za-z0-9+/])gASV[A-Za-z0-9+/]{20,400}/, 0.9, 'pickle'],
  ['system', /c(?:os|posix|nt|subprocess|builtins|__builtin__)\n(?:system|popen|eval|exec|Popen|check_output)\n/, 0.97, 'pickle'],
  ['BAh', /(?<![A-Za-z0-9+/])BAh[A-Za-z0-9+/]{24,400}={0,2}(?:--[0-9a-f]{40})/, 0.7, 'ruby-marshal'],
  ['_$$ND_FUNC$$_', /_\$\$ND_FUNC\$\$_\s{0,4}function/, 0.97, 'node-serialize'],
  ['!!python/', /!!python\/(?:object|name|module|tuple)[\w/:.]{0,120}/, 0.95, 'yaml'],
  ['!!javax', /!!javax\.script\.ScriptEngineManager/, 0.97, 'yaml'],
  ['!!com.sun', /!!com\.sun\.rowset\.JdbcRowSetImpl/, 0.97, 'yaml'],
  ['!ruby/', /!ruby\/(?:object|hash|struct)[\w:]{0,120}/, 0.92, 'yaml'],
  [
    '"$type"',
    /"\$type"\s{0,4}:\s{0,4}"System\.(?:Windows|Data|Diagnostics|Configuration|Management|IO|Activities|Web)[\w.`[\], ]{0,200}/,
    0.93,
    'json-net',
  ],
  [
    '"@type"',
    /"@type"\s{0,4}:\s{0,4}"(?:com\.sun\.|org\.apache\.|java\.(?:lang|net)\.|javax\.|L?com\.mchange|org\.springframework)[\w.$;]{0,160}"/,
    0.95,
    'fastjson',
  ],
  ['JdbcRowSetImpl', /com\.sun\.rowset\.JdbcRowSetImpl/, 0.93, 'jackson'],
  [
    'java.util.PriorityQueue',
    /<java\.util\.PriorityQueue|<sorted-set>[\s\S]{0,400}java\.beans\.EventHandler|<dynamic-proxy>/,
    0.93,
    'xstream',
  ],
  ['<!ENTITY', /<!ENTITY\s{1,8}(?:%\s{1,4})?[\w.-]{1,60}\s{1,8}(?:SYSTEM|PUBLIC)\b[^>]{0,300}/, 0.93, 'xml-external-entity'],
  ['xi:include', /<xi:include\s[^>]{0,200}href\s{0,3}=\s{0,3}["'](?:file|https?|php|\/)[^"']{0,200}/, 0.85, 'xml-external-entity'],
];
