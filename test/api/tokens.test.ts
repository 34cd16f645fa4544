/**
 * Goal: only tokens of the issuer in force, for us, unexpired and signed by its keys are believed; and a refusal of a
 * case or a server that is away is told in the API's words.
 * Method: tokens made with fresh keys; an OpenID provider's keys served on loopback.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoAuthentication, oidcAuthentication, signDemoToken } from '../../api/auth/tokens.ts';
import { problemOf } from '../../api/commands/refusals.ts';
import { readOidc } from '../../api/config.ts';
import { Unavailable } from '../../api/ports.ts';
import { createKeys } from '../../runtime/keys.ts';
import { CaseRefusal } from '../../workflows/case-client.ts';

const NOW = Date.parse('2026-11-20T10:00:00+08:00');
const HOUR = 3_600_000;

describe('the demo issuer', () => {
  const { demoIssuerKeys: keys } = createKeys();
  const at = (now: number) => demoAuthentication(keys, () => now);

  test('its tokens name a person for twelve hours', async () => {
    const { token, expiresAt } = await signDemoToken(keys, 'demo-a-1', NOW);
    expect(await at(NOW + 11 * HOUR).subject(token)).toBe('demo-a-1');
    expect(await at(NOW + 13 * HOUR).subject(token)).toBeNull();
    expect(expiresAt).toBe(NOW + 12 * HOUR);
  });

  test('a token of other keys, a changed one and one without a signature are nobody’s', async () => {
    const foreign = await signDemoToken(createKeys().demoIssuerKeys, 'demo-a-1', NOW);
    expect(await at(NOW).subject(foreign.token)).toBeNull();
    const { token } = await signDemoToken(keys, 'demo-a-1', NOW);
    const [head, , signature] = token.split('.');
    const other = Buffer.from(JSON.stringify({ sub: 'demo-b-1', iss: 'urn:banli:demo', aud: 'banli' })).toString(
      'base64url',
    );
    expect(await at(NOW).subject(`${head}.${other}.${signature}`)).toBeNull();
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await at(NOW).subject(`${none}.${other}.`)).toBeNull();
  });
});

describe('an OpenID provider', () => {
  let provider: Server;
  let jwksUrl: string;
  let sign: (claims: { iss?: string; aud?: string; exp?: number }) => Promise<string>;

  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
    provider = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    jwksUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/jwks`;
    sign = ({ iss = 'https://id.example', aud = 'banli', exp }) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
        .setIssuer(iss)
        .setAudience(aud)
        .setSubject('s1')
        .setExpirationTime(exp ?? Math.floor(Date.now() / 1000) + 60)
        .sign(privateKey);
  });
  afterAll(() => void provider.close());

  const settings = () => ({ issuer: 'https://id.example', audience: 'banli', jwksUrl });

  test('its tokens for us are believed; those of another issuer, for others or expired are not', async () => {
    const { subject } = oidcAuthentication(settings());
    expect(await subject(await sign({}))).toBe('s1');
    expect(await subject(await sign({ iss: 'https://other.example' }))).toBeNull();
    expect(await subject(await sign({ aud: 'other' }))).toBeNull();
    expect(await subject(await sign({ exp: 1 }))).toBeNull();
    expect(await subject('nonsense')).toBeNull();
  });

  test('while it is away nobody is told that their token is wrong', async () => {
    const { subject } = oidcAuthentication({ ...settings(), jwksUrl: 'http://127.0.0.1:1/jwks' });
    await expect(subject(await sign({}))).rejects.toBeInstanceOf(Unavailable);
  });
});

describe('settings', () => {
  test('without a provider the API listens on this machine only', () => {
    expect(readOidc({}, '127.0.0.1')).toBeNull();
    expect(() => readOidc({}, '0.0.0.0')).toThrow(/BANLI_OIDC_ISSUER/);
  });

  test('a provider is reached by https', () => {
    expect(readOidc({ BANLI_OIDC_ISSUER: 'https://id.example/' }, '0.0.0.0')).toEqual({
      issuer: 'https://id.example/',
      jwksUrl: 'https://id.example/.well-known/jwks.json',
      audience: 'banli',
    });
    expect(() => readOidc({ BANLI_OIDC_ISSUER: 'http://id.example' }, '0.0.0.0')).toThrow(/https/);
    const first = { BANLI_OIDC_ISSUER: 'https://id.example/', BANLI_ADMINISTRATOR: ' sub-1 ' };
    expect(readOidc(first, '0.0.0.0')).toMatchObject({ administrator: 'sub-1' });
  });
});

describe('refusals', () => {
  const refusal = (reason: 'not-open' | 'not-authorised' | 'invalid' | 'busy') =>
    new CaseRefusal(reason, reason, { reason, detail: 'd', faults: [] });

  test.each([
    [refusal('not-open'), 'not-open'],
    [refusal('not-authorised'), 'forbidden'],
    [refusal('invalid'), 'invalid'],
    [refusal('busy'), 'busy'],
    [new CaseRefusal('conflict', 'other content', null), 'key-reused'],
    [Object.assign(new Error('x'), { code: '57P01' }), 'unavailable'],
    [new Error('Connection terminated unexpectedly'), 'unavailable'],
  ] as const)('%o is %s', (error, code) => {
    expect(problemOf(error)?.code).toBe(code);
  });

  test('a signature that the case does not know is a fault of ours', () => {
    expect(problemOf(new CaseRefusal('not-signed', 'unknown key', null))).toBeNull();
  });
});
