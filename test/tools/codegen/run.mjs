/**
 * `npm run codegen`: makes every generated file again; `npm run codegen -- --only proto` just one kind.
 *
 * Each kind is a file of this folder with one export; a new one adds a line here.
 */
import { fileURLToPath } from 'node:url';
import { generateProto } from './proto.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const steps = { proto: () => generateProto(root) };

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;
if (only !== null && !(only in steps)) {
  process.stderr.write(`codegen: --only takes one of ${Object.keys(steps).join(', ')}, not "${only}"\n`);
  process.exit(1);
}
for (const [name, step] of Object.entries(steps)) {
  if (only !== null && only !== name) continue;
  await step();
  process.stdout.write(`codegen: ${name}\n`);
}
