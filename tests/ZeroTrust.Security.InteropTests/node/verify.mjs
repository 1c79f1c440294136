// Verifies tokens by the keys that a service publishes, found by discovery as a client finds them. Prints one JSON document.
// Arguments: issuer, audience, and one token or more.
import './node18.mjs';
import { createRemoteJWKSet, jwtVerify, errors } from 'jose';

const [issuer, audience, ...tokens] = process.argv.slice(2);
const discovery = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
const published = await (await fetch(discovery.jwks_uri)).json();
const keys = createRemoteJWKSet(new URL(discovery.jwks_uri));
const results = [];
for (const token of tokens) {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, { issuer, audience, typ: 'at+jwt', requiredClaims: ['sub', 'jti', 'iat', 'exp', 'client_id'] });
    results.push({ verified: true, payload, alg: protectedHeader.alg });
  } catch (error) {
    results.push({ verified: false, code: error instanceof errors.JOSEError ? error.code : String(error) });
  }
}
process.stdout.write(`${JSON.stringify({ issuer: discovery.issuer, members: [...new Set(published.keys.flatMap(Object.keys))].sort(), results })}\n`);
