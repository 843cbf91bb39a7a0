import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { bin, name } from '../../../package.json';
import { temporaryFolder } from '../../folder';
import { ROOT } from '../../repository';
import { documents } from '../docs/document';

jest.setTimeout(120_000);

/** A registry on which a stranger has claimed every name: each package's command says that it ran. */
class StrangersRegistry {
  public readonly asked: string[] = [];
  private readonly server: Server = createServer(async ({ url = '' }, response) => {
    this.asked.push(url);
    const [, claimed = '', archive] = /^\/([^/]+?)(\.tgz)?$/.exec(decodeURIComponent(url)) ?? [];
    if (archive) return response.end(await packed(claimed));
    const dist = { tarball: `${this.address}/${claimed}.tgz` };
    const versions = { '9.9.9': { ...stranger(claimed), dist } };
    return response.end(JSON.stringify({ name: claimed, 'dist-tags': { latest: '9.9.9' }, versions }));
  });

  public get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async start(): Promise<void> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await once(this.server.close(), 'close');
  }
}

function stranger(claimed: string) {
  return { name: claimed, version: '9.9.9', bin: { [claimed]: 'run.js' } };
}

async function packed(claimed: string): Promise<Buffer> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'package'));
  writeFileSync(join(folder, 'package', 'package.json'), JSON.stringify(stranger(claimed)));
  writeFileSync(join(folder, 'package', 'run.js'), `#!/usr/bin/env node\nconsole.log('a stranger ran');\n`);
  await ended('tar', ['-czf', 'it.tgz', 'package'], { cwd: folder });
  return readFileSync(join(folder, 'it.tgz'));
}

async function ended(command: string, args: readonly string[], options: { cwd: string; env?: NodeJS.ProcessEnv }) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (output += text));
  const [status] = await once(child, 'close');
  return { status, output };
}

describe('where the tool is not installed, and nobody is asked, as in a pipeline', () => {
  const registry = new StrangersRegistry();
  beforeAll(() => registry.start());
  afterAll(() => registry.stop());

  const npx = (...words: string[]) => {
    const folder = temporaryFolder();
    // Nothing of the settings of this machine or of the npm that runs the tests.
    const env = { PATH: process.env['PATH'], HOME: folder, npm_config_registry: registry.address };
    registry.asked.length = 0;
    return ended('npx', words, {
      cwd: folder,
      env: { ...env, npm_config_audit: 'false', npm_config_update_notifier: 'false' },
    });
  };

  test('a plain npx fetches what a stranger has put under that name, and runs it', async () => {
    expect(await npx('bluegreen', 'status')).toMatchObject({
      status: 0,
      output: expect.stringContaining('a stranger ran'),
    });
    expect(registry.asked).toContain('/bluegreen.tgz');
  });

  test('the command of the documents fetches and runs nothing', async () => {
    const { status, output } = await npx('--no', name, 'status');
    expect(status).not.toBe(0);
    expect(output).toContain('canceled due to missing packages');
    expect(output).not.toContain('a stranger ran');
    expect(registry.asked.filter(path => path.endsWith('.tgz'))).toEqual([]);
  });
});

test('the package has a command of its own name, so that npx can find no other', () => {
  expect(bin).toEqual({ bluegreen: 'build/bluegreen.js', [name]: 'build/bluegreen.js' });
});

test('documents and pipeline files call the tool in no other way', () => {
  const pipeline = readdirSync(join(ROOT, 'pipeline')).map(file => join(ROOT, 'pipeline', file));
  const action = join(ROOT, 'action.yml');
  const texts = [...documents().map(({ file }) => join(ROOT, file)), ...pipeline, action].map(path =>
    readFileSync(path, 'utf8'),
  );
  const called = texts.flatMap(text => text.match(/(?<=^ *|[`'$:-] ?)(npx( --?[\w-]+)* [\w@-]+|npm exec .*)/gm) ?? []);
  const ours = called.filter(command => command.includes(name));
  expect(ours.length).toBeGreaterThan(40);
  expect([...new Set(called)].sort()).toEqual([`npx --no ${name}`, 'npx cdk8s', 'npx jest']);
});
