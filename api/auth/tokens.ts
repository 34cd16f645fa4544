/**
 * Bearer tokens: JWT, checked against the keys of an OpenID provider, or in the embedded profile against our own demo
 * issuer, whose tokens are signed with Ed25519.
 */
import { createLocalJWKSet, createRemoteJWKSet, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import type { SigningKey } from '../../runtime/keys.ts';
import { type Authentication, Unavailable } from '../ports.ts';

const DEMO_ISSUER = 'urn:banli:demo';
const AUDIENCE = 'banli';
const DEMO_HOURS = 12;
const PROVIDER_ALGORITHMS = ['EdDSA', 'ES256', 'ES384', 'RS256', 'PS256'];

export interface OidcSettings {
  issuer: string;
  audience: string;
  jwksUrl: string;
}

export function oidcAuthentication({ issuer, audience, jwksUrl }: OidcSettings): Authentication {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 3_000 });
  return {
    async subject(token) {
      try {
        const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: PROVIDER_ALGORITHMS });
        return payload.sub ?? null;
      } catch (error) {
        const { code } = error as { code?: string };
        if (code === 'ERR_JWKS_TIMEOUT' || code === undefined) throw new Unavailable('The OpenID provider is away.');
        return null;
      }
    },
  };
}

/** @param now epoch ms */
export function demoAuthentication(keys: readonly SigningKey[], now: () => number): Authentication {
  const set = createLocalJWKSet({
    keys: keys.map(({ id, publicKey }) => ({ ...(publicKey as JWK), kid: id, alg: 'EdDSA' })),
  });
  return {
    async subject(token) {
      try {
        const options = {
          issuer: DEMO_ISSUER,
          audience: AUDIENCE,
          algorithms: ['EdDSA'],
          currentDate: new Date(now()),
        };
        const { payload } = await jwtVerify(token, set, options);
        return payload.sub ?? null;
      } catch {
        return null;
      }
    },
  };
}

/** A token of the demo issuer; subject is the demo person's id. @throws RangeError if no key can sign. */
export async function signDemoToken(
  keys: readonly SigningKey[],
  subject: string,
  now: number,
): Promise<{ token: string; expiresAt: number }> {
  const key = keys.find(({ privateKey }) => privateKey !== undefined);
  if (key?.privateKey === undefined) throw new RangeError('no demo issuer key with a private half');
  const issued = Math.floor(now / 1000);
  const expires = issued + DEMO_HOURS * 3600;
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'EdDSA', kid: key.id })
    .setIssuer(DEMO_ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(subject)
    .setIssuedAt(issued)
    .setExpirationTime(expires)
    .sign(await importJWK(key.privateKey as JWK, 'EdDSA'));
  return { token, expiresAt: expires * 1000 };
}
