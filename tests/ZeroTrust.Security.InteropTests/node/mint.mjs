// Prints one JSON document: a key set with one key for each of the nine algorithms, and one access token signed by each.
// Arguments: issuer, audience, and the second at which the tokens expire.
import './node18.mjs';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const [issuer, audience, expires] = process.argv.slice(2);
const keys = [];
const tokens = {};
for (const alg of ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512']) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const kid = `jose-${alg}`;
  keys.push({ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' });
  tokens[alg] = await new SignJWT({ client_id: 'web', permissions: ['orders:read'] })
    .setProtectedHeader({ alg, kid, typ: 'at+jwt' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject('alice')
    .setIssuedAt(Number(expires) - 300)
    .setExpirationTime(Number(expires))
    .setJti(`${alg}-1`)
    .sign(privateKey);
}
process.stdout.write(JSON.stringify({ keys, tokens }));
