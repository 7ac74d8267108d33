import { describe, expect, it } from 'vitest';
import { secretAuthHeader } from '../../../../data-plane/detectors/secret/auth-header.ts';
import { secretConnectionString } from '../../../../data-plane/detectors/secret/connection-string.ts';
import { secretGenericAssignment } from '../../../../data-plane/detectors/secret/generic-assignment.ts';
import { secretJwt } from '../../../../data-plane/detectors/secret/jwt.ts';
import { secretManifest } from '../../../../data-plane/detectors/secret/manifest.ts';
import { secretUrlCredentials } from '../../../../data-plane/detectors/secret/url-credentials.ts';
import { found, HEX, random, uuid } from '../sample.ts';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: '1234567890', name: 'A. N. Other' })}.${random(43)}`;
const password = random(14);

describe('secret.jwt', () => {
  it('finds a signed, an unsigned and a re-encoded token (RFC 7515 §3.1)', () => {
    expect(found(secretJwt, `Authorization: Bearer ${jwt}`)).toEqual([jwt]);
    const unsigned = `${jwt.split('.').slice(0, 2).join('.')}.`;
    expect(found(secretJwt, `"${unsigned}"`)).toEqual([unsigned]);
    const wrapped = Buffer.from(jwt).toString('base64');
    expect(found(secretJwt, `token=${wrapped}`)).toEqual([wrapped]);
  });

  it('stays silent on other encoded objects and on dotted words', () => {
    expect(found(secretJwt, `state=${encode({ page: 1, size: 20 })}.${random(20)}`)).toEqual([]);
    expect(found(secretJwt, 'eyebrow.eyelash.eyeliner eyJhbGciOi')).toEqual([]);
  });
});

describe('secret.url-credentials', () => {
  it('finds the password of a database URL and of a Git remote, also one that holds an @', () => {
    expect(found(secretUrlCredentials, `DATABASE_URL=postgres://app:${password}@db.internal:5432/app`)).toEqual([password]);
    expect(found(secretUrlCredentials, `https://bot:${password}@git.acme.io/x.git`)).toEqual([password]);
    expect(found(secretUrlCredentials, `mongodb+srv://app:a@${password}@cluster0.mongodb.net/db`)).toEqual([`a@${password}`]);
  });

  it('is unsure of what documentation writes', () => {
    expect(found(secretUrlCredentials, 'postgres://user:password@localhost/db', 0.6)).toEqual(['password']);
    expect(found(secretUrlCredentials, 'postgres://user:password@localhost/db', 0.75)).toEqual([]);
  });

  it('stays silent on templates, on ports and on paths', () => {
    expect(found(secretUrlCredentials, 'redis://:${REDIS_PASSWORD}@cache')).toEqual([]);
    expect(found(secretUrlCredentials, 'http://localhost:8080/@scope/name')).toEqual([]);
    expect(found(secretUrlCredentials, 'https://example.com/a:b@c')).toEqual([]);
  });
});

describe('secret.connection-string', () => {
  it('finds Azure keys and passwords of ADO.NET strings', () => {
    const key = `${random(86)}==`;
    expect(
      found(secretConnectionString, `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${key};EndpointSuffix=core.windows.net`),
    ).toEqual([key]);
    expect(found(secretConnectionString, `Server=db,1433;Database=app;User ID=sa;Password=${password};Encrypt=true`)).toEqual([password]);
  });

  it('stays silent on query strings and placeholders', () => {
    expect(found(secretConnectionString, 'https://app/login?user=a&password=b')).toEqual([]);
    expect(found(secretConnectionString, 'Server=db;User ID=sa;Password=<password>;')).toEqual([]);
  });
});

describe('secret.auth-header', () => {
  it('finds basic credentials that decode to a name and a password (RFC 7617 §2)', () => {
    const basic = Buffer.from(`robot:${password}`).toString('base64');
    expect(found(secretAuthHeader, `Authorization: Basic ${basic}`)).toEqual([basic]);
  });

  it('finds bearer tokens, key headers and curl -u', () => {
    const token = random(40);
    expect(found(secretAuthHeader, `"Authorization": "Bearer ${token}"`)).toEqual([token]);
    expect(found(secretAuthHeader, `X-Api-Key: ${token}`)).toEqual([token]);
    expect(found(secretAuthHeader, `curl -s -u robot:${password} https://api.acme.io`)).toEqual([`robot:${password}`]);
  });

  it('stays silent on variables, words and samples', () => {
    expect(found(secretAuthHeader, 'Authorization: Bearer $TOKEN')).toEqual([]);
    expect(found(secretAuthHeader, 'Authorization: Bearer your-access-token')).toEqual([]);
    expect(found(secretAuthHeader, 'curl -u user:password https://api.acme.io')).toEqual([]);
    expect(found(secretAuthHeader, 'curl -u "${USER}:${PASS}" https://api.acme.io')).toEqual([]);
  });
});

describe('secret.manifest', () => {
  const value = Buffer.from(password).toString('base64');

  it('finds the values of a Kubernetes Secret', () => {
    const text = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  # made by hand\n  password: ${value}\n`;
    expect(found(secretManifest, text)).toEqual([value]);
  });

  it('stays silent on other kinds and on a Secret in another document', () => {
    expect(found(secretManifest, `apiVersion: v1\nkind: ConfigMap\ndata:\n  password: ${value}\n`)).toEqual([]);
    expect(found(secretManifest, `apiVersion: v1\nkind: ConfigMap\ndata:\n  password: ${value}\n---\nkind: Secret\n`)).toEqual([]);
  });
});

describe('secret.generic-assignment', () => {
  it('flags a random value under a name for a secret, below the confidence that redacts', () => {
    const value = random(32);
    for (const text of [`api_key = "${value}"`, `clientSecret: '${value}'`, `SERVICE_AUTH_TOKEN=${value}`, `--api-key ${value}`]) {
      expect(found(secretGenericAssignment, text, 0.6)).toEqual([value]);
      expect(found(secretGenericAssignment, text, 0.75)).toEqual([]);
    }
  });

  it('stays silent on words, references, paths, versions and identifiers', () => {
    for (const value of [
      'your-api-key',
      'process.env.API_KEY',
      '${API_KEY}',
      './keys/dev.pem',
      'https://acme.io/keys',
      'config.auth.token_key',
      'ssm:/prod/key',
      'changeme123',
      'getApiKey(1)',
    ]) {
      expect(found(secretGenericAssignment, `api_key = ${value}`)).toEqual([]);
    }
    expect(found(secretGenericAssignment, `cache_key: ${random(40, HEX)}`)).toEqual([]);
    expect(found(secretGenericAssignment, `next_page_token: ${random(32)}`)).toEqual([]);
    expect(found(secretGenericAssignment, `key_id: ${uuid()}`)).toEqual([]);
    expect(found(secretGenericAssignment, `passwordHash: "$2b$10$${random(53)}"`)).toEqual([]);
  });
});
