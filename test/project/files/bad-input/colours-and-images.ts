import { type BadInput, blue, release, wholeApp } from './bad-input';

/** Colours and images. */
export const COLOURS_AND_IMAGES: readonly BadInput[] = [
  {
    name: 'an active colour that is none',
    files: release('active: bleu\nblue: { image: "a:1" }\n'),
    says: [
      'releases/production/ping.yaml:1:1: error: active: expected one of blue, green, got "bleu"',
      '    fix: the nearest is "blue"',
    ],
    editor: true,
  },
  {
    name: 'no active colour',
    files: release('blue: { image: "a:1" }\n'),
    says: ['releases/production/ping.yaml:1:1: error: "active" is missing: expected one of blue, green'],
    editor: true,
  },
  {
    name: 'no colour at all',
    files: release('active: blue\n'),
    says: [
      'releases/production/ping.yaml:1:1: error: neither blue nor green runs anything: expected the image of at least one colour',
      '    fix: blue: { image: <image with tag> }',
    ],
  },
  {
    name: 'an active colour without an entry',
    files: release('active: green\nblue: { image: "a:1" }\n'),
    says: [
      'releases/production/ping.yaml:1:1: error: active: green is active, but it has no release: expected an entry "green" with an image',
      '    fix: deploy to green first: green: { image: <image with tag> }',
    ],
  },
  {
    name: 'an active colour that is retired',
    files: release('active: blue\nblue: { image: "a:1", retired: true }\n'),
    says: [
      'releases/production/ping.yaml:2:23: error: blue.retired: blue is active and retired: expected a retired colour to be the idle one',
      '    fix: take "retired" away, wait until its pods are ready, and only then make blue active',
    ],
  },
  {
    name: 'a colour without an image',
    files: blue('version: "1.0"'),
    says: [
      'releases/production/ping.yaml:2:1: error: blue.image: expected an image with a tag or a digest, got "pkw0301/app"',
      '    fix: pkw0301/app:<tag>',
    ],
  },
  {
    name: 'a colour with a repository and no tag',
    files: blue('image: pkw0301/app'),
    says: [
      'releases/production/ping.yaml:3:3: error: blue.image: expected an image with a tag or a digest, got "pkw0301/app"',
      '    fix: pkw0301/app:<tag>',
    ],
  },
  {
    name: 'a colour with the tag latest',
    files: blue('image: pkw0301/app:latest'),
    says: [
      'releases/production/ping.yaml:3:3: error: blue.image: expected a tag that stays on one image, got "pkw0301/app:latest": "latest" moves, and a rollback would not bring it back',
      '    fix: name a version or add the digest',
    ],
  },
  {
    name: 'a colour with an image that is none',
    files: blue('image: "pkw0301/App:1.0"'),
    says: [
      'releases/production/ping.yaml:3:3: error: blue.image: expected an image such as "registry.example.com/team/app:1.0", got "pkw0301/App:1.0"',
    ],
  },
  {
    name: 'an application with a tag in its image',
    files: wholeApp('name: ping', 'image: pkw0301/app:1.0', 'port: 5000', 'readiness: { path: /ping }'),
    says: [
      'apps/ping.yaml:2:1: error: image: expected an image repository without tag, got "pkw0301/app:1.0"',
      '    fix: write "pkw0301/app" here, and the tag at the colour that runs it',
    ],
  },
  {
    name: 'an application with a digest in its image',
    files: wholeApp(
      'name: ping',
      `image: pkw0301/app@sha256:${'0'.repeat(64)}`,
      'port: 5000',
      'readiness: { path: /ping }',
    ),
    says: [
      'apps/ping.yaml:2:1: error: image: expected an image repository without digest, got "pkw0301/app@sha256:0000000000000000000000000000000000000...',
      '    fix: write "pkw0301/app" here, and the digest at the colour that runs it',
    ],
  },
  {
    name: 'an application with an image that is none',
    files: wholeApp('name: ping', 'image: "https://example.com/app"', 'port: 5000', 'readiness: { path: /ping }'),
    says: [
      'apps/ping.yaml:2:1: error: image: expected an image repository such as "registry.example.com/team/app", got "https://example.com/app"',
    ],
  },
];
