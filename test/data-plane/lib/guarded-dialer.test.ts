import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressAllowed, guardedConnector, resolveAllowed, TargetRefused } from '../../../data-plane/lib/guarded-dialer.ts';

const server = createServer((_, response) => void response.end('here'));
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

describe('the guarded dialer', () => {
  it.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111'])('reaches the public address %s', (address) => {
    expect(addressAllowed('example.com', address, [])).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '10.0.0.1',
    '172.16.5.5',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'not an address',
  ])('refuses %s unless it is allowed by name', (address) => {
    expect(addressAllowed('internal.example', address, [])).toBe(false);
  });

  it('takes a host by name, an address and a range, and nothing beside them', () => {
    expect(addressAllowed('Internal.example', '10.0.0.1', ['internal.example'])).toBe(true);
    expect(addressAllowed('other.example', '10.0.0.1', ['internal.example'])).toBe(false);
    expect(addressAllowed('x', '10.1.2.3', ['10.1.0.0/16'])).toBe(true);
    expect(addressAllowed('x', '10.2.2.3', ['10.1.0.0/16'])).toBe(false);
    expect(addressAllowed('x', '::ffff:10.1.2.3', ['10.1.0.0/16'])).toBe(true);
    expect(addressAllowed('x', '10.1.2.3', ['10.1.2.3'])).toBe(true);
    expect(addressAllowed('x', '10.1.2.3', ['not/a-range'])).toBe(false);
  });

  it('refuses a name that resolves to loopback, and names the host and the remedy', async () => {
    await expect(resolveAllowed('localhost', [])).rejects.toThrow(TargetRefused);
    await expect(resolveAllowed('localhost', [])).rejects.toThrow(/allowed private targets/);
    expect(await resolveAllowed('localhost', ['localhost'])).toMatch(/^(127\.0\.0\.1|::1)$/);
  });

  it('opens no connection to a refused address, and one to an allowed one', async () => {
    const ask = (allowed: readonly string[]) =>
      new Pool(`http://127.0.0.1:${port}`, { connect: guardedConnector(allowed, 2_000) }).request({ path: '/', method: 'GET' });
    await expect(ask([])).rejects.toThrow(TargetRefused);
    expect(await (await ask(['127.0.0.0/8'])).body.text()).toBe('here');
  });
});
