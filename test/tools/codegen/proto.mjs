/** Makes the types of proto/generated from the .proto files. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILES = ['config', 'resources', 'tokens', 'usage'].map((name) => `gateway/v1/${name}.proto`);

/** Replaces `proto/generated` under `root`. Throws when the generator fails; then the folder is as it was. */
export function generateProto(root) {
  const made = mkdtempSync(join(root, 'proto', '.generated-'));
  try {
    const { status, stderr, error } = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/@grpc/proto-loader/build/bin/proto-loader-gen-types.js'),
        '--longs=Number',
        '--enums=String',
        '--defaults',
        '--oneofs',
        '--includeComments',
        '--grpcLib=@grpc/grpc-js',
        '--importFileExtension=.ts',
        '-I',
        'proto',
        '-O',
        made,
        ...FILES,
      ],
      { cwd: root, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`codegen: proto-loader-gen-types failed: ${error?.message ?? stderr}`);
    for (const entry of readdirSync(made, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) tidy(join(entry.parentPath, entry.name));
    }
    rmSync(join(root, 'proto/generated'), { recursive: true, force: true });
    renameSync(made, join(root, 'proto/generated'));
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** One newline at the end and none doubled, so that a diff shows changes only. */
function tidy(path) {
  const text = readFileSync(path, 'utf8')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  writeFileSync(path, `${text}\n`);
}
