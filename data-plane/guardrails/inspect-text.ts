import type { ArgumentRole, DetectorFamily } from '../detectors/detector.ts';
import type { CompiledPolicy, Target } from './compile.ts';
import { leafRanges } from './document.ts';
import { inspectArgument, inspectMessage, type Inspection } from './inspect.ts';
import type { Verdict } from './policy.ts';

/** A finding in a text, as the evaluation and the policy test show it: offsets, never the text. */
export interface TextFinding {
  readonly detector: string;
  readonly family: DetectorFamily;
  /** UTF-16 units of the text given, or of its blocks put together. */
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly label: string | null;
}

/** What the engine says of one text. */
export interface TextInspection {
  readonly verdict: Verdict;
  /** Findings some rule asked about. */
  readonly findings: readonly TextFinding[];
  /** Highest confidence per family, whatever the thresholds. */
  readonly scores: Readonly<Record<string, number>>;
}

const NOWHERE: Target = { server: null, tool: null, applicationId: null };

/** Judges text as a tool's answer: each string is a content block. */
export function inspectAnswerText(compiled: CompiledPolicy, blocks: readonly string[], target: Target = NOWHERE): TextInspection {
  const value = { content: blocks.map((text) => ({ type: 'text', text })) };
  return toTextInspection(inspectMessage(compiled, { ...target, kind: 'result', value }), blocks);
}

/** Judges text as one argument of a call, in a parameter of the role given. */
export function inspectArgumentText(compiled: CompiledPolicy, text: string, role: ArgumentRole, target: Target = NOWHERE): TextInspection {
  return toTextInspection(inspectArgument(compiled, target, text, role), [text]);
}

function toTextInspection(inspection: Inspection, blocks: readonly string[]): TextInspection {
  const offsets = blockOffsets(blocks);
  const findings: TextFinding[] = [];
  for (const { planned, ranges, confidence, label } of inspection.hits) {
    const { id, family } = planned.detector;
    let open: { start: number; end: number } | null = null;
    const close = (): void => {
      if (open !== null) findings.push({ detector: id, family, start: open.start, end: open.end, confidence, label });
    };
    for (const [from, to] of ranges) {
      for (const range of leafRanges(inspection.document, from, to)) {
        const start = (offsets[range.leaf] ?? 0) + range.start;
        const end = (offsets[range.leaf] ?? 0) + range.end;
        if (open !== null && start <= open.end) open.end = Math.max(open.end, end);
        else {
          close();
          open = { start, end };
        }
      }
    }
    close();
  }
  return { verdict: inspection.verdict, findings, scores: Object.fromEntries(inspection.scores) };
}

/** Start of each leaf in the blocks put together; empty blocks have no leaf. */
function blockOffsets(blocks: readonly string[]): number[] {
  const offsets: number[] = [];
  let length = 0;
  for (const block of blocks) {
    if (block.length > 0) offsets.push(length);
    length += block.length;
  }
  return offsets;
}
