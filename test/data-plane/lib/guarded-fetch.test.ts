import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { GuardedFetcher } from '../../../data-plane/lib/guarded-fetch.ts';

const fetcher = new GuardedFetcher();
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(() => fetcher.close());

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const allowed = fetcher.for(['127.0.0.1'], { timeoutMs: 2_000, maxResponseBytes: 1000 });

describe('guarded fetch', () => {
  it('reaches an address that was allowed by name, and refuses it otherwise', async () => {
    const origin = await serve((_, response) => void response.end('{"a":1}'));
    expect(await fetcher.json(origin, ['127.0.0.1'])).toEqual({ a: 1 });
    await expect(fetcher.json(origin, [])).rejects.toMatchObject({ name: 'TargetRefused' });
    await expect(fetcher.json('http://169.254.169.254/latest', [])).rejects.toMatchObject({ name: 'TargetRefused' });
    await expect(fetcher.json('http://localhost:1/', [])).rejects.toMatchObject({ name: 'TargetRefused' });
  });

  it('refuses other protocols and addresses with a password', async () => {
    await expect(allowed('file:///etc/passwd')).rejects.toMatchObject({ name: 'TargetRefused' });
    await expect(allowed('http://user:secret@127.0.0.1/')).rejects.toMatchObject({ name: 'TargetRefused' });
  });

  it('follows a redirect on the same origin, without credentials only', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/a') response.writeHead(302, { location: '/b' }).end();
      else response.end('there');
    });
    expect(await (await allowed(`${origin}/a`)).text()).toBe('there');
    await expect(allowed(`${origin}/a`, { headers: { authorization: 'Bearer x' } })).rejects.toThrow('not followed');
    await expect(allowed(`${origin}/a`, { method: 'POST', body: 'code=x' })).rejects.toThrow('not followed');
    await expect(allowed(`${origin}/a`, { redirect: 'error' })).rejects.toThrow('not followed');
    expect((await allowed(`${origin}/a`, { redirect: 'manual' })).status).toBe(302);
  });

  it('follows none to another origin, so that no credential and no request gets there', async () => {
    const reached: IncomingHttpHeaders[] = [];
    const other = await serve((request, response) => {
      reached.push(request.headers);
      response.end();
    });
    const origin = await serve((_, response) => void response.writeHead(307, { location: other }).end());
    await expect(allowed(origin)).rejects.toThrow('not followed');
    await expect(allowed(origin, { headers: { authorization: 'Bearer x' } })).rejects.toThrow('not followed');
    await expect(allowed(origin, { method: 'POST', body: 'client_secret=x' })).rejects.toThrow('not followed');
    expect(reached).toEqual([]);
  });

  it('ends a circle of redirects', async () => {
    const origin = await serve((_, response) => void response.writeHead(302, { location: '/again' }).end());
    await expect(allowed(origin)).rejects.toThrow('not followed');
  });

  it('stops reading a body that is too large, and waiting for one that does not come', async () => {
    const large = await serve((_, response) => void response.end('x'.repeat(100_000)));
    await expect(allowed(large).then((response) => response.text())).rejects.toThrow();
    const silent = await serve(() => undefined);
    await expect(fetcher.for(['127.0.0.1'], { timeoutMs: 50 })(silent)).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
