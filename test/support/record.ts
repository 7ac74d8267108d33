import { randomUUID } from 'node:crypto';
import type { DriftRecord, InvocationRecord } from '../../data-plane/usage/invocation.ts';

/** A record of a call, as the request path fills one in. */
export function invocationRecord(changes: Partial<InvocationRecord> = {}): InvocationRecord {
  return {
    id: randomUUID(),
    startedAtMs: Date.now(),
    latencyUs: 1_200,
    upstreamUs: 900,
    projectId: 'prj_acme',
    applicationId: 'app_acme',
    keyId: 'key_acme_0',
    agentName: 'inspector',
    agentVersion: '1.0.0',
    userSubject: '',
    session: '0123456789abcdef',
    traceId: '',
    registryId: 'reg_acme',
    serverId: 'srv_acme',
    itemId: 'itm_acme_0',
    requestedName: 'everything__echo',
    itemDigest: 'd'.repeat(64),
    method: 'tools/call',
    outcome: 'ok',
    reason: '',
    detail: '',
    requestBytes: 200,
    responseBytes: 1_000,
    decisions: [
      {
        ruleId: 'cards',
        detectorId: 'pii.payment-card',
        family: 'pii',
        action: 'redact',
        mode: 'enforce',
        phase: 'response',
        carrier: 'result.content',
        path: '/content/0/text',
        start: 3,
        end: 19,
        confidence: 1,
        label: null,
        failed: false,
      },
    ],
    coverage: { inspected: [{ carrier: 'result.content', count: 1, bytes: 1_000 }], uninspected: [], detectors: ['pii.payment-card@1'] },
    credential: { mode: 'internal', credentialId: 'crd_acme', version: 2, provider: '', subject: '', tokenHash: '0123456789abcdef' },
    incidentId: '',
    route: 'aggregated',
    protocolVersion: '2025-11-25',
    configVersion: '12',
    remoteAddress: '127.0.0.1',
    action: 'redact',
    wouldBeAction: 'redact',
    ...changes,
  };
}

/** A record of a definition that differs from the approved one. */
export function driftRecord(changes: Partial<DriftRecord> = {}): DriftRecord {
  return {
    id: randomUUID(),
    observedAtMs: Date.now(),
    serverId: 'srv_acme',
    itemId: 'itm_acme_0',
    type: 'tool',
    name: 'echo',
    digest: 'e'.repeat(64),
    definition: Buffer.from('{"name":"echo","description":"Changed."}'),
    ...changes,
  };
}
