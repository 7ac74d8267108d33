/** The detectors of the family `prompt-injection`, and where the default policy draws its lines. */
import type { Detector } from '../detector.ts';
import { promptInjectionClassifier } from './classifier.ts';

export { PROMPT_INJECTION_THRESHOLDS } from './thresholds.ts';
export { classifierWith, promptInjectionClassifier } from './classifier.ts';

export const promptInjectionDetectors: readonly Detector[] = [promptInjectionClassifier];
