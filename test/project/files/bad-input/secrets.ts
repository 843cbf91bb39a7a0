import { app, type BadInput, blue } from './bad-input';

/** Secrets. */
export const SECRETS: readonly BadInput[] = [
  {
    name: 'a password in env',
    files: app('env: { DATABASE_PASSWORD: hunter2hunter2 }'),
    says: [
      'apps/ping.yaml:5:8: error: env.DATABASE_PASSWORD: "DATABASE_PASSWORD" looks like a secret, which must not stand in git: expected the name of a Secret',
      '    fix: put it into a Secret, and here: env: { DATABASE_PASSWORD: { secretKeyRef: { name: <secret>, key: <key> } } }',
    ],
  },
  {
    name: 'a token in config, by its value',
    files: app(`config: { UPSTREAM: ghp_${'0a'.repeat(20)} }`),
    says: [
      'apps/ping.yaml:5:11: error: config.UPSTREAM: "UPSTREAM" looks like a GitHub token, which must not stand in git: expected the name of a Secret',
      '    fix: put it into a Secret, and here: env: { UPSTREAM: { secretKeyRef: { name: <secret>, key: <key> } } }',
    ],
  },
  {
    name: 'an address with a password in a release',
    files: blue('image: a:1', 'env: { DATABASE: "postgres://ping:hunter2hunter2@db/ping" }'),
    says: [
      'releases/production/ping.yaml:4:10: error: blue.env.DATABASE: "DATABASE" looks like an address with a password in it, which must not stand in git: expected the name of a Secret',
      '    fix: put it into a Secret, and here: env: { DATABASE: { secretKeyRef: { name: <secret>, key: <key> } } }',
    ],
  },
  {
    name: 'a password in podTemplate',
    files: app(
      'podTemplate: { spec: { containers: [{ name: ping, env: [{ name: API_TOKEN, value: hunter2hunter2 }] }] } }',
    ),
    says: [
      'apps/ping.yaml:5:76: error: podTemplate.spec.containers[0].env[0].value: "API_TOKEN" looks like a secret, which must not stand in git: expected the name of a Secret',
      '    fix: put it into a Secret, and here: env: { API_TOKEN: { secretKeyRef: { name: <secret>, key: <key> } } }',
    ],
  },
  {
    name: 'a private key in an argument',
    files: app('args: ["-----BEGIN RSA PRIVATE KEY-----\\nhunter2hunter2"]'),
    says: [
      'apps/ping.yaml:5:8: error: args[0]: this looks like a private key, which must not stand in git: expected the name of a Secret',
      '    fix: put it into a Secret, and here: env: { NAME: { secretKeyRef: { name: <secret>, key: <key> } } }',
    ],
  },
  {
    name: 'secrets with values',
    files: app('secrets: { DATABASE_PASSWORD: hunter2hunter2 }'),
    says: [
      'apps/ping.yaml:5:1: error: secrets: expected a list of the names of existing Secrets: secret values must not stand in git',
      '    fix: secrets: [<name of a Secret>]',
    ],
    editor: true,
  },
  {
    name: 'a list of secrets with values',
    files: app('secrets: [PASSWORD=hunter2hunter2]'),
    says: [
      'apps/ping.yaml:5:11: error: secrets[0]: expected an object\'s name: lower-case letters, digits, "-" and ".", with $(COLOUR) where each colour has its own, got another text',
    ],
    editor: true,
  },
  {
    name: 'a list of secrets with keys and values',
    files: app('secrets: [{ PASSWORD: hunter2hunter2 }]'),
    says: ['apps/ping.yaml:5:11: error: secrets[0]: expected a text, got keys with values'],
    editor: true,
  },
  {
    name: 'a number as a value in podTemplate',
    files: app('podTemplate: { spec: { containers: [{ name: ping, env: [{ name: PIN, value: 47114711 }] }] } }'),
    says: [
      'apps/ping.yaml:5:70: error: podTemplate.spec.containers[0].env[0].value: expected a text, got a number',
      '    fix: write it in quotes',
    ],
    editor: true,
  },
  {
    name: 'a variable whose value is a list',
    files: app('env: { PASSWORDS: [hunter2hunter2] }'),
    says: ['apps/ping.yaml:5:8: error: env.PASSWORDS: expected a text or keys with values, got a list'],
    editor: true,
  },
];
