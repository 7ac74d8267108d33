import type { Change } from './regions.ts';
import { rewrite } from './rewrite.ts';
import type { View } from './view.ts';

// CSI sequences, OSC strings (links, clipboard, titles) up to their terminator, and two-character escapes.
const SEQUENCE =
  /(?:\u001b\[|\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]|\u001b\][^\u0007\u001b]{0,512}(?:\u0007|\u001b\\)?|\u001b[ -/]{0,4}[0-Z\\-~]|[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/g;

/** Text without terminal escapes and control characters, where they part words or hide what follows. Source: ECMA-48. */
export function ansiView(text: string): View | null {
  const changes: Change[] = [];
  SEQUENCE.lastIndex = 0;
  for (let match = SEQUENCE.exec(text); match !== null; match = SEQUENCE.exec(text)) {
    changes.push({ start: match.index, end: match.index + match[0].length, replacement: '', weight: 1 });
  }
  return rewrite(text, 'ansi', changes, { maxGap: 240, minWeight: 1, context: 160 });
}
