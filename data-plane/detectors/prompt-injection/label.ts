import { PATTERN } from './patterns.ts';
import { MARK } from './segments.ts';

/** What a window was seen to do, by the clearest sign in it. */
export function labelOf({ patterns, marks }: { readonly patterns: number; readonly marks: number }): string {
  if ((patterns & (PATTERN.override | PATTERN.overrideStart)) !== 0) return 'override';
  if ((patterns & PATTERN.secrecy) !== 0) return 'secrecy';
  if ((patterns & PATTERN.roleToken) !== 0) return 'role-marker';
  if ((patterns & (PATTERN.assistantNote | PATTERN.assistantDuty | PATTERN.assistantStart)) !== 0) return 'addressed-to-model';
  if ((marks & MARK.urlPlaceholder) !== 0) return 'exfiltration-link';
  if ((patterns & PATTERN.leak) !== 0) return 'prompt-leak';
  if ((patterns & (PATTERN.sendTo | PATTERN.sendData)) !== 0) return 'send-data';
  if ((patterns & (PATTERN.newOrder | PATTERN.roleColon)) !== 0) return 'new-order';
  return 'order';
}
