import { describe, expect, it } from 'vitest';
import type { ArgumentRole } from '../../../../data-plane/detectors/detector.ts';
import { attackDeserialization } from '../../../../data-plane/detectors/attack/deserialization.ts';
import { attackTemplateInjection } from '../../../../data-plane/detectors/attack/template-injection.ts';
import { ALPHANUMERIC, random } from '../sample.ts';

const template = (text: string, role: ArgumentRole = 'text'): number =>
  attackTemplateInjection.detect(text, { surface: 'tool-arguments', role })[0]?.confidence ?? 0;
const serialised = (text: string): (string | undefined)[] =>
  attackDeserialization.detect(text, { surface: 'tool-arguments', role: 'text' }).map(({ label }) => label);

describe('attack.template-injection', () => {
  it.each([
    ['{{7*7}}'],
    ['${7*7}'],
    ['<%= 7 * 7 %>'],
    ["{{''.__class__.__mro__[1].__subclasses__()}}"],
    ['${T(java.lang.Runtime).getRuntime()}'],
    ['${jndi:ldap://x/a}'],
    ['${${lower:j}ndi:ldap://x/a}'],
    ["{{constructor.constructor('return 1')()}}"],
    ['{{config}}'],
  ])('fires on %s', (text) => {
    expect(template(`Hello ${text}`)).toBeGreaterThanOrEqual(0.6);
  });

  it.each([['Hello {{name}}'], ['${product.name} costs ${price}'], ['{% if user %}'], ['a {b} c'], ['<% title %>'], ['7*7'], ['']])(
    'stays silent on %s',
    (text) => {
      expect(template(text)).toBe(0);
    },
  );

  it('stays silent where the argument is a template or code', () => {
    expect(template('{{7*7}}', 'template')).toBe(0);
    expect(template('${7*7}', 'code')).toBe(0);
  });
});

describe('attack.deserialization', () => {
  it.each([
    ['java', `rO0ABXNy${random(40, ALPHANUMERIC)}`],
    ['dotnet', `AAEAAAD/////${random(40, ALPHANUMERIC)}`],
    ['php', 'O:8:"Gadget_X":1:{s:1:"a";i:1;}'],
    ['pickle', "cos\nsystem\n(S'id'\ntR."],
    ['yaml', '!!python/object/apply:os.system ["id"]'],
    ['node-serialize', '{"a":"_$$ND_FUNC$$_function(){}()"}'],
    ['fastjson', '{"@type":"com.sun.rowset.JdbcRowSetImpl"}'],
    ['xml-external-entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
  ])('fires on a %s payload', (label, text) => {
    expect(serialised(text)).toContain(label);
  });

  it('stays silent on ordinary JSON, YAML and XML', () => {
    for (const text of ['{"$type":"Invoice"}', '{"@type":"Person"}', 'a: !!str 1', '<!DOCTYPE html><p>x</p>', 'O: 8', 'rO0', ''])
      expect(serialised(text)).toEqual([]);
  });
});
