/** After the start of an installation: the definitions that come with Banli are deployed to it. */

import { signDemoToken } from '../api/auth/tokens.ts';
import { RuntimeFault } from '../runtime/errors.ts';
import type { Installation } from '../runtime/installation.ts';
import { openClient } from './client.ts';
import { definitionTree, SHIPPED_DEFINITIONS } from './definition-files.ts';
import { type Deployment, deploy } from './deploy.ts';
import { UsageError } from './output.ts';

type File = { path: string; text: string };

/**
 * All at once; where that is refused, document by document, so that what is wrong in one keeps no other from running.
 * With an OpenID provider nothing is deployed: an operator does it.
 */
export async function deployShipped(installation: Installation): Promise<void> {
  if ((process.env.BANLI_OIDC_ISSUER ?? '') !== '') return;
  const { token } = await signDemoToken(installation.keys.demoIssuerKeys, 'demo-banli-operator-1', Date.now());
  const client = await openClient({ url: `http://127.0.0.1:${installation.ports.api}`, token }, '');
  const files = definitionTree(SHIPPED_DEFINITIONS);
  try {
    say(await deploy(client, files, false));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    let refused = 0;
    for (const [slug, group] of byDocument(files)) {
      try {
        say(await deploy(client, group, false));
      } catch (fault) {
        if (!(fault instanceof UsageError)) throw fault;
        refused += 1;
        process.stderr.write(`The definitions of ${slug} are not deployed:\n${fault.message}\n`);
      }
    }
    if (refused === byDocument(files).size) throw new RuntimeFault('No definition could be deployed.');
  }
}

function byDocument(files: readonly File[]): Map<string, File[]> {
  const groups = new Map<string, File[]>();
  for (const file of files) {
    const slug = /definitions\/([^/]+)\//.exec(file.path)?.[1] ?? '';
    groups.set(slug, [...(groups.get(slug) ?? []), file]);
  }
  return groups;
}

function say({ deployed }: Deployment): void {
  const changed = deployed.filter(({ change }) => change !== 'unchanged').length;
  if (changed > 0) process.stderr.write(`Deployed ${changed} definitions\n`);
}
