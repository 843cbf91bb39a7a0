import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { ToolProject } from '../../cli/tool-project';
import { temporaryFolder } from '../../folder';

/** Where the files are that people copy. */
export const PIPELINE = resolve(__dirname, '..', '..', '..', 'pipeline');

// What npm has installed in the tests of a file.
let packages: string | undefined;
function installed(): string {
  packages ??= temporaryFolder();
  return packages;
}

/** What came of a script. */
export interface Outcome {
  readonly status: number | null;
  /** What it printed, and what it complained of. */
  readonly output: string;
}

/** A project with the tool installed as npm does, and with a forge in a folder in place of GitHub or GitLab. */
export class PipelineProject extends ToolProject {
  /** Where the stand-ins for gh, curl and npm keep what they got. */
  public readonly forge = temporaryFolder();
  /** The runner's own folder for what a run leaves behind. */
  public readonly runner = temporaryFolder();

  /** @param root a repository that is there already, in which nothing is installed */
  public constructor(root = '') {
    super(root);
    if (root) return;
    const commands = join(this.root, 'node_modules', '.bin');
    mkdirSync(commands, { recursive: true });
    for (const name of ['bluegreen', 'cdk8s-blue-green']) {
      writeFileSync(join(commands, name), `#!/bin/sh\nexec ${this.command()} "$@"\n`);
      chmodSync(join(commands, name), 0o755);
    }
    this.write('package.json', '{ "private": true }\n');
    this.write('.gitignore', 'node_modules/\n');
    this.commit();
  }

  /** Runs lines as the runner of a pipeline does. */
  public script(lines: string, variables: NodeJS.ProcessEnv = {}, folder = '.'): Outcome {
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', lines], {
      cwd: join(this.root, folder),
      encoding: 'utf8',
      env: { ...this.environment(), ...variables },
    });
    return { status, output: stdout + stderr };
  }

  /** Moves users of ping in production to green, in a commit. */
  public promote(): void {
    expect(this.run('promote', 'ping', '--env', 'production', '--commit').status).toBe(0);
  }

  /** Changes what the active colour runs, in a commit. */
  public changeUnderUsers(): void {
    const path = 'releases/production/ping.yaml';
    this.write(path, this.read(path).replace('pkw0301/app:1.0', 'pkw0301/app:1.1'));
    expect(this.run('synth').status).toBe(0);
    this.commit();
  }

  /** What the stand-ins were asked to do. */
  public calls(): string[] {
    const file = join(this.forge, 'calls');
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  }

  /** The comments that the change has by now. */
  public comments(): string[] {
    const comments: { body: string }[] = JSON.parse(readFileSync(join(this.forge, 'comments.json'), 'utf8'));
    return comments.map(({ body }) => body);
  }

  // Nothing of the machine's own settings, and no question to a registry.
  protected environment(): NodeJS.ProcessEnv {
    return {
      PATH: [join(__dirname, 'bin'), process.env['PATH']].join(delimiter),
      HOME: this.runner,
      FORGE: this.forge,
      INSTALLED: installed(),
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.com',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.com',
    };
  }
}
