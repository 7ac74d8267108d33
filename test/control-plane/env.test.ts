import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BadEnvironment, readControlPlaneEnv, VARIABLES } from '../../control-plane/env.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-env-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const problemsOf = (source: Record<string, string>): readonly string[] => {
  try {
    readControlPlaneEnv(source);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(BadEnvironment);
    return (error as BadEnvironment).problems;
  }
};

describe('the environment of a control plane', () => {
  it('needs nothing: every variable has a default', () => {
    expect(readControlPlaneEnv({})).toMatchObject({
      databaseUrl: null,
      dataFolder: '.portcullis',
      httpHost: '127.0.0.1',
      httpPort: 4000,
      httpTls: null,
      grpcHost: '127.0.0.1',
      grpcPort: 4001,
      grpcTls: null,
      grpcInsecure: false,
      publicUrl: null,
      introspection: true,
      retentionDays: 30,
      logLevel: 'info',
      allowsPrograms: false,
      bootstrapAdminToken: null,
      bootstrapJoinToken: null,
    });
  });

  it('reads every variable', () => {
    const key = Buffer.alloc(32, 3).toString('base64');
    const env = readControlPlaneEnv({
      DATABASE_URL: 'postgres://u:p@db:5432/x',
      PORTCULLIS_MASTER_KEY: key,
      PORTCULLIS_HTTP_HOST: '0.0.0.0',
      PORTCULLIS_HTTP_PORT: '0',
      PORTCULLIS_GRPC_PORT: '5001',
      PORTCULLIS_GRPC_INSECURE: 'true',
      PORTCULLIS_PUBLIC_URL: 'https://mcp.example.com/',
      PORTCULLIS_INTROSPECTION: 'false',
      PORTCULLIS_RETENTION_DAYS: '7',
      PORTCULLIS_LOG_LEVEL: 'warn',
      PORTCULLIS_BOOTSTRAP_ADMIN_TOKEN: `pca_${'a'.repeat(43)}`,
    });
    expect(env).toMatchObject({
      databaseUrl: 'postgres://u:p@db:5432/x',
      httpHost: '0.0.0.0',
      httpPort: 0,
      grpcPort: 5001,
      grpcInsecure: true,
      publicUrl: 'https://mcp.example.com',
      introspection: false,
      retentionDays: 7,
      logLevel: 'warn',
    });
    expect(env.masterKeys()).toEqual([Buffer.alloc(32, 3)]);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readControlPlaneEnv(Object.fromEntries(VARIABLES.map((name) => [name, ''])))).toMatchObject({
      databaseUrl: null,
      httpPort: 4000,
    });
  });

  it('names every variable that is wrong, and what would be right, and prints no value', () => {
    const wrong: Record<string, string> = {
      DATABASE_URL: 'mysql://user:s3cret@x',
      PORTCULLIS_MASTER_KEY: 's3cret',
      PORTCULLIS_HTTP_PORT: '70000',
      PORTCULLIS_GRPC_PORT: 's3cret',
      PORTCULLIS_GRPC_INSECURE: 'maybe-s3cret',
      PORTCULLIS_PUBLIC_URL: 'https://mcp.example.com/s3cret',
      PORTCULLIS_INTROSPECTION: 's3cret',
      PORTCULLIS_RETENTION_DAYS: '0',
      PORTCULLIS_LOG_LEVEL: 's3cret',
      PORTCULLIS_BOOTSTRAP_ADMIN_TOKEN: 'pca_s3cret',
      PORTCULLIS_BOOTSTRAP_JOIN_TOKEN: `pca_${'a'.repeat(43)}`,
    };
    const problems = problemsOf(wrong);
    for (const name of Object.keys(wrong))
      expect(
        problems.some((problem) => problem.startsWith(name)),
        name,
      ).toBe(true);
    expect(problems.join('\n')).not.toContain('s3cret');
    expect(problems).toHaveLength(Object.keys(wrong).length);
  });

  it('wants certificates whole: both files, and such that can be read', () => {
    const cert = join(folder, 'cert.pem');
    writeFileSync(cert, 'cert');
    expect(problemsOf({ PORTCULLIS_GRPC_CERT_FILE: cert })).toEqual([
      'PORTCULLIS_GRPC_CERT_FILE and PORTCULLIS_GRPC_KEY_FILE must be set together',
    ]);
    expect(problemsOf({ PORTCULLIS_HTTP_CERT_FILE: cert, PORTCULLIS_HTTP_KEY_FILE: join(folder, 'none') })).toEqual([
      'PORTCULLIS_HTTP_KEY_FILE names a file that cannot be read (ENOENT)',
    ]);
    expect(problemsOf({ PORTCULLIS_GRPC_CA_FILE: cert })).toEqual([expect.stringContaining('PORTCULLIS_GRPC_CA_FILE needs')]);
    expect(
      readControlPlaneEnv({ PORTCULLIS_GRPC_CERT_FILE: cert, PORTCULLIS_GRPC_KEY_FILE: cert, PORTCULLIS_GRPC_CA_FILE: cert }).grpcTls,
    ).toMatchObject({ ca: Buffer.from('cert') });
  });

  it('wants one source of master keys', () => {
    const key = Buffer.alloc(32, 3).toString('base64');
    const file = join(folder, 'keys');
    writeFileSync(file, `${key}\n${Buffer.alloc(32, 4).toString('hex')}\n`);
    expect(problemsOf({ PORTCULLIS_MASTER_KEY: key, PORTCULLIS_MASTER_KEY_FILE: file })).toEqual([
      'PORTCULLIS_MASTER_KEY and PORTCULLIS_MASTER_KEY_FILE are both set; keep one',
    ]);
    expect(readControlPlaneEnv({ PORTCULLIS_MASTER_KEY_FILE: file }).masterKeys()).toEqual([Buffer.alloc(32, 3), Buffer.alloc(32, 4)]);
    expect(problemsOf({ PORTCULLIS_MASTER_KEY_FILE: join(folder, 'none') })).toEqual([
      expect.stringContaining('PORTCULLIS_MASTER_KEY_FILE'),
    ]);
  });
});
