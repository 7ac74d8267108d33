/** A worker thread that judges large messages, so that the event loop goes on serving the others. */
import { parentPort } from 'node:worker_threads';
import { compilePolicy, type CompiledPolicy } from './compile.ts';
import { inspectResponse } from './inspect.ts';
import type { InspectionAnswer, InspectionTask } from './inspection-task.ts';
import { sealedVault } from './token-vault.ts';

const compiled = new Map<number, CompiledPolicy>();

parentPort?.on('message', (task: InspectionTask) => parentPort?.postMessage(answer(task)));

function answer({ id, policyKey, policy, message }: InspectionTask): InspectionAnswer {
  try {
    if (policy !== null) {
      const vault = policy.vault === null ? {} : { vault: sealedVault(policy.vault.projectKey, policy.vault.projectId) };
      compiled.set(policyKey, compilePolicy(policy.policy, { limits: policy.limits, ...vault }));
    }
    const engine = compiled.get(policyKey);
    if (engine === undefined) return { id, verdict: null, value: null, isSameValue: false };
    const { value, ...verdict } = inspectResponse(engine, message);
    const isSameValue = value === message.value;
    return { id, verdict, value: isSameValue ? null : value, isSameValue };
  } catch {
    return { id, verdict: null, value: null, isSameValue: false };
  }
}
