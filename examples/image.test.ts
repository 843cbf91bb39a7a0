import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// What the Kubernetes manifests rely on. No image is built here: that needs a Docker engine.
describe.each(['ping', 'mails'])('%s', example => {
  const read = (file: string) => readFileSync(join(__dirname, example, file), 'utf8');

  const instructions = read('Dockerfile')
    .split('\n')
    .filter(line => /^[A-Z]+ /.test(line))
    .map(line => ({ name: line.split(' ', 1)[0], value: line.slice(line.indexOf(' ') + 1) }));
  const lastStage = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
  const valuesOf = (name: string, among = lastStage) => among.filter(i => i.name === name).map(i => i.value);

  test('both stages are the same exact version of node on Alpine, which brings sleep for the preStop hook', () => {
    const bases = valuesOf('FROM', instructions).map(value => value.split(' ', 1)[0]);
    expect(bases).toHaveLength(2);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:\d+\.\d+\.\d+-alpine\d+\.\d+(@sha256:[0-9a-f]{64})?$/);
  });

  test('the user is a number and not root, as runAsNonRoot demands', () => {
    const users = valuesOf('USER');
    expect(users).toHaveLength(1);
    expect(users[0]).toMatch(/^[1-9]\d*$/);
  });

  test('node is pid 1: exec form, no shell and no npm in between', () => {
    const words = [...valuesOf('ENTRYPOINT'), ...valuesOf('CMD')].flatMap(value => JSON.parse(value));
    expect(words).toEqual(['node', 'build/main.js', ...{ ping: [], mails: ['stand-by'] }[example]!]);
  });

  test('the version comes from the build, after the files, so that two versions share them', () => {
    expect(valuesOf('ARG')).toEqual(['VERSION']);
    expect(valuesOf('ENV')).toContain('APP_VERSION=$VERSION');
    const order = lastStage.map(({ name }) => name);
    expect(order.indexOf('ARG')).toBeGreaterThan(order.lastIndexOf('COPY'));
  });

  test('every file that is copied from the context is let through by .dockerignore', () => {
    const ignore = read('.dockerignore').split('\n');
    const copied = valuesOf('COPY', instructions)
      .filter(value => !value.startsWith('--from'))
      .flatMap(value => value.split(' ').slice(0, -1));
    expect(copied).toEqual(['package.json', 'package-lock.json', 'tsconfig.json', 'src']);
    expect(ignore.filter(line => line.startsWith('!')).sort()).toEqual(copied.map(file => `!${file}`).sort());
  });

  describe('npm', () => {
    const manifest = JSON.parse(read('package.json'));
    const lock = JSON.parse(read('package-lock.json'));

    test('nothing is needed at run time, and tools have exact versions, those of the checkout', () => {
      expect(manifest.dependencies).toBeUndefined();
      for (const [name, version] of Object.entries(manifest.devDependencies)) {
        expect({ [name]: require(`${name}/package.json`).version }).toEqual({ [name]: version });
      }
    });

    test('the lock fits the manifest, has a checksum for every package, and names no registry', () => {
      const { '': root, ...packages } = lock.packages;
      expect(root.devDependencies).toEqual(manifest.devDependencies);
      for (const entry of Object.values<Record<string, string>>(packages)) {
        expect(entry['integrity']).toMatch(/^sha512-/);
        expect(entry).not.toHaveProperty('resolved');
      }
    });
  });
});
