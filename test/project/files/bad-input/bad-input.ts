import { releaseShape } from '../../../../lib/construct/props/release';
import { type Files, SMALL_PROJECT } from '../small-project';

/** One thing that a person can get wrong, and every line that they are told. */
export interface BadInput {
  readonly name: string;
  /** Where they differ from the small project. */
  readonly files?: Files;
  /** `-c` arguments. */
  readonly args?: readonly string[];
  /** CDK8S_CONTEXT_JSON. */
  readonly json?: string;
  readonly says: readonly string[];
  /** An editor shows it too: the published schema of the file refuses it. */
  readonly editor?: true;
}

// What may stand at an application or at a colour, in the order in which messages name it.
export const RELEASE_KEYS = Object.keys(releaseShape).join(', ');
/** Those of a spec: objects of a colour have files of their own. */
export const SPEC_KEYS = RELEASE_KEYS.replace(', colourObjects', '');

export const settings = (text: string) => ({ 'bluegreen.yaml': text });
export const release = (text: string) => ({ 'releases/production/ping.yaml': text });
// Lines below the four of the small project's application, so the first one is line 5.
export const app = (...lines: string[]) => ({
  'apps/ping.yaml': `${SMALL_PROJECT['apps/ping.yaml']}${lines.join('\n')}\n`,
});
export const wholeApp = (...lines: string[]) => ({ 'apps/ping.yaml': `${lines.join('\n')}\n` });
// Lines of the blue release, the first one of which is line 3.
export const blue = (...lines: string[]) =>
  release(
    ['active: blue', 'blue:', ...lines.map(line => `  ${line}`), 'green: { image: "pkw0301/app:2.0" }', ''].join('\n'),
  );
export const delivered = (engine: string, repository: string, environment = 'production') =>
  settings(
    `environments: { ${environment}: { namespace: demo } }\n# Engines.\ngitops: { engine: ${engine}, repository: "${repository}" }\n`,
  );
export const atPlace = (environment: string, name: string) => ({
  [`apps/${name}.yaml`]: `name: ${name}\nimage: a/b\nport: 80\nreadiness: { path: / }\n`,
  [`releases/${environment}/${name}.yaml`]: 'active: blue\nblue: { image: "a/b:1" }\n',
});
// A second application beside ping.
export const twoApps = (name: string, ...lines: string[]) => ({
  [`apps/${name}.yaml`]: `name: ${name}\nimage: a/b\nport: 80\nreadiness: { path: / }\n${lines.join('\n')}\n`,
  [`releases/production/${name}.yaml`]: 'active: blue\nblue: { image: "a/b:1" }\n',
});
export const BOMB = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefgh'
    .split('')
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`),
];
