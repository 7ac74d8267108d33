/**
 * Tells stand-ins for a secret from secrets.
 */

// One filler character six times over, a bracketed or templated name, or a reference to where the value really is.
const FILLER =
  /x{6}|X{6}|\*{3}|#{4}|\.{3}|_{8}|-{6}|~{6}|0{12}|…|•{3}|<[^>]{1,60}>|\$\{|\$\(|\{\{|%\(|^\$[A-Za-z_]|^%[A-Za-z_]+%$|\[[A-Za-z_ -]{3,40}\]/;
const REFERENCE = /process\.env|os\.environ|getenv|import\.meta|secrets\.|vault:|ssm:|op:\/\/|arn:aws|\bvars\./i;
const WORDS =
  /example|sample|placeholder|dummy|fake|changeme|change[_-]?me|change[_-]?it|insert|replace|redacted|removed|masked|hidden|your|todo|fixme|\bmy[_-]|foobar|not[_-]?a?[_-]?real|test[_-]?key|secret[_-]?here|goes[_-]?here|key[_-]?here|token[_-]?here|lorem|ipsum|abcdefgh|12345678|undefined|deadbeef/i;

/**
 * Says whether a value with a provider's own shape is still only a stand-in, as in `ghp_xxxxxxxx` or `AKIA...EXAMPLE`.
 *
 * Narrow on purpose: the shape already says that it is a credential.
 */
export function isStandIn(value: string): boolean {
  return (
    FILLER.test(value) ||
    (value.length < 48 && value.includes('abcdefghijklmnopqrstuvwxyz')) ||
    (value.length < 48 && /EXAMPLE(?:KEY)?$|^EXAMPLE/.test(value)) ||
    hasPlaceholderPhrase(value)
  );
}

/** Says whether a value of no particular shape is a placeholder, a template, a reference or a sample. */
export function isPlaceholder(value: string): boolean {
  return FILLER.test(value) || REFERENCE.test(value) || WORDS.test(value);
}

function hasPlaceholderPhrase(value: string): boolean {
  return /(?:your|insert|put|replace)[_-]?(?:\w{0,12}[_-]?)?(?:token|key|secret|here)|(?:token|key|secret)[_-]?here/i.test(value);
}
