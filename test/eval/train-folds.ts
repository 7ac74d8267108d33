import type { Example } from './train-corpus.ts';

/** How many parts the sources are dealt into. */
export const FOLDS = 5;

/** Sources of attacks that share an author or payloads are held out together. */
const POSITIVE_FOLDS: Readonly<Record<string, number>> = {
  'generated/composite': 0,
  'generated/evasion': 0,
  'generated/multilingual': 0,
  'sleeepeer/PIArena': 0,
  'uiuc-kang-lab/InjecAgent': 1,
  'OSU-NLP-Group/RedTeamCUA': 2,
  'ServiceNow/DoomArena': 2,
  'NVIDIA/garak': 2,
  'deepset/prompt-injections': 3,
  'Tencent/AI-Infra-Guard': 3,
  'meta-llama/PurpleLlama': 4,
};

/**
 * The fold in which each source is held out, for both classes; -1 for our own templates, which are always learned from.
 *
 * A source that holds attacks and ordinary text is held out whole; the other ordinary sources are dealt by size.
 */
export function dealSources(examples: readonly Example[]): Map<string, number> {
  const folds = new Map<string, number>(Object.entries(POSITIVE_FOLDS));
  const sizes = new Map<string, number>();
  for (const example of examples) {
    if (!example.source.startsWith('own/')) sizes.set(example.source, (sizes.get(example.source) ?? 0) + example.text.length);
  }
  const load = new Array<number>(FOLDS).fill(0);
  for (const [source, size] of [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    const fixed = folds.get(source);
    const fold = fixed ?? load.indexOf(Math.min(...load));
    folds.set(source, fold);
    load[fold] = (load[fold] as number) + size;
  }
  return folds;
}

/** What to learn from and what to judge on when `fold` is held out. */
export function splitFold(
  examples: readonly Example[],
  folds: ReadonlyMap<string, number>,
  fold: number,
): { train: number[]; test: number[] } {
  const train: number[] = [];
  const test: number[] = [];
  const heldPayloads = payloadsOf(examples, folds, fold);
  examples.forEach((example, e) => {
    if (folds.get(example.source) === fold) test.push(e);
    else if (example.carrier !== null && folds.get(example.carrier) === fold) return;
    else if (
      example.label === 1 &&
      example.source.startsWith('generated/') &&
      heldPayloads.some((payload) => example.text.includes(payload))
    )
      return;
    else train.push(e);
  });
  return { train, test };
}

/** Beginnings of held-out payloads: the generated rows reuse some of them. */
function payloadsOf(examples: readonly Example[], folds: ReadonlyMap<string, number>, fold: number): string[] {
  const starts = new Set<string>();
  for (const { label, span, text, source } of examples) {
    if (label === 1 && span !== null && folds.get(source) === fold && source === 'uiuc-kang-lab/InjecAgent') {
      starts.add(
        text
          .slice(span[0], span[1])
          .replace(/^IMPORTANT.*?instruction: /s, '')
          .slice(0, 40),
      );
    }
  }
  return [...starts];
}
