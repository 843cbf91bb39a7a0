import type { BlueGreenApplicationProps } from '../../props/application';
import type { Way } from '../../resolve/entrance';
import { type Path, type Problem, shown } from '../problem';
import { isSetByUs } from './labels';
import type { ApplicationRule } from './rule';

type Fields = { readonly [key: string]: any };

/** A field that is not a template's to say: where it is said instead, and if it can't be, why. */
type Kept = readonly [path: string, instead: string];

const SELECTOR = 'whom the Service leads to is what a promotion changes';
const STATE =
  'clients would stick to pods of the colour that users leave; keep sessions in a service outside the pods, named in "config"';

const OF_SERVICE: readonly Kept[] = [
  ['spec.selector', SELECTOR],
  ['spec.externalName', SELECTOR],
  ['spec.publishNotReadyAddresses', "users would reach pods that can't answer"],
  ['spec.ports', 'say it in "ports"'],
  ['spec.sessionAffinity', STATE],
  ['spec.sessionAffinityConfig', STATE],
  ...['type', 'externalTrafficPolicy', 'loadBalancerClass', 'loadBalancerSourceRanges'].map(
    (key): Kept => [`spec.${key}`, `say it as "${key}" in "<key>"`],
  ),
];

const OF_INGRESS: readonly Kept[] = [['spec.ingressClassName', 'say it as "className" in "<key>"']];

/** A template leaves alone what the Service is found by and whom it leads to, and what has a key of its own. */
export const serviceTemplateKeepsOurs: ApplicationRule = props =>
  serviceTemplatesIn(props).flatMap(({ template, at, key }) => [
    ...keptIn(template, at, key, OF_SERVICE),
    ...['clusterIP', 'clusterIPs'].flatMap(field =>
      [template?.['spec']?.[field]].flat().includes('None')
        ? [{ path: [...at, 'spec', field], message: HEADLESS }]
        : [],
    ),
  ]);

const HEADLESS =
  'expected an address, got "None": callers of a headless Service keep the addresses of pods, and stay with the colour that users leave';

/** Every template that is laid over a Service, and the key of that Service. */
export function serviceTemplatesIn({ serviceTemplate, services = {} }: BlueGreenApplicationProps) {
  return [
    { template: serviceTemplate, at: ['serviceTemplate'], key: 'service' },
    ...Object.entries(services).map(([name, { template }]) => ({
      template,
      at: ['services', name, 'template'],
      key: `services.${name}`,
    })),
  ];
}

/** Such a Service is known to drop requests on its own, and a promotion changes which. */
export const callersReachEveryNode: ApplicationRule = props =>
  serviceTemplatesIn(props)
    .filter(({ template }) => template?.['spec']?.internalTrafficPolicy === 'Local')
    .map(({ at }) => ({
      path: [...at, 'spec', 'internalTrafficPolicy'],
      message:
        'callers inside the cluster reach only pods on their own node: after a promotion these are other nodes, and on one without a pod of the new colour every request is lost',
      fix: 'say trafficDistribution: PreferClose, which falls back to other nodes',
      warning: true,
    }));

/** So does one of the Ingress, and users' ways through it stay as `ingress` says them. */
export const ingressTemplateKeepsOurs: ApplicationRule = ({ ingressTemplate }, { ingress }) => {
  if (!ingressTemplate) return [];
  if (!ingress) {
    const message = 'expected it only with "ingress", which it is laid over';
    return [{ path: ['ingressTemplate'], message, fix: 'say the host in "ingress"' }];
  }
  return [
    ...keptIn(ingressTemplate, ['ingressTemplate'], 'ingress', OF_INGRESS),
    ...taking(ingress.ways, ingressTemplate['spec'] ?? {}),
  ];
};

// What is merged entry by entry, and must not take the place of ours.
function taking(ways: readonly Way[], spec: Fields): Problem[] {
  const problems: Problem[] = [];
  const at = (path: Path, message: string) => problems.push({ path: ['ingressTemplate', 'spec', ...path], message });
  const taken = 'expected keys to lay over, got null: it would take away the way to the application';
  if (spec['rules'] === null) at(['rules'], taken);
  items(spec['rules']).forEach((rule, index) => {
    const own = ways.filter(({ host }) => host === rule['host']);
    if (!own.length) return;
    if (rule['http'] === null) at(['rules', index, 'http'], taken);
    if (rule['http']?.paths === null) at(['rules', index, 'http', 'paths'], taken);
    items(rule['http']?.paths).forEach((entry, position) => {
      if (!own.some(({ path, pathType }) => path === entry['path'] && pathType === entry['pathType'])) return;
      const message = `expected another path: "ingress" leads ${shown(entry['path'])} of ${rule['host']} to the application`;
      at(['rules', index, 'http', 'paths', position], message);
    });
  });
  const secrets = ways.flatMap(({ tls }) => tls ?? []);
  if (!secrets.length) return problems;
  if (spec['tls'] === null) at(['tls'], 'expected keys to lay over, got null: it would take away the certificates');
  items(spec['tls']).forEach(({ secretName }, index) => {
    if (!secrets.includes(secretName)) return;
    at(['tls', index], `expected another Secret: "ingress" says what ${shown(secretName)} is for`);
  });
  return problems;
}

function keptIn(template: Fields | undefined, at: Path, key: string, kept: readonly Kept[]): Problem[] {
  if (!template) return [];
  const { metadata, spec } = template;
  const alone = (path: Path, fix: string) => ({
    path: [...at, ...path],
    message: 'expected this to be left alone',
    fix,
  });
  return [
    ...['metadata', 'spec'].flatMap(part =>
      template[part] === null
        ? [{ path: [...at, part], message: 'expected keys to lay over, got null: nothing of ours would be left' }]
        : [],
    ),
    ...(template['status'] === undefined ? [] : [alone(['status'], 'the cluster writes it')]),
    ...Object.keys(metadata ?? {}).flatMap(field => {
      if (field !== 'labels') return [alone(['metadata', field], INSTEAD[field]?.(key) ?? OF_METADATA)];
      if (metadata.labels === null) {
        return [{ path: [...at, 'metadata', 'labels'], message: 'expected labels of your own, got null' }];
      }
      return Object.keys(metadata.labels)
        .filter(isSetByUs)
        .map(label => alone(['metadata', 'labels', label], 'we set it; add labels of your own beside it'));
    }),
    ...kept.flatMap(([path, fix]) => {
      const [, field] = path.split('.') as [string, string];
      return spec?.[field] === undefined ? [] : [alone(['spec', field], fix.replace('<key>', key))];
    }),
  ];
}

const OF_METADATA = 'of metadata, a template may say labels';
const INSTEAD: Readonly<Record<string, (key: string) => string>> = {
  annotations: key => `say it as "annotations" in "${key}"`,
  name: key => (key === 'ingress' ? "it is the application's" : `say it as "name" in "${key}"`),
  namespace: () => 'say it in "namespace" of the environment',
};

function items(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(item => Object(item) as Fields) : [];
}
