import { itemsOf } from '../manifests/items';
import type { Manifest } from '../manifests/manifest';
import { onceFor } from '../manifests/once-for';
import type { Tree } from '../manifests/tree';
import type { Application, Model } from '../topology/model';
import { blueGreen } from './change';
import { referencesOf } from './references';
import { doorsOf } from './rules-by-service';
import { selecting } from './selecting';

/**
 * The blue-green application that can't do without an object that is none of its own: its namespace, what its pods refer
 * to, what makes that, its budgets, and the certificates and Gateways of its entrances.
 */
export function supportedBy(model: Model, manifest: Manifest): Application | undefined {
  return supportsIn(model).get(manifest);
}

const supportsIn = onceFor((model: Model): ReadonlyMap<Manifest, Application> => {
  const { tree } = model;
  const found = new Map<Manifest, Application>();
  const certificates = certificatesIn(tree);
  for (const application of blueGreen(model)) {
    const add = (manifest: Manifest | undefined) => {
      if (manifest && !found.has(manifest)) found.set(manifest, application);
    };
    const secret = (environment: string, namespace: string, name: string) => {
      for (const [group, kind] of SECRETS) add(tree.find(environment, { group, kind, namespace, name }));
      add(certificates.get(keyOf(environment, namespace, name)));
    };
    for (const colour of application.colours) {
      const { environment, namespace } = colour;
      add(tree.find(environment, { group: '', kind: 'Namespace', namespace: '', name: namespace }));
      for (const { kind, name } of referencesOf(colour)) {
        if (kind === 'Secret') secret(environment, namespace, name);
        else add(tree.find(environment, { group: '', kind, namespace, name }));
      }
      for (const budget of selecting('PodDisruptionBudget', colour, tree)) add(budget);
    }
    for (const door of doorsOf(application, model)) {
      const environment = tree.environmentOf(door.file);
      const { namespace } = door.identity;
      const { tls, parentRefs, gateways } = door.value['spec'] ?? {};
      for (const { secretName } of itemsOf(tls)) secret(environment, namespace, String(secretName));
      for (const { name, namespace: home = namespace } of itemsOf(parentRefs)) {
        add(tree.find(environment, { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: home, name }));
      }
      for (const text of Array.isArray(gateways) ? gateways.map(String) : []) {
        const [home, name] = text.includes('/') ? text.split('/') : [namespace, text];
        add(tree.find(environment, { group: 'networking.istio.io', kind: 'Gateway', namespace: home!, name: name! }));
      }
    }
  }
  return found;
});

// What holds a Secret, or makes it in the cluster.
const SECRETS = [
  ['', 'Secret'],
  ['bitnami.com', 'SealedSecret'],
  ['external-secrets.io', 'ExternalSecret'],
] as const;

function certificatesIn(tree: Tree): ReadonlyMap<string, Manifest> {
  const made = tree.manifests.filter(({ identity }) => identity.kind === 'Certificate');
  return new Map(
    made.map(manifest => {
      const { file, identity, value } = manifest;
      return [
        keyOf(tree.environmentOf(file), identity.namespace, String(value['spec']?.secretName)),
        manifest,
      ] as const;
    }),
  );
}

function keyOf(...words: readonly string[]): string {
  return JSON.stringify(words);
}
