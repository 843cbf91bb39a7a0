import type { Manifest } from '../../manifests/manifest';
import type { Application, Model } from '../../topology/model';
import { isKept } from '../guards';
import { at, type Rule } from '../rule';
import { isHandedBack, type TakenOver } from '../taken-over';
import { unanswered } from '../unanswered';
import { isUnread } from '../unread';

export const bg031: Rule = {
  id: 'BG031',
  title: 'Requests that somebody answered are still answered',
  severity: 'error',
  yields: true,
  what: 'Every port of a Service that pods answered before the change, every host and path of an Ingress or a route, and the Namespace that all of it is in; of applications without colours as well. Of one with colours, what users come to, and only where no other rule speaks of the same object. In a takeover what is to be ours may leave its old file, marked as never to be pruned. What is taken away as a whole, Service and pods, may go where nobody came from outside.',
  why: 'A Service that selects nobody is healthy for every engine, and refuses every request. It takes no colours to mistype a selector.',
  before: [
    {
      file: 'base/ServiceAccount.ping.k8s.yaml',
      from: 'automountServiceAccountToken: false\n',
      to: 'automountServiceAccountToken: false\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: docs, namespace: demo }\nspec:\n  selector: { matchLabels: { app: docs } }\n  template:\n    metadata: { labels: { app: docs } }\n    spec: { containers: [{ name: docs, image: pkw0301/docs:1 }] }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: docs, namespace: demo }\nspec:\n  ports: [{ port: 80 }]\n  selector: { app: docs }\n',
    },
  ],
  example: [
    {
      file: 'base/ServiceAccount.ping.k8s.yaml',
      from: '  selector: { app: docs }\n',
      to: '  selector: { app: doc }\n',
    },
  ],
  wayOut:
    'let selectors, ports and rules say what is there; what is to go for good goes in a commit of its own, with this finding allowed',
  check: change => {
    const { base, head, takenOver = [] } = change;
    const elsewhere = new Set(
      base?.applications.filter(one => hasUnread(one, head) || isGone(one, head)).map(({ place }) => place),
    );
    return unanswered(change)
      .filter(
        ({ place, manifest }) =>
          !elsewhere.has(place) && !isLetGo(manifest, takenOver) && !isHandedBack(place, manifest, takenOver),
      )
      .map(({ place, side, manifest, path, message }) => ({
        place,
        ...at(side, manifest, path),
        message,
        users: 'every request that comes this way is refused: nobody answers',
      }));
  },
};

// That it can not be judged any more, another rule says.
function hasUnread({ colours, services, routes }: Application, head: Model): boolean {
  return (
    [...colours, ...services].some(({ manifest }) => isUnread(manifest, head)) ||
    routes.some(one => isUnread(one, head))
  );
}

// Nor that all of one with colours goes.
function isGone({ id, isBlueGreen }: Application, { applications }: Model): boolean {
  return isBlueGreen && !applications.find(application => application.id === id)?.colours.length;
}

// In a takeover the Service leaves its old file, and stays in the cluster: it leads to the old pods until users move. That of a
// Canary is marked in the cluster alone, because whoever applied its file once more would lead users to no pods.
function isLetGo(manifest: Manifest, takenOver: readonly TakenOver[]): boolean {
  const { kind, name } = manifest.identity;
  return takenOver.some(
    ({ after, shared, files, workload }) =>
      after === 'beside' &&
      shared.includes(`${kind}/${name}`) &&
      files.some(file => `/${manifest.file}`.endsWith(`/${file}`) || `/${file}`.endsWith(`/${manifest.file}`)) &&
      (workload.startsWith('Canary/') || isKept(manifest)),
  );
}
