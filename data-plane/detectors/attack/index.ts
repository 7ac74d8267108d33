import type { Detector } from '../detector.ts';
import { attackCommandInjection } from './command-injection.ts';
import { attackDeserialization } from './deserialization.ts';
import { attackPathTraversal } from './path-traversal.ts';
import { attackSqlInjection } from './sql-injection.ts';
import { attackSsrf } from './ssrf.ts';
import { attackTemplateInjection } from './template-injection.ts';

/** Everything that finds injection attacks in arguments, in the order the detectors run. */
export const attackDetectors: readonly Detector[] = [
  attackSqlInjection,
  attackCommandInjection,
  attackPathTraversal,
  attackSsrf,
  attackTemplateInjection,
  attackDeserialization,
];
