import { describe, expect, it } from 'vitest';
import { secretProviderToken } from '../../../../data-plane/detectors/secret/provider-token.ts';
import { DIGITS, found, HEX, labels, LOWER, random, UPPER } from '../sample.ts';

const samples: readonly (readonly [label: string, token: string])[] = [
  ['github-token', `ghp_${random(36)}`],
  ['github-fine-grained-pat', `github_pat_${random(22)}_${random(59)}`],
  ['gitlab-token', `glpat-${random(20)}`],
  ['aws-access-key-id', `AKIA${random(16, `${UPPER}234567`)}`],
  ['gcp-api-key', `AIza${random(35)}`],
  ['azure-ad-client-secret', `${random(3)}8Q~${random(34)}`],
  ['digitalocean-token', `dop_v1_${random(64, HEX)}`],
  ['databricks-token', `dapi${random(32, HEX)}`],
  ['vault-token', `hvs.${random(95)}`],
  ['slack-token', `xoxb-${random(12, DIGITS)}-${random(12, DIGITS)}-${random(24)}`],
  ['slack-webhook', `hooks.slack.com/services/T${random(8, UPPER + DIGITS)}/B${random(8, UPPER + DIGITS)}/${random(24)}`],
  ['discord-bot-token', `MT${random(22)}.${random(6)}.${random(38)}`],
  ['telegram-bot-token', `${random(10, '123456789')}:AA${random(33)}`],
  ['sendgrid-key', `SG.${random(22)}.${random(43)}`],
  ['mailchimp-key', `${random(32, HEX)}-us19`],
  ['stripe-key', `sk_live_${random(24)}`],
  ['shopify-token', `shpat_${random(32, HEX)}`],
  ['npm-token', `npm_${random(36)}`],
  ['pypi-token', `pypi-AgEIcHlwaS5vcmc${random(70)}`],
  ['docker-token', `dckr_pat_${random(27)}`],
  ['openai-key', `sk-${random(20)}T3BlbkFJ${random(20, undefined, 9)}`],
  ['anthropic-key', `sk-ant-api03-${random(93)}AA`],
  ['huggingface-token', `hf_${random(34, LOWER + UPPER)}`],
  ['groq-key', `gsk_${random(52)}`],
  ['notion-token', `ntn_${random(11, DIGITS)}${random(35)}`],
  ['linear-token', `lin_api_${random(40)}`],
  ['newrelic-key', `NRAK-${random(27, UPPER + DIGITS)}`],
  ['grafana-token', `glsa_${random(32)}_${random(8, HEX)}`],
  [
    'onepassword-secret-key',
    `A3-${random(6, UPPER + DIGITS)}-${random(11, UPPER + DIGITS, 5)}-${random(5, UPPER + DIGITS, 6)}-${random(5, UPPER + DIGITS, 7)}-${random(5, UPPER + DIGITS, 8)}`,
  ],
];

describe('secret.provider-token', () => {
  it.each(samples)('finds a %s in prose, JSON, escaped JSON and a shell line, with its exact span', (label, token) => {
    for (const text of [`use ${token} for now`, `{"token":"${token}"}`, `"first line\\n${token}\\nlast"`, `export X='${token}'`, token]) {
      expect(found(secretProviderToken, text)).toEqual([token]);
      expect(labels(secretProviderToken, text)).toEqual([label]);
    }
  });

  it('stays silent on stand-ins', () => {
    expect(found(secretProviderToken, `ghp_${'x'.repeat(36)}`)).toEqual([]);
    expect(found(secretProviderToken, 'AKIAIOSFODNN7EXAMPLE')).toEqual([]);
    expect(found(secretProviderToken, 'ghp_YOUR_TOKEN_HERE_PLEASE_REPLACE_ME_NOW')).toEqual([]);
    expect(found(secretProviderToken, 'xoxb-my-bot-token')).toEqual([]);
  });

  it('stays silent when the beginning is part of a longer word, or the rest is too short or too long', () => {
    expect(found(secretProviderToken, `a${`ghp_${random(36)}`}`)).toEqual([]);
    expect(found(secretProviderToken, `ghp_${random(35)}`)).toEqual([]);
    expect(found(secretProviderToken, `AIza${random(60)}`)).toEqual([]);
  });

  it('stays silent on hashes, identifiers and digests', () => {
    expect(found(secretProviderToken, `commit ${random(40, HEX)}`)).toEqual([]);
    expect(found(secretProviderToken, `"integrity": "sha512-${random(86)}=="`)).toEqual([]);
    expect(found(secretProviderToken, `node@sha256:${random(64, HEX)}`)).toEqual([]);
    expect(found(secretProviderToken, 'hf_requiredCharacteristicTypesForDisplayMetadata')).toEqual([]);
  });

  it('finds each of several', () => {
    const [a, b] = [`ghp_${random(36)}`, `npm_${random(36, undefined, 4)}`];
    expect(found(secretProviderToken, `${a},${b}`)).toEqual([a, b]);
    expect(found(secretProviderToken, '')).toEqual([]);
  });
});
