import { app, type BadInput } from './bad-input';

/** Values that tools read differently. */
export const READ_DIFFERENTLY: readonly BadInput[] = [
  {
    name: 'no, which YAML 1.1 takes for false, passes with a warning',
    files: app('config: { DEBUG: no }'),
    says: [
      'apps/ping.yaml:5:18: warning: this is a text here, but tools that follow YAML 1.1 take it for something else',
      '    fix: write it in quotes',
    ],
  },
  {
    name: 'on as a key passes with a warning',
    files: app('env: { on: start }'),
    says: [
      'apps/ping.yaml:5:8: warning: this is a text here, but tools that follow YAML 1.1 take it for something else',
      '    fix: write it in quotes',
    ],
  },
  {
    name: 'a date passes with a warning',
    files: app('annotations: { example.com/since: 2024-01-31 }'),
    says: [
      'apps/ping.yaml:5:35: warning: this is a text here, but tools that follow YAML 1.1 take it for something else',
      '    fix: write it in quotes',
    ],
  },
  {
    name: 'a time passes with a warning',
    files: app('config: { AT: 12:30 }'),
    says: [
      'apps/ping.yaml:5:15: warning: this is a text here, but tools that follow YAML 1.1 take it for something else',
      '    fix: write it in quotes',
    ],
  },
  {
    name: 'a file mode with a leading zero, which YAML 1.2 takes for decimal',
    files: app('volumes: { ca: { mountPath: /ca, secret: { secretName: ca, defaultMode: 0644 } } }'),
    says: [
      'apps/ping.yaml:5:73: error: expected a number without a leading zero, got 0644: some read it as 644, others as octal',
      '    fix: write 644, or 0o644 for octal',
    ],
  },
];
