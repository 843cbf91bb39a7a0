import fc from 'fast-check';
import type { PortProps } from '../../../../lib/construct';
import { podTemplate } from './pod-template';
import { probe } from './probe';
import { annotations, labels, NONE_REQUIRED, text, variable, word } from './words';

export const source = fc.oneof(
  fc.record({ fieldRef: fc.record({ fieldPath: fc.constantFrom('metadata.name', 'status.podIP') }) }),
  fc.record({ secretKeyRef: fc.record({ name: word, key: word, optional: fc.boolean() }) }),
  fc.record({ configMapKeyRef: fc.record({ name: word, key: word }) }),
  fc.record({ resourceFieldRef: fc.record({ resource: fc.constant('limits.memory'), divisor: fc.constant('1Mi') }) }),
);

const securityContext = fc.record(
  {
    runAsUser: fc.nat({ max: 65535 }),
    runAsNonRoot: fc.boolean(),
    readOnlyRootFilesystem: fc.boolean(),
    capabilities: fc.record({ add: fc.subarray(['NET_BIND_SERVICE']), drop: fc.constant(['ALL']) }, NONE_REQUIRED),
    seccompProfile: fc.constant({ type: 'RuntimeDefault' }),
  },
  NONE_REQUIRED,
);

export const resources = fc.record(
  {
    requests: fc.constant({ memory: '128Mi', cpu: '100m' }),
    limits: fc.constantFrom({ memory: '256Mi' }, { memory: '1Gi', cpu: 2 }),
  },
  { requiredKeys: ['requests'] },
);

const step = fc.record(
  {
    command: fc.array(text, { minLength: 1, maxLength: 2 }),
    args: fc.array(text, { maxLength: 2 }),
    env: fc.dictionary(variable, fc.oneof(text, source), { maxKeys: 2, noNullPrototype: true }),
  },
  { requiredKeys: ['command'] },
);

/** Migrations, either of which may be missing. */
export const migrate = fc.record(
  { expand: step, contract: step, deadlineSeconds: fc.integer({ min: 10, max: 3600 }) },
  NONE_REQUIRED,
);

const other = (kind: string) =>
  fc.record(
    {
      name: word.map(name => `${kind}-${name}`.slice(0, 40).replace(/-$/, '')),
      image: fc.constant('registry.example.com/other:1'),
      args: fc.array(text, { maxLength: 2 }),
      securityContext,
    },
    { requiredKeys: ['name', 'image'] },
  );

// The keys that both the application and a colour may give.
const file = fc.oneof(
  fc.record({ text, executable: fc.boolean() }, { requiredKeys: ['text'] }),
  fc.uint8Array({ maxLength: 9 }).map(bytes => ({ base64: Buffer.from(bytes).toString('base64') })),
);

const env = fc.dictionary(variable, fc.oneof(text, source), { maxKeys: 4, noNullPrototype: true });
const config = fc.dictionary(variable, text, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
const files = fc.dictionary(
  word.map(name => `/opt/${name}`),
  file,
  { minKeys: 1, maxKeys: 3, noNullPrototype: true },
);
const texts = fc.array(text, { maxLength: 2 });
// What does not hang on the ports and on the name of the application is made once: to make it takes longer than to ask it.
const others = {
  command: texts,
  args: texts,
  securityContext,
  drainSeconds: fc.nat({ max: 3600 }),
  labels,
  annotations,
  envFrom: fc.array(fc.record({ prefix: variable, configMapRef: fc.record({ name: word }) }), { maxLength: 2 }),
  initContainers: fc.uniqueArray(other('init'), { maxLength: 2, selector: ({ name }) => name }),
  sidecars: fc.uniqueArray(other('beside'), { maxLength: 2, selector: ({ name }) => name }),
  imagePullSecrets: fc.array(fc.record({ name: word }), { maxLength: 1 }),
  nodeSelector: labels,
  priorityClassName: word,
};
const secrets = fc.uniqueArray(word, { maxLength: 2 });

export function release(application: string, ports: readonly PortProps[]) {
  return fc.record(
    {
      env,
      config,
      files,
      secrets,
      liveness: probe('liveness', ports),
      startup: probe('startup', ports),
      ...others,
      podTemplate: podTemplate(application),
    },
    NONE_REQUIRED,
  );
}
