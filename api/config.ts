/** Settings of the API beside those of the installation: who issues the tokens. */
import { RuntimeFault } from '../runtime/errors.ts';
import type { OidcSettings } from './auth/tokens.ts';

/** The OpenID provider, and the subject of the first administrator, from whom all others come. */
export interface Identity extends OidcSettings {
  administrator?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}

/**
 * The OpenID provider, or null for the embedded profile with its demo persons.
 * @throws RuntimeFault if none is set and the API would listen beyond this machine, or the settings don't fit
 */
export function readOidc(environment: Environment, apiHost: string): Identity | null {
  const issuer = environment.BANLI_OIDC_ISSUER?.trim() ?? '';
  if (issuer === '') {
    if (isLoopback(apiHost)) return null;
    throw new RuntimeFault(
      `BANLI_API_HOST is ${apiHost}, so others can reach the API, and there is no OpenID provider: demo persons exist ` +
        'on loopback only. Set BANLI_OIDC_ISSUER, or BANLI_API_HOST=127.0.0.1.',
    );
  }
  const jwksUrl = environment.BANLI_OIDC_JWKS_URL?.trim() || `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`;
  for (const [name, url] of [
    ['BANLI_OIDC_ISSUER', issuer],
    ['BANLI_OIDC_JWKS_URL', jwksUrl],
  ] as const) {
    const isSafe = URL.canParse(url) && (url.startsWith('https:') || isLoopback(new URL(url).hostname));
    if (!isSafe) throw new RuntimeFault(`${name} is ${JSON.stringify(url)}: expected an https address.`);
  }
  const administrator = environment.BANLI_ADMINISTRATOR?.trim() ?? '';
  const audience = environment.BANLI_OIDC_AUDIENCE?.trim() || 'banli';
  return { issuer, jwksUrl, audience, ...(administrator === '' ? {} : { administrator }) };
}
