import type { Log } from '../../data-plane/lib/log.ts';

/** A log that keeps what is said. */
export interface RecordedLog extends Log {
  readonly lines: { readonly level: string; readonly facts: object; readonly message: string }[];
  /** Whether something was said at a level with this in it. */
  said(level: 'debug' | 'info' | 'warn' | 'error', part: string): boolean;
  /** Everything as one text, to look for what must not be there. */
  text(): string;
}

/** An empty recording. */
export function recordedLog(): RecordedLog {
  const lines: RecordedLog['lines'] = [];
  const at = (level: string) => (facts: object, message: string) => void lines.push({ level, facts, message });
  return {
    lines,
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    said: (level, part) => lines.some((line) => line.level === level && `${line.message} ${JSON.stringify(line.facts)}`.includes(part)),
    text: () => lines.map((line) => `${line.level} ${line.message} ${JSON.stringify(line.facts)}`).join('\n'),
  };
}
