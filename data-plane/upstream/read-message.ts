import { readEnvelope } from '../lib/jsonrpc.ts';
import { readStrictJson } from '../lib/strict-json.ts';
import { UpstreamFault, type UpstreamMessage } from './channel.ts';

/**
 * One message of an upstream, read as strictly as an agent's: what is judged here is what the agent will read.
 *
 * Throws: UpstreamFault (`upstream_invalid`), which names the problem and nothing of the content.
 */
export function readUpstreamMessage(bytes: Buffer, maxBytes: number, maxDepth: number): UpstreamMessage {
  const reading = readStrictJson(bytes, { maxBytes, maxDepth });
  if (!reading.ok) {
    if (reading.problem.code === 'too-large') throw new UpstreamFault('upstream_too_large', `sent more than ${maxBytes} bytes`);
    throw new UpstreamFault('upstream_invalid', `sent an invalid message: ${reading.problem.detail}`);
  }
  const envelope = readEnvelope(reading.value);
  if (envelope.kind === 'invalid') throw new UpstreamFault('upstream_invalid', `sent an invalid message: ${envelope.detail}`);
  return { bytes, value: reading.value as Record<string, unknown>, envelope };
}
