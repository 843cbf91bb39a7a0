import { app, type BadInput } from './bad-input';

/** Raw Kubernetes fields. */
export const KUBERNETES_FIELDS: readonly BadInput[] = [
  {
    name: 'an unknown field in resources',
    files: app('resources: { request: { cpu: 100m } }'),
    says: [
      'apps/ping.yaml:5:14: error: resources.request: there is no such field in Kubernetes 1.28: expected a field of ResourceRequirements',
      '    fix: the nearest is "requests"',
    ],
    editor: true,
  },
  {
    name: 'an unknown field in securityContext',
    files: app('securityContext: { runAsUsr: 1000 }'),
    says: [
      'apps/ping.yaml:5:20: error: securityContext.runAsUsr: there is no such field in Kubernetes 1.28: expected a field of SecurityContext',
      '    fix: the nearest is "runAsUser"',
    ],
    editor: true,
  },
  {
    name: 'a field of the wrong type in securityContext',
    files: app('securityContext: { runAsUser: "1000" }'),
    says: ['apps/ping.yaml:5:20: error: securityContext.runAsUser: expected a whole number, got "1000"'],
    editor: true,
  },
  {
    name: 'a field that JavaScript knows in securityContext',
    files: app('securityContext: { constructor: 1 }'),
    says: [
      'apps/ping.yaml:5:20: error: securityContext.constructor: there is no such field in Kubernetes 1.28: expected a field of SecurityContext',
      '    fix: fields here: allowPrivilegeEscalation, capabilities, privileged, procMount, readOnlyRootFilesystem, runAsGroup, runAsNonRoot, runAsUser, seLinuxOptions, seccompProfile, windowsOptions',
    ],
    editor: true,
  },
  {
    name: 'a source of a variable that Kubernetes does not know',
    files: app('env: { PASSWORD: { secretRef: { name: db } } }'),
    says: [
      'apps/ping.yaml:5:20: error: env.PASSWORD.secretRef: there is no such field in Kubernetes 1.28: expected a field of EnvVarSource',
      '    fix: the nearest is "secretKeyRef"',
    ],
    editor: true,
  },
  {
    name: 'a source of a variable that lacks its key',
    files: app('env: { PASSWORD: { secretKeyRef: { name: db } } }'),
    says: [
      'apps/ping.yaml:5:20: error: env.PASSWORD.secretKeyRef.key: expected "key", which SecretKeySelector requires',
    ],
    editor: true,
  },
  {
    name: 'a volume source that Kubernetes does not know',
    files: app('volumes: { tmp: { mountPath: /tmp, emptydir: {} } }'),
    says: [
      'apps/ping.yaml:5:36: error: volumes.tmp.emptydir: there is no such field in Kubernetes 1.28: expected a field of Volume',
      '    fix: the nearest is "emptyDir"',
    ],
    editor: true,
  },
  {
    name: 'a volume without a source',
    files: app('volumes: { tmp: { mountPath: /tmp } }'),
    says: [
      'apps/ping.yaml:5:12: error: volumes.tmp: expected exactly one source (config, emptyDir, secret, configMap …), got none',
    ],
  },
  {
    name: 'a volume with two sources',
    files: app('volumes: { tmp: { mountPath: /tmp, scratch: true, emptyDir: {}, secret: { secretName: a } } }'),
    says: [
      'apps/ping.yaml:5:12: error: volumes.tmp: expected exactly one source (config, emptyDir, secret, configMap …), got emptyDir and secret',
    ],
  },
  {
    name: 'a volume that pods would write to, without a permit',
    files: app('volumes: { tmp: { mountPath: /tmp, emptyDir: {} } }'),
    says: [
      'apps/ping.yaml:5:36: error: volumes.tmp.emptyDir: BG010: what is written there is lost with the pod',
      '    fix: if that is meant, say "scratch: true" beside its mountPath in "volumes"; else keep it in a service outside the pods, named in "config"',
    ],
  },
  {
    name: 'a claim that pods would write to',
    files: app('volumes: { data: { mountPath: /data, persistentVolumeClaim: { claimName: data } } }'),
    says: [
      'apps/ping.yaml:5:38: error: volumes.data.persistentVolumeClaim: BG010: pods keep no state, and both colours would write there',
      '    fix: say "readOnly: true" if they only read it; else keep it in a service outside the pods, named in "config"',
    ],
  },
  {
    name: 'a folder of the node',
    files: app('volumes: { data: { mountPath: /data, readOnly: true, hostPath: { path: /data } } }'),
    says: [
      'apps/ping.yaml:5:54: error: volumes.data.hostPath: BG010: a folder of the node is another one on each node: pods that move would lose it',
      '    fix: keep it in a service outside the pods, named in "config"',
    ],
    editor: true,
  },
  {
    name: 'sessions that stick to pods',
    files: app('service: { sessionAffinity: ClientIP }'),
    says: [
      'apps/ping.yaml:5:12: error: service.sessionAffinity: there is no such key here',
      '    fix: there is none on purpose: clients would stick to pods of the colour that users leave. Keep sessions in a service outside the pods, named in "config"',
    ],
    editor: true,
  },
  {
    name: 'a volume without a path',
    files: app('volumes: { tmp: { emptyDir: {} } }'),
    says: ['apps/ping.yaml:5:12: error: volumes.tmp: "mountPath" is missing: expected a text'],
    editor: true,
  },
  {
    name: 'two volumes at one path',
    files: app(
      'volumes:',
      '  one: { mountPath: /data, scratch: true, emptyDir: {} }',
      '  two: { mountPath: /data, scratch: true, emptyDir: {} }',
    ),
    says: [
      'apps/ping.yaml:7:10: error: volumes.two.mountPath: expected a path of its own, got "/data", where "one" is mounted',
    ],
  },
  {
    name: 'a volume of the config that there is not',
    files: app('volumes: { settings: { mountPath: /etc/ping, config: true } }'),
    says: [
      'apps/ping.yaml:5:46: error: volumes.settings.config: the release has no config: expected "config" with at least one key',
    ],
  },
  {
    name: 'a field in podTemplate that only a newer Kubernetes knows passes with a warning',
    files: app('podTemplate: { spec: { hostnameOverride: ping } }'),
    says: [
      'apps/ping.yaml:5:24: warning: podTemplate.spec.hostnameOverride: Kubernetes 1.28 does not know this field yet: a cluster that is too old for it drops it',
    ],
  },
  {
    name: 'a field of containers, one level too high in podTemplate',
    files: app('podTemplate: { spec: { imagePullPolicy: Always } }'),
    says: [
      'apps/ping.yaml:5:24: error: podTemplate.spec.imagePullPolicy: there is no such field in Kubernetes 1.28: expected a field of PodSpec',
      '    fix: it is a field of containers: write it in one of "containers"',
    ],
  },
  {
    name: 'a field of pods beside podTemplate',
    files: app('hostAliases: [{ ip: 10.0.0.1, hostnames: [mirror] }]'),
    says: [
      'apps/ping.yaml:5:1: error: hostAliases: there is no such key here',
      '    fix: write it as podTemplate.spec.hostAliases',
    ],
  },
  {
    name: 'a field of containers beside podTemplate',
    files: app('workingDir: /srv'),
    says: [
      'apps/ping.yaml:5:1: error: workingDir: there is no such key here',
      '    fix: write it into a container in podTemplate.spec.containers',
    ],
  },
  {
    name: 'a field of pods under a name that is almost its own',
    files: app('priorityClass: high'),
    says: [
      'apps/ping.yaml:5:1: error: priorityClass: there is no such key here',
      '    fix: say "priorityClassName", as Kubernetes does',
    ],
  },
  {
    name: 'lists of Kubernetes beside podTemplate, with a wrong word in one of them',
    files: app('tolerations: [{ key: a, operator: Exits }]'),
    says: ['apps/ping.yaml:5:25: error: tolerations[0].operator: expected one of Exists, Equal, got "Exits"'],
  },
  {
    name: 'a field of pods beside the podTemplate of the gate',
    files: app('gate: { hostAliases: [] }'),
    says: [
      'apps/ping.yaml:5:9: error: gate.hostAliases: there is no such key here',
      '    fix: write it as gate.podTemplate.spec.hostAliases',
    ],
  },
  {
    name: 'our container in podTemplate, misspelt',
    files: app('podTemplate: { spec: { containers: [{ name: pnig, tty: true }] } }'),
    says: [
      'apps/ping.yaml:5:37: error: podTemplate.spec.containers[0]: there is no container "pnig" to change, and for a new one the image is missing',
      '    fix: the nearest is "ping"; else give it an image',
    ],
  },
  {
    name: 'an unknown field in podTemplate, which Kubernetes would drop',
    files: app('podTemplate: { spec: { resourceClaimz: [] } }'),
    says: [
      'apps/ping.yaml:5:24: error: podTemplate.spec.resourceClaimz: there is no such field in Kubernetes 1.28: expected a field of PodSpec',
      '    fix: the nearest is "resourceClaims"',
    ],
  },
  {
    name: 'a field of the wrong type in podTemplate',
    files: app('podTemplate: { spec: { priorityClassName: 5 } }'),
    says: [
      'apps/ping.yaml:5:24: error: podTemplate.spec.priorityClassName: expected a text, got 5',
      '    fix: write it in quotes',
    ],
    editor: true,
  },
  {
    name: 'nothing in a list of podTemplate',
    files: app('podTemplate: { spec: { containers: [null] } }'),
    says: ['apps/ping.yaml:5:37: error: podTemplate.spec.containers[0]: expected keys with values, got nothing'],
    editor: true,
  },
  {
    name: 'a podTemplate that takes the labels away',
    files: app('podTemplate: { metadata: { labels: null } }'),
    says: [
      'apps/ping.yaml:5:28: error: podTemplate.metadata.labels: expected keys to lay over, got null: it would take away what the Services find the pods by',
    ],
  },
  {
    name: 'a podTemplate that changes a label that the Services select',
    files: app('podTemplate: { metadata: { labels: { blue-green/colour: red } } }'),
    says: [
      'apps/ping.yaml:5:38: error: podTemplate.metadata.labels.blue-green/colour: expected this label to be left alone: the Services find the pods of a colour by it',
    ],
  },
  {
    name: 'a podTemplate that renames a port',
    files: app('podTemplate: { spec: { containers: [{ name: ping, ports: [{ containerPort: 5000, name: web }] }] } }'),
    says: [
      'apps/ping.yaml:5:82: error: podTemplate.spec.containers[0].ports[0].name: expected "http", got "web": the Services lead to the port by its name',
      '    fix: name it in "ports"',
    ],
  },
  {
    name: 'a podTemplate that kills the pods while they drain',
    files: app('podTemplate: { spec: { terminationGracePeriodSeconds: 5 } }'),
    says: [
      'apps/ping.yaml:5:24: error: podTemplate.spec.terminationGracePeriodSeconds: expected more than drainSeconds (10), got 5: the pods would be killed while they drain',
    ],
  },
  {
    name: 'labels that are not the user’s',
    files: app('labels: { app.kubernetes.io/name: pong, blue-green/colour: red }'),
    says: [
      'apps/ping.yaml:5:11: error: labels.app.kubernetes.io/name: expected a label of your own, got "app.kubernetes.io/name", which is set from name, version and colour',
      'apps/ping.yaml:5:41: error: labels.blue-green/colour: expected a label of your own, got "blue-green/colour", which is set from name, version and colour',
    ],
  },
  {
    name: 'objects of the own that can not be: at their places, in any document of a file',
    files: {
      'apps/ping/objects/a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: $(APPLICATION)-own }\n---\n- 1\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: ping-blue\n  namespace: $(ENVIRONMENT)\n',
    },
    says: [
      'apps/ping/objects/a.yaml:5:1: error: expected a Kubernetes object, with keys',
      'apps/ping/objects/a.yaml:10:3: error: metadata.name: expected a name of its own, got "ping-blue": what is called like that is made for the application',
      '    fix: for example ping-blue-own',
      'apps/ping/objects/a.yaml:11:3: error: metadata.namespace: expected the namespace of the application, "demo", got "production"',
      '    fix: leave it out; or let bluegreen.yaml allow that one, with "objects: { namespaces: [production] }" in the environment; or apply it from where that one is set up',
    ],
  },
  {
    name: 'objects of a colour that can not be: at their places, once for both colours',
    files: {
      'apps/ping/objects/a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { A: $(COLOUR) }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: ping-$(COLOUR) }\n---\napiVersion: batch/v1\nkind: CronJob\nmetadata: { name: a-$(COLOUR) }\nspec: { schedule: "@daily", jobTemplate: { spec: { template: { spec: { containers: [] } } } } }\n',
    },
    says: [
      'apps/ping/objects/a.yaml:4:9: error: data.A: expected no $(COLOUR) in an object that belongs to no colour',
      '    fix: say it in metadata.name too: then each colour has such an object, with its release (in the construct: "colourObjects"); or $$(COLOUR), where Kubernetes is to see it',
      'apps/ping/objects/a.yaml:8:13: error: metadata.name: expected a name of its own, got "ping-$(COLOUR)": what is called like that is made for the application',
      '    fix: for example ping-$(COLOUR)-own',
      'apps/ping/objects/a.yaml:11:1: error: kind: expected what makes no pods, got CronJob: that of the idle colour would be at work beside that of the active one',
      '    fix: "workers" run the release that users are on, and no other; or leave $(COLOUR) out of its name, and it belongs to the application',
    ],
  },
  {
    name: 'files that there are not, or not only here',
    files: {
      ...app(
        'files:',
        '  /etc/a.conf: a.conf',
        '  /etc/b.conf: { file: folder }',
        '  /etc/c.conf: ../ping.yaml',
        '  etc/d.conf: { text: d }',
        '  /etc/e.conf: { file: e, text: e }',
        '  /etc/key.pem: key.pem',
      ),
      'apps/ping/folder/x': 'x',
      'apps/ping/key.pem': '-----BEGIN PRIVATE KEY-----',
    },
    says: [
      'apps/ping.yaml:8:3: error: files./etc/c.conf: expected the path of a file in the folder apps/<app>/, such as "nginx.conf" or "nginx/mime.types", got "../ping.yaml"',
      'apps/ping.yaml:9:3: error: files.etc/d.conf: expected the path of a file in the container, such as "/etc/nginx/nginx.conf": letters, digits, "-", "_" and "." between each "/", got the name "etc/d.conf"',
    ],
  },
  {
    name: 'files of the project that can not be read',
    files: {
      ...app(
        'files:',
        '  /etc/a.conf: a.conf',
        '  /etc/b.conf: { file: folder }',
        '  /etc/e.conf: { file: e, text: e }',
        '  /etc/key.pem: key.pem',
        'environments: { production: { files: { /etc/f.conf: f.conf } } }',
      ),
      'apps/ping/folder/x': 'x',
      'apps/ping/key.pem': '-----BEGIN PRIVATE KEY-----',
    },
    says: [
      'apps/ping.yaml:6:3: error: files./etc/a.conf: apps/ping/a.conf: the file is missing',
      'apps/ping.yaml:7:3: error: files./etc/b.conf: apps/ping/folder: expected a file, got a folder',
      'apps/ping.yaml:8:3: error: files./etc/e.conf: apps/ping/e: expected either the file or its content, got "text" too',
      'apps/ping.yaml:9:3: error: files./etc/key.pem: this looks like a private key, which must not stand in git: expected the name of a Secret',
      '    fix: put the file into a Secret, and here: volumes: { <name>: { mountPath: <folder>, secret: { secretName: <secret> } } }',
      'apps/ping.yaml:10:40: error: environments.production.files./etc/f.conf: apps/ping/f.conf: the file is missing',
    ],
  },
  {
    name: 'config of more than a ConfigMap holds',
    files: app(
      'config:',
      ...Array.from({ length: 9 }, (_, index) => `  K${index}: &k${index} ${'x'.repeat(index ? 100_000 : 100_000)}`),
      ...Array.from({ length: 3 }, (_, index) => `  L${index}: *k${index}`),
    ),
    says: [
      'apps/ping.yaml:5:1: error: config: expected at most 1048576 bytes, which is what a ConfigMap holds, got 1200024',
      '    fix: put files into the image, or into ConfigMaps of your own, and here: volumes: { <name>: { mountPath: /etc/<name>, readOnly: true, configMap: { name: <config map> } } }',
    ],
  },
];
