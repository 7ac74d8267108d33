/** Tells a person what a script does: numbered steps, what was sent, what came back, and whether that was right. */
export interface Narrator {
  step(title: string): void;
  sent(what: string): void;
  got(what: string): void;
  /** Throws: StepFailed when `holds` is false. */
  check(claim: string, holds: boolean): void;
}

/** A step came out otherwise than it was said to. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

/** A narrator that writes plain lines. */
export function narrate(write: (line: string) => void): Narrator {
  let number = 0;
  const block = (mark: string, text: string): void => {
    for (const [index, line] of text.split('\n').entries()) write(`   ${index === 0 ? mark : ' '} ${line}`);
  };
  return {
    step: (title) => write(`\n${(number += 1)}. ${title}`),
    sent: (what) => block('>', what),
    got: (what) => block('<', what),
    check: (claim, holds) => {
      block(holds ? '+' : '!', claim);
      if (!holds) throw new StepFailed(`step ${number} did not come out as said: ${claim}`);
    },
  };
}

/** Rows in columns as wide as they need. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
