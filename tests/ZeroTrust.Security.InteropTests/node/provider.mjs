// An OpenID provider on loopback. Prints one JSON line when it listens, then obeys one command a line on standard input:
//   rotate          publishes a new signing key beside the old one and signs with it
//   retire          drops every key but the one that signs
//   trust JWK       takes statements that this key signed for the client payments-signed
//   short           tokens live 1 second from now on; long: 5 minutes
// and answers each with one JSON line. Ends when standard input ends.
import './node18.mjs';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
let sequence = 0;
let lifetime = 300;
let trusted = [];
const secret = 'a-secret-of-this-test-alone';

const client = (client_id, more) => ({
  client_id, grant_types: ['client_credentials'], redirect_uris: [], response_types: [], ...more,
});

async function newKey() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: `key-${++sequence}` };
}

function newProvider(issuer, keys) {
  return new Provider(issuer, {
    jwks: { keys },
    cookies: { keys: ['interop-only'] },
    clients: [
      client('payments', { client_secret: secret }),
      client('payments-post', { client_secret: secret, token_endpoint_auth_method: 'client_secret_post' }),
      client('payments:odd', { client_secret: 'a:secret+of this & that=100%' }),
      ...trusted.map((key) => client('payments-signed', { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [key] } })),
    ],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => undefined,
        getResourceServerInfo: (_, resource) => ({
          scope: 'orders:read orders:write',
          audience: resource.replace('urn:', ''),
          accessTokenFormat: 'jwt',
          accessTokenTTL: lifetime,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  });
}

let keys = [await newKey()];
let handler = (_, response) => response.writeHead(503).end();
const server = createServer((request, response) => handler(request, response));
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const serve = () => { handler = newProvider(issuer, keys).callback(); };
  serve();
  say({ issuer });

  const commands = createInterface({ input: process.stdin });
  commands.on('line', async (command) => {
    if (command === 'rotate') keys = [await newKey(), ...keys];
    else if (command === 'retire') keys = keys.slice(0, 1);
    else if (command.startsWith('trust ')) trusted = [JSON.parse(command.slice('trust '.length))];
    else if (command === 'short') lifetime = 1;
    else if (command === 'long') lifetime = 300;
    serve();
    say({ done: command, kids: keys.map((key) => key.kid) });
  });
  commands.on('close', () => process.exit(0));
});
