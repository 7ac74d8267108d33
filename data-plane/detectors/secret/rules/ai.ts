import type { MarkerRule, ServiceRule, TokenRule } from '../rule.ts';

/**
 * Model providers and services around models.
 *
 * Source: the providers' documentation of their key formats.
 */
export const aiTokens: readonly TokenRule[] = [
  { id: 'anthropic-key', starts: ['sk-ant-'], body: '(?:[a-z]{2,8}\\d{2}-)[A-Za-z0-9_-]{80,120}', entropy: 3 },
  {
    id: 'openai-key',
    starts: ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-'],
    body: '(?=[A-Za-z0-9_-]{20,80}T3BlbkFJ)[A-Za-z0-9_-]{40,180}',
    entropy: 3.4,
  },
  { id: 'openrouter-key', starts: ['sk-or-v1-'], body: '[a-f0-9]{64}' },
  { id: 'langfuse-key', starts: ['sk-lf-'], body: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}' },
  {
    id: 'huggingface-token',
    starts: ['hf_', 'api_org_'],
    body: '(?=[A-Za-z]{0,33}[a-z])(?=[A-Za-z0-9]{34})(?![a-z]{2,20}[A-Z][a-z]{2,12}[A-Z][a-z]{2,12}[A-Z])[A-Za-z0-9]{34}(?![A-Za-z0-9_])',
    entropy: 3.2,
  },
  { id: 'replicate-token', starts: ['r8_'], body: '[A-Za-z0-9]{37}(?![A-Za-z0-9])' },
  { id: 'groq-key', starts: ['gsk_'], body: '[A-Za-z0-9]{40,56}', entropy: 2.8 },
  { id: 'perplexity-key', starts: ['pplx-'], body: '[A-Za-z0-9]{48}(?![A-Za-z0-9])', entropy: 3.2 },
  { id: 'xai-key', starts: ['xai-'], body: '[A-Za-z0-9_]{70,90}' },
  { id: 'fireworks-key', starts: ['fw_'], body: '[A-Za-z0-9]{22,24}(?![A-Za-z0-9_])', entropy: 3.4 },
  { id: 'pinecone-key', starts: ['pcsk_'], body: '[A-Za-z0-9]{4,7}_[A-Za-z0-9]{60,70}' },
  { id: 'langsmith-key', starts: ['lsv2_pt_', 'lsv2_sk_', 'ls__'], body: '[a-f0-9]{32}(?:_[a-f0-9]{10})?' },
  { id: 'wandb-key', starts: ['wandb_v1_'], body: '[A-Za-z0-9_-]{40,100}' },
  { id: 'nvidia-key', starts: ['nvapi-'], body: '[A-Za-z0-9_-]{60,70}' },
  { id: 'voyage-key', starts: ['pa-'], body: '[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])', entropy: 3.8 },
  { id: 'jina-key', starts: ['jina_'], body: '[A-Za-z0-9_-]{40,64}', entropy: 3.2 },
  { id: 'tavily-key', starts: ['tvly-'], body: '(?:dev-|prod-)?[A-Za-z0-9_-]{20,48}', entropy: 3.2 },
  { id: 'firecrawl-key', starts: ['fc-'], body: '[a-f0-9]{32}(?![a-f0-9-])', entropy: 3 },
  { id: 'cerebras-key', starts: ['csk-'], body: '[a-z0-9]{40,56}' },
  { id: 'elevenlabs-key', starts: ['sk_'], body: '[a-f0-9]{48}(?![A-Za-z0-9])', entropy: 3 },
  { id: 'together-key', starts: ['tgp_v1_'], body: '[A-Za-z0-9_-]{40,48}' },
  { id: 'deepseek-or-compatible-key', starts: ['sk-'], body: '[a-f0-9]{32}(?![A-Za-z0-9-])', entropy: 3 },
  {
    id: 'moonshot-or-stability-key',
    starts: ['sk-'],
    body: '(?=[A-Za-z0-9]{0,47}\\d)(?=[A-Za-z0-9]{0,47}[A-Z])(?![A-Za-z0-9]{0,30}T3BlbkFJ)[A-Za-z0-9]{48}(?![A-Za-z0-9-])',
    entropy: 4.2,
    confidence: 0.9,
  },
  { id: 'runway-key', starts: ['key_'], body: '[a-f0-9]{128}' },
  { id: 'e2b-key', starts: ['e2b_'], body: '[a-f0-9]{40}' },
  { id: 'composio-or-mem0-key', starts: ['m0-', 'ak_'], body: '[A-Za-z0-9]{40}(?![A-Za-z0-9])', entropy: 3.8, confidence: 0.9 },
  { id: 'friendli-or-baseten-token', starts: ['flp_'], body: '[A-Za-z0-9]{40,64}' },
  {
    id: 'modal-token',
    starts: ['ak-', 'as-'],
    body: '(?=[A-Za-z]{0,21}\\d)[A-Za-z0-9]{22}(?![A-Za-z0-9-])',
    entropy: 3.6,
    near: ['modal'],
  },
  { id: 'assemblyai-or-hume-token', starts: ['hume_'], body: '[A-Za-z0-9]{40,64}' },
  { id: 'roboflow-key', starts: ['rf_'], body: '[A-Za-z0-9]{20,40}(?![A-Za-z0-9_])', entropy: 3.6, near: ['roboflow'] },
];

/** Keys of model providers whose fixed text stands in the middle. */
export const aiMarkers: readonly MarkerRule[] = [
  { id: 'openai-key', marker: 'T3BlbkFJ', before: 'sk-[A-Za-z0-9_-]{20,100}', beforeMax: 103, after: '[A-Za-z0-9_-]{20,100}', entropy: 3 },
];

/** Model providers known by name beside the value. */
export const aiServices: readonly ServiceRule[] = [
  { id: 'cohere-key', names: ['cohere', 'co_api_key'], value: '[A-Za-z0-9]{40}', entropy: 3.4 },
  { id: 'mistral-key', names: ['mistral'], value: '[A-Za-z0-9]{32}', entropy: 3.4 },
  { id: 'together-key', names: ['together'], value: '[a-f0-9]{64}', entropy: 3 },
  { id: 'privateai-key', names: ['privateai', 'private_ai', 'private-ai'], value: '[A-Za-z0-9]{32}', entropy: 3 },
  { id: 'deepgram-key', names: ['deepgram'], value: '[a-f0-9]{40}', entropy: 3 },
  { id: 'assemblyai-key', names: ['assemblyai', 'assembly_ai'], value: '[a-f0-9]{32}', entropy: 3 },
  { id: 'elevenlabs-key', names: ['elevenlabs', 'eleven_labs', 'xi-api-key', 'xi_api_key'], value: '[a-f0-9]{32}', entropy: 3 },
  { id: 'clarifai-key', names: ['clarifai'], value: '[a-f0-9]{32}', entropy: 3 },
  { id: 'ai21-key', names: ['ai21'], value: '[A-Za-z0-9]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', entropy: 3.2 },
  { id: 'wandb-key', names: ['wandb', 'weights_and_biases'], value: '[a-f0-9]{40}', entropy: 3 },
  { id: 'pinecone-key', names: ['pinecone'], value: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}' },
  {
    id: 'exa-key',
    names: ['exa_api', 'exa-api', 'serpapi', 'serp_api', 'serper'],
    value: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[a-f0-9]{40}|[a-f0-9]{64}',
  },
  { id: 'qdrant-or-weaviate-key', names: ['qdrant', 'weaviate'], value: '[A-Za-z0-9_-]{36,56}', entropy: 3.6 },
];
