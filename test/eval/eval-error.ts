/** A mistake of whoever runs the evaluation: an unknown option, a missing file, a line that is not a row. */
export class EvalError extends Error {}
