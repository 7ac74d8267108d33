import type { Detector } from '../detector.ts';
import { secretAuthHeader } from './auth-header.ts';
import { secretConnectionString } from './connection-string.ts';
import { secretGenericAssignment } from './generic-assignment.ts';
import { secretJwt } from './jwt.ts';
import { secretManifest } from './manifest.ts';
import { secretPrivateKey } from './private-key.ts';
import { secretProviderToken } from './provider-token.ts';
import { secretServiceCredential } from './service-credential.ts';
import { secretUrlCredentials } from './url-credentials.ts';

/** Everything that finds credentials, in the order the detectors run. */
export const secretDetectors: readonly Detector[] = [
  secretPrivateKey,
  secretProviderToken,
  secretServiceCredential,
  secretJwt,
  secretUrlCredentials,
  secretConnectionString,
  secretAuthHeader,
  secretManifest,
  secretGenericAssignment,
];
