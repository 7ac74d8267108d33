import { describe, expect, it } from 'vitest';
import type { ArgumentRole } from '../../../../data-plane/detectors/detector.ts';
import { attackPathTraversal } from '../../../../data-plane/detectors/attack/path-traversal.ts';

const judge = (text: string, role: ArgumentRole = 'path'): number =>
  attackPathTraversal.detect(text, { surface: 'tool-arguments', role })[0]?.confidence ?? 0;

describe('attack.path-traversal', () => {
  it.each([
    ['../../../etc/passwd'],
    ['..\\..\\windows\\win.ini'],
    ['..%2f..%2fsecret.txt'],
    ['%252e%252e%252fsecret.txt'],
    ['..%c0%af..%c0%afsecret.txt'],
    ['%uff0e%uff0e%u2215secret.txt'],
    ['....//....//secret.txt'],
    ['..;/manager/html'],
    ['/var/www/../../etc/shadow'],
    ['/../secret'],
    ['../../../../../../x'],
    ['report.pdf%00.png'],
    ['/etc/passwd'],
    ['/proc/self/environ'],
    ['C:\\Windows\\win.ini'],
    ['php://filter/convert.base64-encode/resource=index.php'],
    ['..0x2f..0x2fsecret'],
    ['../\\../x'],
  ])('fires on the path %s', (text) => {
    expect(judge(text)).toBeGreaterThanOrEqual(0.6);
  });

  it.each([
    ['../lib/index.js'],
    ['../../background.js'],
    ['../../../images/logo.png'],
    ['./src/../README.md'],
    ['src/a..b/c.ts'],
    ['..'],
    ['/home/ana/projects/site/index.html'],
    ['C:\\Program Files\\App\\app.exe'],
    ['..\\packages\\Foo.dll'],
    ['a%20file.txt'],
    ['etc/nginx/nginx.conf'],
    [''],
  ])('stays silent on the path %s', (text) => {
    expect(judge(text)).toBeLessThan(0.6);
  });

  it('counts only plain attacks elsewhere', () => {
    expect(judge('https://example.com/get?file=../../etc/passwd', 'url')).toBeGreaterThanOrEqual(0.6);
    expect(judge('https://example.com/a/../b', 'url')).toBe(0);
    expect(judge('go up with ../ and read /etc/passwd, says the manual', 'text')).toBe(0);
    expect(judge('../../../etc/passwd', 'command')).toBe(0);
  });
});
