import type { Detector, Finding } from '../detector.ts';
import type { Model } from './model.ts';
import { labelOf } from './label.ts';
import { loadModel } from './weights-file.ts';
import { WindowScorer } from './window-scorer.ts';

const ID = 'prompt-injection.classifier';
/** Most findings for one text; the surest are kept. */
const MOST = 16;
/** Windows below this are reported only where they are the best of the text. */
const REPORTED = 0.3;
/** The least confidence worth a finding. */
const FLOOR = 0.01;

/**
 * Orders to the model that reads a text, found by a small trained network over sentence-sized windows.
 *
 * Shape: each window of one or two sentences is scored on its words, on word order by meaning in some thirty
 *   languages, and on where it stands; findings are the windows, overlapping ones joined.
 * Cost: linear, about 0.05 ms per KB.
 * Misses: plain requests that would be as ordinary in an e-mail between people; orders spread thin over many sentences.
 */
export const promptInjectionClassifier: Detector = withModel(loadModel);

/** The detector with weights of its own, for training and tests. */
export function classifierWith(model: Model): Detector {
  return withModel(() => model);
}

function withModel(load: () => Model): Detector {
  let scorer: WindowScorer | null = null;
  let tail: Float32Array | null = null;
  return {
    id: ID,
    family: 'prompt-injection',
    version: 2,
    severity: 'high',
    surfaces: ['tool-arguments', 'tool-result', 'definition', 'notification', 'server-request'],
    detect(text) {
      if (text.length === 0) return [];
      if (scorer === null || tail === null) {
        const model = load();
        scorer = new WindowScorer(model);
        tail = model.tail;
      }
      const slope = tail[1] as number;
      const offset = tail[2] as number;
      const least = (Math.log(REPORTED / (1 - REPORTED)) - offset) / slope;
      const windows = scorer.scoreAll(text, least);
      const findings: Finding[] = [];
      let best: Finding | null = null;
      for (const window of windows) {
        const confidence = Math.max(window.rule, 1 / (1 + Math.exp(-(slope * window.logit + offset))));
        const finding: Finding = { detectorId: ID, start: window.start, end: window.end, confidence, label: labelOf(window) };
        if (best === null || confidence > best.confidence) best = finding;
        if (confidence < REPORTED) continue;
        const last = findings.at(-1);
        if (last !== undefined && last.end >= finding.start && last.start <= finding.end)
          findings[findings.length - 1] = joined(last, finding);
        else findings.push(finding);
      }
      if (findings.length === 0) return best !== null && best.confidence >= FLOOR ? [best] : [];
      return findings.length <= MOST
        ? findings
        : findings
            .sort((a, b) => b.confidence - a.confidence)
            .slice(0, MOST)
            .sort((a, b) => a.start - b.start);
    },
  };
}

function joined(a: Finding, b: Finding): Finding {
  const surer = b.confidence > a.confidence ? b : a;
  return { ...surer, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
