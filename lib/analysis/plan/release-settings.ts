import { COLOUR_LABEL, MANAGED_BY_LABEL, NAME_LABEL, RELEASE_LABEL, VERSION_LABEL } from '../../construct/names';
import type { Identity } from '../manifests/identity';
import { itemsOf } from '../manifests/items';
import type { Tree } from '../manifests/tree';
import type { Colour } from '../topology/model';
import { type FlatValues, flatten } from './flatten';

type Fields = { readonly [key: string]: any };

/**
 * All that a colour runs, as one text a key: `image`, `env.LEVEL`, `config.HOST`, `resources.requests.cpu`. What only
 * says which colour it is, is left out, so that two colours can be compared; ConfigMaps are told by what is in them.
 */
export function releaseSettings(colour: Colour, tree: Tree, colourLabel: string | undefined): FlatValues {
  const { template, labels, size } = colour;
  const spec: Fields = template['spec'];
  const leftOut = new Set([...OF_A_COLOUR, ...(colourLabel ? [colourLabel] : [])]);
  const configs = new Configs(colour, tree);
  const found: FlatValues = new Map();
  const add = (prefix: string, entries: FlatValues) => {
    for (const [key, text] of entries) found.set([prefix, key].filter(Boolean).join('.'), text);
  };

  const version = labels[VERSION_LABEL];
  if (version && colourLabel !== VERSION_LABEL) found.set('version', version);
  const containers = itemsOf(spec['containers']);
  containers.forEach(container => {
    add(containers.length > 1 ? String(container['name']) : '', containerOf(container, configs, leftOut));
  });
  for (const container of itemsOf(spec['initContainers'])) {
    add(`init.${container['name']}`, containerOf(container, configs, leftOut));
  }
  add('volumes', volumesOf(spec, configs, leftOut));
  const { containers: _, initContainers: __, volumes: ___, ...rest } = spec;
  add('', flatten(rest, leftOut));
  add('labels', flatten(template['metadata']?.labels, leftOut));
  add('annotations', flatten(template['metadata']?.annotations, leftOut));
  found.set('pods', String(size));
  return found;
}

const OF_A_COLOUR = [COLOUR_LABEL, RELEASE_LABEL, NAME_LABEL, VERSION_LABEL, MANAGED_BY_LABEL, 'pod-template-hash'];

function containerOf(container: Fields, configs: Configs, leftOut: ReadonlySet<string>): FlatValues {
  const { name: _, env, envFrom, image, ...rest } = container;
  const found: FlatValues = new Map(image === undefined ? [] : [['image', String(image)]]);
  for (const { name, value, valueFrom } of itemsOf(env) as Fields[]) {
    found.set(`env.${name}`, valueFrom ? sourceText(valueFrom, configs) : String(value ?? ''));
  }
  for (const { configMapRef, secretRef, prefix = '' } of itemsOf(envFrom) as Fields[]) {
    if (configMapRef)
      for (const [key, text] of configs.read(configMapRef.name)) found.set(`config.${prefix}${key}`, text);
    if (secretRef) found.set(`env of Secret ${secretRef.name}`, '(all its keys)');
  }
  for (const [key, text] of flatten(rest, leftOut)) found.set(key, text);
  return found;
}

function sourceText({ secretKeyRef, configMapKeyRef, ...others }: Fields, configs: Configs): string {
  if (secretKeyRef) return `(key ${secretKeyRef.key} of Secret ${secretKeyRef.name})`;
  if (configMapKeyRef) {
    const { name, key } = configMapKeyRef;
    return configs.read(name).get(key) ?? `(key ${key} of ConfigMap ${name})`;
  }
  return `(${[...flatten(others)].map(([key, text]) => `${key} ${text}`).join(', ')})`;
}

function volumesOf(spec: Fields, configs: Configs, leftOut: ReadonlySet<string>): FlatValues {
  const found: FlatValues = new Map();
  for (const { name, ...volume } of itemsOf(spec['volumes']) as Fields[]) {
    const config = volume['configMap']?.name;
    if (config !== undefined && configs.has(config)) {
      const { name: _, ...rest } = volume['configMap'];
      // Told among the variables already, where it is the same one.
      if (!configs.isTold(config)) for (const [key, text] of configs.read(config)) found.set(`${name}.${key}`, text);
      found.set(name, 'a ConfigMap');
      for (const [key, text] of flatten(rest, leftOut)) found.set(`${name}.${key}`, text);
    } else for (const [key, text] of flatten(volume, leftOut)) found.set(`${name}.${key}`, text);
  }
  return found;
}

/** The ConfigMaps beside a colour. */
class Configs {
  private readonly environment: string;
  private readonly namespace: string;
  private readonly told = new Set<string>();

  public constructor(
    { environment, namespace }: Colour,
    private readonly tree: Tree,
  ) {
    this.environment = environment;
    this.namespace = namespace;
  }

  public has(name: string): boolean {
    return this.find(name) !== undefined;
  }

  /** Whether it was read before. */
  public isTold(name: string): boolean {
    return this.told.has(name);
  }

  /** What is in one; one that is not there is told by its name. */
  public read(name: string): FlatValues {
    const config = this.find(name);
    this.told.add(name);
    if (!config) return new Map([[`ConfigMap ${name}`, '(not in these files)']]);
    const binary = Object.keys(config.value['binaryData'] ?? {}).map(key => [key, '(binary)'] as const);
    return new Map([...flatten(config.value['data']), ...binary]);
  }

  private find(name: string) {
    const identity: Identity = { group: '', kind: 'ConfigMap', namespace: this.namespace, name };
    return this.tree.find(this.environment, identity);
  }
}
