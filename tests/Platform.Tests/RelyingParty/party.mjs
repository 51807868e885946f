// An application of somebody else, with a library of somebody else: does what each line of standard input says and answers with a line of JSON.
// Usage: node party.mjs ISSUER CLIENT_ID SECRET|- NOW (seconds since 1970 on the provider's clock)
import { createInterface } from "node:readline";
import * as jose from "jose";
import * as oidc from "openid-client";

const [issuer, clientId, secret, now] = process.argv.slice(2);
const clock = { [oidc.clockSkew]: Math.round(Number(now) - Date.now() / 1000) };
const config = await oidc.discovery(new URL(issuer), clientId, clock, secret === "-" ? oidc.None() : oidc.ClientSecretBasic(secret), {
  execute: [oidc.allowInsecureRequests],
});

let verifier, state, nonce, tokens;

const acts = {
  metadata: () => config.serverMetadata(),
  async start({ redirect, scope }) {
    verifier = oidc.randomPKCECodeVerifier();
    state = oidc.randomState();
    nonce = oidc.randomNonce();
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirect, scope, state, nonce, code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
    });
    return { url: url.href };
  },
  async callback({ url }) {
    tokens = await oidc.authorizationCodeGrant(config, new URL(url), { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true });
    return { ...tokens, claims: tokens.claims() };
  },
  async refresh({ token }) {
    tokens = await oidc.refreshTokenGrant(config, token);
    return { ...tokens, claims: tokens.claims() };
  },
  userinfo: ({ token, sub }) => oidc.fetchUserInfo(config, token, sub),
  introspect: ({ token }) => oidc.tokenIntrospection(config, token),
  async revoke({ token }) {
    await oidc.tokenRevocation(config, token);
    return {};
  },
  async told({ token }) {
    const { payload, protectedHeader } = await jose.jwtVerify(token, jose.createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri)), {
      issuer: config.serverMetadata().issuer, audience: clientId, typ: "logout+jwt", currentDate: new Date(Date.now() + clock[oidc.clockSkew] * 1000), requiredClaims: ["iat", "exp", "jti", "events"],
    });
    return { ...payload, alg: protectedHeader.alg };
  },
  program: ({ scope }) => oidc.clientCredentialsGrant(config, scope ? { scope } : {}),
  logout: ({ hint, redirect }) => ({ url: oidc.buildEndSessionUrl(config, { id_token_hint: hint, post_logout_redirect_uri: redirect }).href }),
};

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const { act, ...given } = JSON.parse(line);
    answer = await acts[act](given);
  } catch (error) {
    answer = { error: error.error ?? error.code ?? error.name, status: error.status, message: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
