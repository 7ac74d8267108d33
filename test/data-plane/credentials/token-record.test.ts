import { describe, expect, it } from 'vitest';
import type { TokenQuery } from '../../../data-plane/credentials/mode.ts';
import { openRecord, recordKey, sealRecord } from '../../../data-plane/credentials/token-record.ts';

const keys = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const query: TokenQuery = {
  projectId: 'p',
  serverId: 's',
  resourceUri: 'https://r.example',
  issuedBy: 'opr_1',
  subject: 'alice',
  subjectToken: null,
};
const record = {
  token: { accessToken: 'secret-token', expiresAtMs: 10_000, version: 3, credentialId: 'utk_1', provider: 'Files', subject: 'alice' },
  renewAtMs: 9_000,
};

describe('token records in Redis', () => {
  it('open for the query they were sealed for', () => {
    const sealed = sealRecord(keys, query, record);
    expect(sealed).not.toContain('secret-token');
    expect(sealed).not.toContain('alice');
    expect(openRecord(keys, query, sealed)).toEqual(record);
  });

  it.each<[string, Partial<TokenQuery>]>([
    ['project', { projectId: 'q' }],
    ['server', { serverId: 't' }],
    ['resource', { resourceUri: 'https://other.example' }],
    ['issuer', { issuedBy: 'opr_2' }],
    ['user', { subject: 'bob' }],
    ['no user', { subject: null }],
    ['exchanged token', { subjectToken: 'x' }],
  ])('have another key and do not open for another %s', (_, change) => {
    const other = { ...query, ...change };
    expect(recordKey(other)).not.toBe(recordKey(query));
    expect(openRecord(keys, other, sealRecord(keys, query, record))).toBeNull();
  });

  it('do not open when relabelled with another version, altered, cut short, or without their key', () => {
    const sealed = sealRecord(keys, query, record);
    const [format, id, , body = ''] = sealed.split('.');
    expect(openRecord(keys, query, `${format}.${id}.4.${body}`)).toBeNull();
    expect(openRecord(keys, query, `${sealed.slice(0, -4)}AAAA`)).toBeNull();
    expect(openRecord(keys, query, sealed.slice(0, -30))).toBeNull();
    expect(openRecord([Buffer.alloc(32, 9)], query, sealed)).toBeNull();
    expect(openRecord(keys, query, '')).toBeNull();
  });

  it('open with a key that is not the newest any more', () => {
    expect(openRecord([Buffer.alloc(32, 9), ...keys], query, sealRecord(keys, query, record))).toEqual(record);
  });
});
