import { describe, expect, it } from 'vitest';
import { bearerChallenge, parseBearerChallenge, passedOnChallenge } from '../../../data-plane/auth/challenge.ts';

describe('WWW-Authenticate', () => {
  it('names the metadata and the scope (RFC 9728 §5.1, RFC 6750 §3)', () => {
    expect(bearerChallenge({ resourceMetadata: 'https://gw.example/.well-known/oauth-protected-resource/mcp/a', scope: 'mcp' })).toBe(
      'Bearer scope="mcp", resource_metadata="https://gw.example/.well-known/oauth-protected-resource/mcp/a"',
    );
  });

  it('keeps quotes, backslashes, line breaks and non-ASCII out of the header', () => {
    expect(bearerChallenge({ error: 'x"\\\r\nSet-Cookie: y', scope: 'ä' })).toBe('Bearer error="xSet-Cookie: y", scope=""');
  });

  it('leaves out what was not given', () => {
    expect(bearerChallenge({})).toBe('Bearer');
  });

  it('reads what it wrote', () => {
    const said = { error: 'insufficient_scope', errorDescription: 'more', scope: 'a b', resourceMetadata: 'https://x.example/m' };
    expect(parseBearerChallenge(bearerChallenge(said))).toEqual(said);
  });

  it('finds Bearer behind other schemes and reads tokens without quotes (RFC 9110 §11.6.1)', () => {
    expect(parseBearerChallenge('Basic realm="x", Bearer error=invalid_token, scope="read write"')).toMatchObject({
      error: 'invalid_token',
      scope: 'read write',
    });
  });

  it('finds nothing where there is no Bearer challenge', () => {
    expect(parseBearerChallenge('Basic realm="Bearer error=x"')).toBeNull();
    expect(parseBearerChallenge(null)).toBeNull();
  });

  it('reads a long hostile value in linear time', () => {
    expect(parseBearerChallenge(`Bearer ${'a="'.repeat(200_000)}`)).not.toBeNull();
  });

  it("passes the upstream's scope on, but never its metadata address", () => {
    const upstream = 'Bearer error="insufficient_scope", scope="files:write", resource_metadata="https://upstream.example/m"';
    expect(passedOnChallenge(upstream, 'https://gw.example/m', 403)).toBe(
      'Bearer error="insufficient_scope", scope="files:write", resource_metadata="https://gw.example/m"',
    );
    expect(passedOnChallenge(null, 'https://gw.example/m', 401)).toBe(
      'Bearer error="invalid_token", resource_metadata="https://gw.example/m"',
    );
  });
});
