import type { InspectedMessage } from './inspect.ts';
import type { Limits } from './limits.ts';
import type { Policy, Verdict } from './policy.ts';

/** What a worker is sent. The policy comes with the first task that uses it. */
export interface InspectionTask {
  readonly id: number;
  readonly policyKey: number;
  readonly policy: {
    readonly policy: Policy;
    readonly limits: Limits;
    readonly vault: { readonly projectKey: Uint8Array; readonly projectId: string } | null;
  } | null;
  readonly message: InspectedMessage;
}

/** What a worker answers. The value travels back only when it was changed. */
export interface InspectionAnswer {
  readonly id: number;
  readonly verdict: Omit<Verdict, 'value'> | null;
  readonly value: unknown;
  readonly isSameValue: boolean;
}
