/** Builds the console when its sources are newer than what was built; `npm run build` calls this. */
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = new URL('.', import.meta.url);
const newest = (folder) =>
  Math.max(...readdirSync(new URL(folder, here), { recursive: true }).map((name) => statSync(new URL(`${folder}/${name}`, here)).mtimeMs));
const builtAt = statSync(new URL('dist/index.html', here), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const sources = Math.max(
  newest('src'),
  newest('public'),
  ...['index.html', 'vite.config.ts'].map((name) => statSync(new URL(name, here)).mtimeMs),
);
if (sources > builtAt) {
  const { build } = await import('vite');
  await build({ configFile: fileURLToPath(new URL('vite.config.ts', here)) });
}
