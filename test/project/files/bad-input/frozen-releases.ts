import { type BadInput, blue } from './bad-input';

/** Frozen releases. */
export const FROZEN_RELEASES: readonly BadInput[] = [
  {
    name: 'a frozen release that was edited after its deploy',
    files: blue(
      'image: pkw0301/app:1.0',
      'release: a123456789',
      'format: 1',
      'port: 5000',
      'readiness: { path: /ping }',
    ),
    says: [
      'releases/production/ping.yaml:4:3: error: blue.release: this entry was edited after it was deployed: expected what makes release a123456789, got what makes 96574c7cee',
      '    fix: undo the edit, and deploy the change with "bluegreen deploy"',
    ],
  },
  {
    name: 'a release that a newer version made',
    files: blue('image: pkw0301/app:1.0', 'format: 3'),
    says: [
      'releases/production/ping.yaml:4:3: error: blue.format: expected 1 or 2, got 3: a newer version of cdk8s-blue-green made this release',
      '    fix: update cdk8s-blue-green',
    ],
  },
  {
    name: 'what is no release id',
    files: blue('image: pkw0301/app:1.0', 'release: main'),
    says: [
      'releases/production/ping.yaml:4:3: error: blue.release: expected a release id: ten hexadecimal digits, got "main"',
    ],
    editor: true,
  },
];
