import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A self-signed certificate for loopback and its key, PEM: made for one test run and kept nowhere. */
export interface TestCertificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/**
 * Makes one for `localhost` and 127.0.0.1, good for a day around now, P-256 with SHA-256.
 *
 * Source: RFC 5280 §4.1 (certificate), §4.2.1.6 (subject alternative name); RFC 5758 §3.2 (ecdsa-with-SHA256).
 */
export function testCertificate(nowMs: number = Date.now()): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(0x30, der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
  const name = der(
    0x30,
    der(0x31, der(0x30, Buffer.concat([der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from('localhost'))]))),
  );
  const time = (ms: number): Buffer => der(0x18, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]|\..*/g, '')}Z`));
  const names = der(0x30, Buffer.concat([der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1]))]));
  const extension = der(0x30, Buffer.concat([der(0x06, Buffer.from('551d11', 'hex')), der(0x04, names)]));
  const body = der(
    0x30,
    Buffer.concat([
      der(0xa0, der(0x02, Buffer.from([2]))),
      der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
      algorithm,
      name,
      der(0x30, Buffer.concat([time(nowMs - DAY_MS / 2), time(nowMs + DAY_MS / 2)])),
      name,
      publicKey.export({ type: 'spki', format: 'der' }),
      der(0xa3, der(0x30, extension)),
    ]),
  );
  const signature = sign('sha256', body, privateKey);
  const whole = der(0x30, Buffer.concat([body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature]))]));
  const lines = whole.toString('base64').match(/.{1,64}/g) as string[];
  return {
    cert: Buffer.from(`-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`),
    key: Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** One element of DER: tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
