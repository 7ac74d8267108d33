import { describe, expect, it } from 'vitest';
import type { ArgumentRole } from '../../../../data-plane/detectors/detector.ts';
import { placeOf } from '../../../../data-plane/detectors/attack/net/address.ts';
import { attackSsrf } from '../../../../data-plane/detectors/attack/ssrf.ts';

const judge = (text: string, role: ArgumentRole = 'url'): number =>
  attackSsrf.detect(text, { surface: 'tool-arguments', role })[0]?.confidence ?? 0;

describe('attack.ssrf', () => {
  it.each([
    ['http://169.254.169.254/latest/meta-data/'],
    ['http://[fd00:ec2::254]/'],
    ['http://metadata.google.internal/computeMetadata/v1/'],
    ['http://127.0.0.1:8080/admin'],
    ['http://2130706433/'],
    ['http://0x7f.1/'],
    ['http://0177.0.0.1/'],
    ['http://127.1/'],
    ['http://0/'],
    ['http://[::1]/'],
    ['http://[::ffff:10.0.0.1]/'],
    ['http://[64:ff9b::7f00:1]/'],
    ['http://localhost./'],
    ['http:\\\\192.168.0.1\\x'],
    ['http://10.0.0.1.nip.io/'],
    ['http://example.com@10.0.0.1/'],
    ['http://127.0.0.1:80\\@example.com/'],
    ['http://169.254.169.254@example.com/'],
    ['http://\u2460\u2461\u2466.0.0.1/'],
    ['file:///etc/passwd'],
    ['gopher://127.0.0.1:6379/_PING'],
    ['http://kubernetes.default.svc/api'],
    ['http://425.510.425.510/'],
    ['127.0.0.1:22'],
    ['https://example.com/fetch?u=http://169.254.169.254/'],
  ])('fires on %s', (text) => {
    expect(judge(text)).toBeGreaterThanOrEqual(0.6);
  });

  it.each([
    ['https://example.com/'],
    ['https://user@example.com/a?b=c#d'],
    ['http://93.184.216.34/'],
    ['https://xn--bcher-kva.example/'],
    ['https://docs.example.com/metadata/local?host=localhost'],
    ['https://login.example.com/authorize?redirect_uri=http://localhost:3000/callback'],
    ['mailto:ana@example.com'],
    ['//cdn.example.com/x.js'],
    ['http://fakehost/wiki'],
    ['not a url'],
    [''],
  ])('stays silent on %s', (text) => {
    expect(judge(text)).toBeLessThan(0.6);
  });

  it('counts in prose only a metadata service or a disguised address that is all there is', () => {
    expect(judge('http://169.254.169.254/latest/', 'text')).toBeGreaterThanOrEqual(0.6);
    expect(judge('http://2130706433/', 'text')).toBeGreaterThanOrEqual(0.6);
    expect(judge('http://localhost:3000/', 'text')).toBe(0);
    expect(judge('see http://169.254.169.254/latest/ for details', 'text')).toBe(0);
  });

  it('places addresses as the registries do', () => {
    expect(placeOf('8.8.8.8')).toBe('public');
    expect(placeOf('100.64.0.1')).toBe('private');
    expect(placeOf('[::]')).toBe('loopback');
    expect(placeOf('2002:7f00:1::')).toBe('loopback');
    expect(placeOf('169.254.169.254')).toBe('metadata');
    expect(placeOf('printer.local')).toBe('private');
  });
});
