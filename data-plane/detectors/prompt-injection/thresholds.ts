/**
 * Where the default policy draws its lines for this family: calibrated confidences, 0 to 1.
 *
 * `block` was chosen so that at most 0.3 % of ordinary tool outputs of sources the model never saw reach it,
 * `monitor` so that at most 1 % do. DESIGN.md holds the figures.
 */
export const PROMPT_INJECTION_THRESHOLDS = { block: 0.9, monitor: 0.5 } as const;
