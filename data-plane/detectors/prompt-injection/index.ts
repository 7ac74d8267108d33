/** The detectors of the family `prompt-injection`, and where the default policy draws its lines. */
import type { Detector } from '../detector.ts';
import { promptInjectionRules } from './rules.ts';

export { PROMPT_INJECTION_THRESHOLDS } from './thresholds.ts';
export { promptInjectionRules } from './rules.ts';

export const promptInjectionDetectors: readonly Detector[] = [promptInjectionRules];
