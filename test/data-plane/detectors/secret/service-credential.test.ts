import { describe, expect, it } from 'vitest';
import { secretServiceCredential } from '../../../../data-plane/detectors/secret/service-credential.ts';
import { DIGITS, found, HEX, labels, LOWER, random, uuid } from '../sample.ts';

const datadog = random(40, LOWER + DIGITS);

describe('secret.service-credential', () => {
  it.each([
    [`DATADOG_API_KEY=${datadog}`],
    [`"datadogSecret": "${datadog}",`],
    [`const datadogKey = '${datadog}';`],
    [`datadog_token: ${datadog}`],
    [`curl -H "datadog-token: ${datadog}" https://api.example.com`],
    [`- name: DATADOG_API_KEY\n  value: ${datadog}`],
    [`{"name": "DATADOG_API_KEY", "value": "${datadog}"}`],
    [`variable "datadog_api_key" {\n  type = string\n  default = "${datadog}"\n}`],
    [`<datadogApiKey>${datadog}</datadogApiKey>`],
    [`https://x/y?datadog_api_key=${datadog}&a=b`],
    [`| DATADOG_API_KEY | ${datadog} |`],
    [`ENV DATADOG_API_KEY ${datadog}`],
    [`os.environ["DATADOG_API_KEY"] = "${datadog}"`],
    [`client.setDatadogKey("${datadog}")`],
    [`process.env.DATADOG_KEY || '${datadog}'`],
    [`datadog key: ${datadog}`],
    [`INFO using datadog_api_token ${datadog}`],
    [`{\\"datadog_key\\": \\"${datadog}\\"}`],
  ])('finds the value assigned in %s', (text) => {
    expect(found(secretServiceCredential, text)).toEqual([datadog]);
    expect(labels(secretServiceCredential, text)).toEqual(['datadog-key']);
  });

  it.each([
    ['heroku-api-key', `HEROKU_API_KEY=${uuid()}`],
    ['aws-secret-access-key', `aws_secret_access_key = ${random(40, `${LOWER}${LOWER.toUpperCase()}${DIGITS}/+`)}`],
    ['azure-storage-key', `AccountKey: "${random(86)}=="`],
    ['twilio-credential', `TWILIO_AUTH_TOKEN=${random(32, HEX)}`],
    ['okta-token', `okta_api_token = "00${random(40)}"`],
  ])('knows the shape of a %s', (label, text) => {
    expect(labels(secretServiceCredential, text)).toContain(label);
  });

  it('stays silent on a value of another shape', () => {
    expect(found(secretServiceCredential, `DATADOG_API_KEY=${datadog}00`)).toEqual([]);
    expect(found(secretServiceCredential, 'DATADOG_API_KEY=your-api-key')).toEqual([]);
    expect(found(secretServiceCredential, 'DATADOG_API_KEY=${DATADOG_API_KEY}')).toEqual([]);
    expect(found(secretServiceCredential, 'datadog_site: datadoghq.com')).toEqual([]);
  });

  it('stays silent where the name is for something that is no secret', () => {
    expect(found(secretServiceCredential, `github_sha: ${random(40, HEX)}`)).toEqual([]);
    expect(found(secretServiceCredential, `discord_message_id=${random(18, '123456789')}`)).toEqual([]);
  });

  it('stays silent on a service name inside another word', () => {
    expect(found(secretServiceCredential, `brookta_key = 00${random(40)}`)).toEqual([]);
  });
});
