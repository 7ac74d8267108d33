import type { Detector } from '../detector.ts';

/**
 * Template and expression-language payloads in arguments that are not templates.
 *
 * Shape: delimiters of a template engine around something that computes or reaches for the runtime (`{{7*7}}`, `${T(java...)}`,
 *   `{{x.__class__}}`, `${jndi:...}`); a plain placeholder such as `{{name}}` or `${product.name}` is none.
 * Returns: one finding for each expression.
 * Cost: one pass for delimiters; at most 400 characters after each.
 * Misses: engines with delimiters of their own.
 * Source: CWE-1336, CWE-917; CVE-2021-44228.
 */
export const attackTemplateInjection: Detector = {
  id: 'attack.template-injection',
  family: 'template-injection',
  version: 1,
  severity: 'high',
  surfaces: ['tool-arguments'],
  detect(text, { role }) {
    if (role === 'template' || role === 'code' || role === 'command' || role === 'sql' || role === 'number') return [];
    if (!PREFILTER.test(text)) return [];
    for (const match of text.matchAll(EXPRESSION)) {
      const confidence = judge(match[0]);
      if (confidence > 0)
        return [
          {
            detectorId: attackTemplateInjection.id,
            start: match.index,
            end: match.index + match[0].length,
            confidence,
            label: 'template-expression',
          },
        ];
    }
    return [];
  },
};

const PREFILTER = /[{<#$*@]\s{0,2}[{%(=]/;
const EXPRESSION =
  /\{\{[^{}\n]{1,400}\}{1,2}|\{%[^\n{}]{1,400}%\}|\$\{\s{0,4}(?:jndi:|\$\{[^\n{}]{0,40}\})[^\n{}]{0,80}|[$#*@]\{[^\n{}]{1,400}\}|<%[^\n<]{1,400}%>|#(?:set|include|evaluate|foreach)\s{0,3}\([^\n#]{1,400}\)|@\([^\n@]{1,200}\)|\{(?:php|system|exec|literal)\}[^\n]{0,200}/gi;
const ARITHMETIC = /^(?:\{\{|[$#*@]\{|<%=?|@\()\s{0,4}['"]?\d{1,10}['"]?\s{0,4}[-+*/]\s{0,4}['"]?\d{1,10}['"]?\s{0,4}(?:\}\}?|%>|\))$/;
const RUNTIME =
  /__(?:class|mro|subclasses|globals|builtins|import|init|base|bases|dict|getattribute|reduce)__|\b(?:java\.(?:lang|io|util|net)|javax\.script|T\s?\(\s?java|getRuntime|getClass|forName|newInstance|ProcessBuilder|ScriptEngineManager|freemarker\.template|Execute\b.{0,6}\?new|\?new\(\)|constructor\s{0,2}(?:\.|\[|\()|child_process|process\.(?:env|mainModule)|require\s{0,2}\(|global\.process|os\.(?:popen|system)|subprocess|popen\s{0,2}\(|lipsum\b|cycler\b|joiner\b|get_flashed_messages|url_for\.|config\.(?:items|from_object|__)|self\._TemplateReference|_self\.env|registerUndefinedFilterCallback|\|\s{0,2}(?:filter|map|sort)\s{0,2}\(\s{0,2}['"](?:system|exec|passthru|id)|\battr\s{0,2}\(|File\.(?:open|read)|IO\.popen|Kernel\.|system\s{0,2}\(|exec\s{0,2}\(|`[^`]{1,80}`|#(?:context|request|application|_memberAccess|session)\b|@java\.|request\.(?:application|args|environ)|(?:jndi|lower|upper|env|sys|date|ctx|::-)\s{0,2}:[^}]{0,200}(?:jndi|ldap|rmi|dns|\$\{|:-))/i;
const JNDI = /^\$\{\s{0,4}(?:jndi|\$\{[^}]{0,40}(?::-)?j|[^}]{0,20}j\}?n\}?d\}?i)/i;

function judge(expression: string): number {
  if (JNDI.test(expression)) return 0.97;
  if (RUNTIME.test(expression)) return 0.92;
  if (ARITHMETIC.test(expression)) return 0.85;
  if (/^\{\{\s{0,4}(?:config|self|dump\(app\))\s{0,4}\}\}$/i.test(expression)) return 0.7;
  if (/^\{(?:php|system|exec)\}/i.test(expression)) return 0.8;
  if (/^<%=?\s/.test(expression) && /system|exec|File|IO\.|`|Runtime/.test(expression)) return 0.9;
  return 0;
}
