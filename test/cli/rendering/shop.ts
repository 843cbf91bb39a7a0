import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Tree, temporaryFolder, writeTree } from '../../folder';
import { TemporaryRepository } from '../../git/temporary-repository';
import { NIGHTLY } from '../../nightly';
import type { Run } from '../tool-project';
import { PROGRAM, warmTool } from '../warm-tool';

/** Two colours and the Service that users come through. */
export const deployment = (colour: string, image = 'registry.example.com/web:1.0') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web-${colour} }
spec:
  replicas: 2
  selector: { matchLabels: { app: web, version: ${colour} } }
  template:
    metadata: { labels: { app: web, version: ${colour} } }
    spec:
      containers:
        - name: web
          image: ${image}
          readinessProbe: { httpGet: { path: /, port: 8080 } }
`;
export const service = (colour: string) => `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web, version: ${colour} }, ports: [{ port: 80, targetPort: 8080 }] }
`;

/** A kustomization of one environment. */
export const overlay = (environment: string, tag: string, more = '') => `namespace: ${environment}
resources: [../../base]
images: [{ name: registry.example.com/web, newTag: "${tag}" }]
${more}`;

export const KUSTOMIZED: Tree = {
  'base/kustomization.yaml': 'resources: [blue.yaml, green.yaml, service.yaml]\n',
  'base/blue.yaml': deployment('blue'),
  'base/green.yaml': deployment('green'),
  'base/service.yaml': service('blue'),
  'overlays/production/kustomization.yaml': overlay('production', '1.0'),
  'overlays/staging/kustomization.yaml': overlay('staging', '1.0'),
};

const { 'overlays/staging/kustomization.yaml': _, ...ONE_OVERLAY } = KUSTOMIZED;
/** The same with one environment: kubectl takes a good part of a second for each, before a change and after it. */
export const KUSTOMIZED_ONCE: Tree = ONE_OVERLAY;

/** What a run said, and how it ended. */
interface Said {
  readonly status: number | null;
  readonly findings: readonly {
    readonly rule: string;
    readonly file: string;
    readonly line?: number;
    readonly message: string;
  }[];
  readonly notes: readonly string[];
  readonly unread: readonly { readonly file: string; readonly message: string }[];
  readonly judged: { readonly colours?: string };
}

/** A git repository of somebody, with one commit, and the tool in it. */
export class Shop {
  readonly repository = new TemporaryRepository();
  /** Where temporary folders are made. */
  readonly temporary = temporaryFolder();
  /** Folders in which programs are found before all others. */
  path: string[] = [];

  constructor(files: Tree) {
    this.commit(files);
  }

  commit(files: Readonly<Record<string, string | undefined>>): void {
    this.repository.commit('2026-01-01T00:00:00Z', files);
  }

  write(files: Tree): void {
    writeTree(this.repository.root, files);
  }

  environment(): NodeJS.ProcessEnv {
    const path = [...this.path, process.env['PATH']].join(delimiter);
    return { ...process.env, PATH: path, TMPDIR: this.temporary };
  }

  words(...args: readonly string[]): string[] {
    return [PROGRAM, ...args];
  }

  /** What the tool prints: in a process that the tests of the file share, by night in one of its own. */
  text(...args: readonly string[]): string {
    const { status, stdout, stderr } = NIGHTLY ? this.started(...args) : this.ranWarm(...args);
    expect({ stderr, isOver: status !== null }).toEqual({ stderr: '', isOver: true });
    // Nothing is left behind, however it ends.
    expect(readdirSync(this.temporary)).toEqual([]);
    return stdout;
  }

  private ranWarm(...args: readonly string[]): Run {
    return warmTool().run(this.repository.root, this.environment(), args);
  }

  private started(...args: readonly string[]): Run {
    const [cwd, env] = [this.repository.root, this.environment()];
    return spawnSync(process.execPath, this.words(...args), { cwd, env, encoding: 'utf8' });
  }

  check(...args: readonly string[]): Said {
    return JSON.parse(this.text('check', '--render', '--format', 'json', ...args));
  }

  /** The same, while this process goes on. */
  checked(...args: readonly string[]): Promise<Said> {
    const words = this.words('check', '--render', '--format', 'json', ...args);
    return new Promise((done, failed) => {
      execFile(process.execPath, words, { cwd: this.repository.root, env: this.environment() }, (_, stdout, stderr) =>
        stderr ? failed(new Error(stderr)) : done(JSON.parse(stdout)),
      );
    });
  }

  /** Puts a program before all others of its name. @returns its folder */
  install(name: string, script: string, folder = temporaryFolder()): string {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
    this.path.unshift(folder);
    return folder;
  }

  /** Takes programs away, by leaving just git. */
  onlyGit(): void {
    const git = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
    const folder = this.install('git', `exec '${git}' "$@"`);
    this.environment = () => ({ ...process.env, PATH: [...this.path, folder].join(delimiter), TMPDIR: this.temporary });
  }
}

const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

/** A test that needs a real kubectl. */
export const withKubectl: typeof test | typeof test.skip = kubectl ? test : test.skip;

/** What is to be said where there is none. */
export const skipped = kubectl ? '' : ' (skipped: there is no kubectl on this machine)';
