import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../folder';
import { ToolProject } from './tool-project';

const FOLDER = 'dist/apps/production/ping';

/** The demo, in which ping is delivered by itself, pushed to a repository of its own. */
export class Delivered extends ToolProject {
  public readonly remote = temporaryFolder();
  private readonly evidence = join(temporaryFolder(), 'evidence.json');

  public constructor(delivery: string) {
    super();
    this.write('apps/ping.yaml', `${this.read('apps/ping.yaml')}delivery: ${delivery}\n`);
    this.commit();
    this.git('init', '--quiet', '--bare', '--initial-branch=main', this.remote);
    this.git('remote', 'add', 'origin', this.remote);
    this.git('push', '--quiet', '--set-upstream', 'origin', 'main');
  }

  /** All is as git says, but for what is given. */
  public sees(more: object = {}): string[] {
    const colours = ['blue', 'green'].map(colour => {
      const text = this.read(`${FOLDER}/${colour}/Deployment.ping-${colour}.k8s.yaml`);
      const pods = Number(/ {2}replicas: (\d+)/.exec(text)![1]);
      return [colour, { release: /blue-green\/release: "?(\w+)/.exec(text)![1], pods, ready: pods }];
    });
    const serves = /^active: (\w+)/m.exec(this.read('releases/production/ping.yaml'))![1];
    const ping = { serves, ...Object.fromEntries(colours), ...more };
    const taken = new Date().toISOString();
    writeFileSync(this.evidence, JSON.stringify({ taken, environments: { production: { ping } } }));
    return ['--evidence', this.evidence];
  }

  /** The name of the gate that git says is to run. */
  public get gate(): string {
    const names = execFileSync('ls', [join(this.root, FOLDER, 'release/verify')], { encoding: 'utf8' });
    return /Job\.(.*)\.k8s\.yaml/.exec(names)![1]!;
  }

  public get pushedSubjects(): string[] {
    return this.git('--git-dir', this.remote, 'log', '--format=%s', 'main').trim().split('\n');
  }

  /** Before its next push, somebody else pushes a commit. */
  public isOvertaken(times: number): void {
    const other = temporaryFolder();
    this.git('clone', '--quiet', this.remote, other);
    const hook = join(this.root, '.git/hooks/pre-push');
    const push = 'git pull --quiet --rebase && git commit --quiet --allow-empty --message other && git push --quiet';
    writeFileSync(
      hook,
      `#!/bin/sh\nunset $(git rev-parse --local-env-vars)\ncd '${other}'\necho >> times\n[ $(wc -l < times) -gt ${times} ] || (${push})\n`,
    );
    chmodSync(hook, 0o755);
  }
}
