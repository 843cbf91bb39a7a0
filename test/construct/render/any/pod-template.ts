import fc from 'fast-check';
import { annotations, labels, NONE_REQUIRED, text, variable, word } from './words';

const env = fc.uniqueArray(fc.record({ name: variable.map(name => `OF_${name}`), value: text }), {
  maxLength: 2,
  selector: variable => variable.name,
});
const sidecar = fc.constant({ name: 'a-sidecar', image: 'example.com/sidecar:1', ports: [{ containerPort: 20001 }] });
const metadata = fc.record({ labels, annotations }, NONE_REQUIRED);

// Fields of our container, a sidecar, fields that only a newer Kubernetes knows, and some that are taken away.
export function podTemplate(application: string) {
  const container = fc.record(
    {
      name: fc.constant(application),
      terminationMessagePolicy: fc.constant('FallbackToLogsOnError'),
      env,
      resizePolicy: fc.constant([{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]),
      restartPolicyRules: fc.constant([{ exitCodes: { values: [42], operator: 'In' }, action: 'Restart' }]),
    },
    { requiredKeys: ['name'] },
  );
  return fc.record(
    {
      metadata,
      spec: fc.record(
        {
          containers: fc.oneof(
            container.map(ours => [ours]),
            fc.tuple(sidecar, container),
          ),
          initContainers: fc.constant([{ name: 'proxy', image: 'example.com/proxy:1', restartPolicy: 'Always' }]),
          priorityClassName: word,
          nodeSelector: labels,
          tolerations: fc.constant([{ key: 'dedicated', operator: 'Exists', effect: 'NoSchedule' }]),
          terminationGracePeriodSeconds: fc.constant(7200),
          enableServiceLinks: fc.constant(null),
          hostUsers: fc.boolean(),
          hostnameOverride: fc.constant('yes'),
        },
        NONE_REQUIRED,
      ),
    },
    NONE_REQUIRED,
  );
}
