// Seals a text with the npm package jose for each key given, then opens with keys of its own, whose public halves it prints.
// Arguments: a JSON array of public JWKs, the recipient's name, the type, the text. Reads one line of messages, prints their contents.
import './node18.mjs';
import { createInterface } from 'node:readline';
import { compactDecrypt, CompactEncrypt, exportJWK, generateKeyPair, importJWK } from 'jose';

const [jwks, aud, typ, text] = process.argv.slice(2);
const sealed = {};
for (const jwk of JSON.parse(jwks)) {
  sealed[jwk.alg] = await new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: jwk.alg, enc: 'A256GCM', kid: jwk.kid, typ, aud })
    .encrypt(await importJWK(jwk, jwk.alg));
}

const own = {};
const keys = [];
for (const alg of ['ECDH-ES+A256KW', 'RSA-OAEP-256']) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { crv: 'P-256', extractable: true });
  own[alg] = privateKey;
  keys.push({ ...(await exportJWK(publicKey)), kid: `jose-${alg}`, alg, use: 'enc' });
}
process.stdout.write(`${JSON.stringify({ sealed, keys })}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  const opened = [];
  for (const message of line.split(' ')) {
    const { plaintext, protectedHeader } = await compactDecrypt(message, (header) => own[header.alg], {
      keyManagementAlgorithms: ['ECDH-ES+A256KW', 'RSA-OAEP-256'], contentEncryptionAlgorithms: ['A256GCM'],
    });
    opened.push({ text: new TextDecoder().decode(plaintext), header: protectedHeader });
  }
  process.stdout.write(`${JSON.stringify({ opened })}\n`);
}
