import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Block, CHECKOUT, type Document } from './document';
import type { ScratchCheckout } from './scratch-checkout';

/** Something that a reader does with a document. */
interface Step {
  readonly line: number;
  readonly title: string;
  do(checkout: ScratchCheckout): void;
}

interface Command {
  readonly text: string;
  readonly line: number;
  /** What the document shows below it; undefined where it shows nothing. */
  readonly output?: string;
}

/** Commands that are not run here, each for a reason, and what is looked at in their place. */
export const INSTEAD: ReadonlyArray<{
  readonly command: RegExp;
  readonly reason: string;
  look?(checkout: ScratchCheckout): void;
}> = [
  {
    command: /^npm ci$/,
    reason: 'CI has run it, package.test.ts builds from nothing; the lock must fit',
    look: installs,
  },
  { command: /^npm test$/, reason: 'it would run itself: it must be what CI runs', look: ciRunsTheTests },
  {
    command: /^npm pack --pack-destination \.\.$/,
    reason:
      'it takes longer than the rest of its page; start.test.ts packs, and does all that follows with what comes out',
  },
  {
    command: /^npm install --save-dev \.\.\/cdk8s-blue-green-[\d.]+\.tgz$/,
    reason: 'it asks a registry; start.test.ts does it',
    look: checkout => {
      checkout.run('mkdir node_modules && ln -s ../../cdk8s-blue-green node_modules && echo "{}" > package.json');
    },
  },
  {
    command: /^git push --set-upstream origin main$/,
    reason: 'it needs a remote; there must be a commit on that branch',
    look: checkout => expect(checkout.run('git log --format=%s main')).toBe('Start web\n'),
  },
  {
    command: /^kubectl create namespace shop$/,
    reason: 'it needs a cluster; here is what will be in that namespace',
    look: checkout => {
      checkout.run('grep --quiet "namespace: shop" dist/apps/production/web/blue/Deployment.web-blue.k8s.yaml');
    },
  },
  {
    command: /^kubectl apply --filename dist\/argocd\/production$/,
    reason: 'it needs a cluster with Argo CD; the folder must hold what it applies',
    look: checkout => {
      checkout.run('grep --quiet "kind: ApplicationSet" dist/argocd/production/*.yaml');
    },
  },
  {
    command: /^docker build --build-arg VERSION=\S+ -t \S+ examples\/(ping|mails)$/,
    reason: 'it needs a Docker engine; image.test.ts reads the Dockerfile',
  },
  {
    command: /^docker build --tag bluegreen \.$/,
    reason: 'it needs a Docker engine; package.test.ts runs the steps of that Dockerfile',
  },
  {
    command: /^APP_VERSION=1\.0 npm start$/,
    reason: 'it takes port 5000 of the machine; ping.test.ts starts the same on a free one',
  },
  {
    command: /^curl localhost:5000\/ping$/,
    reason: 'it asks that port; ping.test.ts does so, and compares the answer',
  },
  {
    command: /^npm run bindings$/,
    reason: 'it takes longer than the rest of its page; languages.test.ts makes and tries them by the same functions',
  },
  {
    command: /^npx --no cdk8s-blue-green status --live( --output html > fleet.html)?$/,
    reason: 'it needs a cluster; kubectl.test.ts and live-situation.test.ts are about what it reads and tells',
  },
  {
    command: /^npx --no cdk8s-blue-green serve --live$/,
    reason: 'it runs until somebody ends it; serve.test.ts does so',
  },
  {
    command: /^kubectl kustomize \S+ > (before|after)\/shop\.yaml$/,
    reason: 'it needs kubectl, and a kustomization; field.test.ts builds one: here is something that it could print',
    look: checkout => {
      checkout.run('for side in before after; do cp dist/apps/production/ping/blue/Deployment.* $side/shop.yaml; done');
    },
  },
];

function installs(checkout: ScratchCheckout): void {
  const folder = checkout.run('pwd').trim();
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const kinds = ['name', 'version', 'dependencies', 'devDependencies', 'peerDependencies'];
  const said = (of: Record<string, unknown>) => Object.fromEntries(kinds.map(kind => [kind, of[kind]]));
  expect(said(packages[''])).toEqual(said(manifest));
  checkout.link();
}

function ciRunsTheTests(): void {
  const lines = readFileSync(join(CHECKOUT, '.ci', 'run'), 'utf8').split('\n');
  const [install, test] = lines.filter(line => line.startsWith('npm '));
  expect(install).toMatch(/^npm ci\b/);
  expect(test).toBe('npm test');
}

/** All that a reader does with a document, in its order. */
export function stepsOf({ blocks }: Document): Step[] {
  return blocks.flatMap((block, index) => stepsOfBlock(block, blocks[index + 1]));
}

function stepsOfBlock(block: Block, next?: Block): Step[] {
  const { language, line, text } = block;
  const fault = faultOf(block);
  if (fault) {
    const complain = () => {
      throw new Error(fault);
    };
    return [{ line, title: 'the block is one that can be tested', do: complain }];
  }
  if (isShell(block)) {
    return commandsOf(block).map(command => ({ line: command.line, title: command.text, do: running(command) }));
  }
  if (language === 'diff') {
    return isEdit(text)
      ? [{ line, title: 'the edit can be made', do: checkout => checkout.apply(text) }]
      : [{ line, title: 'dist/ differs so', do: checkout => expect(checkout.diff(filesIn(text))).toBe(text) }];
  }
  if (language === 'ts') {
    const output = next?.language === 'text' ? next.text : undefined;
    return [{ line, title: 'the program runs, and prints what is shown', do: program(text, output) }];
  }
  return []; // yaml.test.ts reads YAML; a text is a picture, or what a program prints
}

const LANGUAGES = ['sh', 'console', 'diff', 'ts', 'text', 'yaml'];

function faultOf(block: Block): string | undefined {
  const { language, text } = block;
  if (!LANGUAGES.includes(language)) {
    return `expected one of ${LANGUAGES.join(', ')} behind the fence, got "${language}"`;
  }
  if (language === 'console' && !text.startsWith('$ ')) return 'expected "$ " and a command in the first line';
  if (isShell(block) && /\\$/m.test(text)) return 'expected every command on one line';
  return undefined;
}

function isShell({ language }: Block): boolean {
  return language === 'sh' || language === 'console';
}

// Files that people write are edited; all others are generated, and shown.
function isEdit(diff: string): boolean {
  const [, file = ''] = /^\+\+\+ b\/(.*)$/m.exec(diff) ?? [];
  return /^(apps|releases)\/|^bluegreen\.yaml$/.test(file);
}

function commandsOf({ language, text, line }: Block): Command[] {
  const lines = text.split('\n').map((text, index) => ({ text, line: line + index }));
  if (language === 'sh') return lines.filter(({ text }) => text && !text.startsWith('#'));
  const prompts = lines.flatMap(({ text }, index) => (text.startsWith('$ ') ? [index] : []));
  return prompts.map((at, index) => {
    const output = lines.slice(at + 1, prompts[index + 1]).map(({ text }) => text);
    return {
      text: lines[at]!.text.slice(2),
      line: lines[at]!.line,
      ...(output.length && { output: output.join('\n') }),
    };
  });
}

/** The parts of all commands of a document. */
export function partsOfCommands({ blocks }: Document): string[] {
  return blocks.filter(isShell).flatMap(commandsOf).flatMap(partsOf);
}

function partsOf({ text }: Command): string[] {
  return text.split(' && ');
}

function running(command: Command): (checkout: ScratchCheckout) => void {
  return checkout => {
    const parts = partsOf(command).map(part => ({ part, instead: INSTEAD.find(({ command }) => command.test(part)) }));
    const printed = parts.map(({ part, instead }) => (instead ? instead.look?.(checkout) : checkout.run(part)));
    const run = parts.every(({ instead }) => !instead);
    if (run && command.output !== undefined) expect(printed.join('').trimEnd()).toBe(command.output);
  };
}

function program(source: string, output?: string): (checkout: ScratchCheckout) => void {
  return checkout => {
    const printed = checkout.runTypeScript(source).trimEnd();
    if (output !== undefined) expect(printed).toBe(output);
  };
}

// A document may show the files that matter and leave the others out.
function filesIn(diff: string): string[] {
  return [...diff.matchAll(/^\+\+\+ b\/(.+)$/gm)].map(([, file]) => file!);
}
